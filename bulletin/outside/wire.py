"""
The transport under the HTTP client: checked addresses, one deadline, the operator's proxy.
"""

from __future__ import annotations

import ssl
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from typing import Protocol, cast
from urllib.parse import urlsplit

import httpcore
import httpx

from bulletin.errors import AddressError
from bulletin.model import Seconds
from bulletin.outside.addresses import Resolver, is_public
from bulletin.outside.pinned import PinnedBackend


@cache
def _trust() -> ssl.SSLContext:
    """
    Return the certificates this system trusts; loading them takes some 20 ms.
    """
    return httpx.create_ssl_context()


def proxy_for(url: str, proxy: str) -> str:
    """
    Return the proxy to read an address through, `""` for none: the one named, else what the environment says.
    """
    if proxy:
        return proxy
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.hostname or ""):
        return ""
    found = urllib.request.getproxies()
    return found.get(parts.scheme) or found.get("all") or ""


class Wire(httpx.BaseTransport):
    """
    Sends one client's requests, directly to checked addresses or through a proxy.

    Through a proxy the names are resolved there: then only addresses written as such, and `localhost`, are checked
    here, and it is the proxy that must keep its own network closed.
    """

    def __init__(
        self, remaining: Callable[[], Seconds], resolver: Resolver, private_hosts: frozenset[str], proxy: str
    ) -> None:
        """
        Prepare; nothing is opened yet.
        """
        self._remaining = remaining
        self._resolver = resolver
        self._private_hosts = private_hosts
        self._proxy = proxy
        self._pool: httpcore.ConnectionPool | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """
        Send a request; its answer's body is read as a stream.
        """
        url = str(request.url)
        pool = self._pool = self._pool or self._opened(url)
        seconds = max(self._remaining(), 0.001)
        answer = pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), seconds)},
            )
        )
        stream = cast("_Streamed", answer.stream)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(stream), extensions={})

    def close(self) -> None:
        """
        Close its connections.
        """
        if self._pool is not None:
            self._pool.close()

    def _opened(self, url: str) -> httpcore.ConnectionPool:
        proxy = proxy_for(url, self._proxy)
        if not proxy:
            backend = PinnedBackend(self._remaining, self._resolver, self._private_hosts)
            return httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend)
        self._check_written(urlsplit(url).hostname or "")
        host = (urlsplit(proxy).hostname or "").lower()
        backend = PinnedBackend(self._remaining, self._resolver, frozenset({host}))
        if urlsplit(proxy).scheme not in {"http", "https"}:
            raise AddressError(f"代理地址 {proxy.rpartition('@')[2]} 不能用。只支持 http:// 或 https:// 开头的代理。")
        user, word = urlsplit(proxy).username, urlsplit(proxy).password
        auth = (user, word or "") if user else None
        bare = f"{urlsplit(proxy).scheme}://{urlsplit(proxy).netloc.rpartition('@')[2]}"
        return httpcore.HTTPProxy(bare, proxy_auth=auth, ssl_context=_trust(), network_backend=backend)

    def _check_written(self, host: str) -> None:
        if host.lower() in self._private_hosts:
            return
        try:
            is_fine = is_public(host)
        except ValueError:
            # No address: a name, or an address in an odd spelling (2130706433, 0x7f.1), which has no letter at its end.
            is_fine = host.rpartition(".")[2][:1].isalpha() and host.lower() != "localhost"
        if not is_fine:
            raise AddressError(f"{host} 是内部网络地址，为安全起见不读取。")


class _Streamed(Protocol):
    """
    What httpcore gives as a body: it can be read once and closed.
    """

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: _Streamed) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()
