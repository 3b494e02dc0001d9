from __future__ import annotations

import gzip
import itertools
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpcore
import httpx
import pytest
from fakes import FixedClock
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import AddressError, FetchError, SourceError
from bulletin.outside.addresses import is_public
from bulletin.outside.fetch import Fetcher, Manners, Page
from bulletin.outside.pinned import PinnedBackend
from bulletin.outside.wire import Wire, proxy_for

URL = "http://paper.example.cn/feed.xml"
Answer = Callable[[httpx.Request], httpx.Response]


def fetcher(answer: Answer, clock: FixedClock | None = None, kept: Path | None = None) -> Fetcher:
    return Fetcher(clock or FixedClock(), Manners(), kept, transport=httpx.MockTransport(answer))


def always(*args: object, **facts: object) -> Answer:
    return lambda _: httpx.Response(*args, **facts)  # type: ignore[arg-type]  # the test's own facts


class Stream(httpx.SyncByteStream):
    """
    A body as it comes off the wire: httpx must not decompress it first.
    """

    def __init__(self, body: bytes) -> None:
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self.body), 16_384):
            yield self.body[start : start + 16_384]


def test_a_page_is_read() -> None:
    """
    What is handed on is the body, its charset, and where it was found.
    """
    page = fetcher(
        always(200, headers={"content-type": "text/html; charset=gbk"}, stream=Stream("你好".encode("gbk")))
    ).get(URL)
    assert page == Page(URL, "你好".encode("gbk"), "gbk")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.cn/",
        "gopher://example.cn/",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "http://example.cn:99999/",
        "//example.cn/x",
        "",
        "http://user:word@example.cn/",
        "http://example.cn/" + "x" * 3000,
    ],
)
def test_only_web_addresses_are_read(address: str) -> None:
    """
    No other scheme, no credentials, no nonsense reaches the network.
    """
    with pytest.raises(AddressError):
        fetcher(always(200, stream=Stream(b"never"))).get(address)


def test_redirects_are_followed_three_times() -> None:
    """
    The fourth redirect ends the reading; relative ones are meant from where they stand.
    """
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": f"/{len(asked)}"})

    with pytest.raises(FetchError, match="转来转去"):
        fetcher(answer).get(URL)
    assert asked == [URL, *(f"http://paper.example.cn/{n}" for n in (1, 2, 3))]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://10.0.0.1/", "http://a:b@example.cn/"])
def test_a_redirect_is_checked_as_any_address(target: str) -> None:
    """
    A redirect opens no door that the address itself would not.
    """
    with pytest.raises(AddressError):
        fetcher(always(302, headers={"location": target})).get(URL)


