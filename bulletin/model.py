"""
The nouns of the house: frozen facts that rooms hand to one another.

Nothing here knows a clock, a disk or a network; every datetime has a zone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal, TypeAlias

Seconds: TypeAlias = float
Lufs: TypeAlias = float
"""Loudness as in ITU-R BS.1770-4, full scale 0."""
Decibels: TypeAlias = float

HEADLINE = -1
"""The `Span.paragraph` that means an article's title."""


@dataclass(frozen=True, slots=True)
class Credit:
    """
    Who worked on an article in one role, as printed: `Credit("见习记者", ("任佳燕",))`.
    """

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Byline:
    """
    Where an article comes from and who wrote it.

    Args:
        raw: As printed, `""` when the article has none.
        outlet: The newspaper, `""` when the byline names none.
        credits: In printed order; empty when nobody is named.
    """

    raw: str = ""
    outlet: str = ""
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Subhead:
    """
    A heading inside an article; it stands before paragraph number `before` (0 is the first).
    """

    text: str
    before: int


@dataclass(frozen=True, slots=True)
class Span:
    """
    Characters `start` to `end` (exclusive) of one paragraph (0 is the first), or of the title (`HEADLINE`).
    """

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suspect:
    """
    A passage that seems damaged in print (printed twice, spliced), and why; it is kept, never mended.
    """

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """
    One piece as its source printed it, column breaks closed, byline and captions taken out.

    Args:
        headline: The headline, or its second part where a kicker stands before it.
        kicker: The part of the headline before the blank (or the line above it); `""` when there is none.
        byline: Who wrote it.
        paragraphs: The body, in printed order; punctuation as printed.
        subheads: Headings inside the body, in printed order.
        captions: Picture captions, in printed order; they are no part of the body.
        source: A short name of where it was read: a file's name, a feed's title.
        url: Its address, `""` when it has none.
        published: When it was printed, `None` when unknown.
        suspects: Passages that seem damaged in print.
        kind: `warning` for an official warning in force, whose words are read as issued; else `news`.
    """

    headline: str
    kicker: str = ""
    byline: Byline = Byline()
    paragraphs: tuple[str, ...] = ()
    subheads: tuple[Subhead, ...] = ()
    captions: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    published: datetime | None = None
    suspects: tuple[Suspect, ...] = ()
    kind: Literal["news", "warning"] = "news"

    @classmethod
    def from_text(cls, headline: str, body: str, **facts: object) -> Article:
        """
        Make an article from plain text whose paragraphs are parted by newlines; blank ones are dropped.
        """
        paragraphs = tuple(p.strip() for p in body.split("\n") if p.strip())
        return cls(headline=headline, paragraphs=paragraphs, **facts)  # type: ignore[arg-type]

    @property
    def id(self) -> str:
        """
        16 hexadecimal digits from source and text: the same piece from the same source has the same id.
        """
        text = "\n".join((self.source, self.kicker, self.headline, *self.paragraphs))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def title(self) -> str:
        """
        Kicker and headline with a blank between, as printed on one line.
        """
        return f"{self.kicker} {self.headline}".strip()

    def text_of(self, span: Span) -> str:
        """
        Return the characters a span points at.
        """
        text = self.title if span.paragraph == HEADLINE else self.paragraphs[span.paragraph]
        return text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Story:
    """
    An article chosen for air.

    Args:
        slug: Short name, safe in file names and log lines (`[a-z0-9-]+`); never changes.
        article: What was printed.
        allotted: How long it may take on air, in seconds.
        worth: Its newsworthiness, higher is aired first; comparable within one rundown only.
        reasons: What that worth is made of, for the operator, in Chinese.
        is_notice: Whether it tells listeners what to do; notices are heard last, and twice.
        is_update: Whether it tells newer facts of an event that was on air in the last days.
    """

    slug: str
    article: Article
    allotted: Seconds
    worth: float = 0.0
    reasons: tuple[str, ...] = ()
    is_notice: bool = False
    is_update: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """
    An article (or story) that is not aired, and why, in Chinese.
    """

    headline: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rundown:
    """
    The stories of one edition in the order they are heard, and what was left out.
    """

    stories: tuple[Story, ...]
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """
    One spoken sentence.

    Args:
        text: As shown in transcript and review.
        spoken: As said: no digit, no symbol, punctuation only for pauses.
        sources: The passages of the article it says, in order; empty only for the programme's fixed words.
        rate: How fast it is read, in characters a minute, pauses included.
    """

    text: str
    spoken: str = ""
    sources: tuple[Span, ...] = ()
    rate: int = 200


