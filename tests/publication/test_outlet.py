from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from examples import STATION, a_programme, an_edition

from bulletin.errors import LateError, OutputError
from bulletin.model import Edition
from bulletin.publication.outlet import Folder, publish, put_ident, refresh


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "programme.mp3"
    path.write_bytes(b"audio")
    return path


class Shelf:
    """
    A database of editions in memory.
    """

    def __init__(self) -> None:
        self.editions: list[Edition] = []

    def commit(self, edition: Edition) -> None:
        self.editions.append(edition)

    def latest(self) -> str:
        return self.editions[-1].file_name if self.editions else ""


def folder_of(tmp_path: Path, shelf: Shelf) -> Folder:
    return Folder(
        STATION, tmp_path / "out" / STATION.id, lambda: shelf.editions, shelf.latest, lambda: len(shelf.editions)
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def test_an_edition_is_published_whole(tmp_path: Path, audio: Path) -> None:
    """
    MP3, transcript, record, chapters, feed, playlist, listing and latest.mp3 are there; the record is JSON.
    """
    shelf = Shelf()
    files = publish(audio, an_edition(tmp_path), folder_of(tmp_path, shelf), shelf.commit)
    assert set(files) == {"mp3", "vtt", "json", "chapters", "feed", "playlist", "listing", "latest"}
    assert all(path.is_file() for path in files.values())
    assert files["latest"].read_bytes() == files["mp3"].read_bytes() == b"audio"
    assert json.loads(files["json"].read_text("utf-8"))["edition"] == "baisha:2026-11-24:0730"


def test_publishing_again_changes_nothing(tmp_path: Path, audio: Path) -> None:
    """
    The same edition with the same bytes leaves every file as it was.
    """
    shelf = Shelf()
    folder = folder_of(tmp_path, shelf)
    publish(audio, an_edition(tmp_path), folder, shelf.commit)
    before = contents(folder.path)
    publish(audio, an_edition(tmp_path), folder, lambda _: None)
    assert contents(folder.path) == before


def test_a_published_mp3_is_never_overwritten(tmp_path: Path, audio: Path) -> None:
    """
    Other bytes under a published name are refused, and the old file stays.
    """
    shelf = Shelf()
    folder = folder_of(tmp_path, shelf)
    files = publish(audio, an_edition(tmp_path), folder, shelf.commit)
    audio.write_bytes(b"other")
    with pytest.raises(OutputError, match="force-new-revision"):
        publish(audio, an_edition(tmp_path, audio=b"other"), folder, shelf.commit)
    assert files["mp3"].read_bytes() == b"audio"


def test_what_a_killed_run_left_makes_way(tmp_path: Path, audio: Path) -> None:
    """
    A file that the database does not name is no publication.
    """
    shelf = Shelf()
    folder = folder_of(tmp_path, shelf)
    folder.path.mkdir(parents=True)
    (folder.path / "2026-11-24-0730.mp3").write_bytes(b"half")
    files = publish(audio, an_edition(tmp_path), folder, shelf.commit)
    assert files["mp3"].read_bytes() == b"audio"


def test_a_lost_claim_leaves_feed_and_listing_alone(tmp_path: Path, audio: Path) -> None:
    """
    When the ledger refuses the edition, nothing that listeners read names it.
    """

    def refuse(_: Edition) -> None:
        raise LateError("taken over")

    folder = folder_of(tmp_path, Shelf())
    with pytest.raises(LateError):
        publish(audio, an_edition(tmp_path), folder, refuse)
    assert not (folder.path / "feed.xml").exists()
    assert not (folder.path / "latest.mp3").exists()


@pytest.mark.parametrize("harm", [lambda p: p.unlink(), lambda p: p.write_bytes(b"x")], ids=["gone", "cut"])
def test_the_feed_names_no_file_it_has_not(tmp_path: Path, audio: Path, harm: Callable[[Path], object]) -> None:
    """
    An edition whose MP3 is missing or has another size is left out of the feed.
    """
    shelf = Shelf()
    folder = folder_of(tmp_path, shelf)
    files = publish(audio, an_edition(tmp_path), folder, shelf.commit)
    harm(files["mp3"])
    again = refresh(folder)
    assert b"<item>" not in again["feed"].read_bytes()


def test_audio_that_is_not_the_editions_is_refused(tmp_path: Path, audio: Path) -> None:
    """
    The record's digest must be the file's: a mixed-up programme is not published.
    """
    shelf = Shelf()
    edition = an_edition(tmp_path)
    wrong = a_programme(edition.programme.path, b"something else")
    with pytest.raises(OutputError):
        publish(audio, replace(edition, programme=wrong), folder_of(tmp_path, shelf), shelf.commit)
    assert not shelf.editions


def test_sidecars_are_written_again_where_they_are_missing(tmp_path: Path, audio: Path) -> None:
    """
    A run killed between the database and the sidecars is mended by the next refresh.
    """
    shelf = Shelf()
    folder = folder_of(tmp_path, shelf)
    files = publish(audio, an_edition(tmp_path), folder, shelf.commit)
    told = files["vtt"].read_bytes()
    files["vtt"].unlink()
    files["json"].unlink()
    refresh(folder)
    assert files["vtt"].read_bytes() == told
    assert files["json"].is_file()


def test_of_two_renderings_at_once_the_newer_view_stays(tmp_path: Path, audio: Path) -> None:
    """
    Something published while the feed is written is in the feed when it is done.
    """
    shelf = Shelf()
    folder = folder_of(tmp_path, shelf)
    first, second = an_edition(tmp_path), an_edition(tmp_path, date(2026, 11, 25))
    files = publish(audio, first, folder, shelf.commit)
    (folder.path / second.file_name).write_bytes(b"audio")
    seen: list[int] = []

    def slowly() -> list[Edition]:
        seen.append(len(shelf.editions))
        listed = list(shelf.editions)
        if len(seen) == 1:
            shelf.commit(second)  # another worker is quicker
        return listed

    refresh(replace(folder, editions=slowly))
    assert files["feed"].read_text("utf-8").count("<item>") == 2


def test_what_is_on_air_but_gone_is_not_replaced_by_something_else(tmp_path: Path, audio: Path) -> None:
    """
    Without the ident's file a late programme leaves no latest.mp3, rather than yesterday's.
    """
    shelf = Shelf()
    folder = folder_of(tmp_path, shelf)
    publish(audio, an_edition(tmp_path), folder, shelf.commit)
    refresh(replace(folder, latest=lambda: "delayed.mp3"))
    assert not (folder.path / "latest.mp3").exists()
    (tmp_path / "ident.mp3").write_bytes(b"later")
    put_ident(tmp_path / "ident.mp3", folder)
    refresh(replace(folder, latest=lambda: "delayed.mp3"))
    assert (folder.path / "latest.mp3").read_bytes() == b"later"
