"""
Articles on web pages: of newspapers, governments, e-papers and WeChat accounts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bulletin.articles import bylines
from bulletin.articles.captions import is_caption
from bulletin.articles.cleaning import clean
from bulletin.articles.fair_copy import tidy
from bulletin.articles.mainbody import article_lines
from bulletin.articles.newsprint.bylines import read_own_line
from bulletin.articles.notices import is_notice_title, told
from bulletin.articles.page_state import told_in_scripts
from bulletin.articles.pagefacts import Facts, around_title
from bulletin.articles.pagetree import TextLine, parse
from bulletin.errors import NoArticlesError
from bulletin.model import Article, Byline, Subhead

_MIN_CHARS = 30
"""The shortest body: a notice of one sentence has some 40 characters, a page of buttons none of that length."""

_SENTENCE_END = re.compile(r"[。！？；：，、,;:.!?…”’]$")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(slots=True)
class _Body:
    """
    An article's parts as they are sorted out of its lines.
    """

    paragraphs: list[str] = field(default_factory=list)
    subheads: list[Subhead] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    byline: Byline = field(default_factory=Byline)

    def add(self, line: TextLine) -> None:
        if (line.block.is_caption and len(line.text) <= 160) or is_caption(line.text):
            self.captions.append(line.text)
        elif _is_subhead(line) and not read_own_line(line.text):
            self.subheads.append(Subhead(line.text, len(self.paragraphs)))
        else:
            self.paragraphs.append(line.text)

    def as_notice(self) -> None:
        """
        Put what is in bold back among the lines, each head before what it heads.
        """
        lines = list(self.paragraphs)
        for one in reversed(self.subheads):
            lines.insert(one.before, one.text)
        self.paragraphs, self.subheads = list(told(lines)), []


def read_html(html: str | bytes, url: str = "") -> Article:
    """
    Read the article on a web page: its title, body, time and outlet, without the page's furniture.

    Args:
        html: The page; bytes may be in any Chinese encoding, whatever they declare.
        url: Where it was found; its date is used where the page tells none.

    Returns:
        One article; its `source` is the outlet's name, or the host's where none is told.

    Raises:
        NoArticlesError: There is no article on it.
        SourceError: It is too large or too intricate to be a page of news.
    """
    tree = parse(html)
    facts = Facts(tree, url)
    title = facts.title()
    lines = tidy(article_lines(tree, title), title)
    body = _sorted_out(lines)
    if sum(map(len, body.paragraphs)) < _MIN_CHARS:
        body = _sorted_out(tidy(told_in_scripts(tree.root), title))
    if sum(map(len, body.paragraphs)) < _MIN_CHARS or not any(map(_HAN.search, body.paragraphs)):
        raise NoArticlesError(f"网页 {url or ''} 上没有找到新闻正文。请确认它是一篇文章的网页，而不是首页或列表。")
    if is_notice_title(title):
        body.as_notice()
    near = around_title(tree.lines, title, lines[0] if lines else None)
    own = body.byline.outlet
    outlet = (facts.outlet(near) or own) if not own or own.startswith("本") else own  # 本报 is the page's own
    article = Article(
        headline=title or body.paragraphs[0][:40],
        byline=Byline(body.byline.raw, outlet, body.byline.credits),
        paragraphs=tuple(body.paragraphs),
        subheads=tuple(body.subheads),
        captions=tuple(body.captions),
        source=outlet or facts.host(),
        url=url,
        published=facts.published(near),
        kind="notice" if is_notice_title(title) else "news",
    )
    return clean(article)


def _sorted_out(lines: Sequence[TextLine]) -> _Body:
    body = _Body()
    for line in lines:
        body.add(line)
    while body.subheads and body.subheads[-1].before >= len(body.paragraphs):  # heads nothing
        body.paragraphs.append(body.subheads.pop().text)
    body.byline, parted = bylines.parted(body.paragraphs)
    before = next((n for n, text in enumerate(body.paragraphs) if parted[0] in text), 0) if parted else 0
    body.subheads = [replace(one, before=min(max(one.before - before, 0), len(parted))) for one in body.subheads]
    body.paragraphs = list(parted)
    return body


def _is_subhead(line: TextLine) -> bool:
    is_bold = line.bold >= len(line.text.replace(" ", "")) * 0.9
    return is_bold and len(line.text) <= 40 and not _SENTENCE_END.search(line.text)
