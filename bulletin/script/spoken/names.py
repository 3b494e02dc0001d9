"""
Digits that name and do not count: years, rooms, bus lines, telephone numbers, codes.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.counting import digit_by_digit
from bulletin.script.spoken.surroundings import before, code_kind, is_nickname, is_phone

_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_YEAR_AFTER = re.compile(
    r" ?(?:款|届|级(?!地震|台风)|版|赛季|学年|财年|年|Q[1-4]|中国|世界|全国|国际|全球|亚洲|欧洲|"
    r"[春夏秋冬](?!装)|新年|元旦|跨年|高考|中考|两会|奥运|"
    r"远景|迎新|第[一二三四五六七八九十\d]|[至到](?:19|20)\d\d(?:年|学|$))"
)
_YEAR_BEFORE = re.compile(
    r"(?:年份|自|迎接|迎|再见|你好|截至|始于|建于|生于|版本|学年|财年|赛季)[：: “\"]?\Z|"
    r"(?:奥运会|世界杯|亚运会|大会|论坛|展) ?\Z"
)
_SPAN_OF_YEARS = re.compile(r"年(?:的?历史|以?[前后来]|间|以上|以内|多|之久|寿命|古|老)")
_SHORT_YEAR = re.compile(r"年(?:[底初夏秋冬]|春(?!秋)|[上下]半年|\d{1,2}月|出生|毕业|生人|入伍|入学|参军|版|款)")
_ERA = re.compile(r"公元前? ?\Z")
_FIVES = re.compile(r"[05-9][05]\Z|10\Z")
_GENERATION = re.compile(r"后(?![面边来者天期续勤台方代卫排半]|\d)")
_GENERATIONS = re.compile(r"[、和，](?:\d[05][、和，])?\d[05]后")
_ROOM = re.compile(
    r" ?(?:室|房(?![间源产屋价子])|商铺|铺(?![设开路张就])|号(?:房|室|铺|病房|会议室|办公室|教室|包厢|宿舍|商铺)|"
    r"包厢|会议室|教室|病房|办公室|宿舍|诊室|"
    r"窗口|单元房|教学|医院)"
)
_JOINS = frozenset("、，和及至到-")
_ORDINAL_LIST = re.compile(r"第\d{1,3}(?:[、，和及至到-]\d{1,3}){0,3}[、，和及至到-]\Z")
_LINE = re.compile(r"(?:[、和及][A-Z]?\d{1,3}){0,8}(?:路(?!口|段|程|费)|国道|省道|县道|乡道|线公交)")


def is_ordinal(text: str, start: int) -> bool:
    """
    Tell whether 第 stands before a number, or before the list it is in: 第1、2名.
    """
    lead = before(text, start, 12).rstrip(" ")
    return lead.endswith("第") or (lead[-1:] in _JOINS and _ORDINAL_LIST.search(lead) is not None)


def as_year(text: str, start: int, end: int) -> str:
    """
    Read a year digit by digit: 2022年, 05年, 90后, 2023届; `""` for a count of years or no year.
    """
    digits = text[start:end]
    gap = text[end : end + 1] == " "
    if text.startswith("年", end + gap):
        return digit_by_digit(digits) if _names_year(text, start, end + gap) else ""
    named = _is_generation(text, start, end) or (_YEAR.match(digits) is not None and _is_year_told(text, start, end))
    return digit_by_digit(digits) if named else ""


def _is_generation(text: str, start: int, end: int) -> bool:
    """
    Tell whether 90 is a year of birth: 90后, 80、90后.
    """
    if not _FIVES.match(text[start:end]):
        return False
    return _GENERATION.match(text, end) is not None or _GENERATIONS.match(text, end) is not None


def _is_year_told(text: str, start: int, end: int) -> bool:
    bracketed = start > 0 and text[start - 1] in "([〔" and text[end : end + 1] in {")", "]", "〕"}
    return (
        bracketed or _YEAR_AFTER.match(text, end) is not None or _YEAR_BEFORE.search(before(text, start, 8)) is not None
    )


def _names_year(text: str, start: int, end: int) -> bool:
    digits = text[start:end].rstrip(" ")
    if digits[0] == "0" or _ERA.search(before(text, start, 4)):
        return True
    if len(digits) == 4:
        counted = _SPAN_OF_YEARS.match(text, end) is not None
        if digits.endswith("000") and digits != "2000":
            return False
        return not (digits.endswith("00") and counted)
    return len(digits) == 2 and _SHORT_YEAR.match(text, end) is not None


def as_code(text: str, start: int, end: int) -> str:
    """
    Read digits one by one where they name: telephone, room, bus, road, account; `""` for a quantity.
    """
    digits = text[start:end]
    if is_nickname(text, start, end):
        return digit_by_digit(digits, yao=digits == "10000")
    if len(digits) < 3 and digits[0] != "0":
        return digit_by_digit(digits, yao=True) if len(digits) == 2 and is_phone(text, start, end) else ""
    if _is_padded_part(text, start, end):
        return _unpadded(digits, text[end])
    if is_phone(text, start, end) or (len(digits) in {3, 4} and _ROOM.match(text, end)):
        return digit_by_digit(digits, yao=True)
    if len(digits) == 3 and _LINE.match(text, end):
        return digit_by_digit(digits, yao=True)
    kind = code_kind(text, start, end)
    return digit_by_digit(digits, yao=kind == "yao") if kind else ""


def _is_padded_part(text: str, start: int, end: int) -> bool:
    return end - start == 2 and text[start] == "0" and text[end : end + 1] in set("月日号时点分秒")


def _unpadded(digits: str, part: str) -> str:
    """
    Read 08月 as 八月 and 08分 as 零八分: the zero is said with minutes and seconds only.
    """
    if digits == "00":
        return "零"
    said = digit_by_digit(digits)
    if part in "分秒":
        return said
    return "两" if digits == "02" and part in "时点" else said[1:]
