"""
Upkeep: backups and their restoration, hashes re-checked, rows rebuilt from what is published, old files swept.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bulletin.errors import SettingsError, SourceError, StoreError
from bulletin.model import EditionKey
from bulletin.outside.files import link_or_copy, output_errors
from bulletin.station import Studio
from bulletin.store.database import FILE_NAME, Database
from bulletin.store.entries import Due

logger = logging.getLogger(__name__)

AUDIO_KEPT = timedelta(days=90)
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
    source = _file_of(studio)
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


def restore(studio: Studio, copy: Path) -> None:
    """
    Put a backup in the database's place; no daemon may run meanwhile, which the caller sees to by its lock.

    Raises:
        SourceError: The backup is missing.
        StoreError: It is damaged; the database stays as it was.
    """
    target = _file_of(studio)
    if not copy.is_file():
        raise SourceError(f"找不到备份文件 {copy}。请检查路径。")
    _require_sound(copy)
    studio.database.close()
    with output_errors(target), tempfile.TemporaryDirectory(dir=target.parent, prefix=".restore.") as beside:
        fresh = Path(beside) / FILE_NAME
        shutil.copyfile(copy, fresh)
        for leftover in ("-wal", "-shm"):
            target.with_name(target.name + leftover).unlink(missing_ok=True)
        fresh.replace(target)
    Database(target).close()  # brings its tables up to date


def _file_of(studio: Studio) -> Path:
    if studio.database.is_shared:
        raise SettingsError("数据库在 PostgreSQL 上，请用它自带的 pg_dump 和 pg_restore 备份、恢复。")
    return studio.settings.work / FILE_NAME


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
    """
    for entry in studio.ledger.published(studio.station.id, limit=100_000):
        path = studio.folder / f"{entry.key.name}.mp3"
        if not path.is_file():
            yield Fault(path, "文件不见了")
        elif _digest(path) != entry.record["programme"]["sha256"]:
            yield Fault(path, "内容与发布时不同")


def rebuild(studio: Studio) -> Iterator[EditionKey]:
    """
    Give editions back to the database that are published but unknown to it, from their records; yield each.

    One whose MP3 is missing or is not the recorded one is left out, with a warning.
    """
    for file in sorted(studio.folder.glob("*.json")):
        record = _record_in(file)
        if record and _restored(studio, record):
            yield _key_of(record)
    studio.refresh()


def _record_in(file: Path) -> Mapping[str, Any] | None:
    if file.name.endswith(".chapters.json"):
        return None
    try:
        record = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        logger.warning("%s: not restored: %s", file.name, error)
        return None
    return record if isinstance(record, dict) and {"programme", "air_at", "slot"} <= record.keys() else None


def _key_of(record: Mapping[str, Any]) -> EditionKey:
    day = datetime.fromisoformat(record["air_at"]).date()
    return EditionKey(record["station"], day, record["slot"], record["revision"])


def _restored(studio: Studio, record: Mapping[str, Any]) -> bool:
    key = _key_of(record)
    audio = studio.folder / f"{key.name}.mp3"
    if not audio.is_file() or _digest(audio) != record["programme"]["sha256"]:
        logger.warning("%s: not restored: its MP3 is missing or another", key.name)
        return False
    at = datetime.fromisoformat(record["air_at"])
    if not studio.ledger.file_all([Due(key, at, at)]):
        return False
    claim = studio.ledger.claim(key, "rebuild")
    return claim is not None and studio.ledger.publish(claim, record)


def stale(studio: Studio, now: datetime) -> Iterator[Path]:
    """
    Yield what may be swept: audio older than 90 days that no feed names, artefacts of editions older than a year.

    Records, transcripts and the database are never among them.
    """
    shown = {entry.key.name for entry in studio.ledger.published(studio.station.id)}
    for path in sorted(studio.folder.glob("????-??-??-*.mp3")):
        if path.stem not in shown and _age(path, now) > AUDIO_KEPT:
            yield path
    for folder in sorted((studio.settings.work / "editions" / studio.station.id).glob("*/")):
        programme = folder / "programme.mp3"
        if programme.is_file() and _age(programme, now) > AUDIO_KEPT:
            yield programme
        if _age(folder, now) > RECORDS_KEPT:
            yield folder


def sweep(paths: Iterator[Path]) -> int:
    """
    Delete files and folders; return how many bytes were freed.

    Raises:
        OutputError: One cannot be deleted.
    """
    freed = 0
    for path in paths:
        with output_errors(path):
            files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
            freed += sum(one.stat().st_size for one in files)
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return freed


def _age(path: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)


def _digest(path: Path) -> str:
    with output_errors(path), path.open("rb") as audio:
        return hashlib.file_digest(audio, "sha256").hexdigest()
