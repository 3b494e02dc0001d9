"""
The command line: a request in, one call, text out.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def main() -> None:
    """
    Run the command line; the entry point of `bulletin`.
    """
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is loaded
        from importlib.metadata import version  # noqa: PLC0415

        print(f"bulletin {version('bulletin')}")  # noqa: T201 - the command line prints
        return
    _steady_streams()
    try:
        from bulletin.cli.app import run  # noqa: PLC0415

        run()
    except KeyboardInterrupt:
        sys.stderr.write("已中止。\n")
        sys.exit(130)  # what a shell expects of a program ended by Ctrl+C


def _steady_streams() -> None:
    """
    Let no letter and no missing terminal end a command: pipes on Windows know few letters, its scheduler gives no pipe.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as Python itself does for standard error
