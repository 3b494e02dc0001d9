"""
APEv2 as bytes: the tag at the end of a file, for devices that break on a tag in front.

It holds the AI label and the plan, nothing else; decoders never come to it. <https://wiki.hydrogenaudio.org/index.php?title=APEv2>
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from bulletin.programme.id3 import Field

_FOOTER = 32
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
    return items + _MARK + struct.pack("<IIIIQ", _VERSION, len(items) + _FOOTER, len(texts), 0, 0)


def ape_size(footer: bytes) -> int:
    """
    Return how many bytes the tag takes whose last 32 bytes these are, 0 when there is none.
    """
    if len(footer) < _FOOTER or footer[:8] != _MARK:
        return 0
    return int(struct.unpack_from("<I", footer, 12)[0])


def ape_fields(data: bytes) -> tuple[Field, ...]:
    """
    Read a tag's texts, as `id3.fields` gives its own: `TXXX:` and the name.
    """
    out: list[Field] = []
    at, end = 0, len(data) - _FOOTER
    while at + 9 <= end:
        size, _ = struct.unpack_from("<II", data, at)
        name, _, rest = data[at + 8 : end].partition(b"\x00")
        out.append(Field(f"TXXX:{name.decode('latin-1')}", rest[:size].decode("latin-1"), 0, rest[:size]))
        at += 9 + len(name) + size
    return tuple(out)
