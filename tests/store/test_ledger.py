from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.errors import StoreError
from bulletin.model import EditionKey
from bulletin.store.airlog import Airlog, OnAir, Owed
from bulletin.store.database import NEWEST_REVISION, Database
from bulletin.store.entries import State, Verdict
from bulletin.store.ledger import Ledger

AIR = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
LATEST = AIR + timedelta(hours=2)
KEY = EditionKey("village", date(2026, 11, 24), "0730")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(Database(tmp_path / "bulletin.db"))


def test_an_edition_is_filed_once(ledger: Ledger) -> None:
    """
    Filing the same key again changes nothing.
    """
    assert ledger.file(KEY, AIR, LATEST)
    assert not ledger.file(KEY, AIR + timedelta(hours=1), LATEST)
    entry = ledger.entry(KEY)
    assert entry
    assert (entry.state, entry.air_at) == (State.PLANNED, AIR)


def test_one_claim_at_a_time(ledger: Ledger) -> None:
    """
    While one holds the lease nobody else gets the edition.
    """
    ledger.file(KEY, AIR, LATEST)
    assert ledger.claim(KEY, "one")
    assert ledger.claim(KEY, "two") is None
    entry = ledger.entry(KEY)
    assert entry
    assert entry.is_leased


def test_a_zombie_cannot_publish(tmp_path: Path) -> None:
    """
    Whoever slept past the lease finds the edition taken: its writes change nothing.
    """
    ledger = Ledger(Database(tmp_path / "bulletin.db"), lease=0.05)
    ledger.file(KEY, AIR, LATEST)
    zombie = ledger.claim(KEY, "zombie")
    time.sleep(0.1)
    heir = ledger.claim(KEY, "heir")
    assert zombie
    assert heir
    assert not ledger.renew(zombie)
    assert not ledger.fail(zombie, "x")
    assert not ledger.publish(zombie, {"who": "zombie"})
    assert ledger.publish(heir, {"who": "heir"})
    entry = ledger.entry(KEY)
    assert entry
    assert entry.record == {"who": "heir"}
    assert ledger.claim(KEY, "third") is None


def test_a_new_revision_supersedes_the_old(ledger: Ledger) -> None:
    """
    Of one slot's revisions only the newest stays published.
    """
    second = EditionKey("village", KEY.air_date, "0730", 1)
    for key in (KEY, second):
        ledger.file(key, AIR, LATEST)
        claim = ledger.claim(key, "me")
        assert claim
        assert ledger.publish(claim, {"revision": key.revision})
    assert [e.key.revision for e in ledger.published("village")] == [1]
    old, newest = ledger.entry(KEY), ledger.newest(KEY)
    assert old
    assert newest
    assert (old.state, newest.key) == (State.SUPERSEDED, second)


def test_a_failed_edition_comes_back_when_asked(ledger: Ledger) -> None:
    """
    A failure with a pause is due again after it; one without waits for a person.
    """
    ledger.file(KEY, AIR, LATEST)
    claim = ledger.claim(KEY, "me")
    assert claim
    assert ledger.fail(claim, "网络不通", again_in=0.0)
    assert [e.key for e in ledger.due(AIR)] == [KEY]
    claim = ledger.claim(KEY, "me")
    assert claim
    assert claim.attempts == 2
    assert ledger.fail(claim, "没有稿件")
    assert ledger.due(AIR) == ()
    assert ledger.claim(KEY, "by hand")


def test_due_is_in_the_order_of_air_time(ledger: Ledger) -> None:
    """
    What airs first is made first; what airs later than asked for is not there.
    """
    noon = EditionKey("village", KEY.air_date, "1200")
    night = EditionKey("village", KEY.air_date, "2000")
    ledger.file(noon, AIR + timedelta(hours=4), LATEST)
    ledger.file(night, AIR + timedelta(hours=12), LATEST)
    ledger.file(KEY, AIR, LATEST)
    assert [e.key for e in ledger.due(AIR + timedelta(hours=5))] == [KEY, noon]


