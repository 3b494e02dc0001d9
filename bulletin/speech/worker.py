"""
A process that speaks, seen from outside: it may die, hang or talk nonsense, and we do not.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import weakref
from dataclasses import dataclass
from typing import IO, Any

import numpy as np

from bulletin.errors import ClipError, ServiceError, SetupError
from bulletin.model import Seconds
from bulletin.speech.announcer import Samples


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """
    What the process said: plain values, and the sound that came with them.
    """

    facts: dict[str, Any]
    samples: Samples


class Worker:
    """
    Starts a module as a process and asks it, one question at a time.

    Args:
        module: Started with `python -m`; it answers as `sherpa_worker` does.
        hello: The first thing it is told.
        load_s: How long it may take to get ready.
    """

    def __init__(self, module: str, hello: dict[str, Any], load_s: Seconds = 60.0) -> None:
        self._module = module
        self._hello = hello
        self._load = load_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self.facts: dict[str, Any] = {}

    def ready(self) -> dict[str, Any]:
        """
        See to it that the process runs, and return what it says of itself.

        Raises:
            SetupError: It does not get ready.
        """
        with self._lock:
            self._begin()
            return self.facts

    def ask(self, question: dict[str, Any], within_s: Seconds) -> Answer:
        """
        Ask the process, which is begun when it does not run.

        Raises:
            ServiceError: It took too long; it is ended.
            ClipError: It died over this question.
            SetupError: It does not get ready.
        """
        with self._lock:
            process = self._begin()
            self._send(process, question)
            answer = self._hear(process, within_s)
            if answer is None:
                _end(process)  # it may still be dying, or have said nonsense: it is not asked again
        if answer is None:
            raise ClipError("神经网络语音的进程意外退出。")
        return answer

    def _begin(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is None:
            return self._process
        command = [sys.executable, "-m", self._module]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - ourselves
        weakref.finalize(self, _end, self._process)
        self._answers = queue.SimpleQueue()
        assert self._process.stdout  # noqa: S101 - asked for above
        listener = threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True)
        listener.start()
        self._send(self._process, self._hello)
        answer = self._hear(self._process, self._load)
        if answer is None:
            raise SetupError(
                "神经网络语音的模型装不进来：文件夹不完整、版本不合，"
                "或没有安装 sherpa-onnx（pip install 'bulletin[neural]'）。"
            )
        self.facts = answer.facts
        return self._process

    def _send(self, process: subprocess.Popen[bytes], question: dict[str, Any]) -> None:
        assert process.stdin  # noqa: S101 - asked for when it was begun
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            return  # it is dead: the listener says so

    def _hear(self, process: subprocess.Popen[bytes], within_s: Seconds) -> Answer | None:
        try:
            return self._answers.get(timeout=within_s)
        except queue.Empty:
            _end(process)
            raise ServiceError(f"神经网络语音 {within_s:.0f} 秒内没有答完，这台机器可能太慢。") from None

    def close(self) -> None:
        """
        End the process.
        """
        with self._lock:
            if self._process:
                _end(self._process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()


def _listen(stream: IO[bytes], answers: queue.SimpleQueue[Answer | None]) -> None:
    """
    Put each answer into the queue; None at the end of the stream, or when it makes no sense.
    """
    try:
        while line := stream.readline():
            facts = json.loads(line)
            count = int(facts.get("samples", 0)) * 4
            data = stream.read(count)
            if len(data) < count:
                break
            answers.put(Answer(facts, np.frombuffer(data, np.float32)))
    except (OSError, ValueError, AttributeError):
        answers.put(None)
        return
    answers.put(None)
