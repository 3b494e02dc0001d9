"""
Settings: `bulletin.toml` and the environment, checked once, frozen from then on.

Every setting has a default that works, so no file is needed. The environment overrides the file:
`BULLETIN_STATION__NAME=...` is `name` in `[station]`. All faults of a file are told at once.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bulletin import airtimes
from bulletin.errors import SettingsError
from bulletin.model import Approval, DayPlan, Slot, Station

FILE_NAME = "bulletin.toml"
STATIONS_FOLDER = "stations"
"""Beside the settings file: a file for each station, where there is more than one."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"不认识的时区“{name}”，例如 Asia/Shanghai") from error
    return name


def _plain_id(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError("只能用小写英文字母、数字和连字符，例如 baisha")
    return name


def _address(url: str) -> str:
    if url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        raise ValueError("要以 http:// 或 https:// 开头，例如 http://192.168.1.10:8321")
    return url.rstrip("/")


def _rung(name: str) -> str:
    announcer = name.partition(":")[0]
    if announcer not in ANNOUNCERS:
        raise ValueError(f"没有叫“{announcer}”的播音员，可用的有：{'、'.join(ANNOUNCERS)}")
    return name


ANNOUNCERS = ("edge", "espeak")
"""Names the ladder may use; `station.py` builds them."""

Rung = Annotated[str, AfterValidator(_rung)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SlotSettings(_Part):
    """
    One air time; the words of `bulletin.model.Slot`.
    """

    at: time = time(7, 30)
    seconds: float = Field(default=300.0, ge=30, le=3600)
    approval: Approval = "auto"
    catch_up_minutes: float = Field(default=120.0, ge=0, le=1440)

    def slot(self) -> Slot:
        """
        Return the slot these settings describe.
        """
        return Slot(self.at, self.seconds, self.approval, self.catch_up_minutes * 60)


class DaySettings(_Part):
    """
    One date with other air times; the words of `bulletin.model.DayPlan`.
    """

    date: date
    slots: tuple[SlotSettings, ...] = ()
    reason: str = ""


class StationSettings(_Part):
    """
    Who broadcasts; the words of `bulletin.model.Station`.
    """

    id: Annotated[str, AfterValidator(_plain_id)] = "village"
    name: str = Field(default="村村响广播站", min_length=1, max_length=40)
    place: str = ""
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Shanghai"
    public_url: Annotated[str, AfterValidator(_address)] = ""
    producer_code: str = ""
    slots: tuple[SlotSettings, ...] = Field(default=(SlotSettings(),), min_length=1)
    days: tuple[DaySettings, ...] = ()
    exception_reason: str = ""

    @model_validator(mode="after")
    def _airs_when_it_may(self) -> Self:
        """
        Refuse air times in quiet hours or past the limits of a day, unless the station states why it needs them.
        """
        plans = (self.slots, *(day.slots for day in self.days))
        found = dict.fromkeys(fault for plan in plans for fault in airtimes.faults([one.slot() for one in plan]))
        if found and not self.exception_reason:
            raise ValueError(f"{'；'.join(found)}。确有需要时，请在 station.exception_reason 写明理由")
        return self


class SpeechSettings(_Part):
    """
    Who speaks.

    Args:
        ladder: Announcers in the order they are tried, `name` or `name:voice`.
        proxy: For the online voice; empty: what the environment says.
        lexicon: A file with the operator's own readings.
        budget_s: How long speaking one edition may take, in seconds.
    """

    ladder: tuple[Rung, ...] = Field(default=("edge:zh-CN-YunyangNeural", "espeak"), min_length=1)
    proxy: str = ""
    lexicon: Path | None = None
    budget_s: float = Field(default=600.0, ge=5, le=7200)


class ProgrammeSettings(_Part):
    """
    How it sounds: `studio` for phones and podcasts, `horn` for outdoor loudspeakers by day, `night` for quiet streets.
    """

    rendition: Literal["studio", "horn", "night"] = "studio"


class DaemonSettings(_Part):
    """
    How the daemon works: how many minutes before air time it begins, and how many editions it makes at a time.
    """

    lead_minutes: float = Field(default=10.0, ge=0.5, le=720)
    hands: int = Field(default=2, ge=1, le=64)


class ServeSettings(_Part):
    """
    Where `bulletin serve` listens.
    """

    host: str = "0.0.0.0"  # noqa: S104 - loudspeakers on the local network fetch from it; it only gives out what is published
    port: int = Field(default=8321, ge=1, le=65535)


class Settings(BaseSettings):
    """
    All settings, with paths made absolute by `load_settings`.

    Args:
        sources: Where articles are read, files or folders.
        output: Where editions are published.
        work: Clips in the making and the database; by default the folder `.work` in `output`, so that both live,
            move and die together.
        store: The address of a PostgreSQL database; empty: a SQLite file in `work`.
    """

    model_config = SettingsConfigDict(
        env_prefix="BULLETIN_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    station: StationSettings = StationSettings()
    sources: tuple[Path, ...] = (Path("seeds"),)
    output: Path = Path("audio_out")
    work: Path = Path()
    store: str = ""
    speech: SpeechSettings = SpeechSettings()
    programme: ProgrammeSettings = ProgrammeSettings()
    daemon: DaemonSettings = DaemonSettings()
    serve: ServeSettings = ServeSettings()
    logs: Literal["error", "warning", "info", "debug"] = "warning"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """
        Let the environment override the file, which `load_settings` passes as keywords.
        """
        return env_settings, init_settings

    def on_air(self) -> Station:
        """
        Return the station these settings describe.
        """
        facts = self.station.model_dump(exclude={"slots", "days", "exception_reason"})
        days = tuple(DayPlan(one.date, _in_order(one.slots), one.reason) for one in self.station.days)
        return Station(**facts, slots=_in_order(self.station.slots), days=days)


def _in_order(slots: Sequence[SlotSettings]) -> tuple[Slot, ...]:
    return tuple(sorted((one.slot() for one in slots), key=lambda slot: slot.at))


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
        raise SettingsError(f"{where} 有{_faults(error)}") from error
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
    tables = {
        name: _merged(base[name], over[name]) for name in base.keys() & over.keys() if _are_tables(base, over, name)
    }
    return {**base, **over, **tables}


def _are_tables(base: Mapping[str, Any], over: Mapping[str, Any], name: str) -> bool:
    return isinstance(base[name], dict) and isinstance(over[name], dict)


def _read_table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"设置文件 {file} 不是 UTF-8 编码。请用 UTF-8 另存一次。") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"设置文件 {file} 的格式不对：{error}。请对照 docs/设置.md 改正。") from error
    except OSError as error:
        raise SettingsError(f"读不了设置文件 {file}：{error.strerror}。") from error


def _faults(error: ValidationError) -> str:
    errors = error.errors()
    places = [one["loc"] for one in errors]
    # A list whose only entry is wrong is also reported as too short: that second fault is none.
    real = [one for one in errors if not (one["type"] == "too_short" and _has_inner(places, one["loc"]))]
    told = "；".join(_fault(one["loc"], one["type"], one["msg"], one.get("ctx", {})) for one in real)
    return f" {len(real)} 处错误：{told}"


def _has_inner(places: list[tuple[int | str, ...]], place: tuple[int | str, ...]) -> bool:
    return any(len(p) > len(place) and p[: len(place)] == place for p in places)


_SAID = {
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_too_short": "不能为空",
    "string_too_long": "最多 {max_length} 个字",
    "too_short": "至少要有 {min_length} 项",
    "literal_error": "只能是 {expected}",
    "string_type": "要用引号括起来的文字",
    "tuple_type": "要用方括号列出，例如 [ ... ]",
    "path_type": "要用引号括起来的路径",
}
"""What each kind of fault means, for the operator; times and numbers are told by the start of their kind's name."""


def _fault(place: tuple[int | str, ...], kind: str, message: str, facts: dict[str, Any]) -> str:
    name = ".".join(str(p + 1) if isinstance(p, int) else p for p in place)
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]), _names(place[:-1]), n=1, cutoff=0.5)
        return f"{name}：没有这一项" + (f"，是不是想写 {near[0]}？" if near else "")
    if kind.startswith("time"):
        return f"{name}：要写成时刻，例如 07:30"
    if kind.startswith(("int", "float")):
        return f"{name}：要写成数字"
    return f"{name}：{_SAID.get(kind, message.removeprefix('Value error, ')).format(**facts)}"


def _names(place: tuple[int | str, ...]) -> list[str]:
    model: Any = Settings
    for step in place:
        if isinstance(step, str):
            annotation = model.model_fields[step].annotation
            model = next((a for a in getattr(annotation, "__args__", ()) if hasattr(a, "model_fields")), annotation)
    return list(getattr(model, "model_fields", {}))


def _absolute(settings: Settings, base: Path, typed: set[str]) -> Settings:
    """
    Anchor relative paths: those of the file in its folder, those typed by hand in the current one.
    """

    def anchored(name: str, path: Path) -> Path:
        return (Path.cwd() if name in typed else base.absolute()) / path.expanduser()

    output = anchored("output", settings.output)
    work = output / ".work" if settings.work == Path() else anchored("work", settings.work)
    sources = tuple(anchored("sources", s) for s in settings.sources)
    lexicon = settings.speech.lexicon and anchored("lexicon", settings.speech.lexicon)
    speech = settings.speech.model_copy(update={"lexicon": lexicon})
    return settings.model_copy(update={"output": output, "work": work, "sources": sources, "speech": speech})
