"""
A web page as lines of text: what stands on each, how much of it is links, and in which blocks it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from bulletin.articles.cleaning import MAX_BYTES, plain
from bulletin.articles.encodings import decoded
from bulletin.articles.tables import has_heads, is_for_layout, rows_told
from bulletin.errors import NoArticlesError, SourceError

Element: TypeAlias = Any
"""An `lxml` element; the library ships no types."""

MAX_NODES = 60_000
"""The largest tree that is walked; a heavy portal page has some 5,000 elements."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNSEEN = _words(
    "script style noscript iframe object embed applet svg canvas math select option button input textarea template "
    "head audio video map link meta base dialog title rt rp"
)
_BLOCKS = _words(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BOLD_TAGS = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})

_UNWANTED_TAGS = frozenset({"nav", "footer", "aside"})
_UNWANTED_WORDS = _words(
    "nav menu crumb crumbs foot bottom sidebar aside related relate relevant recommend tuijian hot rank paihang "
    "share social comment comments pinglun reply replies ad ads advert adv banner toolbar tool tools tip tips pager "
    "page pages pagination copyright declare disclaimer statement shengming bianji zrbj zebian qrcode qr erweima ewm "
    "login search friendlink popup modal tag tags keyword keywords prevnext prev next weixin weibo download "
    "attention subscribe player more mianbao dqwz position sidenav topnav mobile gotop totop reward dashang vote like "
    "zan"
)
_UNWANTED_PARTS = (
    "sidebar",
    "recommend",
    "comment",
    "crumb",
    "copyright",
    "related",
    "share",
    "footer",
    "qrcode",
    "advert",
)
_WANTED_WORDS = _words(
    "article content contents main text body zoom ozoom detail details post entry zw wz neirong zhengwen con txt "
    "endtext artibody nr articlebody"
)
_WANTED_PARTS = ("article", "content", "editor", "richmedia", "ucap", "vsb")
_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
_BAR, _MIXED_BAR, _HIDDEN_BAR, _NEVER_BAR = 0.35, 0.2, 0.6, 0.9
"""
Shares of a page's sentences: below it a block is what its name says, be it that of a side column, of one and of an
article, or of what never is one; or what its style says: that it is not seen, as copies for other screens are.
"""

