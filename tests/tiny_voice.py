"""
A folder such as an operator would download, with a model that has no weights (`tests/data/tiny_voice`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pypinyin import Style, lazy_pinyin

MODEL = Path(__file__).parent / "data" / "tiny_voice" / "model.onnx"
INITIALS = "zh ch sh b p m f d t n l g k h j q x r z c s y w".split()  # noqa: SIM905 - read as a row
SILENT = ("sil", "eos", "sp", "#0", "#1", "#2", "#3", "，", "。", "！", "？", "、", "；", "：", "…", "—")


def split(syllable: str) -> tuple[str, str]:
    """
    Part a syllable into initial and final: `zhong1` is `zh ong1`, `an1` is `^ an1`.
    """
    initial = next((one for one in INITIALS if syllable.startswith(one)), "^")
    return initial, syllable.removeprefix(initial)


def make_folder(folder: Path, characters: str) -> Path:
    """
    Write a model folder whose lexicon knows some characters, each with its most frequent reading.
    """
    folder.mkdir(parents=True)
    style = {"style": Style.TONE3, "neutral_tone_with_five": True, "v_to_u": False}
    lexicon = {one: split(lazy_pinyin(one, **style)[0]) for one in dict.fromkeys(characters)}
    finals = sorted({final for _, final in lexicon.values()})
    tokens = [*SILENT, "^", *INITIALS, *finals]
    lines = [f"{one} {initial} {final}\n" for one, (initial, final) in lexicon.items()]
    lines += [f"{mark} {mark}\n" for mark in SILENT[7:]]
    (folder / "tokens.txt").write_text("".join(f"{one} {n}\n" for n, one in enumerate(tokens)), "utf-8")
    (folder / "lexicon.txt").write_text("".join(lines), "utf-8")
    shutil.copyfile(MODEL, folder / "model.onnx")
    return folder
