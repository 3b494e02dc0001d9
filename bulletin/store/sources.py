"""
The sources of a station, how far they are trusted, and how reading them last went.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy.engine import Row

from bulletin.errors import UsageError
from bulletin.store.database import Database, moment_now
from bulletin.store.tables import source

Trust: TypeAlias = Literal["official", "press", "other"]
"""
How far a source is trusted: `official` (government, its own town), `press` (licensed newspapers), `other` (needs a
reviewer's eye). The rules of review may depend on it.
"""

MAX_SOURCES = 100
"""The most a station may have; reading that many takes minutes already."""


@dataclass(frozen=True, slots=True)
class StoredSource:
    """
    One source as the store knows it.

    Args:
        name: Unique within the station; as shown and logged.
        kind: One of `bulletin.articles.kinds.KINDS`.
        address: A web address or a path.
        trust: See `Trust`.
        is_full_text: Whether a feed's teasers are completed from the pages they link to.
        is_private: Whether its host may lie in a private network: a town's own server.
        read_at: When it was last tried, None: never.
        good_at: When it last could be read, None: never.
        articles: How many articles it gave then.
        failures: How often it failed since then, one after another.
        reason: Why it failed last, in Chinese; `""` when it did not.
    """

    name: str
    kind: str
    address: str
    trust: Trust = "press"
    is_full_text: bool = True
    is_private: bool = False
    read_at: datetime | None = None
    good_at: datetime | None = None
    articles: int = 0
    failures: int = 0
    reason: str = ""


class Sources:
    """
    The sources of one station.
    """

    def __init__(self, database: Database, station: str) -> None:
        """
        Keep a station's sources in a database.
        """
        self._database = database
        self._station = station

    def add(self, one: StoredSource) -> None:
        """
        Take up a source; its state begins anew.

        Raises:
            UsageError: There is one of that name or address already, or there are too many.
        """
        with self._database.begin() as db:
            self._check_new(db, one)
            facts = {"kind": one.kind, "address": one.address, "trust": one.trust}
            flags = {"is_full_text": int(one.is_full_text), "is_private": int(one.is_private)}
            row = {"station": self._station, "name": one.name, "added_at": moment_now(), **facts, **flags}
            db.execute(insert(source).values(row))

    def _check_new(self, db: Connection, one: StoredSource) -> None:
        known = db.execute(select(source.c.name, source.c.address).where(source.c.station == self._station)).all()
        for name, address in known:
            if name == one.name:
                raise UsageError(f"已有叫“{name}”的来源。请换一个名字，或先用 bulletin source remove 删除它。")
            if address == one.address:
                raise UsageError(f"这个地址已经是来源“{name}”，不用再加。")
        if len(known) >= MAX_SOURCES:
            raise UsageError(f"最多 {MAX_SOURCES} 个来源。请先删除不用的。")

    def remove(self, name: str) -> bool:
        """
        Forget a source; return whether there was one.
        """
        with self._database.begin() as db:
            return db.execute(delete(source).where(self._named(name))).rowcount == 1

    def all(self) -> tuple[StoredSource, ...]:
        """
        Return the station's sources, in the order they were taken up.
        """
        mine = select(source).where(source.c.station == self._station).order_by(source.c.id)
        with self._database.connect() as db:
            return tuple(_stored(row) for row in db.execute(mine))

    def get(self, name: str) -> StoredSource | None:
        """
        Return one source, None when there is none of that name.
        """
        with self._database.connect() as db:
            row = db.execute(select(source).where(self._named(name))).one_or_none()
        return _stored(row) if row else None

    def note(self, name: str, articles: int, reason: str = "") -> None:
        """
        Write down how reading a source went: how many articles it gave, or (with a reason) why it failed.

        A name the store does not know is left alone: it was read from the settings or the command line.
        """
        good = {"read_at": moment_now(), "good_at": moment_now(), "articles": articles, "failures": 0, "reason": ""}
        bad = {"read_at": moment_now(), "failures": source.c.failures + 1, "reason": reason[:2000]}
        with self._database.begin() as db:
            db.execute(update(source).where(self._named(name)).values(bad if reason else good))

    def failing(self) -> int:
        """
        Return how many sources failed the last time they were read.
        """
        failed = (source.c.station == self._station) & (source.c.failures > 0)
        with self._database.connect() as db:
            return db.execute(select(func.count()).select_from(source).where(failed)).scalar_one()

    def _named(self, name: str) -> ColumnElement[bool]:
        return (source.c.station == self._station) & (source.c.name == name)


def _stored(row: Row[tuple[object, ...]]) -> StoredSource:
    return StoredSource(
        name=row.name,
        kind=row.kind,
        address=row.address,
        trust=row.trust,
        is_full_text=bool(row.is_full_text),
        is_private=bool(row.is_private),
        read_at=_moment(row.read_at),
        good_at=_moment(row.good_at),
        articles=row.articles,
        failures=row.failures,
        reason=row.reason,
    )


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
