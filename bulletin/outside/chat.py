"""
Asking an OpenAI-compatible chat endpoint: one question, one answer, one deadline.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from bulletin.errors import SourceError, WriterError
from bulletin.model import Seconds
from bulletin.outside.addresses import Resolver, system_resolver
from bulletin.outside.clock import Clock
from bulletin.outside.wire import Wire

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """
    What the endpoint said, and what it took.

    Args:
        text: Of the first choice.
        model: As the endpoint names it.
        prompt_tokens: Read; 0 when it does not say.
        completion_tokens: Written; 0 when it does not say.
        seconds: From question to answer.
        cost: By the prices of the settings.
    """

    text: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    seconds: Seconds
    cost: float


@dataclass(frozen=True)
class Endpoint:
    """
    One chat endpoint and how it is asked.

    Args:
        url: Up to and with the version, `https://api.example.cn/v1`; the operator's own word, so it may be a private
            address. Redirects are not followed: the key would go with them.
        model: The name the endpoint knows it by.
        key: Sent as a bearer token, nowhere else; `""` for none.
        clock: Counts the deadline.
        seconds: For everything together.
        max_bytes: Of the answer.
        max_tokens: The model may write.
        prompt_price: For a million tokens read.
        completion_price: For a million tokens written.
        resolver: Turns names into addresses.
    """

    url: str
    model: str
    clock: Clock
    key: str = field(default="", repr=False)
    seconds: Seconds = 20.0
    max_bytes: int = 200_000
    max_tokens: int = 600
    prompt_price: float = 0.0
    completion_price: float = 0.0
    resolver: Resolver = system_resolver

    def ask(self, rules: str, examples: Sequence[tuple[str, str]], question: str) -> Reply:
        """
        Ask once; temperature 0, no tools, no stream.

        Raises:
            WriterError: The endpoint cannot be reached, is late, refuses, or answers with no plain text.
        """
        started = self.clock.monotonic()
        turns = [part for asked, told in examples for part in (("user", asked), ("assistant", told))]
        messages = [("system", rules), *turns, ("user", question)]
        wanted = {
            "model": self.model,
            "messages": [{"role": role, "content": text} for role, text in messages],
            "temperature": 0,
            "max_tokens": self.max_tokens,
            "stream": False,
        }
        body = self._posted(wanted, lambda: started + self.seconds - self.clock.monotonic())
        return self._read(body, self.clock.monotonic() - started)

    def _posted(self, wanted: dict[str, Any], left: Callable[[], Seconds]) -> bytes:
        address = f"{self.url.rstrip('/')}/chat/completions"
        host = (urlsplit(address).hostname or "").lower()
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        wire = Wire(left, self.resolver, frozenset({host}), "")
        try:
            with (
                httpx.Client(transport=wire, follow_redirects=False, trust_env=False, timeout=None) as client,  # noqa: S113 - the wire keeps the deadline
                client.stream("POST", address, json=wanted, headers=headers) as answer,
            ):
                if answer.status_code != httpx.codes.OK:
                    raise WriterError(f"语言模型接口答复 {answer.status_code}。请检查地址、密钥和余额。")
                return self._body(answer, left)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise self._late() from error
        except SourceError as error:
            raise WriterError(str(error)) from error
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            OSError,
        ) as error:
            raise WriterError(f"连不上语言模型接口 {host}。请检查网络和地址。") from error

    def _body(self, answer: httpx.Response, left: Callable[[], Seconds]) -> bytes:
        read = bytearray()
        for chunk in answer.iter_bytes():
            read += chunk
            if len(read) > self.max_bytes:
                raise WriterError(f"语言模型的答复超过 {self.max_bytes} 字节，没有采用。")
            if left() <= 0:
                raise self._late()
        return bytes(read)

    def _late(self) -> WriterError:
        return WriterError(f"语言模型在 {self.seconds:.0f} 秒内没有答完。")

    def _read(self, body: bytes, seconds: Seconds) -> Reply:
        """
        Take the text out of an answer; whatever is not shaped like one is refused.
        """
        try:
            answer = json.loads(body)
            choice = answer["choices"][0]
            message = choice["message"]
            text = message["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise WriterError("语言模型的答复不是约定的格式，没有采用。") from error
        if not isinstance(text, str) or message.get("tool_calls") or (choice.get("finish_reason") or "stop") != "stop":
            raise WriterError("语言模型没有写完，或答的不是文字，没有采用。")
        read, wrote = _count(answer, "prompt_tokens"), _count(answer, "completion_tokens")
        cost = (read * self.prompt_price + wrote * self.completion_price) / _MILLION
        name = answer.get("model")
        return Reply(text, name if isinstance(name, str) else self.model, read, wrote, seconds, cost)


def _count(answer: dict[str, Any], what: str) -> int:
    usage = answer.get("usage")
    found = usage.get(what) if isinstance(usage, dict) else None
    return found if isinstance(found, int) and found >= 0 else 0
