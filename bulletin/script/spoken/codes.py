"""
Telephone numbers, accounts, plates, addresses of the net: what is read sign by sign.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.counting import cardinal, digit_by_digit
from bulletin.script.spoken.surroundings import before

PHONE = re.compile(
    r"(?:0\d{2,3}) ?- ?\d{5,8}(?:-\d{1,6})?(?![\d-])|(?:400|800)[- ]?\d{3}[- ]?\d{4}(?![\d-])|(?:400|800)[- ]\d{4}[- ]\d{3}(?![\d-])|"
    r"1[3-9]\d[- ]\d{4}[- ]\d{4}(?![\d-])|\d{3,4}-\d{4}(?![\d-])|\d{7,8}-\d{1,4}(?![\d-])"
)
AREA_PHONE = re.compile(r"\( ?(?:\+?86[ -]?)?0?\d{2,4} ?\) ?\d{3,4}[ -]?\d{3,4}(?!\d)")
INTERNATIONAL = re.compile(r"\+ ?\d{1,3}[ -]?\d{2,4}[- ]?\d{3,4}[ -]?\d{3,5}(?!\d)")
SPACED = re.compile(r"\d{3,6}(?: \d{3,6}){1,5}(?!\d)")
DASHED = re.compile(r"\d{1,9}(?:-\d{1,9}){1,6}(?![\d-])")
DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,4}){2,5}(?!\d|\.\d)")
MASKED = re.compile(r"\d{1,6}(?:\*{1,12}|[Xx]{2,12})\d{0,6}(?![A-Za-z])")
ADDRESS = re.compile(
    r"(?:https?://|ftp://)?[A-Za-z0-9][\w-]{0,62}(?:\.[\w-]{1,62}){0,6}\.[A-Za-z]{2,10}(?![A-Za-z0-9])(?::\d{1,5})?(?:/[\w./?=&%#~+-]{0,200})?|https?://[\w./?=&%#~:+-]{1,200}",
    re.ASCII,
)
EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)

_DIGITS = re.compile(r"\d+")
_NAMES = {
    ".": "点",
    "@": "艾特",
    "/": "斜杠",
    ":": "冒号",
    "-": "杠",
    "_": "下划线",
    "?": "问号",
    "=": "等于",
    "&": "和",
    "#": "井号",
    "%": "百分号",
    "+": "加",
    "~": "波浪线",
}
_ACCOUNT = re.compile(r"(?:账号|帐号|账户|卡号|编号|单号|代码|序列号|QQ|ISBN|ISSN|文号|批号|合同号)[^0-9。；，]{0,6}\Z")
_VERSION = re.compile(r"(?:版本|版|[Vv]|系统|IP|地址)[号为：: ]{0,2}\Z")
_ROOM_AFTER = re.compile(r"室|房|号房|号铺|商铺|铺|单元")


def phone(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read a telephone number in groups: 0750-3123456, 400-800-8888, 138 0013 8000, 3222-119.
    """
    text, digits = found.string, "".join(_DIGITS.findall(found[0]))
    if digits[0] not in "04" and not re.match(r"1[3-9]\d[- ]", found[0]):
        if not re.search(
            r"(?:电话|热线|专线|拨打|致电|联系|咨询|传真|[Tt][Ee][Ll])[^0-9。；]{0,12}(?:[\d-]+[、，/或和])?\Z",
            before(text, found.start()),
        ):
            return None
        return digit_by_digit(digits, yao=True), found.end()
    return digit_by_digit(digits, yao=True), found.end()


def area_phone(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read (0750)3222333.
    """
    digits = "".join(_DIGITS.findall(found[0]))
    return (digit_by_digit(digits, yao=True), found.end()) if digits[0] == "0" or digits.startswith("86") else None


def international(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read +86 138…: the plus is not said.
    """
    digits = "".join(_DIGITS.findall(found[0]))
    return (digit_by_digit(digits, yao=True), found.end()) if len(digits) >= 10 else None


def spaced(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read digits in groups as one number: a bank card, a mobile number; None for numbers that stand side by side.
    """
    groups = found[0].split(" ")
    fours = all(len(group) == 4 for group in groups[:-1]) and len(groups) >= 3
    digits = "".join(groups)
    if fours or (len(digits) == 11 and digits[0] == "1" and len(groups) == 3):
        return digit_by_digit(digits, yao=True), found.end()
    return None


def dashed(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read an account or room in parts (001-234567-890, 3-2-501室) with 杠 between.
    """
    text = found.string
    parts = found[0].split("-")
    room = _ROOM_AFTER.match(text, found.end())
    if not (_ACCOUNT.search(before(text, found.start())) or len(parts) > 2 or (room and len(parts[-1]) >= 3)):
        return None
    return "杠".join(digit_by_digit(part, yao=True) for part in parts), found.end()


def dotted(found: re.Match[str]) -> tuple[str, int] | None:
    """
    Read a version (2.0.1) or an address of the net (192.168.22.3) with 点 between.
    """
    parts = found[0].split(".")
    address = (
        len(parts) == 4
        and all(len(part) <= 3 and int(part) <= 255 for part in parts)
        and any(int(p) > 9 for p in parts)
    )
    if address:
        yao = found.string[: found.start()].strip() != ""
        return "点".join(digit_by_digit(part, yao=yao) for part in parts), found.end()
    return "点".join(
        cardinal(part) if len(part) < 3 and part[0] != "0" else digit_by_digit(part) for part in parts
    ), found.end()


def masked(found: re.Match[str]) -> tuple[str, int]:
    """
    Read a number partly hidden (138****8000): each star as 某, four at most.
    """
    return re.sub(
        r"[*Xx]+", lambda hidden: "某" * min(len(hidden[0]), 4), digit_by_digit(found[0], yao=True)
    ), found.end()