def test_a_missed_edition_keeps_its_reason(ledger: Ledger) -> None:
    """
    Nothing is missed without a stated reason.
    """
    ledger.file(KEY, AIR, LATEST)
    assert ledger.miss(KEY, "开机太晚")
    entry = ledger.entry(KEY)
    assert entry
    assert (entry.state, entry.reason) == (State.MISSED, "开机太晚")


def test_the_tables_are_the_newest_revision(tmp_path: Path) -> None:
    """
    A new database carries the last revision there is, and the tables agree with what the code reads.
    """
    Database(tmp_path / "bulletin.db").close()
    files = sorted((Path(__file__).parents[2] / "bulletin/store/revisions/versions").glob("0*.py"))
    assert files[-1].name.startswith(NEWEST_REVISION)
    with sqlite3.connect(tmp_path / "bulletin.db") as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchone() == (NEWEST_REVISION,)
        columns = {row[1] for row in db.execute("PRAGMA table_info(edition)")}
    db.close()
    from bulletin.store.tables import edition  # noqa: PLC0415

    assert columns == {c.name for c in edition.columns}


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """
    A damaged database is an error with the cure, and is not touched.
    """
    (tmp_path / "bulletin.db").write_bytes(b"not a database, surely, whatever else it is" * 50)
    with pytest.raises(StoreError, match="备份"):
        Ledger(Database(tmp_path / "bulletin.db"))
    assert (tmp_path / "bulletin.db").read_bytes().startswith(b"not a database")


def test_a_new_file_that_another_process_holds_is_waited_for(tmp_path: Path) -> None:
    """
    SQLite itself does not wait when it puts a new file into write-ahead mode; whoever opens it does.
    """
    path = tmp_path / "bulletin.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        leaves = threading.Timer(0.3, other.execute, ["COMMIT"])
        leaves.start()
        Database(path).close()
        leaves.join()
    with closing(sqlite3.connect(path)) as later:
        assert later.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def _race(path: Path, keys: list[EditionKey], made: Path) -> None:
    ledger = Ledger(Database(path))
    for key in keys:
        ledger.file(key, AIR, LATEST)
        claim = ledger.claim(key, str(os.getpid()))
        if claim and ledger.publish(claim, {"by": os.getpid()}):
            (made / f"{key.name}-{os.getpid()}").touch()


