"""
Counting aloud: written digits to Chinese numerals, without a look at what stands around them.
"""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLAIN = str.maketrans("0123456789", _DIGITS)
_PHONE = str.maketrans("0123456789", _DIGITS.replace("一", "幺"))

MOST_DIGITS = 17
"""A longer whole number has no name in daily speech and is read digit by digit, so that its value stays right."""


def digit_by_digit(digits: str, *, yao: bool = False) -> str:
    """
    Read each digit on its own: `digit_by_digit("120", yao=True)` is 幺二零, as telephone and room numbers are read.

    What is no ASCII digit is left as it stands.
    """
    return digits.translate(_PHONE if yao else _PLAIN)


def cardinal(digits: str) -> str:
    """
    Read a whole number in ASCII digits; leading zeros do not count.

    >>> cardinal("10001"), cardinal("28000"), cardinal("1200"), cardinal("100000100000")
    ('一万零一', '两万八千', '一千二百', '一千亿零十万')

    两 stands before 千, 万 and 亿 where it leads, 二 everywhere else. Beyond `MOST_DIGITS` digits it is read digit by
    digit.
    """
    short = digits.lstrip("0")
    if not short:
        return "零"
    if len(short) > MOST_DIGITS:
        return digit_by_digit(short)
    return _said(int(short), leads=True)


def decimal(number: str) -> str:
    """
    Read a number with or without a decimal part: `38620.50` is 三万八千六百二十点五零.
    """
    whole, point, part = number.partition(".")
    if not point:
        return cardinal(whole)
    return f"{cardinal(whole)}点{digit_by_digit(part)}"


def _said(number: int, *, leads: bool) -> str:
    high, low = divmod(number, 10**8)
    if not high:
        return _below_yi(low, leads=leads)
    gap = "零" if 0 < low < 10**7 else ""
    said = "两" if high == 2 else _said(high, leads=leads)
    return f"{said}亿{gap}{_below_yi(low, leads=not gap) if low else ''}"


def _below_yi(number: int, *, leads: bool) -> str:
    high, low = divmod(number, 10**4)
    if not high:
        return _section(low, leads=leads, ten_bare=leads)
    gap = "零" if 0 < low < 1000 else ""
    said = "两" if high == 2 and leads else _section(high, leads=leads, ten_bare=True)
    return f"{said}万{gap}{_section(low, leads=False, ten_bare=False) if low else ''}"


def _section(number: int, *, leads: bool, ten_bare: bool) -> str:
    """
    Read 1 to 9999; `ten_bare`: 十五 and not 一十五.
    """
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, ones = divmod(rest, 10)
    said = ""
    if thousands:
        said += ("两" if thousands == 2 and leads else _DIGITS[thousands]) + "千"
    if hundreds:
        said += _DIGITS[hundreds] + "百"
    elif thousands and rest:
        said += "零"
    if tens:
        said += "十" if tens == 1 and ten_bare and not said else _DIGITS[tens] + "十"
    elif hundreds and ones:
        said += "零"
    return said + (_DIGITS[ones] if ones else "") or "零"
