"""
A finished MP3 as bytes: its tag, its Info frame, its frames. Nothing is decoded here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from bulletin.errors import SoundError
from bulletin.programme import id3
from bulletin.programme.ape import ape_fields, ape_size
from bulletin.programme.frames import Frame, Header, Info, info_of, is_same_format, read_frames
from bulletin.programme.tags import PLAN, Plan


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that is wrong with a file: its kind (`frames`, `label-tag`, ...), and what to tell the operator.
    """

    kind: str
    text: str


@dataclass(slots=True)
class Structure:
    """
    What the bytes of a file say.

    Args:
        size: In bytes.
        sha256: Of the whole file.
        digests: SHA-256 of each part of the audio the plan names: the Info frame, each segment, the end.
        joins: The frame each segment begins at.
        fields: The tag's frames.
        plan: Written into it when it was joined; None when there is none.
        header: Of the first frame of sound; None when there is no frame.
        frames: How many frames of sound, the Info frame not among them.
        info: What the Info frame says; None when there is none.
        labels: SHA-256 (16 digits) of the frames at each label's place in the plan.
        faults: What is wrong.
    """

    size: int
    sha256: str = ""
    digests: list[bytes] = field(default_factory=list)
    joins: tuple[int, ...] = ()
    fields: tuple[id3.Field, ...] = ()
    plan: Plan | None = None
    header: Header | None = None
    frames: int = 0
    info: Info | None = None
    labels: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, kind: str, text: str) -> None:
        """
        Note something wrong.
        """
        self.faults.append(Fault(kind, text))

    def texts(self, name: str) -> tuple[id3.Field, ...]:
        """
        Return the tag's frames of a name.
        """
        return tuple(one for one in self.fields if one.name == name)


def structure_of(path: Path) -> Structure:
    """
    Read a file frame by frame; memory does not grow with its length.

    Raises:
        SoundError: It cannot be opened.
    """
    try:
        with path.open("rb") as source:
            found = Structure(path.stat().st_size)
            _read(source, found)
    except OSError as error:
        raise SoundError(f"无法读取 {path}（{error.strerror or error}）。请检查文件是否存在。") from error
    return found


def _read(source: BinaryIO, found: Structure) -> None:
    whole = hashlib.sha256()
    source.seek(max(0, found.size - 32))
    end = found.size - ape_size(source.read(32))
    source.seek(max(0, end))
    tail = source.read() if end < found.size else b""
    source.seek(0)
    head = source.read(10)
    size = id3.tag_size(head)
    tag = head + source.read(size - 10) if size else b""
    if tag and len(tag) == size:
        _read_tag(tag, found)
    elif tail:
        _read_fields(ape_fields(tail), found)
    else:
        found.fault("tag", "文件里没有 ID3 标签，或标签不完整")
    whole.update(tag)
    source.seek(len(tag))
    _read_audio(source, found, whole.update, end)
    while rest := source.read(1 << 20):
        whole.update(rest)
    found.sha256 = whole.hexdigest()


def _read_tag(tag: bytes, found: Structure) -> None:
    if tag[3] != 3:
        found.fault("tag", f"标签版本是 ID3v2.{tag[3]}，应为 ID3v2.3")
    if any(True for _ in id3.false_syncs(tag)):
        found.fault("tag", "标签里有会被播放器误认作音频的字节")
    _read_fields(id3.fields(tag), found)


def _read_fields(fields: tuple[id3.Field, ...], found: Structure) -> None:
    found.fields = fields
    for one in found.texts(f"TXXX:{PLAN}"):
        try:
            found.plan = Plan.from_text(one.text)
        except ValueError:
            found.fault("plan", "文件里的制作计划读不出来")
    if found.plan is None:
        found.fault("plan", "文件里没有制作计划（标签 BULLETIN），不是本程序拼接的，或已被改动")


class _Walk:
    """
    Follows frames: format, the bit reservoir, the labels' places.
    """

    def __init__(self, found: Structure) -> None:
        self._found = found
        self._left = 0
        self._said: set[str] = set()
        self._ends = list(accumulate(found.plan.segments)) if found.plan else []
        found.joins = (0, *self._ends[:-1])
        self._part = hashlib.sha256()
        places = found.plan.labels if found.plan else ()
        self._labels = [(place.start, place.start + place.frames, hashlib.sha256()) for place in places]

    def step(self, frame: Frame, data: bytes) -> None:
        found = self._found
        if found.header is None:
            found.header = frame.header
        number = found.frames - 1  # a silent frame stands before the first segment
        if not is_same_format(frame.header, found.header):
            self._once("format", f"第 {number} 帧的格式与开头不同")
        if frame.back > self._left:
            self._once("frames", f"第 {number} 帧引用的数据缺失（前面丢了帧）")
        if frame.need > frame.back + frame.header.room:
            self._once("frames", f"第 {number} 帧的数据不完整")
        self._left = max(0, frame.back + frame.header.room - frame.need)
        while len(found.digests) <= len(self._ends) and number >= self._border():
            self._close()
        self._part.update(data)
        for start, end, digest in self._labels:
            if start <= number < end:
                digest.update(data)
        found.frames += 1

    def info(self, data: bytes) -> None:
        """
        Hear the Info frame: it belongs to the first part.
        """
        self._part.update(data)

    def _border(self) -> int:
        """
        Return the number of the frame the part after this one begins at.
        """
        done = len(self._found.digests)
        return self._ends[done - 1] if done else 0

    def _close(self) -> None:
        self._found.digests.append(self._part.digest())
        self._part = hashlib.sha256()

    def end(self) -> None:
        self._close()
        self._found.labels = [digest.hexdigest()[:16] for _, _, digest in self._labels]

    def _once(self, kind: str, text: str) -> None:
        if kind not in self._said:
            self._said.add(kind)
            self._found.fault(kind, text)


def _read_audio(source: BinaryIO, found: Structure, heard: Callable[[bytes], object], end: int) -> None:
    walk, is_first = _Walk(found), True
    try:
        for frame, data in read_frames(source, end):
            heard(data)
            info = info_of(frame, data) if is_first else None
            if info:
                found.info = info
                walk.info(data)
            else:
                walk.step(frame, data)
            is_first = False
    except SoundError as error:
        found.fault("frames", str(error))
    walk.end()
    _check_info(found)


def _check_info(found: Structure) -> None:
    if not found.frames:
        found.fault("frames", "文件里没有音频")
        return
    info, header = found.info, found.header
    if info is None:
        found.fault("info", "缺少 Info 头，播放器会显示错误的时长")
    elif not info.is_intact:
        found.fault("info", "Info 头已损坏")
    elif header and (info.frames != found.frames or info.size > found.size or info.size < found.frames * header.size):
        found.fault("info", f"Info 头说有 {info.frames} 帧，实有 {found.frames} 帧")
