"""
What is on air now, what was aired, and which feeds are older than the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.engine import RowMapping

from bulletin.model import EditionKey, Seconds
from bulletin.store.database import Database, moment_now
from bulletin.store.entries import State
from bulletin.store.tables import as_run, edition, outbox

AHEAD: Seconds = 900.0
"""So long before its air time an edition is the latest: loudspeaker systems fetch it before they play it."""

_LOOKED_AT = 60
"""Rows, the newest first: more than a station's slots and revisions of some days."""


_FACTS = (
    edition.c.station,
    edition.c.air_date,
    edition.c.slot,
    edition.c.revision,
    edition.c.state,
    edition.c.stand_in,
)
"""All that decides; the records are large and stay where they are."""


@dataclass(frozen=True, slots=True)
class OnAir:
    """
    What listeners should be given now: an edition, the ident (`is_ident`), or nothing yet.
    """

    key: EditionKey | None = None
    is_ident: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """
    A feed that must be rendered again, because of an edition.
    """

    station: str
    edition: str


class Airlog:
    """
    The air side of the ledger.
    """

    def __init__(self, database: Database) -> None:
        """
        Look at the editions of a database.
        """
        self._database = database

    def on_air(self, station: str, now: datetime) -> OnAir:
        """
        Return what listeners should be given at a moment.

        The newest slot whose time is here, or will be within a quarter of an hour, decides: its published revision, or
        the ident where that stands in for it. Slots of which nothing is known yet leave it to the one before. A
        station whose only editions lie further ahead gives the first of them.
        """
        soon = now.timestamp() + AHEAD
        mine = select(*_FACTS).where(edition.c.station == station)
        newest = mine.where(edition.c.air_at <= soon).order_by(edition.c.air_at.desc(), edition.c.revision.desc())
        first = mine.where(edition.c.air_at > soon, edition.c.state == State.PUBLISHED).order_by(edition.c.air_at)
        with self._database.connect() as db:
            rows = db.execute(newest.limit(_LOOKED_AT)).mappings().all()
            later = db.execute(first.limit(1)).mappings().one_or_none()
        return next(_decided(rows), OnAir(_key(later)) if later else OnAir())

    def version(self, station: str) -> int:
        """
        Return a number that changes whenever something of a station is published, retracted, missed or stood in for.
        """
        with self._database.connect() as db:
            return int(db.execute(select(func.max(as_run.c.id)).where(as_run.c.station == station)).scalar() or 0)

    def owed(self, now: datetime) -> tuple[Owed, ...]:
        """
        Return the feeds that are older than the database, or whose latest programme changes about now.
        """
        due = select(outbox.c.station, outbox.c.edition).where(outbox.c.due_at <= now.timestamp()).distinct()
        with self._database.connect() as db:
            return tuple(Owed(row.station, row.edition) for row in db.execute(due.order_by(outbox.c.station)))

    def settle(self, owed: Owed, now: datetime) -> None:
        """
        Note that a feed was rendered since.
        """
        mine = (outbox.c.station == owed.station) & (outbox.c.edition == owed.edition)
        with self._database.begin() as db:
            db.execute(delete(outbox).where(mine, outbox.c.due_at <= now.timestamp()))


def _decided(rows: Sequence[RowMapping]) -> Iterator[OnAir]:
    for _, group in groupby(rows, lambda row: (row["air_date"], row["slot"])):
        revisions = list(group)
        published = next((row for row in revisions if row["state"] == State.PUBLISHED), None)
        if published:
            yield OnAir(_key(published))
        elif any(row["stand_in"] == "ident" for row in revisions):
            yield OnAir(is_ident=True)


def _key(row: RowMapping) -> EditionKey:
    return EditionKey(row["station"], row["air_date"], row["slot"], row["revision"])


def owe(db: Connection, key: EditionKey, air_at: datetime) -> None:
    """
    Note that a station's feed must be rendered now, and once more when the edition becomes the latest.
    """
    for due_at in (0.0, air_at.timestamp() - AHEAD):
        db.execute(insert(outbox).values(station=key.station, edition=key.name, due_at=due_at))


def write_as_run(db: Connection, key: EditionKey, rows: Sequence[Mapping[str, Any]]) -> None:
    """
    Add rows to the as-run log; words too long for it are cut.
    """
    longest = {column.name: getattr(column.type, "length", None) for column in as_run.columns}
    for row in rows:
        facts = {name: _cut(value, longest[name]) for name, value in row.items() if name in longest}
        where = {"station": key.station, "air_date": key.air_date, "slot": key.slot, "revision": key.revision}
        db.execute(insert(as_run).values(**where, at=moment_now(), **facts))


def _cut(value: Any, longest: int | None) -> Any:  # noqa: ANN401 - a column's value
    return value[:longest] if longest and isinstance(value, str) else value
