"""
A PostgreSQL server of the tests' own, on a Unix socket in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """
    Return the folder with PostgreSQL's programs, the newest version's; None where it is not installed.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """
    Run a server in a folder of its own (pytest's is closed to other users) and give the address of an empty database.
    """
    with tempfile.TemporaryDirectory(prefix="bulletin-pg-") as name:
        yield from _running(Path(name))


def _running(folder: Path) -> Iterator[str]:
    bin_ = programs()
    assert bin_
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    run = [*as_user, str(bin_ / "initdb"), "-D", str(data), "-U", "bulletin", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(run, check=True, capture_output=True, cwd="/")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    control = [*as_user, str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-t", "30"]
    subprocess.run(
        [*control, "-o", options, "-l", str(folder / "log"), "start"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    try:
        yield f"postgresql+psycopg://bulletin@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")
