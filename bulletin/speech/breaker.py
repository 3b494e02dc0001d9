"""
Circuit breakers: who failed lately is not asked again for a while, this run and the next.
"""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.model import Seconds
from bulletin.outside.clock import Clock
from bulletin.outside.files import write_whole

logger = logging.getLogger(__name__)

IN_A_ROW = 3
"""So many failures in a row open a breaker."""

WINDOW = 10
"""Or half of this many."""

FIRST_REST: Seconds = 60.0
MAX_REST: Seconds = 1800.0
"""A breaker rests one minute at first, twice as long each time, half an hour at most."""


@dataclass(frozen=True, slots=True)
class Record:
    """
    How one name did lately.

    Args:
        outcomes: `.` for a success, `x` for a failure, the last `WINDOW`, newest last.
        trips: How often in a row it opened without a success between.
        until: Until when it rests, ISO 8601 with a zone, `""` when it does not.
        reason: Why, in Chinese.
        release: Of the software that failed: another release is given another chance.
    """

    outcomes: str = ""
    trips: int = 0
    until: str = ""
    reason: str = ""
    release: str = ""

    @property
    def is_bad(self) -> bool:
        """
        Whether its failures are enough to leave it alone.
        """
        is_row = self.outcomes.endswith("x" * IN_A_ROW)
        return is_row or (len(self.outcomes) >= WINDOW and self.outcomes.count("x") * 2 >= WINDOW)


class Breakers:
    """
    One breaker for each name (a service, or one voice of it), kept in a small file between runs.

    Args:
        file: Where; a damaged or missing one means that nobody failed yet.
        clock: To know when a rest is over.
    """

    def __init__(self, file: Path, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._lock = threading.Lock()
        self._records = _read(file)

    def resting(self, name: str, release: str = "") -> str:
        """
        Return why a name is left alone now, in Chinese, or `""` when it may be asked.
        """
        record = self._records.get(name, Record())
        until = _moment(record.until)
        if until is None or record.release != release or self._clock.now() >= until:
            return ""
        return f"{record.reason}（此前已失败，{_shown(until - self._clock.now())}后再试）"

    def is_doubtful(self, name: str) -> bool:
        """
        Tell whether a name failed when last asked, so that one line should be tried before many.
        """
        return bool(self._records.get(name, Record()).trips)

    def succeed(self, name: str) -> None:
        """
        Note that a name did what was asked.
        """
        with self._lock:
            record = self._records.get(name, Record())
            changed = Record(outcomes=(record.outcomes + ".")[-WINDOW:])
            self._records[name] = changed
            if record.until or record.trips:
                self._write()

    def fail(self, name: str, reason: str, release: str = "", rest_s: Seconds = 0.0) -> None:
        """
        Note a failure; with `rest_s`, or when it was one too many, open the breaker.
        """
        with self._lock:
            record = self._records.get(name, Record())
            if _is_ahead(record, self._clock.now()):
                return  # those asked at the same time fail together, and count once
            record = replace(record, outcomes=(record.outcomes + "x")[-WINDOW:], reason=reason, release=release)
            if rest_s or record.trips or record.is_bad:  # after a rest one failure is enough
                rest = max(rest_s, min(MAX_REST, FIRST_REST * 2**record.trips))
                until = self._clock.now() + timedelta(seconds=rest)
                record = replace(record, until=until.isoformat(), trips=record.trips + 1, outcomes="")
            self._records[name] = record
            self._write()

    def _write(self) -> None:
        facts = {name: asdict(record) for name, record in sorted(self._records.items())}
        try:
            write_whole(self._file, json.dumps(facts, ensure_ascii=False, indent=1).encode())
        except OutputError as error:  # the programme matters more than this memory
            logger.warning("breakers: their state could not be kept: %s", error)


def _read(file: Path) -> dict[str, Record]:
    try:
        facts = json.loads(file.read_text("utf-8"))
        return {str(name): Record(**record) for name, record in facts.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError, OSError) as error:
        logger.warning("breakers: %s cannot be read (%s): everybody may be asked", file.name, type(error).__name__)
        return {}


def _is_ahead(record: Record, now: datetime) -> bool:
    until = _moment(record.until)
    return until is not None and now < until


def _moment(text: str) -> datetime | None:
    """
    Read a moment; what is none, or has no zone, is no moment.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _shown(span: timedelta) -> str:
    minutes = span.total_seconds() / 60
    return f" {minutes / 60:.1f} 小时" if minutes >= 90 else f" {max(1, round(minutes))} 分钟"
