"""
The state while a page is read: the pieces still to come, the article at hand, and what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.articles.newsprint import shapes
from bulletin.articles.newsprint.bylines import read_tail
from bulletin.articles.newsprint.draft import Decision, Draft
from bulletin.articles.newsprint.jumps import jump_on
from bulletin.articles.newsprint.pieces import NEWS, Kind, Piece
from bulletin.articles.newsprint.titles import coverage
from bulletin.model import Byline, Subhead

_FURNITURE = "内容与版式如此，不是稿件。"


class Desk:
    """
    One page on the desk: `drafts` are its articles so far, in printed order, `decisions` what was decided.

    `is_below_caption` tells whether a caption stands above the next piece.
    """

    def __init__(self, pieces: Sequence[Piece], *, has_indents: bool) -> None:
        self.drafts: list[Draft] = []
        self.decisions: list[Decision] = []
        self.has_indents = has_indents
        self.current: Draft | None = None
        self._pieces = [piece for piece in pieces if piece.kind in NEWS]
        self._at = 0
        self._waiting: list[Draft] = []
        self._signed = 0
        self.is_below_caption = False
        for piece in pieces:
            if piece.kind not in NEWS:
                self.note(piece, piece.kind.value, f"{piece.note}：{_FURNITURE}" if piece.note else _FURNITURE)

    # The pieces still to come

    def peek(self, ahead: int = 0) -> Piece | None:
        """
        Return the next piece (or one further ahead); `None` at the page's end.
        """
        place = self._at + ahead
        return self._pieces[place] if place < len(self._pieces) else None

    def coming(self, most: int) -> Sequence[Piece]:
        """
        Return the next pieces, not more than `most`.
        """
        return self._pieces[self._at : self._at + most]

    def take(self, count: int = 1) -> Sequence[Piece]:
        """
        Return the next pieces and go past them.
        """
        taken = self.coming(count)
        self._at += count
        return taken

    # The article at hand

    @property
    def draft(self) -> Draft:
        """
        The article at hand; one without headline is begun when there is none.
        """
        return self.current or self.begin(0)

    def begin(self, number: int) -> Draft:
        """
        Begin an article whose first line is `number`.
        """
        self.current = Draft([], number)
        self.drafts.append(self.current)
        return self.current

    def is_open(self) -> bool:
        """
        Tell whether the paragraph above has not ended.
        """
        current = self.current
        if current is None or not current.paragraphs or current.goes_on_at or current.is_signed_off:
            return False
        return not current.is_subheaded and not shapes.is_finished(current.last)

    @property
    def signed_share(self) -> float:
        """
        The share of the page's articles so far that have a byline.
        """
        return self._signed / len(self.drafts) if self.drafts else 0.0

    # What is done with a piece

    def note(self, piece: Piece, verdict: str, reason: str) -> None:
        """
        Record a decision about a piece.
        """
        self.decisions.append(Decision(piece.block.number, piece.text[:24], verdict, reason))

    def caption(self, piece: Piece, reason: str) -> None:
        """
        Take a piece for a caption of the article at hand.
        """
        self.note(piece, "图片说明", reason)
        self.is_below_caption = True
        if self.current is not None:
            self.current.captions.append(piece.text)

    def subhead(self, piece: Piece, reason: str) -> None:
        """
        Take a piece for a subhead of the article at hand.
        """
        self.note(piece, "小标题", reason)
        self.is_below_caption = False
        self.draft.subheads.append(Subhead(piece.text, len(self.draft.paragraphs)))

    def title(self, piece: Piece, reason: str, *, begins: bool) -> None:
        """
        Take a piece for a headline line, the first of an article or a further one.
        """
        self.note(piece, "标题", reason)
        self.is_below_caption = False
        draft = self.begin(piece.block.number) if begins else self.draft
        draft.titles.append(piece.text)

    def sign(self, byline: Byline) -> None:
        """
        Set (or add to) the byline of the article at hand.
        """
        draft = self.draft
        self._signed += not draft.byline.raw
        draft.byline = merged(draft.byline, byline)

    def issue(self, piece: Piece) -> None:
        """
        Let an office (or the day below it) sign the article at hand, and end it.
        """
        office = self.draft.byline.outlet or re.sub(r"[ \u3000]*[\d〇○零一二三四五六七八九]{4}年.*", "", piece.text)
        self.draft.byline = merged(self.draft.byline, Byline(piece.text, office, ()))
        self.draft.is_signed_off = True

    def join(self, piece: Piece, reason: str) -> None:
        """
        Let a piece go on the last paragraph.
        """
        break_ = f"{self.draft.last[-12:]}｜{piece.text[:12]}"
        self.decisions.append(Decision(piece.block.number, break_, "接上文", reason))
        self.draft.close_break(self._ended(piece, piece.text))

    def paragraph(self, piece: Piece, reason: str, text: str | None = None) -> None:
        """
        Let a piece (or `text`, what is left of it) begin a paragraph.
        """
        if reason:
            self.note(piece, "正文", reason)
        if text := self._ended(piece, piece.text if text is None else text):
            self.draft.paragraphs.append(text)

    def _ended(self, piece: Piece, text: str) -> str:
        """
        Take what ends an article off a text: 下转, and a byline in brackets.
        """
        self.is_below_caption = False
        if jump := jump_on(text):
            self.note(piece, "下转", f"文末有“下转第{jump.page}版”。")
            self.draft.goes_on_at, text = jump.page, jump.rest
            self._waiting.append(self.draft)
        if tail := read_tail(text):
            self.note(piece, "署名", f"段末是署名“{tail[1].raw}”。")
            text = tail[0]
            self.sign(tail[1])
            self.draft.is_signed_off = True
        return text

    # 下转 and 上接

    def likest_waiting(self, title: str) -> float:
        """
        Return how much of a title stands in the headline of an article that goes on elsewhere, 0..1.
        """
        return max((coverage(title, draft.title) for draft in self._waiting[-8:]), default=0.0)

    def resume(self, title: str) -> Draft | None:
        """
        Make the article that goes on here the one at hand: the one with this title, else the first that waits.
        """
        if not self._waiting:
            return None
        draft = max(self._waiting[:8], key=lambda d: coverage(title, d.title)) if title else self._waiting[0]
        self._waiting.remove(draft)
        self.current = draft
        draft.goes_on_at = ""
        return draft


def merged(one: Byline, other: Byline) -> Byline:
    """
    Return one byline from two printed for the same article.
    """
    if not one.raw:
        return other
    return Byline(f"{one.raw} {other.raw}".strip(), one.outlet or other.outlet, one.credits + other.credits)


def run_of(desk: Desk, kinds: tuple[Kind, ...], ahead: int = 0) -> list[Piece]:
    """
    Return the next pieces (from `ahead` on), as many as are of these kinds.
    """
    run: list[Piece] = []
    while (piece := desk.peek(ahead + len(run))) and piece.kind in kinds:
        run.append(piece)
    return run
