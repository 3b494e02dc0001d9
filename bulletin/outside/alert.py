"""
Telling the operator: by a command, a webhook, an e-mail.
"""

from __future__ import annotations

import http.client
import json
import logging
import smtplib
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from bulletin.errors import BulletinError, ToolError
from bulletin.model import Seconds
from bulletin.outside.tool import run_tool

logger = logging.getLogger(__name__)

PATIENCE: Seconds = 20.0


@dataclass(frozen=True, slots=True)
class Bells:
    """
    How the operator is told; each that is set is rung.

    Args:
        command: A program and its arguments; it reads the message on standard input.
        webhook: An address to which `{"title", "text"}` is posted as JSON.
        smtp: A mail server, `host` or `host:port`.
        mail_from: The sender.
        mail_to: The recipients.
    """

    command: tuple[str, ...] = ()
    webhook: str = ""
    smtp: str = ""
    mail_from: str = ""
    mail_to: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """
        How many are set.
        """
        return sum(map(bool, (self.command, self.webhook, self.smtp and self.mail_to)))


def ring(bells: Bells, title: str, text: str) -> tuple[str, ...]:
    """
    Ring every bell that is set; return why the others kept silent, in Chinese: one broken bell stops no other.
    """
    silent: list[str] = []
    if bells.command:
        silent += _told("命令", lambda: run_tool(bells.command, PATIENCE, f"{title}\n{text}\n"))
    if bells.webhook:
        silent += _told("网络通知", lambda: _post(bells.webhook, title, text))
    if bells.smtp and bells.mail_to:
        silent += _told("邮件", lambda: _mail(bells, title, text))
    return tuple(silent)


def _told(name: str, act: Callable[[], object]) -> Sequence[str]:
    try:
        act()
    except (BulletinError, OSError, http.client.HTTPException, smtplib.SMTPException, ValueError) as error:
        logger.error("alert: %s: %s", name, error)  # noqa: TRY400 - told, not traced
        return [f"{name}没有发出：{error or type(error).__name__}"]
    return []


def _post(url: str, title: str, text: str) -> None:
    if not url.startswith(("http://", "https://")):
        raise ToolError(f"网络通知的地址 {url} 不对，要以 http:// 或 https:// 开头。")
    body = json.dumps({"title": title, "text": text}, ensure_ascii=False).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - checked above
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - likewise
        answer.read(1000)


def _mail(bells: Bells, title: str, text: str) -> None:
    message = EmailMessage()
    message["Subject"] = title
    message["From"] = bells.mail_from or bells.mail_to[0]
    message["To"] = ", ".join(bells.mail_to)
    message.set_content(text)
    host, _, port = bells.smtp.partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=PATIENCE) as server:
        server.send_message(message)
