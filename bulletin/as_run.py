"""
What was truly put on air: an edition's facts, from what each step gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bulletin.booth import Aired
from bulletin.errors import BulletinError
from bulletin.model import (
    AiredLine,
    AiredStory,
    AsRunEntry,
    Edition,
    EditionKey,
    Script,
    Slot,
    Station,
)
from bulletin.programme import Tags
from bulletin.script import framing
from bulletin.script.running_order import Cue
from bulletin.speech import Reading
from bulletin.timing import Spoken


def air_time(station: Station, key: EditionKey, slot: Slot) -> datetime:
    """
    Return when an edition is due, on the station's clock.
    """
    return datetime.combine(key.air_date, slot.at, ZoneInfo(station.time_zone))


def title_of(station: Station, key: EditionKey, slot: Slot) -> str:
    """
    Return an edition's title as players show it: `村村响广播站 2026年11月24日 07:30`.
    """
    day = key.air_date
    return f"{station.name} {day.year}年{day.month}月{day.day}日 {slot.at:%H:%M}"


def tags_of(station: Station, key: EditionKey, slot: Slot, cues: Sequence[Cue]) -> Tags:
    """
    Return what the MP3 says of itself.
    """
    return Tags(
        title=title_of(station, key, slot),
        station=station.name,
        station_id=station.id,
        slot=slot.name,
        day=key.air_date,
        text="\n".join(cue.line.text for cue in cues),
        producer_code=station.producer_code,
        label=framing.VOICE_LABEL,
        revision=key.revision,
    )


@dataclass(frozen=True, slots=True)
class Session:
    """
    All that making one edition gave.

    Args:
        station: Who broadcasts.
        key: Which edition.
        slot: The air time it is for.
        walk: Its stories, cues and what was left out.
        readings: Every reading, the one on air last.
        aired: The joined programme.
        failures: The sources that failed.
        made_at: When it was finished.
    """

    station: Station
    key: EditionKey
    slot: Slot
    walk: Spoken
    readings: Sequence[Reading]
    aired: Aired
    failures: Sequence[BulletinError]
    made_at: datetime


def edition_of(session: Session) -> Edition:
    """
    Put together what is known of a finished edition.
    """
    station, walk, reading = session.station, session.walk, session.readings[-1]
    lines = tuple(
        AiredLine(cue.line.text, cue.line.spoken, start, end, cue.line.sources)
        for cue, (start, end) in zip(walk.cues, session.aired.times, strict=True)
    )
    stories = tuple(_story(number, script, walk.cues, lines, reading) for number, script in enumerate(walk.scripts))
    return Edition(
        key=session.key,
        title=title_of(station, session.key, session.slot),
        air_at=air_time(station, session.key, session.slot),
        made_at=session.made_at,
        programme=session.aired.programme,
        announcer=reading.announcer,
        voice=reading.voice,
        lines=lines,
        stories=stories,
        dropped=walk.rundown.dropped,
        notes=tuple(dict.fromkeys(_notes(session))),
        as_run=tuple(AsRunEntry(s.headline, s.start, s.seconds, reading.announcer, reading.voice) for s in stories),
    )


def _story(
    number: int, script: Script, cues: Sequence[Cue], lines: Sequence[AiredLine], reading: Reading
) -> AiredStory:
    mine = [n for n, cue in enumerate(cues) if cue.story == number]
    told = [n for n in mine if not cues[n].is_announcement]
    article = script.story.article
    start = lines[told[0]].start
    return AiredStory(
        slug=script.story.slug,
        headline=article.title,
        source=article.source,
        outlet=article.byline.outlet,
        announcer=reading.announcer,
        start=start,
        seconds=lines[told[-1]].end - start,
        announcement=lines[mine[0]],
        lines=tuple(lines[n] for n in told if cues[n].is_own),
        article=article,
    )


def _notes(session: Session) -> Iterator[str]:
    """
    Tell the operator everything that did not go as it should.
    """
    walk = session.walk
    yield from (str(failure) for failure in session.failures)
    tried = [attempt for reading in session.readings for attempt in reading.attempts if attempt.reason]
    reasons = {(one.announcer, one.voice): one.reason for one in reversed(tried)}  # the first of each says why
    yield from (f"{announcer}（{voice}）没有播成：{reason}" for (announcer, voice), reason in reasons.items())
    for script in walk.scripts:
        article = script.story.article
        yield from (f"《{article.title}》：{note}" for note in script.notes)
        if article.suspects:
            yield f"《{article.title}》的原文疑似有残缺，播出前请核对：{article.suspects[0].reason}"
    yield from walk.notes
    if not session.station.producer_code:
        yield "人工智能标识里没有生产者编码。请在设置 station.producer_code 填写本单位的编码"
