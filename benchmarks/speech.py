"""
How fast and how carefully speech is made.

    python benchmarks/speech.py [--json]

Prints, all measured in this run on this machine:
- espeak in times of real time on one core, and a five-minute bulletin spoken cold and from the shelf (median of 5);
- the online voice at a latency of 0.3 s: ours against edge-tts used as its manual shows, line by line (interleaved,
  median of 3), against the stand-in service of `tests/real` in a process of its own;
- the completeness checks on 500 lines, whole and damaged in 15 ways, with and without the announcer's proof.

The table of faults is `benchmarks/speech_faults.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from damages import DAMAGES  # noqa: E402 - the tests' folder comes first
from real.edge_server import EdgeServer  # noqa: E402
from real.edge_sound import encoded, plain_pinyin  # noqa: E402
from real.fault_table import VOICE, Case, HastyClock, ladder  # noqa: E402

from bulletin.model import Line  # noqa: E402
from bulletin.outside.clock import SystemClock  # noqa: E402
from bulletin.speech import Standby, Take, speak  # noqa: E402
from bulletin.speech.breaker import Breakers  # noqa: E402
from bulletin.speech.completeness import faults  # noqa: E402
from bulletin.speech.espeak import Espeak  # noqa: E402
from bulletin.speech.sentences import syllables  # noqa: E402
from bulletin.speech.shelf import Shelf  # noqa: E402

BULLETIN = 1000
"""Characters of five minutes at 200 a minute."""

WITHOUT_PROOF = 0.35
"""The spread of an announcer that gives none."""


def texts() -> list[str]:
    """
    Return sentences of 5 to 80 characters from the seed page and the tests' own data, without digits and letters.
    """
    files = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "tests" / "data").glob("*/*.txt"))]
    raw = "\n".join(file.read_text("utf-8", "replace") for file in files)
    raw += (ROOT / "tests" / "data" / "polyphones" / "rows.tsv").read_text("utf-8").replace("▁", "")
    found = re.findall(r"[\u4e00-\u9fff，、：；]{4,79}[。！？]", raw)
    return [text for text in dict.fromkeys(found) if text[0] not in "，、：；"]


def bulletin(lines: list[str]) -> list[Line]:
    """
    Return the first lines that make five minutes.
    """
    chosen: list[Line] = []
    for text in lines:
        if sum(syllables(line.spoken) for line in chosen) >= BULLETIN:
            break
        chosen.append(Line(text, text))
    return chosen


def timed(work: Callable[[], object]) -> float:
    """
    Return how long something takes, in seconds.
    """
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def offline(lines: list[str]) -> dict[str, Any]:
    """
    Measure espeak by itself, and a bulletin cold and warm.
    """
    announcer, chosen = Espeak(plain_pinyin), bulletin(lines)
    announcer.speak(chosen[0], 5)
    began = time.process_time()
    seconds = sum(announcer.speak(line, 5).seconds for line in chosen)
    core = time.process_time() - began
    cold, warm, busy = [], [], []
    for _ in range(5):
        began = time.process_time()
        with tempfile.TemporaryDirectory() as name:
            cold.append(timed(lambda folder=Path(name): speak(chosen, _offline(folder), 60, _quiet)))  # type: ignore[misc] # bound at once
            warm.append(timed(lambda folder=Path(name): speak(chosen, _offline(folder), 60, _quiet)))  # type: ignore[misc]
            busy.append(time.process_time() - began)
    return {
        "playing_s": seconds,
        "real_time": seconds / core,
        "cold_s": statistics.median(cold),
        "warm_s": statistics.median(warm),
        "core_s": statistics.median(busy),
    }


def _offline(folder: Path) -> Standby:
    clock = SystemClock()
    return Standby((Espeak(plain_pinyin),), Shelf(folder / "clips", clock), Breakers(folder / "b", clock), clock)


def _quiet(*_: object) -> None:
    """
    Listen to nothing.
    """


def online(lines: list[str]) -> dict[str, Any]:
    """
    Measure 24 lines at a latency of 0.3 s: ours, and the library used plainly.
    """
    chosen = [Line(text, text) for text in lines if syllables(text) <= 20][:24]
    took: dict[str, list[float]] = {"ours": [], "serial": [], "edge_tts": []}
    ours, theirs = multiprocessing.Pipe()
    service = multiprocessing.get_context("spawn").Process(target=_service, args=(theirs, chosen))
    service.start()
    with EdgeServer(port=ours.recv()).patched():
        for _ in range(3):
            took["ours"].append(_through(chosen, 4))
            took["serial"].append(_through(chosen, 1))
            took["edge_tts"].append(timed(lambda: asyncio.run(_plainly(chosen))))
    ours.send("end")
    peak = ours.recv()
    service.join()
    medians = {name: statistics.median(times) for name, times in took.items()}
    best = min(took["serial"]) / min(took["ours"])
    return {**medians, "ratio": medians["serial"] / medians["ours"], "best_ratio": best, "parallel": peak}


def _service(door: Connection, lines: list[Line]) -> None:
    """
    Be the service, in a process of its own, as the real one is elsewhere; what it says is made before it opens.
    """
    for line in lines:
        for percent in (0, -35, -30, -25, -20):
            encoded(line.spoken, "Microsoft Server Speech Text to Speech Voice (zh-CN, YunyangNeural)", percent)
    with EdgeServer(latency=0.3) as edge:
        door.send(edge.port)
        door.recv()
        door.send(edge.peak)


def _through(lines: list[Line], parallel: int) -> float:
    """
    Speak lines through the online voice, so many at a time.
    """
    with tempfile.TemporaryDirectory() as name:
        rungs = ladder(Case("x"), Path(name), HastyClock())
        rungs.announcers[0].parallel = parallel
        return timed(lambda: speak(lines, rungs, 120, _quiet))


async def _plainly(lines: list[Line]) -> None:
    import edge_tts  # noqa: PLC0415 - the peer

    with tempfile.TemporaryDirectory() as folder:
        for number, line in enumerate(lines):
            await edge_tts.Communicate(line.spoken, VOICE, rate="-30%").save(f"{folder}/{number}.mp3")


def completeness(lines: list[str]) -> dict[str, Any]:
    """
    Count what the checks find of 500 lines in two voices, and how often they cry without reason.
    """
    takes = [(text, take) for number, text in enumerate(lines[:500]) for take in [_take(text, ("", "f2")[number % 2])]]
    found = {damage.name: {"with_proof": 0, "by_ear": 0} for damage in DAMAGES}
    for damage in DAMAGES:
        for text, take in takes:
            broken = damage.do(take.samples, take.sample_rate)
            proven = Take(broken, take.sample_rate, take.marks, take.proof)
            by_ear = Take(broken, take.sample_rate, take.marks)
            found[damage.name]["with_proof"] += bool(faults(proven, text, 200, Espeak.spread))
            found[damage.name]["by_ear"] += bool(faults(by_ear, text, 200, WITHOUT_PROOF))
    false = sum(bool(faults(take, text, 200, Espeak.spread)) for text, take in takes)
    return {"lines": len(takes), "found": found, "false_alarms": false}


def _take(text: str, voice: str) -> Take:
    return Espeak(plain_pinyin, voice).speak(Line(text, text), 10)


def shown(result: dict[str, Any]) -> Iterator[str]:
    """
    Yield the result line by line.
    """
    off, on, checks = result["offline"], result["online"], result["completeness"]
    yield f"espeak          {off['real_time']:.0f} x real time on one core ({off['playing_s']:.0f} s of speech)"
    yield f"bulletin        {off['cold_s']:.2f} s cold, {off['warm_s']:.3f} s from the shelf"
    yield f"                both together {off['core_s']:.2f} s of one core"
    yield f"edge at 0.3 s   24 lines in {on['ours']:.2f} s, {on['parallel']} at a time"
    yield f"                one at a time {on['serial']:.2f} s: {on['ratio']:.2f} x (best {on['best_ratio']:.2f})"
    yield f"                plain edge-tts, as in its manual: {on['edge_tts']:.2f} s"
    yield f"completeness    {checks['lines']} lines, {checks['false_alarms']} false alarms"
    for name, counts in checks["found"].items():
        yield f"  {name:22} {counts['with_proof']:4} found with proof, {counts['by_ear']:4} by ear alone"
    yield f"peak memory     {result['peak_mb']:.0f} MB"


def main() -> None:
    """
    Measure and print.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    lines = texts()
    result = {"offline": offline(lines), "online": online(lines), "completeness": completeness(lines)}
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(result, ensure_ascii=False, indent=1) if as_json else "\n".join(shown(result)))


if __name__ == "__main__":
    main()
