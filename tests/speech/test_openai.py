from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import numpy as np
import pytest
from fakes import FixedClock
from voice_service import service, speech

from bulletin.errors import ClipError, ServiceError, SetupError
from bulletin.model import Line
from bulletin.speech.announcer import RefusalError
from bulletin.speech.completeness import faults
from bulletin.speech.openai import OpenAI, sniffed
from bulletin.speech.sentences import syllables

TEXT = "今天全县普降大雨，局部地区有暴雨。"
Handler = Callable[[httpx.Request], httpx.Response]


def announcer(handler: Handler, **more: str) -> OpenAI:
    transport = httpx.MockTransport(handler)
    return OpenAI("alloy", FixedClock(), "http://speech.example/v1", transport=transport, **more)  # type: ignore[arg-type] # settings are text


def line(text: str, rate: int = 200) -> Line:
    return Line(text, text, rate=rate)


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3", "RAW"])
def test_whatever_kind_comes_is_understood(kind: str) -> None:
    """
    Asked for WAV, services send what they like: the first bytes tell, and the line comes out near its rate.
    """
    take = announcer(service(kind)).speak(line(TEXT), 10)
    assert not faults(take, TEXT, 200, OpenAI.spread)
    assert take.marks[0].text == TEXT


@pytest.mark.parametrize("length", [b"\xff\xff\xff\xff", b"\0\0\0\0"])
def test_a_wav_whose_head_is_unfinished_is_read_whole(length: bytes) -> None:
    """
    A server that streams does not know the length when it begins: it sends the greatest, or none.
    """
    data = speech(TEXT, 200)
    place = data.index(b"data") + 4
    streamed = data[:4] + length + data[8:place] + length + data[place + 4 :]
    whole, rate = sniffed(data)
    assert np.array_equal(sniffed(streamed)[0], whole)
    assert rate == 22_050


def test_what_is_sent() -> None:
    """
    The agreed fields, the key as a bearer token, the respelt text.
    """
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return service()(request)

    one = OpenAI(
        "alloy",
        FixedClock(),
        "http://speech.example/v1/",
        key="geheim",
        model="cosy",
        respell=lambda text: text.replace("雨", "语"),
        transport=httpx.MockTransport(answer),
    )
    one.speak(line(TEXT), 10)
    assert str(seen[0].url) == "http://speech.example/v1/audio/speech"
    assert seen[0].headers["Authorization"] == "Bearer geheim"
    asked = json.loads(seen[0].content)
    assert (asked["input"], asked["voice"], asked["model"]) == (TEXT.replace("雨", "语"), "alloy", "cosy")
    assert "geheim" not in one.recipe(line(TEXT))
    assert one.provider == "speech.example"


def test_long_lines_are_sent_in_pieces() -> None:
    """
    Some services cut at 300 characters without a word; no piece is longer than 120.
    """
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content)["input"])
        return service()(request)

    text = "会议要求压实各级责任，" * 20 + "。"
    announcer(answer).speak(line(text), 60)
    assert max(map(syllables, seen)) <= 120
    assert "".join(seen[: len(seen)]).startswith(text) or "".join(seen) == text


@pytest.mark.parametrize(
    "content",
    [b"", b'{"error": {"message": "no such voice"}}', b"<html>portal</html>" * 9, b"  [1]" + b" " * 80, b"RIFFxxxx"],
)
def test_an_error_that_says_200_is_no_sound(content: bytes) -> None:
    """
    JSON, a portal's page, an empty answer, half a head: refused, and what came is shown.
    """
    with pytest.raises(ClipError, match="不是"):
        announcer(lambda _: httpx.Response(200, content=content)).speak(line(TEXT), 5)


@pytest.mark.parametrize(
    ("status", "error", "told"),
    [
        (401, RefusalError, "密钥"),
        (403, RefusalError, "密钥"),
        (429, RefusalError, "太忙"),
        (402, RefusalError, "额度"),
        (404, SetupError, "音色"),
        (400, SetupError, "模型"),
        (500, ServiceError, "500"),
        (503, ServiceError, "503"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(status: int, error: type[Exception], told: str) -> None:
    """
    The service's, ours and the operator's faults are told apart; the key is never shown.
    """
    one = announcer(lambda _: httpx.Response(status, text="key geheim"), key="geheim")
    with pytest.raises(error, match=told) as raised:
        one.speak(line(TEXT), 5)
    assert "geheim" not in str(raised.value)
    assert told in one.trouble(5)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (httpx.ConnectError("no"), RefusalError),
        (httpx.ConnectTimeout("no"), RefusalError),
        (httpx.ReadTimeout("no"), ServiceError),
        (httpx.RemoteProtocolError("cut"), ServiceError),
    ],
)
def test_a_broken_way_is_a_service_error(fault: Exception, error: type[Exception]) -> None:
    """
    No way there rests the service at once; what breaks off may be tried again.
    """

    def broken(_: httpx.Request) -> httpx.Response:
        raise fault

    with pytest.raises(error):
        announcer(broken).speak(line(TEXT), 5)


def test_a_stream_without_end_is_left_in_time() -> None:
    """
    Bytes that trickle for ever end with the limit, not with the stream.
    """
    clock = FixedClock()

    class Trickle(httpx.SyncByteStream):
        def __iter__(self):  # noqa: ANN204 - an endless stream
            while True:
                clock.push(1)
                yield b"x"

    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Trickle()))
    one = OpenAI("alloy", clock, "http://speech.example/v1", transport=transport)
    with pytest.raises(ServiceError, match="没有按时"):
        one.speak(line(TEXT), 5)
    assert clock.monotonic() < 10
