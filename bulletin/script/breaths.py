"""
Breath for sentences printed without a pause: a comma where Chinese grammar lets one stand.
"""

from __future__ import annotations

import re

from bulletin.script.excerpts import Excerpt
from bulletin.script.sentences import PAUSES

MAX_BREATH = 35
"""Characters between two pauses that an announcer reads in one breath."""

_PLACES = (
    re.compile(r"[在自于][^，。在]{2,14}(?:前|后|时|期间|过程中|的同时|以来)(?=[要应须需将可请])"),
    re.compile(r"^[在自于从][^，。在]{4,24}(?:期间|过程中|的同时|以来|工作中|活动中|仪式上|会上)"),
    re.compile(r"(?<=[\u4e00-\u9fff”]{6})(?=(?:以及|并(?![且非列轨])|从而|进而|用于)[\u4e00-\u9fff]{3})"),
    re.compile(r"(?<=[\u4e00-\u9fff”]{8})(?=由(?!于|此|来)[^，由]{2,16}(?:增|减|延|提|降|升|调|改|扩|缩|至|到|为))"),
    re.compile(
        r"(?<=[\u4e00-\u9fff”]{10})(?=(?:将(?!来|军|近|士)|正式|已(?!经[^，]{0,2}$)|共(?!同|建|享|筑|治))[\u4e00-\u9fff\d]{6})"
    ),
)
"""Behind an adverbial of time or occasion, before a second predicate, and between a long subject and its predicate."""


def with_breaths(sentence: Excerpt) -> Excerpt:
    """
    Return the sentence with a comma set in each stretch longer than a breath, where there is a place for one.
    """
    for start, end in reversed(_stretches(sentence.text)):
        if end - start > MAX_BREATH and (place := _place(sentence.text[start:end])):
            sentence = sentence.replaced(start + place, start + place, "，")
    return sentence


def _stretches(text: str) -> list[tuple[int, int]]:
    marks = [found.span() for found in PAUSES.finditer(text)]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    return list(zip(starts, ends, strict=True))


def _place(stretch: str) -> int:
    """
    Where a comma may stand, outside quotation marks; 0 when nowhere.
    """
    for pattern in _PLACES:
        for found in pattern.finditer(stretch):
            head = stretch[: found.end()]
            parts = (len(head), len(stretch) - len(head))
            if found.end() and head.count("“") == head.count("”") and max(parts) <= MAX_BREATH:
                return found.end()
    return 0
