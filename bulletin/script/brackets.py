"""
Brackets in print, resolved for the ear: what repeats is dropped, an alternative or a restriction is kept and said.
"""

from __future__ import annotations

import re

from bulletin.script.excerpts import Excerpt

_BRACKET = re.compile(r"（([^（）]*)）|[\[【〔]([^\]】〕]*)[\]】〕]")
_ALTERNATIVE = re.compile(r"(?:村|社区|居|区|县|市|镇|乡|街道|局|科|处|室|园|校)$")
_RESTRICTS = re.compile(r"除外|不含|不包括|含|仅|限|须|需|除|周[一二三四五六日]|节假日|\d")
_AREA_CODE = re.compile(r"^0\d{2,3}$")
_AFTER = "，。；：！？、"


def resolve_brackets(passage: Excerpt) -> Excerpt:
    """
    Return the passage without brackets.

    - an alternative of the same kind is said beside the first: 村（社区） → 村、社区
    - a restriction or a number is said as a part of its own: 每天（周一除外）开放 → 每天，周一除外，开放
    - an area code is joined to its number by a hyphen
    - all else only repeats or explains, and is dropped: 指（趾）甲 → 指甲
    """
    for found in reversed(list(_BRACKET.finditer(passage.text))):
        passage = _resolved(passage, found)
    return passage


def _resolved(passage: Excerpt, found: re.Match[str]) -> Excerpt:
    start, end = found.span()
    inside = found[1] or ""
    before, after = passage.text[:start], passage.text[end : end + 1]
    if _AREA_CODE.match(inside) and after.isdigit():
        return passage.replaced(end - 1, end, "-").replaced(start, start + 1, "")
    if _ALTERNATIVE.search(before[-2:]) and _ALTERNATIVE.search(inside) and len(inside) <= 4:
        return _opened(passage, start, end, "、", "")
    if _RESTRICTS.search(inside):
        return _opened(passage, start, end, "，" if before and before[-1] not in _AFTER else "", _closing(after))
    return passage.replaced(start, end, "")


def _closing(after: str) -> str:
    return "" if not after or after in _AFTER else "，"


def _opened(passage: Excerpt, start: int, end: int, opening: str, closing: str) -> Excerpt:
    return passage.replaced(end - 1, end, closing).replaced(start, start + 1, opening)
