"""
News in files: dumps of newspaper pages, Markdown, web pages, Word and PDF files, whatever encoding they are in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.articles import bylines, office
from bulletin.articles.cleaning import MAX_BYTES, limited, plain
from bulletin.articles.encodings import decoded
from bulletin.articles.newsprint import read_newsprint
from bulletin.articles.notices import is_notice_title, notice
from bulletin.articles.text_files import explain_text
from bulletin.articles.website import read_html
from bulletin.errors import NoArticlesError, SourceError
from bulletin.model import Article

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*$")
_MARKDOWN = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}([^*_`]+)[*_`]{1,3}")
_LIST_MARK = re.compile(r"^\s*(?:[-*+>]|\d{1,2}[.)])\s+")
_SENTENCE_END = re.compile(r"[。！？；：，]$")


@dataclass(frozen=True, slots=True)
class PageFile:
    """
    A file with articles.

    `.txt` and `.pdf` are dumps of a newspaper page, `.txt` may hold notices instead; `.md` and `.docx` hold pieces one
    after another, `.html` one.
    """

    path: Path

    @property
    def name(self) -> str:
        """
        The file's name.
        """
        return self.path.name

    @property
    def is_text(self) -> bool:
        """
        Whether it is plain text, so that what was decided about its lines can be told.
        """
        return _READERS.get(self.path.suffix.lower(), _read_page) is _read_page

    def read(self) -> tuple[Article, ...]:
        """
        Read the file's articles, in printed order.

        Raises:
            SourceError: The file is missing, unreadable, empty, too large, or not what its name says.
            NoArticlesError: There is no article in it.
        """
        read = _READERS.get(self.path.suffix.lower(), _read_page)
        articles = limited(read(self.path))
        if not articles:
            raise NoArticlesError(f"{self.path} 里没有找到稿件。请确认它是报纸版面或新闻稿的文字，含标题和正文。")
        return tuple(replace(article, source=self.name) for article in articles)


def read_text(path: Path) -> str:
    """
    Return the text of a file in UTF-8, UTF-16 (with a byte order mark) or GB18030 (which holds GBK and GB2312).

    Raises:
        SourceError: The file is missing, unreadable, empty, too large or no text.
    """
    raw = read_bytes(path)
    text = decoded(raw)
    if _CONTROL.search(text) or "\ufffd" in text:
        raise SourceError(f"{path} 不是文本文件，无法阅读。请另存为 .txt（UTF-8 或 GB18030 编码）后再试。")
    return text


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """
    Return the bytes of a file.

    Raises:
        SourceError: The file is missing, unreadable, empty or too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)  # a device or a pipe may have no end
    except FileNotFoundError as error:
        raise SourceError(f"找不到文件 {path}。请检查路径是否写对。") from error
    except OSError as error:
        raise SourceError(f"读不了文件 {path}（{error.strerror}）。请检查读取权限。") from error
    if len(raw) > max_bytes:
        raise SourceError(f"{path} 超过 {max_bytes // 1_000_000} MB 的上限，不像一个报纸版面。请换一个文件。")
    if not raw.strip():
        raise SourceError(f"{path} 是空文件。请放入版面文字后再试。")
    return raw


def _read_page(path: Path) -> Sequence[Article]:
    return explain_text(read_text(path)).articles


def _read_web(path: Path) -> Sequence[Article]:
    return (read_html(read_bytes(path)),)


def _read_markdown(path: Path) -> Sequence[Article]:
    lines: list[office.Paragraph] = []
    for line in read_text(path).splitlines():
        found = _HEADING.match(line)
        text = _MARKDOWN.sub(lambda m: m.group(1) or m.group(2) or "", found.group(2) if found else line)
        lines.append(office.Paragraph(plain(_LIST_MARK.sub("", text)), len(found.group(1)) if found else 0))
    return pieces(lines)


def _read_word(path: Path) -> Sequence[Article]:
    paragraphs = office.word_paragraphs(read_bytes(path, office.MAX_FILE_BYTES), str(path))
    return pieces([replace(one, text=plain(one.text)) for one in paragraphs])


def _read_pdf(path: Path) -> Sequence[Article]:
    text = office.pdf_text(read_bytes(path, office.MAX_FILE_BYTES), str(path))
    return explain_text(text).articles or pieces([office.Paragraph(plain(line)) for line in text.splitlines()])


_READERS: dict[str, Callable[[Path], Sequence[Article]]] = {
    ".txt": _read_page,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_web,
    ".htm": _read_web,
    ".docx": _read_word,
    ".pdf": _read_pdf,
}

SUFFIXES = frozenset(_READERS)
"""The endings of files that can be read."""


def pieces(paragraphs: Sequence[office.Paragraph]) -> tuple[Article, ...]:
    """
    Part paragraphs into articles: each heading of the highest level begins one.

    Without headings, the text is one article under its first line, or a dump of a newspaper page where it reads as one.
    """
    told = [one for one in paragraphs if one.text]
    levels = [one.level for one in told if one.level]
    if not levels:
        return _unmarked(told)
    top = min(levels)
    found: list[Article] = []
    group: list[office.Paragraph] = []
    for one in told:
        if one.level == top:
            found += _piece(group)
            group = []
        group.append(one)
    return tuple(found + _piece(group))


def _unmarked(told: Sequence[office.Paragraph]) -> tuple[Article, ...]:
    articles = read_newsprint("\n\n".join(one.text for one in told))
    covered = sum(len(text) for article in articles for text in article.paragraphs)
    if len(articles) > 1 and covered > 0.7 * sum(len(one.text) for one in told):
        return articles
    return tuple(_piece(told)) or articles


def _piece(group: Sequence[office.Paragraph]) -> list[Article]:
    """
    Return the article of a headline and what stands under it; none where one of them is missing.
    """
    if len(group) < 2 or _SENTENCE_END.search(group[0].text) or len(group[0].text) > 80:
        return []
    body = [one.text for one in group[1:] if not one.level]
    if is_notice_title(group[0].text):
        return [notice(group[0].text, body)] if body else []
    byline, paragraphs = bylines.parted(body)
    return [Article(headline=group[0].text, byline=byline, paragraphs=paragraphs)] if paragraphs else []


def page_files(place: Path) -> tuple[PageFile, ...]:
    """
    Return the page files at a place: the file itself, or every readable file of a folder in the order of their names.

    Raises:
        SourceError: A folder holds none.
    """
    if not place.is_dir():
        return (PageFile(place),)
    found = tuple(PageFile(path) for path in readable_files(place))
    if not found:
        raise SourceError(f"文件夹 {place} 里没有 .txt、.md、.html、.docx 或 .pdf 文件。请把稿件放进去后再试。")
    return found


def readable_files(folder: Path) -> tuple[Path, ...]:
    """
    Return the files of a folder that can be read, in the order of their names.

    Hidden and temporary ones, and `README`, are none.
    """
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~", "README")) and path.is_file()
    )
