"""
How well newspaper pages are read, and how fast: `python benchmarks/newsprint.py [--json] [PAGE.txt ...]`.

Without arguments all pages in `tests/data/` are read. No other package splits such pages, so two simple baselines stand
beside ours: "a short line is a headline" and "a byline begins an article".
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import resource
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bulletin.articles.newsprint import read_newsprint
from bulletin.model import Article, Byline

DATA = Path(__file__).parents[1] / "tests" / "data"
SEEDS = Path(__file__).parents[1] / "seeds"
TARGETS = {"headlines": 0.95, "breaks": 0.97, "boundaries": 0.93, "clean": 0.98, "similar": 0.99}


@dataclass(slots=True)
class Score:
    """
    Counts over pages; `misses` says what went wrong where.
    """

    articles: int = 0
    headlines: int = 0
    extra: int = 0
    breaks: int = 0
    closed: int = 0
    boundaries: Counter[str] = field(default_factory=Counter)
    strangers: int = 0
    kept_out: int = 0
    similar: list[float] = field(default_factory=list)
    bylines: int = 0
    captions: Counter[str] = field(default_factory=Counter)
    subheads: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """
        Return every figure as a share, 0..1.
        """
        return {
            "headlines": _share(self.headlines, self.articles + self.extra),
            "breaks": _share(self.closed, self.breaks),
            "boundaries": _f1(self.boundaries),
            "clean": _share(self.kept_out, self.strangers),
            "similar": statistics.fmean(self.similar) if self.similar else 1.0,
            "bylines": _share(self.bylines, self.articles),
            "captions": _f1(self.captions),
            "subheads": _f1(self.subheads),
        }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _f1(counts: Counter[str]) -> float:
    wrong = counts["missing"] + counts["extra"]
    return 2 * counts["right"] / (2 * counts["right"] + wrong) if counts["right"] or wrong else 1.0


def plain(text: str) -> str:
    """
    Return a text as it is compared: half-width, without blanks.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def score_page(score: Score, name: str, read: Sequence[Article], truth: dict[str, Any]) -> None:
    """
    Add one page to a score.
    """
    left = list(read)
    bodies = [plain("".join(article.paragraphs)) for article in read]
    for line in truth.get("furniture", []):
        _stranger(score, name, line, bodies)
    for expected in truth["articles"]:
        titles = expected.get("titles") or expected["headline_lines"]
        ours = _matching(left, titles, expected)
        if ours is not None:
            left.remove(ours)
        _score_article(score, name, ours or Article(""), expected, bodies)
    score.extra += len(left)
    score.misses += [f"{name}: too many: {article.title[:40]}" for article in left]


def _matching(left: Sequence[Article], titles: Sequence[str], expected: dict[str, Any]) -> Article | None:
    """
    Return the article with this headline, or the one whose text is most like it.
    """
    title = plain("".join(titles))
    exact = next((article for article in left if plain(article.title) == title), None)
    body = _grams("".join(p["text"] for p in expected["paragraphs"]))
    likest = max(left, key=lambda a: len(body & _grams("".join(a.paragraphs))), default=None)
    if exact or likest is None or len(body & _grams("".join(likest.paragraphs))) < 0.3 * len(body):
        return exact
    return likest


def _grams(text: str) -> set[str]:
    text = plain(text)
    return {text[n : n + 6] for n in range(len(text) - 5)}


def _stranger(score: Score, name: str, line: str, bodies: Sequence[str]) -> None:
    score.strangers += 1
    if len(plain(line)) > 5 and any(plain(line) in body for body in bodies):
        score.misses.append(f"{name}: left in a body: {line[:40]}")
    else:
        score.kept_out += 1


