"""
Which proxy the online voices go through.
"""

from __future__ import annotations

import urllib.request
from urllib.parse import urlsplit

from bulletin.errors import SetupError


def proxy_for(host: str, setting: str) -> str | None:
    """
    Return the address of the proxy for a host: the setting, else what the environment or the system says, else None.

    edge-tts itself ignores `HTTPS_PROXY` for speech: its address begins with `wss`.

    Raises:
        SetupError: It is a kind of proxy that cannot be used.
    """
    known = {} if urllib.request.proxy_bypass(host) else urllib.request.getproxies()
    proxy = setting or known.get("https") or known.get("all") or known.get("http") or ""
    if not proxy:
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if urlsplit(proxy).scheme.lower() not in ("http", "https"):
        raise SetupError(
            f"代理 {without_password(proxy)} 不能用：在线语音只支持 http:// 代理，不支持 socks。"
            "请在代理软件里打开 HTTP 端口，写进 speech.proxy。"
        )
    return proxy


def without_password(proxy: str) -> str:
    """
    Return a proxy's address fit to be shown: user and password are left out.
    """
    parts = urlsplit(proxy)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
