"""
Written to said: every number, sign and name the way people say it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.script.spoken.cleaning import clean, settle
from bulletin.script.spoken.reading import read


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
    blank; how an announcer says them is the announcer's matter. Quotation and book marks go. What cannot be said is left
    out: see `spoken_with_residue`. Never raises; said text put in again comes back unchanged; linear time.
    """
    return spoken_with_residue(text).text


def spoken_with_residue(text: str) -> Words:
    """
    Return what is said, and every sign that could not be, with its place.
    """
    cleaned, places = clean(text)
    said, unread = read(cleaned)
    residue = []
    for start, end in unread:
        at = places[start] if places else start
        residue.append(Residue(text[at : at + end - start], at, at + end - start, "不认识的符号或文字"))
    return Words(_stable(settle(said)), tuple(residue))


def _stable(said: str) -> str:
    """
    Read again until nothing changes: dropping a sign may bring letters together that mean something (I™V级).
    """
    while any("A" <= char <= "z" for char in said):
        again = settle(read(said)[0])
        if again == said:
            break
        said = again
    return said
