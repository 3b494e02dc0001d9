"""
How much an article is worth to someone who hears it at the village loudspeaker.

The newspaper's own page order, moved by what serves the listener, by where and when it happened, by what the station
aired lately and by what the editor says. Every point has its reason; what each counts is in `Weights`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bulletin.model import Article
from bulletin.selection.lints import ADVERT, SALES_TALK
from bulletin.selection.names import LANDS, PROVINCES
from bulletin.selection.topics import SERVICES, dangers, is_notice, topic_of, topics, words_of


@dataclass(frozen=True, slots=True)
class Weights:
    """
    What each reason counts, in points: 1 is the way from the foot of the page to its top.

    Args:
        page: From the top of the page to its foot: the newspaper's editor has ranked the page already.
        danger: Its title names a danger, and listeners can guard against it: safety goes before any page.
        weather: Weather and disasters, in the title; half of it in the body alone. Likewise the next four.
        safety: Fire, traffic, gas, fraud.
        health: Illness, vaccination, insurance.
        daily: Water, power, buses, applications: what stops, where to ask.
        farming: Sowing, harvest, pests.
        notice: It tells listeners what to do.
        due: What it tells of begins or ends today or tomorrow; half of it where another last day is named.
        here: It plays at the station's own place, in the title; half of it in the body alone.
        fresh: Printed today or yesterday; lost over three days, then turned against it.
        audience: For each power of ten of people or households it touches, up to six.
        elsewhere: Another outlet tells it too.
        update: It brings news of something aired in the last days.
        aired_topic: For each story of its topic among the last ones aired, against it.
        trust: For each point of trust in its source.
        damaged: Its text seems damaged in print.
        advert: It sells something.
        ceremony: It tells of a meeting or an official visit and gives no figure.
        far: It plays in another province or abroad, and does not name the station's place.
        undated: It gives neither a day nor a figure: it keeps for another day.
    """

    page: float = 1.0
    danger: float = 1.0
    weather: float = 0.6
    safety: float = 0.4
    health: float = 0.4
    daily: float = 0.5
    farming: float = 0.3
    notice: float = 0.3
    due: float = 0.4
    here: float = 0.4
    fresh: float = 0.3
    audience: float = 0.05
    elsewhere: float = 0.15
    update: float = 0.2
    aired_topic: float = -0.1
    trust: float = 0.5
    damaged: float = -0.6
    advert: float = -1.0
    ceremony: float = -0.3
    far: float = -0.4
    undated: float = -0.2


@dataclass(frozen=True, slots=True)
class Desk:
    """
    What the editor's desk knows beside the articles; everything may be left out.

    Args:
        place: Where the station is, as `江门市蓬江区白沙街道`; each of its parts counts.
        now: When the rundown is made, with a zone; None leaves freshness out.
        aired: What was on air in the last days, the last first.
        pins: Ids or words of titles: what the editor wants on air, before everything but warnings.
        blocks: Ids or words of titles: what the editor does not want on air.
        trust: How far each outlet or source is trusted, from -1 to 1, by its name; 0 where it is not named.
        weights: What each reason counts.
    """

    place: str = ""
    now: datetime | None = None
    aired: tuple[Article, ...] = ()
    pins: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    trust: tuple[tuple[str, float], ...] = ()
    weights: Weights = Weights()

    def is_pinned(self, article: Article) -> bool:
        """
        Tell whether the editor wants it.
        """
        return _is_named(article, self.pins)

    def is_blocked(self, article: Article) -> bool:
        """
        Tell whether the editor does not want it.
        """
        return _is_named(article, self.blocks)


NO_DESK = Desk()
"""Nothing known beside the articles."""


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


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where an article stands among the others.

    Args:
        place: On the page, 0 is the first.
        count: How many articles there are.
        told_elsewhere: Whether another outlet tells it too.
        update: What it updates, in Chinese; `""` when it updates nothing.
    """

    place: int
    count: int
    told_elsewhere: bool = False
    update: str = ""


