"""
What an MP3 says of itself: title, station, date, words, chapters, the AI label, and the plan it is held against.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bulletin.errors import SoundError
from bulletin.model import Chapter, Decibels, Lufs
from bulletin.programme import id3
from bulletin.programme.ape import ape_tag
from bulletin.programme.label import NAME, VOICE_LABEL, aigc, producer_of

PLAN = "BULLETIN"
"""The name of the tag that holds the plan."""


NO_DAY = date(2000, 1, 1)
"""The air date of what is of no day, as a station's ident."""


@dataclass(frozen=True, slots=True)
class Tags:
    """
    What is written into an MP3; by default it is an unnamed programme of no day.

    Args:
        title: As players show it.
        station: The broadcaster's name.
        station_id: Its ASCII name.
        slot: The air time as four digits.
        day: The air date; `NO_DAY` for what is of no day.
        text: The words of the programme, shown as lyrics.
        producer_code: For the AI label; `""` when the operator has none.
        label: The words of the AI label that is heard; must name artificial intelligence and synthesis.
        language: ISO 639-2.
        revision: Of the edition; the first is 0.
    """

    title: str = "节目"
    station: str = "广播"
    station_id: str = "bulletin"
    slot: str = "0000"
    day: date = NO_DAY
    text: str = ""
    producer_code: str = ""
    label: str = VOICE_LABEL
    language: str = "zho"
    revision: int = 0


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """
    Where the AI label is heard.

    Args:
        start: The frame it begins at.
        frames: How many it has.
        kind: `voice` or `rhythm`.
        text: Its words.
        sha256: The first 16 digits of the SHA-256 of its frames.
    """

    start: int
    frames: int
    kind: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What a finished file must be, written into it, so that it can be held against itself.

    Args:
        rendition: Its name.
        segments: How many frames each of its segments has, in order.
        target: Integrated loudness it was made for.
        ceiling: dBTP.
        labels: Where the AI label is heard, in order.
        chapters: The frame each chapter begins at.
        silences: Start and length in frames of each planned silence that is longer than a second.
        music: Start and length in frames of each piece of music.
    """

    rendition: str
    segments: tuple[int, ...]
    target: Lufs
    ceiling: Decibels
    labels: tuple[LabelPlace, ...]
    chapters: tuple[int, ...] = ()
    silences: tuple[tuple[int, int], ...] = ()
    music: tuple[tuple[int, int], ...] = ()

    @property
    def frames(self) -> int:
        """
        How many frames it plays.
        """
        return sum(self.segments)

    def as_text(self) -> str:
        """
        Return it as one line of ASCII JSON.
        """
        facts = {
            "rendition": self.rendition,
            "segments": self.segments,
            "target": self.target,
            "ceiling": self.ceiling,
            "labels": [[one.start, one.frames, one.kind, one.text, one.sha256] for one in self.labels],
            "chapters": self.chapters,
            "silences": self.silences,
            "music": self.music,
        }
        return json.dumps(facts, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Plan:
        """
        Read it back.

        Raises:
            ValueError: It is none.
        """
        try:
            facts = json.loads(text)
            labels = tuple(LabelPlace(*one) for one in facts["labels"])
            segments, chapters = (tuple(int(one) for one in facts[name]) for name in ("segments", "chapters"))
            silences, music = (tuple((int(a), int(b)) for a, b in facts[name]) for name in ("silences", "music"))
            numbers = float(facts["target"]), float(facts["ceiling"])
            return cls(str(facts["rendition"]), segments, *numbers, labels, chapters, silences, music)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"not a plan: {error}") from error


def digest_of(parts: Iterable[bytes]) -> str:
    """
    Return the digest of a programme's audio: SHA-256 over the SHA-256 of each of its parts.

    The parts are the Info frame and a silent frame, the frames of each segment, the silent frames at the end;
    `Plan.segments` says where they part. Segments know their own digest: a programme's is known before a byte of it is
    written.
    """
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Tagged:
    """
    The bytes around a programme's audio, and the text of the AI label in them.
    """

    front: bytes
    end: bytes
    label: str


def tags_around(
    tags: Tags, plan: Plan, chapters: Sequence[Chapter], audio_digest: str, *, is_at_end: bool = False
) -> Tagged:
    """
    Return the tag of a programme: ID3v2.3 in front, or for devices that break on that, APEv2 with the label at the end.

    The label stands first, where every reader meets it.

    Raises:
        LabelError: It cannot be labelled as the standard asks.
        SoundError: The tag would look like audio to a player.
    """
    revision = f"-r{tags.revision}" if tags.revision else ""
    produce_id = f"{tags.station_id}-{tags.day:%Y%m%d}-{tags.slot}{revision}-{audio_digest[:16]}"
    label = aigc(producer_of(tags.producer_code, tags.station_id), produce_id, audio_digest)
    if is_at_end:
        return Tagged(b"", ape_tag({NAME: label, PLAN: replace(plan, chapters=()).as_text()}), label)
    data = id3.tag(b"".join(_frames(tags, plan, chapters, label)))
    if any(True for _ in id3.false_syncs(data)):
        raise SoundError("标签里有一处会被播放器误认作音频。请换一个节目名称或章节名称。")
    return Tagged(data, b"", label)


def _frames(tags: Tags, plan: Plan, chapters: Sequence[Chapter], label: str) -> Iterator[bytes]:
    yield id3.own_frame(NAME, label)
    texts = {
        "TIT2": tags.title,
        "TPE1": tags.station,
        "TALB": tags.station,
        "TYER": f"{tags.day:%Y}",
        "TDAT": f"{tags.day:%d%m}",
        "TIME": tags.slot,
        "TLAN": tags.language,
        "TLEN": str(plan.frames * 24),
    }
    yield from (id3.text_frame(name, text) for name, text in texts.items())
    yield id3.own_frame(PLAN, plan.as_text())
    yield id3.lyrics_frame(tags.text, tags.language)
    yield id3.chapter_frames([(one.title, round(one.start * 1000), round(one.end * 1000)) for one in chapters])
