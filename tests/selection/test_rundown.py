from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import EmptyRundownError
from bulletin.model import Article, Span, Suspect
from bulletin.selection import Desk, Room, select
from bulletin.selection.rundown import FULLEST, SHORTEST


def article(headline: str, length: int = 300, **facts: object) -> Article:
    """
    Make an article whose words are its own: the characters after one its headline picks.
    """
    start = 0x4E00 + sum(map(ord, headline)) * 37 % 15_000
    return Article.from_text(headline, "".join(chr(start + n) for n in range(length)), **facts)


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


def test_a_short_body_that_is_whole_is_news() -> None:
    """
    One sentence that says when or how many is aired; a picture's line of the same length is not.
    """
    whole = Article.from_text("修桥", "因桥墩受冲刷，下屋村桥今天起禁止三吨以上车辆通行。")
    picture = Article.from_text("花开", "图为12月3日游客在村口的花田里拍照留念，天气晴好。")
    rundown = select([whole, picture], Room(300))
    assert [s.article for s in rundown.stories] == [whole]
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
    assert all(SHORTEST - 0.01 <= s.allotted <= FULLEST + 0.01 for s in rundown.stories)
    assert len(rundown.stories) + len(rundown.dropped) == len(lengths)


def test_warnings_go_first_and_whole() -> None:
    """
    A warning in force is aired before everything, with the time its whole text takes, however short it is.
    """
    warning = Article.from_text("暴雨橙色预警", "请转移危险地带人员。", kind="warning")
    rundown = select([article("新闻"), warning], Room(200))
    assert rundown.stories[0].article is warning
    assert rundown.stories[0].allotted == pytest.approx(10 * 60 / 200)
    assert not rundown.stories[0].is_notice


def warning(title: str, length: int = 60) -> Article:
    return Article.from_text(title, f"{title}信号生效。" + "请注意防范。" * (length // 6), kind="warning")


def test_of_several_warnings_the_gravest_goes_first() -> None:
    """
    Red before orange, yellow and blue, whatever came in first.
    """
    page = [warning("大风蓝色预警"), article("新闻"), warning("雷电黄色预警"), warning("暴雨红色预警")]
    heard = [s.article.title for s in select(page, Room(400)).stories]
    assert heard == ["暴雨红色预警", "雷电黄色预警", "大风蓝色预警", "新闻"]


def test_a_warning_longer_than_the_slot_is_aired_whole_and_alone() -> None:
    """
    Nothing is cut from a warning; what finds no room beside it says that the warning took it.
    """
    long = warning("暴雨红色预警", 1200)
    rundown = select([article("新闻"), long], Room(60))
    assert [s.article for s in rundown.stories] == [long]
    assert rundown.stories[0].allotted == pytest.approx(Room(60).whole(long))
    assert [(d.headline, "预警" in d.reason) for d in rundown.dropped] == [("新闻", True)]


def test_pins_that_do_not_both_fit_leave_one() -> None:
    """
    The first pinned story airs, the second says that there was no room; nothing unpinned takes its place.
    """
    page = [article("甲", 3000), article("乙", 3000), article("丙丙", 3000)]
    rundown = select(page, Room(30), Desk(pins=("乙", "丙丙")))
    assert [s.article.title for s in rundown.stories] == ["乙"]
    assert {d.headline for d in rundown.dropped} == {"甲", "丙丙"}


@pytest.mark.parametrize(
    ("page", "desk", "advice"),
    [
        ([], Desk(), "一篇也没有收到"),
        ([article("甲"), article("乙")], Desk(blocks=("甲", "乙")), "放开编辑不用"),
        ([article("甲", 10)], Desk(), "补充稿件"),
        ([article("甲")], Desk(), "加长节目时长"),
    ],
    ids=["nothing", "blocked", "short", "no room"],
)
def test_a_day_without_a_programme_says_what_helps(page: list[Article], desk: Desk, advice: str) -> None:
    """
    Nothing came in, nothing is wanted, nothing is long enough, nothing fits: four causes, four counsels.
    """
    with pytest.raises(EmptyRundownError, match=advice):
        select(page, Room(10), desk)


def test_a_day_of_notices_alone_is_a_programme() -> None:
    """
    Where all are notices they are aired in the order of their worth until the slot is full.
    """
    page = [article(f"{c}街停水通知") for c in "东南西北中"]
    page = [Article.from_text(a.title, f"{a.paragraphs[0][:60]}请居民提前储水。") for a in page]
    rundown = select(page, Room(120))
    assert [s.is_notice for s in rundown.stories] == [True, True]
    assert {d.reason for d in rundown.dropped} == {"时长已满，未能排入"}


def test_notices_go_last_and_count_twice() -> None:
    """
    What tells listeners what to do is heard last; as it is read twice, it takes twice its time.
    """
    notice = Article.from_text("停水通知", "明天8时至18时，" + "东街和西街停水检修，请居民提前储水。" * 4)
    room = Room(120)
    rundown = select([notice, article("甲"), article("乙")], room)
    assert [s.is_notice for s in rundown.stories] == [False, False, True]
    assert sum(s.allotted * (2 if s.is_notice else 1) + room.overhead for s in rundown.stories) <= 120.01


def test_alike_stand_together_behind_the_most_important() -> None:
    """
    Stories of one topic are neighbours; the most important of all stays first.
    """
    page = [article(t) for t in ("消防演练", "早稻插秧", "消防检查燃气", "早稻收割")]
    heard = [s.article.headline for s in select(page, Room(400)).stories]
    assert abs(heard.index("消防演练") - heard.index("消防检查燃气")) == 1
    assert abs(heard.index("早稻插秧") - heard.index("早稻收割")) == 1


def test_the_editor_has_the_last_word() -> None:
    """
    What is pinned airs first though it is worth least; what is blocked does not air, with its reason.
    """
    page = [article(t) for t in ("甲", "乙", "丙丙")]
    rundown = select(page, Room(60), Desk(pins=("丙",), blocks=(page[0].id,)))
    assert [s.article.headline for s in rundown.stories] == ["丙丙", "乙"]
    assert "编辑指定" in rundown.stories[0].reasons[0]
    assert ("甲", "编辑不用") in [(d.headline, d.reason) for d in rundown.dropped]


def test_one_event_is_aired_once() -> None:
    """
    Another source's report of a story is left out with its reason, and counts for the story that stays.
    """
    story = article("甲乙丙丁戊")
    again = Article.from_text("甲乙丙丁戊", story.paragraphs[0][:200], source="乙报")
    rundown = select([story, again, article("己庚辛")], Room(300))
    assert [s.article for s in rundown.stories] == [story, rundown.stories[1].article]
    assert "同一件事" in rundown.dropped[0].reason
    assert any("另有来源" in reason for reason in rundown.stories[0].reasons)


def test_what_was_aired_lately_is_not_aired_again() -> None:
    """
    A repeat of what listeners heard in the last days is dropped and names it.
    """
    story = article("甲乙丙丁戊")
    rundown = select([story, article("己庚辛")], Room(300), Desk(aired=(story,)))
    assert [s.article.headline for s in rundown.stories] == ["己庚辛"]
    assert "已经播过" in rundown.dropped[0].reason
