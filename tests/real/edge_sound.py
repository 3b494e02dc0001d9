"""
What the stand-in for the Edge service says: real Mandarin, as 24 kHz 48 kbit/s MP3 with the times of its sentences.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import lameenc
import numpy as np
from pypinyin import Style, lazy_pinyin

from bulletin.model import Line
from bulletin.speech.announcer import Samples
from bulletin.speech.espeak import Espeak
from bulletin.speech.sentences import sentences
from bulletin.speech.sound import voiced

SAMPLE_RATE = 24_000
FRAME = 144
"""Bytes of one frame of 24 ms."""

FRAME_TICKS = 240_000
TICKS = 10_000_000
LEAD = 0.1
"""Seconds before the first word, as the service has them."""

NATURAL = 270
"""Characters a minute of the stand-in's voices at +0 %."""


@dataclass(frozen=True)
class Speech:
    """
    A text spoken: its sound at `SAMPLE_RATE`, and (start, length, text) of each sentence in 100 ns.
    """

    samples: Samples
    boundaries: tuple[tuple[int, int, str], ...]


def plain_pinyin(text: str) -> list[str]:
    """
    Return the readings pypinyin knows, one a character, `""` for what has none.
    """
    said = lazy_pinyin(list(text), style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)
    return [one if "\u3400" <= c <= "\u9fff" else "" for c, one in zip(text, said, strict=True)]


@functools.lru_cache(maxsize=2000)
def _sentence(text: str, voice: str, pace: int) -> Samples:
    announcer = Espeak(plain_pinyin, "f2" if "Xiao" in voice else "")
    take = announcer.speak(Line(text, text, rate=pace), 10)
    count = int(len(take.samples) * SAMPLE_RATE / take.sample_rate)
    places = np.linspace(0, len(take.samples) - 1, count)
    return np.interp(places, np.arange(len(take.samples)), take.samples).astype(np.float32)


@functools.lru_cache(maxsize=2000)
def spoken(text: str, voice: str, percent: int) -> Speech:
    """
    Speak a text with a voice, some per cent faster or slower than natural.
    """
    parts, boundaries = [np.zeros(int(LEAD * SAMPLE_RATE), np.float32)], []
    at = len(parts[0])
    for sentence in sentences(text) or (text,):
        samples = _sentence(sentence, voice, round(NATURAL * (1 + percent / 100)))
        start, end = voiced(samples, SAMPLE_RATE)
        boundaries.append((int((at / SAMPLE_RATE + start) * TICKS), int((end - start) * TICKS), sentence))
        parts.append(samples)
        at += len(samples)
    parts.append(np.zeros(int(0.4 * SAMPLE_RATE), np.float32))
    return Speech(np.concatenate(parts), tuple(boundaries))


def frames(samples: Samples) -> list[bytes]:
    """
    Encode as the service does, frame by frame.
    """
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(48)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    pcm = np.clip(np.rint(samples * 32767), -32768, 32767).astype(np.int16).tobytes()
    data = bytes(encoder.encode(pcm)) + bytes(encoder.flush())
    return [data[at : at + FRAME] for at in range(0, len(data) - FRAME + 1, FRAME)]


@functools.lru_cache(maxsize=500)
def encoded(text: str, voice: str, percent: int) -> tuple[bytes, ...]:
    """
    Return the frames of a text as it is spoken without a fault.
    """
    return tuple(frames(spoken(text, voice, percent).samples))
