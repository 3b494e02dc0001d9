from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bulletin.model import Article, Byline, Line, Script, Slot, Station, Story
from bulletin.script import framing
from bulletin.script.pace import LABEL, Pace, syllables
from bulletin.script.running_order import Form, running_order

STATION = Station(name="白沙街道广播站")


def script(headline: str, *lines: str, outlet: str = "江门日报") -> Script:
    article = Article(headline=headline, byline=Byline(outlet=outlet), paragraphs=("。",))
    return Script(Story("slug", article, 20), Line(f"{headline}。"), tuple(Line(text) for text in lines))


def test_the_order_is_the_one_a_listener_knows() -> None:
    """
    Call, label, date, headlines, stories with where they come from, farewell, label again.
    """
    cues = running_order(
        STATION, Slot(), date(2026, 11, 24), [script("甲", "一。", "二。"), script("乙", "三。", outlet="")]
    )
    assert [cue.line.text for cue in cues] == [
        "各位听众，早上好，这里是白沙街道广播站。",
        "本节目语音由人工智能合成。",
        cues[2].line.text,
        "首先播送内容提要。",
        "甲。",
        "乙。",
        "下面请听详细内容。",
        "据江门日报报道。",
        "一。",
        "二。",
        "三。",
        "白沙街道广播站今天的节目播送完了，谢谢收听。",
        "本节目语音由人工智能合成。",
    ]
    assert [cue.chapter for cue in cues if cue.chapter] == ["开场", "内容提要", "甲", "乙", "结束"]
    assert [(c.story, c.is_own) for c in cues[7:11]] == [(0, False), (0, True), (0, True), (1, True)]


def test_music_opens_parts_and_closes() -> None:
    """
    Opening music before the call, a sting before each story and the farewell, closing music at the very end.
    """
    cues = running_order(STATION, Slot(), date(2026, 11, 24), [script("甲", "一。", "二。"), script("乙", "三。")])
    assert [(c.line.text, c.lead_in) for c in cues if c.lead_in] == [
        (cues[0].line.text, "opening"),
        ("据江门日报报道。", "sting"),
        ("据江门日报报道。", "sting"),
        (cues[-2].line.text, "sting"),
    ]
    assert [c.lead_out for c in cues if c.lead_out] == ["closing"]
    assert cues[-1].lead_out


def test_the_label_is_read_slowly_at_both_ends() -> None:
    """
    GB 45438-2025 asks for the label at a normal rate of speech, 120-160 characters a minute.
    """
    cues = running_order(STATION, Slot(), date(2026, 11, 24), [script("甲", "一。")])
    assert [c.line.rate for c in cues if c.line.text == framing.VOICE_LABEL] == [LABEL, LABEL]
    assert cues[-1].line.text == framing.VOICE_LABEL


def test_a_label_in_rhythm_stands_where_the_words_would() -> None:
    """
    The rhythm is heard after the call and closes the programme; nobody says the label.
    """
    cues = running_order(STATION, Slot(), date(2026, 11, 24), [script("甲", "一。")], Form(label="rhythm"))
    assert framing.VOICE_LABEL not in [c.line.text for c in cues]
    assert [n for n, c in enumerate(cues) if c.lead_in == "rhythm"] == [1]
    assert cues[-1].lead_out == "rhythm"


def test_the_call_may_be_spoken_over_the_opening_music() -> None:
    """
    Only the station call is.
    """
    cues = running_order(STATION, Slot(), date(2026, 11, 24), [script("甲", "一。")], Form(greeting="over_music"))
    assert [n for n, c in enumerate(cues) if c.is_over_music] == [0]
    assert cues[0].lead_in == "opening"


@pytest.mark.parametrize(
    ("at", "wish"),
    [
        (time(0), "晚上好"),
        (time(5), "早上好"),
        (time(7, 30), "早上好"),
        (time(11), "中午好"),
        (time(13), "下午好"),
        (time(18), "晚上好"),
        (time(23, 59), "晚上好"),
    ],
)
def test_the_greeting_fits_the_hour(at: time, wish: str) -> None:
    """
    Nobody is wished a good morning at night.
    """
    assert wish in framing.greeting(STATION, at).text


def test_fixed_words_are_said_as_written() -> None:
    """
    The programme's own words hold nothing that would still have to be spelt out.
    """
    cues = running_order(STATION, Slot(), date(2026, 11, 24), [])
    assert all(cue.line.spoken == cue.line.text for cue in cues)
    assert not any(char.isascii() and char.isalnum() for cue in cues for char in cue.line.spoken)


def test_pace_counts_what_is_said() -> None:
    """
    Punctuation is not said; two hundred characters take a minute.
    """
    assert syllables("蓬江区，召开会议。“GDP”") == 10
    assert Pace().seconds("字" * 200) == 60
    assert Pace().chars(30) == 100


def test_a_notice_is_said_twice() -> None:
    """
    What listeners must do is repeated word for word; the second reading is not counted among the story's own lines.
    """
    told = script("停水通知", "明晚停水。", "请储水。")
    notice = replace(told, story=replace(told.story, is_notice=True))
    cues = running_order(STATION, Slot(), date(2026, 11, 24), [notice])
    own = [cue for cue in cues if cue.story == 0 and not cue.is_announcement]
    assert [cue.line.text for cue in own] == [
        "据江门日报报道。",
        "明晚停水。",
        "请储水。",
        "下面再播送一遍。",
        "明晚停水。",
        "请储水。",
    ]
    assert [cue.is_own for cue in own] == [False, True, True, False, False, False]
