"""
What each block of a page is by its own words: furniture, byline, caption, title or text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bulletin.articles.newsprint import furniture as things
from bulletin.articles.newsprint.bylines import is_names_only, read_lead, read_own_line
from bulletin.articles.newsprint.captions import is_signed_caption
from bulletin.articles.newsprint.jumps import jump_from, jump_on
from bulletin.articles.newsprint.layout import Block
from bulletin.articles.newsprint.shapes import is_finished, may_be_loose_title, may_be_title
from bulletin.articles.newsprint.vocabulary import HAN

_MAX_AD_LINES = 8
_INNER_LEAD = re.compile(
    rf"{HAN}{{2,10}}?(?:日报|晚报|早报|晨报|时报|商报|快报|导报|都市报|新报|融媒)讯[ \u3000]*[(（]|(?<!{HAN})本报讯"
)


class Kind(Enum):
    """
    What a block is.
    """

    TEXT = "正文"
    TITLE = "标题"
    LOOSE = "可能的标题"
    LEAD = "署名开头的正文"
    OWN = "单独成行的署名"
    SIGN = "文末的署名"
    ISSUER = "发布单位"
    CAPTION = "图片说明"
    RESUMED = "上接"
    FURNITURE = "版面杂项"
    AD = "广告"
    WEATHER = "天气栏"


NEWS = (Kind.TEXT, Kind.TITLE, Kind.LOOSE, Kind.LEAD, Kind.OWN, Kind.SIGN, Kind.ISSUER, Kind.CAPTION, Kind.RESUMED)
"""All that articles are made of."""

HEADS = (Kind.LEAD, Kind.OWN)
"""What stands below a headline."""

TITLES = (Kind.TITLE, Kind.LOOSE)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A block and what it is; `note` says more about furniture, in Chinese.
    """

    kind: Kind
    block: Block
    note: str = ""

    @property
    def text(self) -> str:
        """
        The block's text.
        """
        return self.block.text


def sort_out(blocks: Sequence[Block]) -> list[Piece]:
    """
    Tell what each block is by its own words, then by its neighbours where these are an advertisement or a weather box.
    """
    pieces = [_sorted(half) for block in blocks for half in _halves(block)]
    return _with_boxes(_with_ads(pieces))


def _halves(block: Block) -> tuple[Block, ...]:
    """
    Part a headline from the byline that stands behind it on one line.
    """
    start = block.text[:90]
    found = _INNER_LEAD.search(start) if len(block.text) > 30 and "讯" in start else None
    if not found or found.start() < 6 or block.text[found.start() - 1] not in " \u3000":
        return (block,)
    head, rest = block.text[: found.start()].rstrip(), block.text[found.start() :]
    if not may_be_loose_title(head):
        return (block,)
    return replace(block, text=head), replace(block, text=rest, gap=0)


def _sorted(block: Block) -> Piece:
    kind, note = _kind(block.text)
    return Piece(kind, block, note)


def _kind(text: str) -> tuple[Kind, str]:
    if len(text) > 200:
        return (Kind.LEAD if read_lead(text) else Kind.RESUMED if jump_from(text) else Kind.TEXT), ""
    if jump_from(text):
        return Kind.RESUMED, ""
    if things.is_ad_label(text):
        return Kind.AD, "广告标记"
    if found := things.furniture(text):
        return Kind.FURNITURE, found.kind
    return _news_kind(text), ""


def _news_kind(text: str) -> Kind:
    if kind := _byline_kind(text):
        return kind
    if is_signed_caption(text):
        return Kind.CAPTION
    if things.is_ad(text) and not (is_finished(text) and len(text) > 60):
        return Kind.AD
    if may_be_title(text) and not jump_on(text):
        return Kind.TITLE
    if not may_be_loose_title(text) or jump_on(text):
        return Kind.TEXT
    return Kind.LOOSE if is_finished(text) or "，" in text or "," in text else Kind.TITLE


