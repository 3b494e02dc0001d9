from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from bulletin.articles.feeds import Feed
from bulletin.articles.source import gather
from bulletin.errors import AddressError, FetchError, SourceError
from bulletin.outside.clock import SystemClock
from bulletin.outside.fetch import Fetcher, Manners
from bulletin.store.articles_seen import ArticlesSeen
from bulletin.store.database import Database
from bulletin.store.sources import Sources, StoredSource

pytestmark = pytest.mark.real

GOOD = """<rss version="2.0"><channel><title>云津日报</title><item><title>荷塘大桥恢复通车</title>
<description>荷塘大桥伸缩缝更换工程11月24日完工，大桥当天恢复双向通车，公交线路同步恢复，比原计划提前四天。施工期间绕行的六条公交线路，从当天首班车起按原线路行驶，沿线十二个站点全部恢复停靠。交通运输部门提醒，桥面限速每小时四十公里，请过往车辆减速慢行，行人和非机动车走两侧专用道。</description></item></channel></rss>"""


class Hostile(BaseHTTPRequestHandler):
    """
    A server with one trap at each address.
    """

    targets: ClassVar = {
        "/to-loopback": "http://127.0.0.2:9/",
        "/to-private": "http://10.0.0.1/",
        "/to-mapped": "http://[::ffff:10.0.0.1]/",
        "/to-decimal": "http://2130706433/",
        "/to-file": "file:///etc/passwd",
    }

    def log_message(self, *_: object) -> None:
        """
        Say nothing.
        """

    def do_GET(self) -> None:
        if self.path in self.targets:
            self.answer(302, headers={"Location": self.targets[self.path]})
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b"0" * 50_000_000), {"Content-Encoding": "gzip"})
        elif self.path in {"/drip", "/drip-head"}:
            self.drip()
        elif self.path == "/silent":
            time.sleep(4)
        elif self.path == "/good":
            self.answer(200, GOOD.encode())
        else:
            self.answer(404)

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
        try:
            for _ in range(20):
                self.wfile.write(b"H")
                self.wfile.flush()
                time.sleep(0.2)
        except OSError:
            self.close_connection = True  # the reader has hung up, as it should


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """
        A reader that hangs up is what is tested.
        """


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = Quiet(("127.0.0.1", 0), Hostile)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def reader(*private: str) -> Fetcher:
    return Fetcher(SystemClock(), Manners(seconds=1.5, attempts=1, pause=0, private_hosts=frozenset(private)))


TRAPS = {
    **dict.fromkeys(Hostile.targets, AddressError),
    **dict.fromkeys(("/bomb", "/drip", "/drip-head", "/silent", "/none"), FetchError),
}


@pytest.mark.parametrize(("path", "error"), TRAPS.items())
def test_every_trap_is_refused_in_time(base: str, path: str, error: type[SourceError]) -> None:
    """
    Whatever a server does, it costs no more than the deadline, and is told in Chinese.
    """
    began = time.monotonic()
    with pytest.raises(error, match=r"[\u4e00-\u9fff]"):
        reader("127.0.0.1").get(base + path)
    assert time.monotonic() - began < 2.5


def test_loopback_is_closed_unless_named(base: str) -> None:
    """
    This very machine is a private network.
    """
    with pytest.raises(AddressError):
        reader().get(base + "/good")
    assert reader("127.0.0.1").get(base + "/good").body == GOOD.encode()


def test_the_other_sources_of_a_run_are_read(base: str, tmp_path: Path) -> None:
    """
    Traps fail alone: the good source's article arrives, nothing of theirs reaches the store, each failure is counted.
    """
    sources = [Feed(path, base + path, reader("127.0.0.1"), is_full_text=False) for path in (*TRAPS, "/good")]
    gathered = gather(sources)
    assert [a.headline for a in gathered.articles] == ["荷塘大桥恢复通车"]
    assert len(gathered.failures) == len(TRAPS)
    with closing(Database(tmp_path / "bulletin.db")) as database:
        kept = Sources(database, "village")
        for one in sources:
            kept.add(StoredSource(one.name, "feed", one.url))
        for outcome in gathered.outcomes:
            kept.note(outcome.name, outcome.articles, str(outcome.failure or ""))
        assert ArticlesSeen(database, "village").note(gathered.articles) == 1
        assert kept.failing() == len(TRAPS)
