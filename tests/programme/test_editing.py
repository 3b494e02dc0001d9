from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programme.voices import babble

from bulletin.errors import SoundError
from bulletin.programme.editing import edited, faded, speech_seconds


@settings(max_examples=30, deadline=None)
@given(
    before=st.floats(0, 1.5), after=st.floats(0, 1.5), noise=st.sampled_from([0.0, 1e-4, 1e-3]), seed=st.integers(0, 9)
)
def test_edges_go_and_speech_stays(before: float, after: float, noise: float, seed: int) -> None:
    """
    However much silence, or a quiet room, stands around speech: under 60 ms of it is left, and all of the speech.
    """
    rng = np.random.default_rng(seed)
    speech = babble(1.4, seed=seed)  # seven syllables, so that it does not end in a breath
    edges = [np.zeros(round(length * 24_000), np.float32) for length in (before, after)]
    sound = np.concatenate([edges[0], speech, edges[1]])
    sound = sound + noise * rng.standard_normal(len(sound)).astype(np.float32)
    made = edited(sound, 24_000)
    assert len(made) % 576 == 0
    assert 1.4 - 0.04 <= len(made) / 24_000 <= 1.4 + 0.1
    size = 1 << 17
    match = np.fft.irfft(np.fft.rfft(made, size) * np.conj(np.fft.rfft(speech, size)))
    assert np.argmax(match) < 0.062 * 24_000 or np.argmax(match) > size - 0.03 * 24_000


def test_fades_begin_and_end_at_nothing() -> None:
    """
    The first and last sample of a faded clip are silent, the middle is untouched.
    """
    sound = np.full(24_000, 0.5, np.float32)
    made = faded(sound, 24_000)
    assert abs(made[0]) < 0.01
    assert abs(made[-1]) < 0.01
    assert np.abs(made[600:-600] - 0.5).max() < 1e-4


@pytest.mark.parametrize("length", [0, 1, 100, 24_000])
def test_silence_is_refused(length: int) -> None:
    """
    A clip without sound, however short, is refused with a plain error; it lasts no time.
    """
    with pytest.raises(SoundError):
        edited(np.zeros(length, np.float32), 24_000)
    assert speech_seconds(np.zeros(length, np.float32), 24_000) == 0


def test_speech_is_measured_without_its_edges() -> None:
    """
    How long speech lasts does not depend on the silence around it.
    """
    speech = babble(1.4, seed=1)
    still = np.zeros(12_000, np.float32)
    assert speech_seconds(np.concatenate([still, speech, still]), 24_000) == pytest.approx(1.4, abs=0.03)


def test_pydub_needs_no_other_program_and_warns_of_nothing() -> None:
    """
    With warnings as errors and nothing on PATH a clip is edited all the same.
    """
    code = (
        "import numpy as np; from bulletin.programme.editing import edited;"
        "t = np.arange(24000) / 24000; edited((0.3 * np.sin(2500 * t)).astype(np.float32), 24000)"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env={"PATH": ""}, timeout=60)
