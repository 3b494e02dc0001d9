"""
The day in words: solar date, weekday, lunar date, solar term, festival; and whether people work on it.

Nothing here knows what day it is: the day is an argument, taken on the station's own calendar.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bulletin.errors import SettingsError

if TYPE_CHECKING:
    from lunar_python import Lunar

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
_LUNAR_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "腊")

FESTIVALS: Mapping[tuple[int, int], str] = {
    (1, 1): "元旦",
    (3, 8): "国际妇女节",
    (3, 12): "植树节",
    (5, 1): "国际劳动节",
    (5, 4): "五四青年节",
    (5, 12): "国际护士节",
    (6, 1): "国际儿童节",
    (7, 1): "中国共产党成立纪念日",
    (8, 1): "中国人民解放军建军纪念日",
    (9, 3): "中国人民抗日战争胜利纪念日",
    (9, 10): "教师节",
    (9, 18): "九一八纪念日",
    (9, 30): "烈士纪念日",
    (10, 1): "国庆节",
    (11, 8): "记者节",
    (12, 4): "国家宪法日",
    (12, 13): "南京大屠杀死难者国家公祭日",
}
"""
Days of the solar year that carry a name by national rule: the 全国年节及纪念日放假办法 (State Council, revised
2024) and the decisions of the National People's Congress on 烈士纪念日, 国家公祭日 and 国家宪法日. Days named by
custom, trade or fashion are none: a station that wants them says so in its own words.
"""

LUNAR_FESTIVALS: Mapping[tuple[int, int], str] = {
    (1, 1): "春节",
    (1, 15): "元宵节",
    (5, 5): "端午节",
    (7, 7): "七夕",
    (8, 15): "中秋节",
    (9, 9): "重阳节",
    (12, 8): "腊八节",
}
"""Days of the lunar year all of China keeps, never in a leap month; north and south keep 小年 on two days: left out."""

_HARVEST = "中国农民丰收节"  # on the autumn equinox since 2018, by the State Council
_NEW_YEAR_NOTICE = (12, 29)  # the earliest day a notice for the next year ever moved (2007, 2018)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """
    What an operator knows of holidays and make-up working days; it wins over every table.

    Args:
        holidays: Days people are off.
        workdays: Days people work, weekends among them.
        years: The years this is complete for: their other days follow the week.
        source: Where it is printed, such as the number of the State Council's notice.
    """

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    source: str = ""


def today_in_words(day: date) -> str:
    """
    Return the day as it is announced: `十一月二十三日，星期一，农历十月十五`, then solar term and festivals.

    The lunar eleventh month is 十一月, the twelfth 腊月, a leap month 闰; twenty-first is 二十一, never 廿一.
    """
    solar = f"{_number(day.month)}月{_number(day.day)}日，星期{_WEEKDAYS[day.weekday()]}"
    return "，".join((solar, f"农历{lunar_date(day)}", *occasions(day)))


def lunar_date(day: date) -> str:
    """
    Return month and day of the lunar calendar, `闰六月初一`.
    """
    lunar = _lunar(day)
    month = lunar.getMonth()
    return f"{'闰' if month < 0 else ''}{_LUNAR_MONTHS[abs(month) - 1]}月{_lunar_day(lunar.getDay())}"


def solar_term(day: date) -> str:
    """
    Return the solar term that begins on the day, such as `冬至`, or `""`.
    """
    return str(_lunar(day).getJieQi())


def festivals(day: date) -> tuple[str, ...]:
    """
    Return the names the day carries by national rule or common custom, traditional ones first; most days carry none.
    """
    lunar, term = _lunar(day), solar_term(day)
    named = [
        LUNAR_FESTIVALS.get((lunar.getMonth(), lunar.getDay())),
        "除夕" if _lunar(day + timedelta(1)).getMonth() == 1 and lunar.getMonth() != 1 else None,
        "清明节" if term == "清明" else None,
        FESTIVALS.get((day.month, day.day)),
        _HARVEST if term == "秋分" and day.year >= 2018 else None,
    ]
    return tuple(name for name in named if name)


def occasions(day: date) -> tuple[str, ...]:
    """
    Return what is said after the date: the solar term unless a festival bears its name, then the festivals.
    """
    term, names = solar_term(day), festivals(day)
    return names if not term or f"{term}节" in names else (term, *names)


def workday(day: date, overrides: DaysOff = DaysOff()) -> bool | None:
    """
    Tell whether people work on the day, make-up days counted; None where no official notice is known.

    The operator's word comes first, then the State Council's notices as lunar-python holds them. A year without its
    notice stays unknown, and so do the last three days of a year whose successor has none: notices move them.
    """
    if day in overrides.holidays or day in overrides.workdays:
        return day in overrides.workdays
    if day.year in overrides.years:
        return day.weekday() < 5
    told = _notice(day)
    if told is not None:
        return told
    settled = {day.year, day.year + 1} if (day.month, day.day) >= _NEW_YEAR_NOTICE else {day.year}
    return day.weekday() < 5 if all(map(_has_notice, settled)) else None


def read_days_off(text: str, name: str = "") -> DaysOff:
    """
    Read an operator's holidays: one table a year, ranges as `first..last`.

        [2027]
        source = "国务院办公厅通知"
        holidays = ["2027-01-01", "2027-02-05..2027-02-12"]
        workdays = ["2027-01-31"]

    Args:
        text: The file, TOML.
        name: What to call it in messages.

    Raises:
        SettingsError: It is no TOML, or entries in it are wrong; all faults are listed.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"节假日文件 {name} 的格式不对：{error}。") from error
    faults: list[str] = []
    found = [_year_of(year, entry, faults) for year, entry in table.items()]
    if faults:
        raise SettingsError(f"节假日文件 {name} 有 {len(faults)} 处错误：{'；'.join(faults)}")
    return DaysOff(
        frozenset().union(*(one.holidays for one in found)),
        frozenset().union(*(one.workdays for one in found)),
        frozenset().union(*(one.years for one in found)),
        "；".join(one.source for one in found if one.source),
    )


