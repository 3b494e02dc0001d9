"""
Sentences and clauses of printed Chinese, with quotations kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin.script.excerpts import Excerpt

_STOPS = "。！？"
_OPENING = "“‘《（"
_CLOSING = "”’》）"
_CLAUSE_MARKS = "，；：。！？"
_QUOTES = re.compile(f"[{_OPENING}{_CLOSING}]")
_SPEAKS = re.compile(
    r"^(?:“[^”。！？]{1,12}”)?[^。！？“]{0,40}?(?:说|表示|介绍|告诉|坦言|道|称|感慨|回忆|笑言|直言|认为)"
)

PAUSES = re.compile(r"[，、；：。！？]|——|……")
"""Where a reader takes breath."""

CLAUSE_END = re.compile(r"[，；：。！？]|——")
"""What parts clauses."""

_QUOTING = _OPENING + _CLOSING
_TURNS = re.compile(f"[{_QUOTING}{_CLAUSE_MARKS}]|——")


_EXCEPTION = re.compile(r"^[^，；：。“”]{2,14}除外。$")


@dataclass(frozen=True, slots=True)
class Clause:
    """
    A stretch between two pauses that part clauses, as a range of its sentence's text, and the mark behind it.
    """

    start: int
    end: int
    mark: str


def split_sentences(paragraph: Excerpt) -> tuple[Excerpt, ...]:
    """
    Cut a paragraph into its sentences, each with its stop; a quotation is never cut, nor parted from 某某说.

    A last sentence without a stop is one all the same.
    """
    text, cuts, depth = paragraph.text, [0], 0
    for index, char in enumerate(text):
        depth = _depth(depth, char)
        if _ends_here(text, index, depth):
            cuts.append(index + 1)
    cuts.append(len(text))
    parts = (paragraph.part(start, end) for start, end in pairwise(cuts))
    return tuple(part for part in parts if part.text.strip("。！？…，；：、 "))


def _depth(depth: int, char: str) -> int:
    if char in _OPENING:
        return depth + 1
    return max(depth - 1, 0) if char in _CLOSING else depth


def _ends_here(text: str, index: int, depth: int) -> bool:
    """
    Tell whether a sentence ends behind this character: at a stop, or at the quotation mark behind one.
    """
    if depth:
        return False
    char, following = text[index], text[index + 1 : index + 2]
    if char in _STOPS:
        return not following or following not in _CLOSING + _STOPS
    closes_speech = char in "”’" and index > 0 and text[index - 1] in _STOPS + "…"
    return closes_speech and not _SPEAKS.match(text[index + 1 :]) and following not in tuple(_CLAUSE_MARKS)


def with_exceptions(sentences: Sequence[Excerpt]) -> list[Excerpt]:
    """
    Join an exception that was printed as a sentence of its own (法定节假日除外。) to what it limits.
    """
    told: list[Excerpt] = []
    for sentence in sentences:
        if told and told[-1].text.endswith("。") and _EXCEPTION.match(sentence.text):
            stop = len(told[-1].text) - 1
            told[-1] = told[-1].replaced(stop, stop + 1, "，").joined(sentence)
        else:
            told.append(sentence)
    return told


def split_clauses(sentence: Excerpt) -> tuple[Clause, ...]:
    """
    Cut a sentence at ，；：—— and its stop, but not inside quotation marks or book titles.
    """
    clauses: list[Clause] = []
    text, start, depth = sentence.text, 0, 0
    for found in _TURNS.finditer(text):
        mark = found[0]
        if mark in _QUOTING:
            depth = _depth(depth, mark)
        elif not depth:
            clauses.append(Clause(start, found.start(), mark))
            start = found.end()
    if start < len(text):
        clauses.append(Clause(start, len(text), ""))
    return tuple(clause for clause in clauses if clause.end > clause.start)


def longest_breath(text: str) -> int:
    """
    How many characters the longest stretch without a pause has.
    """
    return max((len(part) for part in PAUSES.split(text)), default=0)


def has_balanced_quotes(text: str) -> bool:
    """
    Tell whether every quotation mark and book-title mark has its partner, in order.
    """
    if not _QUOTES.search(text):
        return True
    expected: list[str] = []
    for char in text:
        if char in _OPENING:
            expected.append(_CLOSING[_OPENING.index(char)])
        elif char in _CLOSING and (not expected or expected.pop() != char):
            return False
    return not expected
