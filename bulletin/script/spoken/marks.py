"""
Signs that are neither letter nor digit: brackets, dashes, arithmetic, list marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from bulletin.script.spoken.amounts import money, rate_at
from bulletin.script.spoken.codes import AREA_PHONE, INTERNATIONAL, dialled
from bulletin.script.spoken.counting import cardinal, digit_by_digit
from bulletin.script.spoken.dashes import at_dash, is_hanzi
from bulletin.script.spoken.latin import roman
from bulletin.script.spoken.surroundings import Reading, before, is_telephone_told
from bulletin.script.spoken.tables import ALONE, GREEK, SYMBOLS, UNITS

_PUNCTUATION = {
    ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "…": "……", "⋯": "……", "|": "，", "→": "，",
    "\n": "。", "•": "，", "‖": "，", "〇": "零",
}  # fmt: skip
_SILENT = frozenset("\"'《》〈〉「」『』｢｣[]{}〔〕【】〖〗〘〙«»‹›™®©℠§¶†‡·_`\\☆★※☉¬¦¯¨¸^ˇˉ﹏")
_SILENT_KINDS = {"So", "Sk", "Mn", "Me", "Mc", "Cf", "Zs", "Ps", "Pe", "Pi", "Pf", "Po", "Pd", "Pc"}
_POWER = re.compile(r"[⁰¹²³⁴-⁹⁻⁺]{1,18}")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_CARET = re.compile(r"\^\(?(-?)(\d{1,3})\)?(?!\d)")
_LIST = re.compile(r"\( ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?\)")
_DOCUMENT = re.compile(r"[〔\[(]((?:19|20)\d\d)[〕\])]")
_TOPIC = re.compile(r"#[^#\n ]{2,40}#(?![\u4e00-\u9fffA-Za-z0-9])")
_HASH_NUMBER = re.compile(r"# ?(\d{1,4})号?(?=[\u4e00-\u9fff]|、#)")
_MONEY = re.compile(r"(?P<currency>[¥$€£₩₽₹฿₫]) ?(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)")
_RATED = re.compile(r"(?:\d ?[万亿千百余多]*[\u4e00-\u9fff]{1,5}|\d[⁰¹²³⁴-⁹]+|\^\d{1,2}|[℃%‰㎡㎥])\Z")
_NUMBER_ENDS = re.compile(r"[\d℃°%‰a-z²³]\Z")
_NUMBER_NEAR = re.compile(r"\d|[℃°%‰a-z²³]\Z")
_MULTIPLIED = re.compile(r"[\dA-Za-z²³℃㎝㎜㎡米寸)]\Z")
_COUNTED = re.compile(r"\d[\u4e00-\u9fff]{1,3}\Z")
_FACTOR = re.compile(r" ?[\dA-Za-z(]")
_COMPARED = re.compile(r" ?-?(?:\d|[A-Za-z](?![A-Za-z]*>))")
_TIME_NEXT = re.compile(r"\d{1,2}[:：]\d{2}")
_NUMERAL = "零一二三四五六七八九十百千万亿〇"


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
    named = SYMBOLS.get(char) or ALONE.get(char) or GREEK.get(char)
    return (named, at + 1) if named else _by_kind(char, at + 1)


def _by_kind(char: str, end: int) -> Reading | None:
    """
    Read a sign by what Unicode says of it: a number in a circle, a picture, a bracket.
    """
    value = unicodedata.numeric(char, None)
    if value is not None:
        return (cardinal(str(int(value))) + "，", end) if value == int(value) and 0 <= value < 10**16 else None
    return ("", end) if unicodedata.category(char) in _SILENT_KINDS else None


def _point(text: str, at: int) -> Reading:
    if text.startswith("..", at):
        return "……", at + len(re.match(r"\.+", text[at:])[0] if len(text) - at < 40 else "..")  # type: ignore[index]
    held, after = before(text, at, 1), text[at + 1 : at + 2]
    if held.isascii() and held.isalpha() and after == " ":
        return " ", at + 2
    if after.isdigit() and not held.isalnum():
        return "零点", at + 1
    return ("点" if after.isascii() and after.isalnum() else "。"), at + 1


def _slash(text: str, at: int) -> Reading:
    lead = before(text, at, 12).rstrip(" ")
    if _RATED.search(lead):
        said, end = rate_at(text, at)
        if said:
            return said, end
    both = is_hanzi(lead[-1:]) and is_hanzi(text[at + 1 : at + 2])
    credit = lead.endswith(
        ("记者", "通讯员", "摄影", "编辑", "摄", "作者", "责编", "美编", "版式", "校对", "供稿", "撰文")
    )
    if (
        lead[-1:].isascii()
        and lead[-1:].isalpha()
        and text[at + 1 : at + 2].isascii()
        and text[at + 1 : at + 2].isalpha()
    ):
        return " ", at + 1
    apart = _NUMBER_ENDS.search(lead) is not None and text[at + 1 : at + 3].strip()[:1].isalnum()
    return ("、" if apart or (both and not credit) else ""), at + 1


def _blank(text: str, at: int) -> Reading:
    end = at + 1
    while text.startswith(" ", end):
        end += 1
    held, after = before(text, at, 12).rstrip("\"》」』'"), text[end : end + 6].lstrip("\"《「『'")
    if not held or not after:
        return "", end
    latin = held[-1].isascii() and after[0].isascii()
    if latin and held[-1].isalpha() and after[0].isalpha():
        return " ", end
    if latin and held[-1].isdigit() and after[0].isdigit():
        return ("" if _TIME_NEXT.match(text, end) else "、"), end
    return ("，" if all(map(is_hanzi, held[-4:] + after[:4])) and min(len(held), len(after)) >= 4 else ""), end


def _open(text: str, at: int) -> Reading:
    if (found := AREA_PHONE.match(text, at)) and (said := dialled(found)):
        return said
    if found := _LIST.match(text, at):
        number = cardinal(found[1]) if found[1].isdigit() else found[1]
        starts = before(text, at, 1) in set("，。；：？！、\n ") or at == 0
        return number + ("，" if starts else ""), found.end()
    if said := _document(text, at):
        return said
    return ("" if _joins(text, at) else "，"), at + 1


def _joins(text: str, at: int) -> bool:
    """
    Tell whether a bracket is so short that its words are said without a pause: 来(返), 村(社区).
    """
    inner, closed, _ = text[at + 1 : at + 5].partition(")")
    return bool(closed) and (len(inner) == 1 or (len(inner) > 1 and not _NUMBER_NEAR.search(before(text, at, 4))))


def _document(text: str, at: int) -> Reading | None:
    found = _DOCUMENT.match(text, at)
    return (digit_by_digit(found[1]) + "，", found.end()) if found else None


def _close(text: str, at: int) -> Reading:
    start = text.rfind("(", max(0, at - 4), at)
    joined = start >= 0 and _joins(text, start) and not text[at + 1 : at + 2].isdigit()
    return ("" if joined else "，"), at + 1


def _quote(text: str, at: int) -> Reading | None:
    """
    Make a pause where one quotation or book title ends and the next begins.
    """
    return ("、", at + 1) if text[at + 1 : at + 2] in {"《", "「", '"', "『"} else None


def _plus(text: str, at: int) -> Reading:
    if (found := INTERNATIONAL.match(text, at)) and (said := dialled(found)):
        return said
    lead = before(text, at)
    if text[at + 1 : at + 2].isdigit() and (not lead.strip() or lead[-1] in "，。；：(、是为"):
        return ("" if is_telephone_told(text, at) else "正"), at + 1
    return "加", at + 1


def _hash(text: str, at: int) -> Reading:
    if before(text, at, 1).isdigit():
        return "号", at + 1
    if found := _HASH_NUMBER.match(text, at):
        return f"{cardinal(found[1])}号", found.end()
    if (found := _TOPIC.match(text, at)) and not is_hanzi(before(text, at, 1)):
        return "，", found.end()
    return ("井号" if text.startswith("键", at + 1) else ""), at + 1


def _star(text: str, at: int) -> Reading:
    if text.startswith("键", at + 1) or before(text, at, 1) == "按":
        return "星号", at + 1
    times = _MULTIPLIED.search(before(text, at, 6)) is not None and text[at + 1 : at + 2].isdigit()
    return ("乘" if times else ""), at + 1


def _times(text: str, at: int) -> Reading:
    lead = before(text, at, 6).rstrip(" ")
    counted = _COUNTED.search(lead) is not None and text[at + 1 : at + 2].isdigit()
    if counted or (_MULTIPLIED.search(lead) and _FACTOR.match(text, at + 1)):
        return "乘", at + 1
    end = at + 1
    while text.startswith("×", end):
        end += 1
    return "某" * min(end - at, 4), end


def _hollow(text: str, at: int) -> Reading:
    """
    Read a circle among Chinese numerals as 零, as 二○二二年 is printed; elsewhere it is an ornament.
    """
    numeral = before(text, at, 1) in set(_NUMERAL + "○") and text[at + 1 : at + 2] in set(_NUMERAL + "○年")
    return ("零" if numeral else ""), at + 1


def _power(text: str, at: int) -> Reading | None:
    found = _POWER.match(text, at)
    if found is None:
        return None
    number = found[0].translate(_SUPER)
    if number in {"2", "3"} and not before(text, at, 1).isdigit():
        return ("平方" if number == "2" else "立方"), found.end()
    digits = re.sub(r"\D", "", number) or "0"
    return f"的{'负' * number.startswith('-')}{cardinal(digits)}次方", found.end()


def _caret(text: str, at: int) -> Reading | None:
    found = _CARET.match(text, at)
    return (f"的{'负' * bool(found[1])}{cardinal(found[2])}次方", found.end()) if found else None


def _fraction(text: str, at: int) -> Reading:
    top, _, bottom = unicodedata.normalize("NFKC", text[at]).partition("⁄")
    return f"{'又' * before(text, at, 1).isdigit()}{cardinal(bottom)}分之{cardinal(top)}", at + 1


def _numeral(text: str, at: int) -> Reading:
    return cardinal(str(roman(unicodedata.normalize("NFKC", text[at]).upper()))), at + 1


def _currency(text: str, at: int) -> Reading | None:
    found = _MONEY.match(text, at)
    return money(found) if found else None


def _relation(text: str, at: int) -> Reading:
    if text.startswith(("<=", ">="), at):
        return SYMBOLS["≤" if text[at] == "<" else "≥"], at + 2
    said = _COMPARED.match(text, at + 1) is not None
    return ({"<": "小于", ">": "大于"}[text[at]] if said else ""), at + 1


def _again(text: str, at: int) -> Reading:
    held = before(text, at, 1)
    return (held if is_hanzi(held) else ""), at + 1


def _degree(text: str, at: int) -> Reading:
    name = next((unit for unit in ("°C", "°F", "°c") if text.startswith(unit, at)), "°")
    return UNITS[name], at + len(name)


_SPECIAL: dict[str, Callable[[str, int], Reading | None]] = {
    ".": _point,
    "/": _slash,
    " ": _blank,
    "(": _open,
    ")": _close,
    "[": _document,
    "〔": _document,
    "+": _plus,
    "#": _hash,
    "*": _star,
    "×": _times,
    "○": _hollow,
    "◯": _hollow,
    "^": _caret,
    "°": _degree,
    "々": _again,
    **dict.fromkeys('》」』"', _quote),
    **dict.fromkeys("<>", _relation),
    **dict.fromkeys("-—~", at_dash),
    **dict.fromkeys("¥$€£₩₽₹฿₫", _currency),
    **dict.fromkeys("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", _fraction),
    **dict.fromkeys("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿ", _numeral),
    **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", _power),
}
