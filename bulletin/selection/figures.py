"""
Figures and days of a text, by value: what two reports of one event agree about, and two of a series do not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

Day = tuple[int, int]
"""Month and day of the month; month 0 where the text does not say it (`30日`)."""

_HALF_A_MONTH = 15

_SIZES = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "千亿": 11, "万亿": 12, "": 0}
"""Powers of ten."""

_DATE = re.compile(r"(?<!\d)(?:\d{4}年)?(1[0-2]|0?[1-9])月(?:份|底|初|末)?(?:(3[01]|[12]\d|0?[1-9])(?:日|号))?")
_LONE_DAY = re.compile(r"(?<![\d.月第])(3[01]|[12]\d|[1-9])(?:日|号)(?![线楼栋馆院店井汽柴])")
_SPAN_END = re.compile(r"(?<=[日号])?(?:至|到|-|—|~)(3[01]|[12]\d|[1-9])(?:日|号)")
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}(?:[:：]\d{2}(?::\d{2})?|[时点](?!间|期)(?:\d{1,2}分|半)?)|(?<!\d)\d{4}年(?:代|初|末|底)?|\d{1,2}月"
)
_DAY_WORDS = {"前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今晚": 0, "今晨": 0}
_DAY_WORD = re.compile("(?<![比较与和同])(?:" + "|".join((*_DAY_WORDS, "明天", "明日", "明晚", "明早", "明晨")) + ")")
_MINUTE = re.compile(r"(?<!\d)(\d{1,2})[时点:](\d{2})(?!\d)")
_FIGURE = re.compile(
    r"(?<![\dA-Za-z.])(\d+(?:\.\d+)?)(万亿|[百千]?[万亿]|[百千](?=[\u4e00-\u9fff]))?(%|[\u4e00-\u9fffA-Za-z℃°])?"
)
_ORDINAL = re.compile(r"第(\d+|[一二三四五六七八九十]+)([期批届次场轮号季站例])")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NO_QUANTITY = re.compile(
    r"[省国县乡]道[A-Z]?\d+|\d+(?=[省国县乡]道|路(?:公交|车|[、和及与,]\d)|号线)"
    r"|(?:电话|热线|致电|拨打|微信|邮编)[:：为是]{0,2}[\d、,或/-]{3,}|\d(?=次日)"
)
"""A road, a bus line and a telephone are names, not quantities."""

_HYPHEN = re.compile(r"(?<=\d)[-—](?=\d{5,})")


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A quantity as printed.

    Args:
        digits: Its significant digits, `12` for 1.2万.
        size: Its power of ten: the value is `digits` x 10 ** `size`.
        unit: The character after it; `""` when none follows.
    """

    digits: str
    size: int
    unit: str = ""

    @property
    def weight(self) -> float:
        """
        Return how much agreement about it tells: one digit is met by chance, four are not.
        """
        return 0.4 * min(len(self.digits), 4)

    @property
    def places(self) -> int:
        """
        Return how many digits stand before the decimal point: 5 for 12000, 0 for 0.45.
        """
        return len(self.digits) + self.size

    def is_like(self, other: Figure) -> bool:
        """
        Tell whether both may be one quantity: equal, or one is the other rounded to fewer digits.

        Single digits must have the same unit: too many of them are equal by chance.
        """
        if self.digits == other.digits and self.size == other.size:
            return len(self.digits) > 1 or self.unit == other.unit
        short, long = (self, other) if len(self.digits) < len(other.digits) else (other, self)
        kept = len(short.digits)
        if kept < 2 or kept == len(long.digits) or self.places != other.places:
            return False
        cut = long.digits[:kept]
        return short.digits == cut or (long.digits[kept] >= "5" and short.digits == str(int(cut) + 1))


def plain(text: str) -> str:
    """
    Return a text with half-width digits, no blanks, no grouping commas.
    """
    text = re.sub(r"[ \t\u3000\xa0]", "", unicodedata.normalize("NFKC", text))
    return _GROUPED.sub("", text)


def figures(text: str) -> frozenset[Figure]:
    """
    Return the quantities of a `plain` text: no dates, no years, of the times of day only those to the minute.
    """
    rest = _NO_QUANTITY.sub("。", _HYPHEN.sub("", text))
    rest = _CLOCK.sub("。", _LONE_DAY.sub("。", _SPAN_END.sub("。", _DATE.sub("。", rest))))
    moments = {Figure(found[1] + found[2], 0, "时") for found in _MINUTE.finditer(text)}
    return frozenset({_figure(*found.groups()) for found in _FIGURE.finditer(rest)} | moments)


def _figure(number: str, size: str | None, unit: str | None) -> Figure:
    value = Decimal(number).scaleb(_SIZES[size or ""]).normalize()
    _, digits, exponent = value.as_tuple()
    return Figure("".join(map(str, digits)), int(exponent), unit or "")


def ordinals(text: str) -> frozenset[tuple[str, str]]:
    """
    Return what is counted in a series, `("期", "3")` for 第3期.
    """
    return frozenset((found[2], found[1]) for found in _ORDINAL.finditer(text))


def days(text: str, published: date | None) -> frozenset[Day]:
    """
    Return the days a `plain` text names; 昨日 and 今天 count where it is known when it was printed.
    """
    found = {(int(m[1]), int(m[2])) for m in _DATE.finditer(text) if m[2]}
    rest = _DATE.sub("。", text)
    alone = {int(m[1]) for m in (*_LONE_DAY.finditer(rest), *_SPAN_END.finditer(rest))}
    alone -= {day for _, day in found}
    found |= {(_nearest(day, published) if published else 0, day) for day in alone}
    if published:
        near = (published + timedelta(_DAY_WORDS.get(m[0], 1)) for m in _DAY_WORD.finditer(text))
        found |= {(day.month, day.day) for day in near}
    return frozenset(found)


def _nearest(day: int, published: date) -> int:
    """
    Return the month of a day of the month named alone: the one that brings it nearest to the printing.
    """
    away = day - published.day
    months = 1 if away < -_HALF_A_MONTH else -1 if away > _HALF_A_MONTH else 0
    return (published.month - 1 + months) % 12 + 1


def have_common_day(one: frozenset[Day], other: frozenset[Day]) -> bool:
    """
    Tell whether both name a day that may be the same.
    """
    return any(a[1] == b[1] and (a[0] == b[0] or not a[0] or not b[0]) for a in one for b in other)
