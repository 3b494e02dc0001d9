"""
Talking to systemd, where it started us: ready, still alive, stopping (sd_notify(3)).
"""

from __future__ import annotations

import logging
import os
import socket

logger = logging.getLogger(__name__)


def tell_service_manager(message: str) -> bool:
    """
    Send a message such as `READY=1` or `WATCHDOG=1`; return whether there is a service manager that hears it.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.settimeout(1.0)
            line.connect("\0" + address[1:] if address.startswith("@") else address)
            line.send(message.encode())
    except OSError as error:
        logger.warning("the service manager does not answer: %s", error)
        return False
    return True
