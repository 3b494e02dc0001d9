"""
Artefacts: what each step of an edition gave, kept as readable JSON so that it can be looked at and walked again.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from bulletin.model import EditionKey
from bulletin.outside.files import write_whole

AUDIO = "programme.mp3"
"""The programme as it was assembled, in an edition's folder."""


def kept_in(work: Path, key: EditionKey) -> Path:
    """
    Return the folder in which an edition's artefacts are kept.
    """
    return work / "editions" / key.station / key.name


def keep(folder: Path, step: str, result: object) -> None:
    """
    Write a step's result (frozen facts of `model`, or tuples of them) to `<folder>/<step>.json`.

    Raises:
        OutputError: It cannot be written.
    """
    document = json.dumps(result, ensure_ascii=False, indent=1, default=_plain)
    write_whole(folder / f"{step}.json", document.encode("utf-8", "surrogatepass"))


def _plain(fact: object) -> object:
    if dataclasses.is_dataclass(fact) and not isinstance(fact, type):
        return {f.name: getattr(fact, f.name) for f in dataclasses.fields(fact)}
    return str(fact)
