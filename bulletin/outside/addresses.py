"""
Which machines may be asked: names are resolved once, checked, and that very address is connected to.

A feed's address is text from outside. It must not lead into the operator's own network (server-side request forgery),
neither by a redirect, nor by a name that resolves to a private address, nor by one that resolves differently the
second time: there is no second time.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import httpcore

from bulletin.errors import AddressError, FetchError
from bulletin.model import Seconds

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""Turns a host and a port into IP addresses, at least one; raises `OSError` when the name is unknown."""

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_METADATA = {
    ipaddress.ip_address("169.254.169.254"),  # most clouds
    ipaddress.ip_address("100.100.100.200"),  # Aliyun
    ipaddress.ip_address("168.63.129.16"),  # Azure; a public address
    ipaddress.ip_address("fd00:ec2::254"),  # AWS
}
"""Where cloud servers give out their secrets; never asked, whatever the settings say."""

_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""IPv6 ranges whose last 32 bits are an IPv4 address (RFC 6052, RFC 8215)."""


def system_resolver(host: str, port: int) -> Sequence[str]:
    """
    Ask the system for a host's addresses, in the order it prefers them.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """
    Whether an IP address, or the IPv4 address within it, belongs to the open internet.
    """
    return all(ip.is_global and not ip.is_multicast and ip not in _METADATA for ip in _meant_by(address))


def _is_never_asked(address: str) -> bool:
    return any(ip in _METADATA or ip.is_multicast or ip.is_unspecified or ip.is_link_local for ip in _meant_by(address))


def _meant_by(address: str) -> tuple[Address, ...]:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return (ip,)
    inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
    if inner is None and any(ip in net for net in _TRANSLATED):
        inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if inner is None and int(ip) >> 32 == 0 and int(ip) > 1:
        inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)  # the old compatible form, ::10.0.0.1
    # A mapped address is its inner one; a translated one must be public itself as well.
    return (inner,) if inner is not None and ip.ipv4_mapped else (ip,) if inner is None else (inner,)


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
            allowed = not any(map(_is_never_asked, addresses))
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
