"""
Ballast: disk space held in reserve, let go when the disk is full, so that the alarm can still be written down.
"""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path

logger = logging.getLogger(__name__)

BALLAST_BYTES = 16_000_000
RESERVE_BYTES = 500_000_000
"""Free space below which it is not taken (again)."""


def take_ballast(file: Path) -> bool:
    """
    Fill the ballast file where there is room enough; return whether it is there.
    """
    if file.exists():
        return True
    try:
        if shutil.disk_usage(file.parent).free < RESERVE_BYTES:
            return False
        with file.open("xb") as out:
            for _ in range(BALLAST_BYTES // 1_000_000):
                out.write(os.urandom(1_000_000))  # zeros would be a hole on some disks
    except OSError as error:
        logger.warning("no ballast: %s", error)
        file.unlink(missing_ok=True)
        return False
    return True


def drop_ballast(file: Path) -> bool:
    """
    Let the ballast go; return whether there was any.
    """
    if not file.exists():
        return False
    file.unlink(missing_ok=True)
    logger.error("the disk is full: %d MB of ballast were let go, clear it now", BALLAST_BYTES // 1_000_000)
    return True
