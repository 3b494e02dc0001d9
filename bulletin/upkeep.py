"""
Upkeep: backups and their restoration, hashes re-checked, rows rebuilt from what is published, old files swept.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import logging
import math
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bulletin.config import Settings
from bulletin.errors import BulletinError, BusyError, OutputError, SettingsError, SourceError, StoreError
from bulletin.model import Edition, EditionKey
from bulletin.outside.files import TEMPORARY, link_or_copy, output_errors, sync_folder
from bulletin.publication.record import from_record
from bulletin.station import Studio
from bulletin.store.database import FILE_NAME, Database
from bulletin.store.entries import Claim, Due

logger = logging.getLogger(__name__)

AUDIO_KEPT = timedelta(days=90)
UNUSED_KEPT = timedelta(days=30)
"""For what is made again at little cost: a phrase that no programme needed for a month is not worth its room."""

HALVES_KEPT = timedelta(days=1)
"""A half-written file this old was left by a killed process."""

RECORDS_KEPT = timedelta(days=366)
"""At least: labels' logs six months by law, air logs a year (`reference`: standards W10)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Something wrong with a published file, in Chinese.
    """

    path: Path
    told: str


def backup(studio: Studio, target: Path) -> None:
    """
    Copy the database into one file while everything runs, and check the copy.

    Raises:
        SettingsError: The database is a PostgreSQL server, which has its own tools.
        StoreError: The copy is damaged.
        OutputError: It cannot be written.
    """
    source = _file_of(studio.settings)
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup.") as beside:
            copy = Path(beside) / target.name
            try:
                with closing(sqlite3.connect(source)) as db:
                    db.execute("VACUUM INTO ?", (str(copy),))
            except sqlite3.Error as error:
                raise StoreError(f"数据库 {source} 不能备份（{error}）。") from error
            _require_sound(copy)
            link_or_copy(copy, target)


def restore(settings: Settings, copy: Path) -> None:
    """
    Put a backup in the database's place, whatever state that is in; it is never opened, so it may be damaged.

    The backup is copied, checked and brought up to date beside, and flushed to the disk, before anything is taken
    away; then what the old database left for later (`-wal`) goes first, since SQLite would apply it to the new one.

    Raises:
        SettingsError: The database is a PostgreSQL server.
        SourceError: The backup is missing.
        StoreError: It is damaged; the database stays as it was.
        BusyError: A program has the database open.
        OutputError: It cannot be written.
    """
    target = _file_of(settings)
    if not copy.is_file():
        raise SourceError(f"找不到备份文件 {copy}。请检查路径。")
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".restore.") as beside, _alone_with(target):
            fresh = _checked_copy(copy, Path(beside) / FILE_NAME)
            for leftover in ("-wal", "-shm", "-journal"):
                target.with_name(target.name + leftover).unlink(missing_ok=True)
            sync_folder(target.parent)
            fresh.replace(target)
            sync_folder(target.parent)


def _checked_copy(copy: Path, fresh: Path) -> Path:
    """
    Copy a backup into one file, checked, with the tables of this release, and on the disk.
    """
    for ending in ("", "-wal"):  # the latter where somebody copied the files of a running database by hand
        if (part := copy.with_name(copy.name + ending)).is_file():
            shutil.copyfile(part, fresh.with_name(fresh.name + ending))
    try:
        _require_sound(fresh)
    except StoreError as error:
        raise StoreError(str(error).replace(str(fresh), str(copy))) from error
    Database(fresh).close()
    with closing(sqlite3.connect(fresh)) as db:
        db.execute("PRAGMA journal_mode=DELETE")  # all of it in the one file
    with fresh.open("rb+") as out:
        os.fsync(out.fileno())
    return fresh


_LOCKED_BYTES = (0x40000002, 510)
"""Where every process that has a SQLite database open holds a shared lock, while in WAL mode: start, length."""


@contextlib.contextmanager
def _alone_with(database: Path) -> Iterator[None]:
    """
    Keep other processes from opening a database file; none may have it open, for it would write into the new one's.

    Windows needs no such lock: there a file that is open cannot be replaced.
    """
    if os.name == "nt" or not database.is_file():
        yield
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    start, length = _LOCKED_BYTES
    with database.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except (BlockingIOError, PermissionError) as error:
            raise BusyError(
                f"数据库 {database} 还有程序在用。请先停下 bulletin daemon、bulletin serve 和其他命令，再恢复备份。"
            ) from error
        yield


def _file_of(settings: Settings) -> Path:
    if settings.store:
        raise SettingsError("数据库在 PostgreSQL 上，请用它自带的 pg_dump 和 pg_restore 备份、恢复。")
    return settings.work / FILE_NAME


def _require_sound(file: Path) -> None:
    try:
        with closing(sqlite3.connect(file)) as db:
            said = db.execute("PRAGMA integrity_check").fetchone()[0]
            db.execute("SELECT count(*) FROM edition")
    except sqlite3.Error as error:
        raise StoreError(f"{file} 不是完好的备份（{error}）。请换一份。") from error
    if said != "ok":
        raise StoreError(f"{file} 已损坏（{said}）。请换一份。")


def verify_all(studio: Studio) -> Iterator[Fault]:
    """
    Hash every published MP3 again and yield what is not as the database says.

    Audio that `stale` would give up is no fault when it is gone.
    """
    shown, now = _shown(studio), studio.clock.now()
    for entry in studio.ledger.published(studio.station.id, limit=100_000):
        path = studio.folder / f"{entry.key.name}.mp3"
        if path.is_file():
            if _digest(path) != entry.record["programme"]["sha256"]:
                yield Fault(path, "内容与发布时不同")
        elif entry.key.name in shown or entry.key.air_date >= _oldest(now):
            yield Fault(path, "文件不见了")


def rebuild(studio: Studio) -> Iterator[EditionKey]:
    """
    Give editions back to the database that are published but not known to it as such, from their records; yield each.

    Older revisions come first, as they did. One whose MP3 is missing or is not the recorded one is left out, as is
    what is no record, each with a warning; one that was retracted is written down as retracted, and not yielded.
    """
    records = [found for file in studio.folder.glob("????-??-??-*.json") if (found := _record_in(file, studio))]
    for edition, record in sorted(records, key=lambda found: found[0].key):
        try:
            if _given_back(studio, edition, record):
                yield edition.key
        except BulletinError as error:
            logger.warning("%s: not restored: %s", edition.key.name, error)
    studio.refresh()


def _record_in(file: Path, studio: Studio) -> tuple[Edition, Mapping[str, Any]] | None:
    """
    Return an edition and its record; None for what is none, or of another station.
    """
    if file.name.endswith(".chapters.json"):
        return None
    try:
        record = json.loads(file.read_text("utf-8"))
        edition = from_record(record, studio.folder)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        logger.warning("%s: not restored: it is no record (%s)", file.name, type(error).__name__)
        return None
    if edition.key.station != studio.station.id or edition.air_at.tzinfo is None:
        logger.warning("%s: not restored: it is a record of %s", file.name, edition.key.station)
        return None
    return edition, record


def _given_back(studio: Studio, edition: Edition, record: Mapping[str, Any]) -> bool:
    key, is_retracted = edition.key, record.get("status") == "retracted"
    audio = edition.programme.path
    if not is_retracted and (not audio.is_file() or _digest(audio) != edition.programme.sha256):
        logger.warning("%s: not restored: its MP3 is missing or another", key.name)
        return False
    studio.ledger.file_all([Due(key, edition.air_at, edition.air_at)])
    claim = studio.ledger.claim(key, "rebuild")
    is_new = claim is not None and _published(studio, claim, record)
    if is_retracted:
        why = "按成品文件夹里的记录：已撤回"
        if not studio.retract(key, why):  # it sees to what is on air, and knows what is shown only
            studio.ledger.retract(key, why)
    return is_new and not is_retracted


def _published(studio: Studio, claim: Claim, record: Mapping[str, Any]) -> bool:
    """
    Write a record down as published; where that fails the claim is given back, so that nobody waits for its end.
    """
    try:
        return studio.ledger.publish(claim, record)
    except BulletinError as error:
        studio.ledger.fail(claim, f"没有补回：{error}")
        raise


def stale(studio: Studio, now: datetime) -> Iterator[Path]:
    """
    Yield what may be swept: audio older than 90 days that no feed names, and all that `left_over` finds.

    Records, transcripts and the database are never among them.
    """
    shown = _shown(studio)
    for path in sorted(studio.folder.glob("????-??-??-*.mp3")):
        is_old = path.name[:10] < _oldest(now).isoformat() and _age(path, now) > AUDIO_KEPT
        if is_old and path.stem not in shown:
            yield path
    yield from _halves(studio.folder, now)
    yield from left_over(studio.settings.work, now)


def _shown(studio: Studio) -> set[str]:
    return {entry.key.name for entry in studio.ledger.published(studio.station.id)}


def _oldest(now: datetime) -> date:
    """
    Return the first air date whose audio is kept in any case.
    """
    return (now - AUDIO_KEPT).date()


def left_over(work: Path, now: datetime) -> Iterator[Path]:
    """
    Yield what is no longer needed in a work folder, of all its stations; whatever is missed is simply made again.

    Clips, encoded segments and fetched pages that were not used for 30 days; idents but each station's last; the audio
    of editions after 90 days, all else of them after a year; files that a killed process left half written.
    """
    for place in ("clips", "segments", "fetched"):
        yield from itertools.chain.from_iterable(_unused(work / place, now))
    for folder in sorted((work / "ident").glob("*/")):
        newest = max(folder.glob("*.mp3"), key=_last_use, default=folder)
        groups = (files for files in _unused(folder, now) if newest not in files)
        yield from itertools.chain.from_iterable(groups)
    for folder in sorted((work / "editions").glob("*/*/")):
        programme = folder / "programme.mp3"
        if _age(folder, now) > RECORDS_KEPT:
            yield folder
        elif programme.is_file() and _age(programme, now) > AUDIO_KEPT:
            yield programme
    for folder in (work, *sorted(work.glob("*/"))):
        yield from _halves(folder, now)


def _unused(folder: Path, now: datetime) -> Iterator[list[Path]]:
    """
    Yield the files of a folder that belong together, by their stem, where none of them was used for 30 days.
    """
    files = sorted(path for path in folder.glob("*") if path.is_file() and path.suffix != TEMPORARY)
    for _, group in itertools.groupby(files, key=lambda path: path.stem):
        together = list(group)
        if now.timestamp() - max(map(_last_use, together)) > UNUSED_KEPT.total_seconds():
            yield together


def _halves(folder: Path, now: datetime) -> Iterator[Path]:
    for path in sorted(folder.glob(f".*{TEMPORARY}")):
        if _age(path, now) > HALVES_KEPT:
            yield path


def _last_use(path: Path) -> float:
    """
    Return when a file was last read or written, in seconds since 1970; where the disk notes no reading, written.

    One that is gone meanwhile counts as just used.
    """
    try:
        stat = path.stat()
    except FileNotFoundError:
        return math.inf
    return max(stat.st_atime, stat.st_mtime)


def sweep(paths: Iterable[Path]) -> int:
    """
    Delete files and folders; return how many bytes were freed. What is gone already is no fault.

    Raises:
        OutputError: One cannot be deleted.
    """
    freed = 0
    for path in paths:
        with output_errors(path), contextlib.suppress(FileNotFoundError):
            files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
            freed += sum(one.stat().st_size for one in files)
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return freed


def sweep_old(work: Path, now: datetime) -> int:
    """
    Delete what is no longer needed in a work folder, of all its stations, never what is published; return the bytes.

    Meant for once a day; what cannot be deleted is told in the log and left for the next time.
    """
    freed = 0
    for path in list(left_over(work, now)):
        try:
            freed += sweep([path])
        except OutputError as error:
            logger.warning("swept: %s", error)
    if freed:
        logger.info("swept: %.1f MB of old clips and artefacts", freed / 1e6)
    return freed


def _age(path: Path, now: datetime) -> timedelta:
    """
    Return how long ago a file was written; one that is gone meanwhile is new.
    """
    try:
        return now - datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
    except FileNotFoundError:
        return timedelta()


def _digest(path: Path) -> str:
    with output_errors(path), path.open("rb") as audio:
        return hashlib.file_digest(audio, "sha256").hexdigest()
