"""
Publishes three editions again and again, each time stopped at another system call; run as a program.

    python kill_loop.py FOLDER SECONDS

strace stops the child at the N-th write, fsync or rename by SIGKILL, or lets the call fail with EIO or ENOSPC. After
each the invariants are looked at, then a plain re-run must complete everything. Prints one JSON document of counts.
"""

from __future__ import annotations

import functools
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
from examples import STATION, an_edition

from bulletin.errors import BulletinError
from bulletin.model import Edition
from bulletin.publication.outlet import Folder, publish, refresh
from bulletin.publication.record import from_record, to_record
from bulletin.store.airlog import Airlog, Owed
from bulletin.store.database import Database
from bulletin.store.ledger import Ledger

DAYS = tuple(date(2026, 11, 24) + timedelta(days=n) for n in range(3))
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
"""After the last of them was aired."""

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "link")
FAULTS = {"signal=KILL": 1, "error=EIO": 7, "error=ENOSPC": 7}
"""Which fault at which calls: every one is killed at, every seventh fails, which keeps the loop within a minute."""


def audio_of(day: date) -> bytes:
    return f"programme of {day}".encode() * 50


def publish_all(root: Path) -> None:
    """
    Do what the daemon does for three editions, with sound that is quickly made.
    """
    with closing(Database(root / "bulletin.db")) as database:
        ledger, airlog = Ledger(database, lease=0.0), Airlog(database)
        folder = folder_of(root, ledger, airlog)
        for day in DAYS:
            publish_one(root, ledger, airlog, folder, an_edition(folder.path, day, audio=audio_of(day)))
        for owed in airlog.owed(NOW):
            refresh(folder)
            airlog.settle(owed, NOW)


def folder_of(root: Path, ledger: Ledger, airlog: Airlog) -> Folder:
    path = root / STATION.id

    def editions() -> list[Edition]:
        return [from_record(entry.record, path) for entry in ledger.published(STATION.id)]

    def latest() -> str:
        key = airlog.on_air(STATION.id, NOW).key
        return f"{key.name}.mp3" if key else ""

    return Folder(STATION, path, editions, latest, lambda: airlog.version(STATION.id))


def publish_one(root: Path, ledger: Ledger, airlog: Airlog, folder: Folder, edition: Edition) -> None:
    ledger.file(edition.key, edition.air_at, edition.air_at + timedelta(hours=2))
    claim = ledger.claim(edition.key, "loop")
    if claim is None:
        return  # published before

    def commit(finished: Edition) -> None:
        if not ledger.publish(claim, to_record(finished)):
            raise RuntimeError("the claim was lost")

    publish(root / f"{edition.key.air_date}.mp3", edition, folder, commit)
    airlog.settle(Owed(STATION.id, edition.key.name), NOW)


def broken(root: Path, *, is_finished: bool) -> list[str]:
    """
    Return what is inconsistent: a feed entry without its file, a published row without its audio, something missing.
    """
    folder = root / STATION.id
    feed = folder / "feed.xml"
    entries = entries_of(feed.read_bytes()) if feed.exists() else ()
    held = {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()} if folder.exists() else {}
    found = [f"the feed names {name}, which is not there" for name, size in entries if len(held.get(name, b"")) != size]
    with closing(sqlite3.connect(root / "bulletin.db")) as database:
        rows = database.execute("SELECT air_date FROM edition WHERE state = 'published' ORDER BY air_date").fetchall()
    published = [date.fromisoformat(day) for (day,) in rows]
    names = {day: f"{day}-0730" for day in published}
    found += [f"no audio of {day}" for day in published if held.get(f"{names[day]}.mp3") != audio_of(day)]
    if held.get("latest.mp3", audio_of(DAYS[0])) not in map(audio_of, DAYS):
        found.append("the latest programme is none of them")
    return found + (unfinished(held, published, len(entries)) if is_finished else [])


