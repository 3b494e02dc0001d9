"""
Signs that are neither letter nor digit: punctuation, brackets, dashes, arithmetic, list marks.
"""

from __future__ import annotations

import re
import unicodedata

from bulletin.script.spoken.amounts import RANGE, money, per_at
from bulletin.script.spoken.codes import AREA_PHONE, INTERNATIONAL, area_phone, international
from bulletin.script.spoken.counting import cardinal, digit_by_digit
from bulletin.script.spoken.latin import roman
from bulletin.script.spoken.surroundings import before
from bulletin.script.spoken.tables import ALONE, CURRENCIES, DENOMINATORS, GREEK, SYMBOLS

Reading = tuple[str, int]

_PUNCTUATION = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "…": "……",
    "|": "，",
    "→": "，",
    "\n": "。",
    "•": "，",
}
_SILENT = frozenset("\"'《》〈〉「」『』｢｣“”[]{}〔〕【】〖〗()（）<>«»‹›™®©§¶†‡·_`^\\*#~●○◆◇■□★☆▲△▼▽◎※→←↑↓↔❤♥✓✔☑️☀☉🈶")
_POWER = re.compile(r"[⁰¹²³⁴-⁹⁻⁺]+")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_HANZI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_NEGATIVE = re.compile(
    r"- ?\d{1,12}(?:\.\d{1,6})?(?P<rest> ?(?:(?:~|—|-|至|到) ?-? ?\d{1,6}(?:\.\d{1,4})?)?(?P<unit> ?(?:℃|°C|度(?!电)|摄氏度|℉|°F))?)"
)
_COLD = re.compile(r"(?:气温|温度|低温|最低|降至|低至|降到|跌至|体感|零下)[^\d。；]{0,8}\Z")
_HELD = re.compile(r"(?:\d|[℃%‰°㎡])[\u4e00-\u9fffA-Za-z²³℃%‰°]{0,4} ?\Z")
_SPAN_WORD = re.compile(r"(?:周|星期|礼拜)?[一二三四五六七八九十日天末]\Z|[月日号时点分年级岁元楼度室期条米]\Z")
_SPAN_NEXT = re.compile(
    r" ?(?:周|星期|礼拜|次日|翌日|当日|当天|凌晨|早上|上午|中午|下午|晚上|晚|今年|明年|次年|\d|[一二三四五六七八九十]{1,3}[月日号时点分年级岁])"
)
_ROUTE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:段|航线|班线|线路|高速|铁路|班列|列车|区间|方向|路段)")
_FRACTIONS = re.compile(r"[¼-¾⅐-⅞↉]")
_LIST = re.compile(r"\( ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?\)")
_DOCUMENT = re.compile(r"[〔\[(]((?:19|20)\d\d)[〕\])](?=(?:第)?\d{1,5}号)")
_TOPIC = re.compile(r"#[^#\n ]{1,40}#")
_MONEY = re.compile(r"(?P<currency>[¥$€£₩₽₹฿₫]) ?(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)")
_MINUS = re.compile(r"[A-Za-z0-9α-ω²³)] ?\Z")


def at_mark(text: str, at: int) -> Reading | None:
    """
    Read one sign (or what it begins); None when nobody knows how it is said.
    """
    char = text[at]
    special = _SPECIAL.get(char)
    if special and (said := special(text, at)):
        return said
    if char in _PUNCTUATION:
        return _PUNCTUATION[char], at + 1
    if char in _SILENT:
        return "", at + 1
    if char in SYMBOLS:
        return SYMBOLS[char], at + 1
    return _by_table(text, at)


def _by_table(text: str, at: int) -> Reading | None:
    char = text[at]
    if char in ALONE:
        return ALONE[char], at + 1
    if char in GREEK:
        return GREEK[char], at + 1
    if char == "〇":
        return "零", at + 1
    value = unicodedata.numeric(char, None)
    if value is not None and value == int(value) and 0 <= value < 10**16:
        return cardinal(str(int(value))) + ("，" if unicodedata.category(char) == "No" else ""), at + 1
    if unicodedata.category(char) in {"So", "Sk", "Mn", "Me", "Cf", "Zs"}:
        return "", at + 1
    return None


