"""
Sound in memory: where speech is, joining, reading and writing whole files.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import soundfile

from bulletin.errors import ClipError
from bulletin.model import Mark, Seconds
from bulletin.speech.announcer import Samples

FRAME: Seconds = 0.01
"""The grain in which loudness is looked at."""

QUIET_DB = -50.0
"""A frame below this, against full scale, is a pause: clean espeak pauses lie below -80 dB, its softest syllables above
-45 dB (97 sentences measured)."""

BREATH: Seconds = 0.35
"""Between two sentences of one line: sentence pauses are 300-500 ms."""

CATCH: Seconds = 0.12
"""Between two pieces of one sentence that had to be cut."""

ROOM: Seconds = 0.06
"""Left around speech at a cut, so that no consonant is clipped."""


def levels(samples: Samples, sample_rate: int) -> npt.NDArray[np.float32]:
    """
    Return the level of each whole `FRAME` in dB against full scale, -180 for digital silence.
    """
    size = max(1, round(sample_rate * FRAME))
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    power = np.einsum("ij,ij->i", frames, frames) / size
    return np.asarray(10 * np.log10(power + 1e-18), np.float32)


def voiced(samples: Samples, sample_rate: int) -> tuple[Seconds, Seconds]:
    """
    Return when speech begins and ends; (0, 0) when there is none.
    """
    loud = np.flatnonzero(levels(samples, sample_rate) > QUIET_DB)
    return (float(loud[0] * FRAME), float((loud[-1] + 1) * FRAME)) if len(loud) else (0.0, 0.0)


def joined(parts: Sequence[tuple[Samples, str, int]], sample_rate: int) -> tuple[Samples, tuple[Mark, ...]]:
    """
    Join pieces of a line with a breath between sentences, and mark when each sentence is heard.

    Args:
        parts: The sound of each piece, its text, the number of its sentence.
        sample_rate: Of all of them.

    Returns:
        The sound, and a mark for each sentence.
    """
    out: list[Samples] = []
    marks: list[Mark] = []
    at, said = 0, ""
    for place, (samples, text, number) in enumerate(parts):
        start, end = voiced(samples, sample_rate)
        is_new = not place or number != parts[place - 1][2]
        first = max(0, int((start - ROOM) * sample_rate)) if place else 0
        last = len(samples) if place == len(parts) - 1 else int((end + ROOM) * sample_rate)
        gap = int((BREATH if is_new else CATCH) * sample_rate) if place else 0
        offset = (at + gap - first) / sample_rate
        began = offset + start if is_new else marks.pop().start
        said = text if is_new else said + text
        marks.append(Mark(began, offset + end, said))
        out += [np.zeros(gap, np.float32), samples[first:last]]
        at += gap + len(out[-1])
    return np.concatenate(out) if out else np.zeros(0, np.float32), tuple(marks)


def decoded(data: bytes) -> tuple[Samples, int]:
    """
    Decode a sound file of any kind that libsndfile reads (WAV, FLAC, MP3, Ogg) to mono.

    Raises:
        ClipError: It is no sound.
    """
    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError, ValueError) as error:
        raise ClipError(f"收到的不是能解码的声音（{len(data)} 字节）。") from error
    return np.ascontiguousarray(samples.mean(axis=1), np.float32), int(rate)


def as_flac(samples: Samples, sample_rate: int) -> bytes:
    """
    Encode to FLAC, 16 bits, mono, lossless from there on.
    """
    out = io.BytesIO()
    pcm = np.clip(np.rint(samples * 32768), -32768, 32767).astype(np.int16)
    soundfile.write(out, pcm, sample_rate, format="FLAC", subtype="PCM_16", compression_level=0.2)
    return out.getvalue()