def _year_of(year: str, entry: object, faults: list[str]) -> DaysOff:
    if not (year.isdecimal() and len(year) == 4 and isinstance(entry, dict)):
        faults.append(f"“{year}”：每一年要写成一节，例如 [2027]")
        return DaysOff()
    faults += [
        f"[{year}] {key}：没有这一项，只能写 source、holidays、workdays"
        for key in entry
        if key not in {"source", "holidays", "workdays"}
    ]
    holidays = _days(f"[{year}] holidays", entry.get("holidays", ()), faults)
    workdays = _days(f"[{year}] workdays", entry.get("workdays", ()), faults)
    faults += [f"[{year}] {both} 既放假又上班" for both in sorted(holidays & workdays)]
    return DaysOff(holidays, workdays, frozenset({int(year)}), str(entry.get("source", "")))


def _days(place: str, entries: object, faults: list[str]) -> frozenset[date]:
    if not isinstance(entries, list | tuple):
        faults.append(f"{place}：要用方括号列出日期")
        return frozenset()
    return frozenset(day for entry in entries for day in _span(place, str(entry), faults))


def _span(place: str, entry: str, faults: list[str]) -> Iterable[date]:
    first, _, last = entry.partition("..")
    try:
        start, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        faults.append(f"{place}：“{entry}”不是日期，要写成 2027-01-01 或 2027-02-05..2027-02-12")
        return ()
    if not 0 <= (end - start).days <= 31:
        faults.append(f"{place}：“{entry}”前后颠倒或超过一个月")
        return ()
    return (start + timedelta(n) for n in range((end - start).days + 1))


@lru_cache(maxsize=8)  # each word about a day asks for the same one; it takes 1 ms
def _lunar(day: date) -> Lunar:
    from lunar_python import Solar  # noqa: PLC0415 - 15 ms, and not every command needs it

    return Solar.fromYmd(day.year, day.month, day.day).getLunar()


def _notice(day: date) -> bool | None:
    from lunar_python.util import HolidayUtil  # noqa: PLC0415 - likewise

    entry = HolidayUtil.getHoliday(day.year, day.month, day.day)
    return None if entry is None else bool(entry.isWork())


def _has_notice(year: int) -> bool:
    """
    Return whether the table has a year's notice: every notice since the first names 1 October.
    """
    return _notice(date(year, 10, 1)) is not None


def _number(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return f"{head}{_DIGITS[ones] if ones else ''}"


def _lunar_day(value: int) -> str:
    return _number(value) if value > 10 else f"初{_number(value)}"
