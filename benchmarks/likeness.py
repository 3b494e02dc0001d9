"""
Same event or not: ours beside the usual measures of likeness, and ten thousand articles sifted.

Pairs: `tests/data/dedupe` (development set; own events: other outlets' reports, updates, series; later events: the
same, written after our weights were fitted; harder events: retellings, misprints, traditional print). Each measure gets
the threshold that is best for it on the development set; ours keeps its own. All are run in turn, five rounds, the
median is told. Then a made-up day of 10,000 articles, a tenth of them reprints, is sifted in a process of its own.
Runs without arguments in under two minutes; peers that are not installed are left out and named; `--json` prints one
document. Peers: `pip install rapidfuzz datasketch simhash jieba`.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from newsroom import newsroom  # type: ignore[import-not-found] # noqa: E402 - found on the path set above

from bulletin.model import Article  # noqa: E402
from bulletin.selection.fingerprint import fingerprint  # noqa: E402
from bulletin.selection.likeness import SAME_EVENT, likeness  # noqa: E402
from bulletin.selection.repeats import kindred  # noqa: E402

DATA = ROOT / "tests/data/dedupe"
ROUNDS = 5
CROWD = 10_000

Measure = Callable[[Article, Article], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """
    Two articles and whether they report the same event.
    """

    one: Article
    other: Article
    is_same: bool
    kind: str


def pairs_of(rows: Sequence[dict[str, Any]]) -> list[Pair]:
    """
    Read the rows of the development set.
    """
    return [Pair(made(r["a"]), made(r["b"]), bool(r["label"]), r["kind"]) for r in rows]


def own_pairs(name: str) -> list[Pair]:
    """
    Read the pairs of a file of events.
    """
    found: list[Pair] = []
    for event in rows_of(name):
        texts = [made(text) for text in event["texts"]]
        found += [Pair(texts[p["a"]], texts[p["b"]], bool(p["label"]), p["kind"]) for p in event["pairs"]]
    return found


def rows_of(name: str) -> list[dict[str, Any]]:
    """
    Read a file of JSON lines.
    """
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def made(text: dict[str, str]) -> Article:
    """
    Make the article of a row.
    """
    at = datetime.fromisoformat(f"{text['published']}T07:00+08:00") if "published" in text else None
    return Article.from_text(text["title"], text["body"], published=at)


def whole(article: Article) -> str:
    """
    Return title and body.
    """
    return "\n".join((article.title, *article.paragraphs))


CACHES: list[Any] = [fingerprint]
"""What every measure remembers of a text it has seen; forgotten between rounds."""


def remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    """
    Remember what a function returned until the round is over.
    """
    CACHES.append(lru_cache(maxsize=4096)(function))
    return CACHES[-1]  # type: ignore[no-any-return]


@remembered
def shingles(text: str, size: int = 3) -> frozenset[str]:
    """
    Return the runs of `size` characters.
    """
    return frozenset(text[n : n + size] for n in range(len(text) - size + 1))


def containment(one: Article, other: Article) -> float:
    """
    Return the share of the shorter text's 3-grams the longer has.
    """
    a, b = shingles(whole(one)), shingles(whole(other))
    return len(a & b) / max(1, min(len(a), len(b)))


def jaccard(one: Article, other: Article) -> float:
    """
    Return the share of all 3-grams both have.
    """
    a, b = shingles(whole(one)), shingles(whole(other))
    return len(a & b) / max(1, len(a | b))


def sequence(one: Article, other: Article) -> float:
    """
    Return difflib's ratio.
    """
    return difflib.SequenceMatcher(None, whole(one), whole(other), autojunk=False).ratio()


def peers() -> tuple[dict[str, Measure], list[str]]:
    """
    Return the measures that can be run here, and the names of packages that are missing.
    """
    found: dict[str, Measure] = {"containment 3-gram": containment, "jaccard 3-gram": jaccard, "difflib": sequence}
    missing: list[str] = []
    for needs, make in ((("rapidfuzz", "jieba"), fuzzy), (("datasketch",), min_hash), (("simhash",), sim_hash)):
        try:
            modules = [importlib.import_module(name) for name in needs]
        except ImportError:
            missing += needs
        else:
            found |= make(*modules)
    return found, missing


def fuzzy(rapidfuzz: Any, jieba: Any) -> dict[str, Measure]:  # noqa: ANN401 - third-party modules
    """
    Make rapidfuzz's measures, words parted by jieba.
    """
    fuzz = importlib.import_module(f"{rapidfuzz.__name__}.fuzz")
    jieba.setLogLevel(60)
    words = remembered(lambda text: " ".join(jieba.cut(text)))
    return {
        "rapidfuzz token_set": lambda a, b: fuzz.token_set_ratio(words(whole(a)), words(whole(b))) / 100,
        "rapidfuzz partial": lambda a, b: fuzz.partial_ratio(whole(a), whole(b)) / 100,
        "rapidfuzz title": lambda a, b: fuzz.ratio(a.title, b.title) / 100,
    }


def min_hash(datasketch: Any) -> dict[str, Measure]:  # noqa: ANN401 - a third-party module
    """
    Make datasketch's MinHash over 4-grams.
    """

    @remembered
    def hashed(text: str) -> Any:  # noqa: ANN401 - a MinHash
        made_ = datasketch.MinHash(num_perm=128)
        made_.update_batch([gram.encode() for gram in shingles(text, 4)] or [b""])
        return made_

    return {"MinHash 128": lambda a, b: float(hashed(whole(a)).jaccard(hashed(whole(b))))}


def sim_hash(simhash: Any) -> dict[str, Measure]:  # noqa: ANN401 - a third-party module
    """
    Make simhash over 3-grams.
    """
    hashed = remembered(lambda text: simhash.Simhash(sorted(shingles(text)) or ["-"]))
    return {"simhash": lambda a, b: 1 - hashed(whole(a)).distance(hashed(whole(b))) / 64}


def auc(values: Sequence[float], pairs: Sequence[Pair]) -> float:
    """
    Return how often a pair of one event is valued higher than a pair of two.
    """
    same = [v for v, p in zip(values, pairs, strict=True) if p.is_same]
    different = [v for v, p in zip(values, pairs, strict=True) if not p.is_same]
    return sum((a > b) + 0.5 * (a == b) for a in same for b in different) / (len(same) * len(different))


def f1(values: Sequence[float], pairs: Sequence[Pair], threshold: float) -> float:
    """
    Return F1 of "same event" at a threshold.
    """
    said = [v >= threshold for v in values]
    hits = sum(s and p.is_same for s, p in zip(said, pairs, strict=True))
    return 2 * hits / (sum(said) + sum(p.is_same for p in pairs))


def series_right(values: Sequence[float], pairs: Sequence[Pair], threshold: float) -> float:
    """
    Return the share of series items kept apart.
    """
    kept = [v < threshold for v, p in zip(values, pairs, strict=True) if p.kind == "series"]
    return sum(kept) / len(kept)


def timed(measures: dict[str, Measure], pairs: Sequence[Pair]) -> dict[str, float]:
    """
    Run every measure over all pairs in turn, `ROUNDS` times, nothing kept between rounds; return median pairs a second.
    """
    seconds: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(ROUNDS):
        for name, measure in measures.items():
            for cache in CACHES:
                cache.cache_clear()
            begin = time.perf_counter()
            for pair in pairs:
                measure(pair.one, pair.other)
            seconds[name].append(time.perf_counter() - begin)
    return {name: len(pairs) / statistics.median(taken) for name, taken in seconds.items()}


def marks(measures: dict[str, Measure]) -> list[dict[str, Any]]:
    """
    Mark every measure on both sets.
    """
    development, own = pairs_of(rows_of("dev.jsonl")), own_pairs("own_events.jsonl")
    later, harder = own_pairs("later_events.jsonl"), own_pairs("harder_events.jsonl")
    speed = timed(measures, [*development, *own, *later, *harder])
    rows = []
    for name, measure in measures.items():
        values = [measure(p.one, p.other) for p in development]
        theirs = max(sorted(set(values)), key=lambda t, v=values: f1(v, development, t))  # type: ignore[misc]
        threshold = SAME_EVENT if measure is likeness else theirs
        others = [measure(p.one, p.other) for p in own]
        last = [measure(p.one, p.other) for p in later]
        hard = [measure(p.one, p.other) for p in harder]
        rows.append(
            {
                "measure": name,
                "dev_auc": round(auc(values, development), 3),
                "dev_f1": round(f1(values, development, threshold), 3),
                "dev_series_right": round(series_right(values, development, threshold), 3),
                "own_auc": round(auc(others, own), 3),
                "own_f1": round(f1(others, own, threshold), 3),
                "later_auc": round(auc(last, later), 3),
                "later_f1": round(f1(last, later, threshold), 3),
                "harder_auc": round(auc(hard, harder), 3),
                "harder_f1": round(f1(hard, harder, threshold), 3),
                "pairs_a_second": round(speed[name]),
                "ratio": round(speed[name] / speed["ours"], 2),
            }
        )
    return rows


def peak_mb() -> int:
    """
    Return this process's peak memory; a child's `ru_maxrss` begins with its parent's, so Linux's own count goes first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def crowd() -> dict[str, Any]:
    """
    Sift ten thousand articles; seconds, peak memory, and how many reprints were found.
    """
    articles, reprints = newsroom(CROWD, CROWD // 10)
    before = peak_mb()
    begin, worked = time.perf_counter(), time.process_time()
    found = {(min(k.one, k.other), max(k.one, k.other)) for k in kindred(articles)}
    seconds = time.perf_counter() - begin
    return {
        "articles": CROWD,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(time.process_time() - worked, 1),
        "peak_mb": peak_mb(),
        "articles_alone_mb": before,
        "recall": round(len(found & set(reprints)) / len(reprints), 3),
        "precision": round(len(found & set(reprints)) / max(1, len(found)), 3),
    }


def main() -> None:
    """
    Run and print.
    """
    parser = argparse.ArgumentParser(description="Same-event detection beside its peers.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--crowd", action="store_true", help="only sift the ten thousand articles")
    asked = parser.parse_args()
    if asked.crowd:
        print(json.dumps(crowd()))
        return
    others, missing = peers()
    rows = marks({"ours": likeness} | others)
    command = [sys.executable, __file__, "--crowd"]
    sifted = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - itself
    if asked.json:
        print(json.dumps({"pairs": rows, "crowd": sifted, "missing": missing}, ensure_ascii=False))
        return
    print(f"{'measure':22}" + "".join(f"{key:>17}" for key in list(rows[0])[1:]))
    for row in rows:
        print(f"{row['measure']:22}" + "".join(f"{value:17}" for value in list(row.values())[1:]))
    print(", ".join(f"{key} {value}" for key, value in sifted.items()))
    if missing:
        print(f"not installed, left out: {', '.join(missing)}")


if __name__ == "__main__":
    main()
