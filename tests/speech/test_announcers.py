from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest
from fakes import FakeAnnouncer, FixedClock
from real.edge_server import EdgeServer
from real.edge_sound import plain_pinyin
from tiny_voice import make_folder
from voice_service import service

from bulletin.model import Line
from bulletin.outside.clock import SystemClock
from bulletin.speech import Announcer
from bulletin.speech.completeness import faults
from bulletin.speech.edge import Edge
from bulletin.speech.edge_voices import Voices
from bulletin.speech.espeak import Espeak
from bulletin.speech.openai import OpenAI
from bulletin.speech.sentences import sentences
from bulletin.speech.sherpa import Sherpa
from bulletin.speech.sound import voiced

TEXTS = ("今天全县普降大雨，局部地区有暴雨。", "县城停水两小时。请大家提前储水，做好准备。", "好。")


def fake(_: Path) -> Iterator[Announcer]:
    yield FakeAnnouncer()


def espeak(_: Path) -> Iterator[Announcer]:
    yield Espeak(plain_pinyin)


def sherpa(folder: Path) -> Iterator[Announcer]:
    if importlib.util.find_spec("sherpa_onnx") is None:
        pytest.skip("needs the extra neural")
    known = "".join(dict.fromkeys("".join(TEXTS))).replace("，", "").replace("。", "")
    announcer = Sherpa(str(make_folder(folder / "tiny", known)), plain_pinyin, folder / "cache")
    yield announcer
    announcer.close()


def openai(_: Path) -> Iterator[Announcer]:
    yield OpenAI("alloy", FixedClock(), "http://speech.example/v1", transport=httpx.MockTransport(service()))


def edge(folder: Path) -> Iterator[Announcer]:
    clock = SystemClock()
    with EdgeServer() as server, server.patched():
        yield Edge("zh-CN-YunyangNeural", clock, Voices(folder / "voices.json", clock))


KINDS = (fake, espeak, sherpa, openai, pytest.param(edge, marks=pytest.mark.real))


@pytest.fixture(scope="module", params=KINDS)
def announcer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Announcer]:
    make: Callable[[Path], Iterator[Announcer]] = request.param
    yield from make(tmp_path_factory.mktemp("announcer"))


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_comes_whole_with_its_marks(announcer: Announcer, text: str) -> None:
    """
    Every announcer's take passes the checks; its marks cover its sentences, in order, within the sound.
    """
    take = announcer.speak(Line(text, text), 20)
    assert not faults(take, text, 200, announcer.spread)
    assert take.samples.dtype == np.float32
    assert take.samples.ndim == 1
    assert "".join(mark.text for mark in take.marks).replace(" ", "") == text
    assert all(0 <= mark.start < mark.end <= take.seconds for mark in take.marks)
    assert all(one.end <= other.start for one, other in itertools.pairwise(take.marks))
    if not isinstance(announcer, FakeAnnouncer):
        assert len(take.marks) == len(sentences(text))
        start, end = voiced(take.samples, take.sample_rate)
        assert (take.marks[0].start, take.marks[-1].end) == (
            pytest.approx(start, abs=0.15),
            pytest.approx(end, abs=0.15),
        )


def test_the_recipe_tells_apart_what_sounds_apart(announcer: Announcer) -> None:
    """
    Same line, same recipe; another text or rate, another recipe.
    """
    line = Line(TEXTS[0], TEXTS[0])
    assert announcer.recipe(line) == announcer.recipe(Line("", TEXTS[0]))
    assert announcer.recipe(line) != announcer.recipe(Line(TEXTS[0], TEXTS[0], rate=140))
    assert announcer.recipe(line) != announcer.recipe(Line("", TEXTS[1]))


def test_it_says_who_it_is_and_that_it_can_speak(announcer: Announcer) -> None:
    """
    Names for the account of who read, and no trouble.
    """
    assert announcer.name
    assert announcer.voice
    assert announcer.parallel >= 1
    assert not announcer.trouble(10)
