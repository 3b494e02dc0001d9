"""
Joining: frames of clips and silences become one MP3. Nothing is decoded or encoded; memory does not grow with length.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import BinaryIO

from bulletin.errors import LabelError, SoundError
from bulletin.model import Chapter, Mark, Programme, Rendition
from bulletin.outside.files import whole_file
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
from bulletin.programme.tags import Draft, LabelPlace, Plan, Tags, draft

LONG_SILENCE = 42
"""Frames, one second: silences longer than that stand in the plan."""

_SILENT_RUN = 256
"""Silent frames written at a time."""

_READ_BACK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Joined:
    """
    A programme's segments, the frame each begins at, and how many frames it has in all.
    """

    segments: tuple[Segment, ...]
    starts: tuple[int, ...]
    frames: int


def assemble(segments: Iterable[Segment], rendition: Rendition, out: Path, tags: Tags) -> Programme:
    """
    Join segments into one MP3 that appears whole or not at all.

    The AI label must be among them twice, at the start and at the end: a segment whose words are `tags.label`, or one
    marked by `as_label`.

    Args:
        segments: In the order they are heard, encoded for this rendition.
        rendition: What they were encoded for.
        out: The file; an older one is replaced.
        tags: What it says of itself.

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
    blank = draft(tags, _plan(joined, rendition, places), chapters)
    sealed = _written(joined, header, out, blank)
    meter, peak = FrameMeter(), float("-inf")
    for one in joined.segments:
        meter.add(one.powers or bytes(4 * one.frames))
        peak = max(peak, one.true_peak)
    return Programme(
        path=out,
        sha256=_sha256(out),
        size=out.stat().st_size,
        seconds=joined.frames * 24 / 1000,
        loudness=meter.integrated,
        true_peak=peak,
        chapters=chapters,
        starts=tuple(start * 24 / 1000 for start in joined.starts),
        label=sealed.label,
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
    for one in segments:
        found = header_of(one.word) if one.path else header
        if found is None or not is_same_format(found, header):
            raise SoundError(f"片段 {one.path} 不是为这个版本编码的，不能拼接。")


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
        frames=joined.frames,
        target=rendition.target,
        ceiling=rendition.ceiling,
        labels=labels,
        chapters=tuple(start for one, start in placed if one.title),
        silences=tuple((start, one.frames) for one, start in placed if one.path is None and one.frames > LONG_SILENCE),
        music=tuple((start, one.frames) for one, start in placed if one.path and not one.speaks),
    )


def _written(joined: _Joined, header: Header, out: Path, blank: Draft) -> Draft:
    """
    Write the file: a blank tag, the Info frame, all frames; then the tag again, sealed with the audio's checksum.
    """
    flush = LEAD_SAMPLES // header.samples
    with whole_file(out) as target:
        target.write(blank.data)
        digest = hashlib.sha256()
        for data in _audio(joined, header, flush):
            digest.update(data)
            target.write(data)
        sealed = blank.sealed(digest.hexdigest())
        target.seek(0)
        target.write(sealed.data)
    return sealed


def _audio(joined: _Joined, header: Header, flush: int) -> Iterator[bytes]:
    """
    Yield the bytes behind the tag.

    As many silent frames as the lead-in has follow the last segment: players skip the lead-in, so that the programme is
    exactly as long as its segments.
    """
    yield info_frame(header, joined.frames + flush)
    one_silent = silent_frame(header)
    run = one_silent * _SILENT_RUN
    for one in joined.segments:
        if one.path is None:
            left = one.frames
            while left > 0:
                yield run[: min(left, _SILENT_RUN) * header.size]
                left -= _SILENT_RUN
        else:
            yield _frames_of(one, header)
    yield one_silent * flush


def _frames_of(one: Segment, header: Header) -> bytes:
    """
    Read a segment's frames, checked.
    """
    assert one.path is not None  # noqa: S101 - silences have none, and are written above
    try:
        data = one.path.read_bytes()
    except OSError as error:
        raise SoundError(f"片段读不出来：{one.path}（{error.strerror or error}）。请重新制作本期。") from error
    if len(data) != one.frames * header.size or zlib.crc32(data) != one.crc:
        raise SoundError(f"片段已损坏：{one.path}。请删除它后重新制作本期。")
    return data


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return _digest(source)


def _digest(source: BinaryIO) -> str:
    digest = hashlib.sha256()
    while data := source.read(_READ_BACK):
        digest.update(data)
    return digest.hexdigest()
