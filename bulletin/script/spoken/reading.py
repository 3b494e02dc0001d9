"""
The reader: goes through a text once, from left to right, and says each thing by the most special rule that fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bulletin.script.spoken import amounts, codes, latin, marks, moments
from bulletin.script.spoken.cleaning import HANZI
from bulletin.script.spoken.counting import cardinal, decimal, digit_by_digit
from bulletin.script.spoken.surroundings import before

Reading = tuple[str, int]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Reading | None]]

_PLAIN = re.compile(rf"[{HANZI}，。；：？！、]+")
_DIGITS = re.compile(r"\d+")
_FRACTION = re.compile(r"(\d{1,6}) ?/ ?(\d{1,6})(?![\d/])")
_ERA = re.compile(r"(\d{1,4}) ?(a\.?d\.?|b\.?c\.?)(?![A-Za-z])", re.IGNORECASE)
_HALF_DAY = re.compile(r"(\d{1,2}) ?([ap])\.?m\.?(?![A-Za-z])", re.IGNORECASE)
_TEN_THOUSANDS = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)w(?=\+|[\u4e00-\u9fff])(?!w)")
_LIST_MARK = re.compile(r"(\d{1,2})(?:\. ?(?=[\u4e00-\u9fff《\"(])|\) ?)")
_HASH = re.compile(r"(?=[A-Za-z0-9]{8,})\d+[A-Za-z]+\d+[A-Za-z0-9]*|0[A-Za-z]+\d+[A-Za-z0-9]*")


def _fraction(found: re.Match[str]) -> Reading | None:
    text, (top, bottom), start = found.string, found.groups(), found.start()
    end = found.end()
    if re.search(r"血压[^\d。；]{0,8}\Z", before(text, start)) or text.startswith(("mmHg", " mmHg", "毫米汞柱"), end):
        unit, stop = amounts.unit_at(text, end)
        return f"{cardinal(top)}比{cardinal(bottom)}{unit}", stop
    if re.match(r"(?:19|20)\d\d\Z", top) and len(bottom) in {2, 4}:
        return f"{digit_by_digit(top)}到{digit_by_digit(bottom)}", end
    if len(top) >= 5 or bottom[0] == "0":
        return None
    return f"{cardinal(bottom)}分之{cardinal(top)}", end


def _era(found: re.Match[str]) -> Reading:
    ago = "前" if found[2][0] in "bB" else ""
    return f"公元{ago}{digit_by_digit(found[1])}年", found.end()


def _half_day(found: re.Match[str]) -> Reading | None:
    if not 1 <= int(found[1]) <= 12:
        return None
    hour = "两" if found[1].lstrip("0") == "2" else cardinal(found[1])
    return f"{'上午' if found[2] in 'aA' else '下午'}{hour}点", found.end()


def _ten_thousands(found: re.Match[str]) -> Reading | None:
    if found.string.startswith(("灯", "电", "功", "的灯"), found.end()):
        return None
    return ("两" if found[1] == "2" else decimal(found[1])) + "万", found.end()


def _list_mark(found: re.Match[str]) -> Reading | None:
    lead = before(found.string, found.start(), 2).rstrip(" ")
    if lead and lead[-1] not in '，。；：？！、\n"':
        return None
    return cardinal(found[1]) + "，", found.end()


def _hash(found: re.Match[str]) -> Reading:
    return digit_by_digit(found[0].upper()), found.end()


_ADDRESS: Rule = (codes.EMAIL, lambda found: latin.address(found.string, found.start()))
_DASHED: tuple[Rule, ...] = (
    (codes.PHONE, codes.phone),
    (moments.YEAR_FIRST, moments.year_first),
    (moments.YEAR_LAST, moments.year_last),
    (moments.YEAR_MONTH, moments.year_month),
    (moments.MONTH_YEAR, moments.month_year),
    (moments.MONTH_DAY, moments.month_day),
    (codes.DASHED, codes.dashed),
    (amounts.RANGE, amounts.span),
)
_POINTED: tuple[Rule, ...] = (
    (moments.YEAR_FIRST, moments.year_first),
    (moments.YEAR_LAST, moments.year_last),
    (codes.DOTTED, codes.dotted),
    (moments.YEAR_MONTH, moments.year_month),
    (moments.MONTH_DAY, moments.month_day),
    (moments.FEAST, moments.feast),
    (_LIST_MARK, _list_mark),
    (amounts.RANGE, amounts.span),
    (_TEN_THOUSANDS, _ten_thousands),
    (moments.RATIO, moments.ratio),
)
_SLASHED: tuple[Rule, ...] = (
    (moments.YEAR_FIRST, moments.year_first),
    (moments.YEAR_LAST, moments.year_last),
    (moments.YEAR_MONTH, moments.year_month),
    (moments.MONTH_YEAR, moments.month_year),
    (moments.MONTH_DAY, moments.month_day),
    (_FRACTION, _fraction),
)
_TIMED: tuple[Rule, ...] = ((moments.CLOCK, moments.clock), (moments.RATIO, moments.ratio))
_LETTERED: tuple[Rule, ...] = (
    _ADDRESS,
    (_ERA, _era),
    (_HALF_DAY, _half_day),
    (_TEN_THOUSANDS, _ten_thousands),
    (codes.MASKED, codes.masked),
    (_HASH, _hash),
)
_BLANKED: tuple[Rule, ...] = (
    (codes.PHONE, codes.phone),
    (codes.SPACED, codes.spaced),
    (_FRACTION, _fraction),
    (amounts.RANGE, amounts.span),
    (moments.RATIO, moments.ratio),
    (_ERA, _era),
    (_HALF_DAY, _half_day),
)
_RULES: dict[str, tuple[Rule, ...]] = {
    "-": _DASHED,
    "—": _DASHED,
    "~": _DASHED,
    ".": _POINTED,
    "/": _SLASHED,
    ":": _TIMED,
    "：": _TIMED,
    " ": _BLANKED,
    "·": ((moments.YEAR_FIRST, moments.year_first), (moments.FEAST, moments.feast)),
    ")": ((_LIST_MARK, _list_mark),),
    "*": ((codes.MASKED, codes.masked),),
    "@": (_ADDRESS,),
    ",": ((amounts.RANGE, amounts.span),),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", _LETTERED),
}
"""What stands right behind the first digits decides which rules may fit, the most special first."""


def _at_digit(text: str, at: int) -> Reading:
    end = _DIGITS.match(text, at).end()  # type: ignore[union-attr]
    for pattern, said_by in _RULES.get(text[end : end + 1], ()):
        found = pattern.match(text, at)
        if found and (said := said_by(found)):
            return said
    return amounts.plain(amounts.NUMBER.match(text, at))  # type: ignore[arg-type]


def read(text: str) -> tuple[str, list[tuple[int, int]]]:
    """
    Say a cleaned text.

    Returns:
        What is said, and the places (start, end) of the signs nobody could say, in order.
    """
    said: list[str] = []
    unread: list[tuple[int, int]] = []
    at, size = 0, len(text)
    while at < size:
        if found := _PLAIN.match(text, at):
            said.append(found[0])
            at = found.end()
            continue
        char = text[at]
        if "0" <= char <= "9":
            words, at = _at_digit(text, at)
        elif char.isascii() and char.isalpha():
            words, at = latin.at_letter(text, at)
        elif reading := marks.at_mark(text, at):
            words, at = reading
        else:
            unread.append((at, at + 1))
            words, at = "，", at + 1
        said.append(words)
    return "".join(said), unread
