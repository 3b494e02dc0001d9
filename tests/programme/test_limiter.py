from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programme.voices import babble

from bulletin.errors import SoundError
from bulletin.programme.limiter import Compressor, Limiter, turned_down
from bulletin.programme.loudness import loudness, true_peak
from bulletin.programme.mastering import PROFILES, master


@settings(max_examples=30, deadline=None)
@given(
    target=st.floats(-24, -14),
    ceiling=st.floats(-6, -1),
    seed=st.integers(0, 50),
    profile=st.sampled_from(list(PROFILES)),
)
def test_no_peak_passes_the_ceiling(target: float, ceiling: float, seed: int, profile: str) -> None:
    """
    Whatever level is asked for, true peaks stay under the ceiling, to 0.1 dB, and nothing is longer than before.
    """
    sound = babble(1.7, seed=seed, level=0.9)
    made = master(sound, 24_000, PROFILES[profile], target, ceiling)
    assert true_peak(made) <= ceiling + 0.1
    assert len(made) == len(sound)
    assert loudness(made, 24_000) <= target + 0.1


@pytest.mark.parametrize("profile", list(PROFILES))
def test_a_level_is_met(profile: str) -> None:
    """
    Speech that leaves the limiter room comes out at its level.
    """
    made = master(babble(4.0, seed=1), 24_000, PROFILES[profile], -20.0, -1.5)
    assert loudness(made, 24_000) == pytest.approx(-20.0, abs=0.1)


def test_studio_does_not_colour() -> None:
    """
    Without peaks to take, the studio master is the clip at another level, and nothing else, above 120 Hz.
    """
    sound = babble(3.0, seed=2)
    made = master(sound, 24_000, PROFILES["studio"], -30.0, -1.0)
    f = np.fft.rfftfreq(len(sound), 1 / 24_000)
    before, after = (np.abs(np.fft.rfft(one))[f > 120] for one in (sound, made))
    loud = before > before.max() / 1000
    gains = 20 * np.log10(after[loud] / before[loud])
    assert np.ptp(gains) < 0.3


def test_horn_spends_nothing_where_a_horn_gives_nothing() -> None:
    """
    The horn master takes what lies under 150 Hz and above 10 kHz down by 15 dB and more against the middle.
    """
    sound = np.random.default_rng(0).standard_normal(72_000).astype(np.float32) * 0.1
    made = master(sound, 24_000, PROFILES["horn"], -24.0, -1.0)
    f = np.fft.rfftfreq(len(sound), 1 / 24_000)
    power = np.abs(np.fft.rfft(made)) ** 2
    middle = power[(f > 1000) & (f < 4000)].mean()
    assert 10 * np.log10(power[f < 150].mean() / middle) < -15
    assert 10 * np.log10(power[f > 10_000].mean() / middle) < -15


def test_silence_cannot_be_mastered() -> None:
    """
    There is no level to raise in silence.
    """
    with pytest.raises(SoundError):
        master(np.zeros(24_000, np.float32), 24_000, PROFILES["horn"], -14.0, -1.0)


@given(peaks=st.lists(st.floats(-60, 12), min_size=1, max_size=200), ceiling=st.floats(-6, 0))
def test_the_limiter_is_down_before_the_peak(peaks: list[float], ceiling: float) -> None:
    """
    Each block is turned down by at least what its peak is too high.
    """
    heights = np.array(peaks)
    reduction = Limiter().reduction(heights, ceiling)
    assert (heights - reduction <= ceiling + 1e-9).all()
    assert (reduction >= 0).all()


def test_the_compressor_lets_a_third_through() -> None:
    """
    12 dB more at the input, well above the threshold, are 4 dB more at the output.
    """
    t = np.arange(24_000) / 24_000
    tone = np.sin(2 * np.pi * 1000 * t).astype(np.float32)
    levels = []
    for level in (-18, -6):
        sound = tone * np.float32(10 ** (level / 20))
        out = turned_down(sound, Compressor().reduction(sound, 24))
        levels.append(20 * np.log10(np.abs(out[12_000:]).max()))
    assert levels[1] - levels[0] == pytest.approx(4.0, abs=0.1)
