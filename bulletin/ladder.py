"""
Who speaks, built from the settings: the part of the composition root that names the announcers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from bulletin.config import Settings
from bulletin.errors import SettingsError
from bulletin.model import Clip, Line
from bulletin.outside.clock import Clock
from bulletin.script.pronunciation import Lexicon, pinyin, read_lexicon, respelt
from bulletin.script.pronunciation.syllables import is_hanzi
from bulletin.speech import Announcer, Standby
from bulletin.speech.breaker import Breakers
from bulletin.speech.edge import Edge
from bulletin.speech.edge_voices import Voices
from bulletin.speech.espeak import Espeak
from bulletin.speech.openai import OpenAI
from bulletin.speech.recorded import open_recordings
from bulletin.speech.shelf import Shelf
from bulletin.speech.sherpa import Sherpa

EDGE_VOICE = "zh-CN-YunyangNeural"
"""Microsoft's news voice, where the settings name none."""


class Ladder:
    """
    Builds the announcers of one station.

    Args:
        settings: Who speaks, and where things lie.
        clock: What time it is.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._speech = settings.speech
        self._clock = clock
        self.lexicon = lexicon_of(settings)
        self.voices = Voices(settings.work / "edge-voices.json", clock, self._speech.proxy)

    def pinyin(self, text: str) -> list[str]:
        """
        Return the readings of a text, the operator's lexicon first.
        """
        return pinyin(text, self.lexicon)

    def unreadable(self, text: str) -> list[str]:
        """
        Return the characters that nothing knows a reading for.
        """
        readings = self.pinyin(text)
        return [char for char, reading in zip(text, readings, strict=True) if not reading and is_hanzi(char)]

    def standby(self) -> Standby:
        """
        Return the announcers in the order they are tried.

        Raises:
            SettingsError: One of them lacks what it needs in the settings.
        """
        work = self._settings.work
        return Standby(
            tuple(self._announcer(rung) for rung in self._speech.ladder),
            Shelf(work / "clips", self._clock),
            Breakers(work / "breakers.json", self._clock),
            self._clock,
            policy=self._speech.policy,
            recorded=self._recorded(),
        )

    def _announcer(self, rung: str) -> Announcer:
        name, _, voice = rung.partition(":")
        kinds: dict[str, Callable[[str], Announcer]] = {
            "edge": self._edge,
            "espeak": lambda voice: Espeak(self.pinyin, voice),
            "sherpa": self._sherpa,
            "openai": self._openai,
        }
        return kinds[name](voice)

    def _edge(self, voice: str) -> Announcer:
        respell = partial(respelt, lexicon=self.lexicon)
        return Edge(voice or EDGE_VOICE, self._clock, self.voices, self._speech.proxy, respell)

    def _sherpa(self, voice: str) -> Announcer:
        if not voice:
            raise SettingsError("speech.ladder 里的 sherpa 要写明模型文件夹，例如 sherpa:/opt/models/matcha-zh。")
        return Sherpa(voice, self.pinyin, self._settings.work / "lexicons")

    def _openai(self, voice: str) -> Announcer:
        service = self._speech.openai
        if not service.url or not voice:
            raise SettingsError("用 openai 播音要填写 speech.openai.url，并写明音色，例如 openai:alloy。")
        respell = partial(respelt, lexicon=self.lexicon)
        key, model = service.key.get_secret_value(), service.model or "tts-1"
        return OpenAI(voice, self._clock, service.url, key, model, self._speech.proxy, respell)

    def _recorded(self) -> Callable[[Line], Clip | None]:
        folder = self._speech.recordings
        return open_recordings(folder, self._settings.work / "recordings").find if folder else _nothing_recorded


def _nothing_recorded(_: Line) -> Clip | None:
    return None


def lexicon_of(settings: Settings) -> Lexicon:
    """
    Read the operator's readings, none when no file is named.

    Raises:
        SettingsError: The file is missing or wrong.
    """
    file: Path | None = settings.speech.lexicon
    if file is None:
        return Lexicon()
    try:
        return read_lexicon(file.read_text("utf-8-sig"), file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"读不了读音表 {file}（{error}）。请检查设置 speech.lexicon，文件要用 UTF-8 编码。"
        ) from error
