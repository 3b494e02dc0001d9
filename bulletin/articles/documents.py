"""
Newspaper pages in files: whatever Chinese encoding they were saved in.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.articles.newsprint import read_newsprint
from bulletin.errors import NoArticlesError, SourceError
from bulletin.model import Article

MAX_BYTES = 5_000_000
"""A newspaper page is some 20 KB; what passes this is no page."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class PageFile:
    """
    A text file with the dump of one newspaper page.
    """

    path: Path

    @property
    def name(self) -> str:
        """
        The file's name.
        """
        return self.path.name

    def read(self) -> tuple[Article, ...]:
        """
        Read the page's articles, in printed order.

        Raises:
            SourceError: The file is missing, unreadable, empty, too large or no text.
            NoArticlesError: There is no article on the page.
        """
        articles = read_newsprint(read_text(self.path))
        if not articles:
            raise NoArticlesError(f"{self.path} 里没有找到稿件。请确认它是报纸版面的文字，含标题和正文。")
        return tuple(replace(article, source=self.name) for article in articles)


def read_text(path: Path) -> str:
    """
    Return the text of a file in UTF-8, UTF-16 (with a byte order mark) or GB18030 (which holds GBK and GB2312).

    Raises:
        SourceError: The file is missing, unreadable, empty, too large or no text.
    """
    raw = _read_bytes(path)
    if not raw.strip():
        raise SourceError(f"{path} 是空文件。请放入版面文字后再试。")
    text = _decoded(raw)
    if text is None or _CONTROL.search(text):
        raise SourceError(f"{path} 不是文本文件，无法阅读。请另存为 .txt（UTF-8 或 GB18030 编码）后再试。")
    return text


def _read_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(
                f"{path} 有 {size // 1_000_000} MB，超过 {MAX_BYTES // 1_000_000} MB 的上限，不像一个报纸版面。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"找不到文件 {path}。请检查路径是否写对。") from error
    except OSError as error:
        raise SourceError(f"读不了文件 {path}（{error.strerror}）。请检查读取权限。") from error


def _decoded(raw: bytes) -> str | None:
    named = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def page_files(place: Path) -> tuple[PageFile, ...]:
    """
    Return the page files at a place: the file itself, or every `.txt` of a folder in the order of their names.

    Raises:
        SourceError: A folder holds no `.txt`.
    """
    if not place.is_dir():
        return (PageFile(place),)
    found = tuple(PageFile(p) for p in sorted(place.glob("*.txt")) if not p.name.startswith("."))
    if not found:
        raise SourceError(f"文件夹 {place} 里没有 .txt 文件。请把版面文字放进去后再试。")
    return found
