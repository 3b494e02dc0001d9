"""
News feeds: RSS 0.9 to 2.0, Atom, JSON Feed, in whatever encoding, and however wrongly that is declared.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from bulletin.articles import bylines
from bulletin.articles.cleaning import MAX_ARTICLES, MAX_BYTES, plain_of_markup, within_limits
from bulletin.articles.encodings import decoded
from bulletin.articles.moments import moment_in
from bulletin.articles.pagetree import parse
from bulletin.articles.pagewords import is_furniture, is_related, is_stamp
from bulletin.articles.website import read_html
from bulletin.errors import NoArticlesError, SourceError
from bulletin.model import Article, Byline, Seconds
from bulletin.outside.fetch import Fetcher

logger = logging.getLogger(__name__)

_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:[a-z0-9]{1,12}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:item|entry|[a-z0-9]{1,12}:(?:item|entry))\s*>", re.IGNORECASE)
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|[a-z0-9]{1,12}:feed|RDF|channel)[\s>]", re.IGNORECASE)
_CUT_SHORT = re.compile(
    r"(?:\.{2,}|…+|\[…\]|\[详细\]|\[阅读全文\]|（未完）|查看全文|阅读全文|阅读更多|详细|更多)\s*[>»\]）)]*$"
)
MAX_PAGES = 40
"""The most pages read to complete one feed's teasers; the rest stay teasers."""

MAX_SECONDS: Seconds = 120.0
"""How long completing them may take in all."""

_TEASER_CHARS = 160
"""A text this short beside a link to the piece is taken to be its beginning only."""


def read_feed(data: bytes, url: str = "") -> tuple[Article, ...]:
    """
    Read a feed's entries, newest as the feed has them.

    Args:
        data: The document; at most 5 MB and 200 entries are taken.
        url: Where it was found: relative links are meant from there.

    Returns:
        Entries with a title and text, in the feed's order; times without a zone are China's.

    Raises:
        NoArticlesError: There is no such entry.
        SourceError: It is no feed, too large, or defines XML entities of its own (a bomb, or a reader of files).
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"订阅源超过 {MAX_BYTES // 1_000_000} MB，没有读取。请检查网址。")
    text = decoded(data).lstrip("\ufeff \r\n\t\0")
    articles = within_limits(_json_articles(text, url) if text[:1] == "{" else _xml_articles(text, url))
    if not articles:
        raise NoArticlesError(f"订阅源 {url} 里没有稿件。请用浏览器打开网址核对，或稍后再试。")
    return articles


def _xml_articles(text: str, url: str) -> Iterator[Article]:
    head = text[:20_000]
    if not _ROOT.search(head) or re.match(r"\s*<!doctype html|\s*<html", head, re.IGNORECASE):
        raise SourceError(f"{url} 不是订阅源（RSS、Atom 或 JSON Feed）。请向网站索取订阅地址。")
    if _ENTITY.search(text):
        raise SourceError(f"订阅源 {url} 自定义了 XML 实体，可能有害，没有读取。请联系网站。")
    import feedparser  # noqa: PLC0415 - a tenth of a second that other sources need not pay

    data = ('<?xml version="1.0" encoding="utf-8"?>' + _PROLOG.sub("", _first_entries(text), count=1)).encode(
        "utf-8", "replace"
    )
    base = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers=base, sanitize_html=False)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, AssertionError) as error:
        # The library's loose reader fails in many ways on broken mark-up.
        raise SourceError(f"订阅源 {url} 已损坏，无法读取。请联系网站。") from error
    name = plain_of_markup(str(feed.feed.get("title") or "")) or urlsplit(url).netloc
    for entry in feed.entries[:MAX_ARTICLES]:
        yield _entry_article(entry, name, url)


def _first_entries(text: str) -> str:
    """
    Return a feed without the entries past `MAX_ARTICLES`: what is never read costs no memory.

    Raises:
        SourceError: Entries are opened and never closed.
    """
    ends = [found.end() for found in _ENTRY_END.finditer(text)]
    if sum(1 for _ in _ENTRY.finditer(text)) > len(ends) + 10:  # entries do not stand within entries
        raise SourceError("订阅源的条目没有结束标记，已损坏，没有读取。请联系网站。")
    return text if len(ends) <= MAX_ARTICLES else text[: ends[MAX_ARTICLES - 1]] + text[ends[-1] :]


def _entry_article(entry: Mapping[str, Any], name: str, url: str) -> Article:
    bodies = [str(one.get("value") or "") for one in entry.get("content") or ()]
    bodies.append(str(entry.get("summary") or ""))
    stated = next((str(entry[key]) for key in ("published", "issued", "created", "updated") if entry.get(key)), "")
    return _article(
        plain_of_markup(str(entry.get("title") or "")),
        max(bodies, key=lambda body: len(plain_of_markup(body))),
        source=name,
        url=_link(entry.get("link"), url),
        stated=stated,
        author=plain_of_markup(str(entry.get("author") or "")),
    )


def _json_articles(text: str, url: str) -> Iterator[Article]:
    """
    Yield the items of a JSON Feed (jsonfeed.org, version 1.1).
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"订阅源 {url} 不是完整的 JSON，无法读取。请联系网站。") from error
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        raise SourceError(f"{url} 不是订阅源（RSS、Atom 或 JSON Feed）。请向网站索取订阅地址。")
    name = plain_of_markup(str(feed.get("title") or "")) or urlsplit(url).netloc
    for entry in entries[:MAX_ARTICLES]:
        if isinstance(entry, dict):
            body = entry.get("content_html") or entry.get("content_text") or entry.get("summary") or ""
            yield _article(
                plain_of_markup(str(entry.get("title") or "")),
                str(body) if entry.get("content_html") else _as_markup(str(body)),
                source=name,
                url=_link(entry.get("url") or entry.get("external_url"), url),
                stated=str(entry.get("date_published") or entry.get("date_modified") or ""),
                author="",
            )


