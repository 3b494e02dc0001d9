"""
One finished issue of the bulletin.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bulletin.model.articles import Article, Span
from bulletin.model.scripts import Dropped
from bulletin.model.sound import Programme
from bulletin.model.units import Seconds


@dataclass(frozen=True, slots=True)
class AsRunEntry:
    """
    One line of the as-run log: what was truly aired, when, in which voice.
    """

    title: str
    start: Seconds
    seconds: Seconds
    announcer: str
    voice: str
    note: str = ""


@dataclass(frozen=True, slots=True, order=True)
class EditionKey:
    """
    What makes an edition unique: station, air date in the station's zone, slot, revision.

    The slot is the air time on the station's clock as four digits: `0730`.
    """

    station: str
    air_date: date
    slot: str
    revision: int = 0

    @property
    def name(self) -> str:
        """
        The stem of its files: `2026-11-24-0730`, `2026-11-24-0730-r1`.
        """
        tail = f"-r{self.revision}" if self.revision else ""
        return f"{self.air_date.isoformat()}-{self.slot}{tail}"

    @property
    def guid(self) -> str:
        """
        Its name in the feed, which a later revision keeps: `village:2026-11-24:0730`.
        """
        return f"{self.station}:{self.air_date.isoformat()}:{self.slot}"


@dataclass(frozen=True, slots=True)
class AiredLine:
    """
    One line as it is heard in the finished programme, in seconds from its start.
    """

    text: str
    spoken: str
    start: Seconds
    end: Seconds
    sources: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class AiredStory:
    """
    One story as it is heard.

    Args:
        slug: The story's short name.
        headline: The article's title, as printed.
        source: What the article was read from.
        outlet: Who printed it, `""` when unknown.
        announcer: Who spoke it.
        start: In seconds from the start of the programme.
        seconds: Its length.
        announcement: The line that announced it among the headlines.
        lines: The story's own lines; at least one.
        article: The printed article, so that every span can be followed.
    """

    slug: str
    headline: str
    source: str
    outlet: str
    announcer: str
    start: Seconds
    seconds: Seconds
    announcement: AiredLine
    lines: tuple[AiredLine, ...]
    article: Article

    @property
    def chars(self) -> int:
        """
        How many characters its lines show.
        """
        return sum(len(line.text) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Edition:
    """
    One finished issue of the bulletin: all that feed, transcript, listing and the as-run log are made from.

    Args:
        key: What makes it unique.
        title: As shown in feeds and players, in Chinese.
        air_at: When it is due, with a zone.
        made_at: When it was finished, with a zone.
        programme: The MP3; its `path` is the published file.
        announcer: Who spoke it (one voice a programme).
        voice: The speaker's name within that announcer.
        lines: Every line that is heard, in order, the fixed words among them.
        stories: In the order they are heard.
        dropped: What was left out, and why.
        notes: What the operator should know, in Chinese: fallbacks, faults, warnings.
        as_run: What was truly put on air, in order.
    """

    key: EditionKey
    title: str
    air_at: datetime
    made_at: datetime
    programme: Programme
    announcer: str
    voice: str
    lines: tuple[AiredLine, ...]
    stories: tuple[AiredStory, ...]
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    as_run: tuple[AsRunEntry, ...] = ()

    @property
    def file_name(self) -> str:
        """
        The published MP3's ASCII file name.
        """
        return f"{self.key.name}.mp3"
