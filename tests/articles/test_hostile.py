from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from articles.good_input import ATOM, CAP, RSS, TEXT, TITLE, pdf_file, read_file, word_file

from bulletin.articles.cleaning import MAX_CHARS
from bulletin.articles.feeds import read_feed
from bulletin.articles.list_pages import paper_links
from bulletin.articles.warnings import read_alerts
from bulletin.articles.website import read_html
from bulletin.errors import SourceError

DEADLINE = 20.0
"""Seconds, as for a fetch; the worst of these takes a tenth of it on an idle machine."""

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE_READER = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def feed(data: str | bytes) -> Callable[[Path], object]:
    return lambda _: read_feed(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))


def page(data: str | bytes) -> Callable[[Path], object]:
    return lambda _: read_html(data)


def alerts(data: str) -> Callable[[Path], object]:
    return lambda _: read_alerts(data.encode())


def file(data: bytes, suffix: str) -> Callable[[Path], object]:
    return lambda folder: read_file(folder, data, suffix)


HUGE = "字" * 4_000_000
CASES: dict[str, Callable[[Path], object]] = {
    "billion laughs in a feed": feed(LAUGHS + RSS.partition("?>")[2]),
    "billion laughs in an alert": alerts(LAUGHS + CAP),
    "a feed that reads files": feed(FILE_READER + ATOM),
    "an alert that reads files": alerts(FILE_READER + CAP),
    "an alert with a foreign DTD": alerts('<!DOCTYPE alert SYSTEM "http://10.0.0.1/x.dtd">' + CAP),
    "a feed 100,000 deep": feed("<rss><channel>" + "<item>" * 100_000),
    "an alert 100,000 deep": alerts("<alert>" * 100_000),
    "a page 300,000 deep": page("<div>" * 300_000),
    "a page of 400,000 elements": page("<i></i>" * 400_000),
    "a page of unclosed tables": page("<table><tr><td>" * 100_000 + "文字，"),
    "10 MB on one line, page": page("<p>" + "字" * 3_500_000),
    "10 MB on one line, feed": feed("<rss><item><title>x</title><description>" + "字" * 3_500_000),
    "4 MB in one paragraph": page(f"<title>标题</title><p>{HUGE}。</p>"),
    "a million attributes": page("<div " + "a=1 " * 1_000_000 + ">"),
    "6 MB of zeroes": page(b"\0" * 6_000_000),
    "only NULs": page(b"\0" * 1000),
    "only lone surrogates": page("\ud800\udfff" * 1000),
    "JSON 100,000 deep": feed('{"items":' + "[" * 100_000),
    "JSON of another kind": feed('{"items": {"a": 1}}'),
    "a ZIP named .pdf": file(zipped({"a.txt": b"x"}), ".pdf"),
    "a ZIP named .docx": file(zipped({"a.txt": b"x"}), ".docx"),
    "a PDF named .docx": file(pdf_file(), ".docx"),
    "a PDF with no text": file(pdf_file(lines=()), ".pdf"),
    "a PDF cut off": file(pdf_file()[:300], ".pdf"),
    "a PDF that points at itself": file(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF",
        ".pdf",
    ),
    "a Word bomb": file(zipped({"word/document.xml": b"0" * 150_000_000}), ".docx"),
    "a Word file with laughs": file(
        zipped({"word/document.xml": LAUGHS.encode(), "[Content_Types].xml": LAUGHS.encode()}), ".docx"
    ),
    "an old .doc named .docx": file(b"\xd0\xcf\x11\xe0" + b"\0" * 600, ".docx"),
    "a picture named .txt": file(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ".txt"),
    "an empty file": file(b"", ".html"),
}


@pytest.mark.parametrize("case", CASES)
def test_every_trap_is_refused_in_time(case: str, tmp_path: Path) -> None:
    """
    A clear Chinese error inside the deadline, and nothing of it becomes an article.
    """
    began = time.perf_counter()
    with pytest.raises(SourceError, match=r"[\u4e00-\u9fff]{4}"):
        CASES[case](tmp_path)
    assert time.perf_counter() - began < DEADLINE


def test_markup_in_words_is_taken_out() -> None:
    """
    Scripts, however wrapped, are neither shown nor said.
    """
    for wrapped in (
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
        "<img src=x onerror=alert(1)>",
        "<!-- -->",
    ):
        (article,) = read_feed(RSS.replace(TITLE, f"{wrapped}{TITLE}").replace(TEXT, f"{wrapped}{TEXT}").encode())
        assert article.headline == TITLE
        assert article.paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "unseen", ["\u202e", "\u200b", "\ufeff", "\u2066", "\x07", "\x00", "\ue000", "\U000e0041", "\xad"]
)
def test_unseen_characters_are_taken_out(unseen: str) -> None:
    """
    What a reviewer cannot see must not be there: bidi overrides, zero widths, controls, private use, tags.
    """
    text = f"荷塘{unseen}大桥{unseen}恢复通车，公交线路同步恢复，比原计划提前四天完工，请过往车辆减速慢行。"
    article = read_html(f"<title>荷塘大桥{unseen}恢复双向通车</title><div><p>{text}</p><p>{text}</p></div>")
    assert unseen not in article.headline + "".join(article.paragraphs)
    assert article.headline == TITLE


def test_a_long_article_is_cut_between_paragraphs() -> None:
    """
    At most 20,000 characters, whole paragraphs.
    """
    paragraph = TEXT * 20
    article = read_html(f"<title>{TITLE}</title><div>{f'<p>{paragraph}</p>' * 100}</div>")
    assert set(article.paragraphs) == {paragraph}
    assert MAX_CHARS - len(paragraph) <= sum(map(len, article.paragraphs)) <= MAX_CHARS


def test_links_lead_to_the_own_site_only() -> None:
    """
    A list page cannot send the reader elsewhere.
    """
    page = "".join(
        f'<a href="{target}">云津区启动老旧小区加装电梯集中申报</a>'
        for target in (
            "http://10.0.0.1/content_1.htm",
            "javascript:x",
            "file:///content_2.htm",
            "http://[/content_3.htm",
            "content_4.htm",
        )
    )
    links, _ = paper_links(page, "http://paper.example.cn/node_1.htm")
    assert [link.url for link in links] == ["http://paper.example.cn/content_4.htm"]


def test_good_files_are_still_read(tmp_path: Path) -> None:
    """
    The same readers, given what they are for, give articles.
    """
    (word,) = read_file(tmp_path, word_file(), ".docx")
    assert (word.headline, word.paragraphs) == (TITLE, (TEXT, TEXT))
    assert word.byline.outlet == "江门日报"
    (pdf,) = read_file(tmp_path, pdf_file(), ".pdf")
    assert pdf.headline == TITLE
    assert "".join(pdf.paragraphs) == TEXT + TEXT
