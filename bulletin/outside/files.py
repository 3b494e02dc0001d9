"""
Files that appear whole or not at all.

Write beside, flush to the disk, rename, flush the folder: whoever is killed at any moment leaves the old file or
the new one, never half of one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bulletin.errors import DiskFullError, OutputError

TEMPORARY = ".part"
"""The ending of a file that is still being written; such a leftover of a killed process may be deleted."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextlib.contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """
    Translate what the system says of a failed write at `path` into an error the operator can act on.

    Raises:
        DiskFullError: There is no room left.
        OutputError: Anything else the system refused.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            message = f"磁盘已满，无法写入 {path}。请清理磁盘空间，或用 --output 换一个文件夹。"
            raise DiskFullError(message) from error
        message = f"无法写入 {path}（{error.strerror or error}）。请检查该文件夹是否存在、是否有写入权限。"
        raise OutputError(message) from error


def sync_folder(folder: Path) -> None:
    """
    Make the names in a folder survive a power cut; does nothing on Windows, which has no such call.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """
    Open a file for writing that takes its name only when it is complete; missing folders are made.

    Raises:
        DiskFullError: There is no room left; what was written is taken away again.
        OutputError: The file cannot be written.
    """
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=TEMPORARY)
        try:
            with os.fdopen(handle, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """
    Write a file so that it appears whole or not at all.

    Raises:
        DiskFullError: There is no room left.
        OutputError: The file cannot be written.
    """
    with whole_file(path) as out:
        out.write(data)


def link_or_copy(source: Path, target: Path) -> None:
    """
    Let `target` name the bytes of `source` at once: a hard link where the disk has them, else a copy.

    An older `target` is replaced in one step.

    Raises:
        DiskFullError: There is no room left.
        OutputError: The file cannot be written.
    """
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        # A folder of its own: os.link refuses a name that is taken, so a temporary *file* cannot be made first.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".link.") as beside:
            link = Path(beside) / target.name
            try:
                os.link(source, link)
            except OSError:  # FAT, network shares, another disk: a copy serves as well
                shutil.copyfile(source, link)
                with link.open("rb+") as out:
                    os.fsync(out.fileno())
            link.replace(target)
        sync_folder(target.parent)
