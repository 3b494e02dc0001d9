"""
Notices as an office writes them: a title that says so, then short lines, many of them no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from bulletin.articles.moments import HOME
from bulletin.articles.newsprint import Explained
from bulletin.articles.newsprint.draft import Decision
from bulletin.articles.newsprint.lines import PrintedLine, printed_lines
from bulletin.model import Article

_KINDS = (
    "通知|公告|通告|告示|公示|通报|启事|告知书|倡议书|倡议|声明|讣告|喜报|提示|提醒|贴士|常识|须知|预告|预警|天气预报|公开信|一封信|"
    "(?:村务|财务|党务|政务)公开"
)
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
_DATE = re.compile(r"\s*(20\d\d)\s*[年.-]\s*(\d{1,2})\s*[月.-]\s*(\d{1,2})\s*日?\s*")
_ENDS = re.compile(r"[。！？；：]$")
_NARROWEST = 14
"""Full-width characters of the narrowest column whose lines are cut."""
_FEWEST_HAN = 4
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
    lines = printed_lines(text)
    if not lines or not is_notice_title(lines[0].text) or any(_PRINT.search(line.text) for line in lines):
        return Explained((), ())
    decisions: list[Decision] = []
    pieces: list[list[str]] = []
    column = _column(lines)
    above: PrintedLine | None = None
    for line in lines:
        begins = is_notice_title(line.text) and (not pieces or line.gap > 0)
        verdict, why = ("标题", "通知、公告一类的标题") if begins else ("正文", "通知的内容，一行一段")
        if begins:
            pieces.append([line.text])
        elif above and _goes_on(above, line, column):
            pieces[-1][-1] += line.text
            verdict, why = "接上文", "上一行排满了，没有说完"
        else:
            pieces[-1].append(line.text)
        decisions.append(Decision(line.number, line.text[:20], verdict, why))
        above = None if begins else line
    return Explained(tuple(_articles(pieces)), tuple(decisions))


def _column(lines: Sequence[PrintedLine]) -> float:
    """
    Return the width at which long lines are cut, in full-width characters; 0 where none are.
    """
    widest = max(line.width for line in lines)
    full = [line for line in lines if line.width > widest - 2 and not _ENDS.search(line.text)]
    return widest if widest >= _NARROWEST and len(full) > 1 else 0.0


def _goes_on(above: PrintedLine, line: PrintedLine, column: float) -> bool:
    is_full = column > 0 and above.width > column - 2 and not _ENDS.search(above.text)
    return (
        is_full
        and not line.gap
        and not line.indent
        and not _NUMBERED.match(line.text)
        and not _LABELLED.match(line.text)
    )


def notice(title: str, lines: Sequence[str]) -> Article:
    """
    Return a notice from its title and lines, at least one; a date as its last line tells when it was issued.
    """
    return Article(_closed(title).strip("【】[]"), paragraphs=told(lines), published=_signed(lines[-1]), kind="notice")


def _signed(line: str) -> datetime | None:
    found = _DATE.fullmatch(line)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=HOME) if found else None
    except ValueError:
        return None


def _articles(pieces: Sequence[Sequence[str]]) -> Iterator[Article]:
    for title, *lines in pieces:
        if len(_HAN.findall("".join(lines))) >= _FEWEST_HAN:
            yield notice(title, lines)