_PEOPLE = re.compile(r"(\d+(?:\.\d+)?)\s*([万亿]?)\s*(?:余|多)?(?:名|人|户|位|家|个)")
_SCALE = {"": 1, "万": 10_000, "亿": 100_000_000}
_FRESH = re.compile(r"昨日|昨天|今日|今天|今晨|明日|明天|\d{1,2}月\d{1,2}日")
_CEREMONY = re.compile(
    "会议|座谈会|推进会|动员会|部署会|研讨会|调度会|教育会|学习会|启动仪式|揭牌仪式|主题教育|中心组"
    "|(?:[省市区县镇乡]委|政府|人大|政协|纪委|领导|书记|[市区县镇乡]长)[^，。、；]{0,10}(?:调研|视察|考察|督导"
    "|调度|座谈|走访|学习|研究|部署)"
)
_NEAR = "今天|今日|今晚|今早|今晨|明天|明日|明晚|明早|明晨"
_CLOCK = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})(?:[时点]|[:：]\d\d)"
_DUE = re.compile(
    rf"今明两天|(?:{_NEAR}|今夜|即日)[^，。；]{{0,14}}?(?:截止|起|前|{_CLOCK})|(?:{_NEAR}|今夜)(?:停|封|开|免费"
    rf"|有|到)|(?<![\u4e00-\u9fff]至)[今明](?:日)?起"
)
_LAST_DAY = re.compile(r"截止|(?:月底|\d[日号])(?:之)?前|逾期")
_ELSEWHERE = re.compile(f"外省|外地媒体|(?:{LANDS.pattern})|(?:{PROVINCES.pattern})")
_DATED = re.compile(rf"\d|{_NEAR}|昨[天日晚夜]|前[天日]|日前|近日|周[一二三四五六日末]")
_ADVERT = re.compile(ADVERT)
_SALES_TALK = re.compile(SALES_TALK)
_PART = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:省|市|自治区|自治州|区|县|镇|乡|街道|村|社区)")
_KINDS = ("自治区", "自治州", "街道", "社区", "省", "市", "区", "县", "镇", "乡", "村", "")
_FRESH_DAYS = 3
_LATELY = 12
"""So many of the last stories aired are looked at: some two days."""


def worth(article: Article, standing: Standing, desk: Desk = NO_DESK) -> Worth:
    """
    Weigh an article.
    """
    weights = desk.weights
    points = [("编辑指定", 0.0)] if desk.is_pinned(article) else []
    points += [(f"版面位置第 {standing.place + 1} 条", weights.page * (1 - standing.place / max(standing.count, 1)))]
    points += _service(article, weights)
    points += _urgency(article, weights)
    points += _nearness(article, desk)
    points += _freshness(article, desk)
    points += _audience(article, weights)
    points += _history(article, standing, desk)
    points += _trust(article, desk)
    points += _faults(article, weights)
    return Worth(tuple(points))


def _is_named(article: Article, marks: Sequence[str]) -> bool:
    return any(mark and (mark == article.id or mark in article.title) for mark in marks)


def _service(article: Article, weights: Weights) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    body = "\n".join(article.paragraphs)
    for topic, field in SERVICES.items():
        words = words_of(topic, article.title) or words_of(topic, body)
        if len(words) > 1 or (words and words_of(topic, article.title)):
            share = 1.0 if words_of(topic, article.title) else 0.5
            share /= 2 if _CEREMONY.search(article.title) else 1  # a meeting about the cold warms nobody
            found.append((f"{topic}（{'、'.join(words[:3])}）", share * getattr(weights, field)))
    # A piece about everything is about nothing: only its strongest service counts whole, the others a quarter.
    found.sort(key=lambda point: -point[1])
    found = [(reason, value if n == 0 else value / 4) for n, (reason, value) in enumerate(found)]
    return [*found, ("通知类，告诉听众怎么做", weights.notice)] if is_notice(article) else found


def _urgency(article: Article, weights: Weights) -> list[tuple[str, float]]:
    """
    Say what cannot wait: a danger, and what begins or ends today or tomorrow.
    """
    found = dangers(article)
    points = [(f"有危险须防范（{'、'.join(found[:3])}）", weights.danger)] if found else []
    if _CEREMONY.search(article.title):
        return points
    text = _whole(article)
    if due := _DUE.search(text):
        points.append((f"今明两天的事（{due[0]}）", weights.due))
    elif last := _LAST_DAY.search(text):
        points.append((f"有期限（{last[0]}）", weights.due / 2))
    return points


def _nearness(article: Article, desk: Desk) -> list[tuple[str, float]]:
    parts = _PART.findall(desk.place) or ([desk.place] if desk.place else [])
    body = "".join(article.paragraphs)
    for n, part in enumerate(reversed(parts)):
        share = max(1 - 0.3 * n, 0.1)
        names = _called(part)
        if any(name in article.title for name in names):
            return [(f"本地新闻（{part}）", share * desk.weights.here)]
        ours = [f"{whose}{part.removeprefix(names[-1])}" for whose in "我全本"] if len(names) > 1 else []
        if any(name in body for name in names) or any(name in article.title for name in ours):
            return [(f"提到本地（{part}）", share * desk.weights.here / 2)]
    far = _ELSEWHERE.search(article.title) if parts else None
    return [(f"外地的事（{far[0]}）", desk.weights.far)] if far and far[0] not in desk.place else []


