"""
Closing breaks: what stands between two halves of a text, and which blanks inside a text are strays.
"""

from __future__ import annotations

import re

_CJK = r"\u2018-\u201d\u3001-\u303f\u3400-\u9fff\uff01-\uff65…—·"
_STRAY = re.compile(
    rf"(?<=[{_CJK}])[ \u3000]+|[ \u3000]+(?=[{_CJK}])|(?<=[,;:!?)])[ \u3000]+(?=\d)|[ \u3000]+(?=[,;:!?)])"
)
_NAME_LIST = re.compile(
    r"(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}[ \u3000]+){2,}[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
)
_THOUSANDS = re.compile(r"(?<=\d)[ \u3000](?=\d{3}(?!\d))")
_WORD = re.compile(r"[A-Za-z]{2,}$")
_WORD_ON = re.compile(r"^[A-Za-z]{2,}")


def joined(before: str, after: str) -> str:
    """
    Return two halves of a text as one; a blank stands between them only where two Latin words meet.
    """
    if _WORD.search(before[-3:]) and _WORD_ON.match(after):
        return f"{before} {after}"
    return before + after


def without_strays(text: str) -> str:
    """
    Return a body text without the blanks that Chinese does not print; lists of names and Latin text keep theirs.
    """
    if " " not in text and "\u3000" not in text:
        return text
    kept = [found.span() for found in _NAME_LIST.finditer(text)]
    text = _STRAY.sub(lambda found: "\u3000" if _inside(found.start(), kept) else "", text)
    return _THOUSANDS.sub("", text)


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    while spans and spans[0][1] <= place:
        spans.pop(0)
    return bool(spans) and spans[0][0] <= place
