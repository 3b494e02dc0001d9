"""
The fair copy of an article's lines: without what the page put among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.articles.pagetree import Block, TextLine
from bulletin.articles.pagewords import is_call, is_end, is_furniture, is_related, is_stamp, is_time

_EXTRACT = 16
"""How many characters in a row nobody writes twice by chance."""

_COUNTER = re.compile(r"^\d{1,3}\s*/\s*\d{1,3}\s+(?=[\u4e00-\u9fff“《])")
"""What stands before the text of a picture in a series: 1/10."""
_CREDITED = re.compile(
    r"(?<=[。！？”])\s*(?:[（(【\[](?:责任编辑|责编|编辑|校对|审核|原标题|原题为?)\s*[:：丨《]?[^（）()]{1,40}[）)】\]]|返回\S{0,8}首页\s*>*)$"
)
"""What is put behind the last sentence."""
_SUMMED_UP = re.compile(r"^[【\[（(]?(?:内容|核心)?(?:摘要|提要|导读|导语|提示|简介)[】\]）)]?\s*[:：]?\s*")
_NO_WORD = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


def tidy(lines: Sequence[TextLine], title: str) -> list[TextLine]:
    """
    Return an article's lines without the page's furniture, repeated title, lists of links and what comes after it.
    """
    kept: list[TextLine] = []
    told = [0 if line.link_share > 0.5 else len(line.text) for line in lines]  # lists of links are no length
    total, past = sum(told) or 1, 0.0
    for place, (line, chars) in enumerate(zip(lines, told, strict=True)):
        past += chars
        if kept and is_end(line.text, past / total) and not _goes_on(lines[place + 1 :], kept[-1]):
            break
        line.text = _CREDITED.sub("", _COUNTER.sub("", line.text))
        if not _is_stray(line, title, is_first=not any(_HAN.search(one.text) and one.marks for one in kept)):
            kept.append(line)
    while len(kept) > 1 and is_stamp(kept[-1].text):
        del kept[-1]
    return _whole(_once(kept[1:] if _is_foretold(kept) else kept))


def _goes_on(rest: Sequence[TextLine], last: TextLine) -> bool:
    """
    Whether the article goes on after links that stand in its middle: with paragraphs like its last, and no more links.
    """
    links = next((n for n, line in enumerate(rest) if line.link_share <= 0.5), len(rest))
    after = rest[links : links + 2]
    return links > 0 and len(after) > 1 and all(_is_like(line, last) for line in after)


def _is_like(line: TextLine, other: TextLine) -> bool:
    is_same = line.block.parent is other.block.parent and line.block.look == other.block.look
    return is_same and line.marks > 1 and line.link_share < 0.3


def _once(lines: Sequence[TextLine]) -> list[TextLine]:
    """
    Leave out paragraphs that stand in another block a second time: copies for print or for small screens.
    """
    first: dict[str, Block | None] = {}
    return [
        line
        for line in lines
        if len(line.text) < _EXTRACT or first.setdefault(line.text, line.block.parent) is line.block.parent
    ]


def _whole(lines: Sequence[TextLine]) -> list[TextLine]:
    """
    Put sentences together again that a line break within their block cut at a comma.
    """
    joined: list[TextLine] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and last.block is line.block and last.text.endswith(("，", "、")):
            last.text, last.linked, last.bold = last.text + line.text, last.linked + line.linked, last.bold + line.bold
        else:
            joined.append(line)
    return joined


def _is_stray(line: TextLine, title: str, *, is_first: bool) -> bool:
    text = line.text
    if line.link_share > 0.6 and not (line.marks >= 2 and text.endswith("。")):
        return True
    if is_furniture(text) or is_related(text) or not (_HAN.search(text) or len(text) > 20):
        return True
    if not is_first:
        return False
    if (line.linked and is_call(text)) or is_time(text) or is_stamp(text):
        return True
    return text == title or (len(text) > 4 and text in title) or (not line.marks and len(text) < 6)


def _is_foretold(lines: Sequence[TextLine]) -> bool:
    """
    Whether the first line is an extract: nearly all of it is said again, word for word.
    """
    first = _NO_WORD.sub("", _SUMMED_UP.sub("", lines[0].text)) if len(lines) > 2 else ""
    if len(first) < _EXTRACT:
        return False
    rest = _NO_WORD.sub("", "".join(line.text for line in lines[1:]))
    if lines[0].block.parent is lines[1].block.parent:  # what stands among the paragraphs may be one
        return rest.startswith(first[: max(_EXTRACT, len(first) // 2)])
    pieces = [first[place : place + _EXTRACT] for place in range(0, len(first) - _EXTRACT + 1, _EXTRACT)]
    return sum(piece in rest for piece in pieces) >= 0.75 * len(pieces)
