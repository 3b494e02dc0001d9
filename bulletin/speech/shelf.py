"""
The shelf: clips kept by what decides their sound, so that nothing is spoken twice.

Two files a clip: `<sha256 of the sound>.flac`, and `<key>.json` beside it that says what it is and who really spoke it.
The sound is written first; a name that exists is whole. What is read is checked again before it is used.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bulletin.model import Clip, Mark, Seconds
from bulletin.outside.clock import Clock
from bulletin.outside.files import TEMPORARY, output_errors
from bulletin.speech.announcer import Announcer, Take
from bulletin.speech.sound import as_flac

logger = logging.getLogger(__name__)

FORM = "1"
"""Part of every key: raised when clips are made or checked in another way, so that older ones are not used again."""

LIMIT_BYTES = 2_000_000_000
"""About 20 hours of speech: a month of bulletins in two voices."""

TIDY: Seconds = 12 * 3600.0
"""How often the folder is looked through."""

LEFTOVER: Seconds = 3600.0
"""A half-written file this old was left by a killed process."""


class Shelf:
    """
    Keeps clips in a folder.

    Args:
        folder: Where; made when first written to.
        clock: To know which leftovers are old.
        limit_bytes: How much it may hold; what was not used for longest goes first.
    """

    def __init__(self, folder: Path, clock: Clock, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._clock = clock
        self._limit = limit_bytes
        self._used: set[Path] = set()
        self._trimmed = 0.0

    def find(self, key: str) -> Clip | None:
        """
        Return the clip under a key, or None; one whose files are damaged or gone is taken off the shelf.
        """
        card = self._card(key)
        try:
            facts = json.loads(card.read_text("utf-8"))
            clip = _clip(facts, self._folder)
            is_whole = hashlib.sha256(clip.path.read_bytes()).hexdigest() == clip.sha256
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OSError) as error:
            logger.warning(
                "shelf: the card of a clip cannot be read (%s): it will be spoken again", type(error).__name__
            )
            is_whole = False
        if not is_whole:
            card.unlink(missing_ok=True)
            return None
        self._touch(card, clip.path)
        return clip

    def put(self, key: str, announcer: Announcer, text: str, take: Take, checks: Mapping[str, Any]) -> Clip:
        """
        Keep a take that passed its checks, and return it as a clip.

        Raises:
            OutputError: The disk refused.
        """
        sound = as_flac(take.samples, take.sample_rate)
        digest = hashlib.sha256(sound).hexdigest()
        path = self._folder / f"{digest}.flac"
        clip = Clip(path, digest, take.seconds, take.sample_rate, announcer.name, announcer.voice, text, take.marks)
        if not path.is_file() or path.read_bytes() != sound:
            _write(path, sound)
        facts = asdict(clip) | {"path": path.name, "provider": announcer.provider, "checks": dict(checks)}
        _write(self._card(key), json.dumps(facts, ensure_ascii=False).encode())
        self._used |= {path, self._card(key)}
        return clip

    def trim(self) -> None:
        """
        Bring the shelf under its limit and clear what killed processes left; clips used by this process stay.

        Looks through the folder once in a while only: it may hold tens of thousands of files.
        """
        now = self._clock.now().timestamp()
        if now - self._trimmed < TIDY:
            return
        self._trimmed = now
        files = [(path.stat(), path) for path in self._folder.glob("*") if path.is_file()]
        for stat, path in files:
            if path.suffix == TEMPORARY and now - stat.st_mtime > LEFTOVER:
                path.unlink(missing_ok=True)
        held = sum(stat.st_size for stat, _ in files)
        for stat, path in sorted(files, key=lambda one: one[0].st_mtime):
            if held <= self._limit:
                return
            if path not in self._used and path.suffix != TEMPORARY:
                path.unlink(missing_ok=True)  # a card without its sound, or the reverse, is simply not found
                held -= stat.st_size

    def _card(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _touch(self, *paths: Path) -> None:
        now = self._clock.now().timestamp()
        for path in paths:
            if path not in self._used:
                os.utime(path, (now, now))
                self._used.add(path)


def _write(path: Path, data: bytes) -> None:
    """
    Write a file so that its name stands for the whole of it, but do not wait for the disk.

    After a power cut a name may stand for less: `find` sees that. Waiting would cost a small machine 300 times 10 to
    30 ms for each edition.
    """
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=TEMPORARY)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def key_of(announcer: Announcer, recipe: str) -> str:
    """
    Return the key of a line with a recipe in an announcer's voice: 40 hexadecimal digits.
    """
    parts = [FORM, announcer.name, announcer.provider, announcer.voice, recipe]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _clip(facts: dict[str, Any], folder: Path) -> Clip:
    marks = tuple(Mark(**mark) for mark in facts["marks"])
    names = ("sha256", "seconds", "sample_rate", "announcer", "voice", "text")
    return Clip(path=folder / facts["path"], marks=marks, **{name: facts[name] for name in names})
