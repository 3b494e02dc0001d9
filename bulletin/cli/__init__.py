"""
The command line: a request in, one call, text out.
"""

from __future__ import annotations

import sys


def main() -> None:
    """
    Run the command line; the entry point of `bulletin`.
    """
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is loaded
        from importlib.metadata import version  # noqa: PLC0415

        print(f"bulletin {version('bulletin')}")  # noqa: T201 - the command line prints
        return
    try:
        from bulletin.cli.app import run  # noqa: PLC0415

        run()
    except KeyboardInterrupt:
        sys.stderr.write("已中止。\n")
        sys.exit(130)  # what a shell expects of a program ended by Ctrl+C
