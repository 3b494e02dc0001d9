"""
What all commands are asked alike: which station, with which settings, how to answer.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from bulletin.cli.app import (
    ConfigOption,
    JsonOption,
    OutputOption,
    QuietOption,
    Shown,
    StationOption,
    VerboseOption,
    WorkOption,
    app,
    settings_for,
    shown,
    stations_for,
)
from bulletin.cli.usage import Command
from bulletin.config import Settings
from bulletin.errors import UsageError
from bulletin.model import EditionKey

Act = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Request:
    """
    What one run of a command was asked, but for the options of its own.

    Args:
        screen: Where it answers.
        config: The settings file named, if any.
        station: The id of the station named, `""` for none.
        output: The output folder named, if any.
        work: The work folder named, if any.
    """

    screen: Shown
    config: Path | None = None
    station: str = ""
    output: Path | None = None
    work: Path | None = None

    def settings(self, **overrides: object) -> Settings:
        """
        Read the settings of the one station that is meant.

        Raises:
            SettingsError: They are wrong.
            UsageError: There is no such station, or there are several and none is named.
        """
        return settings_for(self.config, self.station, output=self.output, work=self.work, **overrides)

    def stations(self, **overrides: object) -> tuple[Settings, ...]:
        """
        Read the settings of the station named, or of all stations.

        Raises:
            SettingsError: They are wrong.
            UsageError: There is no such station.
        """
        return stations_for(self.config, self.station, output=self.output, work=self.work, **overrides)

    def edition(self, words: str) -> tuple[Settings, str]:
        """
        Read the settings of the station whose edition is meant; return them and the edition's name without the station.

        `b/2026-11-24-0730` is the edition `2026-11-24-0730` of the station `b`.

        Raises:
            SettingsError: They are wrong.
            UsageError: There is no such station; there are several and none is named; two are named.
        """
        station, _, name = words.rpartition("/")
        if station and self.station not in ("", station):
            raise UsageError(f"{words} 不是电台 {self.station} 的。请去掉 --station，或只写 {name}。")
        wanted = station or self.station
        return settings_for(self.config, wanted, output=self.output, work=self.work), name

    def name_of(self, key: EditionKey, *, is_one_of_many: bool = False) -> str:
        """
        Return the name by which a command knows an edition: with its station where there is more than one.
        """
        return f"{key.station}/{key.name}" if is_one_of_many or self.station else key.name


def _asked(  # one parameter for each option that all commands share
    *,
    station: StationOption = "",
    output: OutputOption = None,
    work: WorkOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
    logs: int = logging.ERROR,
) -> Request:
    return Request(shown(verbose, logs, is_json=as_json, is_quiet=quiet), config, station, output, work)


_SHARED = {name: one for name, one in inspect.signature(_asked, eval_str=True).parameters.items() if name != "logs"}


def command(
    group: typer.Typer = app, name: str | None = None, *, without: Sequence[str] = (), logs: int = logging.ERROR
) -> Callable[[Act], Act]:
    """
    Return a decorator that makes a command of a function whose first parameter is a `Request`.

    The command has the options of the function's other parameters and those all commands share.

    Args:
        group: Where the command belongs.
        name: What it is called; None: as the function is.
        without: Shared options it does not have: `station`, `as_json`.
        logs: The level it logs without any `-v`: what is below it, it tells the operator in its own words.
    """

    def add(act: Act) -> Act:
        shared = {word: option for word, option in _SHARED.items() if word not in without}
        _, *own = inspect.signature(act, eval_str=True).parameters.values()

        def run(**words: Any) -> None:  # noqa: ANN401 - options of any type
            asked = {word: words.pop(word) for word in shared}
            act(_asked(**asked, logs=logs), **words)

        options = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*own, *shared.values())]
        run.__name__, run.__doc__ = act.__name__, act.__doc__
        run.__annotations__ = {one.name: one.annotation for one in options}
        run.__dict__["__signature__"] = inspect.Signature(options)  # what typer reads the options from
        group.command(name, cls=Command)(run)
        return act

    return add
