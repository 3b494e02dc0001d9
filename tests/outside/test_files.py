from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.errors import DiskFullError, OutputError
from bulletin.outside.files import link_or_copy, output_errors, whole_file, write_whole


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_file_appears_whole(tmp_path: Path) -> None:
    """
    After a write, the folder holds that file alone, with all its bytes.
    """
    write_whole(tmp_path / "deep" / "a.mp3", b"abc")
    assert (tmp_path / "deep" / "a.mp3").read_bytes() == b"abc"
    assert names(tmp_path / "deep") == ["a.mp3"]


def test_a_failed_write_leaves_the_old_file_alone(tmp_path: Path) -> None:
    """
    When writing breaks off, the old bytes stand and no half file stays.
    """
    target = tmp_path / "a.mp3"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), whole_file(target) as out:
        out.write(b"new")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.mp3"]


def test_a_folder_that_is_a_file_is_an_output_error(tmp_path: Path) -> None:
    """
    What the system refuses is told with the path and what to do.
    """
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(OutputError, match="写入权限"):
        write_whole(tmp_path / "x" / "a.mp3", b"abc")


def test_no_room_is_a_disk_full_error(tmp_path: Path) -> None:
    """
    A full disk is an error of its own, worth another try later.
    """
    with pytest.raises(DiskFullError, match="磁盘已满") as caught, output_errors(tmp_path):
        raise OSError(28, os.strerror(28))
    assert caught.value.exit_status == 75


def test_a_link_replaces_the_one_before(tmp_path: Path) -> None:
    """
    `latest.mp3` always names exactly one whole file.
    """
    (tmp_path / "one").write_bytes(b"1")
    (tmp_path / "two").write_bytes(b"2")
    link_or_copy(tmp_path / "one", tmp_path / "latest")
    link_or_copy(tmp_path / "two", tmp_path / "latest")
    assert (tmp_path / "latest").read_bytes() == b"2"
    assert names(tmp_path) == ["latest", "one", "two"]


def test_a_link_where_links_are_refused_is_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    On a disk without hard links the bytes are copied.
    """

    def refuse(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "one").write_bytes(b"1")
    link_or_copy(tmp_path / "one", tmp_path / "latest")
    assert (tmp_path / "latest").read_bytes() == b"1"
    assert (tmp_path / "latest").stat().st_ino != (tmp_path / "one").stat().st_ino
