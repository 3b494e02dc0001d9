"""
Newspaper pages: whole articles from a dump, each repair told.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from types import ModuleType

import pytest
from articles.newsprint_bench import benchmark
from articles.newsprint_pages import DATA, print_page
from articles.newsprint_styles import any_style, articles

from bulletin.articles.newsprint import explain_newsprint, read_newsprint
from bulletin.model import Article

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_75ef45a618319a57.txt"
FLOORS_BY_HAND = {"headlines": 0.95, "breaks": 0.98, "boundaries": 0.97, "clean": 0.98, "similar": 0.97}
"""What the pages made by hand must score at least; they are harder than the stored ones."""

TRUTH = ROOT / "tests" / "data" / "seed" / "expected_articles.json"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return benchmark()


def as_truth(article: Article) -> dict[str, object]:
    return {
        "kicker": article.kicker,
        "headline": article.headline,
        "byline": article.byline.raw,
        "credits": [{"role": c.role, "names": list(c.names)} for c in article.byline.credits],
        "paragraphs": list(article.paragraphs),
        "captions": list(article.captions),
        "subheads": [(s.text, s.before) for s in article.subheads],
    }


def given(expected: dict[str, object]) -> dict[str, object]:
    found = json.loads(json.dumps(expected))
    return {
        "kicker": found["kicker"],
        "headline": found["headline"],
        "byline": found["byline"]["raw"],
        "credits": found["byline"]["credits"],
        "paragraphs": [p["text"] for p in found["paragraphs"]],
        "captions": [c["text"] for c in found["captions"]],
        "subheads": [(s["text"], s["before_paragraph"]) for s in found["subheads"]],
    }


@pytest.mark.parametrize(("page", "truth"), [(SEED, TRUTH), (DATA / "d1.txt", DATA / "d1.json")], ids=["seed", "d1"])
def test_the_pages_made_by_hand_are_read_without_a_fault(page: Path, truth: Path) -> None:
    """
    Every headline, byline, paragraph, caption and subhead of the seed page and its sister is as on paper.
    """
    expected = json.loads(truth.read_text("utf-8"))["articles"]
    assert [as_truth(a) for a in read_newsprint(page.read_text("utf-8"))] == [given(e) for e in expected]


def test_the_outlet_is_named_where_the_byline_names_it() -> None:
    """
    江门日报讯 names the paper; a byline of persons only names none.
    """
    outlets = [a.byline.outlet for a in read_newsprint(SEED.read_text("utf-8"))]
    assert outlets == ["江门日报"] * 4 + [""] + ["江门日报"] * 2


def test_text_printed_twice_is_marked_in_both_places_and_kept() -> None:
    """
    The seed's second article is spliced: the tail of its last paragraph stands in its first as well.
    """
    article = read_newsprint(SEED.read_text("utf-8"))[1]
    texts = [article.text_of(s.span) for s in article.suspects]
    assert [s.span.paragraph for s in article.suspects] == [0, 3]
    assert texts[0] == texts[1]
    assert texts[0].startswith("专题辅导内容不仅讲透了原理")
    assert all("两遍" in s.reason for s in article.suspects)


def test_a_long_name_used_twice_is_no_suspect() -> None:
    """
    Repeated text is suspect only when a whole clause repeats.
    """
    name = "临江区住房和城乡建设局房屋安全与物业管理服务中心办公室"
    page = f"标题在此 副题在此\n\n本报讯 昨日，{name}发布通知。\n\n据{name}介绍，工程已完工。"
    assert read_newsprint(page)[0].suspects == ()


def test_stored_pages_in_all_styles_reach_the_targets(bench: ModuleType) -> None:
    """
    Twelve styles of pages, each with articles in view and kept aside: the targets of the benchmark are met in both.
    """
    for kind, by in bench.measure(()).items():
        figures = by["bulletin"].figures()
        for name, target in (FLOORS_BY_HAND if kind == "by hand" else bench.TARGETS).items():
            assert figures[name] >= target, f"{kind}: {name} {figures[name]:.3f}\n" + "\n".join(by["bulletin"].misses)


@pytest.mark.parametrize("half", ["a", "b"])
def test_pages_in_styles_made_up_now_are_read_nearly_as_well(bench: ModuleType, half: str) -> None:
    """
    Forty pages in styles mixed at random (hard wraps, strays, jumps, silent captions) stay above a floor.
    """
    chance = random.Random(11)  # noqa: S311 - the pages must be the same every time
    score = bench.Score()
    for number in range(40):
        page = print_page(chance.sample(articles(half), 4), any_style(chance), seed=number)
        bench.score_page(score, str(number), read_newsprint(page.text), json.loads(page.as_json()))
    floors = {"headlines": 0.93, "breaks": 0.94, "boundaries": 0.95, "clean": 0.98, "similar": 0.97}
    figures = score.figures()
    for name, floor in floors.items():
        assert figures[name] >= floor, f"{name} {figures[name]:.3f}\n" + "\n".join(score.misses)


def pieces_on(page: str, text: str) -> int:
    """
    Return of how few pieces of a page a text is made.
    """
    count = 0
    while text:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
        if not low:
            return len(text) + count
        text, count = text[low:], count + 1
    return count


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda p: p.stem)
def test_no_word_is_invented_and_every_block_is_accounted_for(path: Path) -> None:
    """
    Each piece of a paragraph stands on the page, and each line of the page is named by a decision or joined to one.
    """
    text = path.read_bytes().decode()
    explained = explain_newsprint(text)
    page = re.sub(r"[\s\u200b\u200d\ufeff\u00ad]", "", text.translate({ord(c) + 0xFEE0: c for c in "0123456789"}))
    for article in explained.articles:
        for paragraph in article.paragraphs:
            assert pieces_on(page, re.sub(r"\s", "", paragraph)) <= 8, paragraph
    numbers = [decision.number for decision in explained.decisions]
    assert numbers == sorted(numbers)
    assert all(decision.reason and decision.verdict for decision in explained.decisions)


def test_every_closed_break_is_explained() -> None:
    """
    The seed's fourteen column breaks are each told with both ends and the reason.
    """
    closed = [d for d in explain_newsprint(SEED.read_text("utf-8")).decisions if d.verdict == "接上文"]
    assert len(closed) == 14
    assert (closed[0].number, closed[0].text) == (9, "措施,不断提高防控工作科｜学性精准性有效性。一要把")
    assert all("｜" in d.text for d in closed)


def test_an_article_that_goes_on_elsewhere_is_joined() -> None:
    """
    下转第3版 and 上接第1版 are the two ends of one break, whatever stands between them.
    """
    page = (
        "南山镇修好八条村路 村民出行更方便\n\n"
        "本报讯（记者 林岚）昨日，南山镇最后一条村路完工，全镇八条村路全部修好，村民出（下转第3版）\n\n"
        "北溪小学添了新图书馆 藏书两万册\n\n本报讯（记者 戴宇）北溪小学的新图书馆昨日开放，藏书两万册。\n\n"
        "第3版\n\n（上接第1版）行时间缩短一半。\n\n镇里说，明年再修五条。"
    )
    first, second = read_newsprint(page)
    assert first.paragraphs[0].endswith("村民出行时间缩短一半。")
    assert first.paragraphs[1:] == ("镇里说，明年再修五条。",)
    assert second.paragraphs == ("北溪小学的新图书馆昨日开放，藏书两万册。",)


def test_a_lone_tail_is_never_given_to_another_article() -> None:
    """
    上接 without its first half begins an article of its own.
    """
    page = (
        "北溪小学添了新图书馆 藏书两万册\n\n本报讯（记者 戴宇）北溪小学的新图书馆昨日开放，藏书两万册。\n\n"
        "（上接第1版）行时间缩短一半，村民都说好，镇里明年还要再修五条村路。"
    )
    assert read_newsprint(page)[0].paragraphs == ("北溪小学的新图书馆昨日开放，藏书两万册。",)


@pytest.mark.parametrize(
    ("page", "title", "paragraphs"),
    [
        ("区图书馆周一闭馆\n读者可提前还书。闭馆期间，还书箱照常开放，请读者互相转告。", "区图书馆周一闭馆", 1),
        ("南屿日报讯(记者/林岚)昨日，区图书馆新馆开放，藏书二十万册，市民可免费借阅。", "区图书馆新馆开放", 1),
        (
            "区图书馆新馆开放 藏书二十万册 南屿日报讯(记者/林岚)昨日，区图书馆新馆开放，市民可免费借阅。",
            "区图书馆新馆开放 藏书二十万册",
            1,
        ),
        ("一二三四五六七八九\n1\n2\n3", None, 0),
        ("12\n34.5\n78%\n", None, 0),
        ("", None, 0),
        ("The quick brown fox.\nJumps over the lazy dog.", None, 0),
    ],
)
def test_pages_with_one_article_or_none(page: str, title: str | None, paragraphs: int) -> None:
    """
    A single article is read with or without headline or blank lines; what holds no article gives none.
    """
    read = read_newsprint(page)
    assert [a.title for a in read] == ([title] if title else [])
    assert sum(len(a.paragraphs) for a in read) == paragraphs


def test_page_furniture_boxes_and_advertisements_are_left_out() -> None:
    """
    Page number, date, makers, weather box and advertisement are told as such and are in no article.
    """
    page = (
        "A03版 民生\n\n2024年5月6日 星期一\n\n责编：林小满 校对：石岩\n\n区图书馆新馆开放 藏书二十万册\n\n"
        "本报讯（记者 林岚）昨日，区图书馆新馆\n\n"
        "旺铺招租\n\n临街旺铺，电话：13800138000\n\n开放，市民可免费借阅。\n\n"
        "今日天气\n\n多云 18℃～25℃\n\n编辑 高远 美编 何进"
    )
    explained = explain_newsprint(page)
    assert [a.paragraphs for a in explained.articles] == [("昨日，区图书馆新馆开放，市民可免费借阅。",)]
    verdicts = [d.verdict for d in explained.decisions]
    assert verdicts.count("版面杂项") == 4
    assert verdicts.count("广告") == 2
    assert verdicts.count("天气栏") == 2
