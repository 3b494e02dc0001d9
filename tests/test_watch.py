from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from examples import STATION, a_programme, an_edition

from bulletin import watch
from bulletin.errors import SourceError
from bulletin.model import Edition, Slot
from bulletin.outside.alert import Bells, ring
from bulletin.publication.feed import render_feed

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""08:00 in China."""

AUDIO = bytes(300 * 6000)
HERE = replace(STATION, slots=(Slot(time(7, 30), 300),))


def edition_of(seconds: float = 300.0) -> Edition:
    edition = an_edition(Path("x"), audio=AUDIO)
    return replace(edition, programme=replace(a_programme(Path("x"), AUDIO), seconds=seconds))


def reader(feed: bytes, audio: bytes = AUDIO) -> Callable[[str], bytes]:
    def read(name: str) -> bytes:
        if name == "feed.xml":
            return feed
        if not audio:
            raise SourceError("404")
        return audio

    return read


def look(*editions: Edition, audio: bytes = AUDIO, now: datetime = NOW) -> tuple[str, ...]:
    feed = render_feed(HERE, editions, HERE.public_url)
    return watch.troubles(HERE, reader(feed, audio), now, 300)


def test_all_is_well_while_the_programme_is_there() -> None:
    """
    There, fresh, complete, in its length band: nothing to tell.
    """
    assert look(edition_of()) == ()


def test_nothing_is_missed_before_its_time() -> None:
    """
    Until the grace after air time has passed, an absent programme is no trouble.
    """
    assert look(now=NOW - timedelta(minutes=26)) == ()
    assert look(now=NOW - timedelta(minutes=25)) != ()


@pytest.mark.parametrize(
    ("told", "editions", "audio"),
    [
        ("不在节目源里", (), AUDIO),
        ("应为 300 秒左右", (edition_of(100),), AUDIO),
        ("节目源里写的是", (edition_of(),), AUDIO[:1000]),
        ("下载不了", (edition_of(),), b""),
    ],
)
def test_each_trouble_is_told(told: str, editions: tuple[Edition, ...], audio: bytes) -> None:
    """
    Absent, of the wrong length, cut, not to be fetched.
    """
    (trouble,) = look(*editions, audio=audio, now=NOW)
    assert told in trouble


def test_a_feed_that_cannot_be_read_is_trouble() -> None:
    """
    A dead server is what the watch is for.
    """

    def dead(_: str) -> bytes:
        raise SourceError("连不上")

    assert "连不上" in watch.troubles(HERE, dead, NOW, 300)[0]


def test_the_same_trouble_is_told_once_an_hour_and_its_end_once(tmp_path: Path) -> None:
    """
    Cooldown for what was told, a word when it is over, and again at once when it is another trouble.
    """
    file = tmp_path / "watch.json"
    told = watch.remembered(file)
    assert watch.word_for(("甲",), told, NOW, 3600) == "甲"
    watch.remember(file, ("甲",), NOW)
    told = watch.remembered(file)
    assert watch.word_for(("甲",), told, NOW + timedelta(minutes=30), 3600) == ""
    assert watch.word_for(("甲",), told, NOW + timedelta(minutes=61), 3600) == "甲"
    assert watch.word_for(("乙",), told, NOW + timedelta(minutes=1), 3600) == "乙"
    assert watch.word_for((), told, NOW + timedelta(minutes=1), 3600) == "已恢复正常：甲"
    watch.remember(file, (), NOW)
    assert watch.word_for((), watch.remembered(file), NOW, 3600) == ""


def test_bells_ring_and_a_broken_one_stops_no_other(tmp_path: Path) -> None:
    """
    A command reads the message, a webhook gets it as JSON, and what did not work is told.
    """
    got: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        Thread(target=server.handle_request, daemon=True).start()
        out = tmp_path / "out"
        command = (sys.executable, "-c", f"import sys; open({str(out)!r}, 'w').write(sys.stdin.read())")
        bells = Bells(
            command, f"http://127.0.0.1:{server.server_port}/", "127.0.0.1:1", "a@example.org", ("b@example.org",)
        )
        silent = ring(bells, "播出检查", "没有节目")
    assert out.read_text("utf-8") == "播出检查\n没有节目\n"
    assert got == [{"title": "播出检查", "text": "没有节目"}]
    assert len(silent) == 1
    assert "邮件" in silent[0]
