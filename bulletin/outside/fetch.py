"""
The only HTTP reader: a deadline for everything, a limit on size after decompression, no way into private networks.
"""

from __future__ import annotations

import hashlib
import json
import logging
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from bulletin.errors import AddressError, FetchError, OutputError, SourceError
from bulletin.model import Seconds
from bulletin.outside.addresses import Resolver, system_resolver
from bulletin.outside.clock import Clock
from bulletin.outside.files import write_whole
from bulletin.outside.robots import Robots, read_robots

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)

AGENT = "bulletin"
_HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; {AGENT}/0.1; village news reader)",
    "Accept": "text/html,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}
_OK, _NOT_MODIFIED = 200, 304
_REDIRECTS = {301, 302, 303, 307, 308}
_AGAIN = {429, 500, 502, 503, 504}
"""Answers that may be different a little later."""


@dataclass(frozen=True, slots=True)
class Manners:
    """
    How the outside is read.

    Args:
        seconds: For one address in all: resolving, connecting, redirects, retries, reading.
        max_bytes: Of a body, after decompression.
        max_redirects: One after another.
        attempts: How often a server that does not answer is asked, at most.
        pause: Between two requests to one host.
        private_hosts: Names or addresses that may lie in a private network: a town's own server.
        proxy: `http://host:port`; `""`: as the environment says (`HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`).
    """

    seconds: Seconds = 20.0
    max_bytes: int = 5_000_000
    max_redirects: int = 3
    attempts: int = 3
    pause: Seconds = 0.5
    private_hosts: frozenset[str] = frozenset()
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """
    What was read.

    Args:
        url: Where it was found in the end, after redirects.
        body: Decompressed.
        charset: As the server says, `""` when it says none.
        is_unchanged: Whether the server said it is as last time, and the body is the one kept then.
    """

    url: str
    body: bytes
    charset: str = ""
    is_unchanged: bool = False


@dataclass(slots=True)
class _Deadline:
    clock: Clock
    ends: float

    def left(self) -> Seconds:
        return self.ends - self.clock.monotonic()


