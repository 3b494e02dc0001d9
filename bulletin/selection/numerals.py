"""
Numerals: numbers in hanzi written in digits, so that 四十二家 and 42家 are one figure.
"""

from __future__ import annotations

import re

_ONES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_LONG_ENOUGH = 3
"""So many plain digits in a row are a year or a number read out; 三五 is a guess."""

_COUNTED = (
    "名人家个条辆户处宗起例只头棵台批次件座所间层栋亩吨斤元块米岁天月日号周年支项种份场届期轮位剂本册套艘架点时万亿倍成"
)
_NUMERAL = re.compile(
    r"(百分之)?([一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*|百(?<=分之百)|零(?=点[一二三四五六七八九零]))(?:点([零〇一二三四五六七八九]+)(?!分|[十百]))?"
    rf"(?=([{_COUNTED}])?)"
)


def in_digits(text: str) -> str:
    """
    Return a text with its counted numbers in digits; what only looks like a number (十分, 一起, 三三两两) stays.

    >>> in_digits("四十二家合作社卖了四百二十三万元，增长百分之六点八")
    '42家合作社卖了4230000元，增长6.8%'
    """
    return _NUMERAL.sub(_digits, text)


def _digits(found: re.Match[str]) -> str:
    percent, whole, decimals, unit = found.groups()
    value = _value(whole)
    if value is None or not (percent or decimals or _is_counted(whole, unit or "")):
        return found[0]
    places = "." + "".join(str(_ONES[char]) for char in decimals) if decimals else ""
    return f"{value}{places}{'%' if percent else ''}"


def _is_counted(whole: str, unit: str) -> bool:
    """
    Tell whether something is counted: one hanzi needs a measure word; 一 counts days only, 一个 is an article.
    """
    return len(whole) > 1 or unit in {"月", "日", "号"} or (unit != "" and whole != "一")


def _value(numeral: str) -> int | None:
    """
    Return the value, None where it is no single number.
    """
    if numeral == "百":
        return 100
    if all(char in _ONES for char in numeral):
        is_one = len(numeral) == 1 or (len(numeral) >= _LONG_ENOUGH and "两" not in numeral)
        return int("".join(str(_ONES[char]) for char in numeral)) if is_one else None
    total = 0
    section = ""
    for char in numeral:
        if char not in _MYRIADS:
            section += char
            continue
        value = _below_a_myriad(section)
        if value is None:
            return None
        is_lower = total >= _MYRIADS["亿"] > _MYRIADS[char]
        total, section = total + value * _MYRIADS[char] if is_lower else (total + value) * _MYRIADS[char], ""
    rest = _below_a_myriad(section)
    if rest is not None and len(section) == 1 and total:
        rest *= _MYRIADS[numeral[-2]] // 10  # 三万五 is 35000
    return None if rest is None else total + rest


def _below_a_myriad(section: str) -> int | None:
    """
    Return the value of 一千二百零三; of 一百二, 120; None where two digits stand side by side: 三五十.
    """
    value, ones, unit = 0, "", 1
    for char in section:
        if char in _TENS:
            unit = _TENS[char]
            value, ones = value + (_ONES[ones] if ones else 1) * unit, ""
        elif ones:
            return None
        elif char in "零〇":
            unit = 1
        else:
            ones = char
    return value + (_ONES[ones] * max(1, unit // 10) if ones else 0)
