from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programme.voices import babble

from bulletin.programme.filters import KWeighting, Samples, block_powers, resampled
from bulletin.programme.loudness import FrameMeter, Meter, loudness, true_peak


def tone(level: float, seconds: float, sample_rate: int, pitch: float = 1000.0, phase: float = 0.0) -> Samples:
    """
    Return a sine whose peak is `level` dBFS.
    """
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    return np.asarray(10 ** (level / 20) * np.sin(2 * np.pi * pitch * t + np.radians(phase)), np.float32)


MONO = 10 * np.log10(2)
"""EBU Tech 3341 plays its tones in both channels of a stereo file; one channel reads 3.01 LU less."""

CASES = {
    1: (-23.0, [(-23, 20)]),
    2: (-33.0, [(-33, 20)]),
    3: (-23.0, [(-36, 10), (-23, 60), (-36, 10)]),
    4: (-23.0, [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)]),
    5: (-23.0, [(-26, 20), (-20, 20.1), (-26, 20)]),
}
"""The synthetic cases of EBU Tech 3341 table 1 for integrated loudness: what must be read; tones in dBFS and s."""


@pytest.mark.parametrize("sample_rate", [24_000, 48_000])
@pytest.mark.parametrize("case", list(CASES))
def test_tech_3341_integrated(case: int, sample_rate: int) -> None:
    """
    EBU Tech 3341 cases 1 to 5 read right to 0.1 LU, at the standard's rate and at ours.
    """
    wanted, parts = CASES[case]
    sound = np.concatenate([tone(level, seconds, sample_rate) for level, seconds in parts])
    assert loudness(sound, sample_rate) + MONO == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize(
    ("pitch", "phase", "level", "wanted"),
    [(12_000, 0, -6, -6), (12_000, 45, -6, -6), (8_000, 60, -6, -6), (6_000, 67.5, -6, -6), (12_000, 45, 3, 3)],
)
def test_tech_3341_true_peak(pitch: float, phase: float, level: float, wanted: float) -> None:
    """
    EBU Tech 3341 cases 15 to 19: peaks between samples are found, within +0.2 and -0.4 dB.
    """
    sound = tone(level, 1.0, 48_000, pitch, phase)
    fade = np.minimum(1, np.minimum(np.arange(len(sound)), np.arange(len(sound))[::-1]) / 4800)
    assert -0.4 <= true_peak((sound * fade).astype(np.float32)) - wanted <= 0.2


def test_full_scale_sine() -> None:
    """
    BS.1770-4: a 997 Hz sine of full scale in one channel reads -3.01 LUFS.
    """
    assert loudness(tone(0, 5, 48_000, 997), 48_000) == pytest.approx(-3.01, abs=0.02)


@settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.integers(1, 60_000), min_size=0, max_size=8))
def test_pieces_measure_as_the_whole(cuts: list[int]) -> None:
    """
    However sound is cut into pieces, a meter reads what it reads of the whole.
    """
    sound = babble(4.0, seed=1)
    meter = Meter(24_000)
    for piece in np.split(sound, sorted(cuts)):
        meter.add(np.asarray(piece, np.float32))
    assert meter.integrated == pytest.approx(loudness(sound, 24_000), abs=0.01)
    assert meter.true_peak == pytest.approx(true_peak(sound), abs=0.05)


def test_frame_powers_tell_loudness() -> None:
    """
    Loudness from powers of 24 ms frames is the meter's, pauses and pieces or not.
    """
    still = np.zeros(24_000, np.float32)
    sound = np.concatenate(
        [part for seed in range(6) for part in (babble(3.0, seed=seed, level=0.1 + seed / 10), still)]
    )
    sound = sound[: len(sound) // 576 * 576]
    powers = block_powers(KWeighting(24_000)(sound), 576).astype("<f4")
    meter = FrameMeter()
    for part in np.array_split(powers, 7):
        meter.add(part.tobytes())
    assert meter.integrated == pytest.approx(loudness(sound, 24_000), abs=0.05)


def test_frame_meter_works_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A long programme, looked at in many goes, reads as in one.
    """
    powers = (np.random.default_rng(0).random(2000) * 0.01).astype("<f4")
    whole, steps = FrameMeter(), FrameMeter()
    whole.add(powers.tobytes())
    monkeypatch.setattr(FrameMeter, "ROOM", 50)
    for part in np.array_split(powers, 90):
        steps.add(part.tobytes())
    assert steps.integrated == pytest.approx(whole.integrated, abs=1e-4)


def test_silence_has_no_loudness() -> None:
    """
    Silence, and nothing at all, read minus infinity.
    """
    assert loudness(np.zeros(48_000, np.float32), 24_000) == float("-inf")
    assert loudness(np.zeros(0, np.float32), 24_000) == float("-inf")
    meter = FrameMeter()
    meter.add(bytes(400))
    assert meter.integrated == float("-inf")


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
def test_resampling_keeps_pitch_and_level(rate: int) -> None:
    """
    A tone carried to 24 kHz is the same tone, to -60 dB, at any rate it comes from.
    """
    there = resampled(tone(-6, 1.0, rate, 1000), rate, 24_000)
    wanted = tone(-6, 1.0, 24_000, 1000)
    assert len(there) == len(wanted)
    inner = slice(2400, -2400)
    assert np.abs(there[inner] - wanted[inner]).max() < 1e-3


def test_peaks_do_not_depend_on_how_the_sound_comes_in_pieces() -> None:
    """
    A piece's cut is no edge of the sound: whatever the pieces, the true peak is that of the whole.
    """
    time = np.arange(24_000 * 3) / 24_000
    sound = (0.85 * np.sin(2 * np.pi * 3_000 * time + 0.7) * np.hanning(len(time))).astype(np.float32)
    for size in (1, 7, 576, 1_000, 4_096, 24_000):
        heard = sound[28_000:34_000] if size < 100 else sound
        meter = Meter(24_000)
        for start in range(0, len(heard), size):
            meter.add(heard[start : start + size])
        assert abs(meter.true_peak - true_peak(heard)) < 1e-4, size
