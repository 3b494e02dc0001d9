"""
Latin letters: abbreviations, codes with digits, plates, roman numerals, addresses of the net.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.amounts import money
from bulletin.script.spoken.codes import ADDRESS, EMAIL, _NAMES
from bulletin.script.spoken.counting import cardinal, decimal, digit_by_digit
from bulletin.script.spoken.surroundings import before
from bulletin.script.spoken.tables import ALONE, CURRENCIES, LETTERS_KNOWN, PROVINCES, UNITS, WORDS_KNOWN

_RUN = re.compile(r"[A-Za-z]+")
_ALNUM = re.compile(r"[A-Za-z0-9]+")
_MONEY = re.compile(
    rf"(?P<currency>{'|'.join(sorted((c for c in CURRENCIES if c[0].isalpha()), key=len, reverse=True)).replace('$', '[$]')}) ?(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)"
)
_ROMAN = re.compile(r"([IVX]{1,5})(?=级|期|类|型|度(?!假)|章|卷|部分|等|阶段|区)")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_PLATE = re.compile(r"([A-Z])[·. ]?([A-Z0-9]{5,6})(?![A-Za-z0-9])")
_TWO_IS_TO = re.compile(r"([A-Z])2([A-Z])(?![A-Za-z0-9])")
_NUMBERED = re.compile(r"[Nn][Oo][.º°]? ?(\d{1,12})(?!\d)")
_TAIL = re.compile(r"-?(\d+)(\.\d+)?")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_KM_STAKE = re.compile(r"K(\d{1,4})\+(\d{3})(?!\d)")
_ROAD = re.compile(r"[GSXYC]\d{1,4}(?=国道|省道|县道|乡道|高速|线|[\u4e00-\u9fff]{1,4}(?:高速|线|段)|路段)")
_UNIT_ALONE = re.compile(r"([A-Za-zμ]{1,4}[²³]?)/([A-Za-zμ]{1,4}[²³]?)(?=[)\]，。；、]|\Z)")


def at_letter(text: str, at: int) -> tuple[str, int]:
    """
    Read what begins with a Latin letter.

    Returns:
        What is said, and where in the text it ends.
    """
    lead = text[at - 1 : at] if at else ""
    if (plate := _plate(text, at, lead)) or (plate := _special(text, at)):
        return plate
    end = _ALNUM.match(text, at).end()  # type: ignore[union-attr]
    if text[end : end + 1] in {".", "@", ":", "-", "_", "+"} and (net := address(text, at)):
        return net
    if (
        text[end : end + 1] == "/"
        and (found := _UNIT_ALONE.match(text, at))
        and found[1] in UNITS
        and found[2] in UNITS
    ):
        return f"{UNITS[found[1]]}每{UNITS[found[2]]}", found.end()
    return _letters(text, at)


def address(text: str, at: int) -> tuple[str, int] | None:
    """
    Read an e-mail or web address: dots as 点, letters no word is made of one by one.
    """
    found = EMAIL.match(text, at) or ADDRESS.match(text, at)
    if found is None or ("." in found[0] and "@" not in found[0] and "/" not in found[0] and not _is_host(found[0])):
        return None
    body = re.sub(r"\A[a-z]+://", "", found[0]).rstrip("/.?")
    end = found.end() - (len(found[0]) - len(found[0].rstrip(".?")))
    said = [
        digit_by_digit(part, yao=True) if part.isdigit() else _NAMES.get(part) or word(part)
        for part in re.findall(r"\d+|[A-Za-z]+|[^\dA-Za-z]", body)
    ]
    return "".join(said), end


def _is_host(name: str) -> bool:
    return (
        re.search(
            r"\Awww\.|\.(?:com|cn|net|org|gov|edu|info|top|vip|cc|tv|io|me|hk|tw|mo|asia|site|online|app|pdf|docx?|xlsx?|pptx?|jpe?g|png|mp[34]|zip|rar|txt|apk|exe|html?)\Z",
            name,
            re.IGNORECASE,
        )
        is not None
    )


def _plate(text: str, at: int, lead: str) -> tuple[str, int] | None:
    if lead == " ":
        lead = text[at - 2 : at - 1]
    if not lead or lead not in PROVINCES:
        return None
    found = _PLATE.match(text, at)
    if found is None or not any(char.isdigit() for char in found[2]):
        return None
    yao = found[2].isdigit() and len(found[2]) > 6
    return found[1] + digit_by_digit(found[2], yao=yao), found.end()


def _special(text: str, at: int) -> tuple[str, int] | None:
    """
    Read currencies, roman numerals, B2B, No.1, road stakes and road numbers.
    """
    if found := _MONEY.match(text, at):
        return money(found)
    if (found := _ROMAN.match(text, at)) and not text[at - 1 : at].isascii():
        return cardinal(str(roman(found[1]))), found.end()
    if found := _TWO_IS_TO.match(text, at):
        return f"{found[1]} to {found[2]}", found.end()
    if found := _NUMBERED.match(text, at):
        return ("第" + cardinal(found[1]) if len(found[1]) < 4 else "编号" + digit_by_digit(found[1])), found.end()
    if found := _KM_STAKE.match(text, at):
        return f"K{cardinal(found[1])}加{digit_by_digit(found[2])}", found.end()
    if (found := _ROAD.match(text, at)) and not text[at - 1 : at].isalnum():
        digits = found[0][1:]
        return found[0][0] + (
            digit_by_digit(digits, yao=True) if len(digits) > 1 else digit_by_digit(digits)
        ), found.end()
    return None


def roman(numeral: str) -> int:
    """
    Return the value of a roman numeral in capitals.
    """
    values = [_ROMANS[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _letters(text: str, at: int) -> tuple[str, int]:
    letters = _RUN.match(text, at)[0]  # type: ignore[index]
    end = at + len(letters)
    if letters[0] in "Xx" and len(letters) >= 2 and set(letters) <= {"x", "X"}:
        return "某" * min(len(letters), 4), end
    tail = _TAIL.match(text, end)
    if tail is None:
        return word(letters), end
    run = _ALNUM.match(text, at)[0]  # type: ignore[index]
    if len(re.findall(r"\d+", run)) > 2 and len(run) >= 8:
        return digit_by_digit(run.upper()), at + len(run)
    return word(letters) + _number_of(letters, tail, text), tail.end()


def _number_of(letters: str, tail: re.Match[str], text: str) -> str:
    """
    Read the number behind letters: C1, PM2.5, N95, A320.
    """
    digits = tail[1]
    if tail[2]:
        return (
            decimal(tail[0].lstrip("-"))
            if len(digits) < 3 and letters != "J"
            else digit_by_digit(tail[0].lstrip("-").replace(".", "点"))
        )
    if letters.upper() in {"N", "KN", "KF", "KP"} and digits in {"95", "94", "100"}:
        return digit_by_digit(digits)
    if len(digits) < 3 and digits[0] != "0":
        return cardinal(digits)
    if len(digits) == 3 and digits.endswith("00"):
        return cardinal(digits)
    yao = letters == "ETF" or (len(digits) == 4 and len(letters) == 2 and "期货" in before(text, tail.start()))
    yao = yao or re.search(r"(?:账号|IBAN|卡号)[^0-9。；]{0,6}\Z", before(text, tail.start())) is not None
    return digit_by_digit(digits, yao=yao)


def word(letters: str) -> str:
    """
    Put a Latin word in the writing it is read by: capitals for letters read one by one, words as they stand.
    """
    low = letters.lower()
    if low in WORDS_KNOWN:
        return WORDS_KNOWN[low]
    if letters.islower() and len(letters) > 1 and (low in LETTERS_KNOWN or (not _VOWEL.search(low) and len(low) <= 6)):
        return letters.upper()
    return letters
