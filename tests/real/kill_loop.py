"""
Publishes three editions again and again, each time stopped at another system call; run as a program.

    python kill_loop.py FOLDER SECONDS

strace stops the child at the N-th write, fsync or rename by SIGKILL, or lets the call fail with EIO or ENOSPC. After
each the invariants are looked at, then a plain re-run must complete everything. Prints one JSON document of counts.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
from examples import STATION, an_edition

from bulletin.errors import BulletinError
from bulletin.model import Edition
from bulletin.outside.files import write_whole
from bulletin.publication.outlet import Folder, publish, refresh
from bulletin.publication.record import from_record, to_record
from bulletin.store.database import Database
from bulletin.store.entries import State
from bulletin.store.ledger import Ledger

DAYS = tuple(date(2026, 11, 24) + timedelta(days=n) for n in range(3))
CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "link")
FAULTS = {"signal=KILL": 1, "error=EIO": 3, "error=ENOSPC": 3}
"""Which fault at which calls: every one is killed at, every third fails, which keeps the loop within two minutes."""


def audio_of(day: date) -> bytes:
    return f"programme of {day}".encode() * 50


def publish_all(root: Path) -> None:
    """
    Do what the daemon does for three editions, with sound that is quickly made.
    """
    with closing(Database(root / "bulletin.db")) as database:
        ledger = Ledger(database, lease=0.0)
        folder = folder_of(root, ledger)
        for day in DAYS:
            publish_one(root, ledger, folder, an_edition(folder.path, day, audio=audio_of(day)))
        if ledger.unrendered():
            refresh(folder)
            ledger.rendered(STATION.id)


def folder_of(root: Path, ledger: Ledger) -> Folder:
    path = root / STATION.id
    return Folder(STATION, path, lambda: [from_record(e.record, path) for e in ledger.published(STATION.id)])


def publish_one(root: Path, ledger: Ledger, folder: Folder, edition: Edition) -> None:
    ledger.file(edition.key, edition.air_at, edition.air_at + timedelta(hours=2))
    claim = ledger.claim(edition.key, "loop")
    if claim is None:
        return  # published before

    def commit(finished: Edition) -> None:
        if not ledger.publish(claim, to_record(finished)):
            raise RuntimeError("the claim was lost")

    made = root / "made.mp3"
    write_whole(made, audio_of(edition.key.air_date))
    publish(made, edition, folder, commit)
    ledger.rendered(STATION.id)


def broken(root: Path, *, is_finished: bool) -> list[str]:
    """
    Return what is inconsistent: a feed entry without its file, a published row without its audio, something missing.
    """
    found: list[str] = []
    feed = root / STATION.id / "feed.xml"
    entries = feedparser.parse(feed.read_bytes()).entries if feed.exists() else []
    for entry in entries:
        file = root / STATION.id / entry.enclosures[0].href.rpartition("/")[2]
        if not file.exists() or file.stat().st_size != int(entry.enclosures[0].length):
            found.append(f"the feed names {file.name}, which is not there")
    with closing(Database(root / "bulletin.db")) as database:
        published = Ledger(database).published(STATION.id)
        for row in published:
            file = root / STATION.id / f"{row.key.name}.mp3"
            if not file.exists() or file.read_bytes() != audio_of(row.key.air_date):
                found.append(f"published, but its audio is not there: {row.key.name}")
            assert row.state is State.PUBLISHED
    if is_finished and (len(published), len(entries)) != (len(DAYS), len(DAYS)):
        found.append(f"after the re-run {len(published)} are published, {len(entries)} in the feed")
    return found


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
        ["strace", "-q", "-f", "-p", str(child), "-o", str(root / "trace"), *inject], stderr=subprocess.PIPE
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


def main(folder: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    empty = folder / "empty"
    empty.mkdir()
    Database(empty / "bulletin.db").close()
    counts: Counter[str] = Counter()
    faults: list[dict[str, Any]] = []
    for fault, step in FAULTS.items():
        for call in CALLS:
            number = step
            while time.monotonic() < until:
                is_met, found = attempt(folder / "run", empty, call, fault, number)
                if not is_met:
                    break
                counts[fault] += 1
                faults += [{"call": call, "fault": fault, "number": number, "found": found}] if found else []
                number += step
    is_complete = time.monotonic() < until
    print(json.dumps({"counts": counts, "faults": faults, "complete": is_complete}))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
