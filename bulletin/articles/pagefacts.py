"""
What a web page says of its article: title, time, outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bulletin.articles.cleaning import plain
from bulletin.articles.moments import moment_in, moment_of_address
from bulletin.articles.newsprint.bylines import is_names_only
from bulletin.articles.pagetree import Element, PageTree, TextLine, texts_of

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
    "firstpublishedtime",
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
_PRESS = re.compile(r"(?:报|网|社|台|发布|客户端|新闻|传媒|融媒|融媒体中心|在线|观察|电视|广播|号|中心)$")
_PAPER_FIRST = re.compile(r"^([^\s_|]{2,12}?(?:报|网|在线|新闻|发布|周刊|电子版|数字报))\s*[-—_|:：]+\s*(.{6,})$")
_NO_OUTLET = re.compile(
    r"^(?:原创|本站|本网|网络|互联网|转载|综合|未知|\d.*|作者|时间|日期|发布.*|编辑|浏览.*|字号.*|点击.*)$"
)
_OTHER_TITLE = re.compile(r"^[（(【\[]?\s*(?:本文)?原(?:标题|题为|题)[:：《]?")
_LABEL = re.compile(r"^[\[【(（]?(?:原创|转载|独家|图集|组图|图文|视频|置顶|专题)[\]】)）]?\s*(?=\S)")
_SITE_NAME = re.compile(
    r"(?:官网|官方网站|网站|门户|首页|主页|频道|平台|动态|公告|要闻|资讯|新闻|详情|内容|正文|[网报台局委会院校厅])$"
)
_TOLD_TIME = re.compile(r"(?:发[布表](?:时间|日期|于)|(?:^|[\s|｜])(?:时间|日期)\s*[:：])\s*[:：]?\s*(?=(?:19|20)\d\d)")
_LEFT_OUT = re.compile(
    r"(?:19|20)?\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|(?:星期|周)[一二三四五六日天]|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"|(?:发[布表]|更新)?(?:时间|日期|于)\s*[:：]?|(?:原创|整理|转载)|[\[\]【】（）()]"
)
_NAME = re.compile(r"(?=.*[\u3400-\u9fff])|[A-Za-z][\w.&+ -]{2,}$")
_NO_NAME = re.compile(r"[\d:：，。、？！]|浏览|阅读|来源|作者|编辑|字号|字体|评论|打印|分享|举报|正文|首页")
_TITLE_LOOK = re.compile(r"^h[123]\.|title|headline|biaoti|\.(?:bt|tit|font01)$", re.IGNORECASE)
_RANKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OUTLET_IDS = "//*[@id='js_name' or @id='source_baidu' or @id='source' or @id='media_name']"
_OUTLET_CLASSES = (
    "//*[self::span or self::a or self::div or self::p or self::em or self::li or self::td]"
    "[contains(@class,'source') or contains(@class,'media-name') or contains(@class,'medianame') or "
    "contains(@class,'laiyuan') or @class='from']"
)

_ACCOUNT_CLASSES = (
    "//*[contains(@class,'author-name') or contains(@class,'authorname') or contains(@class,'account_nickname') or "
    "contains(@class,'account-name') or contains(@class,'media-user') or contains(@class,'nickname')]"
)


@dataclass(frozen=True, slots=True)
class Near:
    """
    What is printed around an article's title: from it to a few lines into the article, and a few lines above it.
    """

    below: tuple[str, ...]
    above: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """
        All of it, the likelier first.
        """
        return self.below + self.above


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
            best = max(agreed, key=lambda text: (len(text) <= len(page_title or stated) + 2, len(_bare(text))))
            return self._printed(page_title, best) or self._unlabelled(best, page_title)
        title = self._unsuffixed(stated or page_title)
        if printed := self._printed(title, title[: len(title) // 2]):
            return printed
        if len(title) >= 8 and not _is_site_name(title):
            return title
        return self._before_time() or next(iter(headings), title)

    def _printed(self, whole: str, known: str) -> str:
        """
        Return the line (or lines, where it is broken) that a title begins with, `""` unless it is more than is known.
        """
        bare, best, least = _bare(self._unsuffixed(whole)), "", max(8, len(_bare(known)) + 1)
        for place, line in enumerate(self._lines):
            if line.link_share < 0.5 and len(line.text) >= 4 and bare.startswith(_bare(line.text)):
                joined = _joined([one.text for one in self._lines[place : place + 4]], bare)
                if len(_bare(joined)) >= least and _HAN.search(joined):
                    best, least = joined, len(_bare(joined)) + 1
        return best

    def _before_time(self) -> str:
        """
        Return the heading of any rank that stands just before the time of publication, `""` when none does.
        """
        for place, line in enumerate(self._lines):
            if _TOLD_TIME.search(line.text):
                before = reversed(self._lines[max(0, place - 3) : place])
                return next((one.text for one in before if _is_ranked(one)), "")
        return ""

    @staticmethod
    def _unlabelled(heading: str, page_title: str) -> str:
        rest = _LABEL.sub("", heading)
        return rest if rest != heading and _bare(page_title).startswith(_bare(rest)) else heading

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

    def published(self, near: Near) -> datetime | None:
        """
        Return when the article was published, None when the page does not say.

        Args:
            near: What stands around the article's title, where pages print it.
        """
        day: datetime | None = None
        for text in self._times(near):
            moment = moment_in(text)
            # A time of day is worth more than a bare date: the head often gives the day only.
            if moment and (moment.hour, moment.minute) != (0, 0) and (day is None or moment.date() == day.date()):
                return moment
            day = day or moment
        return day or moment_of_address(self._url)

    def _times(self, near: Near) -> Iterator[str]:
        """
        Yield the texts that may state the time, the most reliable first.
        """
        yield from (self._metas[name] for name in _TIME_METAS if name in self._metas)
        yield from (line for line in near.lines if len(line) < 200 and not line.endswith(("。", "。”")))
        yield from (line.text for line in self._lines if len(line.text) < 100 and _TOLD_TIME.search(line.text))
        yield from (text for text in self._pairs() if _TOLD_TIME.search(text))
        yield from _scripted_times(self._root)
        yield from texts_of(self._root, "//time/@datetime | //time | //*[@id='publish_time']")

    def outlet(self, near: Near) -> str:
        """
        Return who printed the article: as stated near its title, in the head, or the site's name; `""` if unknown.
        """
        return next((name for name in self._names(near) if _is_outlet(name)), "") or self._site()

    def _names(self, near: Near) -> Iterator[str]:
        """
        Yield the names that may be the outlet's, the most reliable first.
        """
        yield from (found.group(1) for line in near.lines for found in _OUTLET.finditer(line))
        yield from (_name_in(self._metas[name]) for name in _OUTLET_METAS if name in self._metas)
        yield from (_name_in(text) for text in texts_of(self._root, _OUTLET_IDS) if len(text) <= 40)
        yield from (found[1] for text in self._pairs() if (found := _OUTLET.match(text)))
        yield from _dated(near.lines)
        for path in (_OUTLET_CLASSES, _ACCOUNT_CLASSES):
            named = [text for text in texts_of(self._root, path) if len(text) <= 40]
            yield from (_name_in(text) for line in near.below for text in named if text in line)
        yield from (text for text in texts_of(self._root, "//*[contains(@class, 'author')]") if _PRESS.search(text))

    def _pairs(self) -> Iterator[str]:
        """
        Yield the labels of tables of facts, each with what stands in the next cell.
        """
        for label, told in zip(self._lines, self._lines[1:], strict=False):
            if len(label.text) <= 8 and label.text.endswith(("：", ":")):
                yield "".join(label.text.split()) + told.text[:40]

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
    if not fits or _OTHER_TITLE.match(line.text):
        return False
    return _TITLE_LOOK.search(line.block.look) is not None and _HAN.search(line.text) is not None


def _is_ranked(line: TextLine) -> bool:
    return line.block.tag in _RANKS and 8 <= len(line.text) <= 120 and _HAN.search(line.text) is not None


def _is_site_name(title: str) -> bool:
    return len(title) <= 16 and _SITE_NAME.search(title) is not None


def _joined(texts: Sequence[str], whole: str) -> str:
    """
    Join as many of the lines of a broken title as the whole of it begins with.
    """
    joined = ""
    for text in texts:
        if not whole.startswith(_bare(joined + text)):
            break
        joined += text
    return joined


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


def _name_in(text: str) -> str:
    found = _OUTLET.search(text)
    return found.group(1) if found else re.sub(r"^(?:来源|稿源)\s*[:：]?\s*", "", text).split(" ")[0]


def _dated(near: Sequence[str]) -> Iterator[str]:
    """
    Yield the names that stand beside a date: those of newspapers, stations and sites, and any that stands there alone.
    """
    for line in near:
        if len(line) <= 80 and moment_in(line) and not line.endswith("。"):
            yield from (word for word in re.split(r"[\s·|｜/:：\d]+", line) if _PRESS.search(word))
            words = [word for word in re.split(r"[\s·|｜]+", _LEFT_OUT.sub(" ", line)) if word]
            if len(words) == 1 and not _is_person(words[0]) and not _NO_NAME.search(words[0]):
                yield words[0]


def _is_person(word: str) -> bool:
    return len(word) <= 3 and is_names_only(word)


def _is_outlet(name: str) -> bool:
    return 2 <= len(name) <= 24 and _NAME.match(name) is not None and not _NO_OUTLET.match(name)


def around_title(lines: Sequence[TextLine], title: str, first: TextLine | None) -> Near:
    """
    Return what is printed around the title of the article that begins with a line.
    """
    texts = [line.text for line in lines]
    bare = _bare(title)
    starts = [n for n, text in enumerate(texts) if bare and bare in _bare(text) and not _OTHER_TITLE.match(text)]
    begin = next((place for place, line in enumerate(lines) if line is first), 0)
    start = max((place for place in starts if place <= begin), default=max(0, begin - 8))
    return Near(tuple(texts[start : begin + 3]), tuple(texts[max(0, start - 3) : start]))
