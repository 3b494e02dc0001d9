"""
Readings: ours beside the usual packages, on the same marked characters, in one interleaved run.

Rows: `tests/data/polyphones/rows.tsv` (the project's own news sentences) and, where it is at hand, a development file
given with `--rows` (columns kind, sentence with the judged character between two U+2581, reading, ...). Every reader
reads all sentences, in turn, five rounds, the median time is told. Runs without arguments in under two minutes; peers
that are not installed are left out and named; `--json` prints one document. Memory is what each reader adds in a
process of its own. Peers: `pip install jieba xpinyin` (pypinyin and g2pM come with bulletin).
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

ROWS = ROOT / "tests/data/polyphones/rows.tsv"
MARK = "\u2581"
ROUNDS = 5

Reader = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """
    A sentence, which of its characters is judged, and the readings that are right.
    """

    kind: str
    sentence: str
    place: int
    right: frozenset[str]


def rows_of(file: Path) -> list[Row]:
    """
    Read a file of rows.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        parts = [part for part in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if part[0][:1] != "#"]
    return [Row(k, s.replace(MARK, ""), s.index(MARK), frozenset(r.split(" || "))) for k, s, r, *_ in parts]


def ours() -> Reader:
    """
    This project's readings.
    """
    from bulletin.script.pronunciation import pinyin  # noqa: PLC0415 - only this reader's memory

    return pinyin


def table() -> Reader:
    """
    The phrase table of pypinyin as it comes: the longest phrase counts.
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - likewise

    def read(text: str) -> list[str]:
        return lazy_pinyin(text, Style.TONE3, errors=list, neutral_tone_with_five=True, v_to_u=False)

    return read


def table_with_words() -> Reader:
    """
    The phrase table over the words jieba finds.
    """
    import jieba  # noqa: PLC0415 - likewise
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - likewise

    jieba.setLogLevel(60)

    def read(text: str) -> list[str]:
        words = list(jieba.cut(text))
        return lazy_pinyin(words, Style.TONE3, errors=list, neutral_tone_with_five=True, v_to_u=False)

    return read


def characters() -> Reader:
    """
    The commonest reading of each character in pypinyin's table.
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - likewise

    def read(text: str) -> list[str]:
        return lazy_pinyin(list(text), Style.TONE3, errors=list, neutral_tone_with_five=True, v_to_u=False)

    return read


def network() -> Reader:
    """
    g2pM's network by its own code.
    """
    from g2pM import G2pM  # noqa: PLC0415 - likewise

    model = G2pM()

    def read(text: str) -> list[str]:
        return [one.replace("u:", "v") for one in model(text, tone=True, char_split=True)]

    return read


def dictionary() -> Reader:
    """
    xpinyin, character by character.
    """
    model = importlib.import_module("xpinyin").Pinyin()

    def read(text: str) -> list[str]:
        return [model.get_pinyin(char, tone_marks="numbers") for char in text]

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "bulletin": ours,
    "pypinyin": table,
    "pypinyin + jieba": table_with_words,
    "pypinyin characters": characters,
    "g2pM": network,
    "xpinyin": dictionary,
}


def scores(read: Reader, rows: Sequence[Row]) -> dict[str, float]:
    """
    Return the share of right rows, by kind and in all, in per cent.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        hit = read(row.sentence)[row.place] in row.right
        for kind in (row.kind, "all"):
            right[kind] += hit
            total[kind] += 1
    return {kind: round(100 * right[kind] / total[kind], 2) for kind in total}


def seconds(read: Reader, rows: Sequence[Row]) -> float:
    """
    Return how long reading all sentences takes.
    """
    start = time.perf_counter()
    for row in rows:
        read(row.sentence)
    return time.perf_counter() - start


def memory(name: str) -> float:
    """
    Return what a reader adds to a fresh process, in MiB.
    """
    code = (
        f"import sys; sys.argv = ['']; sys.path.insert(0, {str(Path(__file__).parent)!r}); import pronunciation as b\n"
    )
    code += f"before = b.peak(); b.READERS[{name!r}]()('今天下了一场大雨。'); print(b.peak() - before)"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - this file
    return round(float(done.stdout), 1)


def peak() -> float:
    """
    Return this process's peak memory in MiB.
    """
    status = Path("/proc/self/status")
    if status.is_file():  # Linux counts the parent's peak into ru_maxrss
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def installed() -> tuple[dict[str, Reader], list[str]]:
    """
    Return the readers that are here, and the names of those that are not.
    """
    here: dict[str, Reader] = {}
    missing: list[str] = []
    for name, make in READERS.items():
        try:
            here[name] = make()
        except ImportError:
            missing.append(name)
    return here, missing


def measured(rows: Sequence[Row]) -> dict[str, Any]:
    """
    Let every reader read every row, in turn, and tell scores, speed and memory.
    """
    readers, missing = installed()
    times: dict[str, list[float]] = {name: [] for name in readers}
    for name, read in readers.items():
        read(rows[0].sentence)  # the first call loads the tables
        times[name] = []
    for _ in range(ROUNDS):
        for name, read in readers.items():
            times[name].append(seconds(read, rows))
    syllables = sum("\u4e00" <= char <= "\u9fff" for row in rows for char in row.sentence)
    return {
        "rows": len(rows),
        "syllables": syllables,
        "missing": missing,
        "readers": {
            name: {
                "right_percent": scores(read, rows),
                "syllables_per_second": round(syllables / statistics.median(times[name])),
                "memory_mib": memory(name),
            }
            for name, read in readers.items()
        },
    }


def main() -> None:
    """
    Print the table, or one JSON document of it.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--rows", type=Path, action="append", default=[], help="further files of rows")
    chosen = parser.parse_args()
    told = measured([row for file in (ROWS, *chosen.rows) for row in rows_of(file)])
    if chosen.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    print(f"{told['rows']} rows, {told['syllables']} syllables; not installed: {', '.join(told['missing']) or 'none'}")
    base = told["readers"]["bulletin"]["syllables_per_second"]
    for name, one in told["readers"].items():
        share = "  ".join(f"{kind} {value:.1f}" for kind, value in one["right_percent"].items())
        speed = one["syllables_per_second"]
        print(f"{name:20} {speed:>9,} syll/s ({speed / base:5.2f} x)  {one['memory_mib']:>6.1f} MiB  {share}")


if __name__ == "__main__":
    main()
