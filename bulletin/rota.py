"""
The rota: which editions of which stations are due when; read again when the operator changes the settings.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bulletin.as_run import air_time
from bulletin.errors import BulletinError
from bulletin.model import EditionKey, Seconds, Slot, Station
from bulletin.production import Parts
from bulletin.store.entries import Due

logger = logging.getLogger(__name__)

DAY = timedelta(days=1)

LOOKS_BACK_DAYS = 2
"""Settings allow a day to catch up, and what was missed the day before is written down."""


@dataclass(frozen=True, slots=True)
class Rota:
    """
    When a station's editions are made.

    Args:
        station: Who broadcasts.
        lead: Seconds before air time at which work begins.
        parts: Builds all that production needs of the world; called for each edition, so that thousands of stations
            cost no memory while nothing is due.
    """

    station: Station
    lead: Seconds
    parts: Callable[[], contextlib.AbstractContextManager[Parts]]
    _windows: dict[date, tuple[tuple[datetime, Due], ...]] = field(default_factory=dict, compare=False, repr=False)

    def due(self, now: datetime) -> Iterator[Due]:
        """
        Return the editions whose time is here: from `lead` before air time until a day after the slot's deadline.

        Those past it can only be written down as missed.

        The key is the air *date* on the station's calendar with its slot, never the moment at which a timer fired.
        """
        today = now.astimezone(ZoneInfo(self.station.time_zone)).date()
        if today not in self._windows:
            self._windows.clear()
            self._windows[today] = tuple(self._around(today))
        return (due for begin, due in self._windows[today] if begin <= now <= due.deadline_at + DAY)

    def _around(self, today: date) -> Iterator[tuple[datetime, Due]]:
        """
        Yield the editions of the days around a date, each with the moment at which its work begins.
        """
        for offset in range(-LOOKS_BACK_DAYS, 2 + int(self.lead // 86_400)):
            day = today + timedelta(days=offset)
            for slot in self.station.slots_on(day):
                key = EditionKey(self.station.id, day, slot.name)
                at = air_time(self.station, key, slot)
                yield at - timedelta(seconds=self.lead), Due(key, at, at + timedelta(seconds=slot.catch_up))

    def slot_of(self, key: EditionKey) -> Slot | None:
        """
        Return the station's slot of an edition; None when the station has it no longer.
        """
        return next((slot for slot in self.station.slots_on(key.air_date) if slot.name == key.slot), None)

    def special(self, key: EditionKey) -> Slot:
        """
        Return a slot for a special edition that somebody approved, at a time the station does not have every day.
        """
        return replace(self.station.slots[0], at=time(int(key.slot[:2]), int(key.slot[2:])))


class Roster:
    """
    The stations a daemon serves; read again when the operator changes their settings.

    Args:
        read: Reads the settings anew.
        stamp: Changes whenever they do.
    """

    def __init__(self, read: Callable[[], Sequence[Rota]], stamp: Callable[[], object]) -> None:
        self._read, self._stamp = read, stamp
        self._seen = stamp()
        self.rotas: dict[str, Rota] = {rota.station.id: rota for rota in read()}

    def renew(self) -> bool:
        """
        Read the settings again if they changed, and return whether they did; wrong ones are logged and not taken.
        """
        now = self._stamp()
        if now == self._seen:
            return False
        self._seen = now
        try:
            self.rotas = {rota.station.id: rota for rota in self._read()}
        except BulletinError as error:
            logger.error("settings not taken, the old ones stay: %s", error)  # noqa: TRY400 - it is the operator's fault to mend
            return False
        logger.info("settings read anew: %d stations", len(self.rotas))
        return True
