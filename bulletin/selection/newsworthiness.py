"""
How much an article is worth to someone who hears it at the village loudspeaker.

A first honest order: the newspaper's own page order, moved by what serves the listener and by what would not be
understood on air. Every point has its reason.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bulletin.model import Article

_SERVICE = re.compile(
    "停水|停电|停气|停运|停课|预警|台风|暴雨|寒潮|高温|洪水|疫情|疫苗|接种|体检|医保|社保|养老|低保|补贴|补助|报名|招聘|申报|申请|缴费"
    "|办理|受理|热线|电话|咨询|公交|封路|改道|交通管制|绕行|消防|燃气|诈骗|开放时间|征兵|登记|报备|停车|年审|选举|农技|病虫害|防汛"
)
"""Words of public service: what to do, what stops, where to ask, what to beware of."""

_PEOPLE = re.compile(r"(\d+(?:\.\d+)?)\s*([万亿]?)\s*(?:余|多)?(?:名|人|户|位|家|个)")
_FRESH = re.compile(r"昨日|昨天|今日|今天|今晨|明日|明天|\d{1,2}月\d{1,2}日")

PLACE_WEIGHT = 1.0
"""From the top of the page to its foot: the newspaper's editor has ranked the page already."""


@dataclass(frozen=True, slots=True)
class Worth:
    """
    An article's newsworthiness and what it is made of: `(reason in Chinese, points)`, in the order they were found.
    """

    points: tuple[tuple[str, float], ...]

    @property
    def total(self) -> float:
        """
        The sum of all points.
        """
        return sum(value for _, value in self.points)

    def reasons(self) -> tuple[str, ...]:
        """
        Return each reason with its points: `版面位置第 1 条 +1.00`.
        """
        return tuple(f"{reason} {value:+.2f}" for reason, value in self.points)


def worth(article: Article, place: int, count: int) -> Worth:
    """
    Weigh an article that stands at `place` (0 is the first) among `count` articles.
    """
    points = [(f"版面位置第 {place + 1} 条", PLACE_WEIGHT * (1 - place / max(count, 1)))]
    points += _service(article)
    points += _audience(article)
    if _FRESH.search(article.paragraphs[0] if article.paragraphs else ""):
        points.append(("有明确日期", 0.1))
    if article.suspects:
        points.append(("正文疑似有残缺", -0.6))
    return Worth(tuple(points))


def _service(article: Article) -> list[tuple[str, float]]:
    text = article.title + "\n".join(article.paragraphs)
    found = list(dict.fromkeys(_SERVICE.findall(text)))
    if not found:
        return []
    # A service word in the title means the piece is about it; further words add little.
    value = 0.1 * min(len(found), 4) + (0.4 if _SERVICE.search(article.title) else 0.0)
    return [(f"便民信息（{'、'.join(found[:4])}）", value)]


def _audience(article: Article) -> list[tuple[str, float]]:
    scale = {"": 1, "万": 10_000, "亿": 100_000_000}
    sizes = [float(n) * scale[unit] for p in article.paragraphs for n, unit in _PEOPLE.findall(p)]
    if not sizes or max(sizes) < 10:
        return []
    return [("涉及人数或数量较多", 0.05 * min(math.log10(max(sizes)), 6.0))]
