"""
The dash: a range, a negative number, a subtraction, a pause, or nothing at all.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.cleaning import HANZI
from bulletin.script.spoken.surroundings import Reading, before

_DASH = re.compile(r"-{1,3}|—{1,3}|~{1,3}")
_BELOW_ZERO_NEXT = re.compile(r"--\d")
_HANZI = re.compile(rf"[{HANZI}]")
_NEGATIVE = re.compile(
    r"- ?[¥$€£]?\d{1,12}(?:\.\d{1,6})?(?: ?(?:~|—|-|至|到) ?-? ?\d{1,6}(?:\.\d{1,4})?)?"
    r"(?P<unit> ?(?:℃|°C|度(?!电)|摄氏度|℉|°F))?"
)
_COLD = re.compile(r"(?:气温|温度|低温|最低|降至|低至|降到|跌至|体感)[^\d。；]{0,8}\Z")
_MEASURED = re.compile(
    r"(?:\d|[℃%‰°㎡])(?:[\u4e00-\u9fffA-Za-z²³℃%‰°]{0,4}|[\u4e00-\u9fff]{0,3}\([\u4e00-\u9fff]{1,2}\))\Z"
)
_OPEN_WORD = ("约", "是", "为", "到", "至", "达", "：", "，", "、", "(")
_SPAN_WORD = re.compile(r"[一二三四五六七八九十日天末月号时点分年级岁元楼度室期条米初旬午晚上]\Z")
_SPAN_NEXT = re.compile(
    r" ?(?:周|星期|礼拜|次日|翌日|当日|当天|凌晨|早上|上午|中午|下午|晚上|晚|今年|明年|次年|第?\d|-\d|"
    r"[一二三四五六七八九十]{1,3}[月日号时点分年级岁期]|[上中下]旬|[初末]|[¥$]|[A-Z]\d)"
)
_ROUTE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:段|航线|班线|线路|高速|铁路|班列|列车|区间|方向|路段|\)|往返|单程|"
    r"[A-Z]?\d{1,4}次)"
)
_MODEL_BEFORE = re.compile(
    r"(?:歼|运|轰|武直|直|东风|红旗|巨浪|鹰击|长征|嫦娥|天问|神舟|天舟|天宫|北斗|翼龙|彩虹|鲲龙|玉兔|霹雳|苏|米格|图|波音|空客|型号?)\Z"
)
_FORMULA = re.compile(r"[A-Za-zα-ω²³)]\Z")


def is_hanzi(char: str) -> bool:
    """
    Tell whether a text is one Chinese character.
    """
    return _HANZI.fullmatch(char) is not None


def at_dash(text: str, at: int) -> Reading:
    """
    Read one or more dashes by what stands on both sides.
    """
    sign = _DASH.match(text, at)[0]  # type: ignore[index]  # a dash stands here
    end, lead = at + len(sign), before(text, at, 8)
    if sign[0] == "-" and (said := _minus(text, at, lead)):
        return said, at + 1
    held, after = lead.rstrip(" ")[-1:], text[end : end + 1]
    if held in {"℃", "度"} and _BELOW_ZERO_NEXT.match(text, at):
        return "到", at + 1
    if _is_span(lead.rstrip(" "), text, end, sign):
        return "到", end
    if not held or not after or len(sign) > 1 or sign == "—":
        return "，", end
    latin = held.isascii() and held.isalpha() and after.isascii() and after.isalpha()
    return (" " if latin else ""), end


def _is_span(lead: str, text: str, end: int, sign: str) -> bool:
    if not lead or (len(sign) > 1 and sign[0] == "—" and not lead[-1].isdigit()):
        return False
    if _SPAN_NEXT.match(text, end) and (_MEASURED.search(lead) or _SPAN_WORD.search(lead)):
        return True
    between = is_hanzi(lead[-1]) and is_hanzi(text[end : end + 1])
    return between and (sign == "~" or (len(sign) == 1 and _ROUTE.match(text, end) is not None))


def _minus(text: str, at: int, lead: str) -> str:
    """
    Say a hyphen as 负 or 零下 before a number, as 减 in a formula; `""` where it is neither.
    """
    held = lead.rstrip(" ")
    spaced = lead.endswith(" ") and text[at + 1 : at + 2] == " "
    if _FORMULA.search(held) and (spaced or held[-1] in "²³"):
        return "减"
    number = _NEGATIVE.match(text, at)
    if number is None or (held[-1:].isascii() and held[-1:].isalnum()):
        return ""
    if (_MEASURED.search(lead) and not held.endswith(_OPEN_WORD)) or _MODEL_BEFORE.search(lead):
        return ""
    return "零下" if number["unit"] or _COLD.search(before(text, at, 16)) else "负"
