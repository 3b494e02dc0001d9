from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from patient_reading import LINES, read_all

from bulletin.outside.clock import SystemClock
from bulletin.speech.shelf import Shelf

PROGRAM = """
import os, sys
from pathlib import Path
from patient_reading import read_all
for folder in iter(sys.stdin.readline, ""):
    child = os.fork()
    if child == 0:
        read_all(Path(folder.strip()))
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()
    os.waitpid(child, 0)
    print("ended", flush=True)
"""
"""Reads into each folder it is told in a process of its own, without loading everything anew each time."""


@pytest.fixture
def readers() -> Iterator[subprocess.Popen[str]]:
    path = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
    order, pipe = [sys.executable, "-c", PROGRAM], subprocess.PIPE
    with subprocess.Popen(order, stdin=pipe, stdout=pipe, text=True, env={**os.environ, "PYTHONPATH": path}) as one:
        yield one
        one.communicate(timeout=10)


def kill_at(readers: subprocess.Popen[str], folder: Path, moment: float) -> tuple[int, int]:
    """
    Kill a process that speaks, so many seconds after it began, and finish its work.

    Returns:
        How many clips it had finished, and how many were spoken afterwards.
    """
    assert readers.stdin
    assert readers.stdout
    print(folder, file=readers.stdin, flush=True)
    child = int(readers.stdout.readline())
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)  # even one that is done already: it has its number until it is waited for
    print(file=readers.stdin, flush=True)
    assert readers.stdout.readline() == "ended\n"
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
def test_a_killed_program_leaves_whole_clips_only(tmp_path: Path, readers: subprocess.Popen[str]) -> None:
    """
    Killed at any moment: the next run uses every finished clip, speaks the rest, and its programme is the same.
    """
    whole, count = read_all(tmp_path / "whole" / "clips")
    assert count == len(LINES)
    moments = random.Random(6)  # noqa: S311 - no secret
    found = []
    for number in range(6):
        folder = tmp_path / str(number) / "clips"
        finished, spoken = kill_at(readers, folder, moments.uniform(0.0, 0.6))
        found.append(finished)
        assert finished + spoken == len(LINES)
        again, none = read_all(folder)
        assert none == 0
        for one, other in zip(whole.clips, again.clips, strict=True):
            assert (one.text, one.announcer, one.voice) == (other.text, other.announcer, other.voice)
            assert one.seconds == pytest.approx(other.seconds, rel=0.02)
    assert len(set(found)) > 1, "the kills all came at the same place"
