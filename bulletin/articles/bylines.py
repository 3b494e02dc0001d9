"""
Who wrote a piece, where web pages, feeds and documents print it: leading the first paragraph, or closing the last.
"""

from __future__ import annotations

import re

from bulletin.model import Byline, Credit

_ROLES = (
    "见习记者|实习记者|特约记者|首席记者|全媒体记者|融媒记者|本报记者|记者|实习生|特约通讯员|通讯员|特约撰稿人|撰稿人?|"
    "文字|文|图片|图|摄影报道|摄影|摄像|摄|供图|供稿|作者|编辑|视频|制图"
)
_ROLE = re.compile(rf"(?:[\u4e00-\u9fff]{{2,8}}?)?({_ROLES})(?:[/／、](?:{_ROLES}))*")
_OUTLET = r"[《“]?([\u4e00-\u9fffA-Za-z·]{2,14}?)[》”]?"
_LEAD = re.compile(
    rf"^[【\[（(]?\s*{_OUTLET}\s*(?:讯|消息)[】\]）)]?\s*(?:[（(【\[]\s*((?:[^（()）\]】]{{0,16}})?(?:{_ROLES})[^（()）\]】]{{0,80}})[）)\]】])?[:：\s]*"
)
_DATELINE = re.compile(
    r"^[【\[（(]?\s*([\u4e00-\u9fff]{2,8}?(?:社|网|报|台|客户端))([\u4e00-\u9fff]{0,8})(?:(\d{1,2})月)?\d{1,2}日(?:电|讯|消息)[】\]）)]?"
    rf"\s*(?:[（(【\[]\s*((?:[^（()）\]】]{{0,16}})?(?:{_ROLES})[^（()）\]】]{{0,80}})[）)\]】])?[:：\s]*"
)
_CLOSING = re.compile(
    rf"^[（(【\[]?\s*((?:[\u4e00-\u9fff]{{2,10}}?)?(?:{_ROLES})(?:[/／:：|丨\s]|(?=[\u4e00-\u9fff]))[^。！？；]{{2,60}}?)[）)\]】]?$"
)
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{2,8})?")


def leading(paragraph: str) -> tuple[Byline, str]:
    """
    Part the byline from the text that follows it: `本报讯（记者 张三）今天……`; an empty byline where there is none.

    A day in a dateline stays out of the text as well; where nothing would be left, nothing is taken.
    """
    for pattern, credit_group in ((_LEAD, 2), (_DATELINE, 4)):
        found = pattern.match(paragraph)
        if found and (rest := paragraph[found.end() :].strip()) and _is_real(found.group(0), found.group(credit_group)):
            outlet = "" if found.group(1) == "本报" else found.group(1)
            return Byline(found.group(0).strip(), outlet, credits_in(found.group(credit_group) or "")), rest
    return Byline(), paragraph


def _is_real(printed: str, credit: str | None) -> bool:
    """
    Whether this is a byline, and no sentence that happens to begin with such words (据可靠消息……).
    """
    is_set_off = printed.endswith((" ", "】", "]", "：", ":", ")", "）")) or printed.rstrip().endswith(("电", "讯"))
    return credit is not None or (is_set_off and not printed.startswith(("据", "有", "最新", "好", "这", "该", "此")))


def closing(paragraph: str) -> Byline:
    """
    Return the byline a line is, as pieces end with it: `（记者 张三 通讯员 李四）`; an empty one where it is none.
    """
    found = _CLOSING.match(paragraph) if len(paragraph) <= 80 else None
    if not found:
        return Byline()
    credit = credits_in(found.group(1))
    return Byline(paragraph, "", credit) if credit else Byline()


def credits_in(text: str) -> tuple[Credit, ...]:
    """
    Return the roles and names in a credit, in printed order: `记者/任佳燕 通讯员/黄晓东 王五`.
    """
    places = [found for found in _ROLE.finditer(text) if _starts_word(text, found.start(1))]
    ends = [place.start() for place in places[1:]] + [len(text)]
    parts = (
        (text[p.start(1) : p.end()], _NAMES.findall(text[p.end() : end])) for p, end in zip(places, ends, strict=True)
    )
    return tuple(Credit(role, tuple(names)) for role, names in parts if names)


def _starts_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isdigit()
