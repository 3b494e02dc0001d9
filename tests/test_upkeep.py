from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from examples import an_edition
from fakes import FixedClock

from bulletin import upkeep
from bulletin.config import load_settings
from bulletin.errors import SourceError, StoreError
from bulletin.model import Edition, EditionKey
from bulletin.publication.outlet import Folder, publish
from bulletin.publication.record import to_record
from bulletin.station import Studio
from bulletin.store.database import FILE_NAME

DAYS = tuple(date(2026, 11, 22) + timedelta(days=n) for n in range(3))


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    """
    A station with three published editions.
    """
    settings = tmp_path / "bulletin.toml"
    settings.write_text('[station]\nid = "baisha"\n', "utf-8")
    with Studio(load_settings(settings), FixedClock()) as one:
        for day in DAYS:
            put_on_air(one, day)
        yield one


def put_on_air(studio: Studio, day: date) -> EditionKey:
    audio = f"programme of {day}".encode()
    edition = an_edition(studio.folder, day, audio=audio)
    made = studio.settings.work / "made.mp3"
    made.write_bytes(audio)
    studio.ledger.file(edition.key, edition.air_at, edition.air_at + timedelta(hours=2))
    claim = studio.ledger.claim(edition.key, "test")
    assert claim

    def commit(finished: Edition) -> None:
        assert studio.ledger.publish(claim, to_record(finished))

    publish(made, edition, Folder(studio.station, studio.folder, studio.editions), commit)
    return edition.key


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
    upkeep.restore(studio, copy)
    with Studio(studio.settings, studio.clock) as again:
        assert len(names(again)) == 3
        assert list(upkeep.rebuild(again)) == [late]
        assert names(again) == before
        assert (again.folder / "feed.xml").read_text("utf-8").count("<item>") == 4


def test_a_damaged_backup_is_refused(studio: Studio, tmp_path: Path) -> None:
    """
    The database stays as it is when the backup is no database, or missing.
    """
    (tmp_path / "bad.db").write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError, match="换一份"):
        upkeep.restore(studio, tmp_path / "bad.db")
    with pytest.raises(SourceError, match="找不到"):
        upkeep.restore(studio, tmp_path / "none.db")
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
    studio.database.close()
    (studio.settings.work / FILE_NAME).unlink()
    with Studio(studio.settings, studio.clock) as fresh:
        assert [key.air_date for key in upkeep.rebuild(fresh)] == list(DAYS[1:])


def test_only_old_audio_that_no_feed_names_is_swept(studio: Studio) -> None:
    """
    Audio in the feed stays however old; a superseded revision goes after 90 days; records and transcripts stay.
    """
    old = studio.clock.now().timestamp() - 100 * 86_400
    orphan = studio.folder / "2026-08-01-0730.mp3"
    orphan.write_bytes(b"old")
    for path in studio.folder.glob("*"):
        os.utime(path, (old, old))
    found = list(upkeep.stale(studio, studio.clock.now()))
    assert found == [orphan]
    assert upkeep.sweep(iter(found)) == 3
    assert not orphan.exists()
    assert len(list(studio.folder.glob("*.json"))) == 6
