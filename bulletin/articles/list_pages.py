"""
List pages: the contents of an e-paper, a government's news column; their articles are read one after another.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urljoin, urlsplit

from bulletin.articles.cleaning import plain
from bulletin.articles.moments import HOME, moment_in, moment_of_address
from bulletin.articles.pagetree import Element, parse
from bulletin.articles.website import read_html
from bulletin.errors import AddressError, NoArticlesError, SourceError
from bulletin.model import Article, Seconds
from bulletin.outside.clock import Clock
from bulletin.outside.fetch import Fetcher

logger = logging.getLogger(__name__)

MAX_PAGES = 60
"""The most articles read from one list a day: politeness to the site, and some ten newspaper pages."""

MAX_SECONDS: Seconds = 180.0
"""How long a list's articles may take in all; what was read by then is aired."""

MAX_AGE = timedelta(days=2)
"""How old a column's article may be; the weekend's news is still news on Monday."""

_CONTENT = re.compile(r"(?:^|/)(?:content|con|c|article|art)[_-]?\d[\w-]*\.(?:s?html?|jsp)$", re.IGNORECASE)
_NODE = re.compile(r"(?:^|/)(?:node|layout|page|bm)[_-]?\d[\w-]*\.(?:s?html?|jsp)$", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|mp[34])$|(?:/|^)(?:index|list|default)[_\d]*\.\w+$|/$", re.IGNORECASE
)
_COUNTED = re.compile(r"\d+|odd|even|first|last|active", re.IGNORECASE)
"""What tells entries of one list apart: they stand alike without it."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_MIN_TITLE = 8
"""Characters of a headline; the names of columns and menus are shorter."""


@dataclass(frozen=True, slots=True)
class Link:
    """
    An article that a list page names.

    Args:
        url: Its address.
        title: As the list has it, `""` when it has none (a page map).
        published: Its date, None when the list tells none.
    """

    url: str
    title: str
    published: datetime | None = None


def paper_links(html: str | bytes, url: str) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """
    Return an e-paper page's articles, and the addresses of the paper's other pages, in printed order.
    """
    articles: dict[str, Link] = {}
    nodes: dict[str, None] = {}
    for node, address in _addresses(parse(html).root, url):
        title = plain("".join(node.itertext())) or plain(node.get("title") or "")
        if _NODE.search(urlsplit(address).path):
            nodes.setdefault(address)
        elif _CONTENT.search(urlsplit(address).path):
            known = articles.get(address)
            if known is None or len(title) > len(known.title):
                articles[address] = Link(address, title, moment_of_address(address))
    return tuple(articles.values()), tuple(nodes)


def column_links(html: str | bytes, url: str) -> tuple[Link, ...]:
    """
    Return the articles of a news column, in its order.

    They are the largest group of links that stand alike on the page and have the words of headlines.
    """
    groups: dict[str, dict[str, Link]] = defaultdict(dict)
    for node, address in _addresses(parse(html).root, url):
        title = plain(node.get("title") or "") or plain("".join(node.itertext()))
        if len(_HAN.findall(title)) >= _MIN_TITLE and not _NO_ARTICLE.search(urlsplit(address).path):
            groups[_place(node)].setdefault(
                address, Link(address, title, _date_beside(node) or moment_of_address(address))
            )
    best = max(groups.values(), key=_worth, default={})
    return tuple(best.values())


def _worth(links: dict[str, Link]) -> float:
    """
    Dates mark a list of news; a group without them counts half.
    """
    dated = sum(link.published is not None for link in links.values())
    return sum(len(link.title) for link in links.values()) * (0.5 + dated / len(links))


def _addresses(root: Element, url: str) -> Iterator[tuple[Element, str]]:
    """
    Yield links and areas of page maps with their addresses, those of the same site only.
    """
    site = ".".join((urlsplit(url).hostname or "").split(".")[-3:])
    base = next(iter(root.xpath("//base/@href")), "")
    for node in root.xpath("//a[@href] | //area[@href]"):
        try:
            address = urldefrag(urljoin(urljoin(url, base), node.get("href").strip())).url
            host = urlsplit(address).hostname or ""
        except ValueError:
            continue
        is_own = host == site or host.endswith(f".{site}")
        if address.startswith(("http://", "https://")) and address != url and is_own:
            yield node, address


def _place(node: Element) -> str:
    """
    Return what kind of place a link stands in: the tags and classes of the blocks around it.
    """
    steps: list[str] = []
    for around in node.iterancestors():
        if around.tag in {"body", "html"} or len(steps) == 6:
            break
        steps.append(f"{around.tag}.{_COUNTED.sub('', around.get('class') or around.get('id') or '')}")
    return "/".join(steps)


def _date_beside(node: Element) -> datetime | None:
    for around in list(node.iterancestors("li", "tr", "dd", "dl", "div", "p"))[:2]:
        text = plain(" ".join(around.itertext()))
        if len(text) < 400 and (found := moment_in(text.replace(plain("".join(node.itertext())), " "))):
            return found
    return None


@dataclass(frozen=True, slots=True)
class ListPage:
    """
    An e-paper's page of contents or a news column at a web address.

    Args:
        name: For logs and notes.
        address: May hold today's date: `https://paper.example.cn/html/{date:%Y-%m/%d}/node_2.htm`.
        fetcher: Reads the pages.
        clock: Tells today.
    """

    name: str
    address: str
    fetcher: Fetcher
    clock: Clock

    def read(self) -> tuple[Article, ...]:
        """
        Read today's articles; one that fails is left out.

        Raises:
            AddressError: The site's robots.txt does not want it.
            NoArticlesError: The list names no article of today.
            SourceError: The list or all articles cannot be read.
        """
        url = dated(self.address, self.clock.now().astimezone(HOME))
        links = self._links(url)
        articles: list[Article] = []
        failure: SourceError | None = None
        ends = self.clock.monotonic() + MAX_SECONDS
        for link in links[:MAX_PAGES]:
            if self.clock.monotonic() > ends:
                logger.warning("%s: stopped after %.0f s with %d articles", self.name, MAX_SECONDS, len(articles))
                break
            try:
                articles.append(self._article(link))
            except SourceError as error:
                logger.warning("%s: left out: %s", self.name, error)
                failure = failure or error
        if failure and not articles:
            raise failure
        return tuple(articles)

    def _links(self, url: str) -> tuple[Link, ...]:
        page = self._allowed(url)
        links, nodes = paper_links(page, url)
        is_paper = bool(links) and (bool(nodes) or _NODE.search(urlsplit(url).path) is not None)
        links = self._whole_paper(url, links, nodes) if is_paper else column_links(page, url)
        oldest = self.clock.now() - MAX_AGE
        recent = tuple(link for link in links if link.published is None or link.published >= oldest)
        if not recent:
            raise NoArticlesError(f"列表页 {url} 上没有近两天的稿件。请用浏览器打开网址核对。")
        return recent

    def _whole_paper(self, url: str, links: tuple[Link, ...], nodes: tuple[str, ...]) -> tuple[Link, ...]:
        """
        Add the articles of the paper's other pages of the same day.
        """
        found = {link.url: link for link in links}
        folder = url.rpartition("/")[0]
        for node in [node for node in nodes if node.rpartition("/")[0] == folder][:16]:
            try:
                found |= {link.url: link for link in paper_links(self._allowed(node), node)[0] if link.url not in found}
            except SourceError as error:
                logger.warning("%s: page left out: %s", self.name, error)
        return tuple(found.values())

    def _allowed(self, url: str) -> bytes:
        if not self.fetcher.is_welcome(url):
            raise AddressError(f"网站的 robots.txt 不允许自动读取 {url}。请联系网站取得许可，或改用订阅源。")
        return self.fetcher.get(url).body

    def _article(self, link: Link) -> Article:
        page = self.fetcher.get(link.url)
        read = read_html(page.body, page.url)
        return replace(read, source=self.name, url=link.url, published=read.published or link.published)


def dated(address: str, now: datetime) -> str:
    """
    Fill today's date into an address: `{date:%Y-%m/%d}` as `strftime` has it.

    Raises:
        AddressError: What stands in the braces is no date.
    """

    def fill(found: re.Match[str]) -> str:
        return now.strftime(found[1])

    filled = re.sub(r"\{date:([^{}]{1,40})\}", fill, address)
    if "{" in filled:
        raise AddressError(f"看不懂网址里的日期“{address}”。请写成 {{date:%Y-%m/%d}} 这样。")
    return filled


@dataclass(frozen=True, slots=True)
class WebPage:
    """
    One article at a web address, its further pages joined.

    Args:
        name: For logs and notes.
        url: Its address; may hold today's date as that of a list page.
        fetcher: Reads it.
        clock: Tells today.
    """

    name: str
    url: str
    fetcher: Fetcher
    clock: Clock

    def read(self) -> tuple[Article, ...]:
        """
        Read the article.

        Raises:
            SourceError: It cannot be read.
        """
        page = self.fetcher.get(dated(self.url, self.clock.now().astimezone(HOME)))
        article = read_html(page.body, page.url)
        for further in self._further(page.body, page.url):
            more = read_html(further, page.url).paragraphs
            article = replace(
                article, paragraphs=article.paragraphs + tuple(p for p in more if p not in article.paragraphs)
            )
        return (replace(article, source=self.name),)

    def _further(self, html: bytes, url: str) -> Iterator[bytes]:
        seen = {url}
        following = next_page(html, url)
        while following and following not in seen and len(seen) < 10:
            seen.add(following)
            page = self.fetcher.get(following)
            yield page.body
            following = next_page(page.body, following)


def next_page(html: str | bytes, url: str) -> str:
    """
    Return the address of the article's next page (`/t1_2.html` after `/t1.html`), `""` when this is its last.
    """
    path = urlsplit(url).path
    stem = re.sub(r"(?:_\d{1,2})?(\.\w+)?$", "", path)
    for node, address in _addresses(parse(html).root, url):
        is_next = plain("".join(node.itertext())).strip("<>»›[]【】 ") in {"下一页", "下页", "后页"}
        if is_next and re.fullmatch(re.escape(stem) + r"[_-]\d{1,2}(\.\w+)?", urlsplit(address).path):
            return address
    return ""
