"""
MPEG audio layer III at frame level: read, check, make silence and the Info header. No codec.

Only rates whose frames are all 24 ms long are made here (24 kHz MPEG-2, 48 kHz MPEG-1): such frames need no padding, so
time in a programme is a number of frames. ISO/IEC 11172-3 §2.4, 13818-3 §2.4; the Info header as LAME writes it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bulletin.errors import SoundError
from bulletin.model import Rendition, Seconds

FRAME: Seconds = 0.024
"""The length of a frame at 24 and at 48 kHz."""

LEAD_SAMPLES = 1152
"""What an encoded clip begins with: 576 samples of encoder delay, 529 of decoder delay, 47 zeros up to a border."""

ENCODER_ZEROS = 47
"""Put before a clip, so that its first sample falls on a frame border."""

DECODER_DELAY = 529
"""Samples a decoder is late by."""

_MPEG1, _MPEG2, _MPEG25 = 3, 2, 0
_KBITS = {
    _MPEG1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    _MPEG2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {_MPEG1: (44100, 48000, 32000), _MPEG2: (22050, 24000, 16000), _MPEG25: (11025, 12000, 8000)}
_MONO = 3
_SAME = 0xFFFE0C00
"""The bits of a header that stay the same through a file: sync, version, layer, rate."""


@dataclass(frozen=True, slots=True)
class Header:
    """
    The first four bytes of a frame.

    Args:
        word: The bytes as a number.
        bit_rate: In bit/s.
        sample_rate: In hertz.
        size: Bytes of the whole frame.
        samples: Samples it decodes to.
        side: Bytes of side information.
        has_crc: Whether two bytes of checksum follow.
        channels: 1 or 2.
    """

    word: int
    bit_rate: int
    sample_rate: int
    size: int
    samples: int
    side: int
    has_crc: bool
    channels: int

    @property
    def is_lsf(self) -> bool:
        """
        Whether it is MPEG-2 or 2.5, at the low sampling frequencies.
        """
        return self.samples == 576

    @property
    def body(self) -> int:
        """
        Where side information begins in the frame.
        """
        return 6 if self.has_crc else 4

    @property
    def room(self) -> int:
        """
        Bytes of main data the frame has room for.
        """
        return self.size - self.body - self.side


def header_of(word: int) -> Header | None:
    """
    Return what a frame header says, None when these bytes are none (of layer III).
    """
    version, layer, kbits, rate = (word >> 19) & 3, (word >> 17) & 3, (word >> 12) & 15, (word >> 10) & 3
    if word >> 21 != 0x7FF or version == 1 or layer != 1 or kbits in (0, 15) or rate == 3:
        return None
    is_lsf = version != _MPEG1
    channels = 1 if (word >> 6) & 3 == _MONO else 2
    bit_rate = _KBITS[_MPEG2 if is_lsf else _MPEG1][kbits] * 1000
    sample_rate = _RATES[version][rate]
    narrow, wide = (9, 17) if is_lsf else (17, 32)
    return Header(
        word=word,
        bit_rate=bit_rate,
        sample_rate=sample_rate,
        size=(72 if is_lsf else 144) * bit_rate // sample_rate + ((word >> 9) & 1),
        samples=576 if is_lsf else 1152,
        side=narrow if channels == 1 else wide,
        has_crc=not (word >> 16) & 1,
        channels=channels,
    )


def header_for(rendition: Rendition) -> Header:
    """
    Return the header of every frame of a rendition: mono, no checksum, "original" set, as LAME sets it.

    Raises:
        SoundError: Frames of this rate are not all 24 ms long, or there is no such bit rate.
    """
    version = {24_000: _MPEG2, 48_000: _MPEG1}.get(rendition.sample_rate)
    kbits = _KBITS.get(version or 0, ())
    if version is None or rendition.bit_rate // 1000 not in kbits[1:] or rendition.bit_rate % 1000:
        wanted = f"{rendition.sample_rate} Hz、{rendition.bit_rate} bit/s"
        raise SoundError(f"不支持的音频格式：{wanted}。采样率请用 24000 或 48000，比特率请用 MP3 的标准值。")
    word = 0xFFE10000 | version << 19 | 1 << 17 | kbits.index(rendition.bit_rate // 1000) << 12 | 1 << 10
    header = header_of(word | _MONO << 6 | 1 << 2)
    assert header is not None  # noqa: S101 - built from valid fields
    return header


@dataclass(frozen=True, slots=True)
class Frame:
    """
    One frame of a file.

    Args:
        header: Its first four bytes.
        back: How many bytes of its main data lie before it (`main_data_begin`).
        need: Bytes of main data it uses.
    """

    header: Header
    back: int
    need: int


def _parsed(header: Header, data: bytes) -> Frame:
    """
    Read a frame's side information.
    """
    bits = int.from_bytes(data[header.body : header.body + header.side], "big")
    left = header.side * 8

    def take(count: int) -> int:
        nonlocal left
        left -= count
        return (bits >> left) & ((1 << count) - 1)

    back = take(8 if header.is_lsf else 9)
    if header.is_lsf:
        take(header.channels)  # private bits: one in mono, two in stereo
    else:
        take((5 if header.channels == 1 else 3) + 4 * header.channels)
    need = 0
    for _ in range(header.channels * (1 if header.is_lsf else 2)):
        need += take(12)
        take(47 + (4 if header.is_lsf else 0))
    return Frame(header, back, (need + 7) // 8)


def read_frames(source: BinaryIO, end: int) -> Iterator[tuple[Frame, bytes]]:
    """
    Read frames from where `source` stands up to byte `end`, with their bytes.

    Raises:
        SoundError: What stands there is no frame, or the last one is cut; the message names the place.
    """
    at = source.tell()
    while at < end:
        first = source.read(4)
        header = header_of(int.from_bytes(first, "big")) if len(first) == 4 else None
        if header is None:
            raise SoundError(f"第 {at} 字节处不是 MP3 音频帧（{first.hex()}）")
        data = first + source.read(min(header.size, end - at) - 4)
        if len(data) < header.size:
            raise SoundError(f"最后一帧不完整：只有 {len(data)} 字节，应有 {header.size} 字节")
        yield _parsed(header, data), data
        at += header.size


def is_same_format(one: Header, other: Header) -> bool:
    """
    Tell whether frames with these headers may stand in one file.
    """
    is_alike = (one.word ^ other.word) & _SAME == 0
    return is_alike and one.channels == other.channels and one.bit_rate == other.bit_rate


def silent_frame(header: Header) -> bytes:
    """
    Return a frame that decodes to digital silence: empty side information, zero bytes.
    """
    return struct.pack(">I", header.word) + bytes(header.size - 4)


def _crc_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
        table.append(value)
    return tuple(table)


_CRC = _crc_table()


def crc16(data: bytes) -> int:
    """
    Return the checksum the Info header ends with (CRC-16, polynomial 0x8005 reflected, start 0).
    """
    value = 0
    for byte in data:
        value = value >> 8 ^ _CRC[(value ^ byte) & 255]
    return value


_FRAMES, _SIZE, _SEEK_TABLE, _QUALITY = 1, 2, 4, 8
"""What an Info header may hold, in this order; LAME's extension of 36 bytes follows."""


