"""
Working stand-ins for the parts of the world: they keep the contracts, and tests can set what they do.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from bulletin.errors import ServiceError
from bulletin.model import Line, Mark, Seconds
from bulletin.speech.announcer import Proof, Take

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
"""Noon in China."""


class FixedClock:
    """
    A clock that moves only when it is slept on or pushed.

    Args:
        now: What it shows at first.
    """

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._passed = 0.0
        self._lock = threading.Lock()
        self.slept: list[Seconds] = []

    def now(self) -> datetime:
        with self._lock:
            return self._now + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        with self._lock:
            return self._passed

    def sleep(self, seconds: Seconds) -> None:
        with self._lock:
            self.slept.append(seconds)
            self._passed += seconds

    def push(self, seconds: Seconds) -> None:
        """
        Let time pass without anybody sleeping.
        """
        with self._lock:
            self._passed += seconds


def speech_like(text_seconds: Seconds, sample_rate: int = 16_000, seed: int = 1) -> np.ndarray:
    """
    Return a sound that passes for speech: a hum of syllables whose level moves, a quiet start and end.
    """
    count = max(1, int(text_seconds * sample_rate))
    time = np.arange(count) / sample_rate
    strength = np.random.default_rng(seed).uniform(0.5, 1.0, int(text_seconds / 0.3) + 1)
    level = 0.35 * strength[(time / 0.3).astype(int)] * np.abs(np.sin(np.pi * time / 0.3)) ** 1.5 + 0.005
    hum = level * np.sin(2 * np.pi * 150 * time + np.sin(2 * np.pi * 3 * time))
    edge = np.zeros(int(0.15 * sample_rate))
    return np.concatenate([edge, hum, edge]).astype(np.float32)


@dataclass
class FakeAnnouncer:
    """
    An announcer that speaks at exactly the wanted pace, and fails where it is told to.

    Args:
        name: Its kind.
        voice: Its speaker.
        provider: `""` for one on this machine.
        fault: Called with each line before it is spoken; what it raises is the failure.
        takes: Changes a take before it is handed over, as damage on the way would.
        pause: Called while a line is spoken, to let time pass.
    """

    name: str = "fake"
    voice: str = "one"
    provider: str = ""
    release: str = ""
    parallel: int = 1
    spread: float = 0.3
    fault: Callable[[Line], None] = lambda _: None
    takes: Callable[[Take], Take] = lambda take: take
    pause: Callable[[], None] = lambda: None
    spoken: list[str] = field(default_factory=list)

    def recipe(self, line: Line) -> str:
        return f"{line.rate} {line.spoken}"

    def speak(self, line: Line, within_s: Seconds) -> Take:
        self.spoken.append(line.spoken)
        self.pause()
        if within_s <= 0:
            raise ServiceError("没有时间了。")
        self.fault(line)
        seconds = max(0.4, len(line.spoken) * 60 / line.rate)
        seed = sum(map(ord, line.spoken + self.voice))
        samples = speech_like(seconds, seed=seed)
        return self.takes(
            Take(samples, 16_000, (Mark(0.15, 0.15 + seconds, line.spoken),), Proof(seconds + 0.3, seconds))
        )

    def trouble(self, within_s: Seconds) -> str:  # noqa: ARG002 - it knows at once
        try:
            self.fault(Line("好", "好"))
        except ServiceError as error:
            return str(error)
        return ""
