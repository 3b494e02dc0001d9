"""
The first announcer: Microsoft Edge's online reading voices, through the edge-tts library.

The service promises nothing and may stop any day; edge-tts is not meant for commercial use. The library returns half a
sentence as success when a connection breaks, hangs for ever when the service stalls, ignores the proxy and does not
split Chinese: each of these is handled here (cases in `tests/real/edge_server.py`).
"""

from __future__ import annotations

import asyncio
import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bulletin.errors import BulletinError, ClipError, ServiceError
from bulletin.model import Line, Seconds
from bulletin.outside.clock import Clock
from bulletin.speech.announcer import Proof, RefusalError, Samples, Take
from bulletin.speech.backstage import run
from bulletin.speech.connection import obstacle
from bulletin.speech.edge_voices import Voices
from bulletin.speech.proxy import proxy_for
from bulletin.speech.sentences import pieces, worded
from bulletin.speech.sound import decoded, joined
from bulletin.speech.tempo import Tempo

if TYPE_CHECKING:
    import edge_tts

logger = logging.getLogger(__name__)

PROVIDER = "edge"
MAX_SYLLABLES = 120
"""In one request: the service caps one answer at ten minutes, and a short one costs little when it must be repeated."""

NATURAL = 282
"""Characters a minute at +0 %: 4.2-5.6 hanzi a second were timed (edge-tts issues 64 and 234); learned from then on."""

CONTACT: Seconds = 4.0
"""The first answer of a service must begin within this: without a network the standby reads within five seconds."""

BIT_RATE = 48_000
TICKS = 10_000_000
"""The only format the library asks for is MP3 at a constant 48 kbit/s, so bytes are seconds; times are in 100 ns."""

UNHEARD = "not a word"
"""Says of a `TimeoutError` that nothing at all had come."""

HOURS: Seconds = 3600.0


