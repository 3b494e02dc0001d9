"""
Lists in running text (一要……。二要……。三要……。) and their heads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin.script.completeness import may_end
from bulletin.script.excerpts import Excerpt
from bulletin.script.sentences import split_clauses

_COUNTED = "一二三四五六七八九"
_HEAD = re.compile(
    r"^(?P<speaker>[^，。“]{2,14}(?:强调|指出|要求|提出|明确)，)?(?:其)?(?P<number>[一二三四五六七八九])(?P<kind>是要?|要)"
)
_SCOPE = re.compile(r"^(?:对于?(?!接|标)|针对|面向|围绕)[^，]{2,}，")
"""What is listed holds only for those named before the list."""
_SPEAKER = re.compile(r"^[^，。“]{2,14}(?:强调|指出|要求|提出|明确)，")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """
    A list found among the sentences of one paragraph.

    Args:
        first: The number of the sentence its first head stands in.
        inside: The numbers of the sentences that belong to it, the heads' and what explains them.
        heads: Its heads as one sentence, 会议强调，一要……；二要……。
        is_told_by: Whether it begins with who demands it, so that it stands alone.
    """

    first: int
    inside: frozenset[int]
    heads: Excerpt
    is_told_by: bool


def enumerations(sentences: Sequence[Excerpt]) -> tuple[Enumeration, ...]:
    """
    Find the lists of an article's sentences: at least two heads, counted from one, in one paragraph.
    """
    found: list[Enumeration] = []
    index = 0
    while index < len(sentences):
        numbers = _run(sentences, index)
        if len(numbers) > 1:
            found.append(_listed(sentences, numbers))
            index = numbers[-1]
        index += 1
    return tuple(found)


def _run(sentences: Sequence[Excerpt], first: int) -> list[int]:
    """
    The numbers of the sentences that begin with 一, 二, 三 ... from `first` on, in its paragraph.
    """
    numbers: list[int] = []
    for index in range(first, len(sentences)):
        if sentences[index].paragraph != sentences[first].paragraph:
            break
        head = _HEAD.match(sentences[index].text)
        if head and head["number"] == _COUNTED[min(len(numbers), 8)]:
            numbers.append(index)
        elif not numbers or (head and head["number"] == _COUNTED[0]):
            break
    return numbers


def _listed(sentences: Sequence[Excerpt], numbers: Sequence[int]) -> Enumeration:
    last = numbers[-1]
    while last + 1 < len(sentences) and _goes_on(sentences[last], sentences[last + 1]):
        last += 1
    joined = _lead_in(sentences, numbers[0])
    first = _HEAD.match(sentences[numbers[0]].text)
    is_told_by = bool(joined.text) or bool(first and first["speaker"])
    for number in numbers:
        joined = joined.joined(_head(sentences[number])).followed_by("；" if number != numbers[-1] else "。")
    between = range(numbers[0], last + 1) if first and first["kind"].endswith("要") else ()
    scoped = numbers[0] > 0 and bool(_SCOPE.match(sentences[numbers[0] - 1].text))
    between = range(numbers[0], last + 1) if scoped else between
    explained = (number for number in between if scoped or not re.search(r"\d", sentences[number].text))
    return Enumeration(numbers[0], frozenset((*numbers, *explained)), joined, is_told_by)


def _goes_on(sentence: Excerpt, following: Excerpt) -> bool:
    """
    Tell whether the next sentence may still explain a list's last entry: same paragraph, no new list.
    """
    head = _HEAD.match(following.text)
    return following.paragraph == sentence.paragraph and (head is None or head["number"] != _COUNTED[0])


def _lead_in(sentences: Sequence[Excerpt], first: int) -> Excerpt:
    """
    Who demands what is listed, from the sentence before: 会议强调，.
    """
    before = sentences[first - 1] if first else sentences[first].part(0, 0)
    speaker = _SPEAKER.match(before.text)
    names_itself = _SPEAKER.match(sentences[first].text)
    if speaker is None or names_itself or before.paragraph != sentences[first].paragraph:
        return sentences[first].part(0, 0)
    return before.part(0, speaker.end())


def _head(sentence: Excerpt) -> Excerpt:
    """
    The first clauses of a list entry up to where it may end.
    """
    clauses = split_clauses(sentence)
    for clause, following in pairwise(clauses):
        words = sentence.text[clause.start : clause.end]
        if may_end(sentence.text[: clause.end], words, sentence.text[following.start :]):
            return sentence.part(0, clause.end)
    return sentence.part(0, clauses[-1].end)
