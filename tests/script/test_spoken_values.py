"""
Written to said, over all inputs: a value keeps its value, nothing raises, what is said stays said.
"""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import digits, value

from bulletin.script.spoken import spoken, spoken_with_residue

SPEAKABLE = re.compile(r"[\u3400-\u9fff\ufa0e-\ufa29\U00020000-\U000323afA-Za-z ，。；：？！、…]*")
MANY = settings(max_examples=400, deadline=None)

_SIGNS = (
    "0123456789０９.,:：;-—~～/\\+=×*#@()（）[]〔〕%‰℃°²³ⅠⅣ①½¥$€“”《》、，。！？ \n\t"
    "ABCIVXxkmgLwp年月日号时点分秒元个级楼室路第约零二○〇々"
)
_PARTS = (
    "km kg 12:30 10% 2022 0750 12345 www. .com @ 电话 https:// 拨打 编号 气温 比分 00 ﬁ é ß の か Ж 한 😀 ㎡ ㈠ ™ xx "
    "IV B2B No. am bc"
)
_RARE = "\u200b\ud800\ue000\u0301\U0001d7d8\U00020000﨎㐀⿰㋀㍿〆ㄅゟ་٣߂ᐁ⠿①❶㊗㍘🀄🄰𝟚𐒢Ⅻↁ⁻₂ªº™ǅ"
_ATOMS = (*_SIGNS, *_PARTS.split(" "), *_RARE)
TRICKY_TEXT = st.binary(max_size=16).map(lambda picks: "".join(_ATOMS[pick % len(_ATOMS)] for pick in picks))


def hold(text: str) -> None:
    words = spoken_with_residue(text)
    assert SPEAKABLE.fullmatch(words.text)
    assert spoken(words.text) == words.text
    assert all("整句" not in fact.reason for fact in words.residue), "a rule let a sign through to the last guard"
    assert all(text[fact.start : fact.end] == fact.text for fact in words.residue)


@settings(max_examples=20_000, deadline=None)
@given(TRICKY_TEXT)
def test_any_signs_in_any_order_are_said_and_stay_said(text: str) -> None:
    """
    `spoken` never raises, leaves speakable signs only, tells the place of each unread one, and is idempotent.
    """
    hold(text)


