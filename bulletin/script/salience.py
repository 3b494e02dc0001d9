"""
How much each sentence of an article matters.

The weights are set by hand and were measured (`reading-and-condensing.md` §3-4); fitting them to a handful of articles
made the result worse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import log

_DAMPING = 0.85
_ROUNDS = 20
"""Enough for a score that is only ranked."""
_LONGEST_BODY = 80
"""Sentences compared with one another; a longer article is judged by its beginning."""

_WORTH_SAYING = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万亿两]+(?=[个名家条台次人户亩万元年月日%])")
_TOTAL = re.compile(r"(?:截至|累计|总共|一共|共有|共计|总数|总投资|达到?|完成)[^，。]{0,20}\d")
_FIRST_PERSON = re.compile(r"(?<![自忘])我(?!国)|咱|俺|您|(?<!迷)你|自己人")
_SCENE = re.compile(
    r"走进|清晨|一边|现场|只见|记者|映入眼帘|身着|身影|穿梭|小巷|手持|手里|阳光|忙碌|热火朝天|笑着|脸上|将至|渐近|来临|临近"
)


@lru_cache(maxsize=4096)
def bigrams(text: str) -> frozenset[str]:
    """
    The pairs of neighbouring characters, marks left out.
    """
    chars = "".join(_WORTH_SAYING.findall(text))
    return frozenset(chars[index : index + 2] for index in range(len(chars) - 1))


def numbers(text: str) -> tuple[str, ...]:
    """
    The numbers of a text as written, in order.
    """
    return tuple(_NUMBER.findall(text))


def is_scene(text: str) -> bool:
    """
    Tell whether a sentence paints a scene (清晨, 只见) and states no number.
    """
    return bool(_SCENE.search(text)) and not _NUMBER.search(text)


def is_first_person(text: str) -> bool:
    """
    Tell whether somebody speaks of himself or to the listener (我, 咱, 您, 你); 我国 and 自我 do not count.
    """
    return bool(_FIRST_PERSON.search(text))


def saliences(sentences: Sequence[str], headline: str) -> list[float]:
    """
    Score each sentence of an article, in order; higher says more of what the article says.
    """
    pairs = [bigrams(sentence) for sentence in sentences]
    ranks = _shares(_text_rank(pairs[:_LONGEST_BODY]) + [0.0] * len(pairs[_LONGEST_BODY:]))
    title = bigrams(headline)
    covers = _shares([len(pair & title) / max(len(title), 1) for pair in pairs])
    return [
        rank + cover + _place(index, cover) + _weight(sentence) - _faults(sentence)
        for index, (sentence, rank, cover) in enumerate(zip(sentences, ranks, covers, strict=True))
    ]


def _place(index: int, cover: float) -> float:
    """
    Leads count more, but only as far as they take up the headline: a soft lead does not.
    """
    return 0.3 / (1 + index) + (0.3 + 0.5 * cover if index == 0 else 0.0)


def _weight(sentence: str) -> float:
    total = 0.3 if _TOTAL.search(sentence) else 0.0
    return total + 0.2 * min(len(numbers(sentence)), 4) / 4 + 0.3 * min(len(sentence) / 80, 1.0)


def _faults(sentence: str) -> float:
    speech = 0.5 if is_first_person(sentence) or sentence.startswith("“") else 0.0
    return speech + (0.3 if _SCENE.search(sentence) else 0.0)


def _shares(values: list[float]) -> list[float]:
    top = max(values, default=0.0)
    return [value / top if top else 0.0 for value in values]


def _text_rank(pairs: Sequence[frozenset[str]]) -> list[float]:
    """
    TextRank (Mihalcea and Tarau 2004) on shared character pairs.
    """
    weights = [log(len(pair) + 2) for pair in pairs]
    count = len(pairs)
    alike = [[0.0] * count for _ in pairs]
    for one in range(count):
        for other in range(one):
            shared = len(pairs[one] & pairs[other])
            if shared:
                alike[one][other] = alike[other][one] = shared / (weights[one] + weights[other])
    sums = [sum(row) or 1.0 for row in alike]
    flows = [[(source, value / sums[source]) for source, value in enumerate(row) if value] for row in alike]
    ranks = [1.0] * count
    for _ in range(_ROUNDS):
        ranks = [1 - _DAMPING + _DAMPING * sum(ranks[source] * share for source, share in row) for row in flows]
    return ranks
