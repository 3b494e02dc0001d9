"""
What a block is by the company it keeps: a table's title and rows, the office that signs a notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bulletin.articles.newsprint import tables
from bulletin.articles.newsprint.mastheads import is_papers_name
from bulletin.articles.newsprint.pieces import TITLES, Kind, Piece
from bulletin.articles.newsprint.shapes import is_finished
from bulletin.articles.newsprint.vocabulary import DATE, HAN

_LONGEST_TABLE_TITLE = 24
"""Characters of the longest title that goes with a table."""

_MOST_PAPER_LINES = 3
"""Lines of a page among which its paper's name stands."""

_OFFICE = re.compile(
    rf"^(?:{HAN}|[（）()]){{2,34}}(?:局|委|会|府|室|司|队|所|心|院|校|站|处|部|社|行|厂|组|馆|办|集团|学|街道)(?:[（(]{HAN}+[)）])?$"
)
_DAY = re.compile(rf"^{DATE}$")
_OFFICE_AND_DAY = re.compile(rf"^(?P<office>(?:{HAN}|[（）()]){{4,34}})[ \u3000]*{DATE}$")
_CLOSING = re.compile(r"特此(?:公告|通告|通知|公示|声明|说明)。?$")


def in_company(pieces: Sequence[Piece]) -> list[Piece]:
    """
    Tell again what those pieces are that only their neighbours explain.
    """
    seen = list(pieces)
    _know_paper(seen)
    _know_tables(seen)
    _know_issuers(seen)
    return seen


def _know_paper(pieces: list[Piece]) -> None:
    for place, piece in enumerate(pieces[:_MOST_PAPER_LINES]):
        if piece.kind is Kind.TITLE and is_papers_name(piece.text):
            pieces[place] = replace(piece, kind=Kind.FURNITURE, note="版名")
        elif piece.kind is not Kind.FURNITURE:
            return


def _know_tables(pieces: list[Piece]) -> None:
    """
    Mark the rows of tables, the headings of their columns and their titles.
    """
    end = 0
    for place, piece in enumerate(pieces):
        if place < end or len(piece.text) > tables.LONGEST_ROW or not _is_row(piece):
            continue
        end = place + 1
        while end < len(pieces) and _is_row(pieces[end]):
            end += 1
        if _is_table(pieces, place, end):
            _mark_table(pieces, place, end)


def _is_row(piece: Piece) -> bool:
    return piece.kind in (*TITLES, Kind.TEXT, Kind.FURNITURE) and tables.is_of_table(piece.text)


def _is_table(pieces: Sequence[Piece], start: int, end: int) -> bool:
    rows = [piece.text for piece in pieces[start:end]]
    return len(rows) > 1 or any(map(tables.is_draw, rows)) or any(tables.is_row(r) and len(r.split()) > 3 for r in rows)


def _mark_table(pieces: list[Piece], start: int, end: int) -> None:
    if start and pieces[start - 1].kind in TITLES and tables.is_heading(pieces[start - 1].text):
        start -= 1
    if start and _is_table_title(pieces, start - 1):
        start -= 1
    for place in range(start, end):
        pieces[place] = replace(pieces[place], kind=Kind.FURNITURE, note="表格")


def _is_table_title(pieces: Sequence[Piece], place: int) -> bool:
    """
    Tell whether a short line above a table is its title: a lone one, or one that heads a box of draws.
    """
    piece = pieces[place]
    if piece.kind not in TITLES or len(piece.text) > _LONGEST_TABLE_TITLE:
        return False
    return tables.is_draws_title(piece.text) or not place or pieces[place - 1].kind not in TITLES


def _know_issuers(pieces: list[Piece]) -> None:
    """
    Mark the offices that sign a notice below its last sentence, and the day they signed it.
    """
    for place, piece in enumerate(pieces):
        if not place or piece.kind not in (*TITLES, Kind.FURNITURE):
            continue
        above = pieces[place - 1]
        if above.kind is Kind.ISSUER:
            signs = _is_day(piece) or (_is_office(piece) and _is_day_at(pieces, place + 1))
        else:
            closed = above.kind is Kind.TEXT and is_finished(above.text)
            signs = closed and _signs(pieces, place)
        if signs:
            pieces[place] = replace(piece, kind=Kind.ISSUER)


def _signs(pieces: Sequence[Piece], place: int) -> bool:
    piece, above = pieces[place], pieces[place - 1]
    if piece.kind is Kind.FURNITURE:
        return False
    if (found := _OFFICE_AND_DAY.match(piece.text)) and _OFFICE.match(found["office"]):
        return True
    if not _is_office(piece):
        return False
    return any(_is_day_at(pieces, place + n) for n in (1, 2)) or bool(_CLOSING.search(above.text))


def _is_office(piece: Piece) -> bool:
    return piece.kind is Kind.TITLE and bool(_OFFICE.match(piece.text))


def _is_day(piece: Piece) -> bool:
    return bool(_DAY.match(piece.text))


def _is_day_at(pieces: Sequence[Piece], place: int) -> bool:
    return place < len(pieces) and _is_day(pieces[place])
