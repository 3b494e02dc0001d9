"""
Text files: notices or a newspaper page, without what was copied along with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bulletin.articles.moments import HOME
from bulletin.articles.newsprint import Decision, Explained, explain_newsprint
from bulletin.articles.notices import explain_notices
from bulletin.articles.pagewords import is_furniture, is_stamp_of_account
from bulletin.model import Article

_HEAD_LINES = 8
"""A masthead, and a page's line of author and time, stand among the first lines."""
_OUTLET = re.compile(r"^\s*(?:信息|文章|内容)?(?:来源|稿源)\s*[:：|丨]\s*([^\s，。；：:|丨]{2,16})")


def explain_text(text: str) -> Explained:
    """
    Read a text file's articles and say what was decided: notices where it holds nothing else, else a newspaper page.

    What was copied along from a web page or a WeChat account (its buttons, its line of author and time) is left out,
    and so is a newspaper's masthead, whose date is the day of print.
    """
    lines = text.split("\n")
    own = {n: _OWN for n, line in enumerate(lines) if _is_of_the_page(line.strip(), n)}
    notices = _without(lines, own, explain_notices)
    if notices.articles:
        return notices
    heads = {n: _MASTHEAD for n, line in enumerate(lines) if _is_masthead(line.strip(), n)}
    page = _without(lines, own | heads, explain_newsprint)
    return Explained(_printed_on(page.articles, [lines[n] for n in heads]), page.decisions)


def _without(
    lines: Sequence[str], left_out: Mapping[int, tuple[str, str]], explain: Callable[[str], Explained]
) -> Explained:
    """
    Explain lines without those that are left out, which keep their places among the decisions.
    """
    kept = [n for n, line in enumerate(lines) if n not in left_out and (line.strip() or n - 1 not in left_out)]
    found = explain("\n".join(lines[n] for n in kept))
    decided = [replace(one, number=kept[one.number - 1] + 1) for one in found.decisions]
    decided += [Decision(n + 1, lines[n].strip()[:20], *why) for n, why in left_out.items()]
    articles = _from(found.articles, [lines[n] for n in sorted(left_out)])
    return Explained(articles, tuple(sorted(decided, key=lambda one: one.number)))


_OWN = ("略去", "网页或公众号自己的文字，不是稿件")
_MASTHEAD = ("版面杂项", "报头：报名、日期、版次")
_PRINTED_ON = re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NAMES_A_PAGE = re.compile(r"[A-Z]?\d{1,2}\s*版|第[一二三四五六七八九十]+版|总第|[日晚早时周]报(?:\s|$)")
_WEEKDAY = re.compile(r"星期[一二三四五六日天]")


def _is_masthead(line: str, number: int) -> bool:
    if len(line) > 60 or _PRINTED_ON.search(line) is None or re.search(r"[，。！？；（(]|[上下中]午", line):
        return False
    return _NAMES_A_PAGE.search(line) is not None or (number < _HEAD_LINES and _WEEKDAY.search(line) is not None)


def _printed_on(articles: Sequence[Article], heads: Sequence[str]) -> tuple[Article, ...]:
    """
    Date the articles that bear no date by the page's first masthead.
    """
    found = _PRINTED_ON.search(heads[0]) if heads else None
    try:
        day = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=HOME) if found else None
    except ValueError:
        day = None
    return tuple(replace(one, published=one.published or day) for one in articles)


def _is_of_the_page(line: str, number: int) -> bool:
    if not 4 < len(line) <= 60:  # a bare 广告 begins an advertisement on a newspaper's page
        return False
    return is_furniture(line) or (0 < number < _HEAD_LINES and is_stamp_of_account(line))


def _from(articles: Sequence[Article], own: Sequence[str]) -> tuple[Article, ...]:
    """
    Name the outlet of a single article where a line of the page told it.
    """
    told = [found[1] for line in own if (found := _OUTLET.search(line))]
    if len(articles) != 1 or not told or articles[0].byline.outlet:
        return tuple(articles)
    return (replace(articles[0], byline=replace(articles[0].byline, outlet=told[0])),)