def _called(part: str) -> tuple[str, ...]:
    """
    Return what a place is called in its own paper: 青石镇, 青石.
    """
    kind = next(kind for kind in _KINDS if part.endswith(kind))
    stem = part.removesuffix(kind)
    return (part, stem) if kind and len(stem) > 1 else (part,)


def _freshness(article: Article, desk: Desk) -> list[tuple[str, float]]:
    if article.published is None or desk.now is None:
        dated = _FRESH.search(article.paragraphs[0] if article.paragraphs else "")
        return [("有明确日期", desk.weights.fresh / 3)] if dated else []
    days = max(0.0, (desk.now - article.published).total_seconds() / 86_400)
    share = max(-1.0, 1 - max(0.0, days - 1) / _FRESH_DAYS)
    return [(f"{days:.0f} 天前刊发" if days >= 1 else "当天刊发", desk.weights.fresh * share)]


def _audience(article: Article, weights: Weights) -> list[tuple[str, float]]:
    sizes = [float(n) * _SCALE[unit] for p in article.paragraphs for n, unit in _PEOPLE.findall(p)]
    if not sizes or max(sizes) < 10:
        return []
    return [(f"涉及人数或数量约 {max(sizes):,.0f}", weights.audience * min(math.log10(max(sizes)), 6.0))]


def _history(article: Article, standing: Standing, desk: Desk) -> list[tuple[str, float]]:
    points: list[tuple[str, float]] = []
    if standing.told_elsewhere:
        points.append(("另有来源报道", desk.weights.elsewhere))
    if standing.update:
        points.append((standing.update, desk.weights.update))
    topic = topic_of(article)
    again = sum(topic_of(story) == topic for story in desk.aired[:_LATELY]) if topic else 0
    if again:
        points.append((f"近期已播 {again} 条{topic}类", desk.weights.aired_topic * min(again, 5)))
    return points


def _trust(article: Article, desk: Desk) -> list[tuple[str, float]]:
    known = dict(desk.trust)
    name = next((n for n in (article.byline.outlet, article.source) if n in known), "")
    return [(f"来源可信度（{name}）", desk.weights.trust * known[name])] if name else []


def _faults(article: Article, weights: Weights) -> list[tuple[str, float]]:
    text = _whole(article)
    points = [("正文疑似有残缺", weights.damaged)] if article.suspects else []
    if selling := _sales_talk(text):
        points.append((f"疑似广告（{'、'.join(selling[:3])}）", weights.advert))
    is_dry = not any(_PEOPLE.search(p) for p in article.paragraphs)
    if _CEREMONY.search(article.title) and is_dry and not topics(article) - {"政务"}:
        points.append(("会议活动，没有具体数字", weights.ceremony))
    if not _DATED.search(text):
        points.append(("没有日期和数字，不赶时间", weights.undated))
    return points


def _sales_talk(text: str) -> list[str]:
    """
    Return the words that make an advertisement: one that nothing else uses, or two that shops use; empty for none.
    """
    strong = [found[0] for found in _ADVERT.finditer(text)]
    weak = list(dict.fromkeys(found[0] for found in _SALES_TALK.finditer(text)))
    return list(dict.fromkeys((*strong, *weak))) if strong or len(weak) > 1 else []


def selling_words(article: Article) -> tuple[str, ...]:
    """
    Return the words of an article that is nothing but an advertisement: three of them; empty for everything else.
    """
    found = _sales_talk(_whole(article))
    return tuple(found) if len(found) > 2 else ()


def is_whole(article: Article) -> bool:
    """
    Tell whether even a short body is news: a full sentence that says when or how many, no picture's line.
    """
    body = "".join(article.paragraphs)
    return body.endswith(("。", "！")) and not body.startswith(("图为", "图片", "↑", "▲")) and bool(_DATED.search(body))


def is_due(article: Article) -> bool:
    """
    Tell whether what an article tells of begins or ends today or tomorrow.
    """
    return _DUE.search(_whole(article)) is not None


def _whole(article: Article) -> str:
    return "\n".join((article.title, *article.paragraphs))
