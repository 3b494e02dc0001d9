"""
APEv2 as bytes: the tag at the end of a file, for devices that break on a tag in front.

It holds the AI label and the plan, nothing else; decoders never come to it. <https://wiki.hydrogenaudio.org/index.php?title=APEv2>
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from bulletin.programme.id3 import Field

_EDGE = 32
"""Bytes of the header, and of the footer."""

_HAS_HEADER, _IS_HEADER = 1 << 31, 1 << 29
_VERSION = 2000
_MARK = b"APETAGEX"


def ape_tag(texts: Mapping[str, str]) -> bytes:
    """
    Return a tag with these ASCII texts by their names.
    """
    items = b"".join(
        struct.pack("<II", len(text), 0) + name.encode("ascii") + b"\x00" + text.encode("ascii")
        for name, text in texts.items()
    )
    return _edge(items, len(texts), _HAS_HEADER | _IS_HEADER) + items + _edge(items, len(texts), _HAS_HEADER)


def _edge(items: bytes, count: int, flags: int) -> bytes:
    """
    Return a tag's header or footer.
    """
    return _MARK + struct.pack("<IIIIQ", _VERSION, len(items) + _EDGE, count, flags, 0)


def ape_size(footer: bytes) -> int:
    """
    Return how many bytes the tag takes whose last 32 bytes these are, 0 when there is none.
    """
    if len(footer) < _EDGE or footer[:8] != _MARK:
        return 0
    size, _, flags = struct.unpack_from("<III", footer, 12)
    return int(size) + (_EDGE if flags & _HAS_HEADER else 0)


def ape_fields(data: bytes) -> tuple[Field, ...]:
    """
    Read a tag's texts, as `id3.fields` gives its own: `TXXX:` and the name.
    """
    out: list[Field] = []
    at, end = (_EDGE if data.startswith(_MARK) else 0), len(data) - _EDGE
    while at + 9 <= end:
        size, _ = struct.unpack_from("<II", data, at)
        name, _, rest = data[at + 8 : end].partition(b"\x00")
        out.append(Field(f"TXXX:{name.decode('latin-1')}", rest[:size].decode("latin-1"), 0, rest[:size]))
        at += 9 + len(name) + size
    return tuple(out)
