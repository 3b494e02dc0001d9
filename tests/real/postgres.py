"""
A PostgreSQL server of the tests' own, on a Unix socket in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
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
def server(folder: Path) -> Iterator[str]:
    """
    Run a server in `folder` and give the address of an empty database.
    """
    bin_ = programs()
    assert bin_
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
        for parent in list(folder.parents)[:4]:
            if parent != Path(parent.anchor) and parent.owner() == "root" and parent.name.startswith("pytest"):
                parent.chmod(0o755)
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
