"""
Words such as 昨日 that are true on one day only, put into dates that stay true.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bulletin.script.excerpts import Excerpt, without

_DAYS = {
    "前天": -2, "前日": -2,
    "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "昨晨": -1,
    "今天": 0, "今日": 0, "今晚": 0, "今夜": 0, "今晨": 0, "今早": 0,
    "明天": 1, "明日": 1, "明晚": 1, "明早": 1, "明晨": 1,
    "后天": 2, "后日": 2,
}  # fmt: skip
_HOURS = {"晚": "晚", "夜": "夜间", "晨": "凌晨", "早": "早上"}
_WEEKS = {"上": -7, "本": 0, "这": 0, "下": 7}
_WEEKDAYS = "一二三四五六日"
_MONTHS = {"上": -1, "本": 0, "下": 1}

DAY_WORD = re.compile(
    r"(?P<day>大?前天|前日|昨[天日晚夜晨]|今[天日晚夜晨早]|明[天日晚早晨]|大?后[天日](?!性))"
    r"|(?P<week>[上本下](?:个)?)(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天](?!年))"
    r"|(?P<month>[上本下](?:个)?)月(?=底|初|中旬|上旬|下旬|末|\d{1,2}[日号])"
    r"|(?P<vague>(?:[上本下](?:个)?(?:周|星期|月)|本周末|上周末|下周末))"
)
"""A word that names a day by the day it was printed on; the group `vague` has no one date."""

_NO_DAY = re.compile(
    r"今天的|今日的|明天的|明日之|今日之|本月度|天天|今天，我们|昨天的|后天的|下周期|上周期|样本月|基本[周月]"
)


def day_words(text: str) -> tuple[re.Match[str], ...]:
    """
    The words of the text that are true on one day only, in order; figures of speech (更好的明天) are none.
    """
    figures = [range(*found.span()) for found in _NO_DAY.finditer(text)]
    return tuple(
        found
        for found in DAY_WORD.finditer(text)
        if not any(found.start() in figure for figure in figures) and not text[: found.start()].endswith(("的", "当"))
    )


def dated_word(found: re.Match[str], published: date | None) -> str | None:
    """
    Return the date a day word meant on the day it was printed, `11月29日`; None when it cannot be known.

    The year is not said: a bulletin airs within days.
    """
    if published is None or found["vague"] or found[0].startswith("大"):
        return None
    if found["month"]:
        return f"{(published.month - 1 + _MONTHS[found['month'][0]]) % 12 + 1}月"
    if found["week"]:
        weekday = _WEEKDAYS.index(found["weekday"].replace("天", "日"))
        monday = published - timedelta(days=published.weekday())
        return _said(monday + timedelta(days=_WEEKS[found["week"][0]] + weekday))
    word = found["day"]
    return _said(published + timedelta(days=_DAYS[word])) + _HOURS.get(word[-1], "")


def on_any_day(text: str, published: date | None) -> tuple[str, tuple[str, ...]]:
    """
    Return a text with the day words that can be put into dates, and those that stay as they are.
    """
    left: list[str] = []
    for found in reversed(day_words(text)):
        said = dated_word(found, published)
        if said is None:
            left.insert(0, found[0])
        else:
            text = text[: found.start()] + said + text[found.end() :]
    return text, tuple(left)


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def with_dates(sentence: Excerpt, published: date | None) -> Excerpt | None:
    """
    Return the sentence with every day word put into a date; None when one cannot be, and the sentence needs it.

    A day word that stands alone before a comma at the head of the sentence, or opens it as 昨日上午 does, is left out;
    so is the clause that only tells when a reporter learnt it, the day something was published, and
    what only compares with the week before.
    """
    sentence = without(sentence, (found.span() for found in _THAN_BEFORE.finditer(sentence.text)))
    for found in reversed(day_words(sentence.text)):
        said = dated_word(found, published)
        if said is not None:
            sentence = sentence.replaced(*found.span(), said)
        elif _TOLD_THEN.match(sentence.text[found.end() :]) and not _ANNOUNCES.search(sentence.text):
            sentence = without(sentence, (found.span(),))
        elif (told := _LEARNT.match(sentence.text)) and found.start() < told.end():
            sentence = sentence.part(told.end(), len(sentence.text))
        elif found.start() == 0 and (opening := _OPENING.match(sentence.text)) and not _ANNOUNCES.search(sentence.text):
            sentence = sentence.part(opening.end(), len(sentence.text))
        else:
            return None
    return sentence


_LEARNT = re.compile(r"(?:记者|笔者)?[^，。；：“]{0,24}?(?:获悉|了解到|得知|消息)，")
"""记者昨日从荷塘镇获悉: what follows is the news, on whatever day it was learnt."""

_THAN_BEFORE = re.compile(r"，(?:比|较|与|和|同)上(?:个)?(?:周|星期|月)(?!\d)[^，。；：“”]*(?=[，。；])")
"""比上周下降3.4%: true of one week only, and the price stands without it."""

_TOLD_THEN = re.compile(r"(?:对外)?(?:发布|公布|通报|宣布|印发|出台|发出)(?!会)")
"""区医保局昨日公布: that it was published is true on any day."""

_OPENING = re.compile(r"[^，。；：！？]{2,3}(?:上午|下午|中午|晚上|晚|早上|凌晨|\d{1,2}时)?(?:起)?，")
_ANNOUNCES = re.compile(r"将(?:于|在)?[^，]{0,8}(?:停|开|举行|启动)|气温|降水|大雨|暴雨|台风|寒潮来袭")
"""What is told with 明日 is useless, and may be harmful, without its day."""
