"""
The Cantonese edition: numbers, dates and times the way a Cantonese newsreader says them.

What this is: the same written Chinese, pronounced in Cantonese (书面语粤读), as zh-HK voices and espeak's `yue` do it,
with numerals and ranges put the Cantonese way. What it is not: colloquial Cantonese (是 stays 是, not 系); and no
readings: those voices take no phonemes, so polyphones are read as the voice thinks, and the lexicon does not reach
them but by respelling.
"""

from __future__ import annotations

import re

from bulletin.script import spoken as mandarin

_DIGIT = "零〇一二两三四五六七八九"
_IN_NUMERAL = f"{_DIGIT}十百千万亿半"
_WHOLE = rf"(?<![{_IN_NUMERAL}])[{_IN_NUMERAL}]++"
_NUMERAL = rf"{_WHOLE}(?:点[{_DIGIT}]++)?+"
_SIGNED = rf"(?:(?:零下|负){_NUMERAL}|{_NUMERAL})"
"""Numerals are taken whole, from their first character to their last: so no text takes quadratic time."""
_PART_OF_DAY = "(?:第二天|次日|翌日|凌晨|上午|中午|下午|晚上)?"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # 幺 is Mandarin radio speech; Cantonese says 一 in telephone numbers as anywhere else.
    (re.compile("幺"), "一"),
    # 二百, 二千; before measure words and 万, 亿 it is 两 in Cantonese too. 一两千 is no numeral but a guess: it stays.
    (re.compile(rf"(?<![{_DIGIT}])两(?=[百千])"), "二"),
    # The scale before the value: 摄氏十至二十度.
    (re.compile(rf"({_SIGNED}(?:[到至]{_SIGNED})?)摄氏度"), r"摄氏\1度"),
    # Ranges are 至 in the news; only between two values of one kind, for 到 is also a verb (分到三块地).
    (re.compile(rf"(?<!点)({_SIGNED})到(?={_SIGNED})"), r"\1至"),
    (re.compile(rf"({_WHOLE}[点时]半?(?:{_WHOLE}分)?)到(?={_PART_OF_DAY}{_WHOLE}[点时])"), r"\1至"),
    (re.compile(rf"({_WHOLE}[年月日号])到(?=(?:次年|同年|当年|当月|次月)?{_WHOLE}[年月日号])"), r"\1至"),
    (re.compile(rf"(百分之{_NUMERAL})到(?=百分之)"), r"\1至"),
    (re.compile(rf"({_NUMERAL})(度|元|米|公里|公斤|亩|吨|级|岁|分钟|小时|天)到(?={_SIGNED}\2)"), r"\1\2至"),
    (re.compile(r"(星期|周)([一二三四五六日天])到(?=\1[一二三四五六日天])"), r"\1\2至"),
)  # fmt: skip


def spoken(text: str) -> str:
    """
    Return a text as it is said in Cantonese: as `bulletin.script.spoken.spoken`, numerals the Cantonese way.

    >>> spoken("11月30日8:00-10:30，气温10-20℃，拨打12320，2000人")
    '十一月三十日八点至十点三十分，气温摄氏十至二十度，拨打一二三二零，二千人'

    Never raises, never changes a value; said text put in again comes back unchanged; takes linear time.
    """
    return put_in_cantonese(mandarin.spoken(text))


def put_in_cantonese(said: str) -> str:
    """
    Return said Mandarin with its numerals and ranges as Cantonese has them.
    """
    for pattern, replacement in _RULES:
        said = pattern.sub(replacement, said)
    return said
