from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS = 110.0


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """
    A folder in memory where the system has one: a killed process, unlike a power cut, does not ask for a disk.
    """
    memory = Path("/dev/shm")  # noqa: S108 - Linux's own; the folder in it is made with a name of its own
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as made:
        yield Path(made)


@pytest.mark.real
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_whatever_call_a_run_dies_at_nothing_is_half_published(folder: Path) -> None:
    """
    Killed at every write, fsync and rename of three editions, or failing there, nothing is inconsistent.

    The feed names no file it has not, no row lacks its audio, and a plain re-run completes everything, sidecars too.
    """
    path = os.pathsep.join([str(HERE.parents[1]), str(HERE.parent)])
    done = subprocess.run(
        [sys.executable, str(HERE / "kill_loop.py"), str(folder), str(SECONDS)],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=SECONDS + 60,
        check=False,
    )
    if "attach: Operation not permitted" in done.stderr:
        pytest.skip("this system does not allow strace to stop a process")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == []
    assert told["counts"]["signal=KILL"] >= 100