def bomb() -> bytes:
    return gzip.compress(b"0" * 50_000_000)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", bomb()), ("deflate", zlib.compress(b"0" * 50_000_000)), ("", b"0" * 6_000_000)],
    ids=["gzip", "deflate", "plain"],
)
def test_a_body_is_measured_after_decompression(encoding: str, body: bytes) -> None:
    """
    A thousand to one is noticed at 5 MB, not after.
    """
    with pytest.raises(FetchError, match="超过 5 MB"):
        fetcher(always(200, headers={"content-encoding": encoding} if encoding else {}, stream=Stream(body))).get(URL)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw deflate", "identity"],
)
def test_every_usual_compression_is_read(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    """
    Deflate comes in two forms on the web; both are read.
    """
    body = "村村响".encode() * 1000
    answer = always(200, headers={"content-encoding": encoding}, stream=Stream(pack(body)))
    assert fetcher(answer).get(URL).body == body


@pytest.mark.parametrize(("encoding", "body"), [("gzip", b"no gzip at all"), ("br", b"\x0b"), ("gzip, gzip", b"")])
def test_a_damaged_or_unasked_compression_is_told(encoding: str, body: bytes) -> None:
    """
    What cannot be unpacked is an error with a reason, not garbage.
    """
    with pytest.raises(FetchError, match="压缩"):
        fetcher(always(200, headers={"content-encoding": encoding}, stream=Stream(body))).get(URL)


def test_a_slow_body_ends_at_the_deadline() -> None:
    """
    A byte at a time holds nothing up: the deadline is for everything together.
    """
    clock = FixedClock()

    class Drip(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                clock.sleep(1.0)
                yield b"x"

    began = clock.monotonic()
    with pytest.raises(FetchError, match="没有读完"):
        fetcher(always(200, stream=Drip()), clock).get(URL)
    assert clock.monotonic() - began <= 22


def test_a_failing_server_is_asked_again_politely() -> None:
    """
    It is given time, as long as it asks for, and three chances in all.
    """
    clock, asked = FixedClock(), []

    def answer(_: httpx.Request) -> httpx.Response:
        asked.append(clock.monotonic())
        return (
            httpx.Response(503, headers={"retry-after": "3"})
            if len(asked) < 3
            else httpx.Response(200, stream=Stream(b"ok"))
        )

    assert fetcher(answer, clock).get(URL).body == b"ok"
    assert [round(later - sooner) for sooner, later in itertools.pairwise(asked)] == [3, 3]


def test_a_server_that_asks_for_too_long_is_left() -> None:
    """
    `Retry-After: 3600` ends the reading now; the edition does not wait.
    """
    clock = FixedClock()
    with pytest.raises(FetchError, match="503"):
        fetcher(always(503, headers={"retry-after": "3600"}), clock).get(URL)
    assert clock.monotonic() < 30


@pytest.mark.parametrize(("status", "said"), [(404, "没有这个网页"), (403, "拒绝"), (401, "登录"), (418, "418")])
def test_a_refusal_is_final(status: int, said: str) -> None:
    """
    What is not there is asked for once.
    """
    asked: list[int] = []

    def answer(_: httpx.Request) -> httpx.Response:
        asked.append(1)
        return httpx.Response(status)

    with pytest.raises(FetchError, match=said):
        fetcher(answer).get(URL)
    assert asked == [1]


def test_a_broken_connection_is_a_source_error() -> None:
    """
    No exception of the library comes out.
    """

    def answer(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(SourceError, match="检查网络"):
        fetcher(answer).get(URL)


def test_what_did_not_change_is_not_sent_again(tmp_path: Path) -> None:
    """
    The validators of last time are sent, and 304 gives the body kept then.
    """
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("if-none-match"))
        if seen[-1] == '"v1"':
            return httpx.Response(304)
        return httpx.Response(200, headers={"etag": '"v1"'}, stream=Stream(b"news"))

    reader = fetcher(answer, kept=tmp_path)
    assert not reader.get(URL).is_unchanged
    again = reader.get(URL)
    assert (again.is_unchanged, again.body) == (True, b"news")
    assert seen == [None, '"v1"']


def test_a_damaged_copy_is_not_trusted(tmp_path: Path) -> None:
    """
    A kept body that is not what was read is read anew.
    """
    reader = fetcher(
        always(200, headers={"last-modified": "Tue, 24 Nov 2026 00:00:00 GMT"}, stream=Stream(b"news")), kept=tmp_path
    )
    reader.get(URL)
    next(tmp_path.glob("*.body")).write_bytes(b"else")
    assert reader.get(URL).body == b"news"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2400:3200::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("169.254.169.254", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to be refused
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("2001:0:53aa:64c:0:0:f5ff:fffe", False),
    ],
)
def test_private_addresses_are_known_in_every_dress(address: str, public: bool) -> None:  # noqa: FBT001 - a table
    """
    An IPv4 address within an IPv6 one counts as itself.
    """
    assert is_public(address) is public


@settings(deadline=None)  # the machine may be busy
@given(st.ip_addresses(v=4).filter(lambda ip: ip.is_private))
def test_no_private_address_is_public_however_it_is_mapped(ip: object) -> None:
    """
    Whatever is private stays private as `::ffff:a.b.c.d`.
    """
    assert not is_public(str(ip))
    assert not is_public(f"::ffff:{ip}")


def backend(resolver: Callable[[str, int], Sequence[str]], *private: str, left: float = 1.0) -> PinnedBackend:
    return PinnedBackend(lambda: left, resolver, frozenset(private))


@pytest.mark.parametrize("found", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:10.0.0.1"], ["169.254.169.254"]])
def test_a_name_with_any_private_address_is_refused(found: list[str]) -> None:
    """
    One private address among public ones is a trap.
    """
    with pytest.raises(AddressError, match="内部网络"):
        backend(lambda *_: found).connect_tcp("paper.example.cn", 80)


def test_a_name_is_resolved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A rebinding resolver gains nothing: the address that was checked is the one connected to.
    """
    answers = iter((["93.184.216.34"], ["127.0.0.1"]))
    connected: list[str] = []

    def connect(_: object, host: str, *__: object) -> httpcore.NetworkStream:
        connected.append(host)
        return httpcore.NetworkStream()

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    backend(lambda *_: next(answers)).connect_tcp("rebind.example.cn", 80)
    assert connected == ["93.184.216.34"]


def test_a_named_private_host_may_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A town's own server is allowed by its name; cloud metadata never is.
    """
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *_: httpcore.NetworkStream())
    backend(lambda *_: ["192.168.1.10"], "oa.town.cn").connect_tcp("OA.town.cn", 80)
    with pytest.raises(AddressError):
        backend(lambda *_: ["192.168.1.10"], "oa.town.cn").connect_tcp("other.cn", 80)
    with pytest.raises(AddressError):
        backend(lambda *_: ["169.254.169.254"], "oa.town.cn").connect_tcp("oa.town.cn", 80)


def test_an_unknown_name_is_told() -> None:
    """
    The operator hears that the host was not found.
    """

    def unknown(*_: object) -> Sequence[str]:
        raise OSError("no such name")

    with pytest.raises(FetchError, match="找不到主机"):
        backend(unknown).connect_tcp("no.example.cn", 80)


def test_a_resolver_that_hangs_does_not_hold_us() -> None:
    """
    Resolving counts towards the deadline.
    """
    gate = threading.Event()

    def hanging(*_: object) -> Sequence[str]:
        gate.wait(5)
        return []

    with pytest.raises(httpcore.ConnectTimeout):
        backend(hanging, left=0.05).connect_tcp("slow.example.cn", 80)
    gate.set()


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]", "017700000001"])
def test_a_proxy_is_not_asked_for_private_addresses(host: str) -> None:
    """
    Addresses written as such are refused before the proxy hears of them.
    """
    wire = Wire(lambda: 1.0, lambda *_: ["8.8.8.8"], frozenset(), "http://proxy.example.cn:3128")
    with pytest.raises(AddressError):
        wire.handle_request(httpx.Request("GET", f"http://{host}/"))


