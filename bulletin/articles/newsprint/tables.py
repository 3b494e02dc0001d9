"""
Rows of figures: results of games, draws of a lottery, standings. They are looked at, not read aloud.
"""

from __future__ import annotations

import re

from bulletin.articles.newsprint.vocabulary import HAN

LONGEST_ROW = 60
"""Characters of the longest row."""

_FEWEST_CELLS = 3
_FEWEST_FIGURES = 2

_FIGURE = re.compile(r"[+\-]?\d[\d.:：%/～~\-—]*(?:分|元|岁|枚|金|银|铜|胜|负|平|票)?")
_MAY_BE = re.compile(r"\d(?:[ \u3000:：\-—]|$)")
_SENTENCE = re.compile(r"[。！？!?；;，,]")
_SCORE = re.compile(r"\d[ \u3000]*[:：\-—][ \u3000]*\d")
_TEAM = rf"(?:{HAN}|[A-Za-z（）()])"
_GAME = re.compile(
    rf"^{_TEAM}{{2,14}}[ \u3000]*\d{{1,3}}[ \u3000]*[:：\-—][ \u3000]*\d{{1,3}}[ \u3000]*{_TEAM}{{2,16}}$"
)
_DRAW = re.compile(
    r"^.{0,6}(?:福彩|体彩|双色球|大乐透|排列[三五35]|七星彩|七乐彩|快乐8|\d{2}选\d|3D).{0,16}期.{0,6}[:： \u3000]*\d"
)
_HEADING = re.compile(rf"^(?:{HAN}{{1,5}}[ \u3000/／]+){{2,9}}{HAN}{{1,5}}$")
_DRAWS_TITLE = re.compile(r"^[【\[■●]*.{0,6}(?:彩票|福彩|体彩|开奖)(?:信息|公告|结果|号码)?[】\]]?$")


def is_of_table(text: str) -> bool:
    """
    Tell whether a line is a row, a game or a draw.
    """
    return len(text) <= LONGEST_ROW and bool(_MAY_BE.search(text)) and (is_row(text) or is_game(text) or is_draw(text))


def is_row(text: str) -> bool:
    """
    Tell whether a line is a row of a table: cells parted by blanks, at least half of them figures.
    """
    if len(text) > LONGEST_ROW or " " not in text or _SENTENCE.search(text):
        return False
    cells = text.split()
    figures = sum(bool(_FIGURE.fullmatch(cell)) for cell in cells)
    return len(cells) >= _FEWEST_CELLS and figures >= _FEWEST_FIGURES and figures * 2 >= len(cells)


def is_game(text: str) -> bool:
    """
    Tell whether a line is a game and its result alone, as `蓝田队 5:4 汉川队`.
    """
    return len(text) <= LONGEST_ROW and bool(_SCORE.search(text) and _GAME.match(text))


def is_draw(text: str) -> bool:
    """
    Tell whether a line gives the numbers a lottery drew.
    """
    return len(text) <= LONGEST_ROW and "期" in text and bool(_DRAW.match(text))


def is_draws_title(text: str) -> bool:
    """
    Tell whether a line heads a box of lottery draws.
    """
    return bool(_DRAWS_TITLE.match(text))


def is_heading(text: str) -> bool:
    """
    Tell whether a line can be the heading of a table's columns: a few short words parted by blanks.
    """
    return len(text) <= LONGEST_ROW and bool(_HEADING.match(text))
