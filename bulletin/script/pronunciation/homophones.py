"""
Characters that sound alike and can be read in one way only: what a voice without phonemes can be sent instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bulletin.script.pronunciation.network import network
from bulletin.script.pronunciation.phrases import phrases


def only_reading(char: str) -> str:
    """
    Return the one reading of a character, `""` when it has several or none.
    """
    readings = set(phrases().character(char))
    return readings.pop() if len(readings) == 1 and char not in network().choices else ""


def homophones(reading: str) -> str:
    """
    Return the common characters that are always read so, in the order of GB 2312; `""` when there is none.

    >>> homophones("chong2")
    '崇'
    """
    return _by_reading().get(reading, "")


@cache
def _by_reading() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for char in _common():
        reading = only_reading(char)
        if reading:
            found[reading] = found.get(reading, "") + char
    return found


def _common() -> str:
    """
    Return the 3,755 characters of level 1 of GB 2312: rows 16 to 55 of its table.
    """
    codes = (bytes((row + 0xA0, cell + 0xA0)) for row in range(16, 56) for cell in range(1, 95))
    return "".join(code.decode("gb2312", "ignore") for code in codes)
