"""
What stood between us and a service, in a few Chinese words; what the libraries say of it goes into the log.
"""

from __future__ import annotations

import errno
import logging
import re
import socket
import ssl
from collections.abc import Iterator

logger = logging.getLogger(__name__)

_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "对方的证书不对，可能是本机时间不准，或上网要先登录"),
    (ssl.SSLError, "加密连接建立不起来"),
    (socket.gaierror, "网址解析不了，可能没有联网"),
    (ConnectionRefusedError, "对方拒绝连接"),
    (ConnectionError, "连接被断开"),
    (TimeoutError, "没有及时应答"),
)
"""From the special to the general; both HTTP libraries raise their own errors from these of the system."""

_NAMED = (
    ("Timeout", "没有及时应答"),
    ("Disconnected", "连接被断开"),
    ("Payload", "连接被断开"),
    ("Protocol", "连接被断开"),
    ("ReadError", "连接被断开"),
    ("Connect", "连不上"),
)
"""What is in the name of an error of aiohttp or httpx; by name, for the one need not be loaded for the other."""

_REFUSED = 400
"""The lowest HTTP status that says no."""

_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}


def obstacle(error: BaseException) -> str:
    """
    Return what stood in the way, in Chinese, without a full stop; what is not known is called an odd answer.

    Example:
        `ClientConnectorDNSError("Cannot connect to host … ssl:<ssl.SSLContext …>")` -> `"网址解析不了，可能没有联网"`
    """
    chain = tuple(_chain(error))
    logger.debug("%s", " <- ".join(_told(one) for one in chain))
    status = next(filter(None, (getattr(one, "status", None) for one in chain)), 0)
    if status >= _REFUSED:
        return f"对方回答出错（{status}）"
    if any("Proxy" in type(one).__name__ for one in chain):
        return "代理连不上"
    if any(getattr(one, "errno", None) in _UNREACHABLE for one in chain):
        return "没有通到那里的网络"
    known = (told for kind, told in _KINDS if any(isinstance(one, kind) for one in chain))
    named = (told for name, told in _NAMED if any(name in type(one).__name__ for one in chain))
    return next(known, "") or next(named, "对方的回答看不懂")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """
    Yield an error and those it was raised from, each once; httpcore hides them, but they are there.
    """
    seen: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in seen:
        seen.append(at)
        yield at
        at = at.__cause__ or getattr(at, "os_error", None) or at.__context__


def _told(error: BaseException) -> str:
    """
    Return what a library says, without a user's name and password in an address.
    """
    said = re.sub(r"//[^/@\s]*@", "//", str(error))
    return f"{type(error).__name__}: {said}"
