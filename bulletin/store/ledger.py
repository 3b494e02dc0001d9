"""
The edition ledger: every edition exactly once, whoever asks for it and however often.

An edition is *filed* (its key is unique), *claimed* under a lease by one worker at a time, and *published* by the
holder of the newest claim: each claim raises the row's token, and a write with an older token changes nothing. All
lease arithmetic is done on the database's clock.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, and_, create_engine, event, func, insert, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import DatabaseError

from bulletin.errors import BulletinError, DiskFullError, StoreError
from bulletin.model import EditionKey, Seconds
from bulletin.store.tables import edition

NEWEST_REVISION = "0001"
"""The last of `revisions/versions`; a test holds the two together."""

LEASE: Seconds = 30.0
"""How long a claim lasts unless renewed: short, so that a killed daemon's work is free again before air time."""

FILE_NAME = "bulletin.db"


class State(StrEnum):
    """
    Where an edition stands.
    """

    PLANNED = "planned"
    RUNNING = "running"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    MISSED = "missed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One row of the ledger.

    Args:
        key: Which edition.
        state: Where it stands.
        air_at: When it is due, UTC.
        token: Of its newest claim; 0 when it was never claimed.
        attempts: How often it was claimed.
        reason: Why it failed or was missed, in Chinese; `""` otherwise.
        record: The published document, empty before.
        is_leased: Whether somebody holds a claim that has not run out.
    """

    key: EditionKey
    state: State
    air_at: datetime
    token: int
    attempts: int
    reason: str
    record: Mapping[str, Any]
    is_leased: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """
    The right to make one edition, until the lease runs out.
    """

    key: EditionKey
    token: int
    air_at: datetime
    attempts: int


_NOW = (func.julianday("now") - 2440587.5) * 86400.0  # the database's clock, UTC seconds since 1970


class Ledger:
    """
    The editions of all stations in one SQLite database file.

    Safe for several processes on one machine; not for a database on a network share.
    """

    def __init__(self, path: Path, lease: Seconds = LEASE) -> None:
        """
        Open the database, making it or bringing its tables up to date where needed.

        Raises:
            StoreError: It cannot be opened or is no database.
            DiskFullError: There is no room for it.
            OutputError: Its folder cannot be made.
        """
        from bulletin.outside.files import output_errors  # noqa: PLC0415

        self._path = path
        self._lease = lease
        with output_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = _open_engine(path)
        with self._errors():
            _bring_up_to_date(self._engine)

    @property
    def lease(self) -> Seconds:
        """
        How long a claim lasts unless renewed.
        """
        return self._lease

    def close(self) -> None:
        """
        Let go of the database file.
        """
        self._engine.dispose()

    def file(self, key: EditionKey, air_at: datetime, deadline_at: datetime) -> bool:
        """
        Note that an edition is due; return whether the ledger did not know it yet.
        """
        row = _row_of(key) | {
            "air_at": air_at.timestamp(),
            "deadline_at": deadline_at.timestamp(),
            "state": State.PLANNED,
        }
        with self._begin() as db:
            return db.execute(insert(edition).prefix_with("OR IGNORE").values(row)).rowcount == 1

    def claim(self, key: EditionKey, owner: str) -> Claim | None:
        """
        Take the right to make an edition; None when it is made, unknown, or somebody else holds it.
        """
        free = or_(
            edition.c.state.in_((State.PLANNED, State.FAILED)),
            and_(edition.c.state == State.RUNNING, edition.c.lease_until < _NOW),
        )
        taken = {
            "state": State.RUNNING,
            "owner": owner,
            "token": edition.c.token + 1,
            "attempts": edition.c.attempts + 1,
            "lease_until": _NOW + self._lease,
            "reason": "",
        }
        with self._begin() as db:
            if db.execute(update(edition).where(_is(key), free).values(taken)).rowcount != 1:
                return None
            row = db.execute(select(edition).where(_is(key))).one()
        return Claim(key, row.token, _moment(row.air_at), row.attempts)

    def renew(self, claim: Claim) -> bool:
        """
        Hold a claim for another lease; return False when it is lost.
        """
        return self._change(claim, lease_until=_NOW + self._lease)

    def publish(self, claim: Claim, record: Mapping[str, Any]) -> bool:
        """
        Write an edition down as published, and the revision before it as superseded.

        Return False, and change nothing, when the claim is lost.
        """
        with self._begin() as db:
            older = (
                (edition.c.state == State.PUBLISHED) & _is_slot(claim.key) & (edition.c.revision < claim.key.revision)
            )
            db.execute(update(edition).where(older, _held_row(claim).exists()).values(state=State.SUPERSEDED))
            new = {"state": State.PUBLISHED, "record": dict(record), "lease_until": 0.0, "reason": ""}
            return db.execute(update(edition).where(_held(claim)).values(new)).rowcount == 1

    def fail(self, claim: Claim, reason: str, *, again_in: Seconds | None = None) -> bool:
        """
        Give a claim back: to be tried again after some seconds, or (None) failed; return False when it is lost.
        """
        state = State.FAILED if again_in is None else State.PLANNED
        return self._change(
            claim, state=state, reason=reason[:2000], lease_until=0.0, next_try_at=_NOW + (again_in or 0.0)
        )

    def miss(self, key: EditionKey, reason: str) -> bool:
        """
        Write down that an edition was not aired; return False when it is published or being made.
        """
        with self._begin() as db:
            waiting = edition.c.state.in_((State.PLANNED, State.FAILED))
            told = update(edition).where(_is(key), waiting).values(state=State.MISSED, reason=reason[:2000])
            return db.execute(told).rowcount == 1

    def retire(self, key: EditionKey, reason: str) -> None:
        """
        Take a published edition whose files are gone out of the feed.
        """
        with self._begin() as db:
            gone = update(edition).where(_is(key), edition.c.state == State.PUBLISHED)
            db.execute(gone.values(state=State.SUPERSEDED, reason=reason[:2000]))

    def entry(self, key: EditionKey) -> Entry | None:
        """
        Return what the ledger knows of an edition, None when nothing.
        """
        with self._connect() as db:
            row = db.execute(_entries().where(_is(key))).one_or_none()
        return _entry(row) if row else None

    def newest(self, key: EditionKey) -> Entry | None:
        """
        Return the highest revision of the edition's slot on its day, None when there is none.
        """
        with self._connect() as db:
            found = _entries().where(_is_slot(key)).order_by(edition.c.revision.desc()).limit(1)
            row = db.execute(found).one_or_none()
        return _entry(row) if row else None

    def published(self, station: str, limit: int = 60) -> tuple[Entry, ...]:
        """
        Return a station's published editions, newest first.
        """
        mine = (edition.c.station == station) & (edition.c.state == State.PUBLISHED)
        with self._connect() as db:
            rows = db.execute(_entries().where(mine).order_by(edition.c.air_at.desc()).limit(limit)).all()
        return tuple(_entry(row) for row in rows)

    def due(self, before: datetime) -> tuple[Entry, ...]:
        """
        Return the editions that can be claimed now and air before a moment, in the order of air time.
        """
        open_ = or_(
            and_(edition.c.state == State.PLANNED, edition.c.next_try_at <= _NOW),
            and_(edition.c.state == State.RUNNING, edition.c.lease_until < _NOW),
        )
        soon = edition.c.air_at <= before.timestamp()
        with self._connect() as db:
            rows = db.execute(_entries().where(open_, soon).order_by(edition.c.air_at)).all()
        return tuple(_entry(row) for row in rows)

    def _change(self, claim: Claim, **values: Any) -> bool:  # noqa: ANN401 - columns of any type
        with self._begin() as db:
            return db.execute(update(edition).where(_held(claim)).values(values)).rowcount == 1

    @contextlib.contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._errors(), self._engine.execution_options(lock="IMMEDIATE").begin() as db:
            yield db

    @contextlib.contextmanager
    def _connect(self) -> Iterator[Connection]:
        with self._errors(), self._engine.connect() as db:
            yield db

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise _told(error, self._path) from error


def _open_engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 15.0})

    @event.listens_for(engine, "connect")
    def _durable(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.isolation_level = None  # SQLAlchemy's begin below opens the transaction, not the driver
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _write_lock(connection: Connection) -> None:
        # Whoever means to write takes the lock first: a read that turns into a write could meet another writer.
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('lock', 'DEFERRED')}")

    return engine


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as db:
        if _revision(db) == NEWEST_REVISION:
            return
    with engine.execution_options(lock="IMMEDIATE").begin() as db:
        if _revision(db) == NEWEST_REVISION:  # another process was quicker
            return
        from alembic import command, config  # noqa: PLC0415 - half a second that only a new database costs

        alembic = config.Config()
        alembic.set_main_option("script_location", "bulletin.store:revisions")
        alembic.attributes["connection"] = db
        command.upgrade(alembic, "head")


def _revision(db: Connection) -> str | None:
    known = db.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").scalar()
    return db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if known else None


def _told(error: DatabaseError, path: Path) -> BulletinError:
    said = str(error.orig)
    if "full" in said:
        return DiskFullError(f"磁盘已满，无法写入数据库 {path}。请清理磁盘空间。")
    if "locked" in said:
        return StoreError(f"数据库 {path} 一直被别的程序占用。请稍后再试，或检查是否有程序停住了。")
    return StoreError(f"数据库 {path} 不能使用（{said}）。请检查文件权限；文件损坏时请从备份恢复。")


def _row_of(key: EditionKey) -> dict[str, Any]:
    return {"station": key.station, "air_date": key.air_date, "slot": key.slot, "revision": key.revision}


def _is_slot(key: EditionKey) -> Any:  # noqa: ANN401 - a condition, whose type SQLAlchemy keeps to itself
    return and_(edition.c.station == key.station, edition.c.air_date == key.air_date, edition.c.slot == key.slot)


def _is(key: EditionKey) -> Any:  # noqa: ANN401 - likewise
    return and_(_is_slot(key), edition.c.revision == key.revision)


def _held(claim: Claim) -> Any:  # noqa: ANN401 - likewise
    return and_(_is(claim.key), edition.c.token == claim.token, edition.c.state == State.RUNNING)


def _held_row(claim: Claim) -> Any:  # noqa: ANN401 - likewise
    row = edition.alias()
    same = and_(row.c.station == claim.key.station, row.c.air_date == claim.key.air_date, row.c.slot == claim.key.slot)
    mine = and_(row.c.revision == claim.key.revision, row.c.token == claim.token, row.c.state == State.RUNNING)
    return select(row.c.id).where(same, mine)


def _entries() -> Any:  # noqa: ANN401 - likewise
    leased = and_(edition.c.state == State.RUNNING, edition.c.lease_until >= _NOW)
    return select(edition, leased.label("is_leased"))


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        key=EditionKey(row.station, row.air_date, row.slot, row.revision),
        state=State(row.state),
        air_at=_moment(row.air_at),
        token=row.token,
        attempts=row.attempts,
        reason=row.reason,
        record=row.record or {},
        is_leased=bool(row.is_leased),
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