def test_the_proxy_is_the_named_one_or_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    `HTTP_PROXY` and `NO_PROXY` are honoured; a named proxy wins.
    """
    monkeypatch.setenv("http_proxy", "http://env.example.cn:1")
    monkeypatch.setenv("no_proxy", "town.cn")
    assert proxy_for("http://a.cn/", "") == "http://env.example.cn:1"
    assert proxy_for("http://oa.town.cn/", "") == ""
    assert proxy_for("http://a.cn/", "http://mine:2") == "http://mine:2"


def robots(rules: str, status: int = 200) -> Fetcher:
    return fetcher(always(status, stream=Stream(rules.encode())))


def test_robots_are_respected_where_they_speak() -> None:
    """
    Without a robots.txt all is allowed; with one, its rules hold.
    """
    assert robots("", 404).is_welcome(URL)
    assert not robots("User-agent: *\nDisallow: /feed").is_welcome(URL)
    assert robots("User-agent: *\nDisallow: /admin").is_welcome(URL)
    with pytest.raises(FetchError):
        robots("", 500).is_welcome(URL)


def test_a_full_disk_does_not_stop_the_reading(tmp_path: Path) -> None:
    """
    What cannot be kept for next time was read all the same.
    """
    (tmp_path / "file").touch()
    answer = always(200, headers={"etag": '"v1"'}, stream=Stream(b"news"))
    assert fetcher(answer, kept=tmp_path / "file" / "folder").get(URL).body == b"news"