def _score_article(score: Score, name: str, ours: Article, expected: dict[str, Any], bodies: Sequence[str]) -> None:
    titles = expected.get("titles") or expected["headline_lines"]
    paragraphs = [plain(p["text"]) for p in expected["paragraphs"]]
    read = [plain(p) for p in ours.paragraphs]
    score.articles += 1
    if plain(ours.title) == plain("".join(titles)):
        score.headlines += 1
    else:
        score.misses.append(f"{name}: headline {ours.title[:50]!r}, not {' '.join(titles)[:50]!r}")
    _score_breaks(score, name, read, expected)
    _tally(score, "boundaries", name, _ends(read), _ends(paragraphs))
    ratio = difflib.SequenceMatcher(None, "".join(read), "".join(paragraphs), autojunk=False).ratio()
    score.similar.append(ratio)
    _score_apparatus(score, name, ours, expected, bodies)


def _score_breaks(score: Score, name: str, read: Sequence[str], expected: dict[str, Any]) -> None:
    for paragraph in expected["paragraphs"]:
        for at in paragraph["breaks"]:
            before, after = plain(paragraph["text"][:at])[-8:], plain(paragraph["text"][at:])[:8]
            score.breaks += 1
            if any(before + after in text for text in read):
                score.closed += 1
            else:
                score.misses.append(f"{name}: break open: {before}|{after}")


def _ends(paragraphs: Sequence[str]) -> list[str]:
    return [f"{one[-8:]}|{other[:8]}" for one, other in zip(paragraphs, [*paragraphs[1:], "end"], strict=False)]


def _tally(score: Score, what: str, name: str, read: Sequence[str], expected: Sequence[str]) -> None:
    ours, right = Counter(read), Counter(expected)
    counts: Counter[str] = getattr(score, what)
    counts["right"] += (ours & right).total()
    counts["extra"] += (ours - right).total()
    counts["missing"] += (right - ours).total()
    score.misses += [f"{name}: {what}: extra {text[:40]}" for text in (ours - right)]
    score.misses += [f"{name}: {what}: missing {text[:40]}" for text in (right - ours)]


def _score_apparatus(score: Score, name: str, ours: Article, expected: dict[str, Any], bodies: Sequence[str]) -> None:
    byline = expected["byline"]["raw"] if isinstance(expected["byline"], dict) else expected["byline"]
    captions = [c["text"] if isinstance(c, dict) else c for c in expected["captions"]]
    for line in [*captions, byline]:
        if line:
            _stranger(score, name, line, bodies)
    _tally(score, "captions", name, list(map(plain, ours.captions)), list(map(plain, captions)))
    _tally(
        score,
        "subheads",
        name,
        [plain(s.text) for s in ours.subheads],
        [plain(s["text"]) for s in expected["subheads"]],
    )
    if plain(ours.byline.raw) == plain(byline):
        score.bylines += 1
    else:
        score.misses.append(f"{name}: byline {ours.byline.raw!r}, not {byline!r}")


def short_line_baseline(text: str) -> tuple[Article, ...]:
    """
    Read a page by the rule that a short line without a stop is a headline.
    """
    return _by_rule(text, lambda line: len(line) <= 40 and line[-1] not in "。！？”")


def byline_baseline(text: str) -> tuple[Article, ...]:
    """
    Read a page by the rule that the line before a byline is a headline.
    """
    return _by_rule(text, lambda _line: False, re.compile(r"^\S{2,12}讯[(（]|^(?:文/图|本报|■)?\s*记者"))


def _by_rule(text: str, is_title: Callable[[str], bool], byline: re.Pattern[str] | None = None) -> tuple[Article, ...]:
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if is_title(line):
            found.append((line, []))
        elif byline and byline.match(line) and found and found[-1][1]:
            found.append((found[-1][1].pop(), [line]))
        elif found:
            found[-1][1].append(line)
        else:
            found.append(("", [line]))
    return tuple(Article(title, byline=Byline(), paragraphs=tuple(body)) for title, body in found if body)


READERS: dict[str, Callable[[str], tuple[Article, ...]]] = {
    "bulletin": read_newsprint,
    "short line": short_line_baseline,
    "byline": byline_baseline,
}


