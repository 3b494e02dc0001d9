"""
The kinds of source, by name: what a settings file or the store says becomes a source that can be read.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from bulletin.articles.documents import page_files
from bulletin.articles.drop_folder import DropFolder
from bulletin.articles.feeds import Feed
from bulletin.articles.kind_names import KINDS, SAID, Kind, is_web, kind_of
from bulletin.articles.list_pages import ListPage, WebPage
from bulletin.articles.source import Source
from bulletin.articles.warnings import Warnings, alert_links, files_at
from bulletin.errors import SourceError, UsageError
from bulletin.model import Article
from bulletin.outside.clock import Clock
from bulletin.outside.fetch import Fetcher, Manners

logger = logging.getLogger(__name__)

__all__ = ["KINDS", "SAID", "Failing", "Kind", "Pages", "fetcher_of", "is_web", "kind_of", "source_of"]


@dataclass(frozen=True, slots=True)
class Pages:
    """
    A file or folder with newspaper pages, read as one source.
    """

    name: str
    place: Path

    def read(self) -> tuple[Article, ...]:
        """
        Read all pages, in the order of their names.

        A page that cannot be read costs itself only.

        Raises:
            SourceError: The place holds none, or none of them can be read.
        """
        articles: list[Article] = []
        failure: SourceError | None = None
        for file in page_files(self.place):
            try:
                articles += file.read()
            except SourceError as error:
                logger.warning("%s: left out: %s", self.name, error)
                failure = failure or error
        if failure and not articles:
            raise failure
        return tuple(articles)


def fetcher_of(
    address: str, clock: Clock, *, kept: Path | None = None, is_private: bool = False, proxy: str = ""
) -> Fetcher:
    """
    Return the reader for one source's addresses.

    Args:
        address: The source's own.
        clock: Counts its deadlines.
        kept: A folder for what was read last time, see `Fetcher`.
        is_private: Whether the address's own host may lie in a private network; what it links to may not.
        proxy: See `Manners`.
    """
    host = (urlsplit(address).hostname or "").lower() if is_web(address) else ""
    hosts = frozenset({host}) if is_private and host else frozenset()
    return Fetcher(clock, Manners(private_hosts=hosts, proxy=proxy), kept)


def source_of(  # noqa: PLR0913 - what a stored source is made of
    kind: Kind, address: str, name: str, *, fetcher: Fetcher, clock: Clock, is_full_text: bool = True
) -> Source:
    """
    Build the source a name, a kind and an address describe; nothing is opened yet.

    Raises:
        UsageError: The kind and the address do not go together.
    """
    web = is_web(address)
    if kind in {"feed", "web", "list"} and not web:
        raise UsageError(f"{SAID[kind]}“{name}”要用 http:// 或 https:// 开头的网址，现在是“{address}”。")
    if kind in {"page", "drop"} and web:
        raise UsageError(f"{SAID[kind]}“{name}”要用本机的文件或文件夹，现在是网址“{address}”。")
    if kind == "feed":
        return Feed(name, address, fetcher, is_full_text)
    if kind == "web":
        return WebPage(name, address, fetcher, clock)
    if kind == "list":
        return ListPage(name, address, fetcher, clock)
    if kind == "drop":
        return DropFolder(name, Path(address), clock)
    if kind == "warnings":
        load = partial(_fetched, address, fetcher) if web else partial(files_at, Path(address))
        return Warnings(name, load, clock)
    return Pages(name, Path(address))


def _fetched(address: str, fetcher: Fetcher) -> Sequence[tuple[bytes, str]]:
    """
    Return a document of warnings, or those that a feed points to; one that cannot be fetched costs itself only.
    """
    body = fetcher.get(address).body
    links = alert_links(body, address)
    documents: list[tuple[bytes, str]] = []
    failure: SourceError | None = None
    for link in links:
        try:
            documents.append((fetcher.get(link).body, link))
        except SourceError as error:
            logger.warning("%s: left out: %s", address, error)
            failure = failure or error
    if failure and not documents:
        raise failure
    return documents or [(body, address)]


@dataclass(frozen=True, slots=True)
class Failing:
    """
    A source that could not even be built: it fails alone when it is read, as any other.
    """

    name: str
    error: SourceError

    def read(self) -> tuple[Article, ...]:
        """
        Raise its error.
        """
        raise self.error
