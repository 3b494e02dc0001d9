"""
How exactly a slot is filled, and what that costs in lines spoken.

A page of real length (`tests/data/condense`) and a made-up day of 200 articles are fitted into slots of 60 to 900
seconds, read by stand-in voices whose every line takes its own irregular time. Beside ours stands the plain way: select
and condense by a nominal pace, speak once, air what comes out. No voice is needed, and no peer: none of those we know
times its programme. Runs without arguments in under two minutes; `--json` prints one document.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from newsroom import newsroom  # type: ignore[import-not-found] # noqa: E402 - found on the path set above

from bulletin.model import Article, Dropped, Script, Seconds, Slot, Station  # noqa: E402
from bulletin.script.pace import Pace  # noqa: E402
from bulletin.script.running_order import Cue, running_order  # noqa: E402
from bulletin.script.writer import write  # noqa: E402
from bulletin.selection import Room, select  # noqa: E402
from bulletin.timing import TOLERANCE, fill  # noqa: E402

SLOTS: tuple[Seconds, ...] = (60.0, 180.0, 300.0, 600.0, 900.0)
VOICES = 3
MUSIC = {"": 0.0, "opening": 3.2, "sting": 0.9, "closing": 4.1}


@dataclass
class Voice:
    """
    A stand-in voice: a line takes 0.20 to 0.36 s a character, by the line and the voice, and always the same.
    """

    number: int
    rounds: int = 0

    def __post_init__(self) -> None:
        self.lines: set[str] = set()

    def __call__(self, cues: Sequence[Cue]) -> tuple[Seconds, ...]:
        """
        Speak.
        """
        self.rounds += 1
        self.lines |= {cue.line.spoken for cue in cues}
        return tuple(self.seconds(cue) + MUSIC[cue.lead_in] + MUSIC[cue.lead_out] for cue in cues)

    def seconds(self, cue: Cue) -> Seconds:
        """
        Return how long a cue's line takes.
        """
        chance = crc32(f"{self.number}{cue.line.spoken}".encode())
        each = 0.20 + 0.02 * self.number + 0.12 * (chance % 1000) / 1000
        return len(cue.line.spoken) * each * 200 / cue.line.rate + 0.1 + 0.5 * (chance // 1000 % 1000) / 1000


def order(scripts: Sequence[Script]) -> tuple[Cue, ...]:
    """
    Put a programme in order.
    """
    return running_order(Station(), Slot(), date(2026, 11, 25), scripts)


def plain(articles: Sequence[Article], slot: Seconds, voice: Voice) -> Seconds:
    """
    Fill a slot by nominal pace alone, and return what came out.
    """
    pace = Pace()
    frame = sum(pace.seconds(cue.line.spoken) + cue.pause for cue in order(()))
    rundown = select(articles, Room(max(45.0, slot - frame)))
    written = [write(story, pace) for story in rundown.stories]
    cues = order(tuple(script for script in written if not isinstance(script, Dropped)))
    return sum(voice(cues)) + sum(cue.pause for cue in cues)


def marks(name: str, articles: Sequence[Article], slot: Seconds) -> dict[str, Any]:
    """
    Fill one slot with every voice, ours and the plain way in turn.
    """
    misses, plain_misses, rounds, wasted, seconds, notes = [], [], [], [], [], 0
    for number in range(VOICES):
        voice = Voice(number)
        begin = time.perf_counter()
        walk = fill(articles, slot, order, voice)
        seconds.append(time.perf_counter() - begin)
        misses.append(walk.seconds / slot - 1)
        rounds.append(voice.rounds)
        wasted.append(len(voice.lines) - len({cue.line.spoken for cue in walk.cues}))
        notes += bool(walk.notes)
        plain_misses.append(plain(articles, slot, Voice(number)) / slot - 1)
    return {
        "news": name,
        "slot": slot,
        "worst_miss": f"{max(misses, key=abs):+.1%}",
        "within_3_percent": sum(abs(miss) <= TOLERANCE for miss in misses),
        "said_so": notes,
        "plain_worst_miss": f"{max(plain_misses, key=abs):+.1%}",
        "plain_within": sum(abs(miss) <= TOLERANCE for miss in plain_misses),
        "voices": VOICES,
        "rounds": statistics.median(rounds),
        "lines_not_aired": statistics.median(wasted),
        "seconds": round(statistics.median(seconds), 2),
    }


def main() -> None:
    """
    Run and print.
    """
    parser = argparse.ArgumentParser(description="How exactly a slot is filled.")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    rows = (ROOT / "tests/data/condense/articles.jsonl").read_text("utf-8").splitlines()
    page = [Article.from_text(row["title"], row["body"]) for row in map(json.loads, rows)]
    days = (("page of 11", page), ("seed page of 7", page[-7:]), ("day of 200", newsroom(200, 10)[0]))
    found = [marks(name, articles, slot) for name, articles in days for slot in SLOTS]
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if asked.json:
        print(json.dumps({"slots": found, "peak_mb": peak}, ensure_ascii=False))
        return
    print("".join(f"{key:>17}" for key in found[0]))
    for row in found:
        print("".join(f"{value!s:>17}" for value in row.values()))
    print(f"peak {peak} MB")


if __name__ == "__main__":
    main()