def test_racing_processes_publish_each_edition_once(tmp_path: Path) -> None:
    """
    Three processes that all want the same forty editions publish each exactly once.
    """
    made = tmp_path / "made"
    made.mkdir()
    keys = [EditionKey("village", date(2026, 1, 1) + timedelta(days=n), "0730") for n in range(40)]
    spawn = multiprocessing.get_context("spawn")
    racers = [spawn.Process(target=_race, args=(tmp_path / "bulletin.db", keys, made)) for _ in range(3)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(60)
    assert [racer.exitcode for racer in racers] == [0, 0, 0]
    assert len(list(made.iterdir())) == 40
    assert len(Ledger(Database(tmp_path / "bulletin.db")).published("village", 100)) == 40


RECORD = {
    "programme": {"sha256": "a" * 64},
    "as_run": [{"title": "甲", "start": 10.0, "seconds": 5.0, "announcer": "espeak", "voice": "f2", "note": ""}],
}


def submitted(ledger: Ledger) -> None:
    ledger.file(KEY, AIR, LATEST)
    claim = ledger.claim(KEY, "me")
    assert claim
    assert ledger.submit(claim, RECORD)


def test_an_edition_in_review_waits_for_a_person(ledger: Ledger) -> None:
    """
    Nobody can claim or publish it until it is approved; then it is due.
    """
    submitted(ledger)
    assert [e.key for e in ledger.in_review()] == [KEY]
    assert ledger.claim(KEY, "daemon") is None
    assert ledger.due(LATEST) == ()
    assert ledger.judge(KEY, Verdict("王主任", is_approved=True, audio_sha="a" * 64))
    assert [e.key for e in ledger.due(LATEST)] == [KEY]
    claim = ledger.claim(KEY, "daemon")
    assert claim
    assert ledger.publish(claim, RECORD)


def test_a_verdict_is_about_the_audio_that_was_heard(ledger: Ledger) -> None:
    """
    An approval of other audio changes nothing, and nobody approves twice.
    """
    submitted(ledger)
    assert not ledger.judge(KEY, Verdict("王主任", is_approved=True, audio_sha="b" * 64))
    assert ledger.judge(KEY, Verdict("王主任", is_approved=False, audio_sha="a" * 64, note="人名不对"))
    assert not ledger.judge(KEY, Verdict("王主任", is_approved=True, audio_sha="a" * 64))
    entry = ledger.entry(KEY)
    assert entry
    assert (entry.state, entry.reason) == (State.FAILED, "审稿退回：人名不对")


def test_the_as_run_log_holds_what_aired(tmp_path: Path) -> None:
    """
    Stories, stand-ins and missed editions stand in the log, in the order in which they were put on air.
    """
    database = Database(tmp_path / "bulletin.db")
    ledger = Ledger(database)
    ledger.file(KEY, AIR, LATEST)
    assert ledger.stand_in(KEY, "ident", "还没有做好")
    assert not ledger.stand_in(KEY, "ident", "还没有做好")
    claim = ledger.claim(KEY, "me")
    assert claim
    assert ledger.publish(claim, RECORD)
    assert not ledger.stand_in(KEY, "ident", "已经播出")
    with database.connect() as db:
        rows = db.exec_driver_sql("SELECT kind, title, announcer FROM as_run ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [("stand-in", "ident", ""), ("story", "甲", "espeak")]
    database.close()


def test_a_feed_is_owed_until_it_is_rendered(tmp_path: Path) -> None:
    """
    A publication leaves a note that the feed is older than the database, and one for when it becomes the latest.
    """
    database = Database(tmp_path / "bulletin.db")
    ledger = Ledger(database)
    ledger.file(KEY, AIR, LATEST)
    claim = ledger.claim(KEY, "me")
    assert claim
    assert ledger.publish(claim, RECORD)
    airlog = Airlog(database)
    owed = Owed("village", KEY.name)
    early = AIR - timedelta(hours=1)
    assert airlog.owed(early) == (owed,)
    airlog.settle(owed, early)
    assert airlog.owed(early) == ()
    assert airlog.owed(AIR - timedelta(minutes=15)) == (owed,)


def test_an_absent_edition_is_found_at_air_time(ledger: Ledger) -> None:
    """
    From air time to deadline an edition that is not there wants a stand-in; before and after it does not.
    """
    ledger.file(KEY, AIR, LATEST)
    assert ledger.absent(AIR - timedelta(seconds=1)) == ()
    assert [e.key for e in ledger.absent(AIR)] == [KEY]
    assert ledger.absent(LATEST + timedelta(seconds=1)) == ()
    ledger.stand_in(KEY, "ident", "还没有做好")
    assert ledger.absent(AIR) == ()


@pytest.fixture
def airlog(tmp_path: Path, ledger: Ledger) -> Airlog:  # noqa: ARG001 - the ledger makes the database
    return Airlog(Database(tmp_path / "bulletin.db"))


def published(ledger: Ledger, key: EditionKey, air_at: datetime) -> None:
    ledger.file(key, air_at, air_at + timedelta(hours=2))
    claim = ledger.claim(key, "me")
    assert claim
    assert ledger.publish(claim, RECORD)


YESTERDAY = EditionKey("village", date(2026, 11, 23), "0730")
EVENING = EditionKey("village", date(2026, 11, 24), "1800")
HOURS = timedelta(hours=1)


def test_the_ident_stands_in_until_the_programme_is_there(ledger: Ledger, airlog: Airlog) -> None:
    """
    Yesterday's edition gives way to the ident, the ident to today's edition, at whatever time that comes.
    """
    published(ledger, YESTERDAY, AIR - 24 * HOURS)
    ledger.file(KEY, AIR, LATEST)
    assert airlog.on_air("village", AIR) == OnAir(YESTERDAY)
    assert ledger.stand_in(KEY, "ident", "还没有做好")
    assert airlog.on_air("village", AIR) == OnAir(is_ident=True)
    claim = ledger.claim(KEY, "me")
    assert claim
    ledger.publish(claim, RECORD)
    assert airlog.on_air("village", AIR + HOURS) == OnAir(KEY)


def test_a_missed_day_does_not_silence_the_next(ledger: Ledger, airlog: Airlog) -> None:
    """
    After a day of the ident, the next edition is the latest from a quarter of an hour before its air time.
    """
    ledger.file(YESTERDAY, AIR - 24 * HOURS, LATEST - 24 * HOURS)
    ledger.stand_in(YESTERDAY, "ident", "还没有做好")
    ledger.miss(YESTERDAY, "太晚")
    published(ledger, KEY, AIR)
    assert airlog.on_air("village", AIR - HOURS) == OnAir(is_ident=True)
    assert airlog.on_air("village", AIR - timedelta(minutes=14)) == OnAir(KEY)


def test_what_is_made_long_ahead_is_not_the_latest_yet(ledger: Ledger, airlog: Airlog) -> None:
    """
    The evening's edition, made in the morning, does not air in the morning.
    """
    published(ledger, KEY, AIR)
    published(ledger, EVENING, AIR + 10 * HOURS)
    assert airlog.on_air("village", AIR) == OnAir(KEY)
    assert airlog.on_air("village", AIR + 10 * HOURS) == OnAir(EVENING)


def test_a_retracted_edition_gives_way_to_the_ident(ledger: Ledger, airlog: Airlog) -> None:
    """
    Before its air time as well as after: the edition before it is not aired in its place.
    """
    published(ledger, YESTERDAY, AIR - 24 * HOURS)
    published(ledger, KEY, AIR)
    assert ledger.retract(KEY, "数字有误")
    assert airlog.on_air("village", AIR - timedelta(minutes=5)) == OnAir(is_ident=True)
    assert airlog.on_air("village", AIR + HOURS) == OnAir(is_ident=True)


def test_a_correction_in_the_making_leaves_the_edition_on_air(ledger: Ledger, airlog: Airlog) -> None:
    """
    While a second revision runs, waits for review or fails, the first one stays; nothing is absent.
    """
    published(ledger, KEY, AIR)
    second = replace(KEY, revision=1)
    ledger.file(second, AIR, LATEST)
    assert ledger.absent(AIR) == ()
    assert not ledger.stand_in(second, "ident", "还没有做好")
    assert airlog.on_air("village", AIR) == OnAir(KEY)


def test_a_newer_revision_takes_the_place_of_those_that_wait(ledger: Ledger) -> None:
    """
    Of a first revision in review and a published correction only the correction is left; the first cannot come back.
    """
    submitted(ledger)
    second = replace(KEY, revision=1)
    ledger.file(second, AIR, LATEST)
    claim = ledger.claim(second, "me")
    assert claim
    assert ledger.publish(claim, RECORD)
    assert ledger.in_review() == ()
    assert not ledger.judge(KEY, Verdict("王主任", is_approved=True, audio_sha="a" * 64))


def test_an_older_revision_that_comes_late_is_written_off(ledger: Ledger) -> None:
    """
    Whoever still makes the first revision when the second is published finds that it is not wanted.
    """
    ledger.file(KEY, AIR, LATEST)
    slow = ledger.claim(KEY, "slow")
    assert slow
    published(ledger, replace(KEY, revision=1), AIR)
    assert not ledger.publish(slow, RECORD)
    entry = ledger.entry(KEY)
    assert entry
    assert entry.state is State.SUPERSEDED


def test_a_long_title_is_cut_in_the_as_run_log(ledger: Ledger) -> None:
    """
    A title of any length does not keep an edition from being published.
    """
    ledger.file(KEY, AIR, LATEST)
    claim = ledger.claim(KEY, "me")
    assert claim
    assert ledger.publish(claim, RECORD | {"as_run": [{"title": "长" * 2000, "start": 0.0, "seconds": 1.0}]})
