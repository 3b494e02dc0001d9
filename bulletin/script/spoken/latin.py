"""
Latin letters: abbreviations, codes with digits, plates, roman numerals, addresses of the net.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bulletin.script.spoken.amounts import money
from bulletin.script.spoken.counting import cardinal, decimal, digit_by_digit
from bulletin.script.spoken.surroundings import Reading, before, is_counted
from bulletin.script.spoken.tables import ABBREVIATIONS, CURRENCIES, PROVINCES, UNITS, WORDS

ADDRESS = re.compile(
    r"(?:https?://|ftp://)?[A-Za-z0-9][\w-]{0,62}(?:\.[\w-]{1,62}){0,6}\.[A-Za-z]{2,10}(?![A-Za-z0-9])(?::\d{1,5})?(?:/[\w./?=&%#~+-]{0,200})?|"
    r"https?://[\w./?=&%#~:+-]{1,200}",
    re.ASCII,
)
EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)

_HOST = re.compile(
    r"\Awww\.|\.(?:com|cn|net|org|gov|edu|info|top|vip|cc|tv|io|me|hk|tw|mo|asia|site|online|app|pdf|docx?|xlsx?|pptx?|jpe?g|png|mp[34]|zip|rar|txt|"
    r"apk|exe|html?)\Z",
    re.IGNORECASE,
)
_NAMES = {
    ".": "点", "@": "艾特", "/": "斜杠", ":": "冒号", "-": "杠", "_": "下划线", "?": "问号", "=": "等于",
    "&": "和", "#": "井号", "%": "百分号", "+": "加", "~": "波浪线",
}  # fmt: skip
_RUN = re.compile(r"[A-Za-z]+")
_ALNUM = re.compile(r"[A-Za-z0-9]+")
_VOWEL = re.compile(r"[aeiouy]")
_TAIL = re.compile(r"-?(\d+)(\.\d+)?")
_PARTS = re.compile(r"(?:-\d{1,9}){1,4}(?![\d-]|[A-Za-z])")
_SPACED_TAIL = re.compile(r" (\d{4})(?![\d.,:：/年月-])(?! ?[\u4e00-\u9fff])")
_NET_SIGN = re.compile(r"[@.]")
_USER = re.compile(r"[A-Za-z0-9]{1,30}(?:_[A-Za-z0-9]{1,30}){1,5}")
_CODES = "|".join(sorted((code for code in CURRENCIES if code[0].isalpha()), key=len, reverse=True)).replace("$", "[$]")
_MONEY = re.compile(rf"(?P<currency>{_CODES}) ?(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?![A-Za-z])")
_ROMAN = re.compile(r"[IVX]{1,5}(?=级|期|类|型|度(?!假)|章|卷|部分|等|阶段|标段)")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_PLATE = re.compile(r"([A-Z])[·. ]?([A-Z0-9]{5,6}|[A-Z0-9]{4,5}(?=[挂学警领港澳使]))(?![A-Za-z0-9])")
_TWO_IS_TO = re.compile(r"([BCGOPMF])2([BCGOPMF])(?![A-Za-z0-9])")
_NUMBERED = re.compile(r"[Nn][Oo][.º°] ?(\d{1,12})(?!\d)")
_STAKE = re.compile(r"K(\d{1,4})\+(\d{3})(?!\d)")
_METRES = re.compile(r" ?[mM](?![A-Za-z0-9²³])")
_ROAD = re.compile(r"([GSXY])(\d{2,4})(?![A-Za-z\d.])")
_ROAD_AFTER = re.compile(r"国道|省道|县道|乡道|高速|线|[\u4e00-\u9fff]{1,4}(?:高速|线|段)|路段")
_ROAD_BEFORE = re.compile(r"(?:高速|公路|国道|省道|县道|乡道)[(（]?\Z")
_PER = re.compile(r"([A-Za-zμ]{1,4}[²³]?)/([A-Za-zμ]{1,4}[²³]?)(?=[)\]，。；、]|\Z)")
_UNIT = re.compile(r"[A-Za-zμ]{1,4}[²³]?(?![A-Za-z0-9])")
_NUMBER_IN_WORDS = re.compile(r"\d[多余几来]?[万亿千百]{1,2}[多余]?\Z")
_TIMES = re.compile(r"[xX](?=\d)")
_HIDDEN = re.compile(r"[Xx]{2,12}(?![A-Za-z0-9])")
_STANDARD = re.compile(r"((?:[A-Z]{1,4}|DB\d{2})(?:/[TZ])?) ?(\d{1,6}(?:\.\d{1,3})?)([-—:])((?:19|20)\d\d)(?![\d年])")
_WIFI = re.compile(r"[Ww][Ii]-?[Ff][Ii](?![A-Za-z])")
_N95 = re.compile(r"(?:K?N(?:95|100)|KF94|KP95)(?!\d)")
_ACCOUNT = re.compile(r"(?:账号|IBAN|卡号|户名|期货代码)[^0-9。；]{0,8}\Z")


def at_letter(text: str, at: int) -> Reading:
    """
    Read what begins with a Latin letter.
    """
    for pattern, said_by in _SPECIAL:
        if (found := pattern.match(text, at)) and (said := said_by(found)):
            return said
    return _address_at(text, at) or _letters(text, at)


def _address_at(text: str, at: int) -> Reading | None:
    end = _ALNUM.match(text, at).end()  # type: ignore[union-attr]  # a letter stands here
    after = text[end : end + 1]
    if after == "_" and (found := _USER.match(text, at)):
        return _spelled(found[0]), found.end()
    near = after in {".", "@", ":"} or (after in {"-", "_", "+"} and _NET_SIGN.search(text, end, end + 64))
    return address(text, at) if near else None


def address(text: str, at: int) -> Reading | None:
    """
    Read an e-mail or web address: dots as 点, letters no word is made of in capitals; None where there is none.
    """
    found = EMAIL.match(text, at) or ADDRESS.match(text, at)
    if found is None or ("@" not in found[0] and "/" not in found[0] and not _HOST.search(found[0])):
        return None
    written = found[0].rstrip(".?")
    return _spelled(re.sub(r"\A[a-z]+://", "", written).rstrip("/")), at + len(written)


def _spelled(written: str) -> str:
    parts = re.findall(r"\d+|[A-Za-z]+|[^\dA-Za-z]", written)
    return "".join(
        digit_by_digit(part, yao=True) if part.isdigit() else _NAMES.get(part) or word(part) for part in parts
    )


def _plate(found: re.Match[str]) -> Reading | None:
    lead = before(found.string, found.start(), 2).rstrip(" ")[-1:]
    if not lead or lead not in PROVINCES or not any(char.isdigit() for char in found[2]):
        return None
    return found[1] + digit_by_digit(found[2]), found.end()


def _roman(found: re.Match[str]) -> Reading | None:
    lead = before(found.string, found.start(), 1)
    return None if lead.isascii() and lead.isalnum() else (cardinal(str(roman(found[0]))), found.end())


def roman(numeral: str) -> int:
    """
    Return the value of a roman numeral in capitals.
    """
    values = [_ROMANS[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _numbered(found: re.Match[str]) -> Reading:
    short = len(found[1]) < 4 and found[1][0] != "0"
    return ("第" + cardinal(found[1]) if short else "编号" + digit_by_digit(found[1])), found.end()


def _stake(found: re.Match[str]) -> Reading:
    rest = digit_by_digit(found[2]) if found[2][0] == "0" else cardinal(found[2])
    end = found.end()
    metres = _METRES.match(found.string, end)
    return f"K{cardinal(found[1])}加{rest}{'米' if metres else ''}", metres.end() if metres else end


def _road(found: re.Match[str]) -> Reading | None:
    """
    Read a road's number digit by digit, where the words around say that it is one.
    """
    text, end = found.string, found.end()
    if not _ROAD_AFTER.match(text, end) and not _ROAD_BEFORE.search(before(text, found.start(), 4)):
        return None
    return found[1] + digit_by_digit(found[2], yao=True), end


def _standard(found: re.Match[str]) -> Reading:
    letters = digit_by_digit(found[1].replace("/", ""))
    part = "，" if found[3] == ":" else "杠"
    return f"{letters}{digit_by_digit(found[2]).replace('.', '点')}{part}{digit_by_digit(found[4])}", found.end()


def _rate(found: re.Match[str]) -> Reading | None:
    above, under = UNITS.get(found[1]), UNITS.get(found[2])
    return (f"{above}每{under}", found.end()) if above and under else None


def _unit(found: re.Match[str]) -> Reading | None:
    """
    Read a unit behind a number that ends in words: 1000多万m³.
    """
    if found[0] not in UNITS or not _NUMBER_IN_WORDS.search(before(found.string, found.start(), 4)):
        return None
    return UNITS[found[0]], found.end()


_SPECIAL: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reading | None]], ...] = (
    (_PLATE, _plate),
    (_MONEY, money),
    (_ROMAN, _roman),
    (_TWO_IS_TO, lambda found: (f"{found[1]} to {found[2]}", found.end())),
    (_NUMBERED, _numbered),
    (_STAKE, _stake),
    (_ROAD, _road),
    (_PER, _rate),
    (_UNIT, _unit),
    (_TIMES, lambda found: ("乘", found.end()) if before(found.string, found.start(), 1).isdigit() else None),
    (_HIDDEN, lambda found: ("某" * min(len(found[0]), 4), found.end())),
    (_STANDARD, _standard),
    (_WIFI, lambda found: ("WiFi", found.end())),
    (_N95, lambda found: (digit_by_digit(found[0]), found.end())),
)


def _letters(text: str, at: int) -> Reading:
    letters = _RUN.match(text, at)[0]  # type: ignore[index]  # a letter stands here
    end = at + len(letters)
    if tail := _TAIL.match(text, end):
        run = _ALNUM.match(text, at)[0]  # type: ignore[index]  # likewise
        groups = len(re.findall(r"\d+", run))
        if (len(run) >= 8 and groups > 2) or (len(run) >= 12 and groups == 2 and run.isupper()):
            return digit_by_digit(run.upper()), at + len(run)
        return _in_parts(letters, tail) or (word(letters) + _number_of(letters, tail), tail.end())
    if letters.isupper() and len(letters) > 1 and (model := _SPACED_TAIL.match(text, end)):
        return letters + digit_by_digit(model[1]), model.end()
    return word(letters), end


def _in_parts(letters: str, tail: re.Match[str]) -> Reading | None:
    """
    Read a code in parts, JMZB2022-118, with 杠 between; None for a range (L1-3级).
    """
    parts = _PARTS.match(tail.string, tail.end())
    if parts is None or tail[2] or is_counted(tail.string, parts.end()) or len(tail[1] + parts[0]) < 4:
        return None
    return word(letters) + digit_by_digit(tail[1]) + digit_by_digit(parts[0]).replace("-", "杠"), parts.end()


def _number_of(letters: str, tail: re.Match[str]) -> str:
    """
    Read the number behind letters: C1, PM2.5, A320, XQ-100.
    """
    digits, point = tail[1], tail[2] or ""
    round_hundred = len(digits) == 3 and digits.endswith("00")
    as_number = digits[0] != "0" and (len(digits) < 3 or round_hundred) and not (point and letters == "J")
    if point:
        return (
            decimal(digits + point) if as_number or digits == "0" else digit_by_digit(digits + point).replace(".", "点")
        )
    if as_number:
        return cardinal(digits)
    yao = letters == "ETF" or _ACCOUNT.search(before(tail.string, tail.start())) is not None
    return digit_by_digit(digits, yao=yao)


def word(letters: str) -> str:
    """
    Put a Latin word in the writing it is read by: capitals for letters read one by one, words as they stand.
    """
    low = letters.lower()
    if low in WORDS:
        return WORDS[low]
    if letters.islower() and len(letters) > 1 and (low in ABBREVIATIONS or (not _VOWEL.search(low) and len(low) <= 6)):
        return letters.upper()
    return letters
