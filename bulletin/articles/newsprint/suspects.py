"""
Damage in print: text that stands twice in one article, a paragraph that breaks off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin.articles.newsprint.shapes import is_finished
from bulletin.model import Span, Suspect

SHORTEST_REPEAT = 20
"""Characters printed twice in one article that are a fault of print, if a whole clause is among them."""

_CLAUSE = re.compile(r"[^，,。！？!?；;]{8,}[，,。！？!?；;]")
_LAST_SENTENCE = re.compile(r"[^。！？!?]*$")
_TWICE = "这段文字在本文中印了两遍，可能是排版拼错，请核对原版。"
_BROKEN = "这一段没有印完（没有句末标点），后文可能缺失。"


def suspects(paragraphs: Sequence[str]) -> tuple[Suspect, ...]:
    """
    Return the damaged passages of an article, in printed order.
    """
    found = {*_repeats(paragraphs), *_broken(paragraphs)}
    return tuple(sorted(found, key=lambda s: (s.span.paragraph, s.span.start, s.span.end)))


def _broken(paragraphs: Sequence[str]) -> Iterator[Suspect]:
    for number, text in enumerate(paragraphs):
        if is_finished(text) or text.endswith(("：", ":", "；", ";", "”", "）", ")", "》")):
            continue
        start = _LAST_SENTENCE.search(text)
        yield Suspect(Span(number, start.start() if start else 0, len(text)), _BROKEN)


def _repeats(paragraphs: Sequence[str]) -> Iterator[Suspect]:
    """
    Yield both copies of every passage printed twice. Each clause is compared with its first occurrence only.
    """
    first: dict[str, tuple[int, int]] = {}
    for number, text in enumerate(paragraphs):
        covered = 0
        for clause in _CLAUSE.finditer(text):
            if clause.start() < covered:
                continue
            seen = first.setdefault(clause[0], (number, clause.start()))
            if seen == (number, clause.start()):
                continue
            one, other = _grown(paragraphs, seen, (number, clause.start()), covered)
            covered = max(covered, other.end)
            if other.end - other.start >= SHORTEST_REPEAT:
                yield Suspect(one, _TWICE)
                yield Suspect(other, _TWICE)


def _grown(paragraphs: Sequence[str], one: tuple[int, int], other: tuple[int, int], floor: int) -> tuple[Span, Span]:
    """
    Return the longest equal passages around two equal clauses, the second not reaching below `floor`.
    """
    (p, a), (q, b) = one, other
    left, right = paragraphs[p], paragraphs[q]
    end = 0
    while a + end < len(left) and b + end < len(right) and left[a + end] == right[b + end] and (p != q or a + end < b):
        end += 1
    start = 0
    while (
        a - start > 0
        and b - start > floor
        and left[a - start - 1] == right[b - start - 1]
        and (p != q or b - start > a + end)
    ):
        start += 1
    return Span(p, a - start, a + end), Span(q, b - start, b + end)
