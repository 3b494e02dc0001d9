"""
Articles that a page holds only in its scripts, until a browser shows them: JSON-LD, and the state of a single-page app.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from bulletin.articles.cleaning import plain_lines
from bulletin.articles.pagetree import Block, Element, TextLine, parse
from bulletin.errors import SourceError

_MOST_CHARS = 1_500_000
"""How much of a script is looked through; the state of a portal's page has some 300,000 characters."""

_TOLD = re.compile(
    r"""["']?(?:articleBody|content|body|articleContent|contentHtml|mainContent|detail|html|text)["']?\s*:\s*"""
    r"""(?:"((?:[^"\\]|\\.){60,})"|'((?:[^'\\]|\\.){60,})')"""
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARKS = re.compile(r"[，。！？；]")


def told_in_scripts(root: Element) -> list[TextLine]:
    """
    Return the lines of the article that a page states for machines only; none if none.

    Of several texts the one with the most sentences is taken; mark-up in it is read as that of a page.
    """
    texts = (text for script in root.xpath("//script/text()") for text in _texts(script[:_MOST_CHARS]))
    best = max(texts, key=lambda text: len(_MARKS.findall(text)), default="")
    if not _HAN.search(best):
        return []
    if "<" not in best:
        whole = Block("", "", None)
        return [TextLine(line, 0, 0, whole) for line in plain_lines(best).split("\n") if line]
    try:
        return parse(f"<body>{best}</body>").lines
    except SourceError:
        return []


def _texts(script: str) -> Iterator[str]:
    for found in _TOLD.finditer(script):
        text = _unquoted(found[1] if found[1] is not None else found[2].replace("\\'", "'").replace('"', '\\"'))
        if len(_MARKS.findall(text)) > 1:
            yield html.unescape(text) if "&lt;" in text else text


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return ""
