"""
A folder into which the clerk drops the day's files.

A file that was read is moved to `已读/` under the day's date, one that could not be to `未读/` with the reason beside
it, so that the folder itself always shows what is still to come. Today's read files are read again the same day: an
edition that is made twice has the same news.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bulletin.articles.documents import PageFile, readable_files
from bulletin.articles.moments import HOME
from bulletin.errors import OutputError, SourceError
from bulletin.model import Article, Seconds
from bulletin.outside.clock import Clock
from bulletin.outside.files import output_errors, write_whole

logger = logging.getLogger(__name__)

READ = "已读"
UNREAD = "未读"
REASON = ".原因.txt"
SETTLED: Seconds = 3.0
"""How long a file must have been left alone: before that it may still be being copied."""


@dataclass(frozen=True, slots=True)
class DropFolder:
    """
    A watched folder.

    Args:
        name: For logs and notes.
        folder: It is made where it is missing.
        clock: Tells today, and whether a file has settled.
    """

    name: str
    folder: Path
    clock: Clock

    def read(self) -> tuple[Article, ...]:
        """
        Read the files dropped since, and again those read today; an empty folder gives none.

        Raises:
            SourceError: All of today's files failed, or the folder cannot be read or written.
        """
        try:
            return self._read_all()
        except (OutputError, OSError) as error:
            raise SourceError(f"投稿文件夹 {self.folder} 不能读写。请检查它是否存在、是否有读写权限。") from error

    def _read_all(self) -> tuple[Article, ...]:
        with output_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        today = self.folder / READ / self._now().date().isoformat()
        articles: list[Article] = []
        failures: list[SourceError] = []
        for path in (*(readable_files(today) if today.is_dir() else ()), *self._dropped()):
            try:
                articles += self._read_file(path, today)
            except SourceError as error:
                logger.warning("%s: set aside: %s", self.name, error)
                failures.append(error)
        if failures and not articles:
            raise failures[0]
        return tuple(articles)

    def _read_file(self, path: Path, today: Path) -> list[Article]:
        try:
            read = [replace(article, source=path.name) for article in PageFile(path).read()]
        except SourceError as error:
            self._set_aside(path, error)
            raise
        if path.parent != today:
            _move(path, today)
        return read

    def _now(self) -> datetime:
        return self.clock.now().astimezone(HOME)

    def _dropped(self) -> tuple[Path, ...]:
        settled = self.clock.now().timestamp() - SETTLED
        return tuple(path for path in readable_files(self.folder) if path.stat().st_mtime <= settled)

    def _set_aside(self, path: Path, error: SourceError) -> None:
        moved = _move(path, self.folder / UNREAD)
        write_whole(moved.with_name(moved.name + REASON), f"{error}\n".encode())


def _move(path: Path, folder: Path) -> Path:
    """
    Move a file into a folder under its own name, or with a number where that is taken; return where it is now.
    """
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / path.name
        number = 1
        while target.exists():
            number += 1
            target = folder / f"{path.stem}-{number}{path.suffix}"
        shutil.move(path, target)
    return target
