"""
How fast a voice must be asked to speak to come out at a wanted pace.
"""

from __future__ import annotations

import json
import logging
import statistics
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.model import Line, Seconds
from bulletin.outside.files import write_whole
from bulletin.speech.announcer import Take
from bulletin.speech.sentences import syllables
from bulletin.speech.sound import voiced

logger = logging.getLogger(__name__)

LONG_ENOUGH = 12
"""Syllables: the pace of a shorter line says little about its voice."""

NEAR = 0.12
"""How far a line may lie from its pace before it is asked for again."""

PLAUSIBLE = (0.7, 1.45)
"""A pace this far from the one expected is the voice's; beyond, something is wrong with the clip, and it is not heeded:
else a text said three times would be asked for three times as fast, and pass."""

SURE = 8
"""So many lines make a pace that is worth keeping."""

STEP = 0.05
"""Factors are rounded to this, so that neighbouring lines are asked for at the same pace."""


class Tempo:
    """
    Learns a voice's natural pace from what it spoke.

    Args:
        natural: Characters a minute, pauses included, at factor 1, until something better is known.
        lowest: The least factor the service takes.
        highest: The greatest.
        file: Where the pace is kept, so that the next run's first lines have it too; None keeps nothing.
    """

    def __init__(self, natural: float, lowest: float, highest: float, file: Path | None = None) -> None:
        self._expected = natural
        self._file = file
        self._natural = _kept(file, natural)
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

    def paced(self, line: Line, take: Callable[[float], Take]) -> Take:
        """
        Return a line as `take` speaks it at a factor; where it came out far from its pace, once more at a better one.
        """
        factor = self.factor(line.rate)
        taken = take(factor)
        start, end = voiced(taken.samples, taken.sample_rate)
        self.learn(line.spoken, factor, end - start)
        better = self.factor(line.rate)
        if is_near(line.spoken, line.rate, end - start) or better == factor:
            return taken
        return take(better)

    def learn(self, text: str, factor: float, seconds: Seconds) -> None:
        """
        Take note that a text took some seconds at a factor.
        """
        heard = syllables(text) * 60 / max(seconds, 0.1) / factor
        lowest, highest = PLAUSIBLE
        if syllables(text) < LONG_ENOUGH or not lowest <= heard / self._expected <= highest:
            return
        with self._lock:
            self._heard.append(heard)
            median, count = statistics.median(self._heard), len(self._heard)
            if self._file and count >= SURE and abs(median / self._natural - 1) > STEP / 2:
                self._natural = median
                self._keep(self._file)

    def _keep(self, file: Path) -> None:
        try:
            write_whole(file, json.dumps({"characters_a_minute": round(self._natural, 1)}).encode())
        except OutputError as error:
            logger.warning("tempo: a voice's pace could not be kept: %s", error)


def _kept(file: Path | None, expected: float) -> float:
    """
    Return the pace that was kept, or the one expected where none was, or one that cannot be.
    """
    if file is None or not file.is_file():
        return expected
    try:
        natural = float(json.loads(file.read_text("utf-8"))["characters_a_minute"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        logger.warning("tempo: a voice's pace cannot be read (%s)", type(error).__name__)
        return expected
    return natural if PLAUSIBLE[0] <= natural / expected <= PLAUSIBLE[1] else expected


def is_near(text: str, rate: float, seconds: Seconds) -> bool:
    """
    Tell whether a text came out near enough to its rate; a short one always does.
    """
    return syllables(text) < LONG_ENOUGH or abs(syllables(text) * 60 / max(seconds, 0.1) / rate - 1) <= NEAR
