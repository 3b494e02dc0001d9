"""
How fast a voice must be asked to speak to come out at a wanted pace.
"""

from __future__ import annotations

import statistics
import threading
from collections import deque

from bulletin.model import Seconds
from bulletin.speech.sentences import syllables

LONG_ENOUGH = 12
"""Syllables: the pace of a shorter line says little about its voice."""

NEAR = 0.12
"""How far a line may lie from its pace before it is asked for again."""

PLAUSIBLE = (0.7, 1.45)
"""A pace this far from the one expected is the voice's; beyond, something is wrong with the clip, and it is not heeded:
else a text said three times would be asked for three times as fast, and pass."""

STEP = 0.05
"""Factors are rounded to this, so that neighbouring lines are asked for at the same pace."""


class Tempo:
    """
    Learns a voice's natural pace from what it spoke.

    Args:
        natural: Characters a minute, pauses included, at factor 1, until something better is known.
        lowest: The least factor the service takes.
        highest: The greatest.
    """

    def __init__(self, natural: float, lowest: float, highest: float) -> None:
        self._natural = natural
        self._range = (lowest, highest)
        self._heard: deque[float] = deque(maxlen=15)
        self._lock = threading.Lock()

    @property
    def natural(self) -> float:
        """
        The voice's pace at factor 1, in characters a minute.
        """
        with self._lock:
            return statistics.median(self._heard) if self._heard else self._natural

    def factor(self, rate: float) -> float:
        """
        Return the factor to ask for so that a line comes out at `rate` characters a minute.
        """
        return min(self._range[1], max(self._range[0], round(rate / self.natural / STEP) * STEP))

    def learn(self, text: str, factor: float, seconds: Seconds) -> None:
        """
        Take note that a text took some seconds at a factor.
        """
        heard = syllables(text) * 60 / max(seconds, 0.1) / factor
        lowest, highest = PLAUSIBLE
        if syllables(text) >= LONG_ENOUGH and lowest <= heard / self._natural <= highest:
            with self._lock:
                self._heard.append(heard)


def is_near(text: str, rate: float, seconds: Seconds) -> bool:
    """
    Tell whether a text came out near enough to its rate; a short one always does.
    """
    return syllables(text) < LONG_ENOUGH or abs(syllables(text) * 60 / max(seconds, 0.1) / rate - 1) <= NEAR
