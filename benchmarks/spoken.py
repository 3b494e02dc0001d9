"""
Written to said: ours beside the peers, in one interleaved run.

    python benchmarks/spoken.py            a table, under two minutes
    python benchmarks/spoken.py --json     one document of the same
    python benchmarks/spoken.py --show     every row we say otherwise than expected

The rows are those of `tests/data/tn` (public suites, our own news rows) and our own pairs of `tests/data/spoken`; the
README files there say where they come from and how rows are compared. The pairs were written for this project and in
its house style, so there the peers are not at home. Each normaliser lives in a process of its own; rounds are
interleaved and the median of five counts; the time to import and to build is told apart. Peers (extra `bench`): wetext,
WeTextProcessing, cn2an, zh-normalization and misaki (both the regular expressions of PaddleSpeech). A peer that is not
installed is left out.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import resource
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[1]
sys.path.insert(0, str(HOUSE / "tests"))

from said import GROUPS, Marks, bare, folded, marks, rows  # noqa: E402 - the scorer is the tests' own

DEV = rows(HOUSE / "tests/data/tn/dev.tsv")
PAIRS = rows(HOUSE / "tests/data/spoken/pairs.tsv")
TIMED = DEV[::6]
"""The rows of the timed rounds, from every suite."""
ROUNDS = 5
WIDTHS = (8, 8, 8, 9, 7, 7, 12, 8, 9, 6)

Say = Callable[[str], str]


def _ours() -> Say:
    return import_module("bulletin.script.spoken").spoken  # type: ignore[no-any-return]


def _wetext() -> Say:
    return import_module("wetext").Normalizer(lang="zh", operator="tn").normalize  # type: ignore[no-any-return]


def _wetext_wrapped() -> Say:
    normalize = _wetext()
    return lambda text: normalize(unicodedata.normalize("NFKC", text).replace(" ", ""))


def _wetext_processing() -> Say:
    logging.disable(logging.INFO)
    return import_module("tn.chinese.normalizer").Normalizer(remove_erhua=False).normalize  # type: ignore[no-any-return]


def _cn2an() -> Say:
    transform = import_module("cn2an").transform
    return lambda text: str(transform(text, "an2cn"))


def _zh_normalization() -> Say:
    normalizer = import_module("zh_normalization").TextNormalizer()
    return lambda text: "".join(normalizer.normalize(text))


def _misaki() -> Say:
    normalizer = import_module("misaki.zh_normalization").TextNormalizer()
    return lambda text: "".join(normalizer.normalize(text))


SYSTEMS: dict[str, Callable[[], Say]] = {
    "bulletin": _ours,
    "wetext": _wetext,
    "wetext + NFKC, no blanks": _wetext_wrapped,
    "WeTextProcessing": _wetext_processing,
    "cn2an": _cn2an,
    "zh-normalization": _zh_normalization,
    "misaki": _misaki,
    "text untouched": lambda: str,
}


@dataclass(frozen=True, slots=True)
class Result:
    """
    One normaliser's marks (0 to 1), speed and memory.

    Args:
        name: What it is.
        strict: Development rows right word for word.
        tolerant: The same with differences of convention folded.
        macro: Mean of `tolerant` over the five suites.
        residue: Rows that still hold a digit or an unread symbol.
        news: `tolerant` on our own news rows.
        pairs: Our own pairs right word for word.
        chars_a_second: Of the timed rows, median of the rounds.
        slower: How many times slower than ours.
        ready_s: Seconds to import and build it.
        peak_mb: Peak memory of its process, in MB of 10⁶ bytes.
    """

    name: str
    strict: float
    tolerant: float
    macro: float
    residue: float
    news: float
    pairs: float
    chars_a_second: float
    slower: float
    ready_s: float
    peak_mb: float


def live(name: str, line: Connection) -> None:
    """
    Be one normaliser in a process of its own: marks first, then a timed round for every `True` that comes in.
    """
    begun = time.perf_counter()
    try:
        say = SYSTEMS[name]()
    except ImportError as missing:
        line.send(str(missing))
        return
    ready = time.perf_counter() - begun
    line.send((ready, marks(DEV, say), marks(PAIRS, say).strict))
    while line.recv():
        begun = time.perf_counter()
        for row in TIMED:
            say(row.written)
        line.send(time.perf_counter() - begun)
    line.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)


def run() -> tuple[list[Result], dict[str, str]]:
    """
    Mark and time every normaliser that is installed.

    Returns:
        The results, ours first, and what is missing with the reason.
    """
    context = multiprocessing.get_context("spawn")
    lines: dict[str, Connection] = {}
    told: dict[str, tuple[float, Marks, float]] = {}
    missing: dict[str, str] = {}
    for name in SYSTEMS:
        here, there = context.Pipe()
        context.Process(target=live, args=(name, there), daemon=True).start()
        first = here.recv()
        if isinstance(first, str):
            missing[name] = first
        else:
            lines[name], told[name] = here, first
    return _timed(lines, told), missing


def _timed(lines: dict[str, Connection], told: dict[str, tuple[float, Marks, float]]) -> list[Result]:
    seconds: dict[str, list[float]] = {name: [] for name in lines}
    for _ in range(ROUNDS):
        for name, line in lines.items():
            line.send(obj=True)
            seconds[name].append(line.recv())
    chars = sum(len(row.written) for row in TIMED)
    median = {name: statistics.median(times) for name, times in seconds.items()}
    results = []
    for name, line in lines.items():
        line.send(obj=False)
        ready, dev, pairs = told[name]
        slower = median[name] / median["bulletin"]
        news = dev.groups["news"]
        results.append(
            Result(
                name,
                dev.strict,
                dev.tolerant,
                dev.macro,
                dev.residue,
                news,
                pairs,
                chars / median[name],
                slower,
                ready,
                line.recv(),
            )
        )
    return results


def show() -> None:
    """
    Print every development row we say otherwise than expected, `T` where the tolerant comparison fails as well.
    """
    say = _ours()
    for row in (*DEV, *PAIRS):
        said = say(row.written)
        if bare(said) not in {bare(right) for right in row.said}:
            kind = " " if folded(said) in {folded(right) for right in row.said} else "T"
            print(f"{kind} {row.category}  {row.written}\n     said      {said}\n     expected  {' | '.join(row.said)}")


def table(results: list[Result], missing: dict[str, str]) -> None:
    """
    Print the results as people read them.
    """
    print(f"{len(DEV)} development rows (macro over {', '.join(GROUPS)}), {len(PAIRS)} own pairs; marks in per cent")
    heads = ("strict", "toler.", "macro", "residue", "news", "pairs", "chars/s", "times", "ready s", "MB")
    print(" " * 26 + "".join(f"{head:>{width}}" for head, width in zip(heads, WIDTHS, strict=True)))
    for one in results:
        shares = (one.strict, one.tolerant, one.macro, one.residue, one.news, one.pairs)
        cells = [f"{100 * share:.1f}" for share in shares]
        cells += [f"{one.chars_a_second:,.0f}", f"{one.slower:.1f}", f"{one.ready_s:.2f}", f"{one.peak_mb:.0f}"]
        print(f"{one.name:26}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True)))
    for name, reason in missing.items():
        print(f"{name:26}left out: {reason}")


def main() -> None:
    """
    Run, and print a table or one JSON document.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one document on stdout")
    parser.add_argument("--show", action="store_true", help="the rows we say otherwise than expected")
    options = parser.parse_args()
    if options.show:
        show()
        return
    results, missing = run()
    if options.json:
        document: dict[str, Any] = {"results": [asdict(one) for one in results], "missing": missing}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        table(results, missing)


if __name__ == "__main__":
    main()