def _point(text: str, at: int) -> Reading | None:
    if text.startswith("..", at):
        return "……", at + len(re.match(r"\.+", text[at : at + 20])[0])  # type: ignore[index]
    held = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    if held.isascii() and held.isalpha() and after == " ":
        return " ", at + 2
    if re.match(r"\.\d", text[at : at + 2]) and not held.isalnum():
        return "零点", at + 1
    return ("。" if not after or not after.isascii() or not after.isalnum() else "点"), at + 1


def _colon(text: str, at: int) -> Reading | None:
    return None


def _dash(text: str, at: int) -> Reading | None:
    end = at + len(re.match(r"[-—~]{1,6}", text[at : at + 6])[0])  # type: ignore[index]
    sign, lead = text[at:end], before(text, at, 8)
    after = text[end : end + 1]
    if sign == "-" and (said := _minus(text, at, lead)):
        return said
    held = lead.rstrip(" ")[-1:]
    if (
        _SPAN_NEXT.match(text, end)
        and (_HELD.search(lead) or _SPAN_WORD.search(lead.rstrip(" ")))
        and sign not in {"——"}
    ):
        return "到", end
    if not held or not after:
        return "，", end
    if sign == "~" and _HANZI.match(held) and _HANZI.match(text, end):
        return "到", end
    if len(sign) == 1 and _HANZI.match(held) and _ROUTE.match(text, end):
        return "到", end
    if len(sign) > 1 or sign == "—":
        return "，", end
    return (" " if held.isascii() and held.isalpha() and after.isascii() and after.isalpha() else ""), end


def _minus(text: str, at: int, lead: str) -> Reading | None:
    """
    Read a hyphen as 负 or 零下 before a number, or 减 in a formula.
    """
    held = lead.rstrip(" ")
    spaced = lead.endswith(" ") and text[at + 1 : at + 2] == " "
    if spaced and held and _MINUS.search(held) and not held[-1:].isdigit():
        return "减", at + 1
    number = _NEGATIVE.match(text, at)
    if number is None:
        return "减" if held[-1:] in "²³" and held else None
    if held and (held[-1].isascii() and held[-1].isalnum()):
        return None
    if held[-1:] in "²³" and held:
        return "减", at + 1
    if _HELD.search(lead) and not held.endswith(("约", "是", "为", "到", "至", "达")):
        return None
    if number.group("unit") or _COLD.search(before(text, at, 16)):
        return "零下", at + 1
    return "负", at + 1


def _slash(text: str, at: int) -> Reading | None:
    lead = before(text, at, 12).rstrip(" ")
    if re.search(r"\d[万亿千百余多]*[\u4e00-\u9fff]{1,5}\Z", lead):
        said, end = per_at(text, at)
        if said:
            return said, end
    held, after = lead[-1:], text[at + 1 : at + 2]
    both = bool(held) and _HANZI.match(held) and _HANZI.match(text, at + 1)
    credit = lead.endswith(("记者", "通讯员", "摄影", "编辑", "摄"))
    return ("、" if both and not credit else "" if after else ""), at + 1


def _blank(text: str, at: int) -> Reading | None:
    end = at + len(re.match(r" *", text[at : at + 200])[0])  # type: ignore[index]
    held, after = text[at - 1 : at], text[end : end + 1]
    if held.isascii() and held.isalpha() and after.isascii() and after.isalpha():
        return " ", end
    long = re.search(r"[\u4e00-\u9fff]{6}\Z", before(text, at, 6)) and re.match(
        r"[\u4e00-\u9fff]{6}", text[end : end + 6]
    )
    return ("，" if long else ""), end


def _bracket(text: str, at: int) -> Reading | None:
    if found := AREA_PHONE.match(text, at):
        if said := area_phone(found):
            return said
    if found := _LIST.match(text, at):
        number = cardinal(found[1]) if found[1].isdigit() else found[1]
        starts = not before(text, at, 1).strip() or before(text, at, 1) in "，。；：？！、\n"
        return number + ("，" if starts else ""), found.end()
    if found := _DOCUMENT.match(text, at):
        return digit_by_digit(found[1]) + "，", found.end()
    close = text.find(")", at + 1, at + 40)
    inner = text[at + 1 : close] if close > 0 else ""
    return ("" if 0 < len(inner) <= 3 else "，"), at + 1


