"""
Newspaper pages written by hand, printed otherwise: at other widths, with other gaps, shuffled, joined, cut, dirty.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from types import ModuleType

import pytest
from articles.newsprint_bench import benchmark
from articles.newsprint_pages import Printed
from articles.newsprint_proofs import PROOFS, Proof, join_proofs, print_proof, proofs, shuffled

from bulletin.articles.newsprint import read_newsprint

FLOORS = {"headlines": 0.91, "breaks": 0.94, "boundaries": 0.93, "clean": 0.95, "similar": 0.92}
"""What all pages together must score in any of the printings below; most score 2 to 6 in a hundred more."""

PRINTINGS: dict[str, dict[str, int | str]] = {
    "no blank lines but above headlines": {"gap": 0, "head": 1},
    "no blank lines": {"gap": 0, "head": 0},
    "the same blank lines everywhere": {"gap": 1, "head": 0},
    "indents instead of blank lines": {"gap": 0, "head": 0, "indent": 1},
    "pictures set off on both sides": {"capgap": 2},
    "dirty": {"dirt": "zw,stray,wide"},
    "half-width marks, Windows line ends": {"half": 1, "eol": "crlf"},
    "lines of 14": {"wrap": 14, "indent": 1, "gap": 0, "head": 1},
    "lines of 18": {"wrap": 18, "indent": 1, "gap": 0, "head": 1},
    "lines of 26": {"wrap": 26, "indent": 1, "gap": 0, "head": 1},
    "lines of 40": {"wrap": 40, "indent": 1, "gap": 0, "head": 1},
    "lines of 30 without indents": {"wrap": 30, "indent": 0, "gap": 1, "head": 1},
}


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return benchmark()


def printed(proof: Proof, settings: dict[str, int | str]) -> Printed:
    """
    Print a proof with other settings.
    """
    return print_proof(replace(proof, settings=proof.settings | {key: str(value) for key, value in settings.items()}))


def figures(bench: ModuleType, pages: dict[str, Printed]) -> tuple[dict[str, float], list[str]]:
    """
    Return the figures of some pages together, and what was missed.
    """
    score = bench.Score()
    for name, page in pages.items():
        bench.score_page(score, name, read_newsprint(page.text), json.loads(page.as_json()))
    return score.figures(), score.misses


@pytest.mark.parametrize("name", PRINTINGS)
def test_a_page_is_read_nearly_as_well_when_printed_otherwise(bench: ModuleType, name: str) -> None:
    """
    Width of lines, indents, blank lines, marks and dirt change little.
    """
    found, misses = figures(bench, {page: printed(proof, PRINTINGS[name]) for page, proof in proofs().items()})
    for what, floor in FLOORS.items():
        assert found[what] >= floor, f"{what} {found[what]:.3f}\n" + "\n".join(misses)


def test_two_pages_in_one_file_are_read_as_two(bench: ModuleType) -> None:
    """
    One page below another changes little.
    """
    chance = random.Random(3)  # noqa: S311 - a test's page must be the same every time
    known = proofs()
    pages = {name: print_proof(join_proofs(proof, known[chance.choice(list(known))])) for name, proof in known.items()}
    found, misses = figures(bench, pages)
    for what, floor in FLOORS.items():
        assert found[what] >= floor, f"{what} {found[what]:.3f}\n" + "\n".join(misses)


def test_the_order_of_articles_matters_little(bench: ModuleType) -> None:
    """
    An article is read as well in another place of its page.
    """
    chance = random.Random(3)  # noqa: S311 - a test's page must be the same every time
    found, misses = figures(bench, {name: print_proof(shuffled(proof, chance)) for name, proof in proofs().items()})
    for what, floor in FLOORS.items():
        assert found[what] >= floor, f"{what} {found[what]:.3f}\n" + "\n".join(misses)


def test_a_page_cut_anywhere_is_read_up_to_the_cut() -> None:
    """
    No cut raises, and what is read of a cut page stands on it.
    """
    chance = random.Random(3)  # noqa: S311 - a test's page must be the same every time
    for proof in proofs().values():
        text = print_proof(replace(proof, settings=proof.settings | {"dirt": ""})).text
        for _ in range(8):
            start, end = sorted(chance.sample(range(len(text)), 2))
            bare = "".join(text[start:end].split())
            for article in read_newsprint(text[start:end]):
                assert all("".join(paragraph.split())[:4] in bare for paragraph in article.paragraphs)


def test_the_stored_pages_are_their_proofs_printed() -> None:
    """
    No stored dump or truth was changed by hand.
    """
    for name, proof in proofs().items():
        page = print_proof(proof)
        assert (PROOFS / f"{name}.txt").read_bytes().decode() == page.text
        assert (PROOFS / f"{name}.json").read_text("utf-8") == page.as_json()
