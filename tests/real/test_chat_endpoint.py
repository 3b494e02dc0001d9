"""
The chat client against an endpoint on loopback that also misbehaves.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from bulletin.errors import WriterError
from bulletin.model import Article
from bulletin.outside.chat import Endpoint
from bulletin.outside.clock import SystemClock
from bulletin.script.condense import condense
from bulletin.script.language_model import rewritten

pytestmark = pytest.mark.real

KEY = "local-key-for-tests"
TEXT = "大河镇新建的10个停车场投入使用。"


def answer(text: Any = TEXT, **more: Any) -> bytes:  # noqa: ANN401 - an endpoint may put anything there
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"} | more
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return json.dumps({"id": "1", "model": "fake-1", "choices": [choice], "usage": usage}).encode()


class Fake(BaseHTTPRequestHandler):
    """
    Behaves as the first part of the path says, `/<manner>/v1/chat/completions`.
    """

    asked: ClassVar[list[tuple[dict[str, str], dict[str, Any]]]] = []

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        Fake.asked.append((dict(self.headers), json.loads(self.rfile.read(length))))
        manner = self.path.split("/")[1]
        getattr(self, f"be_{manner}")()

    def log_message(self, *_: object) -> None:
        pass

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def be_good(self) -> None:
        self.send(answer())

    def be_echo(self) -> None:
        question = json.loads(Fake.asked[-1][1]["messages"][-1]["content"])
        self.send(answer("\n".join(question["播音稿"])))

    def be_lying(self) -> None:
        self.send(answer("大河镇新建的99个停车场投入使用，停车免费。"))

    def be_silent(self) -> None:
        time.sleep(3)

    def be_dripping(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def be_broken_off(self) -> None:
        self.send(answer()[:40], Content_Length="500")

    def be_refusing(self) -> None:
        self.send(b'{"error": {"message": "insufficient balance"}}', 402)

    def be_failing(self) -> None:
        self.send(b"<html>bad gateway</html>", 502)

    def be_elsewhere(self) -> None:
        self.send(b"", 307, Location=f"http://127.0.0.1:{self.server.server_address[1]}/good/v1/chat/completions")

    def be_page(self) -> None:
        self.send(b"<html>please log in</html>")

    def be_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(400):
                self.wfile.write(b"x" * 10_000)
        except OSError:
            self.close_connection = True

    def be_list(self) -> None:
        self.send(b"[1, 2]")

    def be_deep(self) -> None:
        self.send(b"[" * 100_000)

    def be_empty_choices(self) -> None:
        self.send(b'{"choices": []}')

    def be_null(self) -> None:
        self.send(answer(None))

    def be_tools(self) -> None:
        tool = {"type": "function", "function": {"name": "rm", "arguments": "{}"}}
        self.send(answer(message={"role": "assistant", "content": TEXT, "tool_calls": [tool]}))

    def be_cut(self) -> None:
        self.send(answer(finish_reason="length"))

    def be_latin(self) -> None:
        self.send(b"\xff\xfe\x00")


@pytest.fixture
def place() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Fake)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] - a client that hangs up is no fault here
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    Fake.asked.clear()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def endpoint(place: str, manner: str, **more: Any) -> Endpoint:  # noqa: ANN401 - any field of it
    fields: dict[str, Any] = {"seconds": 0.6, "key": KEY} | more
    return Endpoint(f"{place}/{manner}/v1", "fake-1", SystemClock(), **fields)


def test_one_question_one_answer(place: str) -> None:
    """
    Rules, examples and question go out as messages; text, tokens and cost come back; the key stays in its header.
    """
    found = endpoint(place, "good", prompt_price=2.0, completion_price=8.0).ask("规则", [("问", "答")], "题")
    assert found.text == TEXT
    assert (found.prompt_tokens, found.completion_tokens) == (100, 20)
    assert found.cost == pytest.approx((100 * 2 + 20 * 8) / 1_000_000)
    headers, asked = Fake.asked[0]
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert [(turn["role"], turn["content"]) for turn in asked["messages"]] == [
        ("system", "规则"),
        ("user", "问"),
        ("assistant", "答"),
        ("user", "题"),
    ]
    assert asked["temperature"] == 0
    assert "tools" not in asked
    assert KEY not in json.dumps(asked)
    assert KEY not in repr(endpoint(place, "good"))


@pytest.mark.parametrize("manner", ["silent", "dripping"])
def test_the_deadline_is_for_everything_together(place: str, manner: str) -> None:
    """
    An endpoint that never answers, and one that sends a byte now and then, are both left after the deadline.
    """
    started = time.monotonic()
    with pytest.raises(WriterError, match="没有答完"):
        endpoint(place, manner).ask("", [], "题")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "manner",
    [
        "broken_off", "refusing", "failing", "elsewhere", "page", "endless", "list", "deep", "empty_choices",
        "null", "tools", "cut", "latin",
    ],
)  # fmt: skip
def test_every_misbehaviour_is_one_error(place: str, manner: str) -> None:
    """
    Whatever an endpoint sends that is no finished text is refused in words an operator reads; no redirect is followed.
    """
    with pytest.raises(WriterError) as caught:
        endpoint(place, manner, seconds=3.0).ask("", [], "题")
    assert caught.value.exit_status == 75
    assert KEY not in str(caught.value)
    assert len(Fake.asked) == 1


def test_nobody_at_home_is_the_same_error() -> None:
    """
    A closed port, a name that does not exist and an address that is none.
    """
    for url in ("http://127.0.0.1:9/v1", "http://nowhere.invalid/v1", "notaurl"):
        with pytest.raises(WriterError):
            Endpoint(url, "m", SystemClock(), seconds=2.0).ask("", [], "题")


@pytest.mark.parametrize("manner", ["echo", "lying", "silent", "page", "tools"])
def test_whatever_the_endpoint_does_only_true_lines_are_left(place: str, manner: str) -> None:
    """
    With the real client under the real writer: true words are taken, all else leaves the condensed lines.
    """
    article = Article.from_text(
        "大河镇新建10个停车场", "大河镇新建的10个停车场投入使用,共有车位1200个。停车场每小时收费2元。"
    )
    lines = condense(article, 60)
    found = rewritten(lines, article, endpoint(place, manner).ask)
    assert [line.text for line in found.lines] == [line.text for line in lines]
    assert found.is_used == (manner == "echo")
    assert found.notes
