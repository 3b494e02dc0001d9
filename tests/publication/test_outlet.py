from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from examples import STATION, a_programme, an_edition

from bulletin.errors import LateError, OutputError
from bulletin.model import Edition
from bulletin.publication.outlet import Folder, publish, refresh


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


def folder_of(tmp_path: Path, shelf: Shelf) -> Folder:
    return Folder(STATION, tmp_path / "out" / STATION.id, lambda: shelf.editions)


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
