from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds"


def program(*args: str, cwd: Path, env: dict[str, str]) -> subprocess.Popen[bytes]:
    with (cwd / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bulletin.cli", *args], cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=log
        )


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """
    Start the program in a folder with a slot two minutes ahead; what still runs at the end is ended.
    """
    at = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(minutes=2)
    (tmp_path / "bulletin.toml").write_text(
        f'sources = ["{SEED}"]\n[station]\nexception_reason = "测试"\n'
        f'slots = [{{at = "{at:%H:%M}", seconds = 120}}]\n[speech]\nladder = ["espeak"]\n',
        "utf-8",
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("BULLETIN_")} | {"PYTHONPATH": str(ROOT)}
    running: list[subprocess.Popen[bytes]] = []

    def run(*args: str) -> subprocess.Popen[bytes]:
        running.append(program(*args, cwd=tmp_path, env=env))
        return running[-1]

    yield run
    for one in running:
        if one.poll() is None:
            one.kill()
        one.wait()


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


@pytest.mark.real
def test_a_killed_daemon_leaves_one_edition_on_time(
    start: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """
    Killed while it works and started again, beside a second one that stands by: one edition, in the feed.

    `bulletin serve` gives it out byte-exact, whole and by range.
    """
    folder = tmp_path / "audio_out" / "village"
    first = start("daemon")
    wait_for((tmp_path / "audio_out" / ".work" / "clips").exists, 60)
    first.send_signal(signal.SIGKILL)
    first.wait()
    second, third = start("daemon"), start("daemon")
    wait_for((folder / "latest.mp3").exists, 100)
    time.sleep(2)
    second.terminate()
    assert second.wait(20) == 0
    wait_for(lambda: "待命" in (tmp_path / "log").read_text("utf-8"), 10)
    third.terminate()
    assert third.wait(20) == 0
    (mp3,) = [p for p in folder.glob("*.mp3") if p.name != "latest.mp3"]

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = start("serve", "--host", "127.0.0.1", "--port", str(port))
    base = f"http://127.0.0.1:{port}/village"
    wait_for(lambda: answers(f"{base}/feed.xml"), 30)
    feed = feedparser.parse(fetched(f"{base}/feed.xml"))
    assert not feed.bozo
    (entry,) = feed.entries
    enclosure = entry.enclosures[0]
    whole = fetched(enclosure.href)
    assert whole == mp3.read_bytes() == fetched(f"{base}/latest.mp3")
    assert int(enclosure.length) == len(whole)
    part = urllib.request.Request(enclosure.href, headers={"Range": "bytes=1000-1999"})  # noqa: S310 - our own address
    with urllib.request.urlopen(part, timeout=10) as answer:  # noqa: S310 - likewise
        assert answer.status == 206
        assert answer.read() == whole[1000:2000]
    server.terminate()
    assert server.wait(20) == 0


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own address
        body: bytes = answer.read()
        return body


def answers(url: str) -> bool:
    try:
        fetched(url)
    except OSError:
        return False
    return True
