"""
Which machines may be asked: names are resolved once, checked, and that very address is connected to.

A feed's address is text from outside. It must not lead into the operator's own network (server-side request forgery),
neither by a redirect, nor by a name that resolves to a private address, nor by one that resolves differently the
second time: there is no second time.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import TypeAlias

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


def is_never_asked(address: str) -> bool:
    """
    Whether an IP address is one that no setting opens: cloud metadata, link-local, multicast, none at all.
    """
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
