"""
Fifteen ways in which a spoken clip arrives broken, and how each is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bulletin.speech.announcer import Samples
from bulletin.speech.sound import voiced


@dataclass(frozen=True)
class Damage:
    """
    One way to break a clip.

    Args:
        name: What it is, for tables.
        do: Breaks samples at a rate.
        must_be_found: Whether sound alone must show it; the others need the announcer's own proof.
    """

    name: str
    do: Callable[[Samples, int], Samples]
    must_be_found: bool = True


def cut(share: float, fade: float = 0.0) -> Callable[[Samples, int], Samples]:
    """
    Keep the first share of the speech, faded out over some seconds, and the silence after it.
    """

    def do(samples: Samples, rate: int) -> Samples:
        start, end = voiced(samples, rate)
        length = int((start + (end - start) * share) * rate)
        kept = samples[:length].copy()
        count = min(int(fade * rate), length)
        if count:
            kept[-count:] *= np.linspace(1, 0, count, dtype=np.float32)
            kept = np.concatenate([kept, np.zeros(int(0.3 * rate), np.float32)])
        return kept

    return do


def hole(seconds: float) -> Callable[[Samples, int], Samples]:
    """
    Put silence into the middle.
    """

    def do(samples: Samples, rate: int) -> Samples:
        middle = len(samples) // 2
        return np.concatenate([samples[:middle], np.zeros(int(seconds * rate), np.float32), samples[middle:]])

    return do


def dropout(share: float) -> Callable[[Samples, int], Samples]:
    """
    Silence a share of the speech in its middle, the length unchanged.
    """

    def do(samples: Samples, rate: int) -> Samples:
        start, end = voiced(samples, rate)
        middle, half = (start + end) / 2, max(0.7, (end - start) * share / 2)
        out = samples.copy()
        out[max(0, int((middle - half) * rate)) : int((middle + half) * rate)] = 0
        return out

    return do


def faster(factor: float) -> Callable[[Samples, int], Samples]:
    """
    Play at the wrong sample rate.
    """

    def do(samples: Samples, rate: int) -> Samples:  # noqa: ARG001 - the same for every rate
        places = np.arange(0, len(samples) - 1, factor)
        return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)

    return do


def noise_over(level: float) -> Callable[[Samples, int], Samples]:
    """
    Lay white noise of an effective value over it.
    """

    def do(samples: Samples, rate: int) -> Samples:  # noqa: ARG001 - likewise
        return (samples + np.random.default_rng(7).normal(0, level, len(samples))).astype(np.float32)

    return do


def noise_instead(samples: Samples, rate: int) -> Samples:  # noqa: ARG001 - likewise
    """
    White noise of the same length.
    """
    return np.random.default_rng(7).normal(0, 0.1, len(samples)).astype(np.float32)


def tone_instead(samples: Samples, rate: int) -> Samples:
    """
    A steady tone of the same length.
    """
    return (0.3 * np.sin(2 * np.pi * 440 * np.arange(len(samples)) / rate)).astype(np.float32)


def repeated(times: int) -> Callable[[Samples, int], Samples]:
    """
    Said again and again.
    """
    return lambda samples, _: np.concatenate([samples] * times)


def scaled(factor: float) -> Callable[[Samples, int], Samples]:
    """
    Louder or softer, cut at full scale.
    """
    return lambda samples, _: np.clip(samples * factor, -1, 1).astype(np.float32)


def silent(samples: Samples, rate: int) -> Samples:  # noqa: ARG001 - likewise
    """
    Nothing, of the same length.
    """
    return np.zeros_like(samples)


DAMAGES = (
    Damage("silence", silent),
    Damage("hole of 2 s", hole(2.0)),
    Damage("drop-out of a third", dropout(1 / 3)),
    Damage("clipping x20", scaled(20)),
    Damage("40 dB too soft", scaled(0.01)),
    Damage("white noise instead", noise_instead),
    Damage("noise laid over", noise_over(0.03)),
    Damage("tone instead", tone_instead),
    Damage("twice as fast", faster(2.0)),
    Damage("half as fast", faster(0.5)),
    Damage("cut to 30 %, faded", cut(0.3, 0.05)),
    Damage("cut to 50 %, hard", cut(0.5)),
    Damage("cut to 50 %, faded", cut(0.5, 0.05)),
    Damage("said three times", repeated(3)),
    Damage("cut to 90 %, faded", cut(0.9, 0.05), must_be_found=False),
)
