"""
Any speech service that answers `POST <address>/audio/speech` as OpenAI's does: clouds, gateways, a server next door.

What such services send is not always what was asked for: the sound is known by its first bytes, never by its label.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import numpy as np

from bulletin.errors import BulletinError, ClipError, ServiceError, SetupError
from bulletin.model import Line, Seconds
from bulletin.outside.clock import Clock
from bulletin.speech.announcer import RefusalError, Samples, Take
from bulletin.speech.connection import obstacle
from bulletin.speech.proxy import proxy_for
from bulletin.speech.sentences import pieces, worded
from bulletin.speech.sound import decoded, joined
from bulletin.speech.tempo import Tempo

MAX_SYLLABLES = 120
"""In one request: far below what any of these services takes (300 to 4096 characters), and cheap to ask for again."""

NATURAL = 270
"""Characters a minute at speed 1, until something better is known; learned from then on."""

RAW_RATE = 24_000
"""Hertz, when 16-bit samples come without a head: what OpenAI sends as `pcm`."""

MAX_BYTES = 50_000_000
"""Nothing longer is read: twenty times the longest piece as WAV."""


def unchanged(text: str) -> str:
    """
    Return a text as it is.
    """
    return text


class OpenAI:
    """
    Speaks through an `/audio/speech` service.

    Args:
        voice: As the service calls it.
        clock: To keep limits.
        url: Its address, up to `/audio/speech`: `https://api.example.com/v1`.
        key: Secret, sent as a bearer token; `""` sends none; never shown.
        model: As the service calls it.
        proxy: As in `Edge`; a service on this machine or network needs none.
        respell: As in `Edge`.
        transport: Stands in for the network in tests.
    """

    name = "openai"
    release = ""
    parallel = 4
    spread = 0.35

    def __init__(  # noqa: PLR0913, PLR0917 - a service is what it is
        self,
        voice: str,
        clock: Clock,
        url: str,
        key: str = "",
        model: str = "tts-1",
        proxy: str = "",
        respell: Callable[[str], str] = unchanged,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.voice = voice
        self.provider = urlsplit(url).netloc
        self._clock = clock
        self._url = url.rstrip("/") + "/audio/speech"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._model = model
        self._proxy = proxy
        self._respell = respell
        self._transport = transport
        self._tempo = Tempo(NATURAL, 0.25, 4.0)

    def recipe(self, line: Line) -> str:
        """
        Return what is sent, to which model, and the rate.
        """
        return f"openai 1 {self._model} {line.rate} {self._respell(line.spoken)}"

    def speak(self, line: Line, within_s: Seconds) -> Take:
        """
        Speak a line; where it comes out far from its pace, once more at a corrected one.

        Raises:
            RefusalError: The service refuses, or there is no way to it.
            ServiceError: It failed or took too long.
            ClipError: What came is no sound.
            SetupError: Address or key are wrong.
        """
        until = self._clock.monotonic() + within_s
        return self._tempo.paced(line, lambda factor: self._take(line, factor, until))

    def _take(self, line: Line, factor: float, until: Seconds) -> Take:
        parts: list[tuple[Samples, str, int]] = []
        rate = RAW_RATE
        for text, number in pieces(self._respell(line.spoken), MAX_SYLLABLES):
            samples, rate = sniffed(self._asked(text, factor, until - self._clock.monotonic()))
            parts.append((samples, text, number))
        samples, marks = joined(parts, rate)
        return Take(samples, rate, worded(marks, line.spoken))

    def _asked(self, text: str, factor: float, left_s: Seconds) -> bytes:
        if left_s <= 0:
            raise ServiceError(f"语音服务 {self.provider} 没有按时答完。")
        asked = {"model": self._model, "input": text, "voice": self.voice, "response_format": "wav", "speed": factor}
        until = self._clock.monotonic() + left_s
        way = None if self._transport else proxy_for(urlsplit(self._url).hostname or "", self._proxy)
        limit = httpx.Timeout(left_s, connect=min(4.5, left_s))
        try:
            with (
                httpx.Client(transport=self._transport, proxy=way, timeout=limit, trust_env=False) as client,
                client.stream("POST", self._url, json=asked, headers=self._headers) as answer,
            ):
                return self._received(answer, until)
        except httpx.HTTPError as error:
            raise self._told(error) from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise SetupError(f"语音服务的地址或密钥写错了（{self._url}）。请检查设置。") from error

    def _received(self, answer: httpx.Response, until: Seconds) -> bytes:
        """
        Read an answer to its end, within time and size.
        """
        if answer.status_code != httpx.codes.OK:
            raise self._refused(answer.status_code)
        data = bytearray()
        for chunk in answer.iter_bytes():
            data += chunk
            if self._clock.monotonic() > until:
                raise ServiceError(f"语音服务 {self.provider} 没有按时答完。")
            if len(data) > MAX_BYTES:
                raise ClipError(f"语音服务 {self.provider} 送来的东西太大。")
        return bytes(data)

    def _told(self, error: httpx.HTTPError) -> BulletinError:
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
            return RefusalError(f"连不上语音服务 {self.provider}：{obstacle(error)}。请检查地址、网络和代理。", 60)
        return ServiceError(f"语音服务 {self.provider} 中断：{obstacle(error)}。")

    def _refused(self, status: int) -> BulletinError:
        if status in (401, 403):
            return RefusalError(f"语音服务 {self.provider} 不认这个密钥（{status}）。请检查设置里的密钥。", 6 * 3600)
        if status in (402, 429):
            return RefusalError(f"语音服务 {self.provider} 额度用完或太忙（{status}）。", 300)
        if status in (400, 404, 422):
            return SetupError(f"语音服务 {self.provider} 不认这个模型或音色（{status}）：{self._model}、{self.voice}。")
        return ServiceError(f"语音服务 {self.provider} 出错（{status}）。")

    def trouble(self, within_s: Seconds) -> str:
        """
        Return why it cannot speak now, `""` when it can; has it say one syllable to know.
        """
        try:
            self._asked("好。", 1.0, within_s)
        except BulletinError as error:
            return str(error)
        return ""


def sniffed(data: bytes) -> tuple[Samples, int]:
    """
    Decode what a service sent, known by its first bytes: WAV (its head finished or not), MP3, FLAC, Ogg, bare samples.

    Raises:
        ClipError: It is no sound: an error in JSON or HTML, nothing at all.
    """
    if len(data) < 64 or re.match(rb"\s*[{<\[]", data[:32]):
        shown = re.sub(r"\s+", " ", data[:120].decode("utf-8", "replace")).strip()
        raise ClipError(f"语音服务送来的不是声音，而是“{shown}”。")
    if data[:4] == b"RIFF":
        return decoded(_with_lengths(data))
    is_known = data[:3] == b"ID3" or data[:4] in (b"fLaC", b"OggS") or (data[0] == 0xFF and data[1] & 0xE0 == 0xE0)
    if is_known:
        return decoded(data)
    return (np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)), RAW_RATE


def _with_lengths(data: bytes) -> bytes:
    """
    Write the true lengths into a WAV: servers that stream send 0xFFFFFFFF or 0 for them.
    """
    place = data.find(b"data", 12)
    if place < 0:
        return data
    length = len(data) - place - 8
    head = data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8 : place + 4]
    return head + length.to_bytes(4, "little") + data[place + 8 :]
