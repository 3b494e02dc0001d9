from __future__ import annotations

import base64
import contextlib
import re
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import edge_tts.communicate
import edge_tts.voices
import pytest
import trustme
from edge_tts.constants import WSS_URL
from pypinyin import Style, pinyin
from real.edge_server import EdgeServer, Fault
from real.edge_sound import TICKS, encoded, plain_pinyin, spoken
from real.fault_table import LINES, VOICE, Case, HastyClock, ladder

from bulletin.errors import ServiceError, SetupError
from bulletin.model import Line
from bulletin.outside.clock import SystemClock
from bulletin.script.pronunciation import read_lexicon, respelt
from bulletin.speech import Standby, speak
from bulletin.speech.announcer import RefusalError, Take
from bulletin.speech.breaker import Breakers
from bulletin.speech.edge import Edge
from bulletin.speech.edge_voices import Voices
from bulletin.speech.espeak import Espeak
from bulletin.speech.health import findings
from bulletin.speech.sentences import syllables
from bulletin.speech.shelf import Shelf
from bulletin.speech.sound import voiced

pytestmark = pytest.mark.real
LONG = "今天上午，县委书记主持召开全县防汛工作会议，强调要压实责任，确保人民群众生命财产安全。"
LABEL = "本节目由人工智能合成语音播出，内容由真人审核。"


@pytest.fixture(scope="module")
def server() -> Iterator[EdgeServer]:
    with EdgeServer() as edge, edge.patched():
        yield edge


@pytest.fixture
def edge(server: EdgeServer) -> EdgeServer:
    server.play()
    return server


def announcer(tmp_path: Path, voice: str = VOICE, proxy: str = "") -> Edge:
    clock = SystemClock()
    return Edge(voice, clock, Voices(tmp_path / "voices.json", clock, proxy), proxy)


def say(one: Edge, text: str, rate: int = 200) -> Take:
    return one.speak(Line(text, text, rate=rate), 20)


def pace(take: Take, text: str) -> float:
    start, end = voiced(take.samples, take.sample_rate)
    return syllables(text) * 60 / (end - start)


def test_what_is_sent_is_what_the_service_accepts(edge: EdgeServer, tmp_path: Path) -> None:
    """
    The one permitted template, our voice, neutral pitch and volume, sentence boundaries.
    """
    say(announcer(tmp_path), LONG)
    request = edge.log[0]
    assert (request.status, request.text, request.pitch, request.volume) == (101, LONG, "+0Hz", "+0%")
    assert request.voice.endswith("(zh-CN, YunyangNeural)")
    assert request.boundary == "SentenceBoundary"
    assert request.is_ended


def test_long_text_is_split_at_sentence_ends(edge: EdgeServer, tmp_path: Path) -> None:
    """
    The library would send 15,000 bytes in one request; ours are 120 syllables at most, and every one is sent.
    """
    text = "全县干部群众团结一心战胜洪水。" * 3 + "会议要求压实各级责任" * 30 + "。"
    take = say(announcer(tmp_path), text)
    assert all(syllables(request.text) <= 120 for request in edge.log)
    assert "".join(request.text for request in edge.log) == text
    assert len(take.marks) == 4


def test_markup_in_a_text_is_said_or_dropped_never_obeyed(edge: EdgeServer, tmp_path: Path) -> None:
    """
    A text with tags arrives as text, in the permitted template; control characters do not arrive.
    """
    say(announcer(tmp_path), "甲&乙<break/>丙\x00\x0b丁\ud800戊。")
    assert edge.log[0].text == "甲&乙<break/>丙 丁 戊。"
    assert edge.log[0].audio_bytes


