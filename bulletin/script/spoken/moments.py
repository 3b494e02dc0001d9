"""
Dates and times of day written with signs, and what looks like them: ratios and scores.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.counting import cardinal, decimal, digit_by_digit
from bulletin.script.spoken.surroundings import before

YEAR_FIRST = re.compile(
    r"(\d{4}|\d{2}(?=[./]\d{1,2}[./]\d{1,2}(?!\d)))(?P<sep>[-/.·]) ?(\d{1,2})(?P=sep) ?(\d{1,2})(?![\d/]|[-.]\d)"
)
YEAR_LAST = re.compile(r"(\d{1,2})(?P<sep>[-/.])(\d{1,2})(?P=sep)(\d{4})(?![\d/]|[-.]\d)")
YEAR_MONTH = re.compile(r"(\d{4})[-/.](0[1-9]|1[0-2])(?![\d%/:]|[-.]\d| ?[A-Za-z°℃])")
MONTH_YEAR = re.compile(r"(0[1-9]|1[0-2])[-/](\d{4})(?![\d%/:]|[-.]\d)")
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])([-/.])(0[1-9]|[12]\d|3[01])(?![\d%/:]|[-.]\d)")
FEAST = re.compile(r"(\d{1,2})[·.](\d{1,2})(?![\d.·%])")
CLOCK = re.compile(r"(\d{1,3})[:：](\d{1,2})(?:[:：](\d{2}))?(?![\d:：.])(?: ?([AaPp])\.?[Mm]\.?(?![A-Za-z]))?")
RATIO = re.compile(
    r"(\d{1,6}(?:\.\d{1,4})?) ?[:：] ?(\d{1,6}(?:\.\d{1,4})?)((?: ?[:：] ?\d{1,6}(?:\.\d{1,4})?){0,3})(?![\d:：])"
)

_SCORED_BEFORE = re.compile(
    r"(?:比分|大胜|险胜|战胜|击败|不敌|惜败|负于|领先|落后|战平|逼平|扳平|获胜|取胜|胜|败|以|爆冷|总分|半场|全场|终场|比例|比|配比|按|稀释|坡度|配合比|兑水|兑|水灰比|师生比|男女)"
    r"[^\d，。；]{0,6}(?:\d{1,3}[:：]\d{1,3}[、，和] ?){0,4}\Z"
)
_SCORED_AFTER = re.compile(
    r"(?: ?的)?(?:比分|大比分|战胜|击败|获胜|取胜|力克|险胜|大胜|不敌|负于|惜败|领先|落后|战平|逼平|完胜|横扫|力压|逆转|告负|淘汰|告捷|的比例|比例|配比|稀释|兑|混合|配资)"
)
_VERSION_BEFORE = re.compile(r"(?:版本|版|升级[到至]|[Vv]|系统|iOS|Android|固件|软件)[号为：: ]{0,2}\Z")


def _fits(month: str, day: str = "1") -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _date(year: str, month: str, day: str) -> str:
    return f"{digit_by_digit(year)}年{cardinal(month)}月{cardinal(day)}日"


def year_first(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read 2008-08-08, 2008/8/8, 12/2/2; None where month or day cannot be, or a version is named.
    """
    year, _, month, day = found.groups()
    if not _fits(month, day) or _VERSION_BEFORE.search(before(found.string, found.start(), 10)):
        return None
    if len(year) == 2 and not 0 <= int(year) <= 50:
        return None
    end = found.end()
    end += 1 if found.string.startswith("日", end) else 0
    return _date(year, month, day), end


def year_last(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read 08-08-2008, the day after the month.
    """
    month, _, day, year = found.groups()
    if not _fits(month, day):
        month, day = day, month
    return (_date(year, month, day), found.end()) if _fits(month, day) else None


def year_month(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read 2008.08 and 2008-08 as year and month; None before a unit of money or measure.
    """
    year, month = found.groups()
    if not "1800" <= year <= "2199" or found.string.startswith(("元", "万", "亿", "米", "公", "吨", "千"), found.end()):
        return None
    return f"{digit_by_digit(year)}年{cardinal(month)}月", found.end()


def month_year(found: re.Match[str]) -> tuple[str, int]:
    """
    Read 08-2008.
    """
    return f"{digit_by_digit(found[2])}年{cardinal(found[1])}月", found.end()


def month_day(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read 08-08 and 08.08, where one of the two begins with 0.
    """
    month, sep, day = found.groups()
    if month[0] != "0" and not (day[0] == "0" and sep != "."):
        return None
    return f"{cardinal(month)}月{cardinal(day)}日", found.end()


def feast(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read the name of a day, “11·9” or “3.15”: the month as a number, the day digit by digit.
    """
    text, start, end = found.string, found.start(), found.end()
    quoted = text[start - 1 : start] == '"' and text[end : end + 1] == '"' if start else False
    named = re.match(
        r"(?:事变|事件|惨案|讲话|晚会|国际|世界|全国|大促|购物节|精神|运动|起义|消防|宣传)", text[end : end + 3]
    )
    if not _fits(*found.groups()) or not (quoted or named or "·" in found[0]):
        return None
    return cardinal(found[1]) + digit_by_digit(found[2]), end


def clock(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read a time of day: 9:05 is 九点零五分, 12:00 is 十二点; None where it is a ratio or a score.
    """
    text, start, end = found.string, found.start(), found.end()
    hour, minute, second, half = found.groups()
    if len(hour) > 2 or int(hour) > 24 or len(minute) != 2 or int(minute) > 59 or (second and int(second) > 59):
        return None
    scored = _SCORED_BEFORE.search(before(text, start, 20)) or _SCORED_AFTER.match(text, end)
    if not half and scored and not second and not re.search(r"[前后起止]|[上下中]午", text[end : end + 2]):
        return None
    lead = "" if not half else ("上午" if half in "Aa" else "下午")
    return lead + _time(hour, minute, second), end


def _time(hour: str, minute: str, second: str | None) -> str:
    said = ("两" if int(hour) == 2 else cardinal(hour)) + "点"
    if second is None:
        return said if minute == "00" else f"{said}{_two_digits(minute)}分"
    if len(hour) == 2 and hour[0] == "0":
        return f"{said}{cardinal(minute)}分{cardinal(second)}秒"
    return f"{said}{_two_digits(minute)}分{_two_digits(second)}秒"


def _two_digits(number: str) -> str:
    return "零" + cardinal(number) if number[0] == "0" and number != "00" else cardinal(number)


def ratio(found: re.Match[str]) -> tuple[str, int]:
    """
    Read 4:3 and 1:2.5 with 比.
    """
    rest = "".join("比" + decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", found[3]))
    return f"{decimal(found[1])}比{decimal(found[2])}{rest}", found.end()