_EARLY_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""Tags that end a page: those of its included parts stand in its middle, where libxml2 would stop reading."""

_CAPTION_PARTS = ("caption", "imgdesc", "picdesc", "imagedesc", "photodesc", "imgtext", "pictext", "picinfo", "imginfo")
_NEVER = re.compile(
    r"comment|pinglun|repl(?:y|ies)|liuyan|authorbio|aboutauthor|ai(?:summary|abstract|digest)|pagefooter|^footer|copyright",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MARKS = re.compile(r"[，。；：？！、“”（）《》,;?!…]")


@dataclass(slots=True, eq=False)
class Block:
    """
    A block-level element.

    Args:
        tag: Its name.
        look: Its name and class: blocks that look alike hold alike things.
        parent: The block around it, None for the page.
        is_wanted: Whether it is named as article text usually is.
        bar: The share of the page's sentences it must hold not to be what its name says; 0 where the name says nothing.
        is_caption: Whether it is named as picture captions are.
        is_out: Whether it, or a block around it, is truly held to be no part of the article.
        text: What all its lines with sentences are worth, those of the blocks within it included.
        plus: Likewise, without those that are held to be no part of the article.
        minus: What speaks against it: links, scraps, what is no part of the article; never less than 0.
        count: How many lines with sentences it has.
    """

    tag: str
    look: str
    parent: Block | None
    is_wanted: bool = False
    bar: float = 0.0
    is_caption: bool = False
    is_out: bool = False
    text: float = 0.0
    plus: float = 0.0
    minus: float = 0.0
    count: int = 0

    @property
    def gain(self) -> float:
        """
        What it is worth; less than 0 for lists of links.
        """
        return self.plus - self.minus

    def is_within(self, other: Block) -> bool:
        """
        Whether it is the other block or stands in it.
        """
        block: Block | None = self
        while block is not None:
            if block is other:
                return True
            block = block.parent
        return False


@dataclass(slots=True, eq=False)
class TextLine:
    """
    One line of a page as a reader sees it.

    Args:
        text: Plain, never empty.
        linked: How many of its characters are links.
        bold: How many stand in headings or bold type.
        block: The inmost block it stands in.
        opening: How many of its characters are a link that it begins with.
    """

    text: str
    linked: int
    bold: int
    block: Block
    opening: int = 0

    @property
    def link_share(self) -> float:
        """
        The part of it that is links, 0 to 1.
        """
        return min(self.linked / len(self.text), 1.0)

    @property
    def marks(self) -> int:
        """
        How many punctuation marks it has.
        """
        return len(_MARKS.findall(self.text))


@dataclass(slots=True)
class PageTree:
    """
    A parsed page: its tree, its blocks (the outer before the inner) and its lines in reading order.
    """

    root: Element
    blocks: list[Block] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)


def parse(document: str | bytes) -> PageTree:
    """
    Read a page's blocks and lines.

    Raises:
        SourceError: It is too large, or too intricate to be a page of news.
        NoArticlesError: There is nothing on it.
    """
    if len(document) > MAX_BYTES:
        raise SourceError(f"网页超过 {MAX_BYTES // 1_000_000} MB，不像新闻页，没有读取。请检查网址。")
    from lxml import etree  # noqa: PLC0415 - 30 ms that a page of newsprint need not pay

    text = (decoded(document) if isinstance(document, bytes) else document).replace("\0", "")
    text = _EARLY_ENDS.sub("", text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise NoArticlesError("网页是空的，或者不是网页。请检查网址。") from error
    if root is None:
        raise NoArticlesError("网页是空的，或者不是网页。请检查网址。")
    _unfold(root, parser)
    _tell_tables(root)
    tree = PageTree(root)
    _walk(tree)
    return tree


def _unfold(root: Element, parser: Element) -> None:
    """
    Put the mark-up that some sites keep in a `<textarea>` until a script shows it where it will stand.
    """
    from lxml import etree  # noqa: PLC0415 - as in `parse`

    for area in list(root.iter("textarea")):
        if area.find(".//p") is not None:  # older releases of libxml2 read the mark-up as such
            area.tag = "div"
        elif area.text and "</p>" in area.text:
            inner = etree.fromstring(f"<div>{area.text}</div>".encode(), parser)
            area.tag, area.text = "div", None
            area.extend(list(inner.iter("body", "html"))[-1:])


def _tell_tables(root: Element) -> None:
    """
    Put lines in the place of tables of facts: those with a head over every column, and no links.
    """
    for table in list(root.iter("table")):
        if table.find(".//table") is not None or table.find(".//a[@href]") is not None:
            continue
        cells = [[plain("".join(cell.itertext())) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        rows = [row for row in cells if row]
        if has_heads(rows) and not is_for_layout(rows):
            for child in list(table):
                table.remove(child)
            table.tag = "div"
            for text in rows_told(rows):
                line = table.makeelement("p")
                line.text = text
                table.append(line)


@dataclass(slots=True)
class _Writer:
    """
    Collects the pieces of the line that is being walked over.
    """

    lines: list[TextLine]
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    opening: int = 0
    is_open: bool = True

    def add(self, text: str, kind: int) -> None:
        self.pieces.append(text)
        if not kind:
            self.is_open = self.is_open and text.isspace()
            return
        chars = len(text.strip())
        if kind & _LINK:
            self.linked += chars
            self.opening += chars if self.is_open else 0
        elif chars:
            self.is_open = False
        self.bold += chars if kind & _BOLD else 0

    def end(self, block: Block) -> None:
        if self.pieces:
            text = plain("".join(self.pieces))
            if text:
                self.lines.append(TextLine(text, self.linked, self.bold, block, self.opening))
            self.pieces, self.linked, self.bold, self.opening, self.is_open = [], 0, 0, 0, True


_LINK, _BOLD, _AS_TYPED = 1, 2, 4
_Step: TypeAlias = tuple[Any, Block, int]
"""An element to enter, a text to write or a block to end; the block around it; what it stands in (links, ...)."""


def _walk(tree: PageTree) -> None:
    """
    Walk over the page without recursion, so that depth costs nothing.
    """
    writer = _Writer(tree.lines)
    page = Block("", "", None)
    tree.blocks.append(page)
    steps: list[_Step] = [(tree.root, page, 0)]
    entered = 0
    while steps:
        step, block, kind = steps.pop()
        if type(step) is str:
            if kind & _AS_TYPED and "\n" in step:
                for text in step.split("\n"):
                    writer.add(text, kind)
                    writer.end(block)
            else:
                writer.add(step, kind)
        elif type(step) is Block:
            writer.end(step)
        elif type(step.tag) is str and step.tag not in _UNSEEN:
            entered += 1
            if entered > MAX_NODES:
                raise SourceError(f"网页结构过于庞大（超过 {MAX_NODES} 个元素），不像新闻页，没有读取。请检查网址。")
            if step.tag == "br":
                writer.end(block)
            else:
                _enter(tree, writer, steps, (step, block, kind))


def _enter(tree: PageTree, writer: _Writer, steps: list[_Step], step: _Step) -> None:
    """
    Put what is to be walked over within an element on top of the steps, the first uppermost.
    """
    node, block, kind = step
    tag = node.tag
    kind |= _kind(node)
    if tag in _BLOCKS or "-" in tag or (tag == "span" and _is_caption(node)):  # tags with hyphens are a site's own
        writer.end(block)
        block = _block(node, block)
        tree.blocks.append(block)
        steps.append((block, block, 0))
    for child in reversed(node):
        if child.tail:
            steps.append((child.tail, block, kind))
        steps.append((child, block, kind))
    if node.text:
        steps.append((node.text, block, kind))


def _kind(node: Element) -> int:
    """
    Return what an element makes of the text in it: a link (but no mere place to jump to), bold type, or typed text.
    """
    tag = node.tag
    if tag == "a":
        return 0 if "href" not in node.attrib and ("name" in node.attrib or "id" in node.attrib) else _LINK
    return _BOLD if tag in _BOLD_TAGS else _AS_TYPED if tag == "pre" else 0


def _block(node: Element, parent: Block) -> Block:
    name, style = node.get("class") or "", node.get("style")
    is_wanted, bar, is_caption = _named(name[:300], (node.get("id") or "")[:100])
    if node.tag in _UNWANTED_TAGS:
        bar = max(bar, _BAR)
    if style is not None and _HIDDEN.search(style):
        bar = max(bar, _HIDDEN_BAR)
    return Block(node.tag, f"{node.tag}.{name}", parent, is_wanted, bar, is_caption or node.tag == "figcaption")


@lru_cache(maxsize=4096)
def _named(*names: str) -> tuple[bool, float, bool]:
    """
    Return whether a class and an id are those of article text, the `bar` they set, and whether those of captions.
    """
    words = {word.lower() for name in names for word in _WORDS.findall(name)}
    joined = "".join(names).lower().replace("_", "").replace("-", "")
    is_wanted = not words.isdisjoint(_WANTED_WORDS) or any(part in joined for part in _WANTED_PARTS)
    is_unwanted = not words.isdisjoint(_UNWANTED_WORDS) or any(part in joined for part in _UNWANTED_PARTS)
    bar = _NEVER_BAR if _NEVER.search(joined) else (_MIXED_BAR if is_wanted else _BAR) if is_unwanted else 0.0
    return is_wanted, bar, any(part in joined for part in _CAPTION_PARTS)


def _is_caption(node: Element) -> bool:
    """
    Whether an element is named as captions are; they stand on lines of their own, whatever their tag.
    """
    name = node.get("class")
    return name is not None and _named(name[:300], "")[2]


def texts_of(root: Element, path: str) -> Iterator[str]:
    """
    Yield the plain texts of the elements an XPath finds, empty ones left out.
    """
    for found in root.xpath(path):
        text = plain(found if isinstance(found, str) else "".join(found.itertext()))
        if text:
            yield text
