"""
Spoken Mandarin in tests: how rows are compared, and numerals read back into values, independent of the package.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

GROUPS = ("wetext", "nemo", "paddle", "sw", "news")
"""The groups whose mean is the macro figure (`cn2an` has three rows and is in none)."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "幺": 1}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_FOLDS = (
    ("幺", "一"),
    ("〇", "零"),
    ("零下", "负"),
    ("摄氏度", "度"),
    ("人民币", "元"),
    ("至", "到"),
    ("公里", "千米"),
    ("公斤", "千克"),
    ("点半", "点三十"),
    ("百分之百", "百分之一百"),
    ("负百分之", "百分之负"),
    ("乘以", "乘"),
    ("点三十分", "点三十"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """
    One written form and the spoken forms that are right.
    """

    category: str
    written: str
    said: tuple[str, ...]

    @property
    def group(self) -> str:
        return self.category.split("_")[0]


@dataclass(frozen=True, slots=True)
class Marks:
    """
    How many of a set of rows came out right, each 0 to 1; `groups` tolerant by group.
    """

    strict: float
    tolerant: float
    residue: float
    groups: dict[str, float]

    @property
    def macro(self) -> float:
        shares = [self.groups[group] for group in GROUPS if group in self.groups]
        return sum(shares) / len(shares)


def rows(path: Path) -> tuple[Row, ...]:
    """
    Read a table of category, written form and spoken forms (parted by ` || `).
    """
    lines = (line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#"))
    cells = (line.split("\t") for line in lines)
    return tuple(Row(cell[0], cell[1], tuple(cell[2].split(" || "))) for cell in cells)


def bare(text: str) -> str:
    """
    Return a text in its NFKC form without punctuation and blanks.
    """
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char)[0] not in "PZC")


def folded(text: str) -> str:
    """
    Return a text in which mere differences of convention are gone.
    """
    text = bare(text).lower()
    for one, other in _FOLDS:
        text = text.replace(one, other)
    text = re.sub("两(?=[百千万亿])", "二", text)
    text = re.sub("(月[零一二三四五六七八九十]+)号", r"\1日", text)
    text = re.sub("点零([一二三四五六七八九])分", r"点\1分", text)
    return re.sub("每小时([零一二三四五六七八九十百千万点两]+)(千米|米)", r"\1\2每小时", text)


def has_residue(said: str) -> bool:
    """
    Tell whether a digit or an unread symbol is left.
    """
    return any(char.isdigit() or unicodedata.category(char)[0] == "S" for char in said)


def marks(table: Sequence[Row], say: Callable[[str], str]) -> Marks:
    """
    Mark a normaliser by a table.
    """
    said = [(row, say(row.written)) for row in table]
    tolerant = {id(row): any(folded(out) == folded(right) for right in row.said) for row, out in said}
    groups = {group: [tolerant[id(row)] for row in table if row.group == group] for group in {r.group for r in table}}
    return Marks(
        strict=sum(any(bare(out) == bare(right) for right in row.said) for row, out in said) / len(table),
        tolerant=sum(tolerant.values()) / len(table),
        residue=sum(has_residue(out) for _, out in said) / len(table),
        groups={group: sum(right) / len(right) for group, right in groups.items()},
    )


def value(numeral: str) -> Fraction:
    """
    Return the value of a spoken numeral: 一万二千三百点五, 负三, 百分之二十, 三分之一, 两点五亿.

    Raises:
        ValueError: It is no numeral.
    """
    for minus in ("负", "零下"):
        if numeral.startswith(minus):
            return -value(numeral.removeprefix(minus))
    if "分之" in numeral:
        under, _, over = numeral.partition("分之")
        return value(over) / value(under)
    if match := re.fullmatch(r"(.*点[零一二三四五六七八九]+)([万亿]*)", numeral):
        return _decimal(match[1]) * _size(match[2])
    return Fraction(_whole(numeral))


def digits(said: str) -> str:
    """
    Return digits read one by one as they are written.

    Raises:
        ValueError: Something else is in it.
    """
    return "".join(str(_digit(char)) for char in said)


def _digit(char: str) -> int:
    if char not in _DIGITS:
        raise ValueError(char)
    return _DIGITS[char]


def _decimal(said: str) -> Fraction:
    whole, _, part = said.partition("点")
    return Fraction(_whole(whole)) + Fraction(int(digits(part)), 10 ** len(part))


def _size(units: str) -> int:
    return 10 ** sum({"万": 4, "亿": 8}[unit] for unit in units)


def _whole(said: str) -> int:
    """
    Read a whole number by its largest unit, then what stands on both sides of it.
    """
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in said:
            above, _, below = said.rpartition(unit)
            return _whole(above) * size + (_whole(below) if below else 0)
    total, held = 0, None
    for char in said:
        if char in _SMALL:
            total, held = total + (held or 1) * _SMALL[char], None
        else:
            held = _digit(char)
    if not said:
        raise ValueError(said)
    return total + (held or 0)


def numerals(said: str) -> Iterator[str]:
    """
    Yield every numeral of a text, in order.
    """
    for found in re.finditer("[零一二三四五六七八九十百千万亿两幺点负]+", said):
        yield found[0]
