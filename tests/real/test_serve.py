from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from fastapi import FastAPI

from bulletin.errors import SettingsError
from bulletin.web.server import serve

pytestmark = pytest.mark.real

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, "tests")
from examples import STATION, an_edition, published
from bulletin.web.public import make_public
from bulletin.web.server import serve
folder = Path(sys.argv[1]) / STATION.id
edition = published(folder, an_edition(folder, audio=bytes(1_000_000)), bytes(1_000_000))
app = make_public(folder, STATION, lambda: [edition], latest=lambda: edition.file_name, version=lambda: 1)
serve(app, "127.0.0.1", int(sys.argv[2]))
"""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """
    The port of a server of its own process, which must end in order when it is told to.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", PROGRAM, tmp_path, str(number)], cwd=ROOT, env=environment) as server:
        try:
            wait_for(number)
            yield number
            server.send_signal(signal.SIGTERM)
            assert server.wait(20) == 0
        finally:
            server.kill()


def wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server does not listen")


@pytest.mark.parametrize(
    ("path", "asked", "size"),
    [("/healthz", "", 15), ("/baisha/latest.mp3", "bytes=0-1", 2), ("/baisha/2026-11-24-0730.mp3", "bytes=0-1", 2)],
)
def test_small_answers_are_not_held_back(port: int, path: str, asked: str, size: int) -> None:
    """
    On a connection that is kept, headers and body arrive together, not 40 ms apart (Nagle and delayed ACK).
    """
    connection, taken = http.client.HTTPConnection("127.0.0.1", port, timeout=10), []
    for _ in range(30):
        begin = time.perf_counter()
        connection.request("GET", path, headers={"Range": asked} if asked else {})
        assert len(connection.getresponse().read()) == size
        taken.append(time.perf_counter() - begin)
    connection.close()
    assert median(taken) < 0.035


def test_an_address_that_is_taken_is_told_plainly() -> None:
    """
    A port in use, or an address that is not ours, is a fault of the settings, said in Chinese.
    """
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(SettingsError, match="端口"):
        serve(FastAPI(), "127.0.0.1", other.getsockname()[1])
    with pytest.raises(SettingsError, match="地址"):
        serve(FastAPI(), "192.0.2.1", 0)
