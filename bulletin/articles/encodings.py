"""
Bytes to text, whatever Chinese encoding they were saved in and whatever they claim to be.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_STRAY_SHARE = 0.003
"""How many bytes in a thousand may be broken before a text is held to be in another encoding."""


def declared_encoding(data: bytes) -> str:
    """
    Return the encoding that the head of an XML or HTML document names, `""` when none.
    """
    found = _DECLARED.search(data[:4096])
    return (found.group(1) or found.group(2)).decode("ascii") if found else ""


def decoded(data: bytes, declared: str = "") -> str:
    """
    Return the text of bytes.

    A byte order mark decides; then what is valid UTF-8 is UTF-8, whatever is declared (Chinese text in GB18030 never
    is by chance); then the declared encoding, GB2312 and GBK read as GB18030, which holds both; then GB18030. Where
    nothing fits, the reading with the fewest broken characters is returned, those as U+FFFD.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        return data.decode(marked, "replace")
    tried = ["utf-8", _known(declared or declared_encoding(data)), "gb18030"]
    for name in tried:
        if name and (text := _strictly(data, name)) is not None:
            return text
    return _least_broken(data, [name for name in tried if name])


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    if found in {"gb2312", "gbk", "hz"}:
        return "gb18030"
    # One-byte encodings accept anything, and UTF-7 hides markup: a Chinese page is in none of them.
    return found if found in {"gb18030", "big5", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-8"} else ""


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, ValueError):
        return None


def _least_broken(data: bytes, names: list[str]) -> str:
    readings = [data.decode(name, "replace") for name in dict.fromkeys(names)]
    first = readings[0]  # UTF-8, whose broken bytes cannot hide: a few of them do not make it another encoding
    if first.count("\ufffd") <= _STRAY_SHARE * len(first) + 1:
        return first
    return min(readings, key=lambda text: text.count("\ufffd") / (len(text) or 1))
