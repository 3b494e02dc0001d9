from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeAnnouncer, FixedClock
from hypothesis import given, settings
from hypothesis import strategies as st
from real.edge_sound import plain_pinyin

from bulletin.errors import AnnouncerError, ClipError, ServiceError, SetupError, TextError
from bulletin.model import Line
from bulletin.speech import Announcer, Standby, Take, speak
from bulletin.speech.announcer import RefusalError, UnspeakableError
from bulletin.speech.breaker import Breakers
from bulletin.speech.espeak import Espeak
from bulletin.speech.shelf import Shelf

LINES = [Line(text, text) for text in ("今天全县普降大雨。", "请各村注意防汛。", "县城停水两小时，请提前储水。")]


def quiet(*_: object) -> None:
    """
    Listen to nothing.
    """


def ladder(tmp_path: Path, *announcers: Announcer, clock: FixedClock | None = None, **more: object) -> Standby:
    clock = clock or FixedClock()
    shelf, breakers = Shelf(tmp_path / "clips", clock), Breakers(tmp_path / "breakers.json", clock)
    return Standby(announcers, shelf, breakers, clock, **more)  # type: ignore[arg-type] # whichever a test sets


def failing(error: Exception, when: Callable[[Line], bool] = lambda _: True) -> Callable[[Line], None]:
    def fault(line: Line) -> None:
        if when(line):
            raise error

    return fault


def test_every_line_is_spoken_in_order_by_the_first_announcer(tmp_path: Path) -> None:
    """
    Clips run parallel to the lines, and say who spoke them.
    """
    told: list[tuple[int, int, str]] = []
    reading = speak(LINES, ladder(tmp_path, FakeAnnouncer()), 60, lambda *facts: told.append(facts))
    assert [clip.text for clip in reading.clips] == [line.spoken for line in LINES]
    assert (reading.announcer, reading.voice) == ("fake", "one")
    assert [(a.announcer, a.reason) for a in reading.attempts] == [("fake", "")]
    assert told[-1] == (3, 3, "fake")


def test_a_line_equal_to_one_spoken_before_comes_from_the_shelf(tmp_path: Path) -> None:
    """
    Nothing is spoken twice, neither in one reading nor in the next.
    """
    announcer = FakeAnnouncer()
    speak([*LINES, LINES[0]], ladder(tmp_path, announcer), 60, quiet)
    again = speak(LINES, ladder(tmp_path, announcer), 60, quiet)
    assert sorted(announcer.spoken) == sorted(line.spoken for line in LINES)
    assert len(again.clips) == 3


def test_when_one_line_fails_the_standby_reads_all(tmp_path: Path) -> None:
    """
    A programme is heard in one voice: a line that fails for good hands the whole reading down.
    """
    broken = FakeAnnouncer(
        "first", provider="p", fault=failing(ServiceError("断了。"), lambda line: "停水" in line.spoken)
    )
    reading = speak(LINES, ladder(tmp_path, broken, FakeAnnouncer("second")), 60, quiet)
    assert {clip.announcer for clip in reading.clips} == {"second"}
    assert [(a.announcer, bool(a.reason)) for a in reading.attempts] == [("first", True), ("second", False)]


def test_a_refusal_is_not_asked_again(tmp_path: Path) -> None:
    """
    A service that cannot be reached is asked once, not once a line, nor again within its rest.
    """
    refusing = FakeAnnouncer("first", provider="p", fault=failing(RefusalError("连不上。", 60)))
    rungs = ladder(tmp_path, refusing, FakeAnnouncer("second"))
    for _ in range(3):
        assert speak(LINES, rungs, 60, quiet).announcer == "second"
        rungs = ladder(tmp_path, refusing, FakeAnnouncer("second"))
    assert len(refusing.spoken) == 1


def test_a_failure_is_warned_of_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """
    An edition speaks many times: that a service is still left alone is no news, that it failed again would be.
    """
    clock = FixedClock()
    refusing = FakeAnnouncer("first", provider="p", fault=failing(RefusalError("连不上。", 60)))

    def told(count: int) -> list[str]:
        caplog.clear()
        with caplog.at_level("INFO", "bulletin.speech.reading"):
            for _ in range(count):
                speak(LINES, ladder(tmp_path, refusing, FakeAnnouncer("second"), clock=clock), 60, quiet)
        return [record.levelname for record in caplog.records if "first" in record.message]

    assert told(3) == ["WARNING", "INFO", "INFO"]
    clock.push(61)
    assert told(2) == ["WARNING", "INFO"]


def test_no_fallback_is_replayed_after_the_service_recovers(tmp_path: Path) -> None:
    """
    The standby's clips never stand under the first voice's key.
    """
    clock = FixedClock()
    refusing = FakeAnnouncer("first", provider="p", fault=failing(RefusalError("连不上。", 60)))
    speak(LINES, ladder(tmp_path, refusing, FakeAnnouncer("second"), clock=clock), 60, quiet)
    clock.push(61)
    well = FakeAnnouncer("first", provider="p")
    reading = speak(LINES, ladder(tmp_path, well, FakeAnnouncer("second"), clock=clock), 60, quiet)
    assert {clip.announcer for clip in reading.clips} == {"first"}


