"""
Everything that can go wrong with a voice service, and what comes of it: ours against edge-tts used as its manual shows.

    python benchmarks/speech_faults.py [--json]

Ours walks the whole ladder (`tests/real/fault_table.py`): who read, how long it took, why the first voice did not. The
peer saves the same lines with `Communicate(...).save()`, at most two seconds each; what it reports as success is
decoded and held against the same checks.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import edge_tts  # noqa: E402 - the peer
from real.edge_server import EdgeServer  # noqa: E402 - the tests' folder comes first
from real.fault_table import CASES, LINES, VOICE, Case, playing, run, show  # noqa: E402

from bulletin.errors import ClipError  # noqa: E402
from bulletin.speech import Take  # noqa: E402
from bulletin.speech.completeness import faults  # noqa: E402
from bulletin.speech.sound import decoded  # noqa: E402


def plainly(case: Case, edge: EdgeServer) -> str:
    """
    Return what edge-tts by itself makes of a case: `whole`, `error`, `hangs`, or `BROKEN` when it calls that success.
    """
    with playing(case, edge), tempfile.TemporaryDirectory() as folder:
        outcomes = [asyncio.run(_saved(line.spoken, f"{folder}/a.mp3")) for line in LINES[1:4]]
    return max(outcomes, key=("whole", "error", "hangs", "BROKEN").index)


async def _saved(text: str, file: str) -> str:
    try:
        await asyncio.wait_for(edge_tts.Communicate(text, VOICE, rate="-30%").save(file), 2)
    except TimeoutError:
        return "hangs"
    except Exception:  # whatever it raises is an honest error  # noqa: BLE001
        return "error"
    return _judged(text, Path(file).read_bytes())  # noqa: ASYNC240 - nothing else runs in this loop


def _judged(text: str, data: bytes) -> str:
    try:
        samples, rate = decoded(data)
    except ClipError:
        return "BROKEN"
    return "BROKEN" if faults(Take(samples, rate, ()), text, 200, 0.2) else "whole"


def main() -> None:
    """
    Print the table.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    logging.disable(logging.CRITICAL)
    rows, peers = [], []
    with EdgeServer() as edge:
        for case in CASES:
            with tempfile.TemporaryDirectory() as folder:
                rows.append(run(case, Path(folder), edge))
            peers.append(plainly(case, edge))
    if as_json:
        print(json.dumps([asdict(row) | {"edge_tts": peer} for row, peer in zip(rows, peers, strict=True)], indent=1))
        return
    head, *table = show(rows).split("\n")
    print(f"{'edge-tts':8} {head}")
    print("\n".join(f"{peer:8} {line}" for peer, line in zip(peers, table, strict=True)))
    print(f"{len(rows)} faults, every programme whole; slowest {max(row.seconds for row in rows):.1f} s.")
    print(f"edge-tts by itself: {dict(Counter(peers))}; BROKEN is reported as success.")


if __name__ == "__main__":
    main()
