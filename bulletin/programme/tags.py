"""
What an MP3 says of itself: title, station, date, words, chapters, the AI label, and the plan it is held against.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bulletin.errors import SoundError
from bulletin.model import Chapter, Decibels, Lufs
from bulletin.programme import id3
from bulletin.programme.label import NAME, VOICE_LABEL, aigc, producer_of

PLAN = "BULLETIN"
"""The name of the tag that holds the plan."""

_AUDIO = "@" * 64
_SHORT = "@" * 16
"""Stand for the checksum of the audio, and its first 16 digits, until the audio is written."""


@dataclass(frozen=True, slots=True)
class Tags:
    """
    What is written into an MP3.

    Args:
        title: As players show it.
        station: The broadcaster's name.
        station_id: Its ASCII name.
        slot: The air time as four digits.
        day: The air date.
        text: The words of the programme, shown as lyrics.
        producer_code: For the AI label; `""` when the operator has none.
        label: The words of the AI label that is heard; must name artificial intelligence and synthesis.
        language: ISO 639-2.
        revision: Of the edition; the first is 0.
    """

    title: str
    station: str
    station_id: str
    slot: str
    day: date
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
        frames: How many it plays.
        target: Integrated loudness it was made for.
        ceiling: dBTP.
        labels: Where the AI label is heard, in order.
        chapters: The frame each chapter begins at.
        silences: Start and length in frames of each planned silence that is longer than a second.
        music: Start and length in frames of each piece of music.
    """

    rendition: str
    frames: int
    target: Lufs
    ceiling: Decibels
    labels: tuple[LabelPlace, ...]
    chapters: tuple[int, ...] = ()
    silences: tuple[tuple[int, int], ...] = ()
    music: tuple[tuple[int, int], ...] = ()

    def as_text(self) -> str:
        """
        Return it as one line of ASCII JSON.
        """
        facts = {
            "rendition": self.rendition,
            "frames": self.frames,
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
            chapters = tuple(int(start) for start in facts["chapters"])
            silences, music = (tuple((int(a), int(b)) for a, b in facts[name]) for name in ("silences", "music"))
            numbers = float(facts["target"]), float(facts["ceiling"])
            return cls(str(facts["rendition"]), int(facts["frames"]), *numbers, labels, chapters, silences, music)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"not a plan: {error}") from error


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A tag whose audio is not written yet; its size is final.
    """

    data: bytes
    label: str

    def sealed(self, audio_sha256: str) -> Draft:
        """
        Return it with the checksum of the audio behind it.
        """
        data, label = self.data, self.label
        for blank, digits in ((_AUDIO, audio_sha256), (_SHORT, audio_sha256[:16])):
            data, label = data.replace(blank.encode(), digits.encode()), label.replace(blank, digits)
        return replace(self, data=data, label=label)


def draft(tags: Tags, plan: Plan, chapters: Sequence[Chapter]) -> Draft:
    """
    Return the tag of a programme, to be sealed when its audio is known.

    The AI label stands first, where every reader meets it.

    Raises:
        LabelError: It cannot be labelled as the standard asks.
        SoundError: The tag would look like audio to a player.
    """
    day = tags.day
    revision = f"-r{tags.revision}" if tags.revision else ""
    produce_id = f"{tags.station_id}-{day:%Y%m%d}-{tags.slot}{revision}-{_SHORT}"
    label = aigc(producer_of(tags.producer_code, tags.station_id), produce_id, _AUDIO)
    frames = (
        id3.own_frame(NAME, label),
        id3.text_frame("TIT2", tags.title),
        id3.text_frame("TPE1", tags.station),
        id3.text_frame("TALB", tags.station),
        id3.text_frame("TYER", f"{day:%Y}"),
        id3.text_frame("TDAT", f"{day:%d%m}"),
        id3.text_frame("TIME", tags.slot),
        id3.text_frame("TLAN", tags.language),
        id3.text_frame("TLEN", str(plan.frames * 24)),
        id3.own_frame(PLAN, plan.as_text()),
        id3.lyrics_frame(tags.text, tags.language),
        id3.chapter_frames([(one.title, round(one.start * 1000), round(one.end * 1000)) for one in chapters]),
    )
    data = id3.tag(b"".join(frames))
    if any(True for _ in id3.false_syncs(data)):
        raise SoundError("标签里有一处会被播放器误认作音频。请换一个节目名称或章节名称。")
    return Draft(data, label)
