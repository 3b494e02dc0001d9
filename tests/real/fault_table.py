"""
Everything that can go wrong between a script and a spoken programme, and what the ladder must do about it.

Each case is run with the real library against the stand-in service (`edge_server`), with espeak-ng below it. `run`
walks the ladder once with the fault and once after the service has recovered, and checks what must hold every time.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import edge_tts.communicate
import numpy as np
import soundfile
from damages import cut, faster, hole, noise_instead, repeated, scaled, tone_instead
from real.edge_server import EdgeServer, Fault
from real.edge_sound import SAMPLE_RATE, plain_pinyin, spoken

from bulletin.model import Clip, Line
from bulletin.outside.clock import SystemClock
from bulletin.speech import Reading, Standby, speak
from bulletin.speech.announcer import Announcer, Take
from bulletin.speech.breaker import Breakers
from bulletin.speech.completeness import faults
from bulletin.speech.edge import Edge
from bulletin.speech.edge_voices import Voices
from bulletin.speech.espeak import Espeak
from bulletin.speech.shelf import Shelf

VOICE = "zh-CN-YunyangNeural"
SECOND = "zh-CN-XiaoxiaoNeural"
BOTH = (VOICE, SECOND)
METADATA = "Path:audio.metadata\r\n\r\n"
LINES = tuple(
    Line(text, text)
    for text in (
        "各位听众，早上好。",
        "今天全县普降大雨，局部地区有暴雨。",
        "请各村干部注意防汛，做好转移准备！",
        "县城明天上午停水两小时，请大家提前储水。",
        "中医院开展免费义诊，欢迎前来咨询。",
    )
)


class HastyClock(SystemClock):
    """
    The machine's clock, but nobody has to sleep: time asked for has passed at once.
    """

    def __init__(self) -> None:
        self._pushed = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._pushed)

    def sleep(self, seconds: float) -> None:
        self._pushed += seconds


@dataclass(frozen=True)
class Case:
    """
    One thing that goes wrong.

    Args:
        name: What, for the table.
        fault: What the service does.
        when: With which requests: `always`, `once`, `sometimes` (each third).
        reader: Who must read in the end.
        server: Settings of the service.
        world: Changes the way to the service.
        voices: The voices on the ladder, espeak below them.
    """

    name: str
    fault: Fault | None = None
    when: str = "always"
    reader: str = "espeak"
    server: dict[str, object] = field(default_factory=dict)
    world: Callable[[ExitStack], None] | None = None
    voices: tuple[str, ...] = (VOICE,)
    proxy: str = ""


@dataclass(frozen=True)
class Row:
    """
    What came of a case, for the table.
    """

    name: str
    when: str
    reader: str
    seconds: float
    requests: int
    reason: str


def elsewhere(address: str) -> Callable[[ExitStack], None]:
    """
    Let the library go to another address than the service's.
    """

    def move(_stack: ExitStack) -> None:
        vars(edge_tts.communicate)["WSS_URL"] = f"{address}?TrustedClientToken=x"  # put back with the service's own

    return move


def black_hole(stack: ExitStack) -> None:
    """
    Let the library reach a host that takes connections and never says a word, as some networks' filters do.
    """
    deaf = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    elsewhere(f"wss://127.0.0.1:{deaf.getsockname()[1]}/")(stack)


CASES = (
    Case("nothing", reader="edge"),
    # it refuses
    Case("403", Fault(status=403)),
    Case("403", Fault(status=403), "once", "edge"),
    Case("403, Date two hours off", Fault(status=403, date_skew=7200)),
    Case("403 without a Date", Fault(status=403, has_date=False)),
    Case("our clock is one hour slow", server={"clock_skew": 3600.0}, reader="edge"),
    Case("401", Fault(status=401)),
    Case("404", Fault(status=404)),
    Case("429", Fault(status=429)),
    Case("429 above two in parallel", server={"max_parallel": 2, "latency": 0.05}),
    Case("500", Fault(status=500)),
    Case("502", Fault(status=502), "once", "edge"),
    Case("503", Fault(status=503)),
    # it says nothing
    Case("the handshake is never answered", Fault(stall_before_handshake=True)),
    Case("the handshake is never answered", Fault(stall_before_handshake=True), "sometimes", "edge"),
    Case("stalls before the first sound", Fault(stall_after=0)),
    Case("stalls in mid-sentence", Fault(stall_after=9000)),
    Case("stalls in mid-sentence", Fault(stall_after=9000), "once", "edge"),
    Case("never says that it is done", Fault(turn_end="")),
    Case("answers after 0.3 s", Fault(latency=0.3), reader="edge"),
    Case("answers after 30 s", Fault(latency=30)),
    Case("drips a message every 0.4 s", Fault(drip=0.4)),
    # it breaks off
    Case("connection torn before the first sound", Fault(drop_after=0)),
    Case("connection torn in mid-sentence", Fault(drop_after=9000)),
    Case("connection torn in mid-sentence", Fault(drop_after=9000), "once", "edge"),
    Case("connection torn in the last syllable", Fault(drop_after=22000), "sometimes", "edge"),
    Case("closed politely in mid-sentence", Fault(close_after=9000)),
    Case("closed politely in mid-sentence", Fault(close_after=9000), "sometimes", "edge"),
    Case("says early that it is done", Fault(end_after=9000)),
    Case("says early that it is done", Fault(end_after=9000), "once", "edge"),
    Case("no sound at all", Fault(has_audio=False)),
    Case("no sound at all", Fault(has_audio=False), "once", "edge"),
    # it talks nonsense
    Case("wrong word for being done", Fault(turn_end="turn.finish")),
    Case("a message of one byte", Fault(binary_frame=b"\x00")),
    Case("a header longer than its message", Fault(binary_frame=b"\xff\xff\x00")),
    Case("a header without a colon", Fault(binary_frame=b"\x00\x05abcde")),
    Case("sound of an unknown kind", Fault(binary_frame=b"\x00\x27Content-Type:audio/wav\r\nPath:audio\r\n\r\nx")),
    Case("an unknown message", Fault(text_frame="Path:hello\r\n\r\n{}")),
    Case("a message without a head", Fault(text_frame="nonsense")),
    Case("boundaries that are no JSON", Fault(text_frame=METADATA + "{oops")),
    Case("boundaries of an unknown kind", Fault(text_frame=METADATA + '{"Metadata":[{"Type":"Viseme"}]}')),
    Case("boundaries without their fields", Fault(text_frame=METADATA + '{"Metadata":[{}]}')),
    Case("boundaries as a list", Fault(text_frame=METADATA + "[1]")),
    # it speaks wrongly and reports success
    Case("boundaries of another text", Fault(boundaries="wrong")),
    Case("boundaries of half the text", Fault(boundaries="short")),
    Case("boundaries beyond the sound", Fault(boundaries="late")),
    Case("no boundaries", Fault(boundaries="none"), reader="edge"),
    Case("no boundaries, half the sound", Fault(boundaries="none", sound=lambda s: cut(0.5)(s, SAMPLE_RATE))),
    Case("speaks another text", Fault(speaks="今日无事，谢谢收听，再见。")),
    Case("silent sound", Fault(sound="silence")),
    Case("bytes that are no MP3", Fault(sound="garbage")),
    Case("half the sound", Fault(sound=lambda s: cut(0.5)(s, SAMPLE_RATE))),
    Case("a hole of two seconds", Fault(sound=lambda s: hole(2.0)(s, SAMPLE_RATE))),
    Case("distorted", Fault(sound=lambda s: scaled(20)(s, SAMPLE_RATE))),
    Case("hardly audible", Fault(sound=lambda s: scaled(0.01)(s, SAMPLE_RATE))),
    Case("noise", Fault(sound=lambda s: noise_instead(s, SAMPLE_RATE))),
    Case("a tone", Fault(sound=lambda s: tone_instead(s, SAMPLE_RATE))),
    Case("at twice the speed", Fault(sound=lambda s: faster(2.0)(s, SAMPLE_RATE))),
    Case("everything said three times", Fault(sound=lambda s: repeated(3)(s, SAMPLE_RATE))),
    Case("noise", Fault(sound=lambda s: noise_instead(s, SAMPLE_RATE)), "once", "edge"),
    # the voice
    Case("the voice is withdrawn", server={"voices": {SECOND: "Female"}}),
    Case(
        "the voice is withdrawn, a second stands by",
        server={"voices": {SECOND: "Female"}},
        voices=(VOICE, SECOND),
        reader="edge",
    ),
    Case("the voice is withdrawn, its list refused", server={"voices": {}, "list_status": 403}),
    Case("one voice is mute, a second speaks", None, "always", "edge", {"mute": VOICE}, None, BOTH),
    # the way
    Case("no network: the name is unknown", world=elsewhere("wss://edge.invalid/")),
    Case("no network: nobody answers at the port", world=elsewhere("wss://127.0.0.1:9/")),
    Case("the way leads into a black hole", world=black_hole),
    Case("a socks proxy", proxy="socks5://127.0.0.1:1080"),
    Case("a proxy that is not there", proxy="http://127.0.0.1:9"),
)


@contextmanager
def playing(case: Case, edge: EdgeServer) -> Iterator[EdgeServer]:
    """
    Let the service play a case.
    """
    settings = dict(case.server)
    mute = settings.pop("mute", "")
    edge.play(**settings)
    with ExitStack() as stack:
        stack.enter_context(edge.patched())
        if case.when == "once":
            edge.faults = [case.fault]
        elif case.when == "sometimes":
            edge.faults = [case.fault if n % 3 == 1 else None for n in range(60)]
        elif case.fault:
            edge.fault_for = lambda _request: case.fault
        elif mute:
            edge.fault_for = lambda request: Fault(has_audio=False) if str(mute)[6:] in request.voice else None
        if case.world:
            case.world(stack)
        yield edge


def ladder(case: Case, folder: Path, clock: HastyClock) -> Standby:
    """
    Build the ladder of a case over a work folder.
    """
    voices = Voices(folder / "voices.json", clock, case.proxy)
    edges = [Edge(voice, clock, voices, case.proxy, contact_s=0.8) for voice in case.voices]
    announcers: tuple[Announcer, ...] = (*edges, Espeak(plain_pinyin))
    breakers = Breakers(folder / "breakers.json", clock)
    return Standby(announcers, Shelf(folder / "clips", clock), breakers, clock, patience_s=0.5)


def run(case: Case, folder: Path, edge: EdgeServer) -> Row:
    """
    Walk the ladder with the fault, then again after the service has recovered, and check both.
    """
    clock = HastyClock()
    with playing(case, edge):
        began = time.monotonic()
        reading = speak(LINES, ladder(case, folder, clock), 60, lambda *_: None)
        seconds = time.monotonic() - began
        requests = len(edge.log)
    check(reading, case, folder)
    clock.sleep(7 * 3600)
    with playing(Case("well"), edge):
        again = speak(LINES, ladder(Case("well"), folder, clock), 60, lambda *_: None)
    assert {(clip.announcer, clip.voice) for clip in again.clips} == {("edge", VOICE)}, "a fallback is replayed"
    reasons = [attempt.reason for attempt in reading.attempts if attempt.reason]
    return Row(case.name, case.when, reading.announcer, seconds, requests, reasons[0] if reasons else "")


def check(reading: Reading, case: Case, folder: Path) -> None:
    """
    Check that a programme is complete, in one voice, and its account true.
    """
    assert reading.announcer == case.reader, reading.attempts
    assert [clip.text for clip in reading.clips] == [line.spoken for line in LINES]
    assert {(clip.announcer, clip.voice) for clip in reading.clips} == {(reading.announcer, reading.voice)}
    if case.reader == "edge":
        assert reading.voice == case.voices[-1]
    *before, on_air = reading.attempts
    assert (on_air.announcer, on_air.voice, on_air.reason) == (reading.announcer, reading.voice, "")
    assert all(attempt.reason for attempt in before)
    for clip in reading.clips:
        _check_sound(clip)
    for card in (folder / "clips").glob("*.json"):
        facts = json.loads(card.read_text("utf-8"))
        _check_whole(facts["text"], facts["announcer"], facts["voice"], facts["seconds"])


def _check_sound(clip: Clip) -> None:
    samples, rate = soundfile.read(clip.path, dtype="float32")
    assert not faults(Take(np.asarray(samples), rate, clip.marks), clip.text, 200, 0.4)


def _check_whole(text: str, announcer: str, voice: str, seconds: float) -> None:
    """
    Hold a clip on the shelf against what the service would have spoken whole, at any pace it may have been asked for.
    """
    if announcer == "edge":
        whole = [len(spoken(text, voice, percent).samples) / SAMPLE_RATE for percent in range(-40, 5, 5)]
        assert min(abs(seconds - one) for one in whole) < 0.1, f"a partial clip on the shelf: {text}"


def show(rows: list[Row]) -> str:
    """
    Return the table as text.
    """
    head = f"{'fault':42} {'when':10} {'read by':8} {'s':>6} {'asked':>6}  why the first voice did not read"
    lines = [f"{r.name:42} {r.when:10} {r.reader:8} {r.seconds:6.2f} {r.requests:6}  {r.reason[:60]}" for r in rows]
    return "\n".join([head, *lines])


__all__ = ["CASES", "LINES", "Case", "HastyClock", "Row", "ladder", "playing", "run", "show"]
