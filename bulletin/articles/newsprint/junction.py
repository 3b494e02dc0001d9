"""
Whether a break cuts a word in two, by the frequencies of words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import log

from bulletin.articles.newsprint.words import LONGEST, frequency, words

_REACH = 7
"""Characters on either side of a break that are looked at."""

_CUT = 3.0
"""Nats from which a word is thought to run across a break: of the breaks in mid-word on the pages in view, all."""

_NUMBER_ON = re.compile(
    r"[\d.%％‰℃]|(?:万|亿|千|百|多|余)?(?:元|个|名|人|户|台|辆|条|家|年|月|日|时|分|秒|岁|亩|吨|米|公里|平方|次|套|期|项|件|场|批|间|所|层|栋|号|只|株|棵|斤|公斤|度|级|版|届|成|倍|折|起|例|宗|座|处|支|篇|册|本|万|亿)"
)
"""What goes on a number: digits, or what was counted."""


_COMMON = 30
"""How often the dictionary's corpus holds a common word."""

_POINT = re.compile(r"\d[.:]$")
_DATE = re.compile(r"\d[年月]$")
_DATE_ON = re.compile(r"\d{1,2}[月日]|底|初|中旬|[上下]旬|末|[上下]半")


def is_cut(before: str, after: str) -> bool:
    """
    Tell whether a break cuts a word or a number in two.
    """
    if (before[-1:].isdigit() and _NUMBER_ON.match(after)) or (_POINT.search(before[-3:]) and after[:1].isdigit()):
        return True
    if _DATE.search(before[-5:]) and _DATE_ON.match(after[:4]):
        return True
    return cut_cost(before[-_REACH:], after[:_REACH]) >= _CUT


def is_common(word: str) -> bool:
    """
    Tell whether a text is one common Chinese word.
    """
    return frequency(word) > _COMMON


@lru_cache(maxsize=4096)
def cut_cost(before: str, after: str) -> float:
    """
    Return how much likelier the words around a break are when a word may run across it, in nats; 0 when none does.

    `cut_cost("防控工作科", "学性精准性")` is about 9: the break cuts 科学性. Only Chinese words count.
    """
    left, right = before[-_REACH:], after[:_REACH]
    if not left or not right or not _crossed(left, right):
        return 0.0
    whole = _best(left + right)
    parted = _best(left) + _best(right)
    return max(0.0, whole - parted)


def _crossed(left: str, right: str) -> bool:
    """
    Tell whether any word runs across the break.
    """
    if not words().may_join(left[-1], right[0]):
        return False
    return any(
        frequency(left[-one:] + right[:other])
        for one in range(1, min(len(left), LONGEST - 1) + 1)
        for other in range(1, min(len(right), LONGEST - one) + 1)
    )


def _best(text: str) -> float:
    """
    Return the log-likelihood of the best way to read a text as words.
    """
    total = log(words().total)
    scores = [0.0]
    for end in range(1, len(text) + 1):
        found = ((start, frequency(text[start:end])) for start in range(max(0, end - LONGEST), end))
        choices = (scores[start] + log(count or 1) - total for start, count in found if count or end - start == 1)
        scores.append(max(choices))
    return scores[-1]