@dataclass
class Fetcher:
    """
    Reads web addresses, one after another, with manners.

    Args:
        clock: Counts the deadlines, and waits.
        manners: The limits.
        kept: A folder where bodies with a validator (`ETag`, `Last-Modified`) are kept for the next time; None: none.
        resolver: Turns names into addresses.
        transport: Stands in for the network in tests.
    """

    clock: Clock
    manners: Manners = Manners()
    kept: Path | None = None
    resolver: Resolver = system_resolver
    transport: httpx.BaseTransport | None = None
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)

    def get(self, url: str) -> Page:
        """
        Read an address.

        Raises:
            AddressError: It may not be read.
            FetchError: The server cannot be reached, is late, sends too much or answers with an error.
        """
        deadline = _Deadline(self.clock, self.clock.monotonic() + self.manners.seconds)
        for attempt in range(1, self.manners.attempts + 1):
            try:
                return self._once(url, deadline)
            except _TryAgainError as error:
                wait = error.after or float(attempt**2)
                if attempt == self.manners.attempts or wait >= deadline.left():
                    raise FetchError(str(error)) from error
                logger.info("%s: again in %.0f s: %s", url, wait, error)
                self.clock.sleep(wait)
        raise FetchError(f"读不到 {url}。请稍后再试。")

    def is_welcome(self, url: str) -> bool:
        """
        Whether the site's robots.txt lets list pages be read by machines; one that cannot be read says nothing.

        A server that answers robots.txt with an error of its own (5xx) does not want to be read now: RFC 9309 §2.3.1.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._rules_of(site)
        return self._robots[site].allows(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _rules_of(self, site: str) -> Robots:
        try:
            return read_robots(self.get(f"{site}/robots.txt").body.decode("utf-8", "replace"), AGENT)
        except _RefusedError:
            return Robots()

    def _once(self, url: str, deadline: _Deadline) -> Page:
        place = url
        for _ in range(self.manners.max_redirects + 1):
            _check_address(place)
            self._wait_turn(place, deadline)
            answer = self._ask(place, self._validators(place), deadline)
            if isinstance(answer, Page):
                return answer
            place = urljoin(place, answer)
        raise FetchError(f"{url} 转来转去超过 {self.manners.max_redirects} 次，没有读到内容。请检查网址。")

    def _wait_turn(self, url: str, deadline: _Deadline) -> None:
        host = urlsplit(url).netloc
        wait = self._last.get(host, -1e9) + self.manners.pause - self.clock.monotonic()
        if 0 < wait < deadline.left():
            self.clock.sleep(wait)
        self._last[host] = self.clock.monotonic()

    def _ask(self, url: str, validators: dict[str, str], deadline: _Deadline) -> Page | str:
        """
        Send one request; return the page, or where the server says it is.
        """
        import httpcore  # noqa: PLC0415 - a quarter of a second that only reading the web costs
        import httpx  # noqa: PLC0415

        from bulletin.outside.wire import Wire  # noqa: PLC0415

        wire = self.transport or Wire(deadline.left, self.resolver, self.manners.private_hosts, self.manners.proxy)
        try:
            with (
                httpx.Client(transport=wire, follow_redirects=False, trust_env=False, timeout=None) as client,  # noqa: S113 - the wire keeps the deadline
                client.stream("GET", url, headers=_HEADERS | validators) as answer,
            ):
                return self._answered(url, answer, deadline)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise _TryAgainError(self._late(url)) from error
        except (
            httpx.InvalidURL,
            httpx.UnsupportedProtocol,
            httpx.LocalProtocolError,
            httpcore.LocalProtocolError,
        ) as error:
            raise AddressError(f"“{url[:200]}”不是能读取的网址。请检查是否写对。") from error
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError) as error:
            raise _TryAgainError(f"读不到 {url}（{str(error)[:80]}）。请检查网络，稍后再试。") from error

    def _late(self, url: str) -> str:
        return f"{url} 在 {self.manners.seconds:.0f} 秒内没有读完。请稍后再试。"

    def _answered(self, url: str, answer: httpx.Response, deadline: _Deadline) -> Page | str:
        if answer.status_code in _REDIRECTS and answer.headers.get("location"):
            return str(answer.headers["location"])
        if answer.status_code == _NOT_MODIFIED:
            return Page(url, self._kept_body(url), is_unchanged=True)
        if answer.status_code in _AGAIN:
            after = answer.headers.get("retry-after", "")
            raise _TryAgainError(_refusal(url, answer), float(after) if after.isdigit() else 0.0)
        if answer.status_code != _OK:
            raise _RefusedError(_refusal(url, answer))
        page = Page(url, self._body(url, answer, deadline), answer.charset_encoding or "")
        self._keep(url, answer, page)
        return page

    def _body(self, url: str, answer: httpx.Response, deadline: _Deadline) -> bytes:
        body = bytearray()
        for chunk in _unpacked(answer.iter_raw(), answer.headers.get("content-encoding", "").strip().lower(), url):
            body += chunk
            if len(body) > self.manners.max_bytes:
                raise FetchError(
                    f"{url} 的内容超过 {self.manners.max_bytes // 1_000_000} MB，不像新闻，没有读取。请检查网址。"
                )
            if deadline.left() <= 0:
                raise _TryAgainError(self._late(url))
        return bytes(body)

    # ---- what is kept for next time

    def _place(self, url: str) -> Path | None:
        return self.kept / hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:32] if self.kept else None

    def _validators(self, url: str) -> dict[str, str]:
        place = self._place(url)
        if place is None or not place.with_suffix(".body").is_file():
            return {}
        try:
            known: dict[str, Any] = json.loads(place.with_suffix(".json").read_text("utf-8"))
            body = place.with_suffix(".body").read_bytes()
        except (OSError, ValueError):  # what is kept is only a saving: without it all is read anew
            return {}
        if known.get("sha256") != hashlib.sha256(body).hexdigest():
            return {}
        names = {"etag": "If-None-Match", "modified": "If-Modified-Since"}
        return {header: known[name] for name, header in names.items() if known.get(name)}

    def _kept_body(self, url: str) -> bytes:
        place = self._place(url)
        if place is None:
            raise _RefusedError(f"{url} 回答“没有变化”，但本机没有存过它的内容。请稍后再试。")
        try:
            return place.with_suffix(".body").read_bytes()
        except OSError as error:
            raise FetchError(f"{url} 没有变化，但上次存下的内容读不出来（{error.strerror}）。请稍后再试。") from error

    def _keep(self, url: str, answer: httpx.Response, page: Page) -> None:
        etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        place = self._place(url)
        if place is None or not (etag or modified):
            return
        known = {"url": url, "etag": etag, "modified": modified, "sha256": hashlib.sha256(page.body).hexdigest()}
        try:
            write_whole(place.with_suffix(".body"), page.body)
            write_whole(place.with_suffix(".json"), json.dumps(known).encode())
        except OutputError as error:  # what is kept is only a saving: the page itself was read
            logger.warning("%s: not kept for next time: %s", url, error)


class _TryAgainError(Exception):
    """
    Raised within this file for what may be different a little later.
    """

    def __init__(self, message: str, after: Seconds = 0.0) -> None:
        super().__init__(message)
        self.after = after


class _RefusedError(FetchError):
    """
    Raised when the server answers that it will not give the page (4xx).
    """


def _refusal(url: str, answer: httpx.Response) -> str:
    why = {401: "要求登录", 403: "拒绝读取", 404: "没有这个网页", 410: "网页已删除", 429: "嫌读取太频繁"}
    told = why.get(answer.status_code, "服务器出错" if answer.is_server_error else "没有给出内容")
    return f"{url} {told}（状态 {answer.status_code}）。请用浏览器打开网址核对，或稍后再试。"


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine, parts = False, urlsplit("")
    if not fine or len(url) > 2000:
        raise AddressError(f"“{url[:200]}”不是网页地址。只能读取 http:// 或 https:// 开头的网址。")
    if parts.username or parts.password:
        raise AddressError("网址里不能带用户名和密码。请去掉 @ 之前的部分。")


def _unpacked(chunks: Iterator[bytes], encoding: str, url: str) -> Iterator[bytes]:
    """
    Yield decompressed bytes in pieces of at most 64 KB, so that a bomb is noticed before it is in memory.

    Raises:
        FetchError: The compression is damaged or was not asked for.
    """
    if encoding in {"", "identity"}:
        yield from chunks
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(f"{url} 用了不认识的压缩方式（{encoding[:20]}）。请联系网站。")
    unpack: Callable[[], Any] = (lambda: zlib.decompressobj(31)) if "gzip" in encoding else zlib.decompressobj
    stream, is_first = unpack(), True
    try:
        for chunk in chunks:
            if is_first and encoding == "deflate" and chunk[:1] and chunk[0] & 0x0F != 8:
                stream = zlib.decompressobj(-15)  # some servers leave the zlib header out
            is_first, rest = False, chunk
            while rest:
                yield stream.decompress(rest, 65_536)
                rest = stream.unconsumed_tail
                if stream.eof:
                    return
        yield stream.flush()
    except zlib.error as error:
        raise FetchError(f"{url} 的压缩内容已损坏。请稍后再试。") from error


__all__ = ["AGENT", "Fetcher", "Manners", "Page", "SourceError"]
