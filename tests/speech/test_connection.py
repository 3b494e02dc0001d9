from __future__ import annotations

import errno
import logging
import re
import socket
import ssl

import httpx
import pytest
from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientHttpProxyError,
    ClientPayloadError,
    ClientProxyConnectionError,
    ConnectionTimeoutError,
    RequestInfo,
    ServerDisconnectedError,
)
from aiohttp.client_reqrep import ConnectionKey
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from bulletin.speech.connection import obstacle

KEY = ConnectionKey("speech.example.com", 443, True, ssl.create_default_context(), None, None, None)
UNKNOWN_NAME = socket.gaierror(-2, "Name or service not known")
REFUSED = ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed ('10.0.0.1', 443)")
ASKED = RequestInfo(URL("http://clerk:secret@10.0.0.1:8080"), "CONNECT", CIMultiDictProxy(CIMultiDict()))


def raised_from(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ClientConnectorDNSError(KEY, UNKNOWN_NAME), "网址解析不了，可能没有联网"),
        (
            raised_from(httpx.ConnectError("[Errno -2] Name or service not known"), UNKNOWN_NAME),
            "网址解析不了，可能没有联网",
        ),
        (ClientConnectorError(KEY, REFUSED), "对方拒绝连接"),
        (raised_from(httpx.ConnectError("[Errno 111] Connection refused"), REFUSED), "对方拒绝连接"),
        (ClientConnectorError(KEY, OSError(errno.ENETUNREACH, "Network is unreachable")), "没有通到那里的网络"),
        (
            ClientConnectorCertificateError(KEY, ssl.SSLCertVerificationError("certificate has expired")),
            "对方的证书不对，可能是本机时间不准，或上网要先登录",
        ),
        (
            raised_from(httpx.ConnectError("[SSL]"), ssl.SSLCertVerificationError("self-signed certificate")),
            "对方的证书不对，可能是本机时间不准，或上网要先登录",
        ),
        (raised_from(httpx.ConnectError("[SSL]"), ssl.SSLError("wrong version number")), "加密连接建立不起来"),
        (ClientProxyConnectionError(KEY, REFUSED), "代理连不上"),
        (httpx.ProxyError("503 Service Unavailable"), "代理连不上"),
        (ClientHttpProxyError(ASKED, (), status=407, message="http://clerk:secret@10.0.0.1"), "对方回答出错（407）"),
        (TimeoutError(), "没有及时应答"),
        (ConnectionTimeoutError(), "没有及时应答"),
        (httpx.ConnectTimeout("timed out"), "没有及时应答"),
        (httpx.ReadTimeout("timed out"), "没有及时应答"),
        (ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), "连接被断开"),
        (ServerDisconnectedError(), "连接被断开"),
        (ClientPayloadError("Response payload is not completed"), "连接被断开"),
        (httpx.RemoteProtocolError("peer closed connection"), "连接被断开"),
        (KeyError("ShortName"), "对方的回答看不懂"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_what_stood_in_the_way_is_told_in_chinese(
    error: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    """
    An official reads what is wrong; the library's own words, without passwords, are for the log of whoever wants them.
    """
    with caplog.at_level(logging.DEBUG, "bulletin.speech.connection"):
        assert obstacle(error) == told
    assert not re.search(r"[A-Za-z]{4,}", told)
    assert type(error).__name__ in caplog.text
    assert "secret" not in caplog.text


def test_errors_that_lead_to_each_other_come_to_an_end() -> None:
    """
    Libraries raise an error while another is handled, now and then in a circle.
    """
    one, other = ValueError("one"), ValueError("other")
    one.__context__, other.__context__ = other, one
    assert obstacle(one) == "对方的回答看不懂"
