"""
Text on a page: does it go on the paragraph above, begin a new one, or is it a caption?
"""

from __future__ import annotations

from bulletin.articles.newsprint import shapes
from bulletin.articles.newsprint.captions import is_plain_scene, is_scene, is_seen_at, shows_now, shows_people
from bulletin.articles.newsprint.desk import Desk
from bulletin.articles.newsprint.junction import is_cut
from bulletin.articles.newsprint.pieces import HEADS, Kind, Piece

MAX_SILENT_CAPTION = 45
"""Characters of the longest block that may be a caption by its place alone."""

OPEN = "上文没有句末标点，是分栏断开的。"


def read_text(desk: Desk, piece: Piece) -> None:
    """
    Read a text below whatever stands above it.
    """
    if desk.is_open():
        _go_on(desk, piece)
    elif reason := _caption_reason(desk, piece):
        desk.caption(piece, reason)
    elif desk.draft.paragraphs and (reason := _goes_on_reason(desk, piece)):
        desk.join(piece, reason)
    else:
        first = not desk.draft.paragraphs
        desk.paragraph(piece, "标题之后的第一段。" if first else "上一段已有句末标点，这里另起一段。")


def _go_on(desk: Desk, piece: Piece) -> None:
    """
    Read a text below a paragraph that has not ended.
    """
    last = desk.draft.last
    if reason := _open_caption_reason(desk, piece, last):
        desk.caption(piece, reason)
    elif _ends_by_layout(desk, piece, last):
        desk.paragraph(piece, "上文没有句末标点，但这里是新的一项或有段首缩进，另起一段。")
    else:
        desk.join(piece, OPEN)


def _ends_by_layout(desk: Desk, piece: Piece, last: str) -> bool:
    if last.endswith(("：", ":", "；", ";")) and (shapes.is_enumerated(piece.text) or shapes.is_salutation(last)):
        return True
    if not (desk.has_indents and piece.block.indented) or shapes.continues(piece.text):
        return False
    return not shapes.breaks_off(last) and not is_cut(last, piece.text)


def _goes_on_reason(desk: Desk, piece: Piece) -> str:
    """
    Say why a text goes on the paragraph above though that ends with a sentence; `""` when it does not.
    """
    draft = desk.draft
    if draft.goes_on_at or draft.is_signed_off or draft.is_subheaded:
        return ""
    if shapes.continues(piece.text):
        return "这里以句中标点开头，不能另起一段。"
    if shapes.has_open_quote(draft.last) and shapes.closes_quote(piece.text):
        return "上文的引号到这里才结束。"
    if draft.last.endswith("”") and shapes.is_attribution(piece.text):
        return "这里只说前面的话是谁说的。"
    if desk.has_indents and not piece.block.indented and not piece.block.gap and len(draft.last) > 20:
        return "本版段首缩进，这里没有缩进。"
    return ""


def _caption_reason(desk: Desk, piece: Piece) -> str:
    """
    Say why a text below a finished paragraph is a caption, though it names no picture; `""` when it is none.
    """
    text = piece.text
    if not shapes.is_one_sentence(text) or shapes.is_speech(text) or (desk.has_indents and piece.block.indented):
        return ""
    set_off = piece.block.gap >= 2 and not desk.is_below_caption
    if set_off and len(text) <= MAX_SILENT_CAPTION and desk.draft.titles:
        return "上方空行多，只有一个短句。"
    if is_scene(text) or is_seen_at(text) or (piece.block.gap and shows_now(text)):
        return "只有一个短句，写画面中的人正在做什么。"
    following = desk.peek()
    above_byline = following is not None and following.kind in HEADS and not desk.draft.paragraphs
    return "夹在标题与署名之间的短句。" if above_byline and len(text) <= MAX_SILENT_CAPTION else ""


def _open_caption_reason(desk: Desk, piece: Piece, last: str) -> str:
    """
    Say why a short sentence within a paragraph that has not ended is a caption; `""` when it is the paragraph's.
    """
    following = desk.peek()
    if following is None or following.kind is not Kind.TEXT or not _may_be_caption(piece.text):
        return ""
    if piece.block.gap >= 2 and not desk.is_below_caption:
        return "上方空行多，只有一个短句，前后文能直接相接。"
    if is_cut(last, piece.text) or (shapes.has_open_quote(last) and "”" in piece.text):
        return ""
    return _scene_reason(piece, last, following.text)


def _may_be_caption(text: str) -> bool:
    if len(text) > MAX_SILENT_CAPTION or not shapes.is_one_sentence(text) or shapes.dangles(text):
        return False
    return shapes.is_finished(text) or shapes.may_be_title(text)


def _scene_reason(piece: Piece, last: str, following: str) -> str:
    goes_on = shapes.dangles(following) and not shapes.is_enumerated(following)
    if goes_on or is_cut(last, following):
        return "前后文能直接相接，这一句夹在中间。"
    mid_clause = last[-1] not in "，,、；;：:" and not shapes.breaks_off(last)
    if is_plain_scene(piece.text) and (mid_clause or piece.block.gap):
        return "上文断在词句中间，这一短句另有主语，写画面中的人正在做什么。"
    if (is_scene(piece.text) or shows_people(piece.text)) and not shapes.starts_afresh(following):
        return "写画面中的人正在做什么，下文不像段首。"
    return ""
