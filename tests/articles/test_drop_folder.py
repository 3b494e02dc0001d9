from __future__ import annotations

import os
from pathlib import Path

import pytest
from fakes import NOON, FixedClock

from bulletin.articles.drop_folder import READ, REASON, UNREAD, DropFolder
from bulletin.errors import SourceError

TEXT = "荷塘大桥伸缩缝更换工程11月24日完工，大桥当天恢复双向通车，公交线路同步恢复。"
DAY = "2026-11-25"


def drop(folder: Path, name: str, data: str | bytes, age: float = 60.0) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    os.utime(path, (NOON.timestamp() - age,) * 2)
    return path


def source(folder: Path) -> DropFolder:
    return DropFolder("投稿", folder, FixedClock())


def test_a_read_file_is_moved_and_read_again_today(tmp_path: Path) -> None:
    """
    The folder shows what is still to come; an edition made twice has the same news.
    """
    drop(tmp_path, "a.md", f"# 荷塘大桥恢复双向通车\n\n{TEXT}")
    first = source(tmp_path).read()
    assert [a.headline for a in first] == ["荷塘大桥恢复双向通车"]
    assert [p.name for p in (tmp_path / READ / DAY).iterdir()] == ["a.md"]
    assert not (tmp_path / "a.md").exists()
    assert source(tmp_path).read() == first


def test_yesterdays_files_are_not_news_today(tmp_path: Path) -> None:
    """
    What was read on another day stays read.
    """
    drop(tmp_path, "a.md", f"# 荷塘大桥恢复双向通车\n\n{TEXT}")
    source(tmp_path).read()
    clock = FixedClock()
    clock.push(86_400)
    assert DropFolder("投稿", tmp_path, clock).read() == ()


def test_a_failed_file_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    """
    The others are read; the clerk finds the reason beside the file.
    """
    drop(tmp_path, "bad.pdf", b"PK\x03\x04 no pdf")
    drop(tmp_path, "good.md", f"# 荷塘大桥恢复双向通车\n\n{TEXT}")
    assert len(source(tmp_path).read()) == 1
    assert (tmp_path / UNREAD / "bad.pdf").is_file()
    assert "不是 PDF" in (tmp_path / UNREAD / f"bad.pdf{REASON}").read_text("utf-8")


def test_when_all_fail_the_first_error_is_raised(tmp_path: Path) -> None:
    """
    A folder of damage is a failing source.
    """
    drop(tmp_path, "bad.pdf", b"x")
    with pytest.raises(SourceError):
        source(tmp_path).read()


def test_a_file_that_is_still_being_copied_waits(tmp_path: Path) -> None:
    """
    Half a file is neither read nor moved.
    """
    path = drop(tmp_path, "a.md", "# 半", age=0.5)
    assert source(tmp_path).read() == ()
    assert path.is_file()


def test_a_missing_folder_is_made_and_empty(tmp_path: Path) -> None:
    """
    No file is no failure: the clerk has nothing today.
    """
    assert source(tmp_path / "new").read() == ()
    assert (tmp_path / "new").is_dir()


def test_a_second_file_of_one_name_overwrites_nothing(tmp_path: Path) -> None:
    """
    Both are kept.
    """
    for text in ("荷塘大桥恢复双向通车", "云津区启动加装电梯"):
        drop(tmp_path, "a.md", f"# {text}\n\n{TEXT}")
        source(tmp_path).read()
    assert sorted(p.name for p in (tmp_path / READ / DAY).iterdir()) == ["a-2.md", "a.md"]
    assert len(source(tmp_path).read()) == 2


def test_a_folder_that_cannot_be_is_a_failing_source(tmp_path: Path) -> None:
    """
    It fails alone, as any source: the edition goes on.
    """
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match="不能读写"):
        source(tmp_path / "file" / "folder").read()
