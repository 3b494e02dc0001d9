from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Article, Byline, Span, Suspect
from bulletin.selection import NO_DESK, Desk, Weights, Worth
from bulletin.selection.newsworthiness import Standing, worth
from bulletin.selection.rundown import rank
from bulletin.selection.topics import dangers, is_notice, topic_of

DAYS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "newsworthiness" / "days.jsonl").read_text("utf-8").splitlines()
]
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
LAST = Standing(place=9, count=10)


def article(headline: str, body: str = "正文没有什么特别的话，只是说明一下情况。", **facts: object) -> Article:
    return Article.from_text(headline, body, **facts)


def total(piece: Article, desk: Desk = NO_DESK, standing: Standing = LAST) -> float:
    return worth(piece, standing, desk).total


@pytest.mark.parametrize(
    ("more", "less", "desk"),
    [
        (article("暴雨预警升级"), article("文艺演出"), NO_DESK),
        (article("城区明日停水"), article("区里开会"), NO_DESK),
        (article("白沙街道开放食堂"), article("外地开放食堂"), Desk(place="江门市蓬江区白沙街道")),
        (article("甲", published=NOW), article("甲", published=NOW - timedelta(days=9)), Desk(now=NOW)),
        (article("甲", "全区3.6万名居民受益。"), article("甲", "全区36名居民受益。"), NO_DESK),
        (article("甲", byline=Byline(outlet="江门日报")), article("甲"), Desk(trust=(("江门日报", 1.0),))),
        (article("甲"), article("甲", suspects=(Suspect(Span(0, 0, 3), "印了两次"),)), NO_DESK),
        (article("甲"), article("甲", "新店开张，扫码下单立减20元，欢迎选购。"), NO_DESK),
        (article("甲", "共有20人参加。"), article("甲推进会", "会议强调，要抓好落实，要提高认识。"), NO_DESK),
    ],
    ids=["weather", "water", "here", "fresh", "many", "trusted", "damaged", "advert", "ceremony"],
)
def test_what_serves_the_listener_is_worth_more(more: Article, less: Article, desk: Desk) -> None:
    """
    Each reason moves an article the way it should.
    """
    assert total(more, desk) > total(less, desk)


def test_the_top_of_the_page_is_worth_more_than_its_foot() -> None:
    """
    All else equal, the newspaper's own order stands.
    """
    values = [total(article("甲"), standing=Standing(n, 5)) for n in range(5)]
    assert values == sorted(values, reverse=True)


def test_a_topic_heard_several_times_lately_gives_way() -> None:
    """
    After three stories about schools another one is worth less than before.
    """
    schools = tuple(article(f"中小学招生{n}", "学校新增学位，教师到位。") for n in range(3))
    piece = article("幼儿园开学", "学校新增学位。")
    assert total(piece, Desk(aired=schools)) < total(piece)


def test_the_sum_is_told_reason_by_reason() -> None:
    """
    The points add up to the total, and each names its reason in Chinese.
    """
    found = worth(article("白沙街道停水通知", "请居民提前储水。"), LAST, Desk(place="白沙街道"))
    assert found.total == pytest.approx(sum(value for _, value in found.points))
    assert any("停水" in reason for reason in found.reasons())
    assert any("本地新闻" in reason for reason in found.reasons())
    assert Worth((("页位", 1.0),)).reasons() == ("页位 +1.00",)


def test_weights_are_settings() -> None:
    """
    A station that sets a weight to nothing no longer feels that reason.
    """
    flat = Desk(weights=Weights(page=0.0, weather=0.0, notice=0.0))
    assert total(article("暴雨预警"), flat) == pytest.approx(total(article("文艺演出"), flat))


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        ("城北水厂检修 部分区域将停水", "请居民提前储水。服务热线:8860110。", True),
        ("临江区周六举办秋季招聘会", "求职者可带身份证和简历直接入场。", True),
        ("世纪大道北段封闭施工", "过往车辆请绕行文昌路。", True),
        ("荷塘镇新建419个市政消防栓", "全镇共有783个市政消防栓。", False),
        ("区里召开停水问题协调会", "会议强调，要加快管网改造。", False),
    ],
)
def test_a_notice_tells_listeners_what_to_do(headline: str, body: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """
    Title and body together make a notice; a meeting about stopped water is none.
    """
    assert is_notice(article(headline, body)) is expected


@pytest.mark.parametrize(
    ("headline", "topic"),
    [
        ("青桥镇早稻机插率突破八成", "农事"),
        ("市图书馆延长开放", "文体"),
        ("消防部门排查燃气隐患", "安全"),
        ("甲乙丙", ""),
    ],
)
def test_a_topic_is_what_the_title_says(headline: str, topic: str) -> None:
    """
    The title decides; where nothing says so there is no topic.
    """
    assert topic_of(article(headline, "说明情况。")) == topic


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        ("水库今日十时泄洪 村民勿下河", "沿河村民把牲畜移到高处。", True),
        ("收割机绞伤手臂事故连发 操作先停机", "老人孩子不要靠近。", True),
        ("镇里举行防汛演练", "模拟暴雨，转移群众60人。", False),
        ("防汛工作会议召开", "会议要求提前转移群众。", False),
        ("文艺演出今晚开始", "请勿携带食品入场。", False),
    ],
)
def test_a_danger_is_real_and_can_be_guarded_against(headline: str, body: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """
    Harm and what to do about it make a danger; a drill, a meeting or a ban alone do not.
    """
    assert bool(dangers(article(headline, body))) is expected


def heard(day: dict[str, Any]) -> list[int]:
    """
    Return an editor's ranks in our order, what is not aired last.
    """
    page = [Article.from_text(story["title"], story["body"]) for story in day["stories"]]
    ranks = {piece.id: story["rank"] for piece, story in zip(page, day["stories"], strict=True)}
    ours = [ranks[piece.id] for piece, _ in rank(page, Desk(place=day["place"])).news]
    return ours + [story["rank"] for story in day["stories"] if story["rank"] not in ours]


def tau(order: list[int]) -> float:
    signs = [1 if a < b else -1 for a, b in combinations(order, 2)]
    return sum(signs) / len(signs)


def test_a_day_is_heard_nearly_in_the_order_an_editor_would_choose() -> None:
    """
    Kendall's tau over eleven days is at least .7, and of the first three at most a quarter is missed.
    """
    orders = [heard(day) for day in DAYS]
    assert sum(map(tau, orders)) / len(orders) >= 0.7
    assert sum(first not in order[:3] for order in orders for first in (1, 2, 3)) <= 7


@pytest.mark.parametrize("day", DAYS[:9], ids=lambda day: day["day"])
def test_an_advertisement_is_never_chosen(day: dict[str, Any]) -> None:
    """
    What is nothing but an advertisement (nine days end with one) is dropped and says why, unless the editor pins it.
    """
    page = [Article.from_text(story["title"], story["body"]) for story in day["stories"]]
    advert = max(day["stories"], key=lambda story: story["rank"])["title"]
    assert "广告" in next(d.reason for d in rank(page).dropped if d.headline == advert)
    assert rank(page, Desk(pins=(advert,))).news[0][0].title == advert


@given(st.text(max_size=30), st.text(max_size=100))
def test_any_article_can_be_weighed(headline: str, body: str) -> None:
    """
    Whatever is printed has a finite worth with reasons.
    """
    found = worth(Article.from_text(headline, body), LAST, Desk(place="白沙街道", now=NOW))
    assert -5 < found.total < 10
    assert found.points
