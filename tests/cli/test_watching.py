from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest
from fakes import FixedClock

from bulletin.cli.app import run
from bulletin.cli.watching import look
from bulletin.config import Settings

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""08:00 in China: half an hour after the air time of a station that has published nothing."""


Look: TypeAlias = Callable[..., list[str]]


@pytest.fixture
def looked(tmp_path: Path) -> Look:
    """
    Looks twice, a minute apart, and returns what the operator was told each time; `""` for nothing.
    """

    def twice(program: str, webhook: str = "") -> list[str]:
        bells = {"command": [sys.executable, "-c", program] if program else [], "webhook": webhook}
        settings = Settings.model_validate({"output": tmp_path / "out", "work": tmp_path / "work", "watch": bells})
        clock, told = FixedClock(NOW), []
        for _ in range(2):
            document = look(settings, clock)
            assert document["troubles"]
            told.append(document["told"])
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


def two_stations(tmp_path: Path) -> Path:
    """
    Write the settings of two stations that publish nothing; at any moment one of their two air times is due.
    """
    file = tmp_path / "bulletin.toml"
    file.write_text(f'output = "{tmp_path / "out"}"\n', "utf-8")
    (tmp_path / "stations").mkdir()
    for name in ("a", "b"):
        (tmp_path / "stations" / f"{name}.toml").write_text(
            f'[station]\nid = "{name}"\nname = "{name}台"\nslots = [{{at = "07:30"}}, {{at = "18:00"}}]\n', "utf-8"
        )
    return file


def test_every_station_is_watched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    One look sees all stations, names each with its troubles, and fails; one named is looked at alone.
    """
    file = two_stations(tmp_path)
    with pytest.raises(SystemExit) as ended:
        run(["watch", "--config", str(file), "--json"])
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (ended.value.code, document["ok"]) == (1, False)
    assert [one["station"] for one in document["stations"]] == ["a", "b"]
    assert "a：节目源读不到" in said.err
    assert "b：节目源读不到" in said.err
    with pytest.raises(SystemExit):
        run(["watch", "--config", str(file), "--json", "--station", "b"])
    assert [one["station"] for one in json.loads(capsys.readouterr().out)["stations"]] == ["b"]


def test_one_address_is_not_taken_for_two_stations(tmp_path: Path) -> None:
    """
    An address without the station's place in it would make a healthy station look silent: it is refused.
    """
    file = two_stations(tmp_path)
    with pytest.raises(SystemExit) as ended:
        run(["watch", "--config", str(file), "--url", "http://127.0.0.1:1/a"])
    assert ended.value.code == 2


def test_an_address_may_be_that_of_every_station(tmp_path: Path) -> None:
    """
    `{station}` in it stands for the station's id; a slash at its end does no harm.
    """
    settings = Settings.model_validate({"output": tmp_path / "out", "work": tmp_path / "work"})
    (trouble,) = look(settings, FixedClock(NOW), "http://127.0.0.1:1/{station}/")["troubles"]
    assert "http://127.0.0.1:1/village/feed.xml" in trouble
