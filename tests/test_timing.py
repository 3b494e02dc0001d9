from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zlib import crc32

import pytest
from newsroom import newsroom

from bulletin.errors import EmptyRundownError
from bulletin.model import Article, Script, Seconds, Slot, Station
from bulletin.script.running_order import Cue, running_order
from bulletin.selection import Desk
from bulletin.timing import TOLERANCE, Spoken, fill

SEED = [
    Article.from_text(row["title"], row["body"], source="page")
    for row in map(json.loads, (Path(__file__).parent / "data/condense/articles.jsonl").read_text("utf-8").splitlines())
]
MUSIC = {"": 0.0, "opening": 3.2, "sting": 0.9, "closing": 4.1}


class Microphone:
    """
    A stand-in for a voice: each line takes its own time, 0.21-0.34 s a character and 0.1-0.6 s more, always the same.
    """

    def __init__(self) -> None:
        self.lines: set[str] = set()
        self.rounds = 0

    def __call__(self, cues: Sequence[Cue]) -> tuple[Seconds, ...]:
        self.rounds += 1
        self.lines |= {cue.line.spoken for cue in cues}
        return tuple(spoken(cue.line.spoken) + MUSIC[cue.lead_in] + MUSIC[cue.lead_out] for cue in cues)


def spoken(text: str) -> Seconds:
    chance = crc32(text.encode())
    return len(text) * (0.21 + 0.13 * (chance % 1000) / 1000) + 0.1 + 0.5 * (chance // 1000 % 1000) / 1000


def order(scripts: Sequence[Script]) -> tuple[Cue, ...]:
    return running_order(Station(), Slot(), date(2026, 11, 25), scripts)


def on_air(articles: Sequence[Article], slot: Seconds) -> tuple[Spoken, Microphone]:
    microphone = Microphone()
    return fill(articles, slot, order, microphone), microphone


@pytest.mark.parametrize("slot", [60.0, 180.0, 300.0, 600.0, 900.0])
def test_a_day_of_two_hundred_articles_fills_every_slot(slot: Seconds) -> None:
    """
    With news enough the programme is within 3 % of its slot, and few lines are spoken for nothing.
    """
    walk, microphone = on_air(newsroom(200, 10)[0], slot)
    assert abs(walk.seconds - slot) <= TOLERANCE * slot
    assert not walk.notes
    assert len(microphone.lines) <= 1.5 * len({cue.line.spoken for cue in walk.cues}) + 4


@pytest.mark.parametrize("slot", [60.0, 180.0, 300.0, 600.0])
def test_a_page_of_eleven_articles_fills_the_slots_it_has_news_for(slot: Seconds) -> None:
    """
    Real sentences are lumpier than made-up ones; the slot is met all the same.
    """
    walk, microphone = on_air(SEED, slot)
    assert abs(walk.seconds - slot) <= TOLERANCE * slot
    assert walk.seconds == pytest.approx(sum(walk.lengths) + sum(cue.pause for cue in walk.cues))
    assert microphone.rounds <= 6


def test_a_page_with_too_little_news_says_so() -> None:
    """
    Where all sentences together are too short, everything is told and the note says by how much it falls short.
    """
    walk, _ = on_air(SEED[:2], 600.0)
    assert len(walk.scripts) == 2
    assert walk.seconds < 600 * (1 - TOLERANCE)
    assert "稿件不够" in walk.notes[0]


def test_the_same_day_gives_the_same_programme() -> None:
    """
    Nothing is left to chance: two walks over the same articles choose the same lines.
    """
    assert on_air(SEED, 300.0)[0].scripts == on_air(SEED, 300.0)[0].scripts


def test_nothing_is_lost() -> None:
    """
    Every article is either heard or named with the reason it is not.
    """
    articles = newsroom(40, 4)[0]
    walk, _ = on_air(articles, 300.0)
    assert len(walk.scripts) + len(walk.rundown.dropped) == len(articles)
    assert [s.story for s in walk.scripts] == list(walk.rundown.stories)


def test_a_story_is_always_heard() -> None:
    """
    A slot too short for anything still gets one story, and the note says that it is too long.
    """
    walk, _ = on_air(SEED, 30.0)
    assert len(walk.scripts) == 1
    assert "没有更多整句可以删减" in walk.notes[0]


def test_no_article_is_an_error() -> None:
    """
    Without news there is no programme.
    """
    with pytest.raises(EmptyRundownError):
        on_air([], 300.0)


class ChangingVoice(Microphone):
    """
    A voice that breaks down after its first round; its standby reads everything slower.
    """

    def __call__(self, cues: Sequence[Cue]) -> tuple[Seconds, ...]:
        return tuple(seconds * (1.25 if self.rounds > 1 else 1.0) for seconds in super().__call__(cues))


def test_another_voice_is_measured_anew() -> None:
    """
    When the standby takes over, what was measured of the first voice is forgotten, and the slot is still met.
    """
    walk = fill(SEED, 300.0, order, ChangingVoice())
    assert abs(walk.seconds - 300) <= TOLERANCE * 300


def test_what_the_editor_pinned_and_warnings_are_never_left_out() -> None:
    """
    However short the slot: the warning is heard first and in one length, what is pinned is heard.
    """
    warning = Article.from_text("暴雨橙色预警", "请低洼地带人员立即转移到安全地方。", kind="warning")
    pinned = SEED[-1]
    microphone = Microphone()
    walk = fill([*SEED, warning], 120.0, order, microphone, Desk(pins=(pinned.title[:8],)))
    assert walk.scripts[0].story.article == warning
    assert pinned in [script.story.article for script in walk.scripts]


def test_a_warning_is_read_as_issued() -> None:
    """
    Every sentence of an official warning is heard, word for word, before the news.
    """
    text = (
        "县气象台6月12日18时40分发布暴雨橙色预警信号：未来3小时，东坪、西河等乡镇降雨量将达50毫米以上。请做好防范工作！"
    )
    warning = Article.from_text("暴雨橙色预警信号", text, kind="warning")
    walk, _ = on_air([*SEED, warning], 300.0)
    assert "".join(line.text for line in walk.scripts[0].lines) == text
    assert [warning.text_of(line.sources[0]) for line in walk.scripts[0].lines] == [
        line.text for line in walk.scripts[0].lines
    ]


def one_by_one(scripts: Sequence[Script]) -> tuple[Cue, ...]:
    """
    Put scripts in order without headlines where there is one story only.
    """
    cues = order(scripts)
    return cues if len(scripts) > 1 else tuple(c for c in cues if not c.is_announcement and c.chapter != "内容提要")


@pytest.mark.parametrize("slot", [60.0, 120.0, 300.0])
def test_an_order_that_depends_on_the_number_of_stories_is_met_too(slot: Seconds) -> None:
    """
    What a programme takes beyond its parts is learnt from the first round.
    """
    walk = fill(SEED, slot, one_by_one, Microphone())
    assert abs(walk.seconds - slot) <= TOLERANCE * slot


def test_a_story_is_told_more_fully_only_where_the_slot_would_stay_empty() -> None:
    """
    The seed page fills ten minutes: what its stories passed over is told too, in the order it was printed.
    """
    page = SEED[-7:]
    walk, _ = on_air(page, 600.0)
    assert abs(walk.seconds - 600) <= TOLERANCE * 600
    for script in walk.scripts:
        places = [line.sources[0].paragraph for line in script.lines]
        assert places == sorted(places)
        assert len({line.text for line in script.lines}) == len(script.lines)
    short, _ = on_air(page, 300.0)
    assert max(len(script.lines) for script in short.scripts) <= 6


def test_a_short_notice_is_told_whole() -> None:
    """
    Its title, times and places, as issued, though none of them is a sentence and 今晚 has no date; heard twice.
    """
    lines = ("因电网检修，今晚停电，具体安排如下：", "时间：8:00—18:00", "范围：沙富村、环市村")
    notice = Article(headline="停电通知", paragraphs=lines, kind="notice")
    walk, _ = on_air([notice], 60.0)
    assert [line.text for line in walk.scripts[0].lines] == [
        "停电通知。",
        "因电网检修，今晚停电，具体安排如下。",
        "时间：8:00—18:00。",
        "范围：沙富村、环市村。",
    ]
    assert walk.scripts[0].lines[2].spoken == "时间：八点到十八点。"
    assert walk.scripts[0].story.is_notice


def test_a_notice_is_true_on_the_day_it_airs() -> None:
    """
    今晚 is put into the date the notice bears; where it bears none the reviewer is told, and the words stay.
    """
    notice = Article(headline="紧急通知", paragraphs=("今晚8时起停课停工。",), kind="notice")
    undated = on_air([notice], 30.0)[0].scripts[0]
    assert "今晚" in undated.lines[-1].text
    assert "请核对" in undated.notes[0]
    dated = on_air([replace(notice, published=datetime(2026, 11, 24, tzinfo=UTC))], 30.0)[0].scripts[0]
    assert dated.lines[-1].text == "11月24日晚8时起停课停工。"
    assert not dated.notes


def test_a_long_notice_is_condensed() -> None:
    """
    Nobody listens to four minutes of one.
    """
    lines = tuple(
        f"第{n}组的居民请于12月{n}日上午到社区服务中心办理登记手续，并带好身份证和户口簿。" for n in range(1, 30)
    )
    walk, _ = on_air([Article(headline="登记通知", paragraphs=lines, kind="notice")], 120.0)
    assert 0 < len(walk.scripts[0].lines) < 20


def test_an_urgent_notice_may_be_short() -> None:
    """
    What would be too little for news is enough for a notice.
    """
    walk, _ = on_air(
        [Article(headline="紧急通知", paragraphs=("今晚八点起停课停工，请不要外出。",), kind="notice")], 30.0
    )
    assert walk.scripts[0].lines[-1].text == "今晚八点起停课停工，请不要外出。"
