"""
The watch: looks from outside, as a listener does, whether today's programme is there, and tells the operator.

It shares nothing with the daemon but the settings, so that it notices when that one is dead.
"""

from __future__ import annotations

import io
import json
import logging
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
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

DAY: Seconds = 24 * 3600.0

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
    Return the editions of a feed by their guid; none where it is no feed, whatever it is.
    """
    import feedparser  # noqa: PLC0415 - only the watch reads our own feed

    found: dict[str, Listed] = {}
    for entry in feedparser.parse(io.BytesIO(feed)).entries:  # bytes alone would be taken for the name of a file
        for enclosure in entry.get("enclosures", [])[:1]:
            seconds, size = _number(entry.get("itunes_duration")), _number(enclosure.get("length"))
            one = Listed(entry.get("id", ""), enclosure.get("href", ""), int(size), seconds)
            found[one.guid] = one
    return found


def _number(text: str | None) -> float:
    """
    Return what a feed says as a number, 0 where it says nothing or nonsense.
    """
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def due_slots(
    station: Station, now: datetime, since: Seconds, until: Seconds = DAY
) -> Iterator[tuple[EditionKey, Slot]]:
    """
    Yield the slots, oldest first, whose air time was at least `since` and less than `until` seconds ago.
    """
    today = now.astimezone(ZoneInfo(station.time_zone)).date()
    for day in (today - timedelta(days=1), today):
        for slot in station.slots_on(day):
            key = EditionKey(station.id, day, slot.name)
            if since <= (now - air_time(station, key, slot)).total_seconds() < until:
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
    told = {key: _trouble(key, slot, editions.get(key.guid)) for key, slot in due}
    found = [trouble for trouble in told.values() if trouble]
    newest = max(told)
    if not told[newest]:
        is_changing = any(True for _ in due_slots(station, now, 0.0, grace))
        found += _audio_troubles(newest, editions, read, is_changing=is_changing)
    return tuple(found)


def _trouble(key: EditionKey, slot: Slot, edition: Listed | None) -> str:
    if edition is None:
        return f"{key.air_date} {slot.at:%H:%M} 的节目不在节目源里"
    if abs(edition.seconds - slot.seconds) > LENGTH_BAND * slot.seconds:
        return f"{key.air_date} {slot.at:%H:%M} 的节目长 {edition.seconds:.0f} 秒，应为 {slot.seconds:.0f} 秒左右"
    return ""


def _audio_troubles(
    newest: EditionKey, editions: Mapping[str, Listed], read: Callable[[str], bytes], *, is_changing: bool
) -> Iterator[str]:
    """
    Yield what is wrong with the audio of the newest due programme, and with what loudspeakers fetch.

    Args:
        newest: The programme; it is in the feed.
        editions: All that the feed lists, by guid.
        read: Fetches an address.
        is_changing: Whether a slot's air time is just here, so that `latest.mp3` may be anything for a while.
    """
    edition = editions[newest.guid]
    try:
        audio = read(edition.url)
    except BulletinError as error:
        yield f"音频下载不了：{error}"
        return
    if len(audio) != edition.size or len(audio) < edition.seconds * BYTES_A_SECOND:
        yield f"音频只有 {len(audio)} 字节，节目源里写的是 {edition.size} 字节"
    elif not is_changing:
        newer = [one for guid, one in editions.items() if guid > newest.guid]
        yield from _latest_troubles(audio, newer, read)


def _latest_troubles(audio: bytes, newer: Sequence[Listed], read: Callable[[str], bytes]) -> Iterator[str]:
    """
    Yield what is wrong with `latest.mp3`: it is the newest due programme, or one that was published for later.
    """
    try:
        latest = read("latest.mp3")
        if latest == audio or any(len(latest) == one.size and latest == read(one.url) for one in newer):
            return
    except BulletinError as error:
        yield f"大喇叭取的 latest.mp3 下载不了：{error}"
        return
    yield f"大喇叭取的 latest.mp3 有 {len(latest)} 字节，不是最新一期节目（{len(audio)} 字节）"


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
