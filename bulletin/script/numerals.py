"""
Numbers by value: the same quantity gets the same writing, however it was printed.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千]+(?:[万亿][零〇一二两三四五六七八九十百千]*)*")
_LARGE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(万亿|[百千]?[万亿]|[千百](?=[余多]?[\u4e00-\u9fff]))")
_PERCENT = re.compile(r"(百|千|万)分之(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:：点](\d{2})分?(?!\d)")
_FULL_HOUR = re.compile(r"(?<=\d)[时点](?:00?分|整)|(?<=\d)点(?!\d)(?=[至到，。开结、）前后]|$)")
_RANGE = re.compile(r"(?<=[\d%])(?:[-~～－—]+|到)(?=\d)")
_DAY = re.compile(r"(?<=月)(\d{1,2})号")
_SIZES = {
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "亿": 100_000_000,
    "万亿": 10**12,
    "百万": 10**6,
    "千万": 10**7,
    "百亿": 10**10,
    "千亿": 10**11,
}

NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
"""A number in a text that went through `by_value`."""


def by_value(text: str) -> str:
    """
    Return the text with every number written in Arabic digits, without 万 and 亿.

    >>> by_value("1.2万亩，百分之八十四，二十条，8:30，两家，3-5日")
    '12000亩，84%，20条，8时30分，2家，3至5日'

    Both sides of a comparison go through it, so a numeral inside a word (一把手) is no trouble.
    """
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text).replace("％", "%")
    text = _PERCENT.sub(lambda found: found[2] + {"百": "%", "千": "‰", "万": "‱"}[found[1]], text)
    text = _CHINESE.sub(lambda found: _arabic(found[0]), text)
    text = _LARGE.sub(lambda found: _plain(Decimal(found[1]) * _SIZES[found[2]]), text)
    text = _DAY.sub(r"\1日", _CLOCK.sub(r"\1时\2分", text))
    text = _FULL_HOUR.sub("时", text)
    return _RANGE.sub("至", text)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _arabic(chinese: str) -> str:
    """
    Return a Chinese numeral in digits; 二〇二三 is read digit by digit, what is no numeral stays as it is.
    """
    if all(char in _DIGITS for char in chinese):
        return "".join(str(_DIGITS[char]) for char in chinese)
    total = section = digit = 0
    for char in chinese:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[char], 0
        else:
            total, section, digit = (total + section + digit) * _MYRIADS[char], 0, 0
    return str(total + section + digit)
