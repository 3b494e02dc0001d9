from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from damages import DAMAGES, Damage
from real.edge_sound import plain_pinyin

from bulletin.model import Line
from bulletin.speech.announcer import Take
from bulletin.speech.completeness import faults, measured
from bulletin.speech.espeak import Espeak

TEXTS = (
    "停水两小时。",
    "各位听众，早上好。",
    "请各村注意防汛！",
    "今天全县普降大雨，局部地区有暴雨，气温下降六到八度。",
    "全面排查辖区人口存量、增量底数，深入开展走访，迅速解决群众困难诉求。",
    "区委书记主持会议并讲话。",
    "加强来返人员健康管理严格执行最新要求做到一看一查一问筑牢坚固防线。",
    "县中医院本周六上午开展免费义诊，欢迎前来咨询。",
)
ESPEAK = {voice: Espeak(plain_pinyin, voice) for voice in ("", "f2")}


@lru_cache
def take_of(text: str, voice: str, rate: int) -> Take:
    return ESPEAK[voice].speak(Line(text, text, rate=rate), 10)


@pytest.mark.parametrize("voice", ["", "f2"])
@pytest.mark.parametrize("rate", [140, 180, 200])
@pytest.mark.parametrize("text", TEXTS)
def test_a_whole_clip_is_accepted(text: str, rate: int, voice: str) -> None:
    """
    No false alarm on clean speech, whatever its voice and rate.
    """
    assert not faults(take_of(text, voice, rate), text, rate, Espeak.spread)


@pytest.mark.parametrize("voice", ["", "f2"])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_clip_is_refused(damage: Damage, text: str, voice: str) -> None:
    """
    Every damage is found where the announcer gives proof, and all but small cuts where it gives none.
    """
    take = take_of(text, voice, 200)
    broken = damage.do(take.samples, take.sample_rate)
    assert faults(Take(broken, take.sample_rate, take.marks, take.proof), text, 200, Espeak.spread)
    if damage.must_be_found:
        assert faults(Take(broken, take.sample_rate, take.marks), text, 200, 0.35)


@pytest.mark.parametrize(
    "samples", [np.zeros(0, np.float32), np.full(9000, np.nan, np.float32), np.zeros(3, np.float32)]
)
def test_what_is_no_sound_is_refused(samples: np.ndarray) -> None:
    """
    Nothing, and what is not a number, is told as such.
    """
    assert faults(Take(samples, 16_000, ()), "好。", 200, 0.3)[0] in ("没有声音", "含有非法数值")


def test_a_constant_offset_is_told() -> None:
    """
    A shifted zero line is found although the ear does not hear it.
    """
    take = take_of(TEXTS[3], "", 200)
    assert "直流偏移" in faults(Take(take.samples + 0.05, take.sample_rate, ()), TEXTS[3], 200, 0.3)


def test_measures_are_in_seconds_and_decibels() -> None:
    """
    A tone of one second at half of full scale, half a second of silence around it.
    """
    tone = 0.5 * np.sin(2 * np.pi * 400 * np.arange(16_000) / 16_000)
    seen = measured(np.concatenate([np.zeros(8000), tone, np.zeros(8000)]).astype(np.float32), 16_000)
    assert seen.seconds == pytest.approx(1.0, abs=0.02)
    assert seen.level == pytest.approx(-9.03, abs=0.05)
    assert (seen.last, seen.total) == (pytest.approx(1.5, abs=0.02), 2.0)