def info_frame(header: Header, frames: int, skip: int = LEAD_SAMPLES) -> bytes:
    """
    Return the frame in front that tells players the length, and how much to leave out at the start.

    It has no seek table: at a constant bit rate a place is reckoned exactly, and a table of 100 steps is not exact.
    Without one it fits into a frame like all others; with one it would need a higher bit rate, and checkers complain.

    Args:
        header: Of this frame and all that follow.
        frames: How many follow.
        skip: Samples to leave out at the start, the decoder's delay among them.
    """
    out = bytearray(silent_frame(header))
    at = 4 + header.side
    total = header.size * (frames + 1)
    struct.pack_into(">4sIII", out, at, b"Info", _FRAMES | _SIZE | _QUALITY, frames, total)
    lame = at + 20
    out[lame : lame + 9] = b"LAME3.100"  # what decoders look for before they trust the delay below
    out[lame + 9] = 1  # revision 0, constant bit rate
    out[lame + 20] = min(255, header.bit_rate // 1000)
    out[lame + 21 : lame + 24] = ((skip - DECODER_DELAY) << 12 | DECODER_DELAY).to_bytes(3, "big")
    struct.pack_into(">I", out, lame + 28, total)
    struct.pack_into(">H", out, lame + 34, crc16(bytes(out[: lame + 34])))
    return bytes(out)


@dataclass(frozen=True, slots=True)
class Info:
    """
    What an Info frame says: frames that follow, bytes from its own first on; and whether its checksum is right.
    """

    frames: int
    size: int
    is_intact: bool


def info_of(frame: Frame, data: bytes) -> Info | None:
    """
    Read an Info (or Xing) frame, None when the frame is none.
    """
    at = frame.header.body + frame.header.side
    if data[at : at + 4] not in (b"Info", b"Xing"):
        return None
    flags = int.from_bytes(data[at + 4 : at + 8], "big")
    sizes = ((_FRAMES, 4), (_SIZE, 4), (_SEEK_TABLE, 100), (_QUALITY, 4))
    lame = at + 8 + sum(size for flag, size in sizes if flags & flag)
    if flags & 3 != 3 or len(data) < lame + 36:
        return Info(0, 0, is_intact=False)
    frames, size = struct.unpack_from(">II", data, at + 8)
    is_intact = struct.unpack_from(">H", data, lame + 34)[0] == crc16(data[: lame + 34])
    return Info(frames, size, is_intact)
