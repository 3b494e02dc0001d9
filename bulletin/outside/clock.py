"""
The clock: the only place that asks the machine what time it is.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """
    Tells the time, and can be waited for.

    `now` is the wall clock with a zone (UTC); `monotonic` counts seconds that never step; `sleep` lets them pass.
    """

    def now(self) -> datetime:
        """
        Return the wall-clock time, with a zone.
        """
        ...

    def monotonic(self) -> float:
        """
        Return seconds since some fixed moment; never steps back.
        """
        ...

    def sleep(self, seconds: float) -> None:
        """
        Let that many seconds pass.
        """
        ...


class SystemClock:
    """
    This machine's clock.
    """

    def now(self) -> datetime:
        """
        Return the wall-clock time in UTC.
        """
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """
        Return the machine's monotonic seconds.
        """
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """
        Sleep.
        """
        time.sleep(seconds)
