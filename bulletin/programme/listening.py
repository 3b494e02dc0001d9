"""
A finished MP3 as it sounds: decoded once, piece by piece, and measured.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bulletin.model import Decibels, Lufs, Seconds
from bulletin.programme.decoding import pieces
from bulletin.programme.editing import speech_seconds
from bulletin.programme.filters import Powers, Samples, block_powers
from bulletin.programme.frames import FRAME
from bulletin.programme.loudness import Meter

SILENT: Decibels = -55.0
"""A frame below that, against full scale, is a pause: speech at -16 LUFS has its softest syllables 20 dB higher."""

COLUMNS = 1200
"""Of the waveform kept for a picture."""

CLIPPED = 0.999
"""Against full scale; three such samples in a row are a flattened peak."""


@dataclass(frozen=True, slots=True)
class Sound:
    """
    What was heard.

    Args:
        samples: How many.
        sample_rate: In hertz.
        loudness: Integrated.
        true_peak: dBTP.
        hops: The K-weighted mean square of each 100 ms.
        short_term: Loudness of 3 s windows, one a second.
        envelope: Lowest and highest sample in each of `COLUMNS` parts.
        powers: Mean square of each 24 ms frame.
        steps: Largest step from sample to sample in each frame.
        flat: Runs of three or more samples at full scale.
        windows: The sound at the places asked for.
    """

    samples: int
    sample_rate: int
    loudness: Lufs
    true_peak: Decibels
    hops: Powers
    short_term: tuple[Lufs, ...]
    envelope: npt.NDArray[np.float32]
    powers: Samples
    steps: Samples
    flat: int
    windows: tuple[Samples, ...]

    @property
    def seconds(self) -> Seconds:
        """
        How long it plays.
        """
        return self.samples / self.sample_rate

    def speech_seconds(self, window: int) -> Seconds:
        """
        Return how long sound lasts in one of the places asked for, its edges trimmed.
        """
        return speech_seconds(self.windows[window], self.sample_rate)

    def silences(self) -> tuple[tuple[int, int], ...]:
        """
        Return start and length, in frames, of each pause, in order.
        """
        quiet = np.concatenate([[False], self.powers < 10 ** (SILENT / 10), [False]])
        borders = np.flatnonzero(quiet[1:] != quiet[:-1])
        return tuple((int(start), int(end - start)) for start, end in zip(borders[::2], borders[1::2], strict=True))


class _Ear:
    """
    Hears pieces.
    """

    def __init__(self, sample_rate: int, expected: int, windows: Sequence[tuple[int, int]]) -> None:
        self.meter = Meter(sample_rate)
        self.rate = sample_rate
        self.count = 0
        self.flat = 0
        self.powers, self.steps = array("f"), array("f")
        self._frame = round(sample_rate * FRAME)
        self._column = max(1, -(-expected // COLUMNS))
        self.envelope = np.zeros((COLUMNS, 2), np.float32)
        self._windows = [(start * self._frame, (start + count) * self._frame) for start, count in windows]
        self.caught: list[list[Samples]] = [[] for _ in windows]
        self._last = np.zeros(3, np.float32)

    def hear(self, piece: Samples) -> None:
        self.meter.add(piece)
        joined = np.concatenate([self._last, piece])
        steps = np.abs(np.diff(joined[2:]))
        high = np.abs(joined) >= CLIPPED
        self.flat += int(np.count_nonzero(high[:-2] & high[1:-1] & high[2:]))
        whole = np.concatenate([piece, np.zeros(-len(piece) % self._frame, np.float32)])
        self.powers.extend(block_powers(whole, self._frame).tolist())
        self.steps.extend(np.maximum.reduceat(steps, np.arange(0, len(steps), self._frame)).tolist())
        self._draw(piece)
        for (start, end), caught in zip(self._windows, self.caught, strict=True):
            first, last = max(0, start - self.count), min(len(piece), end - self.count)
            if first < last:
                caught.append(piece[first:last])
        self._last = joined[-3:]
        self.count += len(piece)

    def _draw(self, piece: Samples) -> None:
        columns = np.minimum((self.count + np.arange(len(piece))) // self._column, COLUMNS - 1)
        np.minimum.at(self.envelope[:, 0], columns, piece)
        np.maximum.at(self.envelope[:, 1], columns, piece)


def listen(path: Path, expected: int, windows: Sequence[tuple[int, int]] = ()) -> Sound | None:
    """
    Decode a file fully and measure it; None when no sample comes out.

    Args:
        path: The file.
        expected: About how many samples it has, for the picture's scale.
        windows: Places whose sound is kept, start and length in frames.

    Raises:
        SoundError: It cannot be decoded.
    """
    ear: _Ear | None = None
    for piece, rate in pieces(path):
        ear = ear or _Ear(rate, expected, windows)
        ear.hear(piece)
    if ear is None:
        return None
    nothing = np.zeros(0, np.float32)
    return Sound(
        samples=ear.count,
        sample_rate=ear.rate,
        loudness=ear.meter.integrated,
        true_peak=ear.meter.true_peak,
        hops=ear.meter.hops,
        short_term=ear.meter.short_term(),
        envelope=ear.envelope,
        powers=np.asarray(ear.powers, np.float32),
        steps=np.asarray(ear.steps, np.float32),
        flat=ear.flat,
        windows=tuple(np.concatenate([nothing, *caught]) for caught in ear.caught),
    )
