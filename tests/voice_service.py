"""
A service that answers `/audio/speech` with real Mandarin, without a socket.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import httpx
import numpy as np
import soundfile
from real.edge_sound import plain_pinyin

from bulletin.model import Line
from bulletin.speech.espeak import Espeak

Handler = Callable[[httpx.Request], httpx.Response]


def speech(text: str, rate: int, kind: str = "WAV") -> bytes:
    """
    Speak a text as a service would, as a file of some kind.
    """
    take = Espeak(plain_pinyin).speak(Line(text, text, rate=rate), 10)
    out = io.BytesIO()
    if kind == "RAW":
        places = np.arange(0, len(take.samples) - 1, take.sample_rate / 24_000)
        return (np.interp(places, np.arange(len(take.samples)), take.samples) * 32767).astype("<i2").tobytes()
    soundfile.write(out, take.samples, take.sample_rate, format=kind)
    return out.getvalue()


def service(kind: str = "WAV") -> Handler:
    """
    Return a service with a natural pace of 250 characters a minute that obeys the speed it is asked for.
    """

    def answer(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        return httpx.Response(200, content=speech(asked["input"], round(250 * asked["speed"]), kind))

    return answer
