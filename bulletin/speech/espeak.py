"""
The announcer on this machine: espeak-ng, fed the pinyin we choose, not the characters it would misread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from bulletin.errors import AnnouncerError, ClipError, TextError
from bulletin.model import Line, Seconds
from bulletin.speech.announcer import Proof, Samples, Take
from bulletin.speech.espeak_library import SAMPLE_RATE, Spoken, library
from bulletin.speech.letters import letter
from bulletin.speech.sentences import pieces, syllables
from bulletin.speech.sound import joined, voiced

MANDARIN = "cmn-latn-pinyin"
"""Reads pinyin; the same sounds as `cmn` in 1.52, and right in 1.51, where `cmn` reads characters as English."""

CANTONESE = "yue"

PLAIN = "male"
"""The voice without a variant."""

MAX_SYLLABLES = 60
"""Without a pause: espeak loses syllables beyond 199 of a clause without a word."""

RATES = (80, 100, 120, 140, 160, 180, 200, 240, 300, 360)
PACES = (88, 105, 129, 155, 180, 208, 236, 298, 405, 520)
"""Espeak's rate parameter, and the characters a minute it comes to, pauses included: news sentences of 14 to 40
characters, espeak-ng 1.52."""

TAILS = (0.88, 0.7, 0.54, 0.43, 0.35, 0.285, 0.235, 0.16, 0.09, 0.05)
"""The longest silence after the last sound at each rate, in seconds: plain, f2, f5, Annie; after `！` 0.05 more."""

NEAR = 0.08
"""How far a line may lie from its pace before it is spoken again, corrected: it takes 10 ms."""

_SYLLABLE = re.compile(r"[a-z]+[1-5]")
_READING = re.compile(r"[a-zê]+[1-5]")
RARE = {"hm": "heng", "hng": "heng", "m": "mu", "n": "en", "ng": "en", "ê": "ei", "r": "er"}
"""Interjections that the pinyin voice would read as English, and what comes nearest."""

_IONG = re.compile(r"^([jqx])iong")
"""Espeak speaks xiong, qiong, jiong as English noise: `iong` is missing from a list in its rules; `xong` is right."""

PAUSES = {"，": ",", "、": ",", "：": ":", "；": ";", "。": ".", "？": "?", "！": "!", "…": ".", "—": ","}
PAUSES |= {mark: mark for mark in ",;:.?!"}
"""A pause is ASCII for the pinyin voice: it gives full-width marks none."""


class Espeak:
    """
    Speaks Mandarin or Cantonese in this process, without a network, a thousandth of its playing time.

    Args:
        pinyin: Readings of a text, one syllable a character, tone digits 1-5, v for ü, `""` for what has none.
        voice: `""` or `male` for the plain voice, a variant such as `f2` (female), `yue` for Cantonese, `yue+f2`.
    """

    name = "espeak"
    provider = ""
    release = ""
    parallel = 1
    spread = 0.2

    def __init__(self, pinyin: Callable[[str], Sequence[str]], voice: str = "") -> None:
        self._pinyin = pinyin
        self.voice = voice or PLAIN
        self._is_cantonese = self.voice.partition("+")[0] == CANTONESE
        self._voice = _in_library(self.voice)

    def recipe(self, line: Line) -> str:
        """
        Return what is sent, the rate and the library's release.
        """
        fed = "|".join(f"{n}{feed}" for feed, _, n, _ in self._fed(line))
        return f"espeak-ng {library().version} {self._voice} {line.rate} {fed}"

    def speak(self, line: Line, within_s: Seconds) -> Take:  # noqa: ARG002 - it is always faster than any limit
        """
        Speak a line.

        Raises:
            TextError: A character has no reading.
            SetupError: The library or the voice is not there.
        """
        rate = _rate(line.rate)
        take = self._take(line, rate)
        start, end = voiced(take.samples, take.sample_rate)
        pace = syllables(line.spoken) * 60 / max(end - start, 0.1)
        if abs(pace / line.rate - 1) <= NEAR:
            return take
        return self._take(line, _rate(line.rate * min(1.5, max(0.6, line.rate / pace))))

    def _take(self, line: Line, rate: int) -> Take:
        parts: list[tuple[Samples, str, int]] = []
        for feed, text, number, count in self._fed(line):
            spoken = library().say(feed, self._voice, rate)
            _check(spoken, text, count, rate)
            parts.append((spoken.samples, text, number))
        samples, marks = joined(parts, SAMPLE_RATE)
        proof = Proof(len(samples) / SAMPLE_RATE, voiced(samples, SAMPLE_RATE)[1])
        return Take(np.asarray(samples, np.float32), SAMPLE_RATE, marks, proof)

    def _fed(self, line: Line) -> list[tuple[str, str, int, int]]:
        """
        Return, for each piece of a line: what is sent, its text, the number of its sentence, its syllables.
        """
        fed = []
        for text, number in pieces(line.spoken, MAX_SYLLABLES * 3):
            feed = text if self._is_cantonese else self._written(text)
            fed.append((feed, text, number, 0 if self._is_cantonese else len(_SYLLABLE.findall(feed))))
        return fed

    def _written(self, text: str) -> str:
        """
        Write a text as the pinyin voice wants it, with a pause after `MAX_SYLLABLES` at the latest.
        """
        said: list[str] = []
        run = 0
        for character, reading in zip(text, self._pinyin(text), strict=True):
            pause = PAUSES.get(character, "")
            here = [] if pause else _syllables(character, reading)
            if run + len(here) > MAX_SYLLABLES:
                said.append(",")
                run = 0
            said += [pause] if pause else here
            run = 0 if pause else run + len(here)
        return " ".join(said)

    def trouble(self, within_s: Seconds) -> str:
        """
        Return why it cannot speak, `""` when it can; speaks one syllable to know.
        """
        try:
            take = self.speak(Line("好", "好"), within_s)
        except AnnouncerError as error:
            return str(error)
        return "" if take.seconds else "没有声音。"


def _check(spoken: Spoken, text: str, count: int, rate: int) -> None:
    """
    Hold a sound against the library's own account of it: its words, its length, where its last word ends.

    Raises:
        ClipError: Something is missing.
    """
    if spoken.words < count:
        raise ClipError(f"本机语音 espeak-ng 只播出 {spoken.words} 个音节，应有 {count} 个。")
    tail = float(np.interp(rate, RATES, TAILS)) + (0.05 if text.endswith(("！", "!")) else 0.0)
    end = voiced(spoken.samples, SAMPLE_RATE)[1]
    if len(spoken.samples) / SAMPLE_RATE < spoken.end - 0.02 or end < spoken.end - tail - 0.05:
        raise ClipError(f"本机语音 espeak-ng 应说到 {spoken.end - tail:.1f} 秒，只说到 {end:.1f} 秒。")


def _in_library(voice: str) -> str:
    """
    Return the library's name of a voice: `f2` is `cmn-latn-pinyin+f2`.
    """
    if voice == PLAIN:
        return MANDARIN
    return voice if voice.partition("+")[0] == CANTONESE else f"{MANDARIN}+{voice}"


def _rate(characters_a_minute: float) -> int:
    """
    Return the library's rate parameter for a pace, between the table's points by straight lines.
    """
    return round(float(np.interp(characters_a_minute, PACES, RATES)))


def _syllables(character: str, reading: str) -> list[str]:
    """
    Return the syllables a character is fed as, none for what is not said.

    Raises:
        TextError: It is said, and has no reading.
    """
    if _READING.fullmatch(reading):
        sound, tone = reading[:-1], reading[-1]
        return [_IONG.sub(r"\1ong", RARE.get(sound, sound)) + tone]
    spelled = letter(character) or (("ling2",) if character == "〇" else ())
    if syllables(character) and not spelled:
        raise TextError(f"不知道“{character}”怎么读。请在读音表里加上它的拼音。")
    return list(spelled)
