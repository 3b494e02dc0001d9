"""
A person's own recording in the place of a line: the mayor's greeting, the station call in a well-known voice.

A folder of sound files and `recordings.toml`, which says what words each of them stands for:

    "县委书记向全县人民拜年。" = "bainian.wav"
"""

from __future__ import annotations

import hashlib
import logging
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import ClipError, SetupError
from bulletin.model import Clip, Line, Mark
from bulletin.outside.files import write_whole
from bulletin.speech.announcer import Take
from bulletin.speech.completeness import measured
from bulletin.speech.sound import as_flac, decoded, voiced

logger = logging.getLogger(__name__)

LIST = "recordings.toml"


def _plain(words: str) -> str:
    """
    Return words without blanks and punctuation, which nobody hears.
    """
    return re.sub(r"[\W_]+", "", words)


@dataclass(frozen=True, slots=True)
class Recordings:
    """
    The recordings of a folder, by the words they say.

    Args:
        files: Each file by its words, without punctuation.
        shelf: Where they are kept as clips.
    """

    files: dict[str, Path]
    shelf: Path

    def find(self, line: Line) -> Clip | None:
        """
        Return the recording that takes the place of a line, or None; a damaged one is told in the log and not used.
        """
        file = self.files.get(_plain(line.spoken)) or self.files.get(_plain(line.text))
        if file is None:
            return None
        try:
            return self._clip(file, line)
        except (ClipError, OSError) as error:
            logger.warning("recorded: %s cannot be used: %s", file.name, error)
            return None

    def _clip(self, file: Path, line: Line) -> Clip:
        samples, rate = decoded(file.read_bytes())
        if not measured(samples, rate).seconds:
            raise ClipError("里面没有声音。")
        start, end = voiced(samples, rate)
        sound = as_flac(samples, rate)
        digest = hashlib.sha256(sound).hexdigest()
        path = self.shelf / f"{digest}.flac"
        if not path.is_file():
            write_whole(path, sound)
        take = Take(samples, rate, (Mark(start, end, line.spoken),))
        return Clip(path, digest, take.seconds, rate, "recorded", file.stem, line.spoken, take.marks)


def open_recordings(folder: Path, shelf: Path) -> Recordings:
    """
    Read the list of a folder; an empty one when there is no list.

    Raises:
        SetupError: The list is wrong, or names files that are not there; all faults are told.
    """
    listed = folder / LIST
    if not listed.is_file():
        return Recordings({}, shelf)
    try:
        table = tomllib.loads(listed.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"at line (\d+)", str(error))  # the library tells it in English only
        where = f"第 {line[1]} 行" if line else ""
        raise SetupError(f'录音表 {listed} {where}的格式不对。每行写一句，例如 "各位听众好。" = "hao.wav"') from error
    wrong = [str(name) for name in table.values() if not isinstance(name, str) or not (folder / name).is_file()]
    if wrong:
        raise SetupError(f"录音表 {listed} 里的这些文件不在文件夹里：{'、'.join(wrong)}。")
    return Recordings({_plain(words): folder / str(name) for words, name in table.items()}, shelf)
