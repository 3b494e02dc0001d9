"""
The server: an application listens until it is told to stop.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from typing import TYPE_CHECKING

from bulletin.errors import SettingsError

if TYPE_CHECKING:
    from fastapi import FastAPI

KEEP_ALIVE_S = 15
"""Seconds an idle connection stays open: a player's pause between two ranges, not more."""
FAREWELL_S = 10
"""Seconds running downloads get when the server is told to stop."""
MAX_HEADER_BYTES = 16 * 1024


def serve(app: FastAPI, host: str, port: int) -> None:
    """
    Answer requests until SIGTERM or SIGINT, then finish the running ones within 10 seconds and return.

    Slow clients are not fended off here: on the open internet a reverse proxy stands in front.

    Raises:
        SettingsError: The address cannot be listened on.
    """
    import uvicorn  # noqa: PLC0415 - only a server needs it

    config = uvicorn.Config(
        app,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=FAREWELL_S,
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
    )
    listening = _listen(host, port)
    try:
        _let_signals_pass()
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror  # no name: -2, of its own
        raise SettingsError(
            f"无法在 {host} 的端口 {port} 上提供服务（{why}）。请检查地址，或换一个没有被占用的端口。"
        ) from error
    # Connections inherit it; without it, headers and body of a small answer go 40 ms apart (Nagle, delayed ACK), for
    # asyncio sets it only on sockets that name TCP as their protocol, which `create_server` does not.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _let_signals_pass() -> None:
    """
    Keep the signal that uvicorn raises once more after its own orderly end from killing the process.
    """
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
