"""
Work on untrusted bytes in a child process with limits: seconds, memory, and nothing of it left when it fails.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Sequence

from bulletin.model import Seconds


class ConfinedError(Exception):
    """
    Raised when the child took too long, too much memory, or fell; the message says which, in Chinese.
    """


def confined(module: str, arguments: Sequence[str], data: bytes, seconds: Seconds) -> bytes:
    """
    Run `python -m module arguments` on some bytes and return what it writes.

    The child limits its own memory first thing, with `limit_memory`.

    Raises:
        ConfinedError: It passed a limit or failed.
    """
    command = [sys.executable, "-I", "-m", module, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, its arguments are words of ours
            command,
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ConfinedError(f"{seconds:.0f} 秒内没有读完") from error
    except OSError as error:
        raise ConfinedError(f"系统无法启动读取程序：{error.strerror}") from error
    if done.returncode:
        raise ConfinedError("读取程序中途退出" if done.returncode > 0 else "占用内存太多")
    return done.stdout


def limit_memory(megabytes: int) -> None:
    """
    Let this process take no more memory than that; does nothing where the system has no such limit (Windows).
    """
    if importlib.util.find_spec("resource") is None:
        return
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