@pytest.mark.parametrize("natural", [1.0, 0.85, 1.2])
@pytest.mark.parametrize("rate", [180, 200])
def test_a_voice_comes_out_near_the_wanted_rate(
    edge: EdgeServer, tmp_path: Path, rate: int, natural: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Whatever a voice's natural pace, its lines are within an eighth of what was asked for, pauses included.
    """
    monkeypatch.setattr("real.edge_sound.NATURAL", 270 * natural)
    spoken.cache_clear()
    encoded.cache_clear()
    one = announcer(tmp_path)
    assert edge
    for line in (LONG, *(line.spoken for line in LINES if syllables(line.spoken) >= 15)):
        assert pace(say(one, line, rate), line) == pytest.approx(rate, rel=0.125)
    spoken.cache_clear()
    encoded.cache_clear()


def test_the_label_is_read_at_a_normal_rate(edge: EdgeServer, tmp_path: Path) -> None:
    """
    GB 45438-2025 wants the spoken label at 120 to 160 characters a minute.
    """
    assert edge
    assert 120 <= pace(say(announcer(tmp_path), LABEL, 140), LABEL) <= 160


def test_marks_are_true_to_a_seventh_of_a_second(edge: EdgeServer, tmp_path: Path) -> None:
    """
    Each sentence's mark lies where it is heard: against the truth that the stand-in knows.
    """
    first, second = "县城明天停水两小时。", "请大家提前储水，做好准备。"
    take = say(announcer(tmp_path), first + second)
    asked = {request.text: int(request.rate[:-1]) for request in edge.log}  # the last, where it was asked for again
    voice = edge.log[0].voice
    for mark, text in zip(take.marks, (first, second), strict=True):
        ((_, length, _),) = spoken(text, voice, asked[text]).boundaries
        assert mark.end - mark.start == pytest.approx(length / TICKS, abs=0.15)
        assert mark.text == text
    ((start, _, _),) = spoken(first, voice, asked[first]).boundaries
    assert take.marks[0].start == pytest.approx(start / TICKS, abs=0.15)


def test_four_are_asked_at_a_time(edge: EdgeServer, tmp_path: Path) -> None:
    """
    Four requests together, never five, and nearly four times as fast; the benchmark holds the figure.
    """
    edge.play(latency=0.3)
    lines = [Line(text, text) for text in (f"第{n}句话。" for n in "一二三四五六七八九十甲乙丙丁戊己")]
    began = time.monotonic()
    speak(lines, ladder(Case("x"), tmp_path, HastyClock()), 60, lambda *_: None)
    assert edge.peak == 4
    assert 16 * 0.3 / (time.monotonic() - began) > 1.2  # however busy the machine is


def test_a_clock_one_hour_off_is_healed_and_told(edge: EdgeServer, tmp_path: Path) -> None:
    """
    The service refuses a wrong clock; the library corrects itself by the service's time, and doctor tells the operator.
    """
    edge.play(clock_skew=3600.0)
    assert say(announcer(tmp_path), "你好，世界。").seconds > 1
    assert [request.status for request in edge.log] == [403, 101]
    clock = SystemClock()
    voices = Voices(tmp_path / "voices.json", clock)
    rungs = Standby((announcer(tmp_path),), Shelf(tmp_path, clock), Breakers(tmp_path / "b", clock), clock)
    told = {finding.name: finding for finding in findings(rungs, voices, clock)}
    assert told["本机时间"].level == "warn"
    assert "慢了" in told["本机时间"].told
    assert "14 种" in told["音色表"].told
    assert told["代理"].told == "不经代理。"


def test_a_withdrawn_voice_is_told_with_those_there_are(edge: EdgeServer, tmp_path: Path) -> None:
    """
    A voice that is no more on the list is a fault of settings, and the nearest are named.
    """
    with pytest.raises(SetupError, match="zh-CN-Yun"):
        say(announcer(tmp_path, "zh-CN-YunchenNeural"), "你好。")
    assert "zh-CN-Yun" in announcer(tmp_path, "zh-CN-YunchenNeural").trouble(5)
    assert not announcer(tmp_path).trouble(5)
    edge.play(list_status=503)
    assert "问不到" in announcer(tmp_path).trouble(5)


def test_the_list_of_voices_is_kept_for_a_day(edge: EdgeServer, tmp_path: Path) -> None:
    """
    The list is asked for once a day, and a kept one that is damaged is asked for again.
    """
    clock = HastyClock()
    voices = Voices(tmp_path / "voices.json", clock)
    assert VOICE in voices.names()
    edge.play(list_status=500)
    assert VOICE in voices.names()
    (tmp_path / "voices.json").write_text("{", "utf-8")
    edge.play()
    assert VOICE in voices.names()
    edge.play(voices={"zh-CN-XiaoyiNeural": "Female", "en-US-AvaNeural": "Female"})
    clock.sleep(25 * 3600)
    assert voices.names() == ("zh-CN-XiaoyiNeural",)


def test_without_a_network_edge_gives_way_within_five_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A host that takes connections and never answers costs 4 s in all, however many lines there are, and once only.
    """
    clock = SystemClock()
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"wss://127.0.0.1:{deaf.getsockname()[1]}/?x=1"
        monkeypatch.setattr(edge_tts.communicate, "WSS_URL", address)

        def rungs() -> Standby:
            shelf, breakers = Shelf(tmp_path / "clips", clock), Breakers(tmp_path / "breakers.json", clock)
            return Standby((announcer(tmp_path), Espeak(plain_pinyin)), shelf, breakers, clock)

        began = time.monotonic()
        assert speak(LINES, rungs(), 600, lambda *_: None).announcer == "espeak"
        assert time.monotonic() - began < 5
        began = time.monotonic()
        again = speak([*LINES, Line("再见。", "再见。")], rungs(), 600, lambda *_: None)
        assert time.monotonic() - began < 1
        assert "没有应答" in again.attempts[0].reason


ADDRESSES = {"refused": "127.0.0.1:1", "unknown": "no-such-host.invalid"}


@pytest.mark.parametrize(("kind", "told"), [("refused", "对方拒绝连接"), ("unknown", "网址解析不了")])
def test_why_there_is_no_way_is_told_in_plain_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, told: str
) -> None:
    """
    Neither a class of Python nor a library's English comes to the operator's eyes: not from speech, list, or clock.
    """
    for module, name, scheme in (
        (edge_tts.communicate, "WSS_URL", "wss"),
        (edge_tts.voices, "VOICE_LIST", "https"),
    ):
        monkeypatch.setattr(module, name, f"{scheme}://{ADDRESSES[kind]}/?x=1")
    with pytest.raises(RefusalError) as refused:
        say(announcer(tmp_path), "你好。")
    voices = Voices(tmp_path / "voices.json", SystemClock())
    with pytest.raises(ServiceError) as unasked:
        voices.skew()
    for said in (str(refused.value), announcer(tmp_path).trouble(5), str(unasked.value)):
        assert told in said
        assert not re.search(r"[A-Za-z]{3,}", said.replace("edge", ""))


