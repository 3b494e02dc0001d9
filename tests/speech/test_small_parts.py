from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from fakes import FakeAnnouncer, FixedClock, speech_like

from bulletin.errors import ServiceError, SetupError
from bulletin.model import Line
from bulletin.outside.clock import SystemClock
from bulletin.speech import Standby, backstage, speak
from bulletin.speech.breaker import Breakers
from bulletin.speech.crew import Crew
from bulletin.speech.health import auditions, possible
from bulletin.speech.proxy import proxy_for, without_password
from bulletin.speech.recorded import LIST, open_recordings
from bulletin.speech.shelf import Shelf
from bulletin.speech.sound import BREATH, as_flac, decoded, joined
from bulletin.speech.tempo import Tempo, is_near

TEN = "十个字的一句话在这里呢吗"


class TestCrew:
    """
    Several lines at a time.
    """

    @pytest.mark.parametrize("hands", [1, 4])
    def test_every_job_is_done_once(self, hands: int) -> None:
        """
        Each job comes back with its result, whatever the order.
        """
        crew = Crew[int, int](lambda n: n * n, hands, SystemClock(), time.monotonic() + 5)
        assert sorted(crew.work(range(20))) == [(n, n * n) for n in range(20)]

    def test_who_hangs_is_left_behind(self) -> None:
        """
        The time for all is kept although a thread never returns.
        """
        forever = threading.Event()
        crew = Crew[int, bool](lambda _: forever.wait(20), 2, SystemClock(), time.monotonic() + 0.2)
        began = time.monotonic()
        with pytest.raises(ServiceError):
            list(crew.work([1, 2]))
        assert time.monotonic() - began < 1
        forever.set()

    def test_the_first_failure_ends_it(self) -> None:
        """
        After a failure no further job is begun.
        """
        begun: list[int] = []

        def do(number: int) -> int:
            begun.append(number)
            if number == 2:
                raise ServiceError("断了")
            time.sleep(0.01)
            return number

        with pytest.raises(ServiceError, match="断了"):
            list(Crew[int, int](do, 2, SystemClock(), time.monotonic() + 5).work(range(100)))
        assert len(begun) < 20


class TestTempo:
    """
    How fast a voice must be asked to speak.
    """

    def test_it_learns_a_voices_pace(self) -> None:
        """
        A voice of 300 characters a minute is asked for two thirds of that when 200 are wanted.
        """
        tempo = Tempo(270, 0.5, 2)
        for _ in range(3):
            tempo.learn(TEN, 1.0, 12 * 60 / 300)
        assert tempo.factor(200) == pytest.approx(0.65)

    @pytest.mark.parametrize("seconds", [0.0, 0.5, 12.0])
    def test_what_cannot_be_is_not_heeded(self, seconds: float) -> None:
        """
        A cut, silent or repeated clip says nothing of a voice.
        """
        tempo = Tempo(270, 0.5, 2)
        tempo.learn(TEN, 1.0, seconds)
        assert tempo.natural == 270

    def test_the_next_run_knows_the_pace(self, tmp_path: Path) -> None:
        """
        A pace heard often enough is kept; a file of nonsense, or a pace that cannot be, is not believed.
        """
        file = tmp_path / "pace.json"
        tempo = Tempo(270, 0.5, 2, file)
        for _ in range(8):
            tempo.learn(TEN, 1.0, 12 * 60 / 320)
        assert Tempo(270, 0.5, 2, file).natural == pytest.approx(320)
        for nonsense in ("", "{", '{"characters_a_minute": 9000}', "[]"):
            file.write_text(nonsense, "utf-8")
            assert Tempo(270, 0.5, 2, file).natural == 270

    def test_short_lines_are_near_enough(self) -> None:
        """
        The pace of a short call is not judged.
        """
        assert is_near("好。", 200, 3.0)
        assert not is_near(TEN, 200, 12 * 60 / 260)