def pages(given: Sequence[str]) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    """
    Return the pages to read, by set: name, dump, truth.
    """
    if given:
        return {"given": [_page(Path(path), Path(path).with_suffix(".json")) for path in given]}
    sets: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
        "seed": [_page(path, DATA / "seed" / "expected_articles.json") for path in sorted(SEEDS.glob("000_*.txt"))],
    }
    for path in sorted((DATA / "segment").glob("*.txt")):
        kind = {"a": "in view", "b": "kept aside"}.get(path.stem[0], "given")
        sets.setdefault(kind, []).append(_page(path, path.with_suffix(".json")))
    by_hand = sorted((DATA / "newsprint").glob("*.txt"))
    return sets | {"by hand": [_page(path, path.with_suffix(".json")) for path in by_hand]}


def _page(path: Path, truth: Path) -> tuple[str, str, dict[str, Any]]:
    return path.stem, path.read_bytes().decode(), json.loads(truth.read_text("utf-8"))


def measure(given: Sequence[str]) -> dict[str, dict[str, Score]]:
    """
    Score every reader on every set of pages.
    """
    scores: dict[str, dict[str, Score]] = {}
    for kind, found in pages(given).items():
        for reader, read in READERS.items():
            score = scores.setdefault(kind, {}).setdefault(reader, Score())
            for name, text, truth in found:
                score_page(score, name, read(text), truth)
    return scores


def speeds() -> list[dict[str, float]]:
    """
    Time `read_newsprint` on pages of 10 KB to 10 MB (UTF-8 bytes), the median of five runs (three for the largest).
    """
    texts = [text for found in pages(()).values() for _, text, _ in found]
    whole = "\n\n".join(texts)
    read_newsprint(whole)
    rows = []
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        text = (whole * (size // len(whole.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")
        times = []
        for _ in range(3 if size > 1_000_000 else 5):
            start = time.perf_counter()
            read_newsprint(text)
            times.append(time.perf_counter() - start)
        taken = statistics.median(times)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append({"bytes": size, "seconds": taken, "MB_per_s": size / 1e6 / taken, "peak_MB": peak})
    return rows


def main() -> int:
    """
    Print scores and speeds; exit 1 when a target is missed.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", help="page dumps, each with its truth beside it (.json)")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--misses", metavar="SET", help="say what went wrong in a set")
    parser.add_argument("--no-speed", action="store_true", help="scores only")
    options = parser.parse_args()
    scores = measure(options.pages)
    rows = [] if options.no_speed else speeds()
    figures = {kind: {name: score.figures() for name, score in by.items()} for kind, by in scores.items()}
    if options.json:
        print(json.dumps({"scores": figures, "speed": rows, "targets": TARGETS}, ensure_ascii=False, indent=1))
    else:
        _print(figures, scores, rows, options.misses)
    ours = [by["bulletin"] for by in figures.values()]
    return int(any(found[name] < target for found in ours for name, target in TARGETS.items()))


def _print(
    figures: dict[str, dict[str, dict[str, float]]],
    scores: dict[str, dict[str, Score]],
    rows: Sequence[dict[str, float]],
    misses: str | None,
) -> None:
    names = list(next(iter(next(iter(figures.values())).values())))
    print(f"{'set':12}{'reader':12}" + "".join(f"{name:>12}" for name in names))
    for kind, by in figures.items():
        for reader, found in by.items():
            print(f"{kind:12}{reader:12}" + "".join(f"{found[name]:12.3f}" for name in names))
    for row in rows:
        speed = f"{row['seconds']:8.3f} s {row['MB_per_s']:7.2f} MB/s"
        print(f"{row['bytes']:>12,} bytes {speed}, peak {row['peak_MB']:.0f} MB")
    if misses:
        print("\n".join(scores[misses]["bulletin"].misses))


if __name__ == "__main__":
    sys.exit(main())
