"""
A model folder of sherpa-onnx: what kind it is, which files it needs, and a lexicon through which readings are sent.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import SetupError
from bulletin.outside.files import write_whole

FIRST = 0xE000
"""One character of the private use area stands for each syllable: what is sent is pinyin, whatever the model reads."""

VOCODERS = ("vocos*.onnx", "hifigan*.onnx")
WHERE = "模型要先下载好再解压到这个文件夹，见 sherpa-onnx 的 tts-models 页。"


@dataclass(frozen=True, slots=True)
class Model:
    """
    A folder that was looked at.

    Args:
        folder: Where it is.
        kind: `vits`, `matcha`, `kokoro`.
        files: What sherpa-onnx is given, by its own names; paths.
        syllables: The private character that stands for each syllable (`chong2`); empty for a model whose readings
            cannot be chosen.
        characters: Those its lexicon knows; empty when it needs none.
        identity: Changes with the model.
    """

    folder: Path
    kind: str
    files: Mapping[str, str]
    syllables: Mapping[str, str]
    characters: frozenset[str]
    identity: str

    def stand_in(self, syllable: str) -> str:
        """
        Return what stands for a syllable, or for the same sound in the nearest tone the model has; `""` for neither.

        Lexicons have few syllables in the neutral tone; a full one is better than another sound altogether.
        """
        nearest = (syllable, *(syllable[:-1] + tone for tone in "41235"))
        return next((self.syllables[one] for one in nearest if one in self.syllables), "")


def open_model(folder: Path, cache: Path) -> Model:
    """
    Look at a model folder, and write the lexicon it is used with into a cache folder.

    Raises:
        SetupError: It is no such folder, or files are missing; the message says which.
        OutputError: The lexicon cannot be written.
    """
    if not folder.is_dir():
        raise SetupError(f"找不到语音模型文件夹 {folder}。{WHERE}")
    kind, files = _kind(folder)
    lexicon = folder / "lexicon.txt"
    if not lexicon.is_file() or kind == "kokoro":
        return Model(folder, kind, files, {}, frozenset(), _identity(folder, files))
    lines = _read(lexicon)
    syllables = _stand_ins(lines)
    text = lexicon.read_text("utf-8").rstrip("\n") + "\n" + _added(lines, syllables)
    merged = cache / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.lexicon.txt"
    if not merged.is_file():
        write_whole(merged, text.encode())
    known = frozenset(word for word in lines if len(word) == 1)
    return Model(folder, kind, {**files, "lexicon": str(merged)}, syllables, known, _identity(folder, files))


def _kind(folder: Path) -> tuple[str, dict[str, str]]:
    """
    Tell a folder's kind by its files, and which of them are needed.
    """
    found = sorted(folder.glob("*.onnx"), key=lambda path: ("int8" in path.name, path.name))
    vocoders = [path for pattern in VOCODERS for path in sorted(folder.glob(pattern))]
    models = [path for path in found if path not in vocoders]
    tokens = folder / "tokens.txt"
    missing = [name for name, is_there in (("*.onnx", models), ("tokens.txt", tokens.is_file())) if not is_there]
    if missing:
        raise SetupError(f"语音模型文件夹 {folder} 里缺少 {'、'.join(missing)}。{WHERE}")
    files = {"tokens": str(tokens)}
    if (folder / "lexicon.txt").is_file():
        files["lexicon"] = str(folder / "lexicon.txt")
    if (folder / "espeak-ng-data").is_dir():
        files["data_dir"] = str(folder / "espeak-ng-data")
    if (folder / "voices.bin").is_file():
        lexicons = ",".join(str(path) for path in sorted(folder.glob("lexicon*.txt")))
        return "kokoro", {**files, "model": str(models[0]), "voices": str(folder / "voices.bin"), "lexicon": lexicons}
    if vocoders:
        return "matcha", {**files, "acoustic_model": str(models[0]), "vocoder": str(vocoders[0])}
    if "lexicon" not in files and "data_dir" not in files:
        raise SetupError(f"语音模型文件夹 {folder} 里缺少 lexicon.txt。{WHERE}")
    return "vits", {**files, "model": str(models[0])}


def _read(lexicon: Path) -> dict[str, str]:
    """
    Read a lexicon: each word with the rest of its line, whatever that means to the model; its first line counts.
    """
    lines: dict[str, str] = {}
    try:
        for line in lexicon.read_text("utf-8").splitlines():
            word, _, tokens = line.strip().partition(" ")
            if tokens:
                lines.setdefault(word, tokens.strip())
    except UnicodeDecodeError as error:
        raise SetupError(f"语音模型的 {lexicon} 不是 UTF-8 文本。{WHERE}") from error
    return lines


def _readings(characters: list[str]) -> Iterator[tuple[str, str, int]]:
    """
    Yield each character with its first reading, and its weight: little when it has others.
    """
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its tables take 0.2 s, only for a neural voice

    several = pinyin(characters, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True, v_to_u=False)
    for character, readings in zip(characters, several, strict=True):
        yield character, readings[0], 1000 if len(readings) == 1 else 1


def _stand_ins(lines: Mapping[str, str]) -> dict[str, str]:
    """
    Give each syllable that the lexicon can say a private character.
    """
    return {one: chr(FIRST + place) for place, one in enumerate(sorted(_tokens(lines)))}


def _tokens(lines: Mapping[str, str]) -> dict[str, str]:
    """
    Return the tokens of each syllable: those that most characters with no other reading have, else most with others.
    """
    characters = [word for word in lines if re.fullmatch(r"[\u4e00-\u9fff]", word)]
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for character, reading, weight in _readings(characters):
        votes[reading][lines[character]] += weight
    return {reading: counted.most_common(1)[0][0] for reading, counted in votes.items()}


def _added(lines: Mapping[str, str], syllables: Mapping[str, str]) -> str:
    tokens = _tokens(lines)
    return "".join(f"{character} {tokens[one]}\n" for one, character in syllables.items())


def _identity(folder: Path, files: Mapping[str, str]) -> str:
    """
    Return a short name that changes with the model's files: their names, sizes and ends.
    """
    digest = hashlib.sha256(folder.name.encode())
    for name, value in sorted(files.items()):
        for path in map(Path, value.split(",")):
            digest.update(f"{name} {path.name}".encode())
            if path.is_file():
                with path.open("rb") as file:
                    digest.update(f" {path.stat().st_size}".encode() + file.read(65536))
    return digest.hexdigest()[:16]