@settings(max_examples=1_000, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_said_and_stays_said(text: str) -> None:
    """
    The same holds for any Unicode text.
    """
    hold(text)


class TestNumbersKeepTheirValue:
    @MANY
    @given(st.integers(0, 10**16), st.sampled_from(["{}个", "共{}元", "约{}人", "{:,}元", "达{:,}人"]))
    def test_a_whole_number_to_ten_to_the_sixteen(self, number: int, form: str) -> None:
        """
        Counts with a measure word are said by value, grouped or not.
        """
        said = re.sub("[个共元约人达]", "", spoken(form.format(number)))
        assert value(said) == number

    @MANY
    @given(st.decimals(0, 10**9, places=3), st.sampled_from(["{}米", "长{}公里", "-{}元", "{}万元", "{}亿"]))
    def test_a_decimal_number(self, number: Decimal, form: str) -> None:
        """
        Decimals keep every digit, their sign and their 万 or 亿.
        """
        said = re.sub("[米长公里元]", "", spoken(form.format(number)))
        sign = -1 if form[0] == "-" else 1
        assert value(said) == sign * Fraction(number) * (10**4 if "万" in form else 10**8 if "亿" in form else 1)

    @MANY
    @given(st.integers(0, 999), st.integers(1, 999), st.sampled_from(["{}/{}", "占{}/{}的人", "{} / {}"]))
    def test_a_fraction(self, top: int, under: int, form: str) -> None:
        """
        A fraction names the lower number first.
        """
        said = re.sub("[占的人]", "", spoken(form.format(top, under)))
        below, _, above = said.partition("分之")
        assert (value(above), value(below)) == (top, under)

    @MANY
    @given(st.decimals(0, 1000, places=1), st.sampled_from(["%", "％", "‰"]), st.booleans())
    def test_per_cent_and_per_mille(self, number: Decimal, sign: str, below: bool) -> None:  # noqa: FBT001 - given by name
        """
        百分之 and 千分之 come before the number, 负 before both.
        """
        written = f"{'-' * below}{number}{sign}"
        said = spoken(f"增长{written}").removeprefix("增长")
        assert value(said.replace("百分之百", "百分之一百")) == (-1 if below else 1) * Fraction(number) / (
            1000 if sign == "‰" else 100
        )

    @MANY
    @given(
        st.integers(0, 40),
        st.integers(0, 40),
        st.sampled_from(["-", "~", "～", "—", "－"]),
        st.booleans(),
        st.booleans(),
    )
    def test_a_range_of_temperatures(self, low: int, high: int, dash: str, cold: bool, freezing: bool) -> None:  # noqa: FBT001 - given by name
        """
        Both ends of a range keep value and sign: -2~3℃ is never ten degrees off.
        """
        written = f"气温{'-' * cold}{low}{dash}{'-' * freezing}{high}℃"
        first, _, second = spoken(written).removeprefix("气温").removesuffix("摄氏度").partition("到")
        assert (value(first), value(second)) == (-low if cold else low, -high if freezing else high)

    @MANY
    @given(st.integers(-30, 45), st.integers(-30, 45), st.sampled_from(["-", "~", "～", "—", "－", "至", "到"]))
    def test_a_range_with_the_unit_on_both_sides(self, low: int, high: int, dash: str) -> None:
        """
        5℃～-1℃ keeps the sign of either end, whatever dash stands before it.
        """
        said = spoken(f"气温{low}℃{dash}{high}℃")
        first, _, second = said.removeprefix("气温").replace("至", "到").replace("摄氏度", "").partition("到")
        assert (value(first), value(second)) == (low, high)

    @MANY
    @given(
        st.integers(1, 10**6),
        st.integers(1, 10**6),
        st.sampled_from(["-", "~", "～", "—", "——"]),
        st.sampled_from("元斤米人%"),
    )
    def test_a_range(self, low: int, high: int, dash: str, unit: str) -> None:
        """
        Ranges of counts, money and per cent are said with 到 between the two values.
        """
        said = spoken(f"为{low}{dash}{high}{unit}左右").removeprefix("为").removesuffix("左右").rstrip("元斤米人")
        first, _, second = said.replace("百分之百", "百分之一百").partition("到")
        scale = Fraction(1, 100) if unit == "%" else 1
        assert (value(first), value(second)) == (low * scale, high * scale)

    @MANY
    @given(
        st.decimals(0, 10**10, places=2),
        st.sampled_from(["￥{}", "¥{:,}", "${}", "HK${}", "{}元", "{:,}元", "RMB {}", "€{}"]),
    )
    def test_money(self, amount: Decimal, form: str) -> None:
        """
        A sum of money keeps its value in every writing, the currency after it.
        """
        said = spoken(form.format(amount))
        name = {"￥": "元", "¥": "元", "$": "美元", "H": "港元", "R": "元", "€": "欧元"}.get(form[0], "元")
        assert said.endswith(name)
        assert value(said.removesuffix(name)) == Fraction(amount)


class TestDaysAndHours:
    @MANY
    @given(
        st.dates(date(1900, 1, 1), date(2099, 12, 31)),
        st.sampled_from(
            [
                "{0}-{1:02}-{2:02}",
                "{0}/{1}/{2}",
                "{0}.{1:02}.{2:02}",
                "{0}年{1}月{2}日",
                "{0}年{1:02}月{2:02}日",
                "{0}-{1}-{2}",
            ]
        ),
    )
    def test_a_date(self, day: date, form: str) -> None:
        """
        A date is said as year digit by digit, month and day.
        """
        said = spoken(f"于{form.format(day.year, day.month, day.day)}举行")
        found = re.fullmatch("于(.+)年(.+)月(.+)日举行", said)
        assert found
        assert (digits(found[1]), value(found[2]), value(found[3])) == (str(day.year), day.month, day.day)
        assert "两" not in said

    @MANY
    @given(
        st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        st.sampled_from(["-", "—", "至", "～", "--"]),
    )
    def test_a_range_of_dates(self, one: date, other: date, dash: str) -> None:
        """
        Both days of a range are said, with 到 or 至 between.
        """
        said = spoken(f"{one.month}月{one.day}日{dash}{other.month}月{other.day}日")
        found = re.fullmatch("(.+)月(.+)日[到至](.+)月(.+)日", said)
        assert found
        assert [value(part) for part in found.groups()] == [one.month, one.day, other.month, other.day]

    @MANY
    @given(
        st.integers(1900, 2098),
        st.integers(1, 50),
        st.sampled_from(["-", "—", "–", "~"]),
        st.sampled_from(["年", "学年", ""]),
    )
    def test_a_range_of_years(self, year: int, length: int, dash: str, unit: str) -> None:
        """
        Years stay years, digit by digit, on both sides.
        """
        last = min(year + length, 2099)
        first, _, second = spoken(f"{year}{dash}{last}{unit}").rstrip("学年").partition("到")
        assert (digits(first), digits(second)) == (str(year), str(last))

    @MANY
    @given(st.times(), st.sampled_from(["{0}:{1:02}", "{0:02}:{1:02}", "{0}：{1:02}"]))
    def test_a_time_of_day(self, hour: time, form: str) -> None:
        """
        Hours and minutes keep their values; a full hour has no minutes.
        """
        said = spoken(f"于{form.format(hour.hour, hour.minute)}开始")
        found = re.fullmatch("于(.+)点(?:(.+)分)?开始", said)
        assert found
        assert (value(found[1]), value(found[2]) if found[2] else 0) == (hour.hour, hour.minute)

    @MANY
    @given(st.times(), st.times(), st.sampled_from(["-", "—", "～", "至"]))
    def test_a_range_of_times(self, one: time, other: time, dash: str) -> None:
        """
        Opening hours are said from one time to the other.
        """
        said = spoken(f"{one:%H:%M}{dash}{other:%H:%M}")
        found = re.fullmatch("(.+)点(?:(.+)分)?[到至](.+)点(?:(.+)分)?", said)
        assert found
        assert [value(part) if part else 0 for part in found.groups()] == [
            one.hour,
            one.minute,
            other.hour,
            other.minute,
        ]


class TestNumbersThatAreDialled:
    @MANY
    @given(
        st.from_regex(r"0[1-9][0-9]{1,2}", fullmatch=True),
        st.from_regex(r"[2-8][0-9]{6,7}", fullmatch=True),
        st.sampled_from(["{}-{}", "({}){}", "（{}）{}", "{} - {}", "{}－{}"]),
    )
    def test_a_telephone_number_with_its_area_code(self, area: str, number: str, form: str) -> None:
        """
        Every digit is said, in order, and nothing else.
        """
        said = spoken(f"电话{form.format(area, number)}。")
        assert digits(said.removeprefix("电话").removesuffix("。")) == area + number

    @MANY
    @given(
        st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
        st.sampled_from(["{0}", "{1}-{2}-{3}", "{1} {2} {3}"]),
        st.sampled_from(["手机", "联系人：李主任，", "请致电", ""]),
    )
    def test_a_mobile_number(self, number: str, form: str, lead: str) -> None:
        """
        A mobile number is never an amount, whatever stands before it.
        """
        said = spoken(lead + form.format(number, number[:3], number[3:7], number[7:]))
        assert digits(said.removeprefix(lead)) == number

    @MANY
    @given(
        st.from_regex(r"(?:123[0-9]{2}|96[1-9][0-9]{2}|95[1-9][0-9]{2})", fullmatch=True),
        st.sampled_from(
            ["拨打{}热线", "请拨{}。", "{}热线开通", "电话：{}", "服务热线{}、", "{}市民热线", "{}城管热线"]
        ),
    )
    def test_a_hotline(self, number: str, form: str) -> None:
        """
        A public line is said digit by digit, with 幺.
        """
        said = spoken(form.format(number))
        found = re.search("[零一二三四五六七八九幺十百千万两]+", said)
        assert found
        assert digits(found[0]) == number
        assert "一" not in found[0]

    @MANY
    @given(st.integers(10_000, 99_999), st.sampled_from(["件", "人", "亩", "元", "余人次", "多个", "吨"]))
    def test_the_same_digits_counted_are_a_quantity(self, number: int, unit: str) -> None:
        """
        12345件 is an amount even beside 热线.
        """
        said = spoken(f"热线共受理{number}{unit}").removeprefix("热线共受理")
        assert value(said.removesuffix(unit)) == number


@pytest.mark.parametrize(
    "numeral",
    ["一万零一", "十五", "两千零三万五千", "一点零五", "零下三", "三分之二", "百分之九十八点六", "一千亿零十万"],
)
def test_the_parser_of_these_tests_reads_numerals(numeral: str) -> None:
    """
    The oracle is itself held to known values.
    """
    known = {
        "一万零一": 10001, "十五": 15, "两千零三万五千": 20_035_000, "一点零五": Fraction(105, 100), "零下三": -3,
        "三分之二": Fraction(2, 3), "百分之九十八点六": Fraction(986, 1000), "一千亿零十万": 100_000_100_000,
    }  # fmt: skip
    assert value(numeral) == known[numeral]
