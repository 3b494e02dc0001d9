"""
The body of a web page: ours beside newspaper4k, readability-lxml and trafilatura, in one interleaved run.

Every page of `tests/data/web` is read by each five times; told are the character 4-gram F1 of the body and the median
milliseconds a page. Peers that are not installed are left out and named. Another folder of pages may be given with
`--pages`: `expected.json` there maps a file's stem to `{"body": [paragraphs], "url": ""}`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import re
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bulletin.articles.website import read_html

PAGES = Path(__file__).parents[1] / "tests" / "data" / "web"
ROUNDS = 5


def grams(text: str) -> Counter[str]:
    """
    Count the 4-grams of a text, blanks left out.
    """
    bare = re.sub(r"\s+", "", text)
    return Counter(bare[place : place + 4] for place in range(max(len(bare) - 3, 1)))


def f1(found: str, expected: str) -> float:
    """
    Return the 4-gram F1 of a text against the expected one.
    """
    one, other = grams(found), grams(expected)
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total())


def ours(page: str) -> str:
    """
    Read a page with this house.
    """
    return "\n".join(read_html(page).paragraphs)


def newspaper4k() -> Callable[[str], str]:
    """
    Return newspaper4k, told not to fetch images.
    """
    newspaper = importlib.import_module("newspaper")

    def read(page: str) -> str:
        settings = newspaper.Config()
        settings.fetch_images = False
        settings.language = "zh"
        article = newspaper.Article("http://example.invalid/", config=settings)
        article.download(input_html=page)
        article.parse()
        return str(article.text)

    return read


def readability() -> Callable[[str], str]:
    """
    Return readability-lxml, its summary as text.
    """
    document = importlib.import_module("readability").Document
    html = importlib.import_module("lxml.html")
    return lambda page: str(html.fromstring(document(page).summary()).text_content())


def trafilatura() -> Callable[[str], str]:
    """
    Return trafilatura with its defaults, comments left out.
    """
    extract = importlib.import_module("trafilatura").extract
    return lambda page: extract(page, include_comments=False) or ""


PEERS = {"newspaper4k": newspaper4k, "readability-lxml": readability, "trafilatura": trafilatura}


def readers() -> tuple[dict[str, Callable[[str], str]], list[str]]:
    """
    Return the readers that are installed here, ours first, and the names of those that are not.
    """
    found: dict[str, Callable[[str], str]] = {"ours": ours}
    absent = []
    for name, make in PEERS.items():
        try:
            found[name] = make()
        except ImportError as error:
            absent.append(f"{name}: {error}")
    return found, absent


def measure(folder: Path) -> dict[str, Any]:
    """
    Read every page with every reader, interleaved; return the figures.
    """
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    pages = {name: _text((folder / f"{name}.html").read_bytes()) for name in expected}
    found, absent = readers()
    scores: dict[str, list[float]] = {name: [] for name in found}
    times: dict[str, list[float]] = {name: [] for name in found}
    for page, facts in expected.items():
        for name, read in found.items():
            scores[name].append(f1(_timed(read, pages[page])[0], "\n".join(facts["body"])))
        rounds: dict[str, list[float]] = {name: [] for name in found}
        for _ in range(ROUNDS):
            for name, read in found.items():
                rounds[name].append(_timed(read, pages[page])[1])
        for name, seconds in rounds.items():
            times[name].append(statistics.median(seconds) * 1000)
    figures = {
        name: {
            "f1": round(statistics.mean(scores[name]), 4),
            "pages_over_0.9": round(sum(score >= 0.9 for score in scores[name]) / len(pages), 3),
            "ms_a_page": round(statistics.mean(times[name]), 1),
            "times_ours": round(statistics.mean(times[name]) / statistics.mean(times["ours"]), 2),
        }
        for name in found
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"pages": len(pages), "readers": figures, "absent": absent, "peak_mb_all": peak}


def _text(raw: bytes) -> str:
    """
    Decode a page once for all: encodings are not what is compared.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def _timed(read: Callable[[str], str], page: str) -> tuple[str, float]:
    start = time.perf_counter()
    try:
        text = read(page)
    except Exception as error:  # noqa: BLE001 - a peer may fail in any way; it scores nothing for the page
        logging.getLogger(__name__).warning("failed: %s", error)
        text = ""
    return text, time.perf_counter() - start


def main() -> None:
    """
    Measure and print.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true")
    options.add_argument("--pages", type=Path, default=PAGES)
    chosen = options.parse_args()
    figures = measure(chosen.pages)
    if chosen.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    for name, one in figures["readers"].items():
        print(f"{name:18} F1 {one['f1']:.3f}   {one['ms_a_page']:6.1f} ms a page   x {one['times_ours']:.1f}")
    print(f"{figures['pages']} pages, peak {figures['peak_mb_all']} MB for all together")
    if figures["absent"]:
        print(f"not installed: {'; '.join(figures['absent'])}")


if __name__ == "__main__":
    main()
