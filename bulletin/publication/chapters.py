"""
The chapters of a programme as podcast players read them.
"""

from __future__ import annotations

import json

from bulletin.model import Edition


def render_chapters(edition: Edition) -> str:
    """
    Return the JSON document (Podcasting 2.0 chapters, version 1.2): chapters by ascending start, in seconds.
    """
    chapters = [
        {"startTime": round(chapter.start, 3), "endTime": round(chapter.end, 3), "title": chapter.title}
        for chapter in sorted(edition.programme.chapters, key=lambda c: c.start)
    ]
    document = {"version": "1.2.0", "title": edition.title, "chapters": chapters}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
