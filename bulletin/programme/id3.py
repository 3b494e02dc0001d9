"""
ID3v2.3 as bytes: the frames a bulletin needs, written and read. Not a general tag library.

Version 2.3, because many cheap players read no other; text that is not ASCII is UTF-16 there. A tag is made before its
audio, in front, so that writing it never moves the file. <https://id3.org/id3v2.3.0>, chapters: id3v2-chapters-1.0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.errors import LabelError
from bulletin.programme.frames import header_of

LATIN1, UTF16 = b"\x00", b"\x01"
_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_NO_OFFSET = 0xFFFFFFFF
"""A chapter's byte offsets are not given: its times count."""


def _synchsafe(size: int) -> bytes:
    return bytes((size >> shift) & 127 for shift in (21, 14, 7, 0))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + struct.pack(">IH", len(body), 0) + body


def _string(text: str, encoding: bytes, *, is_closed: bool = False) -> bytes:
    if encoding == LATIN1:
        return text.encode("latin-1") + b"\x00" * is_closed
    return b"\xff\xfe" + text.encode("utf-16-le", "replace") + b"\x00\x00" * is_closed


def text_frame(name: str, text: str) -> bytes:
    """
    Return a frame of text: Latin-1 where it is ASCII, else UTF-16.
    """
    encoding = LATIN1 if text.isascii() else UTF16
    return _frame(name, encoding + _string(without_false_sync(text), encoding))


def own_frame(name: str, text: str) -> bytes:
    """
    Return a `TXXX` frame, in Latin-1: readers of the AI label look for its bytes and find nothing in UTF-16.

    Raises:
        LabelError: It holds anything but printable ASCII.
    """
    if not (text.isascii() and text.isprintable()):
        raise LabelError(f"标签 {name} 只能用可打印的 ASCII 字符。请检查设置里的编码和电台代号。")
    return _frame("TXXX", LATIN1 + _string(name, LATIN1, is_closed=True) + _string(text, LATIN1))


def lyrics_frame(text: str, language: str) -> bytes:
    """
    Return a `USLT` frame with the words of a programme; `language` is ISO 639-2, three letters.
    """
    body = _string("", UTF16, is_closed=True) + _string(without_false_sync(text), UTF16)
    return _frame("USLT", UTF16 + language.encode("ascii") + body)


def chapter_frames(chapters: list[tuple[str, int, int]]) -> bytes:
    """
    Return one `CTOC` and a `CHAP` for each chapter: title, start and end in milliseconds; nothing for none.
    """
    if not chapters:
        return b""
    names = [f"ch{number}".encode() for number in range(len(chapters))]
    is_top, is_ordered = 2, 1
    toc = b"toc\x00" + bytes((is_top | is_ordered, min(255, len(names)))) + b"".join(n + b"\x00" for n in names[:255])
    out = [_frame("CTOC", toc)]
    for name, (title, start, end) in zip(names, chapters, strict=True):
        times = struct.pack(">IIII", start, end, _NO_OFFSET, _NO_OFFSET)
        out.append(_frame("CHAP", name + b"\x00" + times + text_frame("TIT2", title)))
    return b"".join(out)


def without_false_sync(text: str) -> str:
    """
    Return text whose UTF-16 bytes hold nothing a decoder could take for a frame of audio.

    A full-width mark ends in the byte FF; with some characters behind it, that reads as a frame header. Such a mark
    becomes its half-width form. 29 of 100 random titles hold one (reference/audio.md §6).
    """
    out = list(text)
    for place, mark in enumerate(text):
        if ord(mark) >> 8 != 0xFF:
            continue
        follows = "".join(out[place : place + 1] + list(text[place + 1 : place + 3])).encode("utf-16-le", "replace")
        if _has_sync(follows[1:] + bytes(4)):
            out[place] = chr(_HALF_WIDTH.get(ord(mark), 0x20))
    return "".join(out)


def _has_sync(data: bytes) -> bool:
    return next(false_syncs(data), None) is not None


def false_syncs(data: bytes) -> Iterator[int]:
    """
    Yield where a byte string holds what looks like the header of an MP3 frame.
    """
    at = data.find(b"\xff")
    while 0 <= at <= len(data) - 4:
        if data[at + 1] >= 0xE0 and header_of(int.from_bytes(data[at : at + 4], "big")):
            yield at
        at = data.find(b"\xff", at + 1)


def tag(frames: bytes) -> bytes:
    """
    Return a whole tag of version 2.3 without padding.
    """
    return b"ID3\x03\x00\x00" + _synchsafe(len(frames)) + frames


@dataclass(frozen=True, slots=True)
class Field:
    """
    One frame of a tag as read.

    Args:
        name: Four letters; for a `TXXX` its description follows: `TXXX:AIGC`.
        text: Its text, `""` where it has none.
        encoding: 0 Latin-1, 1 UTF-16, 2 UTF-16 big-endian, 3 UTF-8; -1 where there is no text.
        body: Its bytes.
    """

    name: str
    text: str
    encoding: int
    body: bytes


def tag_size(head: bytes) -> int:
    """
    Return how many bytes a tag takes whose first ten bytes these are, 0 when none begins here.
    """
    if head[:3] != b"ID3" or len(head) < 10 or any(byte & 0x80 for byte in head[6:10]):
        return 0
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    return 10 + size + (10 if head[5] & 0x10 else 0)


def fields(data: bytes) -> tuple[Field, ...]:
    """
    Read the frames of a version 2.3 or 2.4 tag, in order; what is no frame (padding) ends it.
    """
    return tuple(_fields(data[10 : tag_size(data[:10])], is_v24=data[3:4] == b"\x04"))


def _fields(data: bytes, *, is_v24: bool) -> Iterator[Field]:
    at = 0
    while at + 10 <= len(data) and data[at : at + 4].isalnum():
        size = struct.unpack_from(">I", data, at + 4)[0]
        if is_v24:
            size = (size & 127) | (size & 0x7F00) >> 1 | (size & 0x7F0000) >> 2 | (size & 0x7F000000) >> 3
        yield _field(data[at : at + 4].decode("ascii"), data[at + 10 : at + 10 + size])
        at += 10 + size


def _field(name: str, body: bytes) -> Field:
    if name == "USLT":
        _, _, words = _decoded(body[:1] + body[4:]).partition("\x00")
        return Field(name, words.lstrip("\ufeff"), body[0] if body else -1, body)
    if not name.startswith("T") or not body:
        return Field(name, "", -1, body)
    text = _decoded(body)
    if name == "TXXX":
        description, _, text = text.partition("\x00")
        name = f"TXXX:{description}"
    return Field(name, text.rstrip("\x00").lstrip("\ufeff"), body[0], body)


def _decoded(body: bytes) -> str:
    kinds = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
    return body[1:].decode(kinds.get(body[0], "latin-1"), "replace") if body else ""


def chapters_of(found: tuple[Field, ...]) -> tuple[tuple[str, int, int], ...]:
    """
    Return title, start and end (milliseconds) of each chapter of a tag, in order; damaged ones are left out.
    """
    out: list[tuple[str, int, int]] = []
    for one in found:
        if one.name != "CHAP":
            continue
        at = one.body.find(b"\x00") + 1
        if len(one.body) >= at + 16:
            start, end = struct.unpack_from(">II", one.body, at)
            titles = [part.text for part in _fields(one.body[at + 16 :], is_v24=False) if part.name == "TIT2"]
            out.append(("".join(titles[:1]), start, end))
    return tuple(out)
