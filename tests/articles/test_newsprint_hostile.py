"""
Newspaper pages nobody prints: damaged, endless, empty.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from articles.newsprint_pages import DATA
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.articles.newsprint import read_newsprint

PAGES = [path.read_bytes().decode() for path in sorted(DATA.glob("[ad]*.txt"))]
ODD = [
    "\x00",
    "\ud800",
    "\udfff",
    "\u200b",
    "\ufeff",
    "\r",
    "\u2028",
    "“",
    "”",
    "(",
    ")",
    "（",
    "下转第3版",
    "上接第1版",
    "\n\n\n",
    "　",
    "。",
]
SEED = (Path(__file__).parents[2] / "seeds" / "000_75ef45a618319a57.txt").read_text("utf-8")


def mutated(text: str, seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - a mutation must be found again
    for _ in range(chance.randint(1, 12)):
        at, to = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        match chance.randrange(5):
            case 0:
                text = text[:at] + chance.choice(ODD) + text[at:]
            case 1:
                text = text[:at] + text[min(to, at + 80) :]
            case 2:
                text = text[:at] + text[at:to] + text[at:]
            case 3:
                text = text[at:to] + text[:at] + text[to:]
            case _:
                text = text[:at] + text[at : at + 40][::-1] + text[at + 40 :]
        text = text[:20_000]
    return text


@settings(max_examples=500, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PAGES), st.integers(0, 2**32))
def test_no_mutation_of_a_good_page_breaks_the_reader(text: str, seed: int) -> None:
    """
    Cut, doubled, shuffled, reversed, with stray characters: articles or none, never an error, never a hang.
    """
    for article in read_newsprint(mutated(text, seed)):
        assert article.headline
        assert article.paragraphs
        for suspect in article.suspects:
            assert article.text_of(suspect.span)
        assert all(0 <= s.before <= len(article.paragraphs) for s in article.subheads)


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    """
    Any string at all gives articles or none.
    """
    read_newsprint(text)


@pytest.mark.parametrize(
    "change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("\n", "\r")]
)
def test_line_ends_and_byte_order_marks_change_nothing(change: object) -> None:
    """
    Windows line ends, old Mac line ends and a BOM give the same articles.
    """
    assert callable(change)
    assert read_newsprint(change(SEED)) == read_newsprint(SEED)


def test_invisible_characters_change_nothing() -> None:
    """
    Zero-width characters, soft hyphens, NULs and lone surrogates strewn over a page give the same articles.
    """
    chance = random.Random(3)  # noqa: S311 - the same page every time
    text = "".join(c + chance.choice(["", "", "", "\u200b", "\u00ad", "\x00", "\ud83d"]) for c in SEED)
    assert read_newsprint(text) == read_newsprint(SEED)


@pytest.mark.parametrize(
    "unit",
    [
        "字",
        "一二三四五六七八九十，",
        "（",
        "“",
        "摄",
        "记者 ",
        "\x00",
        "下转第3版",
        "1 ",
        "区图书馆开放。\n",
        "标题\n\n",
        "本报讯（",
    ],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(unit: str) -> None:
    """
    Endless lines, brackets and bylines are read in time linear in their length.
    """
    read_newsprint(unit * 100)
    times = []
    for count in (20_000, 200_000):
        text = (unit * count)[:count]
        start = time.process_time()
        read_newsprint(text)
        times.append(time.process_time() - start)
    assert times[1] < 30 * max(times[0], 0.01)


def test_ten_megabytes_on_one_line_are_read() -> None:
    """
    A page without a line end is one long paragraph, read in a few seconds.
    """
    start = time.process_time()
    article = read_newsprint("全区今年计划完成加装电梯一百二十台。" * 200_000)[0]
    assert len(article.paragraphs) == 1
    assert time.process_time() - start < 10
