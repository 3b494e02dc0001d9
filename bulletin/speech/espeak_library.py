"""
The espeak-ng library, found, loaded once and spoken through one lock.

Its state is global to the process: two threads without a lock mix their sound (half of the clips, measured).
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import functools
import importlib.util
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bulletin.errors import SetupError, TextError
from bulletin.model import Seconds
from bulletin.speech.announcer import Samples

logger = logging.getLogger(__name__)

SAMPLE_RATE = 22_050

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: no polling, 11 ms a sentence instead of 20
_DONT_EXIT = 0x8000  # without it a bad data path ends the whole process
_UTF8_ENDPAUSE = (
    0x1001  # without the end pause a clip breaks off at -12 to -28 dB, an audible click; no SSML, no phonemes
)
_RATE, _WORD, _END, _LIST_TERMINATED = 1, 1, 5, 0
_MAX_PATH = 150
"""Bytes: espeak keeps its data path in a buffer of 160 (N_PATH_HOME) and refuses longer ones."""

_WHERE = (
    "请运行 pip install -U espeakng-loader；"
    "系统太旧（glibc 低于 2.29）时，可用系统自带的 espeak-ng，或 pip install piper-tts。"
)


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """
    What the library made of a text.

    Args:
        samples: The sound at `SAMPLE_RATE`, a pause at its end.
        words: How many words it says it spoke; in pinyin, syllables.
        end: Where it says the pause after the last word ends, in seconds.
    """

    samples: Samples
    words: int
    end: Seconds


class Library:
    """
    A loaded espeak-ng.

    Args:
        path: Of the shared library.
        data: The folder `espeak-ng-data`, or None for the one it was built with.

    Raises:
        SetupError: It cannot be loaded here, or does not accept its data.
    """

    def __init__(self, path: str, data: Path | None) -> None:
        try:
            self._library = ctypes.CDLL(path)
            self._declare()
        except (OSError, AttributeError) as error:
            logger.debug("espeak: %s: %s", path, error)
            raise SetupError(f"本机语音 espeak-ng 无法加载（{path}）。{_WHERE}") from error
        self._lock = threading.Lock()
        self._chunks: list[bytes] = []
        self._words = 0
        self._end_ms = 0
        self._hear = _Callback(self._heard)  # kept: the library holds only the address
        home = None if data is None else str(_short(data)).encode()
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, home, _DONT_EXIT) <= 0:
            raise SetupError(f"本机语音 espeak-ng 找不到自己的数据（{data or path}）。{_WHERE}")
        self._library.espeak_SetSynthCallback(self._hear)
        self.path = path
        self.version, self._voices = self._described()

    def _declare(self) -> None:
        self._library.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
        self._library.espeak_Info.restype = ctypes.c_char_p
        self._library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
        self._library.espeak_Synth.argtypes = [
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int,
            ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p,
        ]  # fmt: skip
        self._library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def _described(self) -> tuple[str, Path]:
        """
        Return the library's release, and the folder of its voices.
        """
        place = ctypes.c_char_p()
        version: bytes = self._library.espeak_Info(ctypes.byref(place))
        return version.decode("ascii", "replace"), Path(os.fsdecode(place.value or b"")) / "voices"

    def _heard(self, wave: object, count: int, events: object) -> int:
        """
        Take what the library has spoken so far; called by it, within `say`.
        """
        if wave and count > 0:
            self._chunks.append(ctypes.string_at(wave, count * 2))  # type: ignore[arg-type] # a ctypes pointer
        place = 0
        while events[place].type != _LIST_TERMINATED:  # type: ignore[index] # likewise
            self._words += events[place].type == _WORD  # type: ignore[index]
            if events[place].type == _END:  # type: ignore[index]
                self._end_ms = events[place].audio_position  # type: ignore[index]
            place += 1
        return 0

    def say(self, feed: str, voice: str, rate: int) -> Spoken:
        """
        Speak a text.

        Args:
            feed: In the voice's own writing; taken literally, marks of SSML and phonemes are inert.
            voice: The library's name, a variant after `+`.
            rate: The library's own, 80 to 450.

        Raises:
            SetupError: It has no such voice.
            TextError: It refuses the text.
        """
        data = feed.replace("\0", " ").encode("utf-8", "replace")
        with self._lock:
            self._choose(voice)
            self._library.espeak_SetParameter(_RATE, rate, 0)
            self._chunks, self._words, self._end_ms = [], 0, 0
            if self._synthesise(data):
                raise TextError("本机语音 espeak-ng 拒绝了这一句。请改写后再试。")
            pcm = np.frombuffer(b"".join(self._chunks), np.int16)
            return Spoken(pcm.astype(np.float32) / np.float32(32768), self._words, self._end_ms / 1000)

    def _synthesise(self, data: bytes) -> int:
        status: int = self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8_ENDPAUSE, None, None)
        return status

    def phonemes(self, feed: str, voice: str) -> str:
        """
        Return the phonemes a text is spoken as, in the library's own writing.
        """
        with self._lock:
            self._choose(voice)
            rest = ctypes.c_char_p(feed.encode())
            said = []
            while rest.value:
                said.append(self._library.espeak_TextToPhonemes(ctypes.byref(rest), 1, 0) or b"")
            self._synthesise(b"hao3")  # after many such calls the next sound would miss the event of its first word
            return b" ".join(said).decode()

    def _choose(self, voice: str) -> None:
        variant = voice.partition("+")[2]
        is_known = not variant or (self._voices / "!v" / variant).is_file()  # an unknown one is passed over in silence
        if not is_known or self._library.espeak_SetVoiceByName(voice.encode()):
            raise SetupError(f"本机语音 espeak-ng 没有叫“{voice}”的音色。请改用 espeak 或 espeak:f2。")


def _short(data: Path) -> Path:
    """
    Return a path to the data that the library accepts: its own, else a short one that leads there.
    """
    if len(str(data).encode()) <= _MAX_PATH:
        return data
    folder = Path(tempfile.mkdtemp(prefix="espeak"))
    link = folder / "d"
    try:
        link.symlink_to(data, target_is_directory=True)
    except OSError:  # Windows without the right to make links
        shutil.copytree(data, link)
    return link


def _candidates() -> Iterator[tuple[str, Path | None]]:
    """
    Yield where the library may be, best first: its own wheel, the one inside piper-tts, the system's.
    """
    with contextlib.suppress(ImportError, RuntimeError):
        import espeakng_loader  # noqa: PLC0415 - only when speech is asked for

        yield espeakng_loader.get_library_path(), Path(espeakng_loader.get_data_path())
    piper = importlib.util.find_spec("piper")
    for folder in piper.submodule_search_locations or [] if piper else []:
        for found in Path(folder).glob("espeakbridge*"):
            yield str(found), Path(folder) / "espeak-ng-data"
    for name in ("libespeak-ng.so.1", "libespeak-ng.1.dylib", "libespeak-ng.dll"):
        yield name, None
    found_here = ctypes.util.find_library("espeak-ng")
    if found_here:
        yield found_here, None


_LOADING = threading.Lock()
"""Held while the library is loaded: two threads that start it together corrupt the memory of the process (seen)."""


def library() -> Library:
    """
    Return the espeak-ng of this process, loaded once, whichever threads ask first.

    Raises:
        SetupError: None can be loaded; the message tells what was tried.
    """
    with _LOADING:
        return _loaded()


@functools.cache
def _loaded() -> Library:
    tried: list[str] = []
    for path, data in _candidates():
        try:
            return Library(path, data)
        except SetupError as error:
            tried.append(str(error))
    raise SetupError(tried[0] if tried else f"本机没有 espeak-ng。{_WHERE}")
