"""
The database: SQLite in one file, or PostgreSQL at an address; opened, brought up to date, its errors translated.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Float, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from bulletin.errors import BulletinError, DiskFullError, SettingsError, StoreError
from bulletin.outside.clock import SystemClock
from bulletin.outside.files import output_errors

NEWEST_REVISION = "0002"
"""The last of `revisions/versions`; a test holds the two together."""

FILE_NAME = "bulletin.db"

_PATIENCE = 15.0
"""Seconds for which a SQLite file that another program holds is waited for."""

_UPGRADE_LOCK = 0x62756C6C
"""Any number: two processes that upgrade one PostgreSQL database wait for each other on it."""


class moment_now(FunctionElement[float]):  # noqa: N801 - it is used as an SQL function is
    """
    The database's own clock: UTC seconds since 1970. All lease arithmetic is done on it.
    """

    type = Float()
    inherit_cache = True


@compiles(moment_now, "sqlite")
def _sqlite_now(*_: Any, **__: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(moment_now, "postgresql")
def _postgresql_now(*_: Any, **__: Any) -> str:  # noqa: ANN401 - likewise
    return "extract(epoch from clock_timestamp())::float"


class Database:
    """
    One database, for several processes at once: SQLite for those of one machine, PostgreSQL for many.

    A SQLite file must not lie on a network share. Every commit is on the disk when it returns.
    """

    def __init__(self, address: Path | str) -> None:
        """
        Open the database, making it or bringing its tables up to date where needed.

        Args:
            address: A file, or an address such as `postgresql+psycopg://user@host/bulletin`.

        Raises:
            SettingsError: The address is none, or its driver is not installed.
            StoreError: It cannot be opened or is no database.
            DiskFullError: There is no room for it.
            OutputError: Its folder cannot be made.
        """
        self.name = str(address) if isinstance(address, Path) else _shown(address)
        self._engine = _open_file(address) if isinstance(address, Path) else _open_address(address)
        with self._errors():
            _bring_up_to_date(self._engine)

    def close(self) -> None:
        """
        Let go of the database.
        """
        self._engine.dispose()

    @property
    def is_shared(self) -> bool:
        """
        Whether daemons on several machines may work on it at once.
        """
        return self._engine.dialect.name == "postgresql"

    @contextlib.contextmanager
    def begin(self) -> Iterator[Connection]:
        """
        Give a connection in a transaction that may write; it is committed at the end, or rolled back on an error.
        """
        # SQLite: whoever means to write takes the lock first, for a read that turns into a write could meet another.
        with self._errors(), self._engine.execution_options(lock="IMMEDIATE").begin() as db:
            yield db

    @contextlib.contextmanager
    def connect(self) -> Iterator[Connection]:
        """
        Give a connection for reading.
        """
        with self._errors(), self._engine.connect() as db:
            yield db

    def insert_new(self, table: Table) -> Any:  # noqa: ANN401 - two dialects' statements, one interface
        """
        Return an INSERT that leaves a row alone whose key is there already.
        """
        insert = postgresql.insert if self.is_shared else sqlite.insert
        return insert(table).on_conflict_do_nothing()

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _told(error, self.name) from error


def _open_file(path: Path) -> Engine:
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def _durable(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.isolation_level = None  # SQLAlchemy's begin below opens the transaction, not the driver
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _write_lock(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('lock', 'DEFERRED')}")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """
    Put the file into write-ahead mode, in which it stays.

    SQLite reads the file first, then reserves it, and does not wait when another process has just done the same: of
    several that find the file new, all but the quickest are told "locked" at once. So the wait is here.
    """
    clock = SystemClock()
    given_up = clock.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or clock.monotonic() > given_up:
                raise
            clock.sleep(0.01)
        else:
            return


def _open_address(address: str) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() != "postgresql":
            raise SettingsError(
                f"数据库地址 {_shown(address)} 不能用。只支持 postgresql+psycopg://… 或不填（本机文件）。"
            )
        if "@" in (url.host or ""):
            raise SettingsError(f"数据库地址 {_shown(address)} 的密码里有 @，请写成 %40。")
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except (ArgumentError, ValueError) as error:  # ValueError: the port is no number
        raise SettingsError(
            f"看不懂数据库地址“{_shown(address)}”。例如 postgresql+psycopg://用户@主机/库名。"
        ) from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise SettingsError("没有安装 PostgreSQL 驱动。请运行 pip install 'bulletin[postgres]'。") from error


_KIND = "abcdefghijklmnopqrstuvwxyz0123456789+"
"""What the name of a kind of database and its driver is made of."""


def _shown(address: str) -> str:
    """
    Return where an address leads: its kind, host and database, never a user, a password or a parameter.

    Only what stands behind the last `@` is shown: a password may hold that sign too, and more. Without any, the
    operator may have forgotten the host, and the rest may be a password.
    """
    kind = address[: len(address) - len(address.lstrip(_KIND))]
    hidden, sign, place = address.rpartition("@")
    is_place = sign and "?" not in hidden  # behind a question mark stand parameters, which may hold a password
    return f"{kind}://{place.partition('?')[0]}" if is_place else f"{kind}://…"


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as db:
        if _revision(db) == NEWEST_REVISION:
            return
    with engine.execution_options(lock="IMMEDIATE").begin() as db:
        if db.dialect.name == "postgresql":
            db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        if _revision(db) == NEWEST_REVISION:  # another process was quicker
            return
        from alembic import command, config  # noqa: PLC0415 - half a second that only a new database costs

        alembic = config.Config()
        alembic.set_main_option("script_location", "bulletin.store:revisions")
        alembic.attributes["connection"] = db
        command.upgrade(alembic, "head")


def _revision(db: Connection) -> str | None:
    if not db.dialect.has_table(db, "alembic_version"):
        return None
    found = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found else None


def _told(error: DBAPIError, name: str) -> BulletinError:
    said = str(error.orig)
    if "full" in said or "No space left" in said:
        return DiskFullError(f"磁盘已满，无法写入数据库 {name}。请清理磁盘空间。")
    if "locked" in said:
        return StoreError(f"数据库 {name} 一直被别的程序占用。请稍后再试，或检查是否有程序停住了。")
    return StoreError(f"数据库 {name} 不能使用（{said.strip()}）。请检查连接和权限；文件损坏时请从备份恢复。")
