"""
A neural voice on this machine, through sherpa-onnx (extra `neural`) and a model folder of the operator's.

Models carry licences of their own: some forbid commercial use (matcha-icefall-zh-baker among them).
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bulletin.errors import AnnouncerError, ClipError, SetupError, TextError
from bulletin.model import Line, Seconds
from bulletin.speech.announcer import Samples, Take
from bulletin.speech.letters import letter
from bulletin.speech.sentences import pieces, syllables
from bulletin.speech.sherpa_folder import Model, open_model
from bulletin.speech.sound import joined
from bulletin.speech.tempo import Tempo
from bulletin.speech.worker import Worker

NATURAL = 210
"""Characters a minute at speed 1: matcha-baker speaks 3.3 hanzi a second; learned from then on."""

MAX_SYLLABLES = 60
"""In one go: memory grows with the square of the length in some models."""

REAL_TIME = 3.0
"""How many times its playing time a line may take: VITS melo needs 2.5 on a Raspberry Pi 4 with four threads."""

SAID = "。"
"""Closes a piece that ends without a mark: models cut off the last syllable without one."""


class Sherpa:
    """
    Speaks with a model of sherpa-onnx in a process of its own.

    Args:
        voice: The model's folder; `folder#3` for its fourth speaker.
        pinyin: Readings of a text, as in `Espeak`.
        cache: Where the lexicon with our readings is kept.
        threads: How many processor cores it may use.
    """

    name = "sherpa"
    provider = ""
    release = ""
    parallel = 1
    spread = 0.35

    def __init__(self, voice: str, pinyin: Callable[[str], Sequence[str]], cache: Path, threads: int = 2) -> None:
        folder, _, speaker = voice.partition("#")
        if speaker and not speaker.isdecimal():
            raise SetupError(f"“{voice}”里的 # 后面要写说话人的编号，从 0 开始。")
        self._folder = Path(folder).expanduser()
        self._speaker = int(speaker or 0)
        self.voice = self._folder.name + (f"#{speaker}" if speaker else "")
        self._pinyin = pinyin
        self._cache = cache
        self._threads = threads
        self._tempo = Tempo(NATURAL, 0.5, 2.0)

    @functools.cached_property
    def _model(self) -> Model:
        if importlib.util.find_spec("sherpa_onnx") is None:
            raise SetupError("没有安装神经网络语音。请运行 pip install 'bulletin[neural]'。")
        return open_model(self._folder, self._cache)

    @functools.cached_property
    def _worker(self) -> Worker:
        hello = {"kind": self._model.kind, "files": dict(self._model.files), "threads": self._threads}
        return Worker("bulletin.speech.sherpa_worker", hello)

    def recipe(self, line: Line) -> str:
        """
        Return what is sent, the rate, the model and its speaker.

        Raises:
            SetupError: The folder or the extra is missing.
        """
        sent = "|".join(f"{number}{self._sent(text)}" for text, number in pieces(line.spoken, MAX_SYLLABLES))
        return f"sherpa 1 {self._model.identity} {self._speaker} {line.rate} {sent}"

    def speak(self, line: Line, within_s: Seconds) -> Take:
        """
        Speak a line; where it comes out far from its pace, once more at a corrected one.

        Raises:
            TextError: The model has no sound for a character.
            ClipError: The process died over this line.
            ServiceError: The machine is too slow.
            SetupError: The model cannot be used.
        """
        self._check_speaker()
        return self._tempo.paced(line, lambda factor: self._take(line, factor, within_s))

    def _check_speaker(self) -> None:
        speakers = max(1, int(self._worker.ready().get("speakers", 1)))
        if self._speaker >= speakers:  # the library would quietly take the first
            raise SetupError(f"语音模型 {self.voice} 只有 {speakers} 位说话人，编号 0 到 {speakers - 1}。")

    def _take(self, line: Line, factor: float, within_s: Seconds) -> Take:
        parts: list[tuple[Samples, str, int]] = []
        rate = 0
        for text, number in pieces(line.spoken, MAX_SYLLABLES):
            question = {"text": self._sent(text), "speaker": self._speaker, "speed": factor}
            limit = max(within_s, REAL_TIME * syllables(text) * 60 / line.rate)
            answer = self._worker.ask(question, limit)
            rate = int(answer.facts["sample_rate"])
            parts.append((np.asarray(answer.samples), text, number))
        if not rate:
            raise ClipError("神经网络语音没有送来声音。")
        samples, marks = joined(parts, rate)
        return Take(samples, rate, marks)

    def _sent(self, text: str) -> str:
        """
        Return what is sent for a piece: syllables as private characters where the model's lexicon allows it.

        Raises:
            TextError: The model would drop a character without a word.
        """
        readings = zip(text, self._pinyin(text), strict=True)
        sent = "".join(self._character(character, reading) for character, reading in readings)
        return sent if text[-1:] in "。！？；，" else sent + SAID

    def _character(self, character: str, reading: str) -> str:
        model = self._model
        if not syllables(character) or not model.characters:
            return character
        names = (reading,) if reading else letter(character)
        stand_ins = [model.stand_in(name) for name in names]
        if stand_ins and all(stand_ins):
            return "".join(stand_ins)
        if character in model.characters:
            return character
        raise TextError(f"语音模型 {self.voice} 读不出“{character}”（{reading or '没有读音'}）。")

    def trouble(self, within_s: Seconds) -> str:  # noqa: ARG002 - a model is loaded or it is not
        """
        Return why it cannot speak, `""` when it can; loads the model to know.
        """
        try:
            self._check_speaker()
        except AnnouncerError as error:
            return str(error)
        return ""

    def close(self) -> None:
        """
        End the process that speaks.
        """
        if "_worker" in self.__dict__:
            self._worker.close()