def test_a_damaged_clip_is_tried_once_more_and_never_kept(tmp_path: Path) -> None:
    """
    What the checks refuse is asked for twice, then handed down; the shelf holds nothing of it.
    """
    cut = FakeAnnouncer("first", provider="p", takes=lambda t: Take(t.samples[: len(t.samples) // 3], 16_000, t.marks))
    reading = speak(LINES, ladder(tmp_path, cut, FakeAnnouncer("second")), 60, quiet)
    assert reading.announcer == "second"
    assert len(cut.spoken) == 2
    assert len(list((tmp_path / "clips").glob("*.json"))) == len(LINES)


def test_one_bad_take_is_mended_by_asking_again(tmp_path: Path) -> None:
    """
    A clip that is whole the second time is aired, by the same voice.
    """
    bad = iter([True, False, False, False])

    def sometimes(take: Take) -> Take:
        return Take(np.zeros_like(take.samples), 16_000, take.marks) if next(bad) else take

    reading = speak(LINES, ladder(tmp_path, FakeAnnouncer("first", provider="p", takes=sometimes)), 60, quiet)
    assert reading.announcer == "first"


def test_nothing_to_say_is_told_with_its_place(tmp_path: Path) -> None:
    """
    A line without a sound is refused before anybody is asked, and its place is told.
    """
    announcer = FakeAnnouncer()
    with pytest.raises(UnspeakableError) as told:
        speak([LINES[0], Line("——", "——。")], ladder(tmp_path, announcer), 60, quiet)
    assert told.value.places == (1,)
    assert isinstance(told.value, TextError)
    assert not announcer.spoken


def test_a_line_that_nobody_can_read_is_told_with_its_place(tmp_path: Path) -> None:
    """
    A rare character without a reading costs its story, which can be left out, not the edition without a word why.
    """
    lines = [LINES[0], Line("𠮷村停水。", "𠮷村停水。"), LINES[1]]
    with pytest.raises(UnspeakableError, match="𠮷") as told:
        speak(lines, ladder(tmp_path, Espeak(plain_pinyin)), 60, quiet)
    assert told.value.places == (1,)


def test_when_nobody_can_speak_every_reason_is_told(tmp_path: Path) -> None:
    """
    The last error names each announcer and why it did not read.
    """
    one = FakeAnnouncer("first", provider="p", fault=failing(RefusalError("连不上。", 60)))
    two = FakeAnnouncer("second", fault=failing(ServiceError("没有库。")))
    with pytest.raises(AnnouncerError, match=r"first：连不上.*second：没有库"):
        speak(LINES, ladder(tmp_path, one, two), 60, quiet)


def test_a_stalling_service_leaves_time_for_the_standby(tmp_path: Path) -> None:
    """
    However slow the first voice is, the standby begins before the budget is used up.
    """
    clock = FixedClock()
    slow = FakeAnnouncer("first", provider="p", pause=lambda: clock.sleep(50))
    reading = speak(LINES * 1, ladder(tmp_path, slow, FakeAnnouncer("second"), clock=clock), 100, quiet)
    assert reading.announcer == "second"
    assert clock.monotonic() <= 100


def test_the_policy_story_changes_voice_between_stories_only(tmp_path: Path) -> None:
    """
    Under `story` a story that fails is read whole by the standby, the others keep their voice.
    """
    broken = FakeAnnouncer(
        "first", provider="p", fault=failing(ServiceError("断了。"), lambda line: "停水" in line.spoken)
    )
    rungs = ladder(tmp_path, broken, FakeAnnouncer("second"), policy="story")
    reading = speak(LINES, rungs, 60, quiet, stories=[0, 0, 1])
    assert [clip.announcer for clip in reading.clips] == ["first", "first", "second"]
    assert reading.announcer == "first"


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_fails_a_reading_is_whole_or_there_is_none(data: st.DataObject) -> None:
    """
    For any faults of any lines: every line once, in order, in one voice, honestly accounted for; or an error.
    """
    errors = [
        ServiceError("断了。"),
        RefusalError("连不上。", 60),
        ClipError("不全。"),
        SetupError("没装。"),
        TextError("读不出。"),
    ]
    lines = LINES[: data.draw(st.integers(1, 3))]

    def voice(name: str, provider: str) -> FakeAnnouncer:
        faults = iter(data.draw(st.lists(st.sampled_from([None, None, *errors]), min_size=30, max_size=30)))

        def fault(_: Line) -> None:
            error = next(faults, None)
            if error:
                raise error

        return FakeAnnouncer(name, provider=provider, fault=fault)

    with tempfile.TemporaryDirectory() as folder:
        voices = (voice("one", "p"), voice("two", "p"), voice("three", ""))
        rungs = ladder(Path(folder), *voices)
        try:
            reading = speak(lines, rungs, 60, quiet)
        except AnnouncerError as error:
            told = str(error)
            reading = None
        if reading is None:
            assert all(one.name in told for one in voices)
            return
        assert [clip.text for clip in reading.clips] == [line.spoken for line in lines]
        assert {clip.announcer for clip in reading.clips} == {reading.announcer}
        assert [bool(attempt.reason) for attempt in reading.attempts] == [True] * (len(reading.attempts) - 1) + [False]
        assert reading.attempts[-1].announcer == reading.announcer


def test_the_standby_is_made_ready_meanwhile(tmp_path: Path) -> None:
    """
    While a service is asked, the voice of this machine speaks the same lines, so that a failure costs no time.
    """
    stood_by = FakeAnnouncer("second")
    began = threading.Event()

    def late_failure() -> None:
        until = time.monotonic() + 5
        while len(stood_by.spoken) < len(LINES) and time.monotonic() < until:
            time.sleep(0.01)
        began.set()

    slow = FakeAnnouncer("first", provider="p", pause=late_failure, fault=failing(RefusalError("连不上。", 60)))
    reading = speak(LINES, ladder(tmp_path, slow, stood_by), 60, quiet)
    assert reading.announcer == "second"
    assert began.is_set()
    assert sorted(stood_by.spoken) == sorted(line.spoken for line in LINES)
