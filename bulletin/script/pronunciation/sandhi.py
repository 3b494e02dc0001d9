"""
一 and 不 as they are said: their tone follows the syllable after them.

The third tone's sandhi is left to the announcers: all of them do it themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.script.pronunciation.syllables import is_hanzi

_DIGITS = frozenset("零〇一二三四五六七八九两幺")
_BEFORE_ORDINAL = frozenset("第初十百千万亿零〇点")
_AFTER_ORDINAL = frozenset("月号日楼层组班路线环中小")  # 一月, 一号楼, 一中: ordinals, whatever is counted
_CALENDAR = frozenset("周星期礼拜")


def sandhi(text: str, readings: Sequence[str]) -> list[str]:
    """
    Return the readings with 一 and 不 as they are said: yi2 gong4, yi4 qi3, bu2 dui4; between doubled verbs neutral.

    一 keeps its first tone as a digit, an ordinal, at the end of a word group and in dates.
    """
    said = list(readings)
    for place, char in enumerate(text):
        if char == "不" and said[place].startswith("bu"):
            said[place] = _bu(text, readings, place)
        elif char == "一" and said[place].startswith("yi"):
            said[place] = _yi(text, readings, place)
    return said


def _tone_after(readings: Sequence[str], place: int) -> str:
    return readings[place + 1][-1:] if place + 1 < len(readings) else ""


def _around(text: str, place: int) -> tuple[str, str]:
    return text[place - 1 : place], text[place + 1 : place + 2]


def _doubled(text: str, place: int) -> bool:
    before, after = _around(text, place)
    return bool(before) and before == after and is_hanzi(before) and before not in _DIGITS


def _bu(text: str, readings: Sequence[str], place: int) -> str:
    if _doubled(text, place):
        return "bu5"
    return "bu2" if _tone_after(readings, place) == "4" else "bu4"


def _yi(text: str, readings: Sequence[str], place: int) -> str:
    before, after = _around(text, place)
    tone = _tone_after(readings, place)
    if not tone or _is_counted_off(before, after):
        return "yi1"
    if _doubled(text, place):
        return "yi5"
    if tone == "4" or (tone == "5" and after == "个"):
        return "yi2"
    return "yi1" if tone == "5" else "yi4"


def _is_counted_off(before: str, after: str) -> bool:
    """
    Tell whether 一 is a digit among digits, an ordinal or part of a date.
    """
    return (
        before in _DIGITS
        or before in _BEFORE_ORDINAL
        or before in _CALENDAR
        or after in _DIGITS
        or after in _AFTER_ORDINAL
    ) and after not in {"百", "千", "万", "亿"}
