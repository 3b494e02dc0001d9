"""
Short lines on a page: headlines, subheads, silent captions, or words of a paragraph that a column's end parted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bulletin.articles.newsprint import shapes
from bulletin.articles.newsprint.bylines import is_names_only, names_only, read_tail
from bulletin.articles.newsprint.captions import is_plain_scene, is_scene
from bulletin.articles.newsprint.desk import Desk, run_of
from bulletin.articles.newsprint.junction import is_cut
from bulletin.articles.newsprint.pieces import HEADS, TITLES, Kind, Piece
from bulletin.articles.newsprint.texts import MAX_SILENT_CAPTION, OPEN, read_text
from bulletin.articles.newsprint.titles import HEADLINE_AT, Setting, coverage, headline_score, title_parts

_RUN = (*TITLES, Kind.CAPTION)
_CLAUSE_ENDS = ("，", ",", "、", "；", ";", "：", ":")
_SHORTEST_PARAGRAPH = 16
"""A finished text as short as this is the end of a paragraph, not one below a title."""

_REPRINT = 0.5
"""From this coverage on a title above 上接 is the title of an article that waits."""


def read_run(desk: Desk) -> str:
    """
    Read a run of short lines, and the captions among them, by what follows it.

    Returns:
        The reprinted title of an article that is resumed next, `""` in all other cases.
    """
    run = run_of(desk, _RUN)
    below = desk.peek(len(run))
    while below and below.kind is Kind.TEXT and _is_caption_below_title(desk, run):
        run.append(replace(below, kind=Kind.CAPTION))
        run += run_of(desk, _RUN, len(run))
        below = desk.peek(len(run))
    below = _head_or_end(desk, run, below)
    desk.take(len(run))
    if below and below.kind is Kind.TEXT and (place := _names_at(run)):
        _signed_by_names(desk, run, place, below)
        return ""
    if below is None or below.kind in (Kind.RESUMED, Kind.SIGN):
        return _at_end(desk, run, is_resumed=below is not None and below.kind is Kind.RESUMED)
    if below.kind in HEADS:
        _signed(desk, run, below)
    else:
        _unsigned(desk, run, below)
    return ""


def _names_at(run: Sequence[Piece]) -> int:
    """
    Return where in a run a line of names stands below a title; 0 when there is none.
    """
    names = (n for n in range(1, len(run)) if run[n].kind in TITLES and is_names_only(run[n].text))
    return next((n for n in names if any(piece.kind in TITLES for piece in run[:n])), 0)


def _signed_by_names(desk: Desk, run: Sequence[Piece], place: int, below: Piece) -> None:
    _signed(desk, run[:place], below)
    desk.note(run[place], "署名", "标题与正文之间只有姓名。")
    desk.sign(names_only(run[place].text))
    if place + 1 < len(run):
        _unsigned(desk, list(run[place + 1 :]), below)


def _head_or_end(desk: Desk, run: Sequence[Piece], below: Piece | None) -> Piece | None:
    """
    Read a byline in brackets on a line of its own as a head's where a title stands above and a text below.
    """
    after = desk.peek(len(run) + 1)
    if below is None or below.kind is not Kind.SIGN or desk.is_open() or after is None or after.kind is not Kind.TEXT:
        return below
    is_title = run[-1].kind is Kind.TITLE and not shapes.reads_as_text(run[-1].text)
    return replace(below, kind=Kind.OWN) if is_title else below


def _is_caption_below_title(desk: Desk, run: Sequence[Piece]) -> bool:
    """
    Tell whether the text below a run of titles is a silent caption: one short sentence above a byline, or set off.
    """
    piece, after = desk.peek(len(run)), desk.peek(len(run) + 1)
    if piece is None or after is None or desk.is_open() or (desk.has_indents and piece.block.indented):
        return False
    if len(piece.text) > MAX_SILENT_CAPTION or not shapes.is_one_sentence(piece.text):
        return False
    if after.kind in HEADS:
        return True
    if any(one.block.indented and desk.has_indents for one in run) or re.search(r"[，,；;]", piece.text):
        return False
    if desk.has_indents and after.block.indented and shapes.is_finished(piece.text):
        return run[-1].kind is not Kind.LOOSE
    is_title = run[-1].kind is not Kind.LOOSE or not _is_beginning_of(desk, run[-1], piece)
    return is_title and (piece.block.gap >= 2 or is_plain_scene(piece.text))


def _at_end(desk: Desk, run: Sequence[Piece], *, is_resumed: bool) -> str:
    """
    Read short lines with no text below: a text's last words, a caption, a title reprinted above 上接, or nothing.
    """
    reprinted = []
    for piece in run:
        is_title = piece.kind in TITLES and not is_scene(piece.text)
        if is_title and is_resumed and desk.likest_waiting(piece.text) >= _REPRINT:
            desk.note(piece, "上接", "这是转版后重印的标题。")
            reprinted.append(piece.text)
        elif is_title and desk.is_open():
            desk.join(piece, OPEN)
        elif is_title and shapes.is_finished(piece.text):
            desk.paragraph(piece, "短段。")
        elif is_title:
            desk.note(piece, "略去", "标题之后没有正文。")
        else:
            desk.caption(piece, "版末的短句，写画面。")
    return " ".join(reprinted)


def _signed(desk: Desk, run: Sequence[Piece], below: Piece) -> None:
    """
    Read a run above a byline: all its lines are one headline, but for captions and what belongs above.
    """
    titles = sum(piece.kind in TITLES for piece in run)
    begun = False
    for piece in run:
        if piece.kind not in TITLES:
            desk.caption(piece, "夹在标题与署名之间。")
        elif not begun and titles > 1 and _belongs_above(desk, piece, below):
            titles -= 1
        elif begun and _is_caption_in_headline(piece, desk.draft.titles):
            desk.caption(piece, "标题之下的短句，写画面中的人正在做什么。")
        else:
            desk.title(piece, "其后紧接署名。", begins=not begun)
            begun = True


def _is_caption_in_headline(piece: Piece, titles: Sequence[str]) -> bool:
    """
    Tell whether a line below a headline line is a caption: set off, plainly a scene, or any scene below two parts.
    """
    if len(piece.text) > MAX_SILENT_CAPTION:
        return False
    whole = len(titles) > 1 or len(title_parts(titles[0])) > 1
    return piece.block.gap >= 2 or is_plain_scene(piece.text) or (whole and is_scene(piece.text))


def _belongs_above(desk: Desk, piece: Piece, below: Piece) -> bool:
    """
    Read a short line that is the article above's: its last words, a short last paragraph, a caption.
    """
    current = desk.current
    if current is None or not current.paragraphs:
        return False
    if desk.is_open() and (shapes.continues(piece.text) or is_cut(current.last, piece.text)):
        desk.join(piece, "上文没有句末标点，一个词在此断开。")
        return True
    here, there = coverage(piece.text, below.text[:300]), coverage(piece.text, current.beginning())
    if piece.kind is Kind.LOOSE and shapes.is_finished(piece.text) and here < there:
        desk.paragraph(piece, "有句末标点的短段，与上文同题。")
        return True
    if is_scene(piece.text) and here <= there:
        desk.caption(piece, "写画面中的人正在做什么，与上文同题。")
        return True
    return False


def _unsigned(desk: Desk, run: list[Piece], below: Piece) -> None:
    """
    Read a run above a text without a byline.
    """
    words, run = _beginnings(desk, run, below)
    first = words[0] if words else below
    titles = [piece for piece in run if piece.kind in TITLES]
    if titles and not (desk.is_open() and _interrupt(desk, run, first)):
        _head(desk, run, first)
    elif not titles:
        _captions(desk, run)
    for piece in words:
        if piece.kind is Kind.CAPTION or is_plain_scene(piece.text):
            desk.caption(piece, "夹在段落中的图片说明。")
        else:
            read_text(desk, piece)


def _beginnings(desk: Desk, run: list[Piece], below: Piece) -> tuple[list[Piece], list[Piece]]:
    """
    Part off a run's last pieces that are the first words of the text below (and the captions among them).
    """
    place = len(run)
    for number, piece in enumerate(run[:-1]):
        if piece.kind is Kind.LOOSE and not shapes.is_finished(piece.text) and _is_beginning_of(desk, piece, below):
            return [_as_caption(desk, other, below) for other in run[number:]], run[:number]
    for number in range(len(run) - 1, -1, -1):
        if run[number].kind is Kind.CAPTION or is_plain_scene(run[number].text):
            continue
        if not _is_beginning_of(desk, run[number], below):
            break
        place, below = number, run[number]
    return run[place:], run[:place]


def _as_caption(desk: Desk, piece: Piece, below: Piece) -> Piece:
    """
    Take a title among the first words of a text for a caption, if it is no words of the text itself.
    """
    own = piece.kind is not Kind.TITLE or _is_beginning_of(desk, piece, below)
    return piece if own else replace(piece, kind=Kind.CAPTION)


def _captions(desk: Desk, run: Sequence[Piece]) -> None:
    for piece in run:
        desk.caption(piece, "句末有摄影者或图示记号。")


def _head(desk: Desk, run: list[Piece], below: Piece) -> None:
    if desk.current is None or desk.current.is_signed_off or desk.current.goes_on_at:
        _open_article(desk, run)
    elif not desk.current.paragraphs:
        _below_headline(desk, run)
    else:
        _between(desk, run, below)


def _is_beginning_of(desk: Desk, piece: Piece, below: Piece | None) -> bool:
    """
    Tell whether a short line is the beginning of the text below it rather than its title.
    """
    if below is None or piece.block.gap >= 2:
        return False
    if desk.has_indents and piece.block.indented != below.block.indented:
        return piece.block.indented
    is_in_article = desk.current is not None and bool(desk.current.paragraphs) and not desk.current.is_signed_off
    is_short = len(below.text) <= _SHORTEST_PARAGRAPH and shapes.is_finished(below.text)
    ends = is_short and is_in_article and not below.block.gap
    return (ends and not desk.has_indents) or _runs_on(piece, below.text)


def _runs_on(piece: Piece, text: str) -> bool:
    """
    Tell by its words whether a short line goes on in a text.
    """
    line = piece.text
    if shapes.dangles(text) or is_cut(line, text):
        return True
    begins = shapes.tells_when(text) or shapes.starts_afresh(text)
    if piece.kind is Kind.LOOSE and (not begins or shapes.reads_as_text(line)):
        return True
    if shapes.has_open_quote(line) or shapes.has_open_bracket(line):
        return True
    if shapes.parts_name(line, text) or shapes.breaks_off(line):
        return True
    return shapes.reads_as_text(line) and not shapes.starts_afresh(text)


def _open_article(desk: Desk, run: Sequence[Piece]) -> None:
    begun = False
    for piece in run:
        if piece.kind is Kind.CAPTION or (begun and _is_caption_in_headline(piece, desk.draft.titles)):
            desk.caption(piece, "标题之下的短句，写画面。")
        else:
            desk.title(piece, "版面或上一篇到此为止，这里是新稿件的开头。", begins=not begun)
            begun = True


def _below_headline(desk: Desk, run: Sequence[Piece]) -> None:
    for piece in run:
        if piece.kind is Kind.CAPTION or is_scene(piece.text):
            desk.caption(piece, "标题之下的短句，写画面。")
        else:
            desk.subhead(piece, "标题与署名之后、正文之前的短行。")


def _interrupt(desk: Desk, run: Sequence[Piece], below: Piece) -> bool:
    """
    Read short lines within a paragraph that has not ended: captions, or the paragraph's own words.
    """
    ends_loosely = desk.draft.last.endswith(("”", "）", ")", "》", "：", ":"))
    if ends_loosely and shapes.starts_afresh(below.text) and not is_scene(run[0].text):
        return False
    for piece in run:
        if piece.kind is Kind.CAPTION or not _is_own_word(piece, desk.draft.last, below):
            desk.caption(piece, "前后文能直接相接，这一短行夹在中间。")
        else:
            desk.join(piece, OPEN)
    return True


def _is_own_word(piece: Piece, last: str, below: Piece) -> bool:
    text = piece.text
    if shapes.continues(text) or is_cut(last, text) or (shapes.is_finished(text) and not piece.block.gap):
        return True
    if not piece.block.gap and last.endswith(_CLAUSE_ENDS) and not is_scene(text):
        return True
    if piece.block.gap or is_scene(text) or shapes.continues(below.text) or is_cut(last, below.text):
        return False
    return is_cut(text, below.text) or shapes.breaks_off(text)


def _between(desk: Desk, run: Sequence[Piece], below: Piece) -> None:
    """
    Read short lines between two finished paragraphs without a byline: headline, subhead or caption.
    """
    rest = [piece for piece in run if not _is_silent_caption(piece, is_alone=len(run) == 1)]
    score = headline_score(" ".join(piece.text for piece in rest), _setting(desk, rest, below)) if rest else 0.0
    begun = False
    for piece in run:
        if piece not in rest:
            desk.caption(piece, "单独的短句，写画面。")
        elif score >= HEADLINE_AT:
            desk.title(piece, f"没有署名，但长度、位置与下文首句像标题（{score:.1f} 分）。", begins=not begun)
            begun = True
        else:
            desk.subhead(piece, f"其后没有署名，与本文同题（{score:.1f} 分）。")


def _is_silent_caption(piece: Piece, *, is_alone: bool) -> bool:
    text = piece.text
    if piece.kind is Kind.CAPTION or is_plain_scene(text) or (is_alone and is_scene(text)):
        return True
    return piece.block.gap >= 2 and shapes.is_finished(text)


def _setting(desk: Desk, rest: Sequence[Piece], below: Piece) -> Setting:
    texts = [below.text]
    for piece in desk.coming(30):
        if piece.kind in TITLES:
            break
        texts.append(piece.text)
    return Setting(
        lines=len(rest),
        gap=0 if desk.is_below_caption else rest[0].block.gap,
        section="".join(texts)[:400],
        before=desk.draft.beginning(),
        bylines=desk.signed_share,
        has_subheads=bool(desk.draft.subheads),
        is_signed=read_tail(texts[-1]) is not None,
    )
