from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.script.cantonese import put_in_cantonese, spoken
from bulletin.script.spoken import spoken as mandarin

PIECES = st.lists(
    st.sampled_from(
        ["两", "千", "百", "万", "十", "三", "点", "到", "零下", "百分之", "摄氏度", "月", "日", "幺", "人", "，", "半"]
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("拨打12320", "拨打一二三二零"),
        ("电话0750-3123456", "电话零七五零三一二三四五六"),
        ("2000人", "二千人"),
        ("222人", "二百二十二人"),
        ("22000亩", "两万二千亩"),
        ("2个人", "两个人"),
        ("一两千人", "一两千人"),
        ("三三两两", "三三两两"),
        ("气温10-20℃", "气温摄氏十至二十度"),
        ("气温-3~5℃", "气温摄氏零下三至五度"),
        ("8:00-10:30", "八点至十点三十分"),
        ("11月30日—12月2日", "十一月三十日至十二月二日"),
        ("增长20%-30%", "增长百分之二十至百分之三十"),
        ("他到2楼", "他到二楼"),
        ("每人分到3块地", "每人分到三块地"),
        ("第2届", "第二届"),
        ("2026年11月23日", "二零二六年十一月二十三日"),
    ],
)
def test_numbers_are_said_as_in_cantonese_news(written: str, said: str) -> None:
    """
    No 幺, 二 before 百 and 千, the scale before the temperature, 至 between two values; words are left alone.
    """
    assert spoken(written) == said


@given(st.integers(0, 10**12))
def test_values_stay(value: int) -> None:
    """
    Only 两 and 二, 幺 and 一 change places: the digits of a count stay what they are.
    """
    same = str.maketrans("两幺", "二一")
    assert spoken(f"共{value}人").translate(same) == mandarin(f"共{value}人").translate(same)


@given(PIECES)
@settings(max_examples=500)
def test_said_text_stays_as_it_is(text: str) -> None:
    """
    What is said once is said the same a second time.
    """
    once = put_in_cantonese(text)
    assert put_in_cantonese(once) == once


@given(st.text(max_size=40))
def test_any_string_is_survived(text: str) -> None:
    """
    No string breaks it, and no digit remains.
    """
    assert not any(char in "0123456789" for char in spoken(text))


@pytest.mark.parametrize("unit", ["一", "两", "一到", "十点半", "百分之一到", "零下", "一点"])
def test_time_grows_with_length_only(unit: str) -> None:
    """
    A hundred thousand characters take well under a few seconds, whatever they are.
    """
    start = time.perf_counter()
    put_in_cantonese(unit * (100_000 // len(unit)))
    assert time.perf_counter() - start < 5