def test_a_stall_costs_its_limit_and_no_more(edge: EdgeServer, tmp_path: Path) -> None:
    """
    The library's own time limit has no effect on a stalled stream; ours does.
    """
    one = announcer(tmp_path)
    say(one, "你好。")
    edge.faults = [Fault(stall_after=2000)]
    began = time.monotonic()
    with pytest.raises(Exception, match="没有在"):
        one.speak(Line(LONG, LONG), 1.0)
    assert time.monotonic() - began < 2


class Tunnel:
    """
    A proxy on loopback that wants a password, and leads every CONNECT to the stand-in.
    """

    def __init__(self, to: int) -> None:
        self._to = to
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.asked: list[tuple[str, str]] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._lead, args=(client,), daemon=True).start()

    def _lead(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(4096)
            first, *rest = head.decode().split("\r\n")
            password = next((line.split()[-1] for line in rest if line.lower().startswith("proxy-authorization")), "")
            self.asked.append((first.split()[1], password))
            if base64.b64decode(password) != b"u:p":
                client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                return
            with socket.create_connection(("127.0.0.1", self._to)) as server:
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                _pass_on(client, server)

    def close(self) -> None:
        self._listener.close()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    while True:
        ready, _, _ = select.select([one, other], [], [], 20)
        for source in ready:
            data = source.recv(65536)
            if not data:
                return
            (other if source is one else one).sendall(data)


@pytest.fixture
def tunnel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tunnel]:
    """
    The service under its real name and encrypted, behind a proxy; nothing of the library is changed but whom it trusts.
    """
    authority = trustme.CA()
    mine = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("speech.platform.bing.com").configure_cert(mine)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr(edge_tts.communicate, "_SSL_CTX", trusting)
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", WSS_URL)
    with EdgeServer(tls=mine) as edge:
        tunnel = Tunnel(edge.port)
        yield tunnel
        tunnel.close()


def test_the_proxy_of_settings_and_of_the_environment_is_used(
    tunnel: Tunnel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The library ignores HTTPS_PROXY for speech; ours goes through it, and through the one in settings, with password.
    """
    for name in ("NO_PROXY", "no_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with_password = f"http://u:p@127.0.0.1:{tunnel.port}"
    assert say(announcer(tmp_path, proxy=with_password), "你好，世界。").seconds > 1
    monkeypatch.setenv("HTTPS_PROXY", with_password)
    assert say(announcer(tmp_path), "你好，世界。").seconds > 1
    assert {host for host, _ in tunnel.asked} == {"speech.platform.bing.com:443"}
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{tunnel.port}")
    with pytest.raises(RefusalError, match="407"):
        say(announcer(tmp_path), "你好。")


LEXICON = read_lexicon("""
"单小华" = { pinyin = "shan4 xiao3 hua2", respell = "善小华" }
"六安" = { pinyin = "lu4 an1", respell = "录安" }
"重庆" = "chong2 qing4"
""")


def test_homophones_are_sent_and_the_line_is_shown(edge: EdgeServer, tmp_path: Path) -> None:
    """
    The voice takes no pinyin: a marked word goes out in characters with that reading only, and is shown as written.
    """
    clock = SystemClock()
    one = Edge(VOICE, clock, Voices(tmp_path / "v", clock), respell=partial(respelt, lexicon=LEXICON))
    text = "记者单小华从六安出发。明天到重庆。"
    take = say(one, text)
    sent = "".join(dict.fromkeys(request.text for request in edge.log))
    assert sent == "记者善小华从录安出发。明天到重庆。"
    assert "".join(mark.text for mark in take.marks) == text
    for word, entry in LEXICON.words.items():
        if entry.respelling:
            style = {"style": Style.TONE3, "heteronym": True, "neutral_tone_with_five": True, "v_to_u": False}
            known = pinyin(list(entry.respelling), **style)
            assert all(one in several for one, several in zip(entry.readings, known, strict=True)), word
