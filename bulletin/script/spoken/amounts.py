"""
Numbers that count or measure: with units, per cent, money, in ranges, and years.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.counting import cardinal, decimal, digit_by_digit
from bulletin.script.spoken.measures import TWO_IS_LIANG
from bulletin.script.spoken.surroundings import before, code_kind, is_counted, is_phone
from bulletin.script.spoken.tables import CURRENCIES, DENOMINATORS, PARTS, UNITS

NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+(?![\d室房])|\d+)(\.\d+)?")
_UNIT = re.compile(
    r" ?((?:[A-Za-zμΩ]{1,5}(?:·[A-Za-z]|\(A\))?(?:[²³]|\^[23](?!\d)|[23](?![\dA-Za-z.]))?|[㎞㎝㎜])(?![A-Za-z])|°[CcF]?(?![A-Za-z])|[℃℉%‰‱′″㎡㎥㎢㎎㎏㎖㏄㎠㎟㎤㎐㎑㎒㎾㎸㎍㎛㎚㎧㎉㏈㎗])"
)
_PER = re.compile(
    rf" ?[/／] ?(?:(\d+)?((?:[A-Za-zμ]{{1,5}}[²³23]?)(?![A-Za-z0-9])|㎡|㎥|㏄)|({DENOMINATORS})(?![\u4e00-\u9fff]?/))"
)
_ER_UNITS = tuple("摄华度伏安瓦欧法赫分毫微纳兆比贝流百千")
_MAGNITUDE = re.compile(r"(?:万亿|百万|千万|百亿|千亿|[万亿千百])")
_GAP = re.compile(r" ?(?:~|—{1,2}|-{1,2}|至|到) ?")
RANGE = re.compile(
    r"(\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,8})?) ?(?:~|—{1,2}|-) ?(-?)(\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,8})?)(?![\d-])"
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_YEAR_AFTER = re.compile(
    r" ?(?:款|届|级(?!地震|台风)|版|赛季|学年|财年|年|Q[1-4]|中国|世界|全国|国际|全球|亚洲|欧洲|[春夏秋冬]|新年|元旦|跨年|高考|中考|两会|奥运|远景|迎新|江门|广东|粤港澳)"
)
_YEAR_BEFORE = re.compile(r"(?:年份|自|迎接|迎|再见|你好|截至|始于|建于|生于|出生于|版本|学年|财年|赛季)[：: “\"]?\Z")
_YEARS_LONG = re.compile(r"年(?:的?历史|以?[前后来]|间|以上|以内|多|之久|寿命|古|老)")
_ROOM = re.compile(
    r" ?(?:室|房(?!间|源|产|屋|价)|商铺|铺(?!设|开|路|张|就)|号(?:房|室|铺|病房|会议室|办公室|教室|包厢|宿舍|商铺)|包厢|会议室|教室|病房|办公室|宿舍|诊室|窗口)"
)
_DECADE = re.compile(r"后(?![面边来者天期续勤台方代卫排半])")


def value(number: str) -> str:
    """
    Read a number, grouped or not: `1,250,000` is 一百二十五万.
    """
    return decimal(number.replace(",", ""))


def unit_at(text: str, at: int) -> tuple[str, int]:
    """
    Find the unit right behind a number and what it is per.

    Returns:
        Its name, `%` and the like for parts, `""` when there is none; and where it ends.
    """
    found = _UNIT.match(text, at)
    if found is None or (name := UNITS.get(found[1])) is None:
        return "", at
    if found[1] in {"g", "G"} and text.startswith(("网", "手机", "信号", "基站", "时代", "通信", "流量"), found.end()):
        return "", at
    per, end = per_at(text, found.end())
    return name + per, end


def per_at(text: str, at: int) -> tuple[str, int]:
    """
    Read what stands under a slash: `/平方米` is 每平方米; `""` where it is no rate.
    """
    found = _PER.match(text, at)
    if found is None:
        return "", at
    count = cardinal(found[1]) if found[1] else ""
    name = found[3] or UNITS.get(found[2], "")
    return (f"每{count}{name}", found.end()) if name and name not in PARTS else ("", at)


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


def lone(number: str, text: str, end: int) -> str:
    """
    Say a number by what follows it: 两 before a measure word, 二 elsewhere.
    """
    if number == "2" and TWO_IS_LIANG.match(text, end + (text[end : end + 1] == " ")):
        return "两"
    return value(number)


def plain(found: re.Match[str]) -> tuple[str, int]:
    """
    Read the number at a place where no date, time, range or the like stands, with its unit.
    """
    text, start, end = found.string, found.start(), found.end()
    unit, stop = unit_at(text, end)
    if unit:
        return with_unit(found[0], unit), stop
    if found[2] or "," in found[1]:
        return _stripped(found[0], text, end), end
    digits = found[1]
    if (said := as_year(text, start, end)) or (said := as_code(text, start, end)):
        return said, end
    if text.endswith("第", 0, start) or (start and re.search(r"第 \Z", before(text, start, 2))):
        return cardinal(digits), end
    if digits == "2" and _is_place(text, start, end):
        return "二", end
    return lone(digits, text, end), end


_PLACED = re.compile(r"(?:[楼栋幢座号区村路街巷苑园庭轩阁府城湾院厦] ?|[、第月] ?)\Z")


def _is_place(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in "栋幢座层组排队区" and _PLACED.search(before(text, start, 3)) is not None


def _stripped(number: str, text: str, end: int) -> str:
    """
    Leave out .00 before 元: nobody says it.
    """
    whole, _, part = number.partition(".")
    if part in {"0", "00"} and text.startswith("元", end):
        return value(whole)
    return value(number)


def as_year(text: str, start: int, end: int) -> str:
    """
    Read a year digit by digit: 2022年, 05年, 90后, 2023届; `""` for what is a count of years or no year.
    """
    digits = text[start:end]
    size = len(digits)
    gap = text[end : end + 1] == " "
    if text.startswith("年", end + gap):
        return digit_by_digit(digits) if _names_year(text, start, end + gap, digits) else ""
    if size == 2 and digits[1] in "05" and (digits[0] in "056789" or digits == "10") and _DECADE.match(text, end):
        return digit_by_digit(digits)
    if size == 2 and digits[1] in "05" and re.match(r"[、和，](?:\d[05][、和，])?\d[05]后", text[end : end + 8]):
        return digit_by_digit(digits)
    if (
        size == 4
        and _YEAR.match(digits)
        and (_YEAR_AFTER.match(text, end) or _YEAR_BEFORE.search(before(text, start, 6)))
    ):
        return digit_by_digit(digits)
    return ""


def _names_year(text: str, start: int, end: int, digits: str) -> bool:
    era = re.search(r"公元前? ?\Z", before(text, start, 4)) is not None
    if len(digits) == 4:
        if era:
            return True
        long = _YEARS_LONG.match(text, end) is not None
        return not (digits.endswith("000") and (digits != "2000" or long)) and not (digits.endswith("00") and long)
    if digits[0] == "0":
        return True
    if len(digits) == 2:
        return (
            re.match(r"年(?:\d{1,2}月|出生|毕业|生人|入伍|入学|参军|版|款)", text[end : end + 5]) is not None
            and digits[0] != "0"
        )
    return era


def as_code(text: str, start: int, end: int) -> str:
    """
    Read digits one by one where they name and do not count: telephone, room, bus, account; `""` for a quantity.
    """
    digits = text[start:end]
    if is_phone(text, start, end):
        return digit_by_digit(digits, yao=True)
    if len(digits) in {3, 4} and _ROOM.match(text, end):
        return digit_by_digit(digits, yao=True)
    if len(digits) == 3 and re.match(r"路(?!口|段|程|费)", text[end : end + 2]):
        return digit_by_digit(digits, yao=True)
    if digits in {"985", "211"} and not is_counted(text, end):
        return digit_by_digit(digits)
    kind = code_kind(text, start, end)
    return digit_by_digit(digits, yao=kind == "yao") if kind else ""


def span(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read a range: 10-20℃, 10%-15%, 2022-2023学年; None where the two numbers are something else.
    """
    text, end = found.string, found.end()
    low, minus, high = found.groups()
    if (
        _YEAR.match(low)
        and _YEAR.match(high)
        and not minus
        and (text.startswith("年", end) or not is_counted(text, end))
    ):
        return f"{digit_by_digit(low)}到{digit_by_digit(high)}", end
    if (low[0] == "0" and low[1:2] != "." and len(low) > 1) or (high[0] == "0" and high[1:2] != "." and len(high) > 1):
        return None
    unit, stop = unit_at(text, end)
    sign = ("零下" if unit.startswith(("摄", "华", "度")) else "负") if minus else ""
    if unit:
        first = with_unit(low, unit)
        part = unit[:1] in PARTS
        first = first if part else first.removesuffix(unit)
        return f"{first}到{sign}{with_unit(high, unit)}", stop
    first = "两" if low == "2" and TWO_IS_LIANG.match(text, end) else value(low)
    return f"{first}到{sign}{lone(high, text, end)}", end


def money(found: re.Match[str]) -> tuple[str, int]:
    """
    Read an amount with its currency in front: ￥28,000 is 两万八千元, $1.5万 is 一点五万美元.
    """
    text = found.string
    number, end = found["number"], found.end()
    magnitude = _MAGNITUDE.match(text, end)
    if magnitude:
        end = magnitude.end()
    currency = CURRENCIES[found["currency"].upper()]
    if text.startswith(("元", currency), end):
        end += 1 if text.startswith("元", end) else len(currency)
    number = number.removesuffix(".00").removesuffix(".0")
    counted = "两" if number == "2" else value(number)
    return counted + (magnitude[0] if magnitude else "") + currency, end
