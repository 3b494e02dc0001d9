"""
一 and 不 as they are said: their tone follows the syllable after them.

The third tone's sandhi is left to the announcers: all of them do it themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.script.pronunciation.syllables import is_hanzi

_DIGITS = "零〇一二三四五六七八九两幺"
_FIRST_TONE = re.compile(
    rf"(?<=[{_DIGITS}])(?<![统唯专单]一)一(?![百千万亿])"  # a digit among digits: 二一, 一一九
    rf"|一(?=[{_DIGITS}点])"
    r"|(?<=[第初十零〇点])一(?![百千万亿])"  # an ordinal, the end of a numeral
    r"|(?<=[周期拜])一(?![个次])"  # 周一, 星期一
    r"|(?<=[统唯专单万归划逐同合])一(?![百千万亿个])"  # the end of a word: 统一, 唯一
    r"|(?<=[^不]不)一(?=$|[\W致])"
    r"|(?<=[其之])一(?=$|\W)"
    r"|一(?=月(?!后|内|来|之|以)|号|中(?:全会|学|$|\W)|楼|单元|审|期工程|线|等奖|级(?:响应|公路|战备|保护|风险)|流|类|把手|环路|模|十)"
    r"|(?<=月)一(?=日)"
)
"""Where 一 keeps its first tone although a syllable follows."""


_SUFFIX = re.compile(r"(?<=[哪这那点花玩事活劲样味份头趟块片根伙会准信门缝盖面名])儿(?![童子女媳孙科歌园])")
"""儿 that only colours the syllable before it: neutral, as the voices want it."""


def sandhi(text: str, readings: Sequence[str]) -> list[str]:
    """
    Return the readings with 一, 不 and the suffix 儿 as they are said.

    一 falls to yi2 before a fourth tone and rises to yi4 before the others, 不 to bu2 before a fourth tone; both are
    neutral inside a doubled verb (看一看, 好不好). 一 keeps yi1 as a digit, an ordinal, in dates and at the end of a
    word or sentence.
    """
    said = list(readings)
    for found in _SUFFIX.finditer(text):
        said[found.start()] = "er5"
    firm = {found.start() for found in _FIRST_TONE.finditer(text)}
    for place, char in enumerate(text):
        if char == "不":
            said[place] = _bu(text, readings, place)
        elif char == "一":
            said[place] = "yi1" if place in firm else _yi(text, readings, place)
    return said


def _tone_after(text: str, readings: Sequence[str], place: int) -> str:
    """
    Return the tone 一 or 不 leans on: that of the next syllable, 个 with its full tone; `""` at the end of a group.
    """
    if place + 1 >= len(readings):
        return ""
    return "4" if text[place + 1] == "个" else readings[place + 1][-1:]


def _doubled(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return place > 0 and before == after and is_hanzi(before)


def _bu(text: str, readings: Sequence[str], place: int) -> str:
    if _doubled(text, place):
        return "bu5"
    return "bu2" if _tone_after(text, readings, place) == "4" else "bu4"


def _yi(text: str, readings: Sequence[str], place: int) -> str:
    tone = _tone_after(text, readings, place)
    if _doubled(text, place):
        return "yi5"
    return {"4": "yi2", "1": "yi4", "2": "yi4", "3": "yi4"}.get(tone, "yi1")
