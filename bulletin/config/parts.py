"""
The parts of the settings, one class for each table of `bulletin.toml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator

from bulletin import airtimes
from bulletin.config.faults import nearest
from bulletin.model import Approval, Slot
from bulletin.outside.alert import Bells
from bulletin.producer import producer_code_fault


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


def is_web_address(url: str) -> bool:
    """
    Tell whether a text is a whole address that can be asked over HTTP.
    """
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket left open, a port that is no number
        return False


def _address(url: str) -> str:
    if url and not is_web_address(url):
        raise ValueError("要写完整的网址，以 http:// 或 https:// 开头，例如 http://192.168.1.10:8321")
    return url.rstrip("/")


def _mail_server(name: str) -> str:
    if name and not re.fullmatch(r"[^\s:/]+(:\d{1,5})?", name):
        raise ValueError("要写成 主机名 或 主机名:端口，例如 smtp.example.cn:25")
    return name


def _producer(code: str) -> str:
    fault = producer_code_fault(code) if code else ""
    if fault:
        raise ValueError(fault)
    return code


def _rung(name: str) -> str:
    announcer = name.partition(":")[0]
    if announcer not in ANNOUNCERS:
        raise ValueError(f"没有叫“{announcer}”的播音员，可用的有：{'、'.join(ANNOUNCERS)}")
    return name


def _plain_time(at: object) -> object:
    """
    Return a time as pydantic reads it, from what people write: `7:30`, with the wide colon of a Chinese keyboard.
    """
    if isinstance(at, int | float):
        raise ValueError('要写成时刻，例如 "07:30"')  # noqa: TRY004 - pydantic translates a ValueError only
    if not isinstance(at, str):
        return at
    plain = unicodedata.normalize("NFKC", at).strip()
    return plain.zfill(5) if re.fullmatch(r"\d:\d\d", plain) else plain


def _local_time(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError('时刻不能带时区，例如写 "07:30"；时区写在 station.time_zone')
    return at


def _weights(weights: dict[str, float]) -> dict[str, float]:
    unknown = [f"没有“{name}”这一项{nearest(name, WEIGHTS)}" for name in weights if name not in WEIGHTS]
    if unknown:
        raise ValueError(f"{'；'.join(unknown)}（可用的有：{'、'.join(WEIGHTS)}）")
    return weights


ANNOUNCERS = ("edge", "espeak", "sherpa", "openai")
"""Names the ladder may use; `station.py` builds them."""

WEIGHTS = (
    "page",
    "danger",
    "weather",
    "safety",
    "health",
    "daily",
    "farming",
    "notice",
    "due",
    "here",
    "fresh",
    "audience",
    "elsewhere",
    "update",
    "aired_topic",
    "trust",
    "damaged",
    "advert",
    "ceremony",
    "far",
    "undated",
)
"""Names of reasons that may be weighed; a test holds them equal to `bulletin.selection.newsworthiness.Weights`."""

AirTime = Annotated[time, BeforeValidator(_plain_time), AfterValidator(_local_time)]
"""A time of day on the station's own clock."""

