"""
A lock beside a file: the system's own, so that it ends with its process, however that ends.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from bulletin.errors import SettingsError
from bulletin.outside.files import output_errors


@contextlib.contextmanager
def only_one(path: Path, waiting: Callable[[], None], stop: threading.Event) -> Iterator[bool]:
    """
    Hold the lock file at `path`; whoever comes second waits here as standby until the first one ends.

    Args:
        path: The lock file; it and its folder are made when they are missing, and it stays.
        waiting: Called once when somebody else holds the lock.
        stop: Ends the wait.

    Yields:
        Whether the lock is held; False when the wait was ended.

    Raises:
        SettingsError: The disk knows no locks, as some network shares.
        OutputError: The file cannot be made.
    """
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("a+b")
    with lock:
        is_held = _locked(lock)
        if not is_held:
            waiting()
        while not is_held and not stop.wait(1.0):
            is_held = _locked(lock)
        yield is_held


def _locked(lock: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - Windows only

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined] # on Windows it is there
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the latter is what Windows says of a lock that is taken
        return False
    except OSError as error:
        raise SettingsError(f"{lock.name} 不能加锁（{error}）。数据库不能放在网络盘上，请换到本机硬盘。") from error
    return True
