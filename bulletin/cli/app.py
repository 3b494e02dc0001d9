"""
The commands, and what all of them share: options, logs, errors, exit statuses.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from bulletin.cli.slips import slip
from bulletin.cli.usage import Group
from bulletin.config import Settings, find_settings, load_stations
from bulletin.errors import BulletinError, OutputError, UsageError

app = typer.Typer(
    name="bulletin",
    cls=Group,
    help="把报纸版面变成每天准时播出的普通话广播。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ConfigOption = Annotated[
    Path | None, typer.Option("--config", "-c", help="设置文件，默认是当前文件夹的 bulletin.toml。")
]
StationOption = Annotated[str, typer.Option("--station", "-s", help="哪个电台，写它的代号；只有一个电台时不用写。")]
DateOption = Annotated[str, typer.Option("--date", "-d", help="播出日期：2026-11-24、today 或 tomorrow。")]
JsonOption = Annotated[bool, typer.Option("--json", help="在标准输出打印一份 JSON，供程序读取。")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="成品文件夹，默认 audio_out。")]
WorkOption = Annotated[Path | None, typer.Option("--work", help="工作文件夹，默认是成品文件夹里的 .work。")]
AnnouncerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--announcer", "-a", help="播音员，可写多个，按先后顺序替补：edge、espeak、edge:zh-CN-XiaoxiaoNeural。"
    ),
]
SourcesArgument = Annotated[list[Path] | None, typer.Argument(metavar="版面", help="版面文件或文件夹，默认 seeds。")]
VerboseOption = Annotated[int, typer.Option("--verbose", "-v", count=True, help="多说一些，-vv 更多。")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="只说错误。")]


INTERRUPTED = 130
"""Exit status: what a shell expects of a program ended by Ctrl+C."""

YEARS = range(2000, 2100)
"""Years a programme may be made for; the lunar calendar is checked for them."""

# click ships inside typer or beside it, depending on typer's release: its base error is found through typer's own.
_CLICK_ERROR: Any = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")


@dataclass(frozen=True, slots=True)
class Shown:
    """
    Where a command shows what it does.

    Args:
        out: Standard output: tables, or the one JSON document.
        err: Standard error: progress, warnings, logs.
        is_json: Whether the result is printed as JSON.
        is_quiet: Whether only errors are told.
    """

    out: Console
    err: Console
    is_json: bool = False
    is_quiet: bool = False

    def result(self, document: object, draw: Callable[[], None]) -> None:
        """
        Print a result: the JSON document, or else what `draw` prints.

        Raises:
            OutputError: It cannot be written: the disk is full.
            Exit: Nobody reads it any longer (`| head -1`).
        """
        try:
            if self.is_json:
                sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n")
            elif not self.is_quiet:
                draw()
            sys.stdout.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left to be written has no place
            if isinstance(error, BrokenPipeError):
                raise typer.Exit(1) from error
            raise OutputError(f"结果写不出来（{error.strerror}）。请检查磁盘空间。") from error


def shown(verbose: int, logs: int = logging.ERROR, *, is_json: bool = False, is_quiet: bool = False) -> Shown:
    """
    Set up logs and consoles for a command.

    Args:
        verbose: How often `-v` was given.
        logs: The level logged without any; what is below it the command tells the operator in its own words.
        is_json: Whether the result is printed as JSON.
        is_quiet: Whether only errors are told.
    """
    wanted = (logging.ERROR, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    level = logging.ERROR if is_quiet else min(logs, wanted)
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s", stream=sys.stderr)
    if verbose < 2:  # other people's libraries speak only when everything is wanted
        for other in ("apscheduler", "alembic", "asyncio", "jieba"):
            logging.getLogger(other).setLevel(logging.ERROR)
    # Words come from newspapers: square brackets, colons and digits in them are words, no markup.
    out, err = (Console(stderr=is_err, markup=False, emoji=False, highlight=False) for is_err in (False, True))
    return Shown(out, err, is_json, is_quiet)


def settings_for(config: Path | None, station: str = "", **overrides: object) -> Settings:
    """
    Read the settings of the one station a command works for.

    Raises:
        SettingsError: They are wrong.
        UsageError: There is no such station, or there are several and none is named.
    """
    found = stations_for(config, station, **overrides)
    if len(found) > 1:
        raise UsageError(f"有几个电台，请加 --station 写明是哪一个：{_ids(found)}。")
    return found[0]


def stations_for(config: Path | None, station: str = "", **overrides: object) -> tuple[Settings, ...]:
    """
    Read the settings of the station named, or of all stations for `""`; they share one `work` and one `store`.

    Raises:
        SettingsError: They are wrong.
        UsageError: There is no such station.
    """
    found = load_stations(find_settings(config), **overrides)
    named = tuple(one for one in found if station in ("", one.station.id))
    if not named:
        raise UsageError(f"没有代号为“{station}”的电台，有的是：{_ids(found)}。")
    return named


def _ids(found: Sequence[Settings]) -> str:
    return "、".join(one.station.id for one in found)


def day_of(word: str, zone: str, now: datetime) -> date:
    """
    Return the date a word means in a time zone: an ISO date, `today`, `tomorrow`; empty means today.

    Raises:
        UsageError: It is none of these.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    named = {"": today, "today": today, "tomorrow": today + timedelta(days=1)}
    if word in named:
        return named[word]
    try:
        day = date.fromisoformat(word)
    except ValueError as error:
        raise UsageError(f"看不懂日期“{word}”。请写成 2026-11-24 这样，或 today、tomorrow。") from error
    if day.year not in YEARS:
        raise UsageError(f"日期“{word}”太远，年份请在 {YEARS[0]} 到 {YEARS[-1]} 之间。")
    return day


def run(args: list[str] | None = None) -> None:
    """
    Run a command and exit with its status.

    A `BulletinError` is told in one line; anything else is a fault of the program and shows its traceback.
    """
    from bulletin.cli import editing, look, make, reviewing, running, sources, upkeep, watching  # noqa: F401, PLC0415 - each adds its commands

    try:
        status: Any = app(args, standalone_mode=False)
    except BulletinError as error:
        sys.stderr.write(_line(error.code, str(error)))
        sys.exit(error.exit_status)
    except typer.Exit as leave:
        sys.exit(leave.exit_code)
    except typer.Abort:
        sys.stderr.write("已中止。\n")
        sys.exit(1)
    except _CLICK_ERROR as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()
        else:
            sys.stderr.write(_line(UsageError.code, slip(error)))
        sys.exit(2)
    if status == INTERRUPTED:
        sys.stderr.write("已中止。\n")
    sys.exit(status if isinstance(status, int) else 0)


def _line(code: str, told: str) -> str:
    return f"错误 {code}：{' '.join(told.split())}\n"
