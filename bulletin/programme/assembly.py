"""
Joining: frames of clips and silences become one MP3. Nothing is decoded or encoded; memory does not grow with length.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import BinaryIO, TypeAlias

from bulletin.errors import LabelError, SoundError
from bulletin.model import Chapter, Lufs, Mark, Programme, Rendition
from bulletin.outside.files import link_or_copy, whole_file, write_whole
from bulletin.programme.frames import (
    LEAD_SAMPLES,
    Header,
    header_for,
    header_of,
    info_frame,
    is_same_format,
    silent_frame,
)
from bulletin.programme.label import is_label_text, said
from bulletin.programme.loudness import FrameMeter
from bulletin.programme.segments import RHYTHM, VOICE, Segment
from bulletin.programme.tags import LabelPlace, Plan, Tagged, Tags, digest_of, tags_around

LONG_SILENCE = 42
"""Frames, one second: silences longer than that stand in the plan."""

_SILENT_RUN = 256
"""Silent frames written at a time."""

_BLOCK = 1 << 18
"""Bytes handed on at a time."""

UNNAMED = Tags()

Part: TypeAlias = tuple[bytes, Segment | None]
"""Bytes to write, and the segment they must be, if they were read from one."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """
    A programme's segments, the frame each begins at, and how many frames it has in all.
    """

    segments: tuple[Segment, ...]
    starts: tuple[int, ...]
    frames: int


def assemble(
    segments: Iterable[Segment], rendition: Rendition, out: Path, tags: Tags = UNNAMED, shelf: Path | None = None
) -> Programme:
    """
    Join segments into one MP3 that appears whole or not at all.

    The AI label must be among them twice, at the start and at the end: a segment whose words are `tags.label`, or one
    marked by `as_label`.

    Args:
        segments: In the order they are heard, encoded for this rendition.
        rendition: What they were encoded for.
        out: The file; an older one is replaced.
        tags: What it says of itself.
        shelf: A folder of finished programmes on the same disk: one that is there already is linked, not written again.

    Raises:
        SoundError: Segments are of another format, or damaged.
        LabelError: The AI label is not among them at both ends, or cannot be written.
        OutputError: The file cannot be written.
    """
    header = header_for(rendition)
    joined = _laid_out(segments, tags)
    _check_formats(joined.segments, header)
    chapters = _chapters(joined)
    places = tuple(_label_places(joined))
    frame = _Frames(header, joined.frames)
    digest = digest_of(frame.digests(joined.segments))
    plan = _plan(joined, rendition, places)
    around = tags_around(tags, plan, chapters, digest, is_at_end=rendition.tags_at_end)
    parts = chain([(around.front, None)], frame.audio(joined.segments), [(around.end, None)])
    size, sha256 = _shared(out, shelf, around) or _made(out, shelf, around, parts)
    return Programme(
        path=out,
        sha256=sha256,
        size=size,
        seconds=joined.frames * 24 / 1000,
        loudness=_loudness(joined.segments),
        true_peak=max(one.true_peak for one in joined.segments),
        chapters=chapters,
        starts=tuple(start * 24 / 1000 for start in joined.starts),
        label=around.label,
        rendition=rendition,
        labels=tuple(
            Mark(place.start * 24 / 1000, (place.start + place.frames) * 24 / 1000, place.text) for place in places
        ),
    )


def _laid_out(segments: Iterable[Segment], tags: Tags) -> _Joined:
    """
    Give each segment its place, and mark those that say the label's words.
    """
    if not is_label_text(tags.label):
        raise LabelError(f"“{tags.label}”不能作人工智能标识：要同时说到“人工智能”（或 AI）和“合成”（或“生成”）。")
    words = said(tags.label)
    marked = tuple(
        one.as_label(VOICE) if not one.label and one.text and said(one.text) == words else one for one in segments
    )
    if not marked:
        raise SoundError("节目里没有任何声音。")
    ends = tuple(accumulate(one.frames for one in marked))
    labels = [place for place, one in enumerate(marked) if one.label]
    _check_labels(marked, labels)
    return _Joined(marked, (0, *ends[:-1]), ends[-1])


def _check_labels(segments: Sequence[Segment], labels: Sequence[int]) -> None:
    """
    Refuse a programme without the AI label at both ends.
    """
    if len(labels) < 2:
        raise LabelError("节目的开头和结尾都要有人工智能标识（语音或节奏），缺一不可。")
    for place in labels:
        if segments[place].label != RHYTHM and not is_label_text(segments[place].text):
            raise LabelError(f"“{segments[place].text}”不能作人工智能标识。")


def _check_formats(segments: Sequence[Segment], header: Header) -> None:
    for word, path in {one.word: one.path for one in segments if one.path}.items():
        found = header_of(word)
        if found is None or not is_same_format(found, header):
            raise SoundError(f"片段 {path} 不是为这个版本编码的，不能拼接。")


def _chapters(joined: _Joined) -> tuple[Chapter, ...]:
    begins = [(one.title, start) for one, start in zip(joined.segments, joined.starts, strict=True) if one.title]
    borders = [*begins, ("", joined.frames)]
    return tuple(Chapter(title, start * 24 / 1000, end * 24 / 1000) for (title, start), (_, end) in pairwise(borders))


def _label_places(joined: _Joined) -> Iterator[LabelPlace]:
    for one, start in zip(joined.segments, joined.starts, strict=True):
        if one.label:
            yield LabelPlace(start, one.frames, one.label, one.text or "短长短短", one.sha256[:16])


def _plan(joined: _Joined, rendition: Rendition, labels: tuple[LabelPlace, ...]) -> Plan:
    placed = tuple(zip(joined.segments, joined.starts, strict=True))
    return Plan(
        rendition=rendition.name,
        segments=tuple(one.frames for one in joined.segments),
        target=rendition.target,
        ceiling=rendition.ceiling,
        labels=labels,
        chapters=tuple(start for one, start in placed if one.title),
        silences=tuple((start, one.frames) for one, start in placed if one.path is None and one.frames > LONG_SILENCE),
        music=tuple((start, one.frames) for one, start in placed if one.path and not one.speaks),
    )


def _place(shelf: Path, around: Tagged) -> Path:
    """
    Return where a programme is kept: what stands around its audio names every byte of it, by digest and plan.
    """
    return shelf / f"{hashlib.sha256(around.front + around.end).hexdigest()[:40]}.mp3"


def _shared(out: Path, shelf: Path | None, around: Tagged) -> tuple[int, str] | None:
    """
    Link a programme that is on the shelf, and return its size and SHA-256; None when it is not there whole.
    """
    if shelf is None or not _place(shelf, around).is_file():
        return None
    kept = _place(shelf, around)
    data_digest = hashlib.sha256()
    with kept.open("rb") as source:
        while block := source.read(_BLOCK):
            data_digest.update(block)
    if data_digest.hexdigest() != kept.with_suffix(".sha256").read_text("ascii"):
        return None
    link_or_copy(kept, out)
    return out.stat().st_size, data_digest.hexdigest()


def _made(out: Path, shelf: Path | None, around: Tagged, parts: Iterable[Part]) -> tuple[int, str]:
    """
    Write a programme, put it on the shelf if there is one, and return its size and SHA-256.
    """
    with whole_file(out) as target:
        size, sha256 = _written(target, parts)
    if shelf:
        kept = _place(shelf, around)
        write_whole(kept.with_suffix(".sha256"), sha256.encode("ascii"))
        link_or_copy(out, kept)
    return size, sha256


def _loudness(segments: Sequence[Segment]) -> Lufs:
    meter = FrameMeter()
    for one in segments:
        meter.add(one.powers or bytes(4 * one.frames))
    return meter.integrated


class _Frames:
    """
    Makes the bytes behind the tag.

    A silent frame follows the Info frame: players that look for LAME's delay where it stands behind a seek table find
    zeros there, and leave nothing out. All others skip that frame and the first segment's lead-in; as many silent
    frames as the lead-in has follow the last segment, so that the programme is exactly as long as its segments.
    """

    def __init__(self, header: Header, frames: int) -> None:
        self._size = header.size
        self._silent = silent_frame(header)
        self._run = self._silent * _SILENT_RUN
        self._flush = self._silent * (LEAD_SAMPLES // header.samples)
        lead = LEAD_SAMPLES // header.samples
        self._info = info_frame(header, frames + lead + 1, LEAD_SAMPLES + header.samples) + self._silent
        self._stills: dict[int, bytes] = {}

    def digests(self, segments: Iterable[Segment]) -> Iterator[bytes]:
        """
        Yield the SHA-256 of the Info frame, of each segment, and of the end.
        """
        yield hashlib.sha256(self._info).digest()
        for one in segments:
            yield bytes.fromhex(one.sha256) if one.path else self._still(one.frames)
        yield hashlib.sha256(self._flush).digest()

    def _still(self, frames: int) -> bytes:
        if frames not in self._stills:
            self._stills[frames] = hashlib.sha256(self._silent * frames).digest()
        return self._stills[frames]

    def audio(self, segments: Iterable[Segment]) -> Iterator[Part]:
        """
        Yield the bytes, a segment at a time.

        Raises:
            SoundError: A segment's file is gone.
        """
        yield self._info, None
        for one in segments:
            if one.path is None:
                for left in range(one.frames, 0, -_SILENT_RUN):
                    yield self._run[: min(left, _SILENT_RUN) * self._size], None
            else:
                yield _frames_of(one.path, one.frames * self._size), one
        yield self._flush, None


def _frames_of(path: Path, size: int) -> bytes:
    """
    Read a segment's frames.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # a third of the time `Path.read_bytes` takes
        try:
            return os.read(handle, size + 1)
        finally:
            os.close(handle)
    except OSError as error:
        raise SoundError(f"片段读不出来：{path}（{error.strerror or error}）。请重新制作本期。") from error


def _written(target: BinaryIO, parts: Iterable[Part]) -> tuple[int, str]:
    """
    Write parts and return their size and SHA-256; a second thread reckons all checksums meanwhile.

    Raises:
        SoundError: A segment is not what was encoded.
    """
    digest, size = hashlib.sha256(), 0

    def reckon(block: bytes, held: list[Part]) -> None:
        for data, one in held:
            if one and zlib.crc32(data) != one.crc:
                raise SoundError(f"片段已损坏：{one.path}。请删除它后重新制作本期。")
        digest.update(block)

    with ThreadPoolExecutor(1) as second:
        busy: Future[None] = second.submit(reckon, b"", [])
        for held in _blocks(parts):
            block = b"".join(data for data, _ in held)
            busy.result()
            busy = second.submit(reckon, block, held)
            target.write(block)
            size += len(block)
        busy.result()
    return size, digest.hexdigest()


def _blocks(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """
    Gather parts to blocks of a quarter of a megabyte.
    """
    waiting: list[Part] = []
    held = 0
    for part in parts:
        waiting.append(part)
        held += len(part[0])
        if held >= _BLOCK:
            yield waiting
            waiting, held = [], 0
    yield waiting
