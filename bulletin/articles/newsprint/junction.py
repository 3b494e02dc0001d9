"""
Whether a break cuts a word in two, by the frequencies of words.
"""

from __future__ import annotations

from functools import cache
from math import log
from typing import Protocol

_REACH = 7
"""Characters on either side of a break that are looked at."""

_LONGEST = 6
"""Characters of the longest word that is looked for."""


class _Dictionary(Protocol):
    FREQ: dict[str, int]
    total: int


@cache
def _dictionary() -> _Dictionary:
    import jieba  # noqa: PLC0415 - reading its dictionary takes a second, and few pages need it

    jieba.setLogLevel(60)
    jieba.initialize()
    words: _Dictionary = jieba.dt
    return words


def cut_cost(before: str, after: str) -> float:
    """
    Return how much likelier the words around a break are when a word may run across it, in nats; 0 when none does.

    `cut_cost("防控工作科", "学性精准性")` is about 9: the break cuts 科学性. Only Chinese words count.
    """
    left, right = before[-_REACH:], after[:_REACH]
    if not left or not right:
        return 0.0
    whole = _best(left + right)
    parted = _best(left) + _best(right)
    return max(0.0, whole - parted)


def _best(text: str) -> float:
    """
    Return the log-likelihood of the best way to read a text as words.
    """
    words = _dictionary()
    total = log(words.total)
    scores = [0.0]
    for end in range(1, len(text) + 1):
        choices = (
            scores[start] + log(words.FREQ.get(text[start:end]) or 1) - total
            for start in range(max(0, end - _LONGEST), end)
            if end - start == 1 or words.FREQ.get(text[start:end])
        )
        scores.append(max(choices))
    return scores[-1]
