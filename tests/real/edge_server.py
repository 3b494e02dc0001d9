"""
A stand-in for the online Edge speech service on loopback, for the unmodified edge-tts.

    with EdgeServer() as edge, edge.patched():
        edge.faults.append(Fault(close_after=3000))      # for the next request
        asyncio.run(edge_tts.Communicate("你好", "zh-CN-XiaoxiaoNeural").save("a.mp3"))

Only two constants of the library are pointed here. It checks what the service checks (client token, the second version
of its signature, output format, the one permitted SSML template, the voice), speaks real Mandarin, and does on request
what the service or the network on the way has been seen to do wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import ssl
import threading
import time
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from typing import Any, Self

import numpy as np
from aiohttp import WSMsgType, web
from real.edge_sound import FRAME, FRAME_TICKS, encoded, frames, spoken

from bulletin.speech.announcer import Samples

VOICES = {
    "zh-CN-XiaoxiaoNeural": "Female",
    "zh-CN-XiaoyiNeural": "Female",
    "zh-CN-YunjianNeural": "Male",
    "zh-CN-YunxiNeural": "Male",
    "zh-CN-YunxiaNeural": "Male",
    "zh-CN-YunyangNeural": "Male",
    "zh-CN-liaoning-XiaobeiNeural": "Female",
    "zh-CN-shaanxi-XiaoniNeural": "Female",
    "zh-HK-HiuGaaiNeural": "Female",
    "zh-HK-HiuMaanNeural": "Female",
    "zh-HK-WanLungNeural": "Male",
    "zh-TW-HsiaoChenNeural": "Female",
    "zh-TW-HsiaoYuNeural": "Female",
    "zh-TW-YunJheNeural": "Male",
}

TEMPLATE = re.compile(
    r"<speak version='1\.0' xmlns='http://www\.w3\.org/2001/10/synthesis' xml:lang='[\w-]+'>"
    r"<voice name='([^']+)'><prosody pitch='([+-]\d+Hz)' rate='([+-]\d+%)' volume='([+-]\d+%)'>"
    r"([^<]*)</prosody></voice></speak>",
    re.DOTALL,
)
"""The only SSML the service speaks; for anything else it sends silence and no error."""

MESSAGE = 5
"""Frames in one message: 720 bytes, as the service sends."""

SILENT = b"\xff\xf3\x64\xc4" + bytes(FRAME - 4)


@dataclass(frozen=True)
class Fault:
    """
    What goes wrong with one request; all counts are of audio bytes sent before it happens.

    Args:
        status: The handshake is refused with this status.
        date_skew: And a Date header this many seconds off.
        has_date: And with no Date header where False.
        latency: Seconds before the first frame.
        drop_after: The connection is torn.
        close_after: It is closed politely, without the message that the turn is over.
        end_after: The turn is declared over.
        stall_after: Nothing more comes, the connection stays.
        stall_before_handshake: The handshake is never answered.
        drip: Seconds between audio messages.
        has_audio: False: the turn is begun and ended with nothing between.
        text_frame: An extra text message before the audio.
        binary_frame: An extra binary message before the audio.
        turn_end: The path of the last message; empty: it never comes.
        boundaries: What is done to the boundaries: `wrong` (of another text), `none`, `short` (the last is missing),
            `late` (beyond the audio).
        sound: What is done to the sound: `silence`, `garbage`, or a change of samples.
        speaks: Another text that is spoken instead, with its own boundaries.
    """

    status: int = 0
    date_skew: float = 0.0
    has_date: bool = True
    latency: float = 0.0
    drop_after: int | None = None
    close_after: int | None = None
    end_after: int | None = None
    stall_after: int | None = None
    stall_before_handshake: bool = False
    drip: float = 0.0
    has_audio: bool = True
    text_frame: str | None = None
    binary_frame: bytes | None = None
    turn_end: str = "turn.end"
    boundaries: str = ""
    sound: str | Callable[[Samples], Samples] = ""
    speaks: str = ""


@dataclass
class Request:
    """
    What one client asked, and what it got.
    """

    at: float
    status: int = 101
    text: str = ""
    voice: str = ""
    rate: str = ""
    pitch: str = ""
    volume: str = ""
    boundary: str = ""
    audio_bytes: int = 0
    is_ended: bool = False


@dataclass
class EdgeServer:
    """
    The stand-in; a context that runs it in a thread.

    Args:
        clock_skew: Its clock minus the real one, in seconds.
        max_parallel: Above this many turns at once it answers 429; 0 is no limit.
        latency: Seconds before the first frame of every answer.
        byte_rate: Audio bytes a second; 0 is at once.
        voices: Those it has, with their gender.
        faults: Taken one a request; None is none.
        fault_for: Asked when `faults` is empty, at the handshake and again when text and voice are known.
        tls: For wss and https.
    """

    clock_skew: float = 0.0
    max_parallel: int = 0
    latency: float = 0.0
    byte_rate: float = 0.0
    voices: dict[str, str] = field(default_factory=lambda: dict(VOICES))
    faults: list[Fault | None] = field(default_factory=list)
    fault_for: Callable[[Request], Fault | None] = lambda _request: None
    list_status: int = 200
    tls: ssl.SSLContext | None = None
    log: list[Request] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)
    peak: int = 0
    port: int = 0

    def play(self, **settings: Any) -> None:  # noqa: ANN401 - the fields of this class
        """
        Become as new, with other settings, at the same port; turns that still stall are forgotten.
        """
        fresh = EdgeServer(**settings)
        names = ("clock_skew", "max_parallel", "latency", "byte_rate", "voices", "faults", "fault_for", "list_status")
        for name in (*names, "log", "hung_up", "peak"):
            setattr(self, name, getattr(fresh, name))
        self._turns = set()

    def __post_init__(self) -> None:
        self._turns: set[int] = set()

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        is_ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(is_ready,), daemon=True)
        self._thread.start()
        assert is_ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        async def stop() -> None:
            self._stopping.set()
            await self._runner.cleanup()
            await asyncio.sleep(0.05)  # the last transports are closed in the loop's next turns

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(15)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _run(self, is_ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)

        async def start() -> None:
            self._stopping = asyncio.Event()
            app = web.Application()
            base = "/consumer/speech/synthesize/readaloud"
            app.router.add_get(base + "/edge/v1", self._turn)
            app.router.add_get(base + "/voices/list", self._list)
            self._runner = web.AppRunner(app, shutdown_timeout=0.2)
            await self._runner.setup()
            site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.tls)
            await site.start()
            self.port = self._runner.addresses[0][1]
            is_ready.set()

        self._loop.run_until_complete(start())
        self._loop.run_forever()

    @contextlib.contextmanager
    def patched(self) -> Iterator[Self]:
        """
        Point the real library here, and forget the clock skew it learned here afterwards.
        """
        import edge_tts.communicate  # noqa: PLC0415 - only where the service is played
        import edge_tts.constants  # noqa: PLC0415
        import edge_tts.drm  # noqa: PLC0415
        import edge_tts.voices  # noqa: PLC0415

        speech, voices, constants = vars(edge_tts.communicate), vars(edge_tts.voices), edge_tts.constants
        drm = edge_tts.drm.DRM
        kept = speech["WSS_URL"], voices["VOICE_LIST"], drm.clock_skew_seconds
        end = f"{'s' if self.tls else ''}://127.0.0.1:{self.port}/"
        speech["WSS_URL"] = constants.WSS_URL.replace("wss://speech.platform.bing.com/", "ws" + end)
        voices["VOICE_LIST"] = constants.VOICE_LIST.replace("https://speech.platform.bing.com/", "http" + end)
        try:
            yield self
        finally:
            speech["WSS_URL"], voices["VOICE_LIST"], drm.clock_skew_seconds = kept

    def _headers(self, fault: Fault) -> dict[str, str]:
        moment = time.time() + self.clock_skew + fault.date_skew
        return {"Date": formatdate(moment, usegmt=True) if fault.has_date else ""}

    def _is_signed(self, query: Any) -> bool:  # noqa: ANN401 - a multidict
        from edge_tts.constants import SEC_MS_GEC_VERSION, TRUSTED_CLIENT_TOKEN  # noqa: PLC0415
        from edge_tts.drm import generate_sec_ms_gec_v2  # noqa: PLC0415

        now = time.time() + self.clock_skew
        tokens = {value for key, value in query.items() if key.lower() == "trustedclienttoken"}
        good = {generate_sec_ms_gec_v2(now + d) for d in (-300, 0, 300)}
        is_current = query.get("Sec-MS-GEC-Version") == SEC_MS_GEC_VERSION
        return tokens == {TRUSTED_CLIENT_TOKEN} and query.get("Sec-MS-GEC") in good and is_current

    async def _list(self, request: web.Request) -> web.Response:
        if self.list_status != 200 or not self._is_signed(request.query):
            status = self.list_status if self.list_status != 200 else 403
            return web.Response(status=status, headers=self._headers(Fault()))
        return web.json_response([_entry(name, gender) for name, gender in self.voices.items()])

    async def _turn(self, request: web.Request) -> web.StreamResponse:
        entry = Request(time.monotonic())
        self.log.append(entry)
        fault = (self.faults.pop(0) if self.faults else self.fault_for(entry)) or Fault()
        if fault.stall_before_handshake:
            await self._wait_for_the_end()
        turns = self._turns
        if self.max_parallel and len(turns) >= self.max_parallel:
            fault = replace(fault, status=429)
        entry.status = fault.status or (101 if self._is_signed(request.query) else 403)
        if entry.status != 101:
            return web.Response(status=entry.status, headers=self._headers(fault))
        socket = web.WebSocketResponse(compress=True)
        await socket.prepare(request)
        turns.add(id(entry))
        self.peak = max(self.peak, len(turns))
        try:
            await self._serve(Turn(self, socket, request, entry, fault))
        except (ConnectionError, RuntimeError) as error:
            entry.status = -1  # the client hung up, as it may
            self.hung_up.append(str(error))
        finally:
            turns.discard(id(entry))
        return socket

    async def _serve(self, turn: Turn) -> None:
        async for message in turn.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            head, _, body = message.data.partition("\r\n\r\n")
            if "Path:speech.config" in head:
                turn.configure(json.loads(body))
            elif "Path:ssml" in head:
                await turn.answer(body)
                if turn.fault.stall_after is not None or not turn.fault.turn_end:
                    await self._wait_for_the_end()
                return

    async def _wait_for_the_end(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), 600)


@dataclass
class Turn:
    """
    One request being answered.
    """

    server: EdgeServer
    socket: web.WebSocketResponse
    request: web.Request
    entry: Request
    fault: Fault
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def configure(self, config: Any) -> None:  # noqa: ANN401 - JSON values
        """
        Check the format asked for, and note which boundaries are wanted.
        """
        audio = config["context"]["synthesis"]["audio"]
        assert audio["outputFormat"] == "audio-24khz-48kbitrate-mono-mp3"
        is_words = audio["metadataoptions"]["wordBoundaryEnabled"] == "true"
        self.entry.boundary = "WordBoundary" if is_words else "SentenceBoundary"

    async def answer(self, ssml: str) -> None:
        """
        Speak what is asked, with the fault.
        """
        match = TEMPLATE.fullmatch(ssml)
        entry = self.entry
        if match:
            entry.voice, entry.pitch, entry.rate, entry.volume = match.groups()[:4]
            entry.text = "".join(ET.fromstring(ssml).itertext())  # noqa: S314 - our own client's
        if not self.server.faults and self.fault == Fault():
            self.fault = self.server.fault_for(entry) or self.fault
        known = {_long_name(name) for name in self.server.voices}
        is_mute = not match or entry.voice not in known or not re.search(r"\w", entry.text) or not self.fault.has_audio
        await self._text("turn.start", '{"context":{"serviceTag":"fake"}}')
        await self._text("response", '{"context":{"serviceTag":"fake"},"audio":{"type":"inline","streamId":"1"}}')
        await asyncio.sleep(self.server.latency + self.fault.latency)
        if self.fault.text_frame is not None:
            await self.socket.send_str(self.fault.text_frame)
        if self.fault.binary_frame is not None:
            await self.socket.send_bytes(self.fault.binary_frame)
        if (is_mute or await self._stream()) and self.fault.turn_end:
            await self._text(self.fault.turn_end)
            entry.is_ended = True

    async def _stream(self) -> bool:
        """
        Send boundaries and sound; return whether the turn may be ended.
        """
        loop = asyncio.get_running_loop()
        sound, pending = await loop.run_in_executor(None, self._planned)
        for at in range(0, len(sound), MESSAGE):
            stop = await self._broken_off()
            if stop is not None:
                return stop
            while pending and pending[0][0] <= (at + MESSAGE) * FRAME_TICKS:
                await self._boundary(pending.pop(0))
            data = b"".join(sound[at : at + MESSAGE])
            await self._audio(data)
            self.entry.audio_bytes += len(data)
            if self.fault.drip or self.server.byte_rate:
                await asyncio.sleep(self.fault.drip or len(data) / self.server.byte_rate)
        for boundary in pending:
            await self._boundary(boundary)
        await self._audio(b"", kind="")
        return True

    async def _broken_off(self) -> bool | None:
        """
        Do what the fault says at this byte; return whether the turn is ended after it, None to go on.
        """
        sent, fault = self.entry.audio_bytes, self.fault
        if fault.drop_after is not None and sent >= fault.drop_after:
            assert self.request.transport
            self.request.transport.abort()
            return False
        if fault.close_after is not None and sent >= fault.close_after:
            await self.socket.close()
            return False
        if fault.stall_after is not None and sent >= fault.stall_after:
            return False
        return True if fault.end_after is not None and sent >= fault.end_after else None

    def _planned(self) -> tuple[list[bytes], list[tuple[int, int, str]]]:
        text = self.fault.speaks or self.entry.text
        percent = int((self.entry.rate or "+0%")[:-1])
        speech = spoken(text, self.entry.voice, percent)
        change = self.fault.sound
        if callable(change):
            sound = frames(np.asarray(change(speech.samples), np.float32))
        else:
            sound = list(encoded(text, self.entry.voice, percent))
        if change == "silence":
            sound = [SILENT] * len(sound)
        elif change == "garbage":
            sound = [b"\x00\x11" * (FRAME // 2)] * len(sound)
        return sound, _told(list(speech.boundaries), self.fault.boundaries)

    async def _boundary(self, boundary: tuple[int, int, str]) -> None:
        start, length, text = boundary
        kind = self.entry.boundary
        data = {"Offset": start, "Duration": length, "text": {"Text": text, "Length": len(text), "BoundaryType": kind}}
        metadata = {"Metadata": [{"Type": kind, "Data": data}]}
        await self._text("audio.metadata", json.dumps(metadata, ensure_ascii=False))

    async def _text(self, path: str, body: str = "{}") -> None:
        head = f"X-RequestId:{self.id}\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}\r\n\r\n"
        await self.socket.send_str(head + body)

    async def _audio(self, data: bytes, kind: str = "audio/mpeg") -> None:
        content = f"Content-Type:{kind}\r\n" if kind else ""
        head = f"X-RequestId:{self.id}\r\n{content}X-StreamId:{self.id}\r\nPath:audio\r\n".encode()
        await self.socket.send_bytes(len(head).to_bytes(2, "big") + head + data)


def _told(boundaries: list[tuple[int, int, str]], fault: str) -> list[tuple[int, int, str]]:
    if fault == "wrong":
        return [(start, length, "别的句子。") for start, length, _ in boundaries]
    if fault == "late":
        return [(start, length + 20_000_000, text) for start, length, text in boundaries]
    if fault == "short":
        start, length, text = boundaries[-1]
        return [*boundaries[:-1], (start, length // 2, text[: len(text) // 2])]
    return [] if fault == "none" else boundaries


def _long_name(short: str) -> str:
    locale, name = short.rsplit("-", 1)
    return f"Microsoft Server Speech Text to Speech Voice ({locale}, {name})"


def _entry(name: str, gender: str) -> dict[str, Any]:
    return {
        "Name": _long_name(name),
        "ShortName": name,
        "Gender": gender,
        "Locale": name.rsplit("-", 1)[0],
        "SuggestedCodec": "audio-24khz-48kbitrate-mono-mp3",
        "FriendlyName": name,
        "Status": "GA",
        "VoiceTag": {"ContentCategories": ["General"], "VoicePersonalities": []},
    }