def _as_markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _link(link: object, base: str) -> str:
    try:
        found = urljoin(base, str(link or "").strip())
    except ValueError:
        return ""
    return found if found.startswith(("http://", "https://")) else ""


def _article(title: str, body: str, *, source: str, url: str, stated: str, author: str) -> Article:  # noqa: PLR0913 - an entry's facts
    paragraphs = paragraphs_of(body)
    byline, texts = bylines.parted(paragraphs)
    if author and not byline.raw:
        byline = Byline(author, byline.outlet, byline.credits)
    return Article(
        headline=title or (texts[0][:40] if texts else ""),
        byline=byline,
        paragraphs=texts,
        source=source,
        url=url,
        published=moment_in(stated),
    )


def paragraphs_of(markup: str) -> list[str]:
    """
    Return the paragraphs of a scrap of HTML, without links to more and the page's furniture.
    """
    if "<" not in markup and "&" not in markup:
        texts = markup.splitlines()
    else:
        try:
            lines = parse(f"<div>{markup}</div>").lines
        except NoArticlesError:
            return []
        texts = [line.text for line in lines if line.link_share < 0.6]
    kept: list[str] = []
    for text in map(plain_of_markup, texts):
        if is_related(text):
            break
        if text and not is_furniture(text) and (kept or not is_stamp(text)):
            kept.append(text)
    return kept


def is_teaser(article: Article) -> bool:
    """
    Whether an entry holds only the beginning of the piece it links to.
    """
    if not article.url or not article.paragraphs:
        return bool(article.url)
    chars = sum(map(len, article.paragraphs))
    return _CUT_SHORT.search(article.paragraphs[-1]) is not None or (
        len(article.paragraphs) == 1 and chars < _TEASER_CHARS
    )


def whole_sentences(article: Article) -> Article:
    """
    Return a teaser cut back to its last whole sentence; without paragraphs where there is none.
    """
    *before, last = article.paragraphs or ("",)
    cut = _CUT_SHORT.sub("", last)
    if cut == last:
        return article
    ends = [found.end() for found in re.finditer(r"[。！？][”’）)]?", cut)]
    return replace(article, paragraphs=tuple(text for text in (*before, cut[: ends[-1]] if ends else "") if text))


@dataclass(frozen=True, slots=True)
class Feed:
    """
    A feed at a web address.

    Args:
        name: For logs and notes.
        url: Its address.
        fetcher: Reads it.
        is_full_text: Whether the linked page is read where the feed has only a teaser.
    """

    name: str
    url: str
    fetcher: Fetcher
    is_full_text: bool = True

    def read(self) -> tuple[Article, ...]:
        """
        Read the feed, and the pages behind its teasers; where such a page fails, the teaser's whole sentences stay.

        Raises:
            SourceError: The feed cannot be read, or holds nothing.
        """
        page = self.fetcher.get(self.url)
        entries = self._completed(read_feed(page.body, page.url))
        articles = tuple(replace(entry, source=self.name) for entry in entries if entry.paragraphs)
        if not articles:
            raise NoArticlesError(
                f"订阅源 {self.name} 只有标题，没有正文，全文网页也没有读到。请打开“读取全文”或换来源。"
            )
        return articles

    def _completed(self, entries: Sequence[Article]) -> Iterator[Article]:
        ends, pages = self.fetcher.clock.monotonic() + MAX_SECONDS, 0
        for entry in entries:
            if not is_teaser(entry):
                yield entry
                continue
            pages += 1
            may_ask = self.is_full_text and pages <= MAX_PAGES and self.fetcher.clock.monotonic() < ends
            yield self._whole(entry, may_ask=may_ask)

    def _whole(self, entry: Article, *, may_ask: bool) -> Article:
        if may_ask:
            try:
                return full_text(entry, self.fetcher)
            except SourceError as error:
                logger.warning("%s: %s: no full text: %s", self.name, entry.id, error)
        return whole_sentences(entry)


def full_text(entry: Article, fetcher: Fetcher) -> Article:
    """
    Return an entry with the body of the page it links to.

    Raises:
        SourceError: The page cannot be read, or holds less than the entry.
    """
    page = fetcher.get(entry.url)
    read = read_html(page.body, page.url)
    if sum(map(len, read.paragraphs)) < sum(map(len, entry.paragraphs)):
        raise NoArticlesError(f"{entry.url} 的正文比订阅源里的还短。")
    return replace(
        read, headline=entry.headline or read.headline, url=entry.url, published=entry.published or read.published
    )
