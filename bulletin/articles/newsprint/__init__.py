"""
Newspaper pages as text: articles in printed order, from a dump in which column breaks look like paragraph breaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.articles.newsprint.company import in_company
from bulletin.articles.newsprint.draft import Decision, Draft
from bulletin.articles.newsprint.layout import lay_out
from bulletin.articles.newsprint.lines import printed_lines
from bulletin.articles.newsprint.page import read_page
from bulletin.articles.newsprint.pieces import sort_out
from bulletin.model import Article

__all__ = ["Decision", "Explained", "explain_newsprint", "read_newsprint"]

_FEWEST_HAN = 15
"""Chinese characters of the shortest text that is an article."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_STOP = re.compile(r"[。！？!?]|[\u4e00-\u9fff]\.")
_CLAUSE = re.compile(r"[^，,。！？!?；;]{4,40}")


@dataclass(frozen=True, slots=True)
class Explained:
    """
    A page's articles in printed order, and every decision that led to them, in the order of the file's lines.

    Each block of print (a line, or hard-wrapped lines put together) has at least one decision; a block that holds both
    a byline and text has one for either. A page without an article has no articles, but decisions all the same.
    """

    articles: tuple[Article, ...]
    decisions: tuple[Decision, ...]


def read_newsprint(text: str) -> tuple[Article, ...]:
    """
    Read the articles of a newspaper page, in printed order; empty when there is none.

    Args:
        text: The page's text as copied or extracted, in any layout: a line a paragraph, hard-wrapped lines, with
            or without indents and blank lines. Any string is read without an error, in time linear in its length.

    Returns:
        Articles with column breaks closed, bylines, captions, subheads and page furniture taken out of the body.
        Punctuation is as printed; full-width digits and letters become half-width; stray blanks go. Text that
        is damaged in print is kept and named in `suspects`. `source`, `url` and `published` are not set.
    """
    return explain_newsprint(text).articles


def explain_newsprint(text: str) -> Explained:
    """
    Read a page as `read_newsprint` does, and say for each break what was decided and why.
    """
    layout = lay_out(printed_lines(text))
    drafts, decisions = read_page(in_company(sort_out(layout.blocks)), has_indents=layout.has_indents)
    articles = tuple(_titled(draft).article() for draft in drafts if _is_article(draft))
    return Explained(articles, tuple(decisions))


def _is_article(draft: Draft) -> bool:
    body = "".join(draft.paragraphs)
    return bool(_STOP.search(body)) and any(len(_HAN.findall(body[:n])) >= _FEWEST_HAN for n in (40, 400))


def _titled(draft: Draft) -> Draft:
    """
    Give an article without a headline its first clause as one.
    """
    if not draft.titles:
        found = _CLAUSE.search(draft.paragraphs[0])
        draft.titles.append(found[0] if found else draft.paragraphs[0][:20])
    return draft