@dataclass(frozen=True, slots=True)
class Script:
    """
    What is said for one story.

    Args:
        story: The story.
        headline: The one line that announces it among the headlines.
        lines: The story itself, in the order it is heard; at least one.
        notes: What a reviewer should know, in Chinese.
    """

    story: Story
    headline: Line
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """
    When one sentence of a clip is heard, in seconds from the start of the clip.
    """

    start: Seconds
    end: Seconds
    text: str


@dataclass(frozen=True, slots=True)
class Clip:
    """
    One line spoken: a lossless mono file and what was measured of it.

    Args:
        path: The file (FLAC), kept by content; never changed once written.
        sha256: Of the file's bytes.
        seconds: Its measured length.
        sample_rate: In hertz.
        announcer: Who really spoke it (`edge`, `espeak`, ...).
        voice: The speaker's name within that announcer.
        text: What was sent to be spoken.
        marks: When each of its sentences is heard; at least one.
    """

    path: Path
    sha256: str
    seconds: Seconds
    sample_rate: int
    announcer: str
    voice: str
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendition:
    """
    The programme as one file for one kind of listener.

    Args:
        name: `studio` and so on; part of cache keys.
        sample_rate: In hertz; 24 000 keeps all frames 24 ms long.
        bit_rate: In bit/s, constant.
        target: Integrated loudness.
        ceiling: True peak that must not be passed after decoding, dBTP.
        tags_at_end: For a device that breaks on a tag in front: only the AI label is tagged, at the end of the file.
    """

    name: str = "studio"
    sample_rate: int = 24_000
    bit_rate: int = 48_000
    target: Lufs = -16.0
    ceiling: Decibels = -1.0
    tags_at_end: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """
    A part of a programme with a name, in seconds from its start.
    """

    title: str
    start: Seconds
    end: Seconds


@dataclass(frozen=True, slots=True)
class Programme:
    """
    A finished MP3 and what was measured of it.

    Args:
        path: The file.
        sha256: Of its bytes.
        size: In bytes.
        seconds: Its playing time, exact to the sample.
        loudness: Integrated, measured after decoding.
        true_peak: dBTP, measured after decoding.
        chapters: In order, from frame counts.
        starts: When each segment begins, one for each segment, in order.
        label: The text of the `AIGC` tag, a JSON object.
        rendition: What it was made for.
        labels: When the AI label is heard, and its words; at the start and at the end.
    """

    path: Path
    sha256: str
    size: int
    seconds: Seconds
    loudness: Lufs
    true_peak: Decibels
    chapters: tuple[Chapter, ...]
    starts: tuple[Seconds, ...]
    label: str
    rendition: Rendition = Rendition()
    labels: tuple[Mark, ...] = ()


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


Approval: TypeAlias = Literal["auto", "hold", "previous"]
"""
What happens to a finished edition: `auto` publishes it; `hold` waits for a person, and airs the station's ident where
nobody approved in time; `previous` waits likewise, but airs the last published edition again, which says its own date.
"""


@dataclass(frozen=True, slots=True)
class Slot:
    """
    One air time: when, how long the programme may be, and who lets it on air.

    The time is on the station's clock; `name` (`0730`) is the slot's part of an edition key.

    Args:
        at: On the station's clock.
        seconds: The programme's length.
        approval: See `Approval`.
        catch_up: Seconds after air time until which a late edition still makes sense.
    """

    at: time = time(7, 30)
    seconds: Seconds = 300.0
    approval: Approval = "auto"
    catch_up: Seconds = 7200.0

    @property
    def name(self) -> str:
        """
        The air time as four digits.
        """
        return self.at.strftime("%H%M")


@dataclass(frozen=True, slots=True)
class DayPlan:
    """
    The air times of one date that differ from those of every day, none on a day off, and why.
    """

    day: date
    slots: tuple[Slot, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """
    The broadcaster.

    Args:
        id: ASCII short name (`[a-z0-9-]+`), part of every path and address; never changes.
        name: As spoken and shown, in Chinese.
        place: The county or town it serves, in Chinese; `""` when not set.
        time_zone: IANA name.
        public_url: Where listeners reach the published folder, no slash at the end; `""` when not set.
        producer_code: The operator's code for the AI label (27 characters, never invented); `""` when not set.
        slots: Its air times, in the order of the day; at least one.
        days: Dates with other air times.
        language: `zh-CN` (Mandarin) or `yue` (written Chinese pronounced in Cantonese).
    """

    id: str = "village"
    name: str = "村村响广播站"
    place: str = ""
    time_zone: str = "Asia/Shanghai"
    public_url: str = ""
    producer_code: str = ""
    slots: tuple[Slot, ...] = (Slot(),)
    days: tuple[DayPlan, ...] = ()
    language: str = "zh-CN"

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """
        Return the air times of a date, in the order of the day.
        """
        return next((plan.slots for plan in self.days if plan.day == day), self.slots)


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
