"""
How it sounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.model.units import Decibels, Lufs, Seconds


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
