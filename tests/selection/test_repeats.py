from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import newsroom

from bulletin.model import Article
from bulletin.selection.repeats import is_newer, kindred, sift

EVENTS = {
    event["group"]: event["texts"]
    for event in map(
        json.loads,
        (Path(__file__).parents[1] / "data" / "dedupe" / "own_events.jsonl").read_text("utf-8").splitlines(),
    )
}


def printed(event: str, version: int, day: int | None = None) -> Article:
    text = EVENTS[event][version]
    at = datetime(2026, 11, day, 6, tzinfo=UTC) if day else None
    return Article.from_text(text["title"], text["body"], published=at, source=f"来源{version}")


def test_a_repeat_of_today_is_dropped_with_its_reason() -> None:
    """
    Two outlets' reports of one event: one is kept, the other names it.
    """
    one, other = printed("停水", 0), printed("停水", 1)
    sifted = sift([one, printed("图书馆", 0), other])
    assert sifted.kept == (one, printed("图书馆", 0))
    assert [(d.headline, "城北水厂" in d.reason) for d in sifted.dropped] == [(other.title, True)]


def test_the_next_of_a_series_is_kept() -> None:
    """
    The same template with another day and other figures is other news.
    """
    days = [printed("疫情日报", 0), printed("疫情日报", 2)]
    assert sift(days).kept == tuple(days)
    assert sift(days[1:], days[:1]).kept == tuple(days[1:])


def test_of_two_states_of_an_event_the_newer_is_kept_as_an_update() -> None:
    """
    Newer figures replace the older ones, whichever the page has first.
    """
    older, newer = printed("停水", 0, 26), printed("停水", 2, 27)
    for page in ([older, newer], [newer, older]):
        sifted = sift(page)
        assert sifted.kept == (newer,)
        assert "更新" in sifted.updates[newer.id]
        assert "更新" in sifted.dropped[0].reason


def test_what_was_aired_is_not_aired_again_unless_it_moved_on() -> None:
    """
    Another outlet's report of what was on air is dropped; newer figures are an update.
    """
    aired = [printed("停水", 0, 26)]
    again = sift([printed("停水", 1, 26)], aired)
    assert not again.kept
    assert "已经播过" in again.dropped[0].reason
    moved = sift([printed("停水", 2, 27)], aired)
    assert len(moved.kept) == 1
    assert moved.updates


def test_an_excerpt_gives_way_to_the_full_piece() -> None:
    """
    Of a piece and its excerpt the piece is kept, even where the excerpt comes first.
    """
    full, excerpt = printed("直播带货节选", 0), printed("直播带货节选", 1)
    assert sift([excerpt, full]).kept == (full,)


def test_newer_needs_a_later_date_or_a_follow_ups_words() -> None:
    """
    What was printed earlier is never newer; without dates the title must say so.
    """
    older, newer = printed("停水", 0, 26), printed("停水", 2, 27)
    assert is_newer(newer, older)
    assert not is_newer(older, newer)
    assert is_newer(printed("停水", 2), printed("停水", 0))
    assert not is_newer(printed("停水", 0), printed("停水", 1))


@pytest.mark.parametrize("page", [[], [printed("停水", 0)]])
def test_nothing_to_compare_is_no_trouble(page: list[Article]) -> None:
    """
    A day without articles, or with one, has no repeats.
    """
    assert sift(page).kept == tuple(page)


def test_many_copies_of_one_piece_leave_one() -> None:
    """
    However often a piece was reprinted word for word, one is kept.
    """
    text = EVENTS["堤防"][0]
    copies = [Article.from_text(text["title"], text["body"], source=f"来源{n}") for n in range(60)]
    assert len(sift(copies).kept) == 1


def test_repeats_among_a_thousand_articles_of_one_template_are_found() -> None:
    """
    The index finds all but a few reprints, and takes no two different pieces for one.
    """
    articles, pairs = newsroom(1000, 100)
    found = {(min(k.one, k.other), max(k.one, k.other)) for k in kindred(articles)}
    assert len(found & set(pairs)) >= 97
    assert len(found - set(pairs)) <= 1


@given(st.lists(st.sampled_from([text for texts in EVENTS.values() for text in texts]), max_size=12))
def test_every_article_is_kept_or_dropped(texts: list[dict[str, str]]) -> None:
    """
    Sifting loses nothing and invents nothing, and keeps the order.
    """
    page = [Article.from_text(t["title"], t["body"], source=f"来源{n}") for n, t in enumerate(texts)]
    sifted = sift(page)
    assert len(sifted.kept) + len(sifted.dropped) == len(page)
    assert list(sifted.kept) == [a for a in page if a in sifted.kept]
    assert set(sifted.updates) <= {a.id for a in sifted.kept}
