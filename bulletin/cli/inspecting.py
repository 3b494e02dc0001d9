"""
What `bulletin verify FILE` shows of one programme.
"""

from __future__ import annotations

from pathlib import Path

from bulletin.cli.app import Shown
from bulletin.errors import InspectionError
from bulletin.programme.inspection import draw, inspect


def inspect_file(screen: Shown, file: Path, picture: Path | None) -> None:
    """
    Inspect a programme file, print what was measured, draw it where wanted.

    Raises:
        InspectionError: It has faults; all are named.
    """
    found = inspect(file)
    if picture is not None:
        draw(found, picture.absolute())
    screen.result(found, lambda: None)
    if found.faults:
        raise InspectionError(f"{file}：{'；'.join(found.faults)}")
