"""
What an announcer is, and how it fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bulletin.errors import ServiceError, TextError
from bulletin.model import Line, Mark, Seconds

Samples = npt.NDArray[np.float32]
"""Mono, full scale 1.0."""


@dataclass(frozen=True, slots=True)
class Proof:
    """
    An announcer's own account of a whole take, from its events, byte counts or sentence boundaries.

    Args:
        seconds: The take is at least this long.
        end: Its last sound ends no earlier than this, in seconds from its start.
    """

    seconds: Seconds
    end: Seconds


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """
    One line spoken, not yet checked, not yet kept.

    Args:
        samples: The sound.
        sample_rate: In hertz.
        marks: When each sentence is heard, in order; at least one.
        proof: What the announcer itself says of a sound that has nothing missing, None when it says nothing.
    """

    samples: Samples
    sample_rate: int
    marks: tuple[Mark, ...]
    proof: Proof | None = None

    @property
    def seconds(self) -> Seconds:
        """
        Its length.
        """
        return len(self.samples) / self.sample_rate


class Announcer(Protocol):
    """
    Reads lines aloud in one voice.

    Attributes:
        name: Its kind, as in settings: `edge`, `espeak`, ...
        voice: The speaker's name within that kind.
        provider: Whose service it is, so that voices of one service fail together; `""` on this machine.
        release: Of the software that asks a service: another one is given another chance.
        parallel: How many lines may be asked of it at the same time.
        spread: How far the length of a clip may lie from what its rate promises, as a share (0.3 is ±30 %).

    Whoever calls it from `parallel` threads at once gets each thread its own line.
    """

    name: str
    voice: str
    provider: str
    release: str
    parallel: int
    spread: float

    def recipe(self, line: Line) -> str:
        """
        Return everything that decides how a line will sound: what is sent, by which release, with which settings.

        Two lines with the same recipe sound the same, so it is the key under which a clip is kept. Asks nobody.

        Raises:
            SetupError: The announcer is not installed.
        """
        ...

    def speak(self, line: Line, within_s: Seconds) -> Take:
        """
        Speak a line, at its rate, within some seconds.

        Raises:
            ServiceError: The service refused, stalled, broke off or cannot be reached.
            ClipError: What came is incomplete.
            TextError: The line cannot be spoken by anybody.
            SetupError: The announcer is not installed or set up rightly.
        """
        ...

    def trouble(self, within_s: Seconds) -> str:
        """
        Return why it cannot speak now, in Chinese, or `""` when it can; asks a service at most `within_s` seconds.
        """
        ...


class RefusalError(ServiceError):
    """
    Raised when a service refuses or cannot be reached, so that asking again at once is pointless.

    Args:
        message: What happened and what to do.
        rest_s: How long the whole service should be left alone, in seconds.
    """

    def __init__(self, message: str, rest_s: Seconds) -> None:
        super().__init__(message)
        self.rest_s = rest_s


class RestingError(ServiceError):
    """
    Raised when a service is left alone for a while, since it failed not long ago; it was not asked.
    """


class UnspeakableError(TextError):
    """
    Raised when lines have nothing to say; `places` are their indices, so that a story can be left out.
    """

    def __init__(self, message: str, places: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.places = places


def facts_of(announcer: Announcer) -> dict[str, Any]:
    """
    Return who an announcer is, as plain values.
    """
    return {"announcer": announcer.name, "voice": announcer.voice, "provider": announcer.provider}
