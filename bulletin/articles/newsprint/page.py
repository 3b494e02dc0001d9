"""
From sorted pieces to articles: the state of the paragraph above decides what the next piece can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.articles.newsprint import shapes
from bulletin.articles.newsprint.bylines import names_only, read_lead, read_own_line
from bulletin.articles.newsprint.desk import Desk
from bulletin.articles.newsprint.draft import Decision, Draft
from bulletin.articles.newsprint.headings import read_run
from bulletin.articles.newsprint.jumps import jump_from
from bulletin.articles.newsprint.layout import Block
from bulletin.articles.newsprint.pieces import TITLES, Kind, Piece
from bulletin.articles.newsprint.texts import read_text


def read_page(pieces: Sequence[Piece], *, has_indents: bool) -> tuple[list[Draft], list[Decision]]:
    """
    Return the articles of a page in printed order, and what was decided, in the order of its lines.
    """
    desk = Desk(pieces, has_indents=has_indents)
    reprinted = ""
    while piece := desk.peek():
        if piece.kind in TITLES:
            reprinted = read_run(desk)
            continue
        desk.take()
        _read(desk, piece, reprinted)
        reprinted = ""
    return desk.drafts, sorted(desk.decisions, key=lambda decision: decision.number)


def _read(desk: Desk, piece: Piece, reprinted: str) -> None:
    match piece.kind:
        case Kind.CAPTION:
            desk.caption(piece, "句末有摄影者或图示记号。")
        case Kind.OWN | Kind.SIGN:
            _own_byline(desk, piece)
        case Kind.ISSUER:
            desk.note(piece, "署名", "文末是发布单位与日期。")
            desk.issue(piece)
        case Kind.LEAD:
            _lead(desk, piece)
        case Kind.RESUMED:
            _resume(desk, piece, reprinted)
        case _:
            read_text(desk, piece)


def _own_byline(desk: Desk, piece: Piece) -> None:
    lead = read_lead(piece.text)
    byline = read_own_line(piece.text) or (lead.byline if lead else names_only(piece.text))
    desk.note(piece, "署名", "整行只有职务与姓名。")
    draft = desk.draft
    draft.is_signed_off = bool(draft.paragraphs)
    desk.sign(byline)


def _lead(desk: Desk, piece: Piece) -> None:
    lead = read_lead(piece.text)
    if lead is None:
        read_text(desk, piece)
        return
    if desk.current is None or desk.current.paragraphs:
        _begin_from_last_paragraph(desk)
    desk.sign(lead.byline)
    desk.note(piece, "署名", f"段首是署名“{lead.byline.raw}”。")
    desk.paragraph(piece, "", lead.body)


def _begin_from_last_paragraph(desk: Desk) -> None:
    """
    Begin an article at a byline no headline stands above; a short last paragraph was its headline.
    """
    current = desk.current
    if current and len(current.paragraphs) > 1 and shapes.may_be_loose_title(current.last.rstrip("。")):
        text = current.paragraphs.pop()
        desk.begin(0).titles.append(text)
    else:
        desk.begin(0)


def _resume(desk: Desk, piece: Piece, title: str) -> None:
    jump = jump_from(piece.text)
    if jump is None:
        return
    draft = desk.resume(title)
    if draft is None:
        desk.note(piece, "上接", "本版没有它的前半篇。")
        desk.begin(piece.block.number).is_resumed = True
    else:
        desk.note(piece, "上接", f"接《{draft.title[:20]}》。")
    if not jump.rest:
        return
    rest = Piece(Kind.TEXT, Block(piece.block.number, jump.rest, 0, indented=False))
    if draft is not None and desk.is_open():
        desk.join(rest, "上文断在转版处，由此接上。")
    else:
        read_text(desk, rest)
