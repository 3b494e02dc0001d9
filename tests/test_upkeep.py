from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from examples import an_edition
from fakes import FixedClock

from bulletin import upkeep
from bulletin.cli.app import run
from bulletin.config import load_settings
from bulletin.errors import BusyError, SettingsError, SourceError, StoreError
from bulletin.model import Edition, EditionKey
from bulletin.outside.clock import SystemClock
from bulletin.publication.record import to_record
from bulletin.station import Studio
from bulletin.store.database import FILE_NAME

DAYS = tuple(date(2026, 11, 22) + timedelta(days=n) for n in range(3))
KEYS = tuple(EditionKey("baisha", day, "0730") for day in DAYS)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    """
    A station with three published editions.
    """
    settings = tmp_path / "bulletin.toml"
    settings.write_text('[station]\nid = "baisha"\n[speech]\nladder = ["espeak"]\n', "utf-8")
    with Studio(load_settings(settings), FixedClock()) as one:
        for day in DAYS:
            put_on_air(one, day)
        yield one


def put_on_air(studio: Studio, day: date, revision: int = 0) -> EditionKey:
    audio = f"programme of {day}, {revision}".encode()
    edition = an_edition(studio.folder, day, revision, audio=audio)
    made = studio.settings.work / "made.mp3"
    made.write_bytes(audio)
    studio.parts().publish(made, edition, partial(write_down, studio))
    return edition.key


def write_down(studio: Studio, edition: Edition) -> None:
    studio.ledger.file(edition.key, edition.air_at, edition.air_at + timedelta(hours=2))
    claim = studio.ledger.claim(edition.key, "test")
    assert claim
    assert studio.ledger.publish(claim, to_record(edition))


def retract_in_record(studio: Studio, key: EditionKey) -> None:
    """
    Leave behind what a retraction leaves in the folder.
    """
    file = studio.folder / f"{key.name}.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"status": "retracted"}), "utf-8")


def without_database(studio: Studio) -> Studio:
    """
    Return the same station after its database is lost.
    """
    studio.database.close()
    (studio.settings.work / FILE_NAME).unlink()
    return Studio(studio.settings, studio.clock)


def states(studio: Studio, *keys: EditionKey) -> list[str]:
    return [str(entry.state) if (entry := studio.ledger.entry(key)) else "unknown" for key in keys]


