"""
Numbers that count or measure: with units, per cent, money, in ranges.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.counting import cardinal, decimal, digit_by_digit
from bulletin.script.spoken.measures import TWO_IS_LIANG
from bulletin.script.spoken.moments import is_scored
from bulletin.script.spoken.names import as_code, as_year, is_ordinal
from bulletin.script.spoken.surroundings import Reading, before, is_counted, is_serial
from bulletin.script.spoken.tables import CURRENCIES, DENOMINATORS, PARTS, PER_ONLY, UNIT_SIGNS, UNITS

NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+(?![\d室房路])|\d{1,3}(?:，\d{3}){2,}(?=[元人个])|\d+)(\.\d+)?")
_LETTER_UNIT = (
    r"[A-Za-zμΩ]{1,5}(?:·[A-Za-z]|\(A\))?(?:[²³]|\^[23](?!\d)|[23](?![\dA-Za-z.]))?(?![A-Za-zμΩ]|\d)|"
    r"°[CcF]?(?![A-Za-z])"
)
_UNIT = re.compile(rf" ?((?:[万亿千百]{{1,2}}(?= ?[a-zA-Zμ㎡㎥㎢℃]))?) ?({_LETTER_UNIT}|[{UNIT_SIGNS}])")
_PER_UNIT = rf"((?:[1-9]0{{1,3}}|500)万?)? ?(?:([A-Za-zμ]{{1,4}}[²³23]?)(?![A-Za-z0-9])|([{UNIT_SIGNS}]))"
_PER = re.compile(rf" ?/ ?(?:{_PER_UNIT}|(每?(?:100|1000|500|万|千|百)?)({DENOMINATORS}))")
_NETWORK = re.compile(r" ?(?:网|手机|信号|基站|时代|通信|流量|套餐|用户)")
_ER_UNITS = tuple("摄华度伏安瓦欧法赫分兆比贝流皮纳")
_COUNTS_UNDER = ("升", "克", "米", "斤", "里")
_MAGNITUDE = re.compile(r" ?(万亿|百万|千万|百亿|千亿|[万亿千百])")
_NUM = r"\d{1,16}(?:,\d{3}){0,4}(?:\.\d{1,8})?"
RANGE = re.compile(rf"({_NUM}) ?(?:~|—{{1,2}}|-) ?(-?)({_NUM})(?![\d-])")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DIFFERENCE = re.compile(r" ?=")
_NUMBERED = re.compile(r" ?(?:号(?!楼|线|台风)|室|铺)")
_TWO_ORDINAL = re.compile(r"(?:[第楼栋幢座号区村路街巷苑园庭轩阁府城湾院厦组期] ?|[、月] ?)\Z")
_TWO_OR_THREE = re.compile(rf"(?:[、,]3|(?:到|至|或)[1-9]\d{{0,2}})(?![栋幢座层组排队区班])(?={TWO_IS_LIANG.pattern})")
_TWO_LISTED = re.compile(r"\d ?[、,]\Z")
_TWO_CLASS = re.compile(r"(?:级|[高初][一二三]|[届年]) ?\Z")


def value(number: str) -> str:
    """
    Read a number, grouped or not: `1,250,000` is 一百二十五万.
    """
    return decimal(number.replace(",", "").replace("，", ""))


def unit_at(text: str, at: int) -> Reading:
    """
    Find the unit right behind a number (万kWh, ℃) with what it is per.

    Returns:
        Its name, `%` and the like for parts of a hundred, `""` when there is none; and where it ends.
    """
    found = _UNIT.match(text, at)
    name = UNITS.get(found[2]) if found else None
    if found is None or name is None or (found[2] == "g" and _NETWORK.match(text, found.end())):
        return "", at
    per, end = rate_at(text, found.end())
    if found[2] in PER_ONLY and not per:
        return "", at
    return found[1] + name + per, end


def rate_at(text: str, at: int) -> Reading:
    """
    Read what stands under the slashes of a rate: `/人/月` is 每人每月; `""` where it is none.
    """
    said = ""
    while found := _PER.match(text, at):
        count, letters, sign, many, noun = found.groups()
        name = (noun or "").strip("()").replace("·", "") or UNITS.get(letters or sign, "")
        if not name or name in PARTS or (count and not name.endswith(_COUNTS_UNDER)):
            break
        said += "每" + _counted(count or many.removeprefix("每") if many else count) + name
        at = found.end()
    return said, at


def _counted(count: str | None) -> str:
    if not count:
        return ""
    return cardinal(count.rstrip("万")) + "万" * count.endswith("万") if count[0].isdigit() else count


def with_unit(number: str, unit: str) -> str:
    """
    Say a number and its unit in their spoken order; 2 is 两 before what is counted or weighed.
    """
    if unit[:1] in PARTS:
        said = PARTS[unit[:1]] + value(number) + unit[1:]
        return "百分之百" if said == "百分之一百" else said
    if number == "2" and unit and not unit.startswith(_ER_UNITS):
        return "两" + unit
    return value(number) + unit


def _lone(number: str, text: str, end: int) -> str:
    """
    Say a number by what follows it: 两 before a measure word, 二 elsewhere.
    """
    if number == "2" and (
        TWO_IS_LIANG.match(text, end + (text[end : end + 1] == " ")) or _TWO_OR_THREE.match(text, end)
    ):
        return "两"
    return value(number)


def plain(found: re.Match[str]) -> Reading:
    """
    Read the number at a place where no date, time, range or the like stands, with its unit.
    """
    text, start, end = found.string, found.start(), found.end()
    unit, stop = unit_at(text, end)
    if unit:
        factor = found[0] == "2" and before(text, start, 1) == "×"
        return ("二" + unit if factor and unit[:1] not in PARTS else with_unit(found[0], unit)), stop
    if found[2] or "," in found[1] or "，" in found[1]:
        return _money_worded(found[0], text, end), end
    digits = found[1]
    if is_ordinal(text, start):
        return (digit_by_digit(digits) if digits[0] == "0" or is_serial(digits) else cardinal(digits)), end
    said = as_year(text, start, end) or as_code(text, start, end)
    if not said and digits == "2" and _is_place(text, start, end):
        said = "二"
    return said or _lone(digits, text, end), end


def _is_place(text: str, start: int, end: int) -> bool:
    """
    Tell whether a lone 2 names a building, a class or one of a list (1、2车道) and counts nothing.
    """
    after, lead = text[end : end + 1], before(text, start, 3)
    if _TWO_LISTED.search(lead):
        return True
    placed = after in "栋幢座层组排队区" and _TWO_ORDINAL.search(lead) is not None
    placed = placed or (after in "栋幢座" and text[end + 1 : end + 2].isdigit())
    return placed or (after == "班" and _TWO_CLASS.search(lead) is not None)


def _money_worded(number: str, text: str, end: int) -> str:
    """
    Leave out .00 before 元: nobody says it.
    """
    whole, _, part = number.partition(".")
    return value(whole if part in {"0", "00"} and text.startswith("元", end) else number)


def span(found: re.Match[str]) -> Reading | None:
    """
    Read a range: 10-20℃, 10%-15%, 2022-2023学年; None where the two numbers are something else.
    """
    text, end = found.string, found.end()
    low, minus, high = found.groups()
    if _are_years(text, end, low, minus, high):
        return f"{digit_by_digit(low)}到{digit_by_digit(high)}", end
    if _is_padded(low) or _is_padded(high):
        return None
    unit, stop = unit_at(text, end)
    sign = ("零下" if unit.startswith(("摄", "华", "度")) else "负") if minus else ""
    if is_ordinal(text, found.start()):
        return f"{value(low)}到{value(high)}", end
    if unit:
        first = with_unit(low, unit)
        first = first if unit[:1] in PARTS else first.removesuffix(unit)
        return f"{first}到{sign}{with_unit(high, unit)}", stop
    counted = low == "2" and TWO_IS_LIANG.match(text, end) and not _is_place(text, found.start(), end)
    first = "两" if counted else value(low)
    if len(low) == 4 and _between(found) == "杠":
        first = digit_by_digit(low)
    return f"{first}{_between(found)}{sign}{_lone(high, text, end)}", end


def _between(found: re.Match[str]) -> str:
    """
    Tell what the dash between two numbers is: a range, a score, a difference, or part of a house number.
    """
    text, end = found.string, found.end()
    if _DIFFERENCE.match(text, end):
        return "减"
    if is_scored(text, found.start(), end) and "." not in found[0]:
        return "比"
    if before(text, found.start(), 1) in {"图", "表", "式"}:
        return "杠"
    falls = "," not in found[0] and float(found[1]) > float(found[3])
    return "杠" if falls and _NUMBERED.match(text, end) else "到"


def _are_years(text: str, end: int, low: str, minus: str, high: str) -> bool:
    if minus or not (_YEAR.match(low) and _YEAR.match(high)):
        return False
    return text.startswith("年", end) or (low < high and not is_counted(text, end))


def _is_padded(number: str) -> bool:
    return len(number) > 1 and number[0] == "0" and number[1] != "."


def money(found: re.Match[str]) -> Reading:
    """
    Read an amount with its currency in front: ￥28,000 is 两万八千元, $1.5万 is 一点五万美元.
    """
    text, number, end = found.string, found["number"], found.end()
    magnitude = _MAGNITUDE.match(text, end)
    end = magnitude.end() if magnitude else end
    currency = CURRENCIES[found["currency"].upper()]
    named = next((name for name in (currency, "元") if text.startswith(name, end)), "")
    number = re.sub(r"\.00?\Z", "", number)
    said = ("两" if number == "2" else value(number)) + (magnitude[1] if magnitude else "") + currency
    per, stop = rate_at(text, end + len(named))
    return said + per, stop
