from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
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


def edition_of(seconds: float = 300.0, day: int = 24, audio: bytes = AUDIO) -> Edition:
    edition = an_edition(Path("x"), date(2026, 11, day), audio=audio)
    return replace(edition, programme=replace(a_programme(Path("x"), audio), seconds=seconds))


def reader(**files: bytes) -> Callable[[str], bytes]:
    """
    Return what fetches these files, by the stem of their names; the others, and empty ones, are not there.
    """

    def read(name: str) -> bytes:
        found = files.get(name.rpartition("/")[2].partition(".")[0].replace("-", "_").removeprefix("2026_11_"), b"")
        if not found:
            raise SourceError("404")
        return found

    return read


def look(
    *editions: Edition, audio: bytes = AUDIO, latest: bytes | None = None, tomorrow: bytes = b"", now: datetime = NOW
) -> tuple[str, ...]:
    feed = render_feed(HERE, editions, HERE.public_url)
    files = {"24_0730": audio, "25_0730": tomorrow, "latest": audio if latest is None else latest}
    return watch.troubles(HERE, reader(feed=feed, **files), now, 300)


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


@pytest.mark.parametrize(
    ("told", "latest"),
    [("不是最新一期节目", b"the ident"), ("不是最新一期节目", AUDIO[:-1] + b"x"), ("latest.mp3 下载不了", b"")],
)
def test_loudspeakers_get_the_newest_programme(told: str, latest: bytes) -> None:
    """
    `latest.mp3` is that programme byte for byte; the ident, yesterday's news of the same length or nothing is trouble.
    """
    (trouble,) = look(edition_of(), latest=latest)
    assert told in trouble


def test_loudspeakers_may_get_the_next_programme_already() -> None:
    """
    A programme published ahead of its air time may be the latest, if it is really that one.
    """
    tomorrow = AUDIO[:-4] + b"next"
    editions = (edition_of(), edition_of(day=25, audio=tomorrow))
    assert look(*editions, latest=tomorrow, tomorrow=tomorrow) == ()
    assert look(*editions, latest=AUDIO) == ()
    assert "不是最新" in look(*editions, latest=AUDIO[:-4] + b"last", tomorrow=tomorrow)[0]


def test_latest_may_change_while_an_air_time_is_just_here() -> None:
    """
    Within the grace after an air time the ident may stand in for the programme of that slot.
    """
    busy = replace(HERE, slots=(*HERE.slots, Slot(time(12, 30), 300)))
    feed = render_feed(busy, [edition_of()], HERE.public_url)
    read = reader(feed=feed, latest=b"the ident", **{"24_0730": AUDIO})
    noon = NOW.replace(hour=4, minute=30)
    assert watch.troubles(busy, read, noon - timedelta(seconds=1), 300) != ()
    assert watch.troubles(busy, read, noon + timedelta(seconds=299), 300) == ()
    assert watch.troubles(busy, read, noon + timedelta(seconds=300), 300) != ()


def test_an_older_slot_that_is_missing_hides_no_other_trouble() -> None:
    """
    What was missed in the morning is told, and so is the cut audio of noon.
    """
    busy = replace(HERE, slots=(Slot(time(7), 300), *HERE.slots))
    feed = render_feed(busy, [edition_of()], HERE.public_url)
    missing, cut = watch.troubles(busy, reader(feed=feed, **{"24_0730": AUDIO[:9]}), NOW, 300)
    assert "07:00 的节目不在节目源里" in missing
    assert "只有 9 字节" in cut


@pytest.mark.parametrize(
    "nonsense", [b"<html>login", b"/etc/hostname", b"\xff\xfe", b"<rss><channel><item/></channel></rss>"]
)
def test_what_is_no_feed_lists_nothing(nonsense: bytes) -> None:
    """
    A login page, a file name, broken bytes instead of a feed: the programme is missed, and the watch goes on.
    """
    (trouble,) = watch.troubles(HERE, reader(feed=nonsense), NOW, 300)
    assert "不在节目源里" in trouble


def test_nonsense_numbers_in_a_feed_are_none() -> None:
    """
    A length or duration that is no number counts as 0, and is told as such.
    """
    feed = render_feed(HERE, [edition_of()], HERE.public_url).replace(b">300<", b">long<")
    feed = feed.replace(f'length="{len(AUDIO)}"'.encode(), b'length="nan"')
    (one,) = watch.listed(feed).values()
    assert (one.seconds, one.size) == (0.0, 0)


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


@contextmanager
def nonsense_server() -> Iterator[str]:
    """
    Give the address of a server that answers each connection with what is no HTTP.
    """

    class Nonsense(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65_536)
            self.request.sendall(b"220 mail.example ESMTP\r\n")

    with ThreadingTCPServer(("127.0.0.1", 0), Nonsense) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_a_webhook_that_answers_nonsense_stops_no_other_bell() -> None:
    """
    An answer that is no HTTP is a bell that kept silent, no end of the watch: the e-mail is still tried.
    """
    with nonsense_server() as url:
        silent = ring(Bells(webhook=url, smtp="127.0.0.1:1", mail_to=("b@example.org",)), "播出检查", "没有节目")
    assert [one[:2] for one in silent] == ["网络", "邮件"]


@pytest.mark.parametrize(
    ("bells", "count"),
    [
        (Bells(), 0),
        (Bells(smtp="mail.example"), 0),
        (Bells(("x",)), 1),
        (Bells(("x",), "http://a", "b", "", ("c",)), 3),
    ],
)
def test_bells_are_counted(bells: Bells, count: int) -> None:
    """
    Only what can ring counts; a mail server without recipients cannot.
    """
    assert bells.count == count
