"""
The reader: goes through a text once, from left to right, and says each thing by the most special rule that fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_letters
from typing import TypeAlias

from bulletin.script.spoken import amounts, codes, latin, moments
from bulletin.script.spoken.cleaning import HANZI
from bulletin.script.spoken.counting import cardinal, decimal, digit_by_digit
from bulletin.script.spoken.marks import at_mark
from bulletin.script.spoken.surroundings import Reading, before, is_counted
from bulletin.script.spoken.tables import PARTS

Rule: TypeAlias = tuple[re.Pattern[str], Callable[[re.Match[str]], Reading | None]]

_PLAIN = re.compile(rf"[{HANZI}，。；：？！、]+")
_DIGITS = re.compile(r"\d+")
_FRACTION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?/ ?(\d{1,6})(?![\d/]|\.\d)")
_PRESSED = re.compile(r" ?(?:mmHg|毫米汞柱)")
_PRESSURE = re.compile(r"(?:血压|收缩压|高压)[^\d。；]{0,8}\Z")
_LETTERS = frozenset(ascii_letters)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_ERA = re.compile(r"(\d{1,4}) ?(a\.?d\.?|b\.?c\.?)(?![A-Za-z])", re.IGNORECASE)
_HALF_DAY = re.compile(r"(\d{1,2}) ?([ap])\.?m\.?(?![A-Za-z])", re.IGNORECASE)
_TEN_THOUSANDS = re.compile(
    r"(\d{1,6}(?:\.\d{1,4})?)(?:w(?=[+多余])|W(?=\+)|w(?! ?(?:节能|台灯|盏))(?=[\u4e00-\u9fff]))"
)
_LIST_MARK = re.compile(r"(\d{1,2})(?:\. ?(?=[\u4e00-\u9fff《\"(])|\) ?)")
_ADDRESSED = re.compile(r"\d{1,20}[A-Za-z0-9_.-]{0,30}(?:@|\.(?:com|cn|net|org)(?![A-Za-z]))")


def _fraction(found: re.Match[str]) -> Reading | None:
    text, (top, bottom), start, end = found.string, found.groups(), found.start(), found.end()
    if _PRESSED.match(text, end) or _PRESSURE.search(before(text, start)):
        unit, stop = amounts.unit_at(text, end)
        return f"{decimal(top)}比{cardinal(bottom)}{unit}", stop
    if _YEAR.match(top) and len(bottom) in {2, 4}:
        return f"{digit_by_digit(top)}到{digit_by_digit(bottom)}", end
    if before(text, start).rstrip(" ")[-1:] in _LETTERS:
        return None
    if len(top.partition(".")[0]) >= 5 or bottom[0] == "0" or re.match(r"0\d", top):
        return None
    unit, stop = amounts.unit_at(text, end)
    unit, stop = ("", end) if unit[:1] in PARTS else (unit, stop)
    return f"{cardinal(bottom)}分之{decimal(top)}{unit}", stop


def _era(found: re.Match[str]) -> Reading:
    return f"公元{'前' * (found[2][0] in 'bB')}{digit_by_digit(found[1])}年", found.end()


def _half_day(found: re.Match[str]) -> Reading | None:
    if not 1 <= int(found[1]) <= 12:
        return None
    hour = "两" if int(found[1]) == 2 else cardinal(found[1])
    return f"{'上午' if found[2] in 'aA' else '下午'}{hour}点", found.end()


def _ten_thousands(found: re.Match[str]) -> Reading | None:
    text, end = found.string, found.end()
    if not text.startswith(("+", "多", "余"), end) and not is_counted(text, end):
        return None
    return ("两" if found[1] == "2" else decimal(found[1])) + "万", found.end()


def _list_mark(found: re.Match[str]) -> Reading | None:
    lead = before(found.string, found.start(), 2)
    if lead and lead[-1] not in '，。；：？！、\n" ':
        return None
    return cardinal(found[1]) + "，", found.end()


def _addressed(found: re.Match[str]) -> Reading | None:
    return latin.address(found.string, found.start())


_ADDRESS: Rule = (_ADDRESSED, _addressed)
_DATES: tuple[Rule, ...] = (
    (moments.YEAR_FIRST, moments.year_first),
    (moments.YEAR_LAST, moments.year_last),
)
_DASHED: tuple[Rule, ...] = (
    (codes.PHONE, codes.phone),
    *_DATES,
    (moments.YEAR_MONTH, moments.year_month),
    (moments.MONTH_YEAR, moments.month_year),
    (moments.MONTH_DAY, moments.month_day),
    (codes.DASHED, codes.dashed),
    (amounts.RANGE, amounts.span),
    _ADDRESS,
)
_POINTED: tuple[Rule, ...] = (
    *_DATES,
    (moments.TERM, moments.term),
    (codes.DOTTED, codes.dotted),
    (moments.YEAR_MONTH, moments.year_month),
    (moments.YEAR_POINT_MONTH, moments.year_point_month),
    (moments.MONTH_DAY, moments.month_day),
    (moments.POINT_DAY, moments.point_day),
    (moments.FEAST, moments.feast),
    (_FRACTION, _fraction),
    (_LIST_MARK, _list_mark),
    (amounts.RANGE, amounts.span),
    (_TEN_THOUSANDS, _ten_thousands),
    (moments.RATIO, moments.ratio),
    _ADDRESS,
)
_SLASHED: tuple[Rule, ...] = (
    *_DATES,
    (moments.YEAR_MONTH, moments.year_month),
    (moments.MONTH_YEAR, moments.month_year),
    (moments.MONTH_DAY, moments.month_day),
    (moments.POINT_DAY, moments.point_day),
    (_FRACTION, _fraction),
)
_TIMED: tuple[Rule, ...] = ((moments.CLOCK, moments.clock), (moments.RATIO, moments.ratio))
_LETTERED: tuple[Rule, ...] = (
    _ADDRESS,
    (_ERA, _era),
    (_HALF_DAY, _half_day),
    (_TEN_THOUSANDS, _ten_thousands),
    (codes.MASKED, codes.masked),
    (codes.HASH, codes.mixed),
)
_BLANKED: tuple[Rule, ...] = (
    (codes.PHONE, codes.phone),
    (codes.SPACED, codes.spaced),
    (codes.MASKED, codes.masked),
    (_FRACTION, _fraction),
    (amounts.RANGE, amounts.span),
    (moments.RATIO, moments.ratio),
    (_ERA, _era),
    (_HALF_DAY, _half_day),
)
_RULES: dict[str, tuple[Rule, ...]] = {
    "-": _DASHED,
    "—": ((amounts.RANGE, amounts.span),),
    "~": ((amounts.RANGE, amounts.span),),
    ".": _POINTED,
    "/": _SLASHED,
    ":": _TIMED,
    "：": _TIMED,
    " ": _BLANKED,
    "·": (*_DATES, (moments.FEAST, moments.feast)),
    ")": ((_LIST_MARK, _list_mark),),
    "*": ((codes.MASKED, codes.masked),),
    "@": (_ADDRESS,),
    "_": (_ADDRESS,),
    ",": ((amounts.RANGE, amounts.span),),
    **dict.fromkeys(ascii_letters, _LETTERED),
}
"""What stands right behind the first digits decides which rules may fit, the most special first."""


def _at_digit(text: str, at: int) -> Reading:
    end = _DIGITS.match(text, at).end()  # type: ignore[union-attr]  # a digit stands here
    for pattern, said_by in _RULES.get(text[end : end + 1], ()):
        found = pattern.match(text, at)
        if found and (said := said_by(found)):
            return said
    return amounts.plain(amounts.NUMBER.match(text, at))  # type: ignore[arg-type]  # likewise


def _at(text: str, at: int) -> Reading | None:
    char = text[at]
    if "0" <= char <= "9":
        return _at_digit(text, at)
    if char.isascii() and char.isalpha():
        return latin.at_letter(text, at)
    return at_mark(text, at)


def read(text: str) -> tuple[str, list[int]]:
    """
    Say a cleaned text.

    Returns:
        What is said, and the places of the signs nobody could say, in order.
    """
    said: list[str] = []
    unread: list[int] = []
    at, size = 0, len(text)
    while at < size:
        if found := _PLAIN.match(text, at):
            said.append(found[0])
            at = found.end()
        elif reading := _at(text, at):
            said.append(reading[0])
            at = reading[1]
        else:
            said.append("，")
            unread.append(at)
            at += 1
    return "".join(said), unread
