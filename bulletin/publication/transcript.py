"""
The transcript: every line that is heard, with its time, as WebVTT.
"""

from __future__ import annotations

import re

from bulletin.model import AiredLine, Edition
from bulletin.publication.window import LABEL, LANGUAGE

ROW = 65
"""Characters on one row of a cue at most, so that Apple Podcasts takes the transcript in."""

_PAUSES = "，。；：！？、”』」）》"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render_transcript(edition: Edition) -> str:
    """
    Return the WebVTT file: one cue a line, in the order they are heard; lines without text get none.
    """
    head = f"WEBVTT\nKind: captions\nLanguage: {LANGUAGE}\n\nNOTE {LABEL}\n"
    cues = [_cue(line) for line in edition.lines if line.text.strip()]
    return "\n".join([head, *cues])


def rows(text: str) -> tuple[str, ...]:
    """
    Break a text into rows of at most `ROW` characters, after a punctuation mark of the row's second half if it has one.
    """
    left = " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", text).split())
    found = []
    while len(left) > ROW:
        cut = max((n + 1 for n in range(ROW // 2, ROW) if left[n] in _PAUSES), default=ROW)
        found.append(left[:cut].strip())
        left = left[cut:].strip()
    return (*found, left) if left else tuple(found)


def _cue(line: AiredLine) -> str:
    start = round(line.start * 1000)
    end = max(round(line.end * 1000), start + 1)  # a cue of no length is no cue
    text = "\n".join(row.translate(_ESCAPES) for row in rows(line.text))
    return f"{_clock(start)} --> {_clock(end)}\n{text}\n"


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
