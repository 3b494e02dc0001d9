"""
Clean-up before reading (one writing for each sign, place by place) and after it (one pause where several meet).
"""

from __future__ import annotations

import re
import unicodedata

HANZI = (
    "\u3400-\u4dbf\u4e00-\u9fff\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27-\ufa29\U00020000-\U000323af"
)
"""Inside of a regular expression's brackets: every Chinese character, 〇 left out."""

PAUSES = "，。；：？！、…"
"""The punctuation that may stand in spoken text."""

_SAME = {
    "-": "‐‑‒−﹣⁃",
    "—": "–―─━﹘⸺⸻",
    "~": "〜∼˜∽〰",
    ":": "∶꞉︰﹕ː",
    " ": "\t",
    "\n": "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "°": "º˚",
    "'": "‘’‛`´ʹ",
    '"': "“”„‟〝〞＂",
    "/": "∕⁄╱",
    "·": "・‧∙⋅･",
    "×": "✕✖╳⨯✗✘",
    "μ": "µ",
    "¥": "￥",
    "，": "﹐︐",
    "、": "﹑､︑",
    "。": "｡︒",
    "；": "﹔︔",
    "：": "︓",
    "？": "﹖︖",
    "！": "﹗︕",
    "→": "⇒➔➜➡⟶⇨▶►",
}
_KEPT = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅤⅩⅬⅭⅮⅯⅰⅴⅹⅼⅽⅾⅿ¹²³⁰⁴⁵⁶⁷⁸⁹⁻⁺ªʰ，：；？！⓪ªⓐ"


class _Writings(dict[int, str]):
    """
    A translation table that learns: what is not in it is looked up in Unicode once.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = found = char if char in _KEPT else _plain(char)
        return found


def _plain(char: str) -> str:
    if "㐀" <= char <= "鿿" or char.isascii():
        wide = unicodedata.normalize("NFKC", char)
        return wide if len(wide) == 1 else char
    value = unicodedata.decimal(char, None)
    if value is not None:
        return str(value)
    wide = unicodedata.normalize("NFKC", char)
    if len(wide) == 1 and not unicodedata.combining(wide) and wide != "\u200b":
        char = _WRITINGS.get(ord(wide), wide) if wide != char else wide
    bare = unicodedata.normalize("NFKD", char)
    return (
        bare[0]
        if len(bare) > 1 and bare[0].isascii() and bare[0].isalpha() and unicodedata.combining(bare[1])
        else char
    )


_WRITINGS = _Writings({ord(other): sign for sign, others in _SAME.items() for other in others})
_UNSEEN = re.compile(
    "[\u0300-\u036f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0\u3164"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"
)


def clean(text: str) -> tuple[str, list[int] | None]:
    """
    Put every sign in its one writing: half-width letters and digits, one hyphen, one colon.

    Returns:
        The text, and for each of its characters its place in the text given; None where nothing was dropped, for then
        the places are the same. What has no width and no sound is dropped.
    """
    if not _UNSEEN.search(text):
        return text.translate(_WRITINGS), None
    places = [at for at, char in enumerate(text) if not _UNSEEN.match(char)]
    return "".join(text[at] for at in places).translate(_WRITINGS), places


_LOOSE_BLANK = re.compile(r"(?<![A-Za-z]) +| +(?![A-Za-z ])")
_SEVERAL = re.compile(rf"[{PAUSES}]{{2,}}")
_RANK = {mark: rank for rank, mark in enumerate("、，：；…。！？")}


def _strongest(found: re.Match[str]) -> str:
    marks = found[0]
    strongest = max(marks, key=_RANK.__getitem__)
    return "……" if strongest == "…" else strongest


def settle(said: str) -> str:
    """
    Leave one pause, the strongest, where several meet, none before the first word, and blanks between Latin words only.
    """
    return _SEVERAL.sub(_strongest, _LOOSE_BLANK.sub("", said)).lstrip(PAUSES)
