"""
Slots: where two texts run alike but for a name or a number.

Two items of a series share their wording and differ in every slot (蓬江区 and 云津区, 35例 and 42例); two reports of
one event, an excerpt or a copy-edited version share the slots, however their wording differs.
"""

from __future__ import annotations

import re

_RUN = 4
"""Characters that must run alike on both sides of a slot."""

_REACH = 8
"""Characters a slot's filler has at most."""

_READ = (500, 1500)
"""Characters read of the shorter and of the longer text: who, where and how many stand at the beginning."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HANZI = re.compile(r"[\u4e00-\u9fff]+")


def replaced_slots(one: str, other: str) -> int:
    """
    Count the slots two texts fill differently: with another number, or with words the other text never uses.

    >>> replaced_slots("蓬江区昨日召开会议，9家参加", "云津区昨日召开会议，7家参加")
    1
    """
    short, long = sorted((one, other), key=lambda text: (len(text), text))
    short, long = short[: _READ[0]], long[: _READ[1]]
    return sum(_is_other_number(a, b) or _is_other_name(a, b, short, long) for a, b in _fillers(short, long))


def _fillers(short: str, long: str) -> list[tuple[str, str]]:
    """
    Return what stands between runs both texts have, in their order, where both have something short there.
    """
    places: dict[str, list[int]] = {}
    for at in range(len(long) - _RUN + 1):
        places.setdefault(long[at : at + _RUN], []).append(at)
    found: list[tuple[str, str]] = []
    here, ends = 0, (-1, 0)
    while here <= len(short) - _RUN:
        there = next((at for at in places.get(short[here : here + _RUN], ()) if at >= ends[1]), None)
        if there is None:
            here += 1
            continue
        if ends[0] >= 0 and 0 < here - ends[0] <= _REACH and 0 < there - ends[1] <= _REACH:
            found.append((short[ends[0] : here], long[ends[1] : there]))
        length = _common(short, long, here, there)
        ends = (here + length, there + length)
        here = ends[0]
    return found


def _common(short: str, long: str, here: int, there: int) -> int:
    length, most = _RUN, min(len(short) - here, len(long) - there)
    while length < most and short[here + length] == long[there + length]:
        length += 1
    return length


def _is_other_number(one: str, other: str) -> bool:
    first, second = _NUMBER.findall(one), _NUMBER.findall(other)
    return bool(first and second and first != second)


def _is_other_name(one: str, other: str, short: str, long: str) -> bool:
    first, second = "".join(_HANZI.findall(one)), "".join(_HANZI.findall(other))
    return len(first) > 1 and len(second) > 1 and first not in long and second not in short