def unchanged(text: str) -> str:
    """
    Return a text as it is.
    """
    return text


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What one request brought.

    Args:
        sound: MP3.
        said: What the service says it spoke, sentence by sentence.
        end: When the last of these ends, in seconds.
        is_ended: Whether the service said that it was done.
    """

    sound: bytes
    said: tuple[str, ...]
    end: Seconds
    is_ended: bool


class Edge:
    """
    Reads in one of the voices of Microsoft Edge.

    Args:
        voice: Its short name: `zh-CN-YunyangNeural`.
        clock: To keep limits.
        voices: The service's list of voices.
        proxy: `http://[user:password@]host:port`; empty: what the environment says.
        respell: Puts homophones in place of characters that the voice would misread; it is sent, not shown.
        contact_s: Within this the first answer of all must begin, in seconds.
    """

    name = "edge"
    provider = PROVIDER
    parallel = 4
    spread = 0.35

    def __init__(  # noqa: PLR0913, PLR0917 - a voice, the world, and three settings
        self,
        voice: str,
        clock: Clock,
        voices: Voices,
        proxy: str = "",
        respell: Callable[[str], str] = unchanged,
        contact_s: Seconds = CONTACT,
    ) -> None:
        self._contact = contact_s
        self.voice = voice
        self.release = version("edge-tts")
        self._clock = clock
        self._voices = voices
        self._proxy = proxy
        self._respell = respell
        self._tempo = Tempo(NATURAL, 0.5, 2.0, voices.beside(f"{voice}.pace.json"))
        self._is_met = False

    def recipe(self, line: Line) -> str:
        """
        Return what is sent and the rate.
        """
        return f"edge 1 {line.rate} {_sent(self._respell(line.spoken))}"

    def speak(self, line: Line, within_s: Seconds) -> Take:
        """
        Speak a line; where it comes out far from its pace, once more at a corrected one.

        Raises:
            RefusalError: The service refuses, or there is no way to it.
            ServiceError: It broke off, stalled or answered nonsense.
            ClipError: It sent no sound.
            SetupError: It has no such voice, or the proxy cannot be used.
        """
        until = self._clock.monotonic() + within_s
        return self._tempo.paced(line, lambda factor: self._take(line, factor, until))

    def _take(self, line: Line, factor: float, until: Seconds) -> Take:
        parts: list[tuple[Samples, str, int]] = []
        rate, after = 24_000, 0.0
        for text, number in pieces(_sent(self._respell(line.spoken)), MAX_SYLLABLES):
            answer = self._answer(text, round((factor - 1) * 100), until - self._clock.monotonic())
            after = _checked(answer, text)
            samples, rate = decoded(answer.sound)
            parts.append((samples, text, number))
        samples, marks = joined(parts, rate)
        seconds = len(samples) / rate
        return Take(samples, rate, worded(marks, line.spoken), Proof(seconds, seconds - after))

    def _answer(self, text: str, percent: int, within_s: Seconds) -> Answer:
        contact = within_s if self._is_met else min(within_s, self._contact)
        try:
            talk = _talk(text, self.voice, percent, self._way())
            answer = run(_receive(talk, contact, max(within_s, 0.1)), max(within_s, 0.1) + 0.2)
        except BulletinError:
            raise
        except TimeoutError as error:
            if not self._is_met and str(error) == UNHEARD:
                raise RefusalError("在线语音（edge）没有应答，可能没有联网。", 60) from error
            raise ServiceError(f"在线语音（edge）没有在 {within_s:.0f} 秒内答完。") from error
        except Exception as error:  # whatever a broken answer makes the library raise
            raise self._told(error) from error
        self._is_met = True
        return answer

    def _way(self) -> str | None:
        return proxy_for(service_host(), self._proxy)

    def _told(self, error: Exception) -> BulletinError:
        """
        Translate what the library raised.
        """
        import aiohttp  # noqa: PLC0415 - loaded with the library
        from edge_tts.exceptions import NoAudioReceived, SkewAdjustmentError  # noqa: PLC0415

        if isinstance(error, NoAudioReceived):
            return self._voices.missing(self.voice) or ClipError("在线语音（edge）没有送来声音。")
        if isinstance(error, SkewAdjustmentError):
            return _refused(403)
        if isinstance(error, aiohttp.ClientResponseError):
            return _refused(error.status)
        if isinstance(
            error, aiohttp.ClientConnectorError | aiohttp.ClientHttpProxyError | aiohttp.ConnectionTimeoutError
        ):
            return RefusalError(f"连不上在线语音（edge）：{obstacle(error)}。请检查网络和代理。", 60)
        return ServiceError(f"在线语音（edge）中断：{obstacle(error)}。")

    def trouble(self, within_s: Seconds) -> str:
        """
        Return why it cannot speak now, `""` when it can: asks for the list of voices.
        """
        try:
            missing = self._voices.missing(self.voice, within_s, is_fresh=True)
        except BulletinError as error:
            return str(error)
        return str(missing) if missing else ""


def _talk(text: str, voice: str, percent: int, proxy: str | None) -> edge_tts.Communicate:
    import edge_tts  # noqa: PLC0415 - takes 0.3 s, only when speech is asked for

    return edge_tts.Communicate(text, voice, rate=f"{percent:+d}%", proxy=proxy, connect_timeout=4, receive_timeout=30)


async def _receive(talk: edge_tts.Communicate, contact_s: Seconds, within_s: Seconds) -> Answer:
    """
    Take all that the service sends for one piece of text.

    Raises:
        TimeoutError: Nothing came within `contact_s` seconds (`UNHEARD`), or not all within `within_s`.
    """
    sound, said, end, is_heard = bytearray(), [], 0.0, False
    loop = asyncio.get_running_loop()
    until = loop.time() + within_s
    try:
        async with asyncio.timeout(min(contact_s, within_s)) as limit:
            async for message in talk.stream():
                limit.reschedule(until)
                is_heard = True
                if message["type"] == "audio":
                    sound += message["data"]
                else:
                    said.append(message["text"])
                    end = (message["offset"] + message["duration"]) / TICKS
    except TimeoutError as error:
        raise TimeoutError("" if is_heard else UNHEARD) from error
    state: dict[str, Any] = dict(talk.state)
    is_ended = not state.get("chunk_audio_bytes", 0) and state.get("cumulative_audio_bytes", len(sound)) == len(sound)
    return Answer(bytes(sound), tuple(said), end, is_ended)


def _checked(answer: Answer, text: str) -> Seconds:
    """
    Hold an answer against the service's own account of it.

    Returns:
        How long a silence may follow the last word: what the service says, and half a second more.

    Raises:
        ServiceError: The stream broke off, or ended before the last sentence.
    """
    seconds = len(answer.sound) * 8 / BIT_RATE
    if not answer.is_ended:
        raise ServiceError(f"在线语音（edge）中途断开，只送来 {seconds:.1f} 秒。")
    if answer.end > seconds + 0.1:
        raise ServiceError(f"在线语音（edge）提前结束：应有 {answer.end:.1f} 秒，只送来 {seconds:.1f} 秒。")
    if not answer.said:
        return seconds  # it says nothing of sentences: the checks by ear must do
    if _hanzi("".join(answer.said)) != _hanzi(text):
        raise ServiceError("在线语音（edge）没有把这一句念完，或念了别的话。")
    return seconds - answer.end + 0.5


def _hanzi(text: str) -> str:
    return "".join(re.findall(r"[\u3007\u3400-\u9fff\U00020000-\U000323af]", unicodedata.normalize("NFC", text)))


def _sent(text: str) -> str:
    """
    Return a text without what the service cannot take: control characters, line breaks, half of a character.
    """
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text)
    return re.sub(r"\s+", " ", kept).strip()


def _refused(status: int) -> BulletinError:
    """
    Say what a refusal means and how long to leave the service alone.
    """
    if status == 403:
        advice = "请先运行 pip install -U edge-tts，再检查本机时间；有的网络要用代理"
        return RefusalError(f"在线语音（edge）拒绝服务（403）。{advice}。", 6 * HOURS)
    if status in (429, 503):
        return RefusalError(f"在线语音（edge）说太忙（{status}）。", 300)
    if status == 407:
        return RefusalError("代理要求用户名和密码（407）。请写进 speech.proxy。", 60)
    if status >= 500:
        return ServiceError(f"在线语音（edge）出错（{status}）。")
    return RefusalError(f"在线语音（edge）拒绝服务（{status}）。", 60)


def service_host() -> str:
    """
    Return the host the library talks to.
    """
    import edge_tts.communicate  # noqa: PLC0415 - only when speech is asked for

    return urlsplit(str(vars(edge_tts.communicate)["WSS_URL"])).hostname or ""
