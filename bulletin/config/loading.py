"""
Reading settings: files, environment and command line laid over one another, paths made absolute.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bulletin.config.faults import faults_of
from bulletin.config.settings import Settings
from bulletin.errors import SettingsError

FILE_NAME = "bulletin.toml"
STATIONS_FOLDER = "stations"
"""Beside the settings file: a file for each station, where there is more than one."""


def find_settings(named: Path | None) -> Path | None:
    """
    Return the settings file to read: the one named, the one in `BULLETIN_CONFIG`, or the one here; else None.

    Raises:
        SettingsError: The named file is not there.
    """
    wanted = named or (Path(os.environ["BULLETIN_CONFIG"]) if os.environ.get("BULLETIN_CONFIG") else None)
    if wanted is not None:
        if not wanted.is_file():
            raise SettingsError(f"找不到设置文件 {wanted}。请检查 --config 后面的路径。")
        return wanted
    here = Path(FILE_NAME)
    return here if here.is_file() else None


def load_settings(file: Path | None = None, **overrides: object) -> Settings:
    """
    Read and check the settings.

    Args:
        file: A TOML file, or None for defaults alone. Relative paths in it are meant from its folder.
        overrides: Top-level settings that win over file and environment, as from the command line; None is no override.

    Raises:
        SettingsError: The file is no TOML, or settings in it are wrong; all faults are listed.
    """
    return _settings(_read_table(file) if file else {}, file, file, overrides)


def _settings(
    table: Mapping[str, Any], named: Path | None, anchor: Path | None, overrides: Mapping[str, object]
) -> Settings:
    """
    Check a table of settings; faults are told of the file `named`, relative paths start at the folder of `anchor`.
    """
    try:
        settings = Settings(**table)
        chosen = {k: v for k, v in overrides.items() if v is not None}
        settings = Settings.model_validate({**settings.model_dump(), **chosen}) if chosen else settings
    except ValidationError as error:
        where = f"设置文件 {named}" if named else "设置（环境变量 BULLETIN_*）"
        raise SettingsError(f"{where} 有{faults_of(error, Settings)}") from error
    return _absolute(settings, anchor.parent if anchor else Path(), set(overrides))


def load_stations(file: Path | None = None, **overrides: object) -> tuple[Settings, ...]:
    """
    Read the settings of every station: one for each `stations/*.toml` beside the settings file, in the order of names.

    What stands in a station's file overrides the settings file. Without such files that is the one station.

    Raises:
        SettingsError: As in `load_settings`, or two stations have the same id.
    """
    folder = (file.parent if file else Path()) / STATIONS_FOLDER
    files = sorted(folder.glob("*.toml"))
    if not files:
        return (load_settings(file, **overrides),)
    base = _read_table(file) if file else {}
    found = tuple(_settings(_merged(base, _read_table(one)), one, file, overrides) for one in files)
    ids = Counter(settings.station.id for settings in found)
    twice = sorted(name for name, count in ids.items() if count > 1)
    if twice:
        raise SettingsError(f"{folder} 里有电台代号重复：{'、'.join(twice)}。每个电台要有自己的 station.id。")
    return found


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """
    Lay one table over another, table by table; lists are replaced whole.
    """
    both = [name for name in base.keys() & over.keys() if isinstance(base[name], dict) and isinstance(over[name], dict)]
    return {**base, **over, **{name: _merged(base[name], over[name]) for name in both}}


def _read_table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"设置文件 {file} 不是 UTF-8 编码。请用 UTF-8 另存一次。") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"设置文件 {file} 的格式不对：{error}。请对照 docs/设置.md 改正。") from error
    except OSError as error:
        raise SettingsError(f"读不了设置文件 {file}：{error.strerror}。") from error


def _absolute(settings: Settings, base: Path, typed: set[str]) -> Settings:
    """
    Anchor relative paths: those of the file in its folder, those typed by hand in the current one.
    """

    def anchored(name: str, path: Path) -> Path:
        return (Path.cwd() if name in typed else base.absolute()) / path.expanduser()

    output = anchored("output", settings.output)
    work = output / ".work" if settings.work == Path() else anchored("work", settings.work)
    sources = tuple(anchored("sources", s) for s in settings.sources)
    paths = {
        "lexicon": settings.speech.lexicon and anchored("lexicon", settings.speech.lexicon),
        "recordings": settings.speech.recordings and anchored("recordings", settings.speech.recordings),
        "models": tuple(anchored("models", folder) for folder in settings.speech.models),
    }
    speech = settings.speech.model_copy(update=paths)
    return settings.model_copy(update={"output": output, "work": work, "sources": sources, "speech": speech})
