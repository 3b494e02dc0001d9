"""
Mastering: one clip to one loudness, under one ceiling, in the tone of a rendition.

Each clip is mastered on its own, so that any order of clips is even. Level comes from plain gain; a limiter takes the
peaks; nothing rides the gain up and down as `loudnorm` does. NumPy alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from bulletin.errors import SoundError
from bulletin.model import Decibels, Lufs, Rendition
from bulletin.programme.filters import Colour, Powers, Samples, block_powers, coloured
from bulletin.programme.limiter import Compressor, Limiter, turned_down
from bulletin.programme.loudness import ABSOLUTE_GATE, BLOCK, integrated, lufs, peaks

WORKING: Lufs = -20.0
"""The compressor hears every clip at this loudness, whoever spoke it."""

MILLISECONDS_A_HOP = 100

ROUNDS = 6
"""The limiter takes loudness away and the gain is raised again; three rounds settle within 0.05 LU on speech."""


@dataclass(frozen=True, slots=True)
class Profile:
    """
    How a rendition sounds, apart from its level.

    Args:
        colour: Its tone.
        compressor: None leaves dynamics alone.
        limiter: Takes the peaks.
    """

    colour: Colour = field(default_factory=Colour)
    compressor: Compressor | None = None
    limiter: Limiter = field(default_factory=Limiter)


_HORN = Profile(Colour(250.0, 4, 6.0, 3000.0, 1.6, 7500.0, 4), Compressor())
"""A horn gives little below 300 Hz and above 6 kHz; power spent there is lost, so it is spent where consonants are.
Numbers: reference/audio.md §8; the optimum is flat (benchmarks/outdoors.py)."""

PROFILES = MappingProxyType({"studio": Profile(), "horn": _HORN, "night": _HORN})
"""By the name of a rendition."""

STUDIO = Rendition()
"""The podcast feed: -16 LUFS, no colouring (only what lies under 40 Hz is taken away)."""

HORN = Rendition("horn", target=-14.0)
"""Outdoors by day."""

NIGHT = Rendition("night", target=-16.0)
"""Outdoors in a quiet street, where -14 LUFS is more than is needed."""

RENDITIONS = MappingProxyType({one.name: one for one in (STUDIO, HORN, NIGHT)})
"""By name."""


def profile_of(rendition: Rendition) -> Profile:
    """
    Return how a rendition sounds.

    Raises:
        SoundError: There is no profile of its name.
    """
    try:
        return PROFILES[rendition.name]
    except KeyError:
        known = "、".join(PROFILES)
        raise SoundError(f"没有名为“{rendition.name}”的音色方案。可用的有：{known}。") from None


@dataclass(frozen=True, slots=True)
class Prepared:
    """
    A clip in its tone, before gain and limiter: what does not depend on them is worked out once.

    Args:
        sound: A whole number of milliseconds.
        power: K-weighted mean square of each millisecond.
        heights: True peak of each millisecond, dBTP.
        length: Samples of the clip.
        limiter: What will take its peaks.
    """

    sound: Samples
    power: Powers
    heights: Powers
    length: int
    limiter: Limiter

    def at(self, target: Lufs, ceiling: Decibels) -> Samples:
        """
        Return the clip at a loudness, its true peaks under a ceiling (dBTP).

        The gain is raised, on blocks only, until the loudness is met behind the limiter; then it is applied once. What
        is so peaky that the limiter would work without end stays softer.
        """
        gain = target - _integrated(self.power)
        for _ in range(ROUNDS):
            reduction = self.limiter.reduction(self.heights + gain, ceiling)
            missing = target - _integrated(self.power * 10 ** ((gain - reduction) / 10))
            if abs(missing) < 0.02:
                break
            gain += missing * 1.4 if missing > 0 else missing
        reduction = self.limiter.reduction(self.heights + gain, ceiling)
        return turned_down(self.sound, reduction - gain)[: self.length]


def prepared(samples: Samples, sample_rate: int, profile: Profile) -> Prepared:
    """
    Give a clip its tone and its dynamics.

    Args:
        samples: A clip of speech or music.
        sample_rate: A whole multiple of 24 kHz.
        profile: Its tone and dynamics.

    Raises:
        SoundError: There is no sound in it.
    """
    block = sample_rate // 1000
    padded = np.concatenate([samples, np.zeros(-len(samples) % block, np.float32)])
    sound, weighted = coloured(padded, sample_rate, profile.colour)
    power = block_powers(weighted, block)
    level = _integrated(power)
    if level < ABSOLUTE_GATE:
        raise SoundError(f"录音里几乎没有声音（{level:.0f} LUFS），不能播出。请重新录制。")
    gain = WORKING - level
    sound, power = sound * np.float32(10 ** (gain / 20)), power * 10 ** (gain / 10)
    if profile.compressor:
        squeeze = profile.compressor.reduction(sound, block)
        sound, power = turned_down(sound, squeeze), power * 10 ** (-squeeze / 10)
    heights = peaks(sound).reshape(len(power), -1).max(axis=1)
    return Prepared(sound, power, 20 * np.log10(heights.astype(np.float64) + 1e-9), len(samples), profile.limiter)


def master(samples: Samples, sample_rate: int, profile: Profile, target: Lufs, ceiling: Decibels) -> Samples:
    """
    Return a clip at a loudness, its true peaks under a ceiling; as long as it was.

    Raises:
        SoundError: There is no sound in it.
    """
    return prepared(samples, sample_rate, profile).at(target, ceiling)


def _integrated(power: Powers) -> Lufs:
    """
    Return integrated loudness from K-weighted mean squares of milliseconds.
    """
    if len(power) < BLOCK * MILLISECONDS_A_HOP:
        return lufs(float(power.mean())) if len(power) else float("-inf")
    hops = power[: len(power) // MILLISECONDS_A_HOP * MILLISECONDS_A_HOP].reshape(-1, MILLISECONDS_A_HOP)
    return integrated(hops.mean(axis=1))
