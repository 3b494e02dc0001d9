"""
Sound for tests of the programme room: something like speech, made of pulses and formants; clips, and a whole programme.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import soundfile

from bulletin.model import Clip, Programme, Rendition
from bulletin.programme import RENDITIONS, Segment, Tags, assemble, encode, music, silence
from bulletin.programme.filters import Samples
from bulletin.programme.label import VOICE_LABEL

STUDIO = RENDITIONS["studio"]
TAGS = Tags(
    title="白沙街道广播站 2026年11月24日 07:30",
    station="白沙街道广播站",
    station_id="baisha",
    slot="0730",
    day=date(2026, 11, 24),
    text="各位听众，早上好。\n本节目语音由人工智能合成。",
)
STORIES = ("荷塘镇新建消防栓", "流感疫苗开始接种", "老旧小区改造提速")


def babble(seconds: float, sample_rate: int = 24_000, seed: int = 0, level: float = 0.3) -> Samples:
    """
    Return syllables of 0.2 s, voiced pulses through two formants and some noise, a breath after every eighth.
    """
    random = np.random.default_rng(seed)
    count = round(seconds * sample_rate)
    t = np.arange(count) / sample_rate
    pitch = 150 + 40 * np.sin(2 * np.pi * 1.1 * t + seed) + 25 * np.sign(np.sin(2 * np.pi * 2.5 * t))
    pulses = np.diff(np.floor(np.cumsum(pitch) / sample_rate), prepend=0.0)
    spectrum = np.fft.rfft(pulses + 0.02 * random.standard_normal(count))
    f = np.fft.rfftfreq(count, 1 / sample_rate)
    formants = sum(height / (1 + 1j * (f - at) / width) for at, width, height in _FORMANTS)
    throat = ((1 - 1j * f / 300) / (1 + 1j * f / 300)) ** 4  # spreads each pulse in time, as a real one is
    sound = np.fft.irfft(spectrum * formants * throat / (1 + 1j * f / 300), count)
    syllable = np.floor(t / 0.2).astype(int)
    shape = (
        np.sin(np.pi * (t / 0.2 % 1)) ** 0.5 * (syllable % 8 != 7) * (0.5 + random.random(syllable[-1] + 1))[syllable]
    )
    return np.asarray(level * sound * shape / np.abs(sound * shape).max(), np.float32)


_FORMANTS = ((250, 120, 1.0), (700, 150, 1.0), (1500, 250, 0.5), (3000, 500, 0.3), (5000, 1200, 0.1))


def a_clip(folder: Path, samples: Samples, text: str = "今天天气很好。", sample_rate: int = 24_000) -> Clip:
    """
    Write samples as a clip, with 0.3 s of silence at both ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    still = np.zeros(round(0.3 * sample_rate), np.float32)
    whole = np.concatenate([still, samples, still])
    path = folder / f"{hashlib.sha256(whole.tobytes()).hexdigest()[:16]}.flac"
    soundfile.write(path, whole, sample_rate, subtype="PCM_16")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Clip(path, digest, len(whole) / sample_rate, sample_rate, "fake", "one", text)


def a_line(folder: Path, seed: int, seconds: float = 3.0, rendition: Rendition = STUDIO, level: float = 0.3) -> Segment:
    """
    Return an encoded line of speech.
    """
    return encode(a_clip(folder / "clips", babble(seconds, seed=seed, level=level)), rendition, folder / "segments")


def a_label(folder: Path, rendition: Rendition = STUDIO, seconds: float = 5.2) -> Segment:
    """
    Return the voice label, twelve characters, read at a rate given by its length.
    """
    return encode(a_clip(folder / "clips", babble(seconds, seed=99), VOICE_LABEL), rendition, folder / "segments")


def the_parts(folder: Path, rendition: Rendition = STUDIO) -> list[Segment]:
    """
    Return the segments of a good programme: music, call, label, three stories with stings between, label, music.
    """
    kept = folder / "segments"
    parts = [music("opening", rendition, kept).named("开场"), a_line(folder, 1, 2.0, rendition), silence(0.4)]
    parts += [a_label(folder, rendition), silence(0.8)]
    for number, title in enumerate(STORIES):
        parts += [music("sting", rendition, kept).named(title)]
        for line in range(2):
            parts += [a_line(folder, 10 * number + line + 2, 2.6, rendition), silence(0.4)]
    return [*parts, a_label(folder, rendition).named("结束"), silence(0.4), music("closing", rendition, kept)]


def a_programme(folder: Path, parts: Sequence[Segment] | None = None, name: str = "programme.mp3") -> Programme:
    """
    Join a programme.
    """
    return assemble(the_parts(folder) if parts is None else parts, STUDIO, folder / name, TAGS)
