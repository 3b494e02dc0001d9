"""
Reading settings: files, environment and command line laid over one another, paths made absolute.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bulletin.config.environment import UnreadableError
from bulletin.config.faults import faults_of, ill_formed
from bulletin.config.settings import Settings
from bulletin.errors import SettingsError

FILE_NAME = "bulletin.toml"
STATIONS_FOLDER = "stations"
"""Beside the settings file: a file for each station, where there is more than one."""


def find_settings(named: Path | None) -> Path | None:
    """
    Return the settings file to read: the one named, the one in `BULLETIN_CONFIG`, or the one here; else None.

    Raises:
        SettingsError: The named file is not there, or is that of one station among several.
    """
    wanted = named or (Path(os.environ["BULLETIN_CONFIG"]) if os.environ.get("BULLETIN_CONFIG") else None)
    if wanted is None:
        here = Path(FILE_NAME)
        return here if here.is_file() else None
    if not wanted.is_file():
        raise SettingsError(f"找不到设置文件 {wanted}。请检查 --config 后面的路径。")
    if wanted.absolute().parent.name == STATIONS_FOLDER and wanted.name != FILE_NAME:
        raise SettingsError(_one_of_many(wanted))
    return wanted


def _one_of_many(file: Path) -> str:
    station = _read_table(file).get("station")
    name = station.get("id", "代号") if isinstance(station, dict) else "代号"
    base = file.parent.parent / FILE_NAME
    return f"{file} 只是其中一个电台的设置，要和总设置一起读。请改写 --config {base} --station {name}。"


def load_settings(file: Path | None = None, **overrides: object) -> Settings:
    """
    Read and check the settings.

    Args:
        file: A TOML file, or None for defaults alone. Relative paths in it are meant from its folder.
        overrides: Top-level settings that win over file and environment, as from the command line; None is no override.
            Relative paths in them are meant from the current folder.

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
    except ValidationError as error:
        where = f"设置文件 {named}" if named else "设置（环境变量 BULLETIN_*）"
        faults = faults_of(error, Settings)
        raise SettingsError(f"{where} 有 {len(faults)} 处错误：{'；'.join(faults)}") from error
    except UnreadableError as error:
        raise SettingsError(f"环境变量 {error}。") from error
    typed = {name: value for name, value in overrides.items() if value is not None}
    return _absolute(settings.model_copy(update=typed), anchor.parent if anchor else Path(), typed.keys())


def faults_in(table: Mapping[str, Any]) -> tuple[str, ...]:
    """
    Return what is wrong with a few settings by themselves, for a door that asks for one at a time; empty: nothing.
    """
    try:
        Settings(**table)
    except ValidationError as error:
        return faults_of(error, Settings)
    return ()


def load_stations(file: Path | None = None, **overrides: object) -> tuple[Settings, ...]:
    """
    Read the settings of every station: one for each `stations/*.toml` beside the settings file, in the order of names.

    What stands in a station's file overrides the settings file, but for `work` and `store`: all share one database.
    Without such files that is the one station.

    Raises:
        SettingsError: As in `load_settings`; two stations have the same id; a station wants a database of its own.
    """
    folder = (file.parent if file else Path()) / STATIONS_FOLDER
    files = sorted(folder.glob("*.toml"))
    base = _read_table(file) if file else {}
    if not files:
        return (_settings(base, file, file, overrides),)
    house = _settings({name: base[name] for name in base.keys() & _SHARED}, file, file, overrides)
    shared = {"work": house.work, "store": house.store}
    found = tuple(_settings(_of_station(base, one), one, file, overrides).model_copy(update=shared) for one in files)
    ids = Counter(settings.station.id for settings in found)
    twice = sorted(name for name, count in ids.items() if count > 1)
    if twice:
        raise SettingsError(f"{folder} 里有电台代号重复：{'、'.join(twice)}。每个电台要有自己的 station.id。")
    return found


_SHARED = {"output", "work", "store"}
"""What says where the one database of all stations lies."""


def _of_station(base: Mapping[str, Any], file: Path) -> dict[str, Any]:
    own = _read_table(file)
    for name in sorted({"work", "store"} & own.keys()):
        raise SettingsError(f"设置文件 {file} 里不能写 {name}：各电台共用一个数据库。请写在总设置里。")
    return _merged(base, own)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """
    Lay one table over another, table by table; lists are replaced whole.
    """
    both = [name for name in base.keys() & over.keys() if isinstance(base[name], dict) and isinstance(over[name], dict)]
    return {**base, **over, **{name: _merged(base[name], over[name]) for name in both}}


def _read_table(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text("utf-8-sig")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise SettingsError(f"设置文件 {file} 不是 UTF-8 编码。请用 UTF-8 另存一次。") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"设置文件 {file} {ill_formed(str(error), text)}") from error
    except OSError as error:
        raise SettingsError(f"读不了设置文件 {file}：{error.strerror}。") from error


def _absolute(settings: Settings, base: Path, typed: Collection[str]) -> Settings:
    """
    Anchor relative paths: those of the file in its folder, those typed by hand in the current one.
    """

    def anchored(name: str, path: Path) -> Path:
        return (Path.cwd() if name in typed else base.absolute()) / path.expanduser()

    output = anchored("output", settings.output)
    work = output / ".work" if settings.work == Path() else anchored("work", settings.work)
    for source in settings.sources:
        if web := re.match(r"(https?):[/\\]+(.*)", str(source)):
            where = f"{web[1]}://{web[2]}"
            raise SettingsError(
                f"稿源 {where} 是网址，这里只能写文件和文件夹。网上的来源请用 bulletin source add 添加。"
            )
    sources = tuple(anchored("sources", s) for s in settings.sources)
    paths = {
        "lexicon": settings.speech.lexicon and anchored("lexicon", settings.speech.lexicon),
        "recordings": settings.speech.recordings and anchored("recordings", settings.speech.recordings),
        "models": tuple(anchored("models", folder) for folder in settings.speech.models),
    }
    speech = settings.speech.model_copy(update=paths)
    return settings.model_copy(update={"output": output, "work": work, "sources": sources, "speech": speech})