def _close(text: str, at: int) -> Reading | None:
    start = text.rfind("(", max(0, at - 40), at)
    return ("" if start >= 0 and at - start <= 4 else "，"), at + 1


def _square(text: str, at: int) -> Reading | None:
    found = _DOCUMENT.match(text, at)
    return (digit_by_digit(found[1]) + "，", found.end()) if found else None


def _quotes(text: str, at: int) -> Reading | None:
    return ("、" if text[at + 1 : at + 2] in {"《", '"', "「"} and text[at] in "》」" else ""), at + 1


def _plus(text: str, at: int) -> Reading | None:
    if found := INTERNATIONAL.match(text, at):
        if said := international(found):
            return said
    held = text[at - 1 : at]
    if text[at + 1 : at + 2].isdigit() and (not held or held in "，。；：（(、是为"):
        return "正", at + 1
    return "加", at + 1


def _hash(text: str, at: int) -> Reading | None:
    if found := _TOPIC.match(text, at):
        return "，", found.end()
    if text[at - 1 : at].isdigit():
        return "号", at + 1
    if text[at + 1 : at + 2] == "键":
        return "井号", at + 1
    return "", at + 1


def _star(text: str, at: int) -> Reading | None:
    if text[at + 1 : at + 2] == "键" or (text.endswith("按", 0, at) and at):
        return "星号", at + 1
    if text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return "乘", at + 1
    return "", at + 1


def _times(text: str, at: int) -> Reading | None:
    end = at + len(re.match(r"×+", text[at : at + 6])[0])  # type: ignore[index]
    lead = before(text, at, 6).rstrip(" ")
    if (
        end == at + 1
        and re.search(r"[\dA-Za-z²³℃㎝㎜米寸)]\Z", lead)
        and re.match(r"×? ?[\dA-Za-z(]", text[end : end + 2])
    ):
        return "乘", end
    return "某" * min(end - at, 4), end


def _powers(text: str, at: int) -> Reading | None:
    found = _POWER.match(text, at)
    number = found[0].translate(_SUPER)  # type: ignore[index]
    end = found.end()  # type: ignore[union-attr]
    if number in {"2", "3"} and not text[at - 1 : at].isdigit():
        return ("平方" if number == "2" else "立方"), end
    sign = "负" if number.startswith("-") else ""
    return f"的{sign}{cardinal(number.strip('-+') or '0')}次方", end


def _caret(text: str, at: int) -> Reading | None:
    found = re.compile(r"\^\(?(-?)(\d{1,3})\)?").match(text, at)
    return (f"的{'负' if found[1] else ''}{cardinal(found[2])}次方", found.end()) if found else None


def _vulgar(text: str, at: int) -> Reading | None:
    top, _, bottom = unicodedata.normalize("NFKC", text[at]).partition("⁄")
    return f"{cardinal(bottom)}分之{cardinal(top)}", at + 1


def _romans(text: str, at: int) -> Reading | None:
    return cardinal(str(roman(unicodedata.normalize("NFKC", text[at]).upper()))), at + 1


def _currency(text: str, at: int) -> Reading | None:
    found = _MONEY.match(text, at)
    return money(found) if found else None


def _relation(text: str, at: int) -> Reading | None:
    if text.startswith(("<=", ">="), at):
        return SYMBOLS["≤" if text[at] == "<" else "≥"], at + 2
    held = before(text, at, 4).rstrip(" ")[-1:]
    after = text[at + 1 : at + 3].strip()[:1]
    return (SYMBOLS[text[at]] if after.isdigit() or held.isdigit() else "", at + 1)


_SPECIAL = {
    ".": _point,
    "-": _dash,
    "—": _dash,
    "~": _dash,
    "/": _slash,
    " ": _blank,
    "(": _bracket,
    ")": _close,
    "[": _square,
    "〔": _square,
    "》": _quotes,
    "」": _quotes,
    "+": _plus,
    "#": _hash,
    "*": _star,
    "×": _times,
    "^": _caret,
    "<": _relation,
    ">": _relation,
    **dict.fromkeys("¥$€£₩₽₹฿₫", _currency),
    **dict.fromkeys("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞↉", _vulgar),
    **dict.fromkeys("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ", _romans),
    **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", _powers),
}
