"""
The outlet: a finished edition is put where listeners find it, in an order that leaves nothing half published.

audio → the database → sidecars, feed, playlist and listing, rendered from the database → `latest.mp3`. Whoever is
killed on the way leaves files that nothing names yet, or a feed that is owed; doing it again mends it (`reference`:
standards F13). Only whose claim held in the database writes anything that listeners read.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.model import Edition, Station
from bulletin.outside.files import link_or_copy, output_errors, whole_file, write_whole
from bulletin.publication.window import DELAYED, FEED, LATEST, LISTING, PLAYLIST, names_of, recent

logger = logging.getLogger(__name__)

_CHUNK = 1 << 20
"""Bytes held in memory while a programme is copied."""


@dataclass(frozen=True, slots=True)
class Folder:
    """
    Where a station's editions are published.

    Args:
        station: Whose folder it is.
        path: The folder itself, `<out>/<station.id>`; made when it is missing.
        editions: Asks the database for the published editions, in any order.
        latest: Asks it for the name of the file that listeners should be given now, `""` for none.
        version: Asks it for something that changes whenever one of these answers may have.
    """

    station: Station
    path: Path
    editions: Callable[[], Sequence[Edition]]
    latest: Callable[[], str]
    version: Callable[[], object] = lambda: 0


def publish(
    edition_audio: Path, edition: Edition, folder: Folder, commit: Callable[[Edition], None]
) -> dict[str, Path]:
    """
    Publish an edition and return its files by kind: mp3, vtt, json, chapters, feed, playlist, listing, latest.

    Publishing it again with the same bytes changes nothing that is out. A published MP3 is never overwritten, for some
    players never recover from a file that shrinks; only what a killed run left behind, which the database does not
    name, makes way.

    Args:
        edition_audio: The finished MP3, anywhere; it stays there.
        edition: What it is; its size and digest must be those of the file.
        folder: Where to.
        commit: Writes the edition into the database; called once, when all its own files are there. What it raises
            goes through, and feed and listing stay as they were.

    Raises:
        DiskFullError: There is no room left.
        OutputError: A file cannot be written, the name is taken by another programme, or the audio is not
            the edition's.
    """
    files = {kind: folder.path / name for kind, name in names_of(edition).items()}
    finished = replace(edition, programme=replace(edition.programme, path=files["mp3"]))
    _require_programme(edition_audio, edition)
    _put_audio(edition_audio, finished, folder)
    _require_programme(files["mp3"], edition)
    commit(finished)
    return files | refresh(folder)


def refresh(folder: Folder) -> dict[str, Path]:
    """
    Write sidecars that are missing, feed, playlist, listing and `latest.mp3` anew from the database.

    Editions whose MP3 is missing or has another size are left out, with a warning: a feed names no file it has not.
    Where something was published meanwhile it is done once more, so that of two at once the newer view stays.

    Returns:
        The files by kind: feed, playlist, listing, and latest where there is one.

    Raises:
        DiskFullError: There is no room left.
        OutputError: A file cannot be written.
    """
    while True:
        version = folder.version()
        files = _rendered(folder)
        if folder.version() == version:
            return files


def _rendered(folder: Folder) -> dict[str, Path]:
    from bulletin.publication.feed import render_feed  # noqa: PLC0415 - these load XML and Jinja2: not for --version
    from bulletin.publication.listing import render_listing  # noqa: PLC0415 - likewise
    from bulletin.publication.playlist import render_playlist  # noqa: PLC0415 - likewise

    station, shown, latest = folder.station, recent(_present(folder)), folder.latest()
    for edition in shown:
        _put_sidecars(edition, folder)
    files = {kind: folder.path / name for kind, name in (("feed", FEED), ("playlist", PLAYLIST), ("listing", LISTING))}
    on_air = [edition for edition in shown if edition.file_name == latest]
    write_whole(files["feed"], render_feed(station, shown, station.public_url))
    write_whole(files["playlist"], render_playlist(station, on_air, station.public_url).encode())
    write_whole(files["listing"], render_listing(station, shown).encode("utf-8", "replace"))
    return files | _put_latest(folder, latest)


def _put_latest(folder: Folder, wanted: str) -> dict[str, Path]:
    """
    Let `latest.mp3` be what is on air now; where that file is not there, better nothing than what is not on air.
    """
    latest = folder.path / LATEST
    if not wanted:
        return {}
    if not (folder.path / wanted).is_file():
        logger.error("%s: %s is on air, but is not there", folder.station.id, wanted)
        with output_errors(latest):
            latest.unlink(missing_ok=True)
        return {}
    link_or_copy(folder.path / wanted, latest)
    return {"latest": latest}


def put_ident(ident: Path, folder: Folder) -> None:
    """
    Put the ident where `latest.mp3` finds it when a programme is late.

    Raises:
        DiskFullError: There is no room left.
        OutputError: The file cannot be written.
    """
    data = ident.read_bytes()
    target = folder.path / DELAYED
    if not target.is_file() or target.read_bytes() != data:
        write_whole(target, data)


def put_away(edition: Edition, folder: Folder) -> None:
    """
    Say in the record of a retracted edition that it is, so that nobody brings it back from its files.

    Raises:
        OutputError: The record cannot be written.
    """
    from bulletin.publication.record import to_record  # noqa: PLC0415 - with the feed: not for --version

    record = to_record(edition) | {"status": "retracted"}
    write_whole(folder.path / names_of(edition)["json"], _document(record))


def _present(folder: Folder) -> list[Edition]:
    found = []
    for edition in folder.editions():
        path = folder.path / edition.file_name
        if path.is_file() and path.stat().st_size == edition.programme.size:
            found.append(edition)
        else:
            logger.warning("%s 的音频文件缺失或大小不对，没有列入节目单：%s", edition.key.name, path)
    return found


def _put_audio(source: Path, edition: Edition, folder: Folder) -> None:
    target = edition.programme.path
    with output_errors(target):
        is_taken = target.exists() or target.is_symlink()
    if is_taken and _digest(target) == edition.programme.sha256:
        return
    if is_taken and any(other.key == edition.key for other in folder.editions()):
        raise OutputError(
            f"{target} 已经发布过，内容与本次不同。已发布的音频不能覆盖，请加 --force-new-revision 另出一个修订版。"
        )
    with source.open("rb") as audio, whole_file(target) as out:
        while chunk := audio.read(_CHUNK):
            out.write(chunk)


def _put_sidecars(edition: Edition, folder: Folder) -> None:
    """
    Write an edition's transcript, record and chapters from the database, where they are not there as it says.
    """
    from bulletin.publication.chapters import render_chapters  # noqa: PLC0415 - with the feed: not for --version
    from bulletin.publication.record import to_record  # noqa: PLC0415 - likewise
    from bulletin.publication.transcript import render_transcript  # noqa: PLC0415 - likewise

    files = {kind: folder.path / name for kind, name in names_of(edition).items()}
    if all(files[kind].is_file() for kind in ("vtt", "json", "chapters")) and _is_of(files["json"], edition):
        return
    write_whole(files["vtt"], render_transcript(edition).encode("utf-8", "replace"))
    write_whole(files["chapters"], render_chapters(edition).encode("utf-8", "replace"))
    write_whole(files["json"], _document(to_record(edition)))


def _is_of(record: Path, edition: Edition) -> bool:
    """
    Tell whether a record on the disk is that of an edition's very audio.
    """
    return edition.programme.sha256.encode() in record.read_bytes()


def _document(record: dict[str, object]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _require_programme(path: Path, edition: Edition) -> None:
    """
    Make sure that a file holds an edition's programme, byte for byte: the feed promises its exact length.
    """
    if _digest(path) != edition.programme.sha256 or path.stat().st_size != edition.programme.size:
        raise OutputError(f"{path} 与本期节目的记录不一致，可能已被改动，没有发布。请重新制作这一期。")


def _digest(path: Path) -> str:
    with output_errors(path), path.open("rb") as audio:
        return hashlib.file_digest(audio, "sha256").hexdigest()
