"""
What a web page says of its article: title, time, outlet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bulletin.articles.cleaning import plain, plain_lines
from bulletin.articles.moments import moment_in, moment_of_address
from bulletin.articles.pagetree import Block, Element, PageTree, TextLine, texts_of

_TITLE_METAS = ("articletitle", "og:title", "title", "twitter:title")
_TIME_METAS = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:release_date",
    "article:create_at",
    "og:time",
    "apub:time",
    "datepublished",
    "dateupdate",
    "publish_time",
    "publishtime",
    "createdate",
    "releasedate",
    "date",
    "weibo: article:create_at",
)
_OUTLET_METAS = ("contentsource", "source", "mediaid", "article:author:name", "copyright_source")
_SITE_METAS = ("sitename", "og:site_name", "application-name")
_SPLIT = re.compile(
    r"\s*(?:[_|｜–—]+|-{2,}|\s-\s|(?<![A-Za-z0-9])-(?=[^-_|｜A-Za-z0-9][^-_|｜]{1,15}(?:$|[_|｜-]))|»|›|<)\s*"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_OUTLET = re.compile(
    r"(?:来源|稿源|信息来源|文章来源|内容来源|新闻来源|出处|来源于|转自|发布单位|发布机构)\s*[:：丨|]\s*[《“\"]?\s*"
    r"([^\s|｜《》“”\"：:，。,;；（）()\[\]【】/]{2,24}?)"
    r"(?=$|[\s|｜《》“”\"：:，。,;；（）()\[\]【】/]|浏览|作者|编辑|发布|时间|字号|字体|点击|阅读|责任|日期|分享|打印|评论|记者|访问|选择)"
)
_PRESS = re.compile(r"(?:报|网|社|台|发布|客户端|新闻|融媒|融媒体中心|在线|观察|电视|广播|号|中心)$")
_PAPER_FIRST = re.compile(r"^([^\s_|]{2,12}?(?:报|网|在线|新闻|发布|周刊|电子版|数字报))\s*[-—_|:：]+\s*(.{6,})$")
_NO_OUTLET = re.compile(
    r"^(?:原创|本站|本网|网络|互联网|转载|综合|未知|\d.*|作者|时间|日期|发布.*|编辑|浏览.*|字号.*|点击.*)$"
)
_TITLE_LOOK = re.compile(r"^h[123]\.|title|headline|biaoti|\.(?:bt|tit|font01)$", re.IGNORECASE)
_OUTLET_IDS = "//*[@id='js_name' or @id='source_baidu' or @id='source' or @id='media_name']"
_OUTLET_CLASSES = (
    "//*[self::span or self::a or self::div or self::p or self::em or self::li or self::td]"
    "[contains(@class,'source') or contains(@class,'media-name') or contains(@class,'medianame') or "
    "contains(@class,'laiyuan') or @class='from']"
)


class Facts:
    """
    A page's own statements, looked up once.
    """

    def __init__(self, tree: PageTree, url: str) -> None:
        """
        Read the statements in the head of a page that was found at an address (`""` when unknown).
        """
        self._root = root = tree.root
        self._lines = tree.lines
        self._url = url
        self._metas = dict(_metas(root))
        self._page_title = next(texts_of(root, "//title"), "")

    def title(self) -> str:
        """
        Return the article's title without the site's name, `""` when there is none.

        What the page's own title begins with decides between its headings: menus have headings as well.
        """
        stated = self._meta(_TITLE_METAS)
        page_title = self._page_title or stated
        headings = [line.text for line in self._lines if _is_heading(line)]
        agreed = [text for text in headings if _is_part(text, page_title) or _is_part(text, stated)]
        if agreed:
            return max(agreed, key=lambda text: (len(text) <= len(page_title or stated) + 2, len(_bare(text))))
        title = self._unsuffixed(stated or page_title)
        return title if len(title) >= 8 else next(iter(headings), title)  # shorter ones are names of sites

    def _unsuffixed(self, title: str) -> str:
        """
        Drop the names of columns and site from the end of a page's title.
        """
        site = self._meta(_SITE_METAS)
        if site and title.endswith(site):
            title = title[: -len(site)].rstrip(" _-|｜–—")
        title = found[2] if (found := _PAPER_FIRST.match(title)) else title
        parts = [part for part in _SPLIT.split(title) if part]
        return max(parts[:2], key=len) if parts else ""

    def published(self, near: Sequence[str]) -> datetime | None:
        """
        Return when the article was published, None when the page does not say.

        Args:
            near: The lines around the article's title, where pages print it.
        """
        day: datetime | None = None
        for text in self._times(near):
            moment = moment_in(text)
            # A time of day is worth more than a bare date: the head often gives the day only.
            if moment and (moment.hour, moment.minute) != (0, 0) and (day is None or moment.date() == day.date()):
                return moment
            day = day or moment
        return day or moment_of_address(self._url)

    def _times(self, near: Sequence[str]) -> Iterator[str]:
        """
        Yield the texts that may state the time, the most reliable first.
        """
        yield from (self._metas[name] for name in _TIME_METAS if name in self._metas)
        yield from (line for line in near if len(line) < 200)
        yield from _scripted_times(self._root)
        yield from texts_of(self._root, "//time/@datetime | //time | //*[@id='publish_time']")

    def outlet(self, near: Sequence[str]) -> str:
        """
        Return who printed the article: as stated near its title, in the head, or the site's name; `""` if unknown.
        """
        return next((name for name in self._names(near) if _is_outlet(name)), "") or self._site()

    def _names(self, near: Sequence[str]) -> Iterator[str]:
        """
        Yield the names that may be the outlet's, the most reliable first.
        """
        yield from (found.group(1) for line in near for found in _OUTLET.finditer(line))
        yield from (_name_in(self._metas[name]) for name in _OUTLET_METAS if name in self._metas)
        for path in (_OUTLET_IDS, _OUTLET_CLASSES):
            yield from (_name_in(text) for text in texts_of(self._root, path) if len(text) <= 40)
        yield from _dated(near)
        yield from (text for text in texts_of(self._root, "//*[contains(@class, 'author')]") if _PRESS.search(text))

    def _site(self) -> str:
        stated = self._meta(_SITE_METAS)
        if stated:
            return stated[:40]
        if found := _PAPER_FIRST.match(self._page_title):
            return found[1]
        parts = [part for part in _SPLIT.split(self._page_title) if part]
        return parts[-1][:40] if len(parts) > 1 and len(parts[-1]) <= 16 else ""

    def host(self) -> str:
        """
        Return the page's host, `""` when it has no address.
        """
        return urlsplit(self._url).hostname or ""

    def _meta(self, names: Iterable[str]) -> str:
        return next((self._metas[name] for name in names if self._metas.get(name)), "")


def _metas(root: Element) -> Iterator[tuple[str, str]]:
    for meta in reversed(root.xpath("//meta[@content]")):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        content = plain(meta.get("content") or "")
        if name and content:
            yield name.strip().lower(), content


def _is_heading(line: TextLine) -> bool:
    fits = 4 <= len(line.text) <= 120 and line.block.tag not in {"ul", "ol", "body", "li"}
    return fits and _TITLE_LOOK.search(line.block.look) is not None and _HAN.search(line.text) is not None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _is_part(heading: str, title: str) -> bool:
    """
    Whether a heading is (a good part of) a page's title.
    """
    one, other = _bare(heading), _bare(title)
    return len(one) >= 4 and (one in other or (len(other) >= 6 and other in one and len(one) <= 2 * len(other)))


def _scripted_times(root: Element) -> Iterator[str]:
    """
    Yield the times that a page's scripts state: JSON-LD, and the seconds since 1970 that WeChat pages hold.
    """
    for text in root.xpath("//script/text()"):
        for found in re.finditer(
            r"""["']?(?:datePublished|pubDate|publish_?[tT]ime|createTime|ct|ptime)["']?\s*[:=]\s*["']?([^"',;}]{8,40})""",
            text[:400_000],
        ):
            yield found.group(1)


def told_in_scripts(root: Element) -> list[TextLine]:
    """
    Return the lines of the article that a page states for machines only (schema.org's `articleBody`); none if none.
    """
    for text in root.xpath("//script[contains(@type, 'ld+json')]/text()"):
        found = re.search(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")', text[:400_000])
        try:
            body = str(json.loads(found[1], strict=False)) if found else ""
        except ValueError:
            continue
        if body:
            whole = Block("", "", None)
            return [TextLine(line, 0, 0, whole) for line in plain_lines(body).split("\n") if line]
    return []


def _name_in(text: str) -> str:
    found = _OUTLET.search(text)
    return found.group(1) if found else re.sub(r"^(?:来源|稿源)\s*[:：]?\s*", "", text).split(" ")[0]


def _dated(near: Sequence[str]) -> Iterator[str]:
    """
    Yield names of newspapers, stations and sites that stand beside a date.
    """
    for line in near:
        if len(line) <= 80 and moment_in(line):
            yield from (word for word in re.split(r"[\s·|｜/:：\d]+", line) if _PRESS.search(word))


def _is_outlet(name: str) -> bool:
    return 2 <= len(name) <= 24 and _HAN.search(name) is not None and not _NO_OUTLET.match(name)


def around_title(lines: Sequence[TextLine], title: str, first: TextLine | None) -> list[str]:
    """
    Return the lines from the title's own up to a few past the beginning of the article.
    """
    texts = [line.text for line in lines]
    bare = _bare(title)
    starts = [place for place, text in enumerate(texts) if bare and bare in _bare(text)]
    begin = next((place for place, line in enumerate(lines) if line is first), 0)
    start = max((place for place in starts if place <= begin), default=max(0, begin - 8))
    return texts[max(0, start - 3) : begin + 4]
