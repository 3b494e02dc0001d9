from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bulletin.cli import editing, look, make, reviewing, running, sources, upkeep, watching
from bulletin.cli.app import app, run

ROOT = Path(__file__).parents[2]
ALL = (editing, look, make, reviewing, running, sources, upkeep, watching)  # each adds its commands


def commands(group: Any, *before: str) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 - click's own
    for name, one in group.commands.items():
        yield (*before, name), one
        if hasattr(one, "commands"):
            yield from commands(one, *before, name)


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("columns", ["60", "80", "200"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_chinese_and_whole_at_any_width(
    words: tuple[str, ...], columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Whoever asks how a command is used reads every word of it, and no English but names of options and files.
    """
    monkeypatch.setenv("COLUMNS", columns)
    with pytest.raises(SystemExit) as left:
        run([*words, "--help"])
    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert shown.startswith("用法：")
    assert f" {' '.join(words)} " in shown.partition("\n")[0]
    packed = re.sub(r"\s", "", shown)
    for one in COMMANDS[words].params:
        assert re.sub(r"\s", "", one.help or "") in packed
    assert not re.search(r"Usage|Options|Arguments|Commands|default|required|Show this", shown)


def bulletin(*words: str, cwd: Path, encoding: str, out: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - a file or a pipe
    settings = {k: v for k, v in os.environ.items() if not k.startswith("BULLETIN_")}
    return subprocess.run(
        [sys.executable, "-m", "bulletin.cli", *words],
        cwd=cwd,
        env=settings | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
        stdout=out,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", [("source", "list"), ("source", "list", "--json"), ("--help",)])
def test_letters_the_terminal_does_not_know_end_no_command(tmp_path: Path, words: tuple[str, ...]) -> None:
    """
    A pipe on Windows knows the letters of one country; the others are shown by number.
    """
    bulletin(
        "source", "add", str(ROOT / "seeds"), "--name", "䶮村", cwd=tmp_path, encoding="utf-8", out=subprocess.PIPE
    )
    done = bulletin(*words, cwd=tmp_path, encoding="ascii", out=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_result_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, form: tuple[str, ...]) -> None:
    """
    A full disk behind `> file` is no fault of the program.
    """
    with Path("/dev/full").open("wb") as full:
        done = bulletin("source", "list", *form, cwd=tmp_path, encoding="utf-8", out=full)
    told = done.stderr.decode()
    assert (done.returncode, told.count("\n")) == (1, 1)
    assert told.startswith("错误 BUL-500：结果写不出来")


def test_without_any_output_a_command_still_works(tmp_path: Path) -> None:
    """
    A scheduler may start it with standard output closed.
    """
    line = f"'{sys.executable}' -m bulletin.cli source list --json >&-"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_is_answered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Whoever stops a command reads that it stopped; the status is what a shell expects.
    """

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bulletin.checkup.examine", interrupted)
    with pytest.raises(SystemExit) as left:
        run(["doctor"])
    assert (left.value.code, capsys.readouterr().err) == (130, "已中止。\n")
