"""
Telephone numbers, accounts, versions: digits in groups that are read one by one.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.counting import cardinal, digit_by_digit
from bulletin.script.spoken.surroundings import Reading, before, is_account_told, is_telephone_told

PHONE = re.compile(
    r"0\d{2,3} ?- ?\d{5,8}(?:-\d{1,6})?(?![\d-])|"
    r"(?:400|800)(?:[- ]?\d{3}[- ]?\d{4}|[- ]\d{4}[- ]\d{3}|[- ]\d[- ]\d{3}[- ]\d{3})(?![\d-])|"
    r"1[3-9]\d[- ]\d{4}[- ]\d{4}(?![\d-])|\d{3,4}-\d{4}(?![\d-])|\d{7,8}-\d{1,4}(?![\d-])"
)
AREA_PHONE = re.compile(r"\( ?(?:\+?86[ -]?)?(?:0\d{2,3}|86) ?\) ?-?\d{3,4}[ -]?\d{3,4}(?!\d)")
INTERNATIONAL = re.compile(r"\+ ?\d{1,3}[ -]?\d{2,4}[- ]?\d{3,4}[ -]?\d{3,5}(?!\d)")
SPACED = re.compile(r"\d{3,6}(?: \d{3,6}){1,5}(?!\d)")
DASHED = re.compile(r"\d{1,9}(?:-\d{1,9}){1,6}(?![\d-])")
DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,4}){2,5}(?!\d|\.\d)")
MASKED = re.compile(r"\d{1,6} ?(?:(?:\*{2,12} ?){1,4}|[Xx]{2,12})\d{0,6}(?![A-Za-z])")
HASH = re.compile(r"(?:(?=[A-Za-z0-9]{8})\d+[A-Za-z]{1,6}\d+[A-Za-z]|0[A-Za-z]{2,6}\d)[A-Za-z0-9]*")

_DIGITS = re.compile(r"\d+")
_MOBILE = re.compile(r"1[3-9]\d[- ]\d{4}[- ]")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[- ](?:19|20)\d\d)+\Z")
_ROOM_AFTER = re.compile(r"室|房(?![间源产屋价])|号房|号铺|商铺|铺(?![设开路张就])")
_WHERE_BEFORE = re.compile(r"(?:小区|花园|苑|园|楼|栋|幢|座|大厦|公寓|家住|住在|地址)[：: ]?\Z")


def _dialled(found: re.Match[str]) -> Reading:
    return digit_by_digit("".join(_DIGITS.findall(found[0])), yao=True), found.end()


def phone(found: re.Match[str]) -> Reading | None:
    """
    Read a telephone number in groups: 0750-3123456, 400-800-8888, 138 0013 8000, and 3222-119 where one is announced.
    """
    text, start, written = found.string, found.start(), found[0]
    if is_account_told(text, start) and not is_telephone_told(text, start):
        return None
    free = len(_digits_of(written)) == 10 and written[:3] in {"400", "800"}
    known = written[0] == "0" or free or _MOBILE.match(written)
    told = is_telephone_told(text, start) and not _YEARS.match(written)
    return _dialled(found) if known or told else None


def _digits_of(written: str) -> str:
    return "".join(_DIGITS.findall(written))


def dialled(found: re.Match[str]) -> Reading | None:
    """
    Read (0750)3222333 and +86 138…: bracket and plus are not said; None for fewer than nine digits.
    """
    return _dialled(found) if len(_digits_of(found[0])) >= 9 else None


def spaced(found: re.Match[str]) -> Reading | None:
    """
    Read digits in groups as one number: a bank card, a mobile number; None for numbers that stand side by side.
    """
    groups = found[0].split(" ")
    card = len(groups) >= 3 and all(len(group) == 4 for group in groups[:-1]) and not _YEARS.match(found[0])
    mobile = len(groups) == 3 and len(_digits_of(found[0])) == 11 and found[0][0] == "1"
    return _dialled(found) if card or mobile else None


def dashed(found: re.Match[str]) -> Reading | None:
    """
    Read an account or a room in parts (001-234567-890, 3-2-501室) with 杠 between; None for a range.
    """
    text, start = found.string, found.start()
    parts = found[0].split("-")
    room = _ROOM_AFTER.match(text, found.end()) or _WHERE_BEFORE.search(before(text, start, 5))
    account = is_account_told(text, start)
    account = account and (len(found[0]) > 6 or found[0][0] == "0")
    if not (account or len(parts) > 2 or (room and len(parts[-1]) >= 3)):
        return None
    as_code = account or room or any(len(part) > 2 or part[0] == "0" for part in parts)
    return "杠".join(digit_by_digit(part, yao=True) if as_code else cardinal(part) for part in parts), found.end()


def dotted(found: re.Match[str]) -> Reading:
    """
    Read a version (2.0.1) or an address of the net (192.168.22.3) with 点 between.
    """
    parts = found[0].split(".")
    if len(parts) == 4 and all(len(part) <= 3 and int(part) <= 255 for part in parts) and max(map(int, parts)) > 99:
        told = before(found.string, found.start()).strip() != ""
        return "点".join(digit_by_digit(part, yao=told) for part in parts), found.end()
    return "点".join(_short(part) for part in parts), found.end()


def _short(part: str) -> str:
    return cardinal(part) if len(part) < 3 and part[0] != "0" else digit_by_digit(part)


def masked(found: re.Match[str]) -> Reading:
    """
    Read a number partly hidden (138****8000): each hidden sign as 某, four at most.
    """
    said = digit_by_digit(found[0].replace(" ", ""), yao=True)
    return re.sub(r"[*Xx]+", lambda hidden: "某" * min(len(hidden[0]), 4), said), found.end()


def mixed(found: re.Match[str]) -> Reading:
    """
    Read a long code of digits and letters sign by sign, the letters in capitals.
    """
    return digit_by_digit(found[0].upper()), found.end()