def unfinished(held: dict[str, bytes], published: list[date], in_feed: int) -> list[str]:
    """
    Return what is missing after a plain re-run: rows, feed entries, sidecars, the latest programme.
    """
    wanted = [f"{day}-0730{ending}" for day in DAYS for ending in (".mp3", ".vtt", ".json", ".chapters.json")]
    found = [f"after the re-run there is no {name}" for name in wanted if not held.get(name)]
    if (published, in_feed) != (list(DAYS), len(DAYS)):
        found.append(f"after the re-run {len(published)} are published, {in_feed} in the feed")
    if held.get("latest.mp3") != audio_of(DAYS[-1]):
        found.append("after the re-run the latest programme is another")
    return found


@functools.cache
def entries_of(feed: bytes) -> tuple[tuple[str, int], ...]:
    """
    Return name and length of each file that a feed names, as a podcast program reads them.
    """
    enclosures = [entry.enclosures[0] for entry in feedparser.parse(feed).entries]
    return tuple((one.href.rpartition("/")[2], int(one.length)) for one in enclosures)


def child_stopped_at(root: Path, call: str, fault: str, number: int) -> int:
    """
    Publish in a child whose `number`-th `call` meets a fault; return how it ended, as waitpid says.
    """
    child = os.fork()
    if child == 0:
        run_stopped(root)
    os.waitpid(child, os.WUNTRACED)
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}"]
    strace = subprocess.Popen(
        ["strace", "-q", "-p", str(child), "-o", str(root / "trace"), *inject], stderr=subprocess.PIPE
    )
    while tracer_of(child) == 0:
        time.sleep(0.002)
    os.kill(child, signal.SIGCONT)
    _, status = os.waitpid(child, 0)
    strace.communicate(timeout=30)
    return status


def tracer_of(child: int) -> int:
    status = Path(f"/proc/{child}/status").read_text("ascii")
    return int(status.partition("TracerPid:")[2].split()[0])


def run_stopped(root: Path) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        publish_all(root)
    except BulletinError:
        os._exit(1)
    except BaseException as error:  # noqa: BLE001 - the parent is told, whatever it is
        (root / "crash").write_text(repr(error))
        os._exit(2)
    os._exit(0)


def attempt(root: Path, empty: Path, call: str, fault: str, number: int) -> tuple[bool, list[str]]:
    """
    Return whether the fault was met, and what was inconsistent after it and after a plain re-run.
    """
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(empty, root)
    status = child_stopped_at(root, call, fault, number)
    is_met = "INJECTED" in (root / "trace").read_text("utf-8", "replace") or os.WIFSIGNALED(status)
    found = broken(root, is_finished=False)
    if (root / "crash").exists():
        found.append(f"a crash: {(root / 'crash').read_text()}")
    publish_all(root)
    return is_met, found + broken(root, is_finished=True)


def stopped_at_each(folder: Path, until: float, fault: str, call: str) -> list[dict[str, Any]]:
    """
    Publish as often as there are such calls, each time with a fault at another one; return what was found each time.
    """
    found: list[dict[str, Any]] = []
    number = FAULTS[fault]
    while time.monotonic() < until:
        is_met, wrong = attempt(folder / f"{call}-{fault}", folder / "empty", call, fault, number)
        if not is_met:
            break
        found.append({"call": call, "fault": fault, "number": number, "found": wrong})
        number += FAULTS[fault]
    return found


def main(folder: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    empty = folder / "empty"
    empty.mkdir()
    Database(empty / "bulletin.db").close()
    for day in DAYS:
        (empty / f"{day}.mp3").write_bytes(audio_of(day))
    shutil.copytree(empty, folder / "warm")
    publish_all(folder / "warm")  # what is imported on first use is imported once, not in every child
    jobs = [(fault, call) for fault in FAULTS for call in CALLS]
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        done = pool.map(functools.partial(stopped_at_each, folder, until), *zip(*jobs, strict=True))
        tries = [one for found in done for one in found]
    counts = Counter(one["fault"] for one in tries)
    faults = [one for one in tries if one["found"]]
    is_complete = time.monotonic() < until
    print(json.dumps({"counts": counts, "faults": faults, "complete": is_complete}))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
