"""
The watch: looks from outside, as a listener does, whether today's programme is there, and tells the operator.

It shares nothing with the daemon but the settings, so that it notices when that one is dead.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bulletin.as_run import air_time
from bulletin.errors import BulletinError
from bulletin.model import EditionKey, Seconds, Slot, Station
from bulletin.outside.files import write_whole

logger = logging.getLogger(__name__)

LENGTH_BAND = 0.25
"""Of a slot's length: a programme shorter or longer by more is not what was wanted."""

BYTES_A_SECOND = 4_000
"""At 32 kbit/s, the lowest rate there is: a file with less for its length is cut."""


@dataclass(frozen=True, slots=True)
class Listed:
    """
    One edition as the feed lists it.
    """

    guid: str
    url: str
    size: int
    seconds: Seconds


def listed(feed: bytes) -> dict[str, Listed]:
    """
    Return the editions of a feed by their guid.
    """
    import feedparser  # noqa: PLC0415 - only the watch reads our own feed

    found: dict[str, Listed] = {}
    for entry in feedparser.parse(feed).entries:
        for enclosure in entry.get("enclosures", [])[:1]:
            seconds = float(entry.get("itunes_duration") or 0)
            one = Listed(entry.id, enclosure.href, int(enclosure.get("length") or 0), seconds)
            found[one.guid] = one
    return found


def due_slots(station: Station, now: datetime, grace: Seconds) -> Iterator[tuple[EditionKey, Slot]]:
    """
    Yield the slots of the last 24 hours whose programme should be there, `grace` seconds after its air time.
    """
    today = now.astimezone(ZoneInfo(station.time_zone)).date()
    for day in (today - timedelta(days=1), today):
        for slot in station.slots_on(day):
            key = EditionKey(station.id, day, slot.name)
            since = now - air_time(station, key, slot)
            if timedelta(seconds=grace) <= since < timedelta(days=1):
                yield key, slot


def troubles(station: Station, read: Callable[[str], bytes], now: datetime, grace: Seconds) -> tuple[str, ...]:
    """
    Return what a listener would miss now, in Chinese; empty when all is well.

    Args:
        station: Who should be on air.
        read: Fetches an address (`feed.xml`, or one the feed names).
        now: What time it is.
        grace: Seconds after air time from which a programme is missed.
    """
    due = list(due_slots(station, now, grace))
    if not due:
        return ()
    try:
        editions = listed(read("feed.xml"))
    except BulletinError as error:
        return (f"节目源读不到：{error}",)
    newest = max(due, key=lambda pair: pair[0])[0]
    found = [trouble for key, slot in due if (trouble := _trouble(key, slot, editions.get(key.guid)))]
    if not found and newest.guid in editions:
        found += _audio_troubles(editions[newest.guid], read)
    return tuple(found)


def _trouble(key: EditionKey, slot: Slot, edition: Listed | None) -> str:
    if edition is None:
        return f"{key.air_date} {slot.at:%H:%M} 的节目不在节目源里"
    if abs(edition.seconds - slot.seconds) > LENGTH_BAND * slot.seconds:
        return f"{key.air_date} {slot.at:%H:%M} 的节目长 {edition.seconds:.0f} 秒，应为 {slot.seconds:.0f} 秒左右"
    return ""


def _audio_troubles(edition: Listed, read: Callable[[str], bytes]) -> list[str]:
    try:
        audio = read(edition.url)
    except BulletinError as error:
        return [f"音频下载不了：{error}"]
    if len(audio) != edition.size or len(audio) < edition.seconds * BYTES_A_SECOND:
        return [f"音频只有 {len(audio)} 字节，节目源里写的是 {edition.size} 字节"]
    return []


@dataclass(frozen=True, slots=True)
class Told:
    """
    What the operator was told last, and when.
    """

    troubles: tuple[str, ...] = ()
    at: datetime | None = None


def remembered(file: Path) -> Told:
    """
    Return what was told last; nothing where the file is missing or damaged: rather once too often.
    """
    try:
        facts: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return Told(tuple(facts["troubles"]), datetime.fromisoformat(facts["at"]))
    except FileNotFoundError:
        return Told()
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("%s cannot be read, everything is told again: %s", file, error)
        return Told()


def word_for(found: tuple[str, ...], told: Told, now: datetime, cooldown: Seconds) -> str:
    """
    Return what to tell the operator now; `""` within the cooldown of the same trouble, and while all is well.
    """
    if not found:
        return "已恢复正常：" + "；".join(told.troubles) if told.troubles else ""
    is_fresh = told.at is not None and now - told.at < timedelta(seconds=cooldown)
    return "" if found == told.troubles and is_fresh else "；".join(found)


def remember(file: Path, found: tuple[str, ...], now: datetime) -> None:
    """
    Keep what was told.
    """
    facts = {"troubles": found, "at": now.isoformat()}
    write_whole(file, json.dumps(facts, ensure_ascii=False).encode())
