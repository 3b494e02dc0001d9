from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import SettingsError
from bulletin.script.calendar import (
    DaysOff,
    festivals,
    lunar_date,
    occasions,
    read_days_off,
    solar_term,
    today_in_words,
    workday,
)

FIRST, LAST = date(2020, 1, 1), date(2050, 12, 31)
TERMS = (
    "冬至 小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 "
    "夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪"
)
MONTHS = "正 二 三 四 五 六 七 八 九 十 十一 腊"
DAYS = (
    "初一 初二 初三 初四 初五 初六 初七 初八 初九 初十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 "
    "二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十"
)


@dataclass(frozen=True)
class Day:
    day: date
    lunar: str
    term: str
    feasts: tuple[str, ...]


@pytest.fixture(scope="module")
def almanac() -> tuple[Day, ...]:
    """
    What we say of every day from 2020 to 2050.
    """
    days = (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1))
    return tuple(Day(day, lunar_date(day), solar_term(day), festivals(day)) for day in days)


def test_lunar_dates_and_terms_agree_with_an_independent_almanac(almanac: tuple[Day, ...]) -> None:
    """
    On every day from 2020 to 2050 lunar month, leap month, day and solar term are those of sxtwl (寿星天文历).
    """
    sxtwl = pytest.importorskip("sxtwl", reason="the independent almanac is not installed: pip install sxtwl")
    months, days, terms = MONTHS.split(), DAYS.split(), TERMS.split()
    for ours in almanac:
        other = sxtwl.fromSolar(ours.day.year, ours.day.month, ours.day.day)
        leap = "闰" if other.isLunarLeap() else ""
        lunar = f"{leap}{months[other.getLunarMonth() - 1]}月{days[other.getLunarDay() - 1]}"
        assert (ours.lunar, ours.term) == (lunar, terms[other.getJieQi()] if other.hasJieQi() else ""), ours.day


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "十一月二十三日，星期一，农历十月十五"),
        (date(2026, 12, 22), "十二月二十二日，星期二，农历十一月十四，冬至"),
        (date(2027, 2, 5), "二月五日，星期五，农历腊月二十九，除夕"),
        (date(2027, 2, 6), "二月六日，星期六，农历正月初一，春节"),
        (date(2033, 12, 22), "十二月二十二日，星期四，农历闰十一月初一"),
        (date(2026, 4, 5), "四月五日，星期日，农历二月十八，清明节"),
        (date(2026, 9, 23), "九月二十三日，星期三，农历八月十三，秋分，中国农民丰收节"),
        (date(2025, 10, 6), "十月六日，星期一，农历八月十五，中秋节"),
        (date(2025, 7, 25), "七月二十五日，星期五，农历闰六月初一"),
        (date(2026, 10, 10), "十月十日，星期六，农历九月初一"),
        (date(2026, 10, 20), "十月二十日，星期二，农历九月十一"),
    ],
)
def test_the_day_in_words(day: date, words: str) -> None:
    """
    Solar date, weekday, lunar date, then solar term and festivals; a festival named after its term stands alone.
    """
    assert today_in_words(day) == words


@given(st.dates(FIRST, LAST))
def test_words_hold_nothing_unread(day: date) -> None:
    """
    The day in words has no digit, no blank and no 廿.
    """
    words = today_in_words(day)
    assert not any(char.isascii() or char == "廿" for char in words)
    assert words.startswith(f"{words.partition('月')[0]}月")
    assert words.count("星期") == 1


def test_each_year_has_its_feasts_once(almanac: tuple[Day, ...]) -> None:
    """
    From 2020 to 2050 every traditional feast is kept once a year, never in a leap month, and 24 solar terms begin.
    """
    feasts = Counter((one.day.year, name) for one in almanac for name in one.feasts)
    terms = Counter(one.day.year for one in almanac if one.term)
    for year in range(2020, 2051):
        for feast in ("春节", "元宵节", "清明节", "端午节", "七夕", "中秋节", "重阳节", "除夕", "国庆节"):
            assert feasts[year, feast] == 1, (year, feast)
        assert terms[year] == 24


def test_new_years_eve_is_the_day_before_spring_festival(almanac: tuple[Day, ...]) -> None:
    """
    除夕 is always followed by 春节, whether the last month has 29 or 30 days.
    """
    pairs = list(itertools.pairwise(almanac))
    assert sum("除夕" in today.feasts for today, _ in pairs) == 31
    assert all(("除夕" in today.feasts) == ("春节" in tomorrow.feasts) for today, tomorrow in pairs)


def test_most_days_carry_no_name() -> None:
    """
    An ordinary day has no occasion.
    """
    assert occasions(date(2026, 11, 24)) == ()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 14), True),  # a Saturday worked for Spring Festival
        (date(2026, 2, 16), False),
        (date(2026, 3, 3), True),
        (date(2026, 3, 7), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 12, 30), None),  # the notice for 2027 may move it
        (date(2060, 3, 3), None),
    ],
)
def test_working_days_follow_the_notices(day: date, *, works: bool | None) -> None:
    """
    Holidays and make-up days are those of the State Council's notices; without a notice the answer is unknown.
    """
    assert workday(day) is works


def test_the_operator_wins_over_the_table() -> None:
    """
    The operator's days count before the notices, and make a year known.
    """
    ours = read_days_off(
        '[2060]\nsource = "通知"\nholidays = ["2060-01-01", "2060-02-02..2060-02-08"]\nworkdays = ["2060-01-31"]\n'
        '[2026]\nworkdays = ["2026-10-01"]'
    )
    assert ours.source == "通知"
    assert ours.years == {2026, 2060}
    assert workday(date(2060, 2, 5), ours) is False
    assert workday(date(2060, 1, 31), ours) is True
    assert workday(date(2060, 3, 3), ours) is True
    assert workday(date(2060, 3, 6), ours) is False
    assert workday(date(2026, 10, 1), ours) is True
    assert workday(date(2061, 3, 3), ours) is None


def test_all_faults_of_a_holiday_file_are_told() -> None:
    """
    A faulty file is refused with every fault in it.
    """
    text = (
        '[2027]\nholidays = ["2027-13-01", "2027-02-08..2027-02-05", "2027-03-01"]\nworkdays = ["2027-03-01"]\n'
        "rest = 1\n[next]\n[2028]\nholidays = 3"
    )
    with pytest.raises(SettingsError) as told:
        read_days_off(text, "holidays.toml")
    for part in ("6 处错误", "2027-13-01", "颠倒", "rest", "next", "方括号", "既放假又上班"):
        assert part in str(told.value)


def test_what_is_no_toml_is_refused() -> None:
    """
    A file that is no TOML is refused with its name.
    """
    with pytest.raises(SettingsError, match=r"holidays\.toml"):
        read_days_off("2027: 1", "holidays.toml")


def test_an_empty_file_says_nothing() -> None:
    """
    An empty file leaves everything to the notices.
    """
    assert read_days_off("") == DaysOff()