class TestProxy:
    """
    Which way the online voices go.
    """

    @pytest.fixture(autouse=True)
    def _clean(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.upper(), raising=False)

    @pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "http_proxy"])
    def test_the_environment_is_heeded(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Any of the usual names works, and the setting wins over it.
        """
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
        assert proxy_for("a.example", "") == "http://10.0.0.1:3128"
        assert proxy_for("a.example", "10.0.0.2:80") == "http://10.0.0.2:80"

    def test_exceptions_are_heeded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Hosts in NO_PROXY are reached directly.
        """
        monkeypatch.setenv("HTTPS_PROXY", "http://10.0.0.1:3128")
        monkeypatch.setenv("NO_PROXY", "a.example")
        assert proxy_for("a.example", "") is None
        assert proxy_for("b.example", "") == "http://10.0.0.1:3128"

    def test_socks_is_refused_in_plain_words(self) -> None:
        """
        The library cannot use it; the password is not shown.
        """
        with pytest.raises(SetupError, match=r"socks5://127\.0\.0\.1:1080") as told:
            proxy_for("a.example", "socks5://me:secret@127.0.0.1:1080")
        assert "secret" not in str(told.value)
        assert without_password("http://u:p@h:1") == "http://h:1"


class TestSound:
    """
    Joining and keeping sound.
    """

    def test_joined_pieces_keep_their_marks(self) -> None:
        """
        A breath between sentences; two pieces of one sentence share a mark.
        """
        one = speech_like(1.0)
        samples, marks = joined([(one, "甲", 0), (one, "乙", 0), (one, "丙。", 1)], 16_000)
        assert [mark.text for mark in marks] == ["甲乙", "丙。"]
        assert marks[1].start - marks[0].end == pytest.approx(BREATH + 0.12, abs=0.03)
        assert marks[1].end <= len(samples) / 16_000

    def test_flac_is_lossless(self) -> None:
        """
        What is kept is what was spoken, to the sixteenth bit.
        """
        pcm = (np.random.default_rng(1).integers(-32768, 32767, 5000) / 32768).astype(np.float32)
        again, rate = decoded(as_flac(pcm, 22_050))
        assert rate == 22_050
        assert np.array_equal(again, pcm)


class TestRecordings:
    """
    A person's own voice in the place of a line.
    """

    def folder(self, tmp_path: Path) -> Path:
        soundfile.write(tmp_path / "hao.wav", speech_like(2.0), 16_000)
        (tmp_path / LIST).write_text('"各位听众，早上好！" = "hao.wav"\n', "utf-8")
        return tmp_path

    def test_a_recording_takes_the_place_of_its_line(self, tmp_path: Path) -> None:
        """
        It is found by its words whatever the punctuation; the others are read as always, and the reading is theirs.
        """
        clock = FixedClock()
        recordings = open_recordings(self.folder(tmp_path), tmp_path / "clips")
        shelf, breakers = Shelf(tmp_path / "clips", clock), Breakers(tmp_path / "b.json", clock)
        ladder = Standby((FakeAnnouncer(),), shelf, breakers, clock, recorded=recordings.find)
        lines = [Line(text, text) for text in ("各位听众早上好。", "今天下雨，请带伞。", "谢谢收听，再见。")]
        reading = speak(lines, ladder, 60, lambda *_: None)
        assert [clip.announcer for clip in reading.clips] == ["recorded", "fake", "fake"]
        assert reading.announcer == "fake"
        assert reading.clips[0].voice == "hao"
        assert reading.clips[0].seconds == pytest.approx(2.3, abs=0.01)

    def test_a_damaged_recording_is_read_by_the_announcer(self, tmp_path: Path) -> None:
        """
        A file that is no sound, or silent, is not aired.
        """
        folder = self.folder(tmp_path)
        line = Line("", "各位听众，早上好！")
        for data in (b"", b"x" * 900, as_flac(np.zeros(9000, np.float32), 16_000)):
            (folder / "hao.wav").write_bytes(data)
            assert open_recordings(folder, tmp_path / "clips").find(line) is None

    @pytest.mark.parametrize("told", ['"好" = "no.wav"', '"好" = 3', "x = = 1"])
    def test_a_wrong_list_is_told(self, tmp_path: Path, told: str) -> None:
        """
        Files that are not there, and a list that is none, are faults of settings.
        """
        (tmp_path / LIST).write_text(told, "utf-8")
        with pytest.raises(SetupError, match="录音表") as wrong:
            open_recordings(tmp_path, tmp_path)
        assert ("第 1 行的格式不对" in str(wrong.value)) == ("= =" in told)
        assert not open_recordings(tmp_path / "none", tmp_path).files


class TestBackstage:
    """
    The event loop behind the scenes.
    """

    def test_a_lookup_that_hangs_holds_nobody(self) -> None:
        """
        A name lookup without a network can take half a minute; whoever waits for it is free in time.
        """
        import asyncio  # noqa: PLC0415 - only here

        forever = threading.Event()

        async def hang() -> None:
            await asyncio.get_running_loop().run_in_executor(None, forever.wait, 20)

        began = time.monotonic()
        with pytest.raises(TimeoutError):
            backstage.run(hang(), 0.2)
        assert time.monotonic() - began < 1.5
        forever.set()

    def test_what_a_coroutine_raises_is_raised(self) -> None:
        """
        Errors come through as they are.
        """

        async def fail() -> None:
            raise KeyError("x")

        with pytest.raises(KeyError):
            backstage.run(fail(), 1)

    def test_threads_that_come_first_together_share_one_loop(self) -> None:
        """
        Started by each of them, all but one loop would run on with nobody to ask them.
        """
        program = """
            import asyncio, threading
            from bulletin.speech import backstage

            start = threading.Barrier(16)

            def ask():
                start.wait()
                backstage.run(asyncio.sleep(0), 5)

            threads = [threading.Thread(target=ask) for _ in range(16)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            print(sum(thread.name == "speech-loop" for thread in threading.enumerate()))
        """
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


def test_who_can_speak_is_told_in_the_ladders_order(tmp_path: Path) -> None:
    """
    Each announcer of the ladder with the reason why it cannot, and those that settings could name besides.
    """
    clock = FixedClock()

    def broken(_: Line) -> None:
        raise ServiceError("连不上。")

    ladder = Standby(
        (FakeAnnouncer("one", fault=broken), FakeAnnouncer("two")),
        Shelf(tmp_path, clock),
        Breakers(tmp_path / "b", clock),
        clock,
    )
    assert [(a.announcer, a.reason) for a in auditions(ladder)] == [("one", "连不上。"), ("two", "")]

    class Unreachable:
        def names(self, _within_s: float) -> tuple[str, ...]:
            raise ServiceError("问不到。")

    (tmp_path / "models" / "empty").mkdir(parents=True)
    others = possible(ladder, Unreachable(), lambda text: ["hao3"] * len(text), [tmp_path / "models"])  # type: ignore[arg-type] # a stand-in
    told = {(a.announcer, a.voice): a.reason for a in others}
    assert told["edge", "zh-CN-*"] == "问不到。"
    assert told["espeak", "f2"] == ""
    assert told["espeak", "yue"] == ""
    assert next(reason for (kind, _), reason in told.items() if kind == "sherpa")
