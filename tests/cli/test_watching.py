from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest
from fakes import FixedClock
from rich.console import Console

from bulletin.cli.app import Shown
from bulletin.cli.watching import look
from bulletin.config import Settings

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""08:00 in China: half an hour after the air time of a station that has published nothing."""


Look: TypeAlias = Callable[..., list[str]]


@pytest.fixture
def looked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Look:
    """
    Looks twice, a minute apart, and returns what the operator was told each time; `""` for nothing.
    """

    def twice(program: str, webhook: str = "") -> list[str]:
        bells = {"command": [sys.executable, "-c", program] if program else [], "webhook": webhook}
        settings = Settings.model_validate({"output": tmp_path / "out", "work": tmp_path / "work", "watch": bells})
        clock, told = FixedClock(NOW), []
        for _ in range(2):
            assert look(settings, clock, "", Shown(Console(), Console(), is_json=True))
            told.append(json.loads(capsys.readouterr().out)["told"])
            clock.push(60)
        return told

    return twice


def test_what_a_bell_told_is_not_told_again_at_once(looked: Look, tmp_path: Path) -> None:
    """
    One bell that rang is enough, though another is broken: the same trouble waits for the cooldown.
    """
    first, second = looked(
        f"import sys; open({str(tmp_path / 'heard')!r}, 'a').write(sys.stdin.read())", webhook="http://127.0.0.1:1/"
    )
    assert first
    assert not second
    assert (tmp_path / "heard").read_text("utf-8").count(first) == 1


def test_what_nobody_heard_is_told_again(looked: Look) -> None:
    """
    While every bell is broken each look tries again, and the first that rings ends it.
    """
    first, second = looked("raise SystemExit(1)")
    assert first == second != ""
    assert looked("pass") == [first, ""]


def test_without_bells_it_is_enough_to_say_it(looked: Look) -> None:
    """
    Whoever set no bell reads the command's own words: those are told, once an hour.
    """
    assert looked("")[1] == ""


def test_a_full_disk_does_not_end_the_watch(looked: Look, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """
    Where it cannot be kept what was told, it is told again and the reason logged.
    """
    (tmp_path / "work").write_text("a file where the folder should be")
    first, second = looked("pass")
    assert first == second != ""
    assert "will be told again" in caplog.text
