"""
The head of a page: paper, page number, section and date in any order, as in `03 | 岚山周刊 | 街镇`.
"""

from __future__ import annotations

import re

from bulletin.articles.newsprint.junction import is_common
from bulletin.articles.newsprint.vocabulary import DATE, HAN, LUNAR, PAPERS, SECTIONS, WEEK

_LONGEST = 60
"""Characters of the longest head of a page."""

_TOO_LONG = re.compile(rf"。|{HAN}{{12}}")
"""What no page's head holds: a sentence, a run of characters longer than any name."""

_DAY = re.compile(
    rf"{DATE}|(?<![每\u4e00-\u9fff]){WEEK}(?![\u4e00-\u9fff\d])|{LUNAR}|今日\d+版|总?第\d+期|\(总?第?\d+期\)"
)
_PARTED = re.compile(r"[ \u3000|｜/／·•—\-_:：【】\[\]■●◆]+")
_NAMED_PAGE = re.compile(r"[A-Z]\d{1,3}版?|第?[A-Z]?\d{1,3}版|第[一二三四五六七八九十]{1,3}版")
_NUMBER = re.compile(r"0?\d|\d{2}")
_SECTION = re.compile(rf"(?:{SECTIONS})+")
_PAPER = re.compile(rf"{PAPERS}|{HAN}{{2,8}}(?:周刊|新闻|报)")
_LATIN = re.compile(r"[A-Z]{3,}")
_COLUMN = re.compile(rf"{HAN}{{1,4}}")


def is_masthead(text: str) -> bool:
    """
    Tell whether a line is a page's head: only a page number, a date, papers and sections, perhaps a column's name.
    """
    if len(text) > _LONGEST or _TOO_LONG.search(text):
        return False
    rest = _DAY.sub(" ", text)
    tokens = [token for token in _PARTED.split(rest) if token]
    kinds = [_kind(token) for token in tokens]
    columns, known = kinds.count("column"), kinds.count("section")
    if "other" in kinds or columns > 1:
        return False
    if "page" in kinds:
        return True
    if columns:
        return "number" in kinds and known > 0
    return known > 0 and (rest != text or len(kinds) > 1) and kinds.count("number") < 2


def is_papers_name(text: str) -> bool:
    """
    Tell whether a line can be a newspaper's own name (`龙溪报`), not a word that ends alike (`喜报`).
    """
    return bool(len(text) <= 10 and _PAPER.fullmatch(text)) and not is_common(text[-2:])


def _kind(token: str) -> str:
    if _NAMED_PAGE.fullmatch(token):
        return "page"
    if _NUMBER.fullmatch(token):
        return "number"
    if _SECTION.fullmatch(token) or is_papers_name(token):
        return "section"
    if _LATIN.fullmatch(token):
        return "latin"
    return "column" if _COLUMN.fullmatch(token) else "other"
