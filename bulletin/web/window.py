"""
The window of a station: the names that may be asked for and the pages made of them, kept while nothing changes.

A request for a file costs one small question to the database and none of the records; a page is rendered again only
when something was published or retracted, or when a file came or went.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from bulletin.model import Edition, Station
from bulletin.publication.window import names_of, recent

MOST_PAGES = 16
"""Kept at a time for a station: feed and playlist bear the address they were asked for under, which clients choose."""


@dataclass(frozen=True, slots=True)
class Desk:
    """
    Who answers for a station, and the questions that are put to the database, from several threads.

    Args:
        folder: The station's folder, `<out>/<station.id>`.
        station: Who broadcasts; its id is the first part of every address.
        editions: Which editions are published, with all their facts; expensive, asked only after a change.
        latest: The file now on air, `2026-11-24-0730.mp3` or the ident; `""`: none. Asked for each request of it.
        version: Something that changes whenever an edition is published or taken back; asked for each request.
    """

    folder: Path
    station: Station
    editions: Callable[[], Sequence[Edition]]
    latest: Callable[[], str]
    version: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Stock:
    """
    The names of what is published, and nothing else of it: a server of thousands of stations keeps these in memory.

    Args:
        version: Of the database they were read from.
        kinds: What each published name is: `mp3`, `vtt`, `json` or `chapters`.
        sizes: In bytes, of each MP3 by its name.
        newest: The MP3 of the newest revision by guid, newest edition first, as many as feed and listing show.
    """

    version: object
    kinds: Mapping[str, str]
    sizes: Mapping[str, int]
    newest: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """
    A rendered page, its tag, and what it was made of.
    """

    body: bytes
    tag: str
    basis: object


Rendering: TypeAlias = Callable[[Sequence[Edition]], bytes]


class Window:
    """
    What one station shows.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._stock = Stock(object(), {}, {}, {})
        self._pages: dict[tuple[str, str], Page] = {}
        self._lock = Lock()

    def stock(self) -> Stock:
        """
        Return what is published now.

        Raises:
            BulletinError: The database cannot be read.
        """
        version = self.desk.version()  # before the editions: whoever publishes in between is seen the next time
        with self._lock:
            if self._stock.version != version:
                self._stock = _stock_of(self.desk.editions(), version)
            return self._stock

    def present(self, stock: Stock) -> tuple[str, ...]:
        """
        Return the MP3s of feed and listing that are really there, with the size they should have, newest first.
        """
        return tuple(name for name in stock.newest.values() if size_of(self.desk.folder / name) == stock.sizes[name])

    def page(self, name: str, base_url: str, render: Rendering, also: object = None) -> Page:
        """
        Return a page of the editions that are shown, rendered anew only when they have changed.

        Args:
            name: Of the page.
            base_url: The address under which it was asked for.
            render: Makes the page of the editions whose MP3 is there.
            also: What else the page is made of.

        Raises:
            BulletinError: The database cannot be read.
        """
        stock = self.stock()
        there = self.present(stock)
        basis = (stock.version, there, also)
        with self._lock:
            kept = self._pages.get((name, base_url))
            if kept is None or kept.basis != basis:
                kept = _page_of(render([one for one in self.desk.editions() if one.file_name in there]), basis)
                self._keep((name, base_url), kept)
            return kept

    def _keep(self, place: tuple[str, str], page: Page) -> None:
        if len(self._pages) >= MOST_PAGES:
            self._pages.clear()
        self._pages[place] = page


def size_of(path: Path) -> int | None:
    """
    Return the size of a file in bytes, None where there is none; a link is none, for it could lead out of the folder.
    """
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _stock_of(editions: Sequence[Edition], version: object) -> Stock:
    kinds = {name: kind for edition in editions for kind, name in names_of(edition).items()}
    sizes = {edition.file_name: edition.programme.size for edition in editions}
    return Stock(version, kinds, sizes, {edition.key.guid: edition.file_name for edition in recent(editions)})


def _page_of(body: bytes, basis: object) -> Page:
    return Page(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', basis)
