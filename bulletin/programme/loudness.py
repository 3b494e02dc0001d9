"""
Loudness and true peak as in ITU-R BS.1770-4 and EBU R 128, measured in pieces: memory does not grow with length.
"""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt

from bulletin.model import Decibels, Lufs, Seconds
from bulletin.programme.filters import KWeighting, Powers, Samples, block_powers

HOP: Seconds = 0.1
"""Gating blocks begin every 100 ms ..."""

BLOCK = 4
"""... and last four of them, 400 ms."""

SHORT_TERM = 30
"""Hops in a short-term window, 3 s (EBU Tech 3341)."""

ABSOLUTE_GATE: Lufs = -70.0
RELATIVE_GATE: Decibels = -10.0
OFFSET: Lufs = -0.691
"""So that a 997 Hz sine of full scale in one channel reads -3.01 LUFS."""

NOTHING: Lufs = float("-inf")

_GATE = 10 ** ((ABSOLUTE_GATE - OFFSET) / 10)

_TAPS = 24
PEAK_BLOCK = 24
"""Samples in a block whose true peak is looked for, 1 ms at 24 kHz."""


def _interpolation() -> Samples:
    """
    Return the matrix that makes, of a block and 12 samples around it, the block at three places between its samples.

    Four times oversampling, as BS.1770-4 annex 2 asks; a windowed sinc of 24 taps.
    """
    out = np.zeros((3 * PEAK_BLOCK, PEAK_BLOCK + _TAPS))
    for phase in range(3):
        taps = np.sinc(np.arange(-_TAPS // 2, _TAPS // 2) + 1 - (phase + 1) / 4) * np.kaiser(_TAPS + 1, 6)[:_TAPS]
        for place in range(PEAK_BLOCK):
            out[phase * PEAK_BLOCK + place, place + 1 : place + 1 + _TAPS] = taps[::-1] / taps.sum()
    return out.astype(np.float32)


_BETWEEN = _interpolation()
_BATCH = 64
"""Blocks in one product: so small that BLAS does not share it among threads, which costs more than it gains."""


def lufs(power: float) -> Lufs:
    """
    Return the loudness of a K-weighted mean square, minus infinity for silence.
    """
    return OFFSET + 10 * float(np.log10(power)) if power > 0 else NOTHING


def decibels(amplitude: float) -> Decibels:
    """
    Return an amplitude in dB against full scale, minus infinity for nothing.
    """
    return 20 * float(np.log10(amplitude)) if amplitude > 0 else NOTHING


def gated(blocks: npt.ArrayLike) -> Lufs:
    """
    Return integrated loudness from the K-weighted mean squares of 400 ms blocks, gated twice; -inf without any sound.
    """
    powers = np.asarray(blocks, np.float64)
    loud = powers[powers > _GATE]
    if not len(loud):
        return NOTHING
    return lufs(float(loud[loud > loud.mean() * 10 ** (RELATIVE_GATE / 10)].mean()))


def blocks_of(hops: Powers, length: int = BLOCK) -> Powers:
    """
    Return the mean squares of windows of `length` hops that begin at every hop; empty when there are fewer hops.
    """
    if len(hops) < length:
        return np.zeros(0)
    total = np.concatenate([[0.0], np.cumsum(hops)])
    return np.asarray(np.maximum(total[length:] - total[:-length], 0.0) / length, np.float64)


def integrated(hops: Powers) -> Lufs:
    """
    Return integrated loudness from hops of 100 ms; what is shorter than a block counts as one of its own length.
    """
    if 0 < len(hops) < BLOCK:
        return lufs(float(hops.mean()))
    return gated(blocks_of(hops))


def loudness(samples: Samples, sample_rate: int) -> Lufs:
    """
    Return the integrated loudness of a clip.
    """
    return weighted_loudness(KWeighting(sample_rate)(samples), sample_rate)


def weighted_loudness(weighted: Samples, sample_rate: int) -> Lufs:
    """
    Return the integrated loudness of a clip that is K-weighted already.
    """
    hop = round(sample_rate * HOP)
    if len(weighted) < BLOCK * hop:
        return lufs(float(np.mean(weighted * weighted))) if len(weighted) else NOTHING
    return integrated(block_powers(weighted, hop))


_SILENCE = np.zeros(0, np.float32)


def peaks(samples: Samples, before: Samples = _SILENCE, after: Samples = _SILENCE) -> Samples:
    """
    Return the true peak, as an amplitude, of each block of `PEAK_BLOCK` samples; the last may be shorter.

    Where the samples are a piece of something longer, `before` and `after` are the `_TAPS // 2` samples around it:
    a cut would ring like a real edge.
    """
    count = -(-len(samples) // PEAK_BLOCK)
    batches = -(-count // _BATCH)
    half = _TAPS // 2
    around = np.zeros(batches * _BATCH * PEAK_BLOCK + 2 * half, np.float32)
    around[half - len(before) : half] = before
    around[half : half + len(samples)] = samples
    around[half + len(samples) : half + len(samples) + len(after)] = after
    windows = np.lib.stride_tricks.sliding_window_view(around, PEAK_BLOCK + _TAPS)[::PEAK_BLOCK]
    windows = windows.reshape(batches, _BATCH, PEAK_BLOCK + _TAPS)
    top = np.empty((batches, _BATCH), np.float32)
    for start in range(0, batches, _BATCH):
        rows = np.ascontiguousarray(windows[start : start + _BATCH].transpose(0, 2, 1))
        between = np.abs(_BETWEEN @ rows)
        own = np.abs(rows[:, half : half + PEAK_BLOCK])
        top[start : start + _BATCH] = np.maximum(between.max(axis=1), own.max(axis=1))
    return top.reshape(-1)[:count]


def true_peak(samples: Samples) -> Decibels:
    """
    Return the true peak of a clip, dBTP.
    """
    return decibels(float(peaks(samples).max())) if len(samples) else NOTHING


class Meter:
    """
    Measures sound that comes in pieces.

    Args:
        sample_rate: In hertz.
    """

    def __init__(self, sample_rate: int) -> None:
        self._weigh = KWeighting(sample_rate)
        self._hop = round(sample_rate * HOP)
        self._left = np.zeros(0, np.float32)
        self._before = _SILENCE
        self._unheard = _SILENCE
        self._hops = array("d")
        self._peak = 0.0

    def add(self, samples: Samples) -> None:
        """
        Hear the next piece.
        """
        if not len(samples):
            return
        weighted = np.concatenate([self._left, self._weigh(samples)])
        powers = block_powers(weighted, self._hop)
        self._hops.extend(powers.tolist())
        self._left = weighted[len(powers) * self._hop :]
        self._hear_peaks(np.concatenate([self._unheard, samples]))

    def _hear_peaks(self, samples: Samples) -> None:
        """
        Measure the peaks of whole blocks of which the samples behind are known; the rest waits for the next piece.
        """
        half = _TAPS // 2
        ready = max(0, len(samples) - half) // PEAK_BLOCK * PEAK_BLOCK
        if ready:
            top = peaks(samples[:ready], self._before, samples[ready : ready + half])
            self._peak = max(self._peak, float(top.max()))
            self._before = samples[ready - half : ready]
        self._unheard = samples[ready:]

    @property
    def hops(self) -> Powers:
        """
        The K-weighted mean square of each 100 ms so far.
        """
        return np.frombuffer(self._hops, np.float64).copy() if self._hops else np.zeros(0)

    @property
    def integrated(self) -> Lufs:
        """
        Integrated loudness so far.
        """
        return integrated(self.hops)

    @property
    def true_peak(self) -> Decibels:
        """
        The highest true peak so far, dBTP.
        """
        last = float(peaks(self._unheard, self._before).max()) if len(self._unheard) else 0.0
        return decibels(max(self._peak, last))

    def short_term(self) -> tuple[Lufs, ...]:
        """
        Return short-term loudness (3 s windows) at every second, each value at the end of its window.
        """
        return tuple(lufs(float(power)) for power in blocks_of(self.hops, SHORT_TERM)[::10])


_BIN: Decibels = 0.01
_BINS = 8_000
"""Loudness from -70 to +10 LUFS in bins so narrow that the relative gate may fall on their borders."""

FRAMES_A_HOP = 25 / 6
"""A frame is 24 ms long: 25 frames are 6 hops."""


class FrameMeter:
    """
    Integrated loudness of a programme from the power of each of its 24 ms frames, known before they are joined.

    Gating blocks do not fall on frame borders: the power inside a frame is taken as even, which is exact to 0.05 LU
    (tests/programme/test_loudness.py).
    """

    ROOM = 10_000
    """Frames looked at in one go, 4 minutes."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._bytes = 0
        self._rest: Powers = np.zeros(0)
        self._first = 0.0
        self._counts, self._powers = np.zeros(_BINS), np.zeros(_BINS)

    def add(self, powers: bytes) -> None:
        """
        Hear the next frames: one little-endian float32 for each, its K-weighted mean square.
        """
        self._waiting.append(powers)
        self._bytes += len(powers)
        if self._bytes > 4 * self.ROOM:
            self._digest()

    def _digest(self) -> None:
        frames = np.concatenate([self._rest, np.frombuffer(b"".join(self._waiting), "<f4").astype(np.float64)])
        self._waiting, self._bytes = [], 0
        total = np.concatenate([[0.0], np.cumsum(frames)])
        span = BLOCK * FRAMES_A_HOP
        count = max(0, int((len(frames) - span - self._first) // FRAMES_A_HOP) + 1)
        starts = self._first + np.arange(count) * FRAMES_A_HOP
        borders = np.arange(len(total))
        power = (np.interp(starts + span, borders, total) - np.interp(starts, borders, total)) / span
        self._sort(power[power > _GATE])
        following = self._first + count * FRAMES_A_HOP
        cut = int(following)
        self._rest, self._first = frames[cut:], following - cut

    def _sort(self, powers: Powers) -> None:
        """
        Add blocks to the histogram: how many of each loudness, and their power.
        """
        bins = np.minimum((10 * np.log10(powers / _GATE) / _BIN).astype(int), _BINS - 1)
        self._counts += np.bincount(bins, minlength=_BINS)
        self._powers += np.bincount(bins, powers, _BINS)

    @property
    def integrated(self) -> Lufs:
        """
        Integrated loudness of all frames so far.
        """
        self._digest()
        if not self._counts.any():
            return NOTHING
        mean = self._powers.sum() / self._counts.sum()
        first = max(0, round((10 * np.log10(mean / _GATE) + RELATIVE_GATE) / _BIN))
        return lufs(float(self._powers[first:].sum() / self._counts[first:].sum()))
