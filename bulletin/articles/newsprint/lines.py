"""
A page dump as printed lines: stray characters gone, blanks and indents noted.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

_WIDE_FORMS = {
    chr(n): chr(n - 0xFEE0) for first, last in ("０９", "ＡＺ", "ａｚ") for n in range(ord(first), ord(last) + 1)
}
_FORMS = _WIDE_FORMS | {"％": "%", "\t": " ", "\u00a0": " ", "\u202f": " ", "\u205f": " "}

_ODD = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2e80-\u2fdf\u3164\ud800-\udfff\uf900-\ufaff\ufe00-\ufe0f\ufeff\uff05\uff10-\uff19\uff21-\uff3a"
    r"\uff41-\uff5a\ufff9-\ufffd]"
)
"""What a dump holds and no newspaper prints: controls, invisible and compatibility characters, half pairs."""

_SHORTEST_DOUBLE = 8
"""Width of the shortest line that is a scanner's fault where it follows itself: no paper prints one twice running."""

_LINE_ENDS = frozenset("\x0b\x0c\x85\u2028\u2029")
_DECIMAL = re.compile(r"(?<=\d)．(?=\d)")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """
    One line that is not blank.

    Args:
        number: Its place in the file, 1 is the first.
        text: What stands on it, without blanks at either end.
        indent: Blanks before it, in half-width columns.
        gap: Blank lines above it.
        width: Its printed width in full-width characters: a digit or Latin letter takes half.
    """

    number: int
    text: str
    indent: int
    gap: int
    width: float


def _width(text: str) -> float:
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def plain(text: str) -> str:
    """
    Return a dump with line ends unified and without invisible, control and compatibility characters.

    Full-width digits and letters become half-width; punctuation stays as printed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _DECIMAL.sub(".", _ODD.sub(_tidied, text))


def _tidied(found: re.Match[str]) -> str:
    char = found[0]
    if char in _LINE_ENDS:
        return "\n"
    if char in _FORMS:
        return _FORMS[char]
    if "\u2000" <= char <= "\u200a":
        return " "
    if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        return unicodedata.normalize("NFKC", char)
    return ""


def printed_lines(text: str) -> list[PrintedLine]:
    """
    Return the lines of a dump that are not blank, in order.
    """
    lines: list[PrintedLine] = []
    gap = 0
    for number, raw in enumerate(plain(text).split("\n"), 1):
        stripped = raw.strip()
        if not stripped:
            gap += 1
            continue
        if lines and gap <= 1 and stripped == lines[-1].text and _is_double(lines[-1]):
            continue
        lead = raw[: len(raw) - len(raw.lstrip())]
        lines.append(PrintedLine(number, stripped, len(lead) + lead.count("\u3000"), gap, _width(stripped)))
        gap = 0
    return _flush(lines)


def _is_double(line: PrintedLine) -> bool:
    """
    Tell whether a line that follows itself is a fault: a long one in mid-sentence (whole sentences are kept and told).
    """
    return line.width >= _SHORTEST_DOUBLE and line.text[-1] not in "。！？!?”"


def _flush(lines: list[PrintedLine]) -> list[PrintedLine]:
    """
    Take away the indent that every line has: it is the page's margin.
    """
    margin = min((line.indent for line in lines), default=0)
    if not margin or len(lines) < 2:
        return lines
    return [replace(line, indent=line.indent - margin) for line in lines]