def aged(path: Path, now: datetime, days: float) -> Path:
    """
    Make a file, and let it have been used last some days ago.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    moment = now.timestamp() - days * 86_400
    os.utime(path, (moment, moment))
    return path


def names(studio: Studio) -> list[str]:
    return [entry.key.name for entry in studio.ledger.published("baisha")]


def test_a_backup_brings_everything_back(studio: Studio, tmp_path: Path) -> None:
    """
    The restore drill: the database is lost, the backup put in its place, what came after it rebuilt from the records.
    """
    copy = tmp_path / "safe" / "copy.db"
    upkeep.backup(studio, copy)
    late = put_on_air(studio, date(2026, 11, 25))
    before = names(studio)
    studio.database.close()
    (studio.settings.work / FILE_NAME).write_bytes(b"lost")
    upkeep.restore(studio.settings, copy)
    with Studio(studio.settings, studio.clock) as again:
        assert len(names(again)) == 3
        assert list(upkeep.rebuild(again)) == [late]
        assert names(again) == before
        assert (again.folder / "feed.xml").read_text("utf-8").count("<item>") == 4


def test_a_damaged_backup_is_refused(studio: Studio, tmp_path: Path) -> None:
    """
    The database stays as it is when the backup is no database, or missing, or it lies elsewhere altogether.
    """
    studio.database.close()
    (tmp_path / "bad.db").write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError, match=r"bad\.db.*换一份"):
        upkeep.restore(studio.settings, tmp_path / "bad.db")
    with pytest.raises(SourceError, match="找不到"):
        upkeep.restore(studio.settings, tmp_path / "none.db")
    with pytest.raises(SettingsError, match="pg_restore"):
        upkeep.restore(studio.settings.model_copy(update={"store": "postgresql://h/b"}), tmp_path / "bad.db")
    assert len(names(studio)) == 3


def test_a_database_whose_first_page_is_lost_is_restored_on_the_command_line(studio: Studio, tmp_path: Path) -> None:
    """
    The day a backup is for: the program cannot even open its database.
    """
    copy, config = tmp_path / "copy.db", str(tmp_path / "bulletin.toml")
    upkeep.backup(studio, copy)
    studio.database.close()
    with (studio.settings.work / FILE_NAME).open("rb+") as damaged:
        damaged.write(b"\xff" * 4096)

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        order = [sys.executable, "-m", "bulletin.cli", *words, "--config", config]
        return subprocess.run(order, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)

    assert "BUL-600" in call("verify").stderr
    restored = call("restore", str(copy))
    assert (restored.returncode, restored.stderr) == (0, "")
    verified = call("verify")
    assert (verified.returncode, verified.stdout) == (0, "核对 3 期，0 期有问题。\n")


def test_what_the_old_database_left_for_later_is_not_applied_to_the_new_one(studio: Studio, tmp_path: Path) -> None:
    """
    SQLite would write a leftover `-wal` into whatever lies beside it: it goes before the backup comes.
    """
    copy, database = tmp_path / "copy.db", studio.settings.work / FILE_NAME
    upkeep.backup(studio, copy)
    put_on_air(studio, date(2026, 11, 25))
    killed = {ending: database.with_name(database.name + ending).read_bytes() for ending in ("", "-wal")}
    assert killed["-wal"]
    studio.database.close()
    for ending, data in killed.items():  # as after a power cut: nobody closed it
        database.with_name(database.name + ending).write_bytes(data)
    upkeep.restore(studio.settings, copy)
    assert not database.with_name(database.name + "-wal").exists()
    assert len(names(studio)) == 3
    assert [path.name for path in studio.settings.work.glob(".restore.*")] == []


def test_a_hand_made_copy_brings_its_log_along(studio: Studio, tmp_path: Path) -> None:
    """
    Who copied a running database has its newest rows in the `-wal` beside it.
    """
    for path in studio.settings.work.glob(FILE_NAME + "*"):
        (tmp_path / path.name.replace(FILE_NAME, "copy.db")).write_bytes(path.read_bytes())
    before = names(studio)
    assert (tmp_path / "copy.db-wal").stat().st_size
    studio.database.close()
    upkeep.restore(studio.settings, tmp_path / "copy.db")
    assert names(studio) == before


HOLDER = """
import sys, pathlib
from bulletin.store.database import Database
database = Database(pathlib.Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows itself refuses to replace an open file")
def test_nothing_is_restored_under_a_program_that_has_the_database_open(studio: Studio, tmp_path: Path) -> None:
    """
    `bulletin serve` holds no daemon's lock, but would go on writing into the new database's log.
    """
    copy, database = tmp_path / "copy.db", studio.settings.work / FILE_NAME
    upkeep.backup(studio, copy)
    studio.database.close()
    before = database.read_bytes()
    order = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(BusyError, match="serve"):
            upkeep.restore(studio.settings, copy)
        holder.communicate("", timeout=30)
    assert database.read_bytes() == before
    upkeep.restore(studio.settings, copy)
    assert len(names(studio)) == 3


def test_changed_and_missing_files_are_found(studio: Studio) -> None:
    """
    Every published MP3 is hashed again: one bit is enough.
    """
    assert list(upkeep.verify_all(studio)) == []
    first, second = (studio.folder / f"{day}-0730.mp3" for day in DAYS[:2])
    first.write_bytes(first.read_bytes()[:-1] + b"X")
    second.unlink()
    assert {(fault.path.name, fault.told) for fault in upkeep.verify_all(studio)} == {
        (first.name, "内容与发布时不同"),
        (second.name, "文件不见了"),
    }


def test_a_record_without_its_audio_is_not_restored(studio: Studio) -> None:
    """
    A feed never names a file it has not, a rebuilt one neither.
    """
    (studio.folder / f"{DAYS[0]}-0730.mp3").write_bytes(b"another")
    with without_database(studio) as fresh:
        assert [key.air_date for key in upkeep.rebuild(fresh)] == list(DAYS[1:])


def test_revisions_are_given_back_in_their_order(studio: Studio) -> None:
    """
    The newest revision is on air afterwards, those before it superseded, whichever file's name sorts first.
    """
    first, other = put_on_air(studio, DAYS[0], 1), put_on_air(studio, DAYS[0], 2)
    with without_database(studio) as fresh:
        assert list(upkeep.rebuild(fresh)) == [replace(first, revision=0), first, other, *KEYS[1:]]
        assert states(fresh, KEYS[0], first, other) == ["superseded", "superseded", "published"]
        assert list(upkeep.rebuild(fresh)) == []


def test_a_retracted_edition_stays_off_the_air(studio: Studio) -> None:
    """
    Neither it comes back nor the revision that it had taken the place of, and nobody makes it anew.
    """
    second = put_on_air(studio, DAYS[1], 1)
    retract_in_record(studio, second)
    with without_database(studio) as fresh:
        assert second not in list(upkeep.rebuild(fresh))
        assert states(fresh, *KEYS, second) == ["published", "superseded", "published", "retracted"]
        assert not fresh.ledger.due(fresh.clock.now())
        assert (fresh.folder / "feed.xml").read_text("utf-8").count("<item>") == 2


def test_a_backup_from_before_a_retraction_does_not_undo_it(studio: Studio) -> None:
    """
    The database still says published, the record on the disk knows better.
    """
    retract_in_record(studio, KEYS[-1])
    assert list(upkeep.rebuild(studio)) == []
    assert states(studio, *KEYS) == ["published", "published", "retracted"]
    latest = (studio.folder / "latest.mp3").read_bytes()
    assert latest == (studio.folder / "delayed.mp3").read_bytes()  # the ident, for it was the one on air


def test_an_edition_that_a_backup_knows_as_planned_is_given_back(studio: Studio) -> None:
    """
    Filed before the backup, published after it: it must not be made a second time.
    """
    with without_database(studio) as fresh:
        moment = fresh.clock.now()
        fresh.ledger.file(KEYS[0], moment, moment + timedelta(hours=2))
        assert list(upkeep.rebuild(fresh)) == list(KEYS)


def test_what_is_no_record_is_told_and_left_out(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    """
    One bad file hides no good one.
    """
    whole = json.loads((studio.folder / f"{KEYS[0].name}.json").read_text("utf-8"))
    del whole["programme"]["sha256"]
    for name, text in {"08-01": "{}", "08-02": "[1]", "08-03": "no JSON", "08-04": json.dumps(whole)}.items():
        (studio.folder / f"2026-{name}-0730.json").write_text(text, "utf-8")
    strange = json.loads((studio.folder / f"{KEYS[0].name}.json").read_text("utf-8")) | {"station": "elsewhere"}
    (studio.folder / "2026-08-05-0730.json").write_text(json.dumps(strange), "utf-8")
    with without_database(studio) as fresh:
        assert list(upkeep.rebuild(fresh)) == list(KEYS)
    told = [record.message for record in caplog.records if "not restored" in record.message]
    assert [line.partition("-0730")[0] for line in sorted(told)] == [f"2026-08-0{n}" for n in range(1, 6)]


def test_one_row_the_database_refuses_stops_no_other(studio: Studio) -> None:
    """
    Its claim is given back: nobody waits for it, and no row stays behind as being made.
    """
    with without_database(studio) as fresh:
        with fresh.database.begin() as db:
            refused = f"NEW.state = 'published' AND NEW.air_date = '{DAYS[1]}'"
            body = "BEGIN SELECT RAISE(ABORT, 'refused'); END"
            db.exec_driver_sql(f"CREATE TRIGGER r BEFORE UPDATE ON edition WHEN {refused} {body}")
        assert list(upkeep.rebuild(fresh)) == [KEYS[0], KEYS[2]]
        assert states(fresh, *KEYS) == ["published", "failed", "published"]


def test_only_old_audio_that_no_feed_names_is_swept(studio: Studio) -> None:
    """
    Audio in the feed stays however old; a superseded revision goes after 90 days; records and transcripts stay.
    """
    now = studio.clock.now()
    orphan, young = studio.folder / "2026-08-01-0730.mp3", studio.folder / "2026-11-01-0730.mp3"
    orphan.write_bytes(b"old")
    young.write_bytes(b"aired lately")
    for path in studio.folder.glob("*"):
        aged(path, now, 100)
    found = list(upkeep.stale(studio, now))
    assert found == [orphan]
    assert upkeep.sweep([*found, *found]) == 3
    assert not orphan.exists()
    assert len(list(studio.folder.glob("*.json"))) == 6


def test_what_was_swept_is_no_fault_afterwards(studio: Studio) -> None:
    """
    After `gc` a whole year of editions verifies; what is in the feed, or younger, must still be there.
    """
    days = [DAYS[0] - timedelta(days=n) for n in range(1, 100)]
    editions = [an_edition(studio.folder, day, audio=b"programme") for day in days]
    for edition in editions:
        edition.programme.path.write_bytes(b"programme")
        write_down(studio, edition)
    keys, now = [edition.key for edition in editions], studio.clock.now()
    for path in studio.folder.glob("*"):
        aged(path, now, (now.date() - date.fromisoformat(path.name[:10])).days if path.name[:3] == "202" else 0)
    upkeep.sweep(list(upkeep.stale(studio, now)))
    gone = [key for key in keys if not (studio.folder / f"{key.name}.mp3").exists()]
    assert len(gone) == sum(day < (now - upkeep.AUDIO_KEPT).date() for day in days) > 0
    assert list(upkeep.verify_all(studio)) == []
    (studio.folder / f"{keys[80].name}.mp3").unlink()  # neither shown nor old enough
    assert [fault.path.stem for fault in upkeep.verify_all(studio)] == [keys[80].name]


def test_what_nobody_used_for_a_month_leaves_the_work_folder(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    """
    Sound and card of a segment go together; the ident in use, a young clip and what is on air stay.
    """
    now, work = studio.clock.now(), studio.settings.work
    old = [
        aged(work / name, now, 40)
        for name in ("segments/a.mp3", "segments/a.json", "fetched/b.body", "fetched/b.json", "clips/c.flac")
    ]
    old += [aged(work / f"ident/baisha/old.{kind}", now, 50) for kind in ("mp3", "sha256")]
    old += [aged(work / name, now, 2) for name in (".clock.1.part", "segments/.a.mp3.x.part")]
    old += [aged(work / "editions/other/2026-08-01-0730/programme.mp3", now, 100)]
    kept = [aged(work / f"ident/baisha/used.{kind}", now, 45) for kind in ("mp3", "sha256")]
    kept += [aged(work / "segments/d.mp3", now, 40), aged(work / "segments/d.json", now, 1)]
    kept += [aged(work / "clips/e.flac", now, 20), aged(work / "segments/.d.mp3.x.part", now, 0)]
    kept += [aged(work / "editions/other/2026-11-01-0730/programme.mp3", now, 40)]
    kept += [aged(path, now, 300) for path in studio.folder.glob("*.*")]
    held = sum(path.write_bytes(b"12345") and aged(path, now, 40).stat().st_size for path in old[:5])
    with caplog.at_level("INFO"):
        assert upkeep.sweep_old(studio.settings.work, now) == held
    assert [path for path in old if path.exists()] == []
    assert [path for path in kept if not path.exists()] == []
    assert upkeep.sweep_old(studio.settings.work, now) == 0


def test_several_stations_are_looked_after_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Without `--station` every station is verified and swept, and what they share is told once.
    """
    (tmp_path / "stations").mkdir()
    (tmp_path / "bulletin.toml").write_text("", "utf-8")
    for name in ("dong", "xi"):
        (tmp_path / f"stations/{name}.toml").write_text(f'[station]\nid = "{name}"\nname = "{name}台"\n', "utf-8")
    shared = aged(tmp_path / "audio_out/.work/segments/a.mp3", SystemClock().now(), 40)

    def call(*words: str) -> dict[str, Any]:
        with pytest.raises(SystemExit) as left:
            run([*words, "--json", "--config", str(tmp_path / "bulletin.toml")])
        assert not left.value.code
        document: dict[str, Any] = json.loads(capsys.readouterr().out)
        return document

    assert call("verify") == {"checked": 0, "faults": []}
    assert call("gc", "--station", "xi")["files"] == [str(shared)]
    assert call("gc", "--yes")["files"] == [str(shared)]
    assert not shared.exists()
