from __future__ import annotations

import random
from pathlib import Path

import pytest

from bulletin.errors import SoundError
from bulletin.model import Programme
from bulletin.programme import inspect


@pytest.mark.parametrize("seed", range(24))
def test_any_wound_is_found(good: Programme, tmp_path: Path, seed: int) -> None:
    """
    Bytes flipped, cut out, doubled or zeroed anywhere: the file is refused with a reason, and nothing crashes.
    """
    rng = random.Random(seed)  # noqa: S311 - the same wounds every time
    data = bytearray(good.path.read_bytes())
    at, length = rng.randrange(len(data)), rng.choice([1, 3, 144, 5000])
    part = bytes(data[at : at + length])
    data[at : at + length] = rng.choice(
        [bytes(b ^ rng.randrange(1, 256) for b in part), b"", part * 2, bytes(len(part))]
    )
    if bytes(data) == good.path.read_bytes():
        data[at] ^= 1
    path = tmp_path / "wounded.mp3"
    path.write_bytes(data)
    assert inspect(path, good).faults


def test_a_folder_is_no_programme(tmp_path: Path) -> None:
    """
    What cannot be read as a file is told plainly.
    """
    with pytest.raises(SoundError, match="无法读取"):
        inspect(tmp_path)