def _byline_kind(text: str) -> Kind | None:
    if read_own_line(text) or (is_names_only(text) and not text[0].isalnum()):
        return Kind.SIGN if text[0] in "(（【[" else Kind.OWN
    lead = read_lead(text)
    if lead is None:
        return None
    return Kind.LEAD if lead.body else Kind.OWN


def _with_ads(pieces: list[Piece]) -> list[Piece]:
    """
    Let an advertisement take the lines around it that belong to it: its name above, its address below.
    """
    for place, piece in enumerate(pieces):
        if piece.kind is Kind.AD and not (place and pieces[place - 1].kind is Kind.AD):
            _take_name(pieces, place)
            _take_labelled(pieces, place + 1) if piece.note else None
            _take_rest(pieces, place + 1)
    return pieces


def _take_name(pieces: list[Piece], place: int) -> None:
    above = place - 1
    if pieces[place].note or above < 0 or pieces[above].kind is not Kind.TITLE or len(pieces[above].text) > 24:
        return
    if _next_kind(pieces, place + 1) not in HEADS:
        pieces[above] = replace(pieces[above], kind=Kind.AD)


def _take_labelled(pieces: list[Piece], place: int) -> None:
    """
    Let the label 广告 take all down to the last line that sells or names a telephone, unless a byline stands between.
    """
    last = place
    for below in range(place, min(place + _MAX_AD_LINES, len(pieces))):
        if pieces[below].kind in HEADS or pieces[below].kind in (Kind.SIGN, Kind.RESUMED):
            break
        if pieces[below].kind is Kind.AD or things.is_ad(pieces[below].text) or things.is_contact(pieces[below].text):
            last = below + 1
    for below in range(place, last):
        pieces[below] = replace(pieces[below], kind=Kind.AD)


def _next_kind(pieces: Sequence[Piece], place: int) -> Kind | None:
    return next((p.kind for p in pieces[place:] if p.kind is not Kind.AD), None)


def _take_rest(pieces: list[Piece], place: int) -> None:
    for below in range(place, min(place + _MAX_AD_LINES, len(pieces))):
        if not _may_be_ad_line(pieces, below):
            return
        pieces[below] = replace(pieces[below], kind=Kind.AD)


def _may_be_ad_line(pieces: Sequence[Piece], place: int) -> bool:
    piece = pieces[place]
    if piece.kind in HEADS or piece.kind is Kind.SIGN:
        return False
    if place + 1 < len(pieces) and len(piece.text) < 40 and things.is_lost(piece.text + pieces[place + 1].text):
        return True
    if place and things.is_lost(pieces[place - 1].text) and things.is_found(piece.text):
        return True
    if piece.kind is Kind.AD or things.is_ad(piece.text) or things.is_contact(piece.text):
        return True
    if piece.kind not in TITLES or len(piece.text) > 30:
        return False
    return place + 1 < len(pieces) and _may_be_ad_line(pieces, place + 1)


def _with_boxes(pieces: list[Piece]) -> list[Piece]:
    """
    Mark weather boxes: a heading and the lines of sky and degrees below it, or such lines alone.
    """
    boxed = False
    for place, piece in enumerate(pieces):
        if not boxed and len(piece.text) > things.WIDEST_WEATHER:
            continue
        heads = things.is_weather_title(piece.text) and _follows_weather(pieces, place + 1)
        boxed = heads or (boxed and _is_box_line(piece))
        if boxed or (piece.kind in (Kind.TITLE, Kind.LOOSE, Kind.TEXT) and things.is_weather(piece.text)):
            pieces[place] = replace(piece, kind=Kind.WEATHER)
    return pieces


def _follows_weather(pieces: Sequence[Piece], place: int) -> bool:
    return place < len(pieces) and (_is_box_line(pieces[place]) or "℃" in pieces[place - 1].text)


def _is_box_line(piece: Piece) -> bool:
    if len(piece.text) <= 2 and piece.kind in TITLES:
        return True
    return piece.kind not in HEADS and len(piece.text) <= 90 and ("℃" in piece.text or things.is_weather(piece.text))
