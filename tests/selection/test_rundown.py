from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import EmptyRundownError
from bulletin.model import Article, Span, Suspect
from bulletin.selection import Room, select
from bulletin.selection.rundown import LONGEST, SHORTEST


def article(headline: str, length: int = 300, **facts: object) -> Article:
    return Article.from_text(headline, "字" * length, **facts)


def test_what_fits_is_chosen_and_the_rest_is_told() -> None:
    """
    Whole stories only: what no longer fits is dropped with its reason.
    """
    rundown = select([article(f"新闻{n}") for n in range(10)], Room(seconds=100))
    assert len(rundown.stories) == 3
    assert [d.reason for d in rundown.dropped] == ["时长已满，未能排入"] * 7


def test_the_page_order_stands_unless_something_moves_it() -> None:
    """
    The newspaper's editor has ranked the page already.
    """
    titles = ["甲", "乙", "丙"]
    assert [s.article.headline for s in select([article(t) for t in titles], Room(300)).stories] == titles


def test_a_notice_rises_and_a_damaged_piece_falls() -> None:
    """
    Public service moves up; a body printed twice moves down; both say why.
    """
    damaged = article("甲", suspects=(Suspect(Span(0, 0, 20), "印了两次"),))
    rundown = select([damaged, article("乙"), article("停水通知")], Room(300))
    assert [s.article.headline for s in rundown.stories] == ["停水通知", "乙", "甲"]
    assert any("停水" in reason for reason in rundown.stories[0].reasons)
    assert any("残缺" in reason for reason in rundown.stories[2].reasons)


def test_a_piece_without_words_is_left_out() -> None:
    """
    A picture line is no story.
    """
    rundown = select([article("图片新闻", 10), article("新闻")], Room(300))
    assert [d.reason for d in rundown.dropped] == ["正文过短"]


@pytest.mark.parametrize("room", [Room(10), Room(0)])
def test_nothing_to_air_is_an_error(room: Room) -> None:
    """
    An empty rundown is never handed on.
    """
    with pytest.raises(EmptyRundownError):
        select([article("新闻")], room)


def test_slugs_differ_and_are_safe_in_file_names() -> None:
    """
    Two stories that begin alike have two names; a title without hanzi has one too.
    """
    rundown = select([article("蓬江区召开会议甲乙丙"), article("蓬江区召开会议甲乙丁"), article("5G")], Room(300))
    assert [s.slug for s in rundown.stories] == [
        "peng-jiang-qu-zhao-kai-hui-yi-jia",
        "peng-jiang-qu-zhao-kai-hui-yi-jia-2",
        "story",
    ]


@given(st.lists(st.integers(40, 3000), min_size=1, max_size=30), st.floats(30, 1800))
def test_the_room_is_never_passed(lengths: list[int], seconds: float) -> None:
    """
    Whatever there is to choose from: the stories fit, each within its bounds, and none is lost.
    """
    room = Room(seconds)
    rundown = select([article(f"新闻{n}", length) for n, length in enumerate(lengths)], room)
    used = sum(s.allotted + room.overhead for s in rundown.stories)
    assert used <= seconds + 0.01
    assert all(SHORTEST - 0.01 <= s.allotted <= LONGEST + 0.01 for s in rundown.stories)
    assert len(rundown.stories) + len(rundown.dropped) == len(lengths)
