"""
Written to said: every number, sign and name the way people say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.script.spoken.cleaning import HANZI, PAUSES, clean, settle
from bulletin.script.spoken.reading import read

_LATIN = re.compile(r"[A-Za-z]")
_UNSPEAKABLE = re.compile(rf"[^{HANZI}A-Za-z {PAUSES}]+")
_MOST_PASSES = 8


@dataclass(frozen=True, slots=True)
class Residue:
    """
    Signs of a line nobody could say; they are left out of what is said.

    Args:
        text: The signs as written.
        start: Where they begin in the text given, 0 is the first character.
        end: Where they end, exclusive.
        reason: Why, in Chinese.
    """

    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Words:
    """
    What is said, and what could not be.
    """

    text: str
    residue: tuple[Residue, ...] = ()


def spoken(text: str) -> str:
    """
    Return a text as it is said: Chinese characters, Latin letters, and punctuation for pauses, nothing else.

    >>> spoken("11月30日9:00—17:30，气温10-20℃，咨询电话0750-3123456。")
    '十一月三十日九点到十七点三十分，气温十到二十摄氏度，咨询电话零七五零三幺二三四五六。'

    Letters that are read one by one stand in capitals (GDP, A级); Latin words stand as they are written, parted by one
    blank: both may remain, and how an announcer says them is the announcer's matter. Quotation and book marks go, for
    engines disagree on them. What cannot be said is left out: see `spoken_with_residue`. Never raises; said text put in
    again comes back unchanged; takes linear time.
    """
    return spoken_with_residue(text).text


def spoken_with_residue(text: str) -> Words:
    """
    Return what is said, and every run of signs that could not be, with its place in the text given.

    Should a rule ever let a digit or a sign through, it is left out of what is said and the whole text is told.
    """
    cleaned, places = clean(text)
    said, unread = read(cleaned)
    at = [places[place] for place in unread] if places else unread
    residue = [_residue(text, start, end) for start, end in _runs(at)]
    if _UNSPEAKABLE.search(said):
        said = _UNSPEAKABLE.sub("，", said)
        residue.append(Residue(text, 0, len(text), "读法不完整，请核对整句"))
    return Words(_stable(settle(said)), tuple(residue))


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """
    Join places that follow one another: `[3, 4, 7]` is 3 to 5 and 7 to 8.
    """
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _residue(text: str, start: int, end: int) -> Residue:
    signs = text[start:end]
    what = "外文文字，请改写成汉字" if signs.isalpha() else "不会读的符号，请改写或删去"
    return Residue(signs, start, end, what)


def _stable(said: str) -> str:
    """
    Read again until nothing changes: dropping a sign may bring letters together that mean something (I™V级).

    Every pass that changes anything leaves fewer letters, small letters or blanks; two or three are the most seen.
    """
    for _ in range(_MOST_PASSES):
        if not _LATIN.search(said) or (again := settle(read(said)[0])) == said:
            break
        said = again
    return said
