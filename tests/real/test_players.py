"""
Programmes before the players, validators and meters of others.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from programme.voices import STUDIO, TAGS, a_label, a_line, a_programme, the_parts

from bulletin.model import Programme, Rendition
from bulletin.programme import RENDITIONS, assemble, inspect, music, silence
from bulletin.programme.decoding import decoded
from bulletin.programme.id3 import tag_size

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("players")


@pytest.fixture(scope="module", params=["studio", "horn", "48 kHz"])
def made(folder: Path, request: pytest.FixtureRequest) -> Programme:
    """
    A programme in each format.
    """
    rendition = RENDITIONS.get(request.param, Rendition(sample_rate=48_000, bit_rate=64_000))
    return assemble(
        the_parts(folder, rendition), rendition, folder / f"{rendition.sample_rate}{rendition.name}.mp3", TAGS
    )


def said(*command: str | Path) -> str:
    """
    Run a program and return all it says; skip where it is not installed.
    """
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return (done.stdout + done.stderr).decode(errors="replace")


def test_mp3val_is_content(made: Programme) -> None:
    """
    Mp3val finds nothing to warn of, and counts our frames and the Info frame.
    """
    text = said("mp3val", made.path)
    assert "WARNING" not in text
    flush = 2 if made.rendition.sample_rate == 24_000 else 1
    assert f": {round(made.seconds / 0.024) + flush + 2} MPEG frames" in text


def test_mp3check_is_content(made: Programme) -> None:
    """
    Mp3check finds nothing wrong; it knows no ID3v2, so that the tag in front, and only that, is junk to it.
    """
    if shutil.which("mp3check") is None:
        pytest.skip("mp3check is not installed")
    done = subprocess.run(["mp3check", "-e", str(made.path)], capture_output=True, check=False, timeout=60)
    tag = tag_size(made.path.read_bytes()[:10])
    told = [line for line in done.stdout.decode().splitlines() if "bytes of junk before" not in line]
    assert told == ([f"{made.path}:"] if done.stdout else [])
    assert f"{tag} bytes of junk".encode() in done.stdout


def test_ffmpeg_decodes_without_a_word(made: Programme) -> None:
    """
    Ffmpeg says nothing, not even a warning.
    """
    assert said("ffmpeg", "-v", "warning", "-xerror", "-i", made.path, "-f", "null", "-") == ""


def test_mpg123_decodes_without_a_warning(made: Programme) -> None:
    """
    Mpg123 decodes to the end.
    """
    text = said("mpg123", "-t", made.path)
    assert "finished" in text
    assert not re.search(r"warning|error|resync|illegal", text, re.IGNORECASE)


def test_pyav_hears_every_sample(made: Programme) -> None:
    """
    PyAV decodes as many samples as the plan has, and finds the length in the header.
    """
    av = pytest.importorskip("av")
    with av.open(str(made.path)) as source:
        assert sum(frame.samples for frame in source.decode(audio=0)) == round(
            made.seconds * made.rendition.sample_rate
        )


def test_ffmpeg_seeks_to_each_chapter(made: Programme) -> None:
    """
    Seeking to a chapter lands within one frame of where its sound is.
    """
    whole = decoded(made.path.read_bytes())[0]
    rate = made.rendition.sample_rate
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    for one in made.chapters[1:]:
        line = ["ffmpeg", "-v", "error", "-ss", f"{one.start:.3f}", "-i", str(made.path), "-t", "1", "-f", "f32le", "-"]
        heard = np.frombuffer(subprocess.run(line, capture_output=True, check=True, timeout=60).stdout, np.float32)
        at = round(one.start * rate)
        reach = round(0.024 * rate)
        around = whole[max(0, at - 2 * reach) : at + len(heard) + 2 * reach]
        size = len(around) + len(heard)
        match = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(heard, size)), size)
        assert abs(int(np.argmax(match[: 4 * reach])) - min(at, 2 * reach)) <= reach


def test_ffmpeg_agrees_on_loudness(made: Programme) -> None:
    """
    Ffmpeg's ebur128 reads our loudness and true peak to 0.1.
    """
    text = said("ffmpeg", "-nostats", "-i", made.path, "-af", "ebur128=peak=true", "-f", "null", "-")
    found = [float(re.findall(rf"{name}:\s+(-?[\d.]+)", text)[-1]) for name in ("I", "Peak")]
    assert [made.loudness, made.true_peak] == pytest.approx(found, abs=0.15)
    assert inspect(made.path).loudness == pytest.approx(found[0], abs=0.1)


def test_loudgain_agrees_on_loudness(made: Programme) -> None:
    """
    Loudgain (libebur128) reads our loudness to 0.1.
    """
    text = said("loudgain", made.path)
    level = float(re.findall(r"Loudness:\s+(-?[\d.]+)", text)[0])
    assert [made.loudness, inspect(made.path).loudness] == pytest.approx([level, level], abs=0.1)
    assert float(re.findall(r"\((-?[\d.]+) dBTP\)", text)[0]) <= made.rendition.ceiling + 0.05


def test_an_independent_reader_finds_the_label(made: Programme) -> None:
    """
    A reader of the TC260 format that is not ours finds the AI label.
    """
    reader = shutil.which("remove-ai-watermarks")
    if reader is None:
        pytest.skip("remove-ai-watermarks is not installed (pip install remove-ai-watermarks)")
    assert "TC260" in said(reader, "identify", made.path)


@pytest.mark.parametrize("seed", range(8))
def test_any_order_is_even(folder: Path, seed: int) -> None:
    """
    In any order of clips of different speakers, levels and a chime: stories lie within 1 LU, the whole within 0.5 LU.
    """
    random = np.random.default_rng(seed)
    parts = [a_label(folder), silence(0.4)]
    for number in random.permutation(9):
        line = a_line(folder, int(number), 2.0 + number / 3, level=0.05 + number / 10)
        parts += [line.named(f"第{number}条"), silence(float(random.uniform(0.3, 0.8)))]
        parts += [music("sting", STUDIO, folder / "segments")] if number % 3 == 0 else []
    programme = a_programme(folder, [*parts, a_label(folder).named("结束")], f"order{seed}.mp3")
    found = inspect(programme.path, programme)
    assert found.faults == ()
    assert max(found.levels) - min(found.levels) <= 1.0
    assert abs(found.loudness - STUDIO.target) <= 0.5
