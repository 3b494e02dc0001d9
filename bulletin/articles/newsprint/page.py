"""
From sorted pieces to articles: the state of the paragraph above decides what the next piece can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.articles.newsprint import shapes
from bulletin.articles.newsprint.bylines import is_names_only, names_only, read_lead, read_own_line, read_tail
from bulletin.articles.newsprint.draft import Decision, Draft
from bulletin.articles.newsprint.jumps import jump_from, jump_on
from bulletin.articles.newsprint.junction import cut_cost
from bulletin.articles.newsprint.pieces import HEADS, NEWS, TITLES, Kind, Piece
from bulletin.articles.newsprint.titles import HEADLINE_AT, Setting, coverage, headline_score
from bulletin.model import Byline, Subhead

_CUT = 3.0
"""Nats from which a word is thought to run across a break; see `junction`."""

_SHORT = 45
"""Characters of the longest block that may be a caption by its place alone."""


class Page:
    """
    Reads the pieces of one page in order; afterwards `drafts` are its articles and `decisions` what was decided.
    """

    def __init__(self, pieces: Sequence[Piece], *, has_indents: bool) -> None:
        self.drafts: list[Draft] = []
        self.decisions: list[Decision] = []
        self._has_indents = has_indents
        self._pieces = [piece for piece in pieces if piece.kind in NEWS]
        self._current: Draft | None = None
        self._at = 0
        for piece in pieces:
            if piece.kind not in NEWS:
                self._note(piece, piece.kind.value, piece.note or "内容与版式如此，不是稿件。")
        while self._at < len(self._pieces):
            self._read(self._pieces[self._at])
        self.decisions.sort(key=lambda decision: decision.number)

    # The state of the paragraph above

    def _is_open(self) -> bool:
        current = self._current
        if current is None or not current.paragraphs or current.goes_on_at or current.is_signed_off:
            return False
        below = current.subheads and current.subheads[-1].before == len(current.paragraphs)
        return not below and not shapes.is_finished(current.last)

    def _draft(self) -> Draft:
        """
        Return the article being read; begin one without headline when there is none.
        """
        if self._current is None:
            self._begin([], 0)
        assert self._current is not None
        return self._current

    def _begin(self, titles: Sequence[Piece], number: int) -> None:
        self._current = Draft([piece.text for piece in titles], number)
        self.drafts.append(self._current)

    def _note(self, piece: Piece, verdict: str, reason: str) -> None:
        text = piece.text[:24]
        if verdict == "接上文":
            text = f"{self._draft().last[-12:]}｜{piece.text[:12]}"
        self.decisions.append(Decision(piece.block.number, text, verdict, reason))

    # One piece, or one run of titles

    def _read(self, piece: Piece) -> None:
        if piece.kind in TITLES:
            self._read_titles()
            return
        self._at += 1
        match piece.kind:
            case Kind.CAPTION:
                self._caption(piece, "句末有摄影者或图示记号。")
            case Kind.OWN:
                self._own_byline(piece)
            case Kind.LEAD:
                self._lead(piece)
            case Kind.RESUMED:
                self._resume(piece)
            case _:
                self._text(piece)

    def _peek(self, ahead: int = 0) -> Piece | None:
        place = self._at + ahead
        return self._pieces[place] if place < len(self._pieces) else None

    def _caption(self, piece: Piece, reason: str) -> None:
        self._note(piece, "图片说明", reason)
        if self._current is not None:
            self._current.captions.append(piece.text)

    def _own_byline(self, piece: Piece) -> None:
        byline = read_own_line(piece.text) or self._lead_byline(piece.text) or names_only(piece.text)
        draft = self._draft()
        self._note(piece, "署名", "整行只有职务与姓名。")
        if draft.byline.raw and draft.paragraphs:
            draft.is_signed_off = True
            return
        draft.is_signed_off = bool(draft.paragraphs)
        draft.byline = _merged(draft.byline, byline)

    def _lead_byline(self, text: str) -> Byline | None:
        lead = read_lead(text)
        return lead.byline if lead else None

    def _lead(self, piece: Piece) -> None:
        lead = read_lead(piece.text)
        assert lead is not None
        if self._current is None or self._current.paragraphs:
            self._begin_from_last_paragraph()
        draft = self._draft()
        draft.byline = _merged(draft.byline, lead.byline)
        self._note(piece, "署名", f"段首是署名“{lead.byline.raw}”。")
        self._add(draft, piece, lead.body)

    def _begin_from_last_paragraph(self) -> None:
        """
        Begin an article at a byline no headline stands above: a short last paragraph was its headline.
        """
        current = self._current
        if current and len(current.paragraphs) > 1 and shapes.may_be_loose_title(current.last.rstrip("。")):
            text = current.paragraphs.pop()
            self._begin([], 0)
            self._draft().titles.append(text)
            return
        self._begin([], 0)

    # Text

    def _text(self, piece: Piece) -> None:
        if self._is_open():
            self._go_on(piece)
            return
        draft = self._draft()
        if reason := self._caption_reason(piece):
            self._caption(piece, reason)
        elif draft.paragraphs and (reason := self._goes_on_reason(piece)):
            self._join(piece, reason)
        else:
            self._note(
                piece, "正文", "上一段已有句末标点，这里另起一段。" if draft.paragraphs else "标题之后的第一段。"
            )
            self._add(draft, piece, piece.text)

    def _go_on(self, piece: Piece) -> None:
        """
        Read a text below a paragraph that has not ended.
        """
        last = self._draft().last
        if reason := self._open_caption_reason(piece, last):
            self._caption(piece, reason)
        elif self._ends_by_layout(piece, last):
            self._note(piece, "正文", "上文没有句末标点，但这里是新的一项或有段首缩进，另起一段。")
            self._add(self._draft(), piece, piece.text)
        else:
            self._join(piece, "上文没有句末标点，是分栏断开的。")

    def _ends_by_layout(self, piece: Piece, last: str) -> bool:
        if last.endswith(("：", ":")) and shapes.is_enumerated(piece.text):
            return True
        if last.endswith(("；", ";")) and shapes.is_enumerated(piece.text):
            return True
        indented = self._has_indents and piece.block.indented
        return (
            indented
            and not shapes.continues(piece.text)
            and not shapes.breaks_off(last)
            and cut_cost(last, piece.text) < _CUT
        )

    def _join(self, piece: Piece, reason: str) -> None:
        self._note(piece, "接上文", reason)
        draft = self._draft()
        draft.close_break(self._ended(draft, piece, piece.text))

    def _add(self, draft: Draft, piece: Piece, text: str) -> None:
        text = self._ended(draft, piece, text)
        if text:
            draft.paragraphs.append(text)

    def _ended(self, draft: Draft, piece: Piece, text: str) -> str:
        """
        Take what ends an article off a text: 下转, and a byline in brackets.
        """
        if jump := jump_on(text):
            self._note(piece, "下转", f"文末有“下转第{jump.page}版”。")
            draft.goes_on_at, text = jump.page, jump.rest
        if tail := read_tail(text):
            text = tail[0]
            self._note(piece, "署名", f"段末是署名“{tail[1].raw}”。")
            draft.byline = _merged(draft.byline, tail[1])
            draft.is_signed_off = True
        return text

    def _goes_on_reason(self, piece: Piece) -> str:
        """
        Say why a text goes on the paragraph above though that ends with a sentence; `""` when it does not.
        """
        last = self._draft().last
        if self._draft().goes_on_at or self._draft().is_signed_off:
            return ""
        if shapes.continues(piece.text):
            return "这里以句中标点开头，不能另起一段。"
        if shapes.has_open_quote(last) and shapes.closes_quote(piece.text):
            return "上文的引号到这里才结束。"
        if self._has_indents and not piece.block.indented and len(last) > 20 and not piece.block.gap:
            return "本版段首缩进，这里没有缩进。"
        return ""

    # Captions that say nothing of themselves

    def _caption_reason(self, piece: Piece) -> str:
        text, gap = piece.text, piece.block.gap
        if len(text) > shapes.MAX_CAPTION or not shapes.is_one_sentence(text) or "“" in text[:1]:
            return ""
        if gap >= 2 and len(text) <= _SHORT and self._draft().titles:
            return "上方空行多，只有一个短句。"
        if shapes.is_scene(text) and "," not in text:
            return "只有一个短句，写画面中的人正在做什么。"
        following = self._peek()
        if following and following.kind in HEADS and not self._draft().paragraphs and len(text) <= _SHORT:
            return "夹在标题与署名之间的短句。"
        return ""

    def _open_caption_reason(self, piece: Piece, last: str) -> str:
        text = piece.text
        following = self._peek()
        if len(text) > _SHORT or not shapes.is_one_sentence(text) or shapes.continues(text) or following is None:
            return ""
        if piece.block.gap >= 2:
            return "上方空行多，只有一个短句，前后文能直接相接。"
        if cut_cost(last, text) >= _CUT or (shapes.has_open_quote(last) and "”" in text):
            return ""
        fits = shapes.continues(following.text) or cut_cost(last, following.text) >= _CUT
        if fits and following.kind is Kind.TEXT:
            return "前后文能直接相接，这一句夹在中间。"
        if shapes.is_scene(text) and following.kind is Kind.TEXT and not shapes.starts_afresh(following.text):
            return "写画面中的人正在做什么，下文不像段首。"
        return ""

    # Titles

    def _read_titles(self) -> None:
        """
        Read a run of titles, and the captions among them, by what follows it.
        """
        run = self._run()
        below = self._peek(len(run))
        if below and below.kind is Kind.TEXT and self._is_caption_above_byline(len(run)):
            run.append(below)
            below = self._peek(len(run))
        self._at += len(run)
        if below is None:
            self._leave_out(run)
        elif below.kind in HEADS:
            self._headline(run, below)
        elif below.kind is Kind.RESUMED:
            self._reprinted(run)
        else:
            self._untitled_run(run, below)

    def _run(self) -> list[Piece]:
        run: list[Piece] = []
        while (piece := self._peek(len(run))) and piece.kind in TITLES | {Kind.CAPTION}:
            run.append(piece)
        return run

    def _is_caption_above_byline(self, ahead: int) -> bool:
        piece, after = self._peek(ahead), self._peek(ahead + 1)
        if piece is None or after is None or after.kind not in HEADS:
            return False
        return len(piece.text) <= _SHORT and shapes.is_one_sentence(piece.text) and not self._is_open()

    def _leave_out(self, run: Sequence[Piece]) -> None:
        """
        Read the titles at a page's end: the last lines of a text, a caption, or nothing.
        """
        for piece in run:
            if self._is_open() and not shapes.is_scene(piece.text) and piece.kind in TITLES:
                self._join(piece, "上文没有句末标点，是分栏断开的。")
            elif piece.kind is Kind.LOOSE and shapes.is_finished(piece.text):
                self._add(self._draft(), piece, piece.text)
            elif piece.kind is Kind.CAPTION or shapes.is_scene(piece.text):
                self._caption(piece, "版末的短句，写画面。")
            else:
                self._note(piece, "略去", "标题之后没有正文。")

    def _headline(self, run: Sequence[Piece], below: Piece) -> None:
        """
        Read a run of titles above a byline: all of them are one headline, but for captions.
        """
        lines: list[Piece] = []
        titles = sum(piece.kind in TITLES for piece in run)
        for piece in run:
            if piece.kind is Kind.CAPTION or piece.kind is Kind.TEXT:
                self._hold_caption(piece, lines, "夹在标题与署名之间。")
            elif not lines and titles > 1 and self._belongs_above(piece, below):
                titles -= 1
            elif lines and shapes.is_scene(piece.text) and len(piece.text) <= _SHORT:
                self._hold_caption(piece, lines, "标题之下的短句，写画面中的人正在做什么。")
            else:
                lines.append(piece)
                self._new_line_of_title(lines, piece, "其后紧接署名。")

    def _new_line_of_title(self, lines: Sequence[Piece], piece: Piece, reason: str) -> None:
        if len(lines) == 1:
            self._begin([], piece.block.number)
        self._draft().titles.append(piece.text)
        self._note(piece, "标题", reason)

    def _hold_caption(self, piece: Piece, lines: Sequence[Piece], reason: str) -> None:
        if lines or self._current is not None:
            self._caption(piece, reason)

    def _belongs_above(self, piece: Piece, below: Piece) -> bool:
        """
        Read a title that is the article above's: its last words, a short last paragraph, a caption.
        """
        current = self._current
        if current is None or not current.paragraphs:
            return False
        if self._is_open() and (shapes.continues(piece.text) or cut_cost(current.last, piece.text) >= _CUT):
            self._join(piece, "上文没有句末标点，一个词在此断开。")
            return True
        if piece.kind is Kind.LOOSE and shapes.is_finished(piece.text):
            self._add(current, piece, piece.text)
            return True
        if shapes.is_scene(piece.text) and coverage(piece.text, below.text[:300]) <= coverage(
            piece.text, current.beginning()
        ):
            self._caption(piece, "写画面中的人正在做什么，与上文同题。")
            return True
        return False

    def _untitled_run(self, run: list[Piece], below: Piece) -> None:
        """
        Read a run of titles above a text without a byline.
        """
        if self._is_open() and self._interrupts(run, below):
            return
        if len(run) > 1 and is_names_only(run[-1].text) and run[-1].kind in TITLES:
            self._headline(run[:-1], below)
            self._own_byline(run[-1])
            return
        while run and (self._current is None or self._current.is_signed_off or not self._current.paragraphs):
            titles = [piece for piece in run if piece.kind in TITLES]
            if self._current is None or self._current.is_signed_off:
                self._first_headline(run)
                return
            self._below_headline(run, titles)
            return
        self._between(run, below)

    def _first_headline(self, run: Sequence[Piece]) -> None:
        lines: list[Piece] = []
        for piece in run:
            if piece.kind is Kind.CAPTION or (lines and shapes.is_scene(piece.text)):
                self._hold_caption(piece, lines, "标题之下的短句，写画面。")
            else:
                lines.append(piece)
                self._new_line_of_title(lines, piece, "版面或上一篇到此为止，这里是新稿件的开头。")

    def _below_headline(self, run: Sequence[Piece], titles: Sequence[Piece]) -> None:
        """
        Read titles below a headline and its byline, before any text: a subhead.
        """
        draft = self._draft()
        for piece in run:
            if piece in titles and not shapes.is_scene(piece.text):
                draft.subheads.append(Subhead(piece.text, len(draft.paragraphs)))
                self._note(piece, "小标题", "标题与署名之后、正文之前的短行。")
            else:
                self._caption(piece, "标题之下的短句，写画面。")

    def _interrupts(self, run: Sequence[Piece], below: Piece) -> bool:
        """
        Read titles within a paragraph that has not ended: captions, or the paragraph's own words.
        """
        last = self._draft().last
        titles = [piece for piece in run if piece.kind in TITLES]
        ends_loosely = last.endswith(("”", "）", ")", "》", "：", ":"))
        if ends_loosely and titles and shapes.starts_afresh(below.text) and not shapes.is_scene(titles[0].text):
            return False
        for piece in run:
            last = self._draft().last
            if piece.kind is Kind.CAPTION or not self._is_own_word(piece, last, below):
                self._caption(piece, "前后文能直接相接，这一短行夹在中间。")
            else:
                self._join(piece, "上文没有句末标点，是分栏断开的。")
        return True

    def _is_own_word(self, piece: Piece, last: str, below: Piece) -> bool:
        text = piece.text
        if shapes.continues(text) or (shapes.is_finished(text) and not piece.block.gap) or cut_cost(last, text) >= _CUT:
            return True
        if (
            piece.block.gap
            or shapes.is_scene(text)
            or shapes.continues(below.text)
            or cut_cost(last, below.text) >= _CUT
        ):
            return False
        return cut_cost(text, below.text) >= _CUT or shapes.breaks_off(text)

    def _between(self, run: Sequence[Piece], below: Piece) -> None:
        """
        Read titles between two finished paragraphs without a byline: headline, subhead, caption or words of the text.
        """
        rest = [piece for piece in run if not self._is_caption_or_text(piece, below, is_last=piece is run[-1])]
        if not rest:
            return
        score = headline_score(" ".join(piece.text for piece in rest), self._setting(rest))
        if score >= HEADLINE_AT:
            for count, piece in enumerate(rest, 1):
                self._new_line_of_title(
                    rest[:count], piece, f"没有署名，但长度、位置与下文首句像标题（{score:.1f} 分）。"
                )
            return
        for piece in rest:
            draft = self._draft()
            draft.subheads.append(Subhead(piece.text, len(draft.paragraphs)))
            self._note(piece, "小标题", f"其后没有署名，与本文同题（{score:.1f} 分）。")

    def _is_caption_or_text(self, piece: Piece, below: Piece, *, is_last: bool) -> bool:
        text = piece.text
        if piece.kind is Kind.CAPTION or shapes.is_scene(text) or (piece.block.gap >= 2 and shapes.is_finished(text)):
            self._caption(piece, "单独的短句，写画面。")
            return True
        if piece.kind is Kind.LOOSE or (is_last and _runs_into(text, below.text)):
            self._note(piece, "正文", "句子在此没有完，是段首被分栏断开的。")
            self._add(self._draft(), piece, text)
            return True
        return False

    def _setting(self, rest: Sequence[Piece]) -> Setting:
        draft = self._draft()
        section, signed = self._section()
        headed = sum(bool(d.byline.raw) for d in self.drafts)
        return Setting(
            lines=len(rest),
            gap=rest[0].block.gap,
            section=section,
            before=draft.beginning(),
            bylines=headed / len(self.drafts),
            has_subheads=bool(draft.subheads),
            is_signed=signed,
        )

    def _section(self) -> tuple[str, bool]:
        """
        Return the text up to the next title (some 400 characters), and whether a byline ends it.
        """
        texts: list[str] = []
        for piece in self._pieces[self._at : self._at + 40]:
            if piece.kind in TITLES:
                break
            texts.append(piece.text)
        signed = bool(texts) and read_tail(texts[-1]) is not None
        return "".join(texts)[:400], signed

    # 上接

    def _reprinted(self, run: Sequence[Piece]) -> None:
        for piece in run:
            self._note(piece, "上接", "这是转版后重印的标题。")
        piece = self._pieces[self._at]
        self._at += 1
        self._resume(piece, " ".join(p.text for p in run))

    def _resume(self, piece: Piece, title: str = "") -> None:
        jump = jump_from(piece.text)
        assert jump is not None
        draft = self._waiting(title)
        if draft is None:
            self._note(piece, "上接", "本版没有它的前半篇。")
            self._begin([], piece.block.number)
            self._draft().titles += [title] if title else []
            self._draft().is_resumed = True
        else:
            self._note(piece, "上接", f"接《{draft.title[:20]}》。")
            self._current = draft
            draft.goes_on_at = ""
            draft.is_resumed = True
        if jump.rest:
            self._text(Piece(Kind.TEXT, piece.block.__class__(piece.block.number, jump.rest, 0, False)))

    def _waiting(self, title: str) -> Draft | None:
        waiting = [draft for draft in self.drafts if draft.goes_on_at]
        if title and waiting:
            return max(waiting, key=lambda draft: coverage(title, draft.title))
        return waiting[0] if waiting else None


def _runs_into(title: str, text: str) -> bool:
    """
    Tell whether a short line is the beginning of the text below it rather than its title.
    """
    if (
        shapes.continues(text)
        or shapes.breaks_off(title)
        or shapes.has_open_quote(title)
        or shapes.has_open_bracket(title)
    ):
        return True
    return cut_cost(title, text) >= _CUT


def _merged(one: Byline, other: Byline) -> Byline:
    """
    Return one byline from two printed for the same article.
    """
    if not one.raw:
        return other
    return Byline(f"{one.raw} {other.raw}".strip(), one.outlet or other.outlet, one.credits + other.credits)
