"""
Decoding with libsndfile, no other program: clips whole, programmes in pieces.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bulletin.errors import SoundError
from bulletin.model import Seconds
from bulletin.programme.filters import Samples

PIECE: Seconds = 9.6
"""How much of a programme is in memory at a time: 400 frames, 96 hops of loudness."""


def decoded(data: bytes) -> tuple[Samples, int]:
    """
    Decode a sound file in memory to mono; return samples and sample rate.

    Raises:
        SoundError: It is no sound libsndfile can read.
    """
    import soundfile  # noqa: PLC0415 - loads libsndfile, only where sound is decoded

    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise SoundError(f"声音文件无法解码（{len(data)} 字节）：{error}") from error
    return _mono(samples), int(rate)


def _mono(samples: Samples) -> Samples:
    one = samples[:, 0] if samples.shape[1] == 1 else samples.mean(axis=1)
    return np.ascontiguousarray(one, np.float32)


def pieces(path: Path) -> Iterator[tuple[Samples, int]]:
    """
    Decode a file piece by piece, `PIECE` seconds each; yields mono samples and the sample rate.

    Raises:
        SoundError: It cannot be decoded.
    """
    import soundfile  # noqa: PLC0415 - as above

    try:
        with soundfile.SoundFile(path) as source:
            size = round(source.samplerate * PIECE)
            while len(block := source.read(size, dtype="float32", always_2d=True)):
                yield _mono(block), int(source.samplerate)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise SoundError(f"{path.name} 无法解码：{error}") from error
