from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile
from patient_reading import LINES, read_all

from bulletin.outside.clock import SystemClock
from bulletin.speech.shelf import Shelf


def kill_at(folder: Path, moment: float) -> tuple[int, int]:
    """
    Kill a program that speaks, so many seconds after it began, and finish its work.

    Returns:
        How many clips it had finished, and how many were spoken afterwards.
    """
    head = "from pathlib import Path; from patient_reading import read_all; print('x', flush=True)"
    program = f"{head}; read_all(Path({str(folder)!r}))"
    path = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"x\n"
        time.sleep(moment)
        process.kill()
    finished = 0
    for card in folder.glob("*.json"):
        facts = json.loads(card.read_text("utf-8"))
        assert Shelf(folder, SystemClock()).find(card.stem), "a card without its whole sound"
        assert soundfile.info(folder / facts["path"]).duration == pytest.approx(facts["seconds"], abs=0.001)
        finished += 1
    for sound in folder.glob("*.flac"):
        samples, _ = soundfile.read(sound)
        assert len(samples)
    reading, spoken = read_all(folder)
    assert [clip.text for clip in reading.clips] == [line.spoken for line in LINES]
    return finished, spoken


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_program_leaves_whole_clips_only(tmp_path: Path) -> None:
    """
    Killed at any moment: the next run uses every finished clip, speaks the rest, and its programme is the same.
    """
    whole, count = read_all(tmp_path / "whole" / "clips")
    assert count == len(LINES)
    moments = random.Random(6)  # noqa: S311 - no secret
    found = []
    for number in range(6):
        folder = tmp_path / str(number) / "clips"
        finished, spoken = kill_at(folder, moments.uniform(0.0, 0.6))
        found.append(finished)
        assert finished + spoken == len(LINES)
        again, none = read_all(folder)
        assert none == 0
        for one, other in zip(whole.clips, again.clips, strict=True):
            assert (one.text, one.announcer, one.voice) == (other.text, other.announcer, other.voice)
            assert one.seconds == pytest.approx(other.seconds, rel=0.02)
    assert len(set(found)) > 1, "the kills all came at the same place"
