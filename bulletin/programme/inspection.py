"""
Inspection: a finished MP3 is held against its own plan, and against the programme it should be, before it is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil, floor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bulletin.errors import InspectionError, SoundError
from bulletin.model import Chapter, Decibels, Lufs, Programme, Seconds
from bulletin.programme import id3
from bulletin.programme.checks import label_checks, plan_checks, programme_checks, sound_checks
from bulletin.programme.label import NAME
from bulletin.programme.label import rate as label_rate
from bulletin.programme.listening import Sound, listen
from bulletin.programme.loudness import integrated
from bulletin.programme.structure import Fault, Structure, structure_of
from bulletin.programme.tags import Plan


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What a device takes at most; 0 for no limit.
    """

    max_bytes: int = 0
    max_seconds: Seconds = 0.0


@dataclass(frozen=True, slots=True)
class Inspection:
    """
    What was found in a file.

    Args:
        path: The file.
        size: In bytes.
        sha256: Of the file.
        seconds: How long it plays, decoded.
        frames: Of sound, in the file.
        loudness: Integrated, decoded.
        true_peak: dBTP, decoded.
        short_term: Loudness of 3 s windows, one a second, the first at 3 s.
        envelope: Lowest and highest sample of 1200 equal parts.
        chapters: From its tag, in order.
        levels: Loudness of each chapter's speech, -inf where it has none.
        silences: Start and length of each pause longer than a second.
        label: The text of its `AIGC` tag, `""` when it has none.
        label_rates: How fast each voice label is read, characters a minute.
        plan: What it should be, None when it does not say.
        faults: What is wrong with it; empty when it may be published.
    """

    path: Path
    size: int
    sha256: str
    seconds: Seconds
    frames: int
    loudness: Lufs
    true_peak: Decibels
    short_term: tuple[Lufs, ...]
    envelope: npt.NDArray[np.float32] = field(repr=False)
    chapters: tuple[Chapter, ...]
    levels: tuple[Lufs, ...]
    silences: tuple[tuple[Seconds, Seconds], ...]
    label: str
    label_rates: tuple[float, ...]
    plan: Plan | None
    faults: tuple[Fault, ...]

    @property
    def is_fit(self) -> bool:
        """
        Whether it may be published.
        """
        return not self.faults


def inspect(path: Path, programme: Programme | None = None, limits: Limits | None = None) -> Inspection:
    """
    Read and decode a file fully and hold it against its plan.

    Args:
        path: The file.
        programme: What it should be, when known; else only what it says of itself counts.
        limits: Of the device it is for.

    Raises:
        SoundError: It cannot be opened; whatever is wrong inside stands in the result.
    """
    found = structure_of(path)
    places = found.plan.labels if found.plan else ()
    expected = (found.header.samples if found.header else 1) * found.frames
    try:
        sound = listen(path, expected, [(place.start, place.frames) for place in places])
    except SoundError as error:
        sound = None
        found.fault("decode", str(error))
    chapters = tuple(Chapter(title, start / 1000, end / 1000) for title, start, end in id3.chapters_of(found.fields))
    if programme and programme.rendition.tags_at_end:
        chapters = programme.chapters  # such a file names none itself
    rates = tuple(_rates(sound, found.plan))
    levels = tuple(_level(sound, found.plan, one) for one in chapters)
    faults = [*found.faults, *label_checks(found, sound, rates), *plan_checks(found, sound, chapters)]
    faults += sound_checks(found, sound, chapters, levels)
    faults += programme_checks(found, sound, chapters, programme) if programme else []
    faults += _over(found, sound, limits or Limits())
    labels = found.texts(f"TXXX:{NAME}")
    return Inspection(
        path=path,
        size=found.size,
        sha256=found.sha256,
        seconds=sound.seconds if sound else 0.0,
        frames=found.frames,
        loudness=sound.loudness if sound else float("-inf"),
        true_peak=sound.true_peak if sound else float("-inf"),
        short_term=sound.short_term if sound else (),
        envelope=sound.envelope if sound else np.zeros((1, 2), np.float32),
        chapters=chapters,
        levels=levels,
        silences=tuple((a * 24 / 1000, n * 24 / 1000) for a, n in sound.silences() if n > 42) if sound else (),
        label=labels[0].text if labels else "",
        label_rates=rates,
        plan=found.plan,
        faults=tuple(faults),
    )


def require_fit(path: Path, programme: Programme | None = None, limits: Limits | None = None) -> Inspection:
    """
    Inspect a file that is about to be published; the arguments are those of `inspect`.

    Raises:
        InspectionError: It must not be published; the message names every fault.
        SoundError: It cannot be opened.
    """
    found = inspect(path, programme, limits)
    if found.faults:
        listed = "；".join(fault.text for fault in found.faults)
        raise InspectionError(f"{path.name} 没有通过播出检查，不能发布：{listed}。请重新制作本期。")
    return found


def _rates(sound: Sound | None, plan: Plan | None) -> Iterator[float]:
    for number, place in enumerate(plan.labels if plan and sound else ()):
        if place.kind == "voice" and sound:
            yield label_rate(place.text, sound.speech_seconds(number))


def _level(sound: Sound | None, plan: Plan | None, chapter: Chapter) -> Lufs:
    """
    Return the loudness of a chapter without its music.
    """
    if sound is None:
        return float("-inf")
    is_speech = np.ones(len(sound.hops), bool)
    for start, count in plan.music if plan else ():
        is_speech[floor(start * 0.24) : ceil((start + count) * 0.24)] = False
    first, last = round(chapter.start * 10), round(chapter.end * 10)
    return integrated(sound.hops[first:last][is_speech[first:last]])


def _over(found: Structure, sound: Sound | None, limits: Limits) -> Iterator[Fault]:
    if limits.max_bytes and found.size > limits.max_bytes:
        yield Fault("size", f"文件 {found.size} 字节，超过设备上限 {limits.max_bytes} 字节")
    if limits.max_seconds and sound and sound.seconds > limits.max_seconds:
        yield Fault("size", f"节目 {sound.seconds:.0f} 秒，超过设备上限 {limits.max_seconds:.0f} 秒")
