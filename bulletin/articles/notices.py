"""
Notices as an office writes them: a title that says so, then short lines, many of them no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin.articles.newsprint import Explained
from bulletin.articles.newsprint.draft import Decision
from bulletin.articles.newsprint.layout import lay_out
from bulletin.articles.newsprint.lines import printed_lines
from bulletin.model import Article

_KINDS = "通知|公告|通告|公示|启事|告知书|倡议书|温馨提示|温馨提醒|提示|须知|预告|预警|公开信|一封信"
_TITLE = re.compile(
    rf"[【\[]?[^。！？，；：:]{{0,40}}?(?:{_KINDS})(?:[（(][^）)]{{1,12}}[）)])?[】\]]?|[^。！？，；]{{2,40}}(?:致|给)[^。！？，；]{{2,30}}的一封信"
)
_PRINT = re.compile(r"记者|通讯员|本报讯|下转第|上接第|责任编辑|责编")
"""What stands on a newspaper's page and in no notice."""
_HEAD = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．])\s*([^。！？，；：:]{2,14})[：:]?"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．](?!\d)"
)
_LABELLED = re.compile(r"[^。！？，；：:\d]{2,10}[：:]")
_BESIDE = re.compile(r"(?<=[^\s，。；：])\s+(?=[^\s。！？，；：:\d]{2,6}[：:])")
"""The gap between two labelled things on one line: 联系人：陈某  电话：…"""
_BLANK_IN_TITLE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_FEWEST_HAN = 10
_HAN = re.compile(r"[\u3400-\u9fff]")


def is_notice_title(text: str) -> bool:
    """
    Tell whether a line by itself is the title of a notice: 停电通知, 关于开展…的公告, 通 知.
    """
    return _TITLE.fullmatch(_closed(text)) is not None


def _closed(title: str) -> str:
    return _BLANK_IN_TITLE.sub("", title) if len(title) < 12 else title


def told(lines: Sequence[str]) -> tuple[str, ...]:
    """
    Return the paragraphs of a notice from its lines: a numbered head is put before the line it heads.

    Two labelled things on one line are parted by a comma.

    >>> told(["一、办理时间", "12月5日上午9:00", "二、办理地点", "村委会"])
    ('办理时间：12月5日上午9:00', '办理地点：村委会')
    """
    paragraphs: list[str] = []
    head = ""
    for line in (_BESIDE.sub("，", one) for one in lines):
        found = _HEAD.fullmatch(line)
        if found:
            paragraphs += [head] if head else []
            head = found[1]
        elif head:
            is_own = _NUMBERED.match(line) or _LABELLED.match(line)
            paragraphs += [head, line] if is_own else [f"{head}：{line}"]
            head = ""
        else:
            paragraphs.append(line)
    return (*paragraphs, head) if head else tuple(paragraphs)


def explain_notices(text: str) -> Explained:
    """
    Read a file that holds notices and nothing else, one after another; no articles where it is another text.

    Args:
        text: As written, in any layout. It holds notices where its first line is the title of one, and no line of it
            is a newspaper's.
    """
    blocks = lay_out(printed_lines(text)).blocks
    if not blocks or not is_notice_title(blocks[0].text) or any(_PRINT.search(block.text) for block in blocks):
        return Explained((), ())
    decisions: list[Decision] = []
    pieces: list[list[str]] = []
    for block in blocks:
        begins = is_notice_title(block.text) and (not pieces or block.gap > 0)
        if begins:
            pieces.append([])
        pieces[-1].append(block.text)
        why = "通知、公告一类的标题" if begins else "通知的内容，一行一段"
        decisions.append(Decision(block.number, block.text[:20], "标题" if begins else "正文", why))
    return Explained(tuple(_articles(pieces)), tuple(decisions))


def _articles(pieces: Sequence[Sequence[str]]) -> Iterator[Article]:
    for title, *lines in pieces:
        paragraphs = told(lines)
        if len(_HAN.findall("".join(paragraphs))) >= _FEWEST_HAN:
            yield Article(headline=_closed(title).strip("【】[]"), paragraphs=paragraphs)
