from __future__ import annotations

import io
from pathlib import Path

import pytest

from bulletin.cli.app import run
from bulletin.config import load_settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answered(monkeypatch: pytest.MonkeyPatch, *answers: str) -> int:
    """
    Answer the questions, one line after another; return the exit status.
    """
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
    with pytest.raises(SystemExit) as left:
        run(["init"])
    return int(left.value.code or 0)


def test_pressing_enter_five_times_is_enough(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Every question has an answer that works.
    """
    assert answered(monkeypatch, "", "", "", "", "") == 0
    assert load_settings(folder / "bulletin.toml") == load_settings()


def test_a_wrong_answer_is_asked_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Only that question comes again, with what is wrong; the answers before it are kept.
    """
    answers = ("Bai Sha", "baisha", "“白沙”广播站", "白沙\\街道", "25:00", "22:00", "7：30", "D:\\版面")
    assert answered(monkeypatch, *answers) == 0
    station = load_settings(folder / "bulletin.toml").on_air()
    assert (station.id, station.name, station.place) == ("baisha", "“白沙”广播站", "白沙\\街道")
    assert [f"{slot.at:%H:%M}" for slot in station.slots] == ["07:30"]
    err = capsys.readouterr().err
    assert err.count("请再答一次") == 3
    assert "小写英文字母" in err
    assert "要写成时刻" in err
    assert "安静时段" in err


def test_what_a_keyboard_sends_beside_letters_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    An arrow key or a stray control character in an answer must not spoil the file.
    """
    assert answered(monkeypatch, "baisha", "白沙\x1b广播站\x7f", "", "", "") == 0
    assert load_settings(folder / "bulletin.toml").station.name == "白沙广播站"


def test_questions_left_open_write_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Whoever stops in the middle finds no half settings file.
    """
    assert answered(monkeypatch, "baisha") == 1
    assert not (folder / "bulletin.toml").exists()