Rung = Annotated[str, AfterValidator(_rung)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class SlotSettings(_Part):
    """
    One air time; the words of `bulletin.model.Slot`.
    """

    at: AirTime = time(7, 30)
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
    producer_code: Annotated[str, AfterValidator(_producer)] = ""
    slots: tuple[SlotSettings, ...] = Field(default=(SlotSettings(),), min_length=1)
    days: tuple[DaySettings, ...] = ()
    language: Literal["zh-CN", "yue"] = "zh-CN"
    exception_reason: str = ""

    @model_validator(mode="after")
    def _airs_when_it_may(self) -> Self:
        """
        Refuse two programmes at one time, and, unless the station states why, quiet hours and too much a day.
        """
        plans = (self.slots, *(day.slots for day in self.days))
        twice = [at for plan in plans for at, count in Counter(f"{one.at:%H:%M}" for one in plan).items() if count > 1]
        if twice:
            raise ValueError(f"同一天里有两档都在 {'、'.join(dict.fromkeys(twice))}。请只留一档")
        found = dict.fromkeys(fault for plan in plans for fault in airtimes.faults([one.slot() for one in plan]))
        if found and not self.exception_reason:
            raise ValueError(f"{'；'.join(found)}。确有需要时，请在 station.exception_reason 写明理由")
        return self


class EndpointSettings(_Part):
    """
    A service of the operator's own choice: its address (up to `/v1`), its key (better in the environment), its model.
    """

    url: Annotated[str, AfterValidator(_address)] = ""
    key: SecretStr = SecretStr("")
    model: str = ""


class SpeechSettings(_Part):
    """
    Who speaks.

    Args:
        ladder: Announcers in the order they are tried, `name` or `name:voice`.
        policy: `uniform` reads a programme in one voice, `story` may change between stories.
        proxy: For the online voice; empty: what the environment says.
        lexicon: A file with the operator's own readings.
        recordings: A folder with people's own recordings, which take the place of lines.
        models: Folders in which models of sherpa-onnx lie.
        openai: The service behind the announcer `openai`.
        budget_s: How long speaking one edition may take, in seconds.
    """

    ladder: tuple[Rung, ...] = Field(default=("edge:zh-CN-YunyangNeural", "espeak"), min_length=1)
    policy: Literal["uniform", "story"] = "uniform"
    proxy: str = ""
    lexicon: Path | None = None
    recordings: Path | None = None
    models: tuple[Path, ...] = ()
    openai: EndpointSettings = EndpointSettings()
    budget_s: float = Field(default=600.0, ge=5, le=7200)


class WriterSettings(EndpointSettings):
    """
    An optional language model that rewords the condensed lines; off while it has no address.
    """

    seconds: float = Field(default=20.0, ge=1, le=300)
    prompt_price: float = Field(default=0.0, ge=0)
    completion_price: float = Field(default=0.0, ge=0)


class LeaderSettings(_Part):
    """
    A row of the operator's table of leaders; the words of `bulletin.selection.compliance.Leader`.
    """

    name: str = Field(min_length=1)
    title: str = Field(min_length=1)
    order: int = Field(default=0, ge=0)
    since: date | None = None
    until: date | None = None


class SelectionSettings(_Part):
    """
    What is chosen.

    Args:
        pins: Words of titles that are wanted on air.
        blocks: Words of titles that are not.
        weights: What each reason counts; the words of `bulletin.selection.newsworthiness.Weights`.
        memory_days: For how many days something aired is not aired again.
        block_words: Words that are never aired.
        ask_words: Words an editor wants to see first.
        allow_words: Words the shipped checks leave alone.
        leaders: Names with their full titles.
    """

    pins: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    weights: Annotated[dict[str, float], AfterValidator(_weights)] = {}
    memory_days: int = Field(default=3, ge=0, le=60)
    block_words: tuple[str, ...] = ()
    ask_words: tuple[str, ...] = ()
    allow_words: tuple[str, ...] = ()
    leaders: tuple[LeaderSettings, ...] = ()


class ProgrammeSettings(_Part):
    """
    How it sounds.

    Args:
        rendition: `studio` for phones and podcasts, `horn` for outdoor loudspeakers by day, `night` for quiet streets.
        label: How the AI label is heard at both ends: `voice` says it, `rhythm` beats it (GB 45438-2025 §5.3 c).
        greeting: The station call comes `after_music`, or `over_music` that gives way to it.
    """

    rendition: Literal["studio", "horn", "night"] = "studio"
    label: Literal["voice", "rhythm"] = "voice"
    greeting: Literal["after_music", "over_music"] = "after_music"


class WatchSettings(_Part):
    """
    How `bulletin watch` looks and whom it tells; the words of `bulletin.outside.alert.Bells`.

    Args:
        url: The address of the station's folder; empty: the published folder on this disk.
        grace_minutes: After air time, before a programme is missed.
        cooldown_minutes: Before the same trouble is told again.
    """

    url: Annotated[str, AfterValidator(_address)] = ""
    grace_minutes: float = Field(default=5.0, ge=0, le=720)
    cooldown_minutes: float = Field(default=60.0, ge=0, le=1440)
    command: tuple[str, ...] = ()
    webhook: Annotated[str, AfterValidator(_address)] = ""
    smtp: Annotated[str, AfterValidator(_mail_server)] = ""
    mail_from: str = ""
    mail_to: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_server_and_a_reader(self) -> Self:
        """
        Refuse half of what an e-mail needs: it would be sent to nobody, and nobody would know.
        """
        if bool(self.smtp) != bool(self.mail_to):
            raise ValueError("发邮件要同时写 smtp 和 mail_to")
        return self

    def bells(self) -> Bells:
        """
        Return how the operator is told.
        """
        return Bells(self.command, self.webhook, self.smtp, self.mail_from, self.mail_to)


class DaemonSettings(_Part):
    """
    How the daemon works.

    Args:
        lead_minutes: How long before air time it begins.
        hands: How many editions it makes at a time.
        metrics_port: Where Prometheus reads its figures, on this machine only; 0 for nowhere.
    """

    lead_minutes: float = Field(default=10.0, ge=0.5, le=720)
    hands: int = Field(default=2, ge=1, le=64)
    metrics_port: int = Field(default=0, ge=0, le=65535)


class ServeSettings(_Part):
    """
    Where `bulletin serve` listens.
    """

    host: str = "0.0.0.0"  # noqa: S104 - loudspeakers on the local network fetch from it; it only gives out what is published
    port: int = Field(default=8321, ge=1, le=65535)
