"""
Connections to checked addresses only: a name is resolved once, and that very address is connected to.
"""

from __future__ import annotations

import queue
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from bulletin.errors import AddressError, FetchError
from bulletin.model import Seconds
from bulletin.outside.addresses import Resolver, is_never_asked, is_public, system_resolver


class PinnedBackend(httpcore.NetworkBackend):
    """
    Connects to checked addresses only, and lets nothing pass the deadline.
    """

    def __init__(
        self,
        remaining: Callable[[], Seconds],
        resolver: Resolver = system_resolver,
        private_hosts: frozenset[str] = frozenset(),
    ) -> None:
        """
        Connect as the settings allow.

        Args:
            remaining: How many seconds are left for the whole fetch.
            resolver: Turns names into addresses.
            private_hosts: Names or addresses, lower case, that may lie in a private network.
        """
        self._remaining = remaining
        self._resolver = resolver
        self._private_hosts = private_hosts
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """
        Resolve, check, connect to the first address that answers.

        Raises:
            AddressError: The host lies where it may not be read from.
            httpcore.ConnectError: None of its addresses answers.
        """
        failure: Exception = httpcore.ConnectError(f"{host}: no address")
        for address in self._checked(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._left(timeout), local_address, list(socket_options or ())
                )
                return _TimedStream(stream, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def sleep(self, seconds: float) -> None:
        """
        Wait between httpcore's own attempts, of which there are none.
        """
        self._sockets.sleep(seconds)

    def _left(self, timeout: float | None = None) -> float:
        left = self._remaining()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left if timeout is None else min(left, timeout)

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolved(host, port)
        if host.lower() in self._private_hosts:
            allowed = not any(map(is_never_asked, addresses))
        else:
            allowed = all(map(is_public, addresses))
        if not allowed:
            raise AddressError(
                f"{host} 指向内部网络地址，为安全起见不读取。如果它是本单位自己的服务器，请在添加来源时加上 --private。"
            )
        return addresses

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        """
        Resolve in a thread of its own: the system's resolver knows no deadline.
        """
        answer: queue.Queue[Sequence[str] | OSError | UnicodeError] = queue.Queue(1)

        def ask() -> None:
            try:
                answer.put(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                answer.put(error)

        threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
        try:
            found = answer.get(timeout=self._left())
        except queue.Empty:
            raise httpcore.ConnectTimeout(f"{host}: resolver") from None
        if isinstance(found, Exception) or not found:
            raise FetchError(f"找不到主机 {host}。请检查网址是否写对、网络是否通。")
        return found


class _TimedStream(httpcore.NetworkStream):
    """
    A connection whose every read and write ends at the deadline of the whole fetch, however slowly bytes drip.
    """

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[float | None], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _TimedStream(secured, self._left)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        return self._stream.get_extra_info(info)
