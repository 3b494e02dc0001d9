"""
Joining a programme: ours, cold and warm, beside what people use, and beside copying the same bytes.

    python benchmarks/assembly.py            ratios and peak memory, under two minutes
    python benchmarks/assembly.py --full     slow peers at ten minutes of programme as well
    python benchmarks/assembly.py --json     one document

Each method runs in a process of its own, methods interleaved, five rounds, the median counts; imports are not timed.
The clips are noise in the shape of speech, five seconds long on average, a pause after each. Peers: pydub (decode,
`+=`, export by ffmpeg), ffmpeg (concat, with loudnorm in one and in two passes), LAME alone, and a plain copy, flushed
to the disk as ours is. Needs ffmpeg on PATH for the peers that use it; without it they are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

RATE = 24_000
CLIPS = 60
PAUSE = 0.4
LABEL = "本节目语音由人工智能合成。"


def speech(seed: int, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """
    Return noise with the spectrum and the syllables of speech, peak 0.5.
    """
    rng = np.random.default_rng(seed)
    t = np.arange(round(seconds * RATE)) / RATE
    f = np.fft.rfftfreq(len(t), 1 / RATE)
    sound = np.fft.irfft(np.fft.rfft(rng.standard_normal(len(t))) / (1 + (f / 500) ** 2) * (f > 80), len(t))
    sound *= np.abs(np.sin(np.pi * 4 * t)) * (0.4 + 0.6 * rng.random())
    return (0.5 * sound / np.abs(sound).max()).astype(np.float32)


def prepare(folder: Path) -> None:
    """
    Write the clips, as FLAC for us and as MP3 for the peers.
    """
    import lameenc  # noqa: PLC0415 - not timed
    import soundfile  # noqa: PLC0415

    for number in range(CLIPS):
        sound = speech(number, 3.0 + number % 5)
        soundfile.write(folder / f"clip{number:02d}.flac", sound, RATE, subtype="PCM_16")
        encoder = lameenc.Encoder()
        encoder.set_channels(1)
        encoder.set_in_sample_rate(RATE)
        encoder.set_out_sample_rate(RATE)
        encoder.set_bit_rate(48)
        encoder.silence()
        pcm = (sound * 32767).astype(np.int16).tobytes()
        (folder / f"clip{number:02d}.mp3").write_bytes(bytes(encoder.encode(pcm)) + bytes(encoder.flush()))
    still = np.zeros(round(PAUSE * RATE), np.int16)
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(48)
    encoder.silence()
    (folder / "pause.mp3").write_bytes(bytes(encoder.encode(still.tobytes())) + bytes(encoder.flush()))


def order(minutes: float) -> list[int]:
    """
    Return which clips make a programme of that length.
    """
    out, seconds = [], 0.0
    while seconds < minutes * 60:
        out.append(len(out) % CLIPS)
        seconds += 3.0 + out[-1] % 5 + PAUSE
    return out


def clips(folder: Path) -> list[Any]:
    """
    Return the clips as our own.
    """
    from bulletin.model import Clip  # noqa: PLC0415 - imports are not timed

    out = []
    for number in range(CLIPS):
        path = folder / f"clip{number:02d}.flac"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        text = LABEL if not number else "一段话"
        out.append(Clip(path, digest, 3.0 + number % 5, RATE, "noise", "one", text))
    return out


def ours(folder: Path, minutes: float, shelf: Path) -> Callable[[], object]:
    """
    Return our whole way from clips to the MP3: encode (or find) each, and join.
    """
    import lameenc  # noqa: F401, PLC0415 - imports are not timed
    import pydub  # noqa: PLC0415
    import pydub.silence  # noqa: F401, PLC0415
    import soundfile  # noqa: F401, PLC0415

    from bulletin.programme import RENDITIONS, Tags, assemble, encode, silence  # noqa: PLC0415

    sources, rendition = clips(folder), RENDITIONS["studio"]
    tags = Tags("节目", "电台", "bench", "0730", date(2026, 11, 24), "一段话。\n" * 60)
    places = [*order(minutes), 0]

    def run() -> object:
        made = {number: encode(sources[number], rendition, shelf) for number in set(places)}
        parts = (part for number in places for part in (made[number], silence(PAUSE)))
        return assemble(parts, rendition, folder / "ours.mp3", tags)

    return run


def cold(folder: Path, minutes: float) -> Callable[[], object]:
    """
    Ours, nothing on the shelf.
    """
    return ours(folder, minutes, Path(tempfile.mkdtemp(dir=folder)))


def warm(folder: Path, minutes: float) -> Callable[[], object]:
    """
    Ours, every clip on the shelf.
    """
    return ours(folder, minutes, folder / "shelf")


def joined(folder: Path, minutes: float) -> Callable[[], object]:
    """
    The joining alone, segments in hand.
    """
    from bulletin.programme import RENDITIONS, Tags, assemble, encode, silence  # noqa: PLC0415

    sources, rendition = clips(folder), RENDITIONS["studio"]
    made = [encode(one, rendition, folder / "shelf") for one in sources]
    parts = [part for number in [*order(minutes), 0] for part in (made[number], silence(PAUSE))]
    tags = Tags("节目", "电台", "bench", "0730", date(2026, 11, 24), "一段话。\n" * 60)
    return lambda: assemble(parts, rendition, folder / "ours.mp3", tags)


def copy(folder: Path, minutes: float) -> Callable[[], object]:
    """
    The floor: the finished bytes read and written, flushed to the disk and renamed.
    """
    size = round(minutes * 60 * 6000)
    source = folder / f"bytes{minutes:g}"
    if not source.is_file():
        with source.open("wb") as out:
            for _ in range(0, size, 1 << 20):
                out.write(os.urandom(min(1 << 20, size)))

    def run() -> None:
        target = folder / "copy.part"
        with source.open("rb") as data, target.open("wb") as out:
            while block := data.read(1 << 20):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        target.replace(folder / "copy.mp3")
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)

    return run


def with_pydub(folder: Path, minutes: float) -> Callable[[], object]:
    """
    Pydub as tutorials use it.
    """
    from pydub import AudioSegment  # noqa: PLC0415

    def run() -> None:
        whole = AudioSegment.silent(duration=0, frame_rate=RATE)
        for number in order(minutes):
            whole += AudioSegment.from_mp3(str(folder / f"clip{number:02d}.mp3"))
            whole += AudioSegment.silent(duration=int(PAUSE * 1000), frame_rate=RATE)
        whole.export(str(folder / "pydub.mp3"), format="mp3", bitrate="48k")

    return run


def _listed(folder: Path, minutes: float) -> list[str]:
    names = [name for number in order(minutes) for name in (f"clip{number:02d}.mp3", "pause.mp3")]
    (folder / "list.txt").write_text("".join(f"file '{name}'\n" for name in names), "utf-8")
    return ["ffmpeg", "-nostdin", "-y", "-v", "error", "-f", "concat", "-i", str(folder / "list.txt")]


def _ffmpeg(folder: Path, minutes: float, *options: str) -> Callable[[], object]:
    line = [*_listed(folder, minutes), *options, str(folder / "ffmpeg.mp3")]
    return lambda: subprocess.run(line, check=True, capture_output=True)  # noqa: S603 - a fixed command


def concat(folder: Path, minutes: float) -> Callable[[], object]:
    """
    Ffmpeg's concat demuxer, streams copied: no level, and chapters drift.
    """
    return _ffmpeg(folder, minutes, "-c", "copy")


def concat_encoded(folder: Path, minutes: float) -> Callable[[], object]:
    """
    The same, decoded and encoded again.
    """
    return _ffmpeg(folder, minutes, "-b:a", "48k")


def loudnorm(folder: Path, minutes: float) -> Callable[[], object]:
    """
    The same with loudnorm in one pass.
    """
    return _ffmpeg(folder, minutes, "-af", "loudnorm=I=-16:TP=-1", "-ar", "24000", "-b:a", "48k")


def loudnorm_twice(folder: Path, minutes: float) -> Callable[[], object]:
    """
    The same with loudnorm in two passes.
    """
    measure = [*_listed(folder, minutes), "-af", "loudnorm=I=-16:TP=-1:print_format=json", "-f", "null", "-"]
    measure[measure.index("error")] = "info"

    def run() -> None:
        text = subprocess.run(measure, check=True, capture_output=True, text=True).stderr  # noqa: S603 - as above
        found = json.loads(re.findall(r"\{[^{}]*\}", text)[-1])
        given = ":".join(f"measured_{name}={found[key]}" for name, key in _MEASURED)
        options = ("-af", f"loudnorm=I=-16:TP=-1:{given}:linear=true", "-ar", "24000", "-b:a", "48k")
        _ffmpeg(folder, minutes, *options)()

    return run


_MEASURED = (("I", "input_i"), ("TP", "input_tp"), ("LRA", "input_lra"), ("thresh", "input_thresh"))


def lame(folder: Path, minutes: float) -> Callable[[], object]:
    """
    LAME alone, PCM in memory, at its fastest.
    """
    import lameenc  # noqa: PLC0415

    pcm = np.concatenate([speech(n, 3.0 + n % 5) for n in range(CLIPS)])
    pcm = np.resize((pcm * 32767).astype(np.int16), round(minutes * 60 * RATE))

    def run() -> int:
        encoder = lameenc.Encoder()
        encoder.set_channels(1)
        encoder.set_in_sample_rate(RATE)
        encoder.set_out_sample_rate(RATE)
        encoder.set_bit_rate(48)
        encoder.set_quality(7)
        encoder.silence()
        return (folder / "lame.mp3").write_bytes(bytes(encoder.encode(pcm.tobytes())) + bytes(encoder.flush()))

    return run


METHODS = {
    "copy": copy,
    "ours, joining": joined,
    "ours, warm": warm,
    "ours, cold": cold,
    "lame alone": lame,
    "ffmpeg concat copy": concat,
    "ffmpeg concat": concat_encoded,
    "pydub": with_pydub,
    "ffmpeg loudnorm": loudnorm,
    "ffmpeg loudnorm x2": loudnorm_twice,
}
FAST = ("copy", "ours, joining", "ours, warm")
NEEDS_FFMPEG = ("pydub", "ffmpeg concat copy", "ffmpeg concat", "ffmpeg loudnorm", "ffmpeg loudnorm x2")


def one(name: str, folder: Path, minutes: float) -> None:
    """
    Run one method in this process and print seconds, and memory over the interpreter's, as JSON.
    """
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = METHODS[name](folder, minutes)
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"seconds": seconds, "peak_mib": max(peak, children) / 1024, "base_mib": before / 1024}))


def measured(name: str, folder: Path, minutes: float) -> dict[str, float]:
    """
    Run one method in a process of its own.
    """
    line = [sys.executable, "-W", "ignore", __file__, "--one", name, "--folder", str(folder), "--minutes", str(minutes)]
    done = subprocess.run(line, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    return dict(json.loads(done.stdout.splitlines()[-1]))


def compare(folder: Path, plans: list[tuple[str, float]], rounds: int) -> list[dict[str, Any]]:
    """
    Run all methods in turn, several rounds, and return the median of each.
    """
    runs: dict[tuple[str, float], list[dict[str, float]]] = {plan: [] for plan in plans}
    for _ in range(rounds):
        for name, minutes in plans:
            runs[name, minutes].append(measured(name, folder, minutes))
    return [
        {
            "method": name,
            "minutes": minutes,
            "seconds": statistics.median(one["seconds"] for one in found),
            "peak_mib": max(one["peak_mib"] for one in found),
        }
        for (name, minutes), found in runs.items()
    ]


def report(rows: list[dict[str, Any]]) -> None:
    """
    Print a table for each length, with ratios to copying and to pydub at the same length (or pydub's rate elsewhere).
    """
    pydub = next((row["seconds"] / row["minutes"] for row in rows if row["method"] == "pydub"), None)
    for minutes in sorted({row["minutes"] for row in rows}):
        here = {row["method"]: row for row in rows if row["minutes"] == minutes}
        print(f"\n{minutes:g} min of programme{'':14}seconds   x real time   to copy   pydub/it   peak MiB")
        for name, row in here.items():
            ratio = row["seconds"] / here["copy"]["seconds"] if "copy" in here else float("nan")
            faster = pydub * minutes / row["seconds"] if pydub else float("nan")
            speed = minutes * 60 / row["seconds"]
            figures = f"{row['seconds']:>12.4f}{speed:>14.0f}{ratio:>10.2f}{faster:>11.1f}{row['peak_mib']:>11.0f}"
            print(f"{name:<29}{figures}")


def main() -> None:
    """
    Measure and print.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", choices=METHODS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--minutes", type=float, default=1.0, help="length at which slow methods are compared")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--full", action="store_true", help="slow methods at 10 minutes as well")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.one:
        one(given.one, given.folder, given.minutes)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        usable = [m for m in METHODS if shutil.which("ffmpeg") or m not in NEEDS_FFMPEG]
        plans = [(method, given.minutes) for method in usable]
        plans += [(method, 10.0) for method in usable if given.full and method not in FAST]
        plans += [(method, minutes) for minutes in (10.0, 60.0, 600.0) for method in FAST]
        measured("ours, warm", folder, 10.0)  # fills the shelf
        rows = compare(folder, plans, given.rounds)
    if given.json:
        print(json.dumps({"cores": os.cpu_count(), "rounds": given.rounds, "rows": rows}, ensure_ascii=False))
    else:
        report(rows)


if __name__ == "__main__":
    main()
