from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programme.voices import STUDIO

from bulletin.errors import SoundError
from bulletin.model import Rendition
from bulletin.programme.decoding import decoded
from bulletin.programme.frames import crc16, header_for, header_of, info_frame, info_of, read_frames, silent_frame

FORMATS = [
    (24_000, 32_000, 96),
    (24_000, 48_000, 144),
    (24_000, 64_000, 192),
    (48_000, 64_000, 192),
    (48_000, 128_000, 384),
]


@pytest.mark.parametrize(("rate", "bits", "size"), FORMATS)
def test_every_frame_is_24_ms(rate: int, bits: int, size: int) -> None:
    """
    In every format we make a frame has a whole number of bytes, and lasts 24 ms.
    """
    header = header_for(Rendition(sample_rate=rate, bit_rate=bits))
    assert (header.sample_rate, header.bit_rate, header.size, header.channels) == (rate, bits, size, 1)
    assert header.samples / rate == pytest.approx(0.024)
    assert not header.has_crc


@pytest.mark.parametrize(
    ("rate", "bits"), [(44_100, 64_000), (22_050, 48_000), (24_000, 50_000), (24_000, 0), (24_000, 48_001)]
)
def test_other_formats_are_refused(rate: int, bits: int) -> None:
    """
    Rates whose frames need padding, and bit rates MP3 has not, are refused.
    """
    with pytest.raises(SoundError, match="不支持"):
        header_for(replace(STUDIO, sample_rate=rate, bit_rate=bits))


@pytest.mark.parametrize(("rate", "bits", "size"), FORMATS)
def test_silent_frames_decode_to_zeros(rate: int, bits: int, size: int) -> None:
    """
    A synthesised silence is digital silence, as long as its frames, the Info frame not among them.
    """
    header = header_for(Rendition(sample_rate=rate, bit_rate=bits))
    samples, found = decoded(info_frame(header, 12) + silent_frame(header) * 12)
    assert found == rate
    assert len(samples) == 12 * header.samples - 1152
    assert not samples.any()
    assert len(silent_frame(header)) == size


def test_the_info_frame_is_read_back() -> None:
    """
    It says how many frames follow, is intact, and one changed byte breaks its checksum.
    """
    header = header_for(STUDIO)
    data = info_frame(header, 500)
    frame, raw = next(read_frames(io.BytesIO(data), len(data)))
    found = info_of(frame, raw)
    assert found is not None
    assert (found.frames, found.size, found.is_intact) == (500, 501 * 144, True)
    broken = data[:25] + bytes([data[25] ^ 1]) + data[26:]
    changed = info_of(frame, broken)
    assert changed is None or not changed.is_intact
    assert info_of(frame, silent_frame(header)) is None


def test_crc_is_the_known_one() -> None:
    """
    CRC-16/ARC of "123456789" is BB3D.
    """
    assert crc16(b"123456789") == 0xBB3D


@given(word=st.integers(0, 2**32 - 1))
def test_headers_have_sane_sizes(word: int) -> None:
    """
    Any four bytes are no header, or one with room for its side information.
    """
    header = header_of(word)
    if header:
        assert header.size > header.side
        assert header.bit_rate > 0
        assert header.samples in (576, 1152)


@given(data=st.binary(max_size=400))
def test_any_bytes_are_frames_or_refused(data: bytes) -> None:
    """
    What is no row of frames raises a plain error; what is read without one is all of it.
    """
    try:
        read = sum(len(raw) for _, raw in read_frames(io.BytesIO(data), len(data)))
    except SoundError:
        return
    assert read == len(data)


def test_a_cut_frame_is_told() -> None:
    """
    A last frame that is not whole is told with its size.
    """
    data = silent_frame(header_for(STUDIO)) * 2
    with pytest.raises(SoundError, match="只有 100 字节"):
        list(read_frames(io.BytesIO(data[:244]), 244))
