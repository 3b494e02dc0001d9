from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from bulletin.articles.cleaning import MAX_BYTES
from bulletin.articles.documents import PageFile, page_files, read_text
from bulletin.errors import NoArticlesError, SourceError

SEED = Path(__file__).parents[2] / "seeds" / "000_75ef45a618319a57.txt"


@pytest.mark.parametrize(
    "raw",
    [
        "蓬江区发布".encode(),
        codecs.BOM_UTF8 + "蓬江区发布".encode(),
        "蓬江区发布".encode("gb18030"),
        "蓬江区发布".encode("gbk"),
        "蓬江区发布".encode("utf-16"),
        codecs.BOM_UTF16_BE + "蓬江区发布".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "gbk", "utf-16", "utf-16 big endian"],
)
def test_every_chinese_encoding_is_read(tmp_path: Path, raw: bytes) -> None:
    """
    However the clerk's editor saved the page, its characters come out.
    """
    (tmp_path / "page.txt").write_bytes(raw)
    assert read_text(tmp_path / "page.txt") == "蓬江区发布"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "空文件"),
        (b" \r\n\n", "空文件"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是文本"),
        (b"PK\x03\x04" + bytes(range(256)), "不是文本"),
        (b"\xff\xfb\x90\x64" * 100, "不是文本"),
        (b"x" * (MAX_BYTES + 1), "上限"),
    ],
    ids=["empty", "blank", "png", "zip", "mp3", "huge"],
)
def test_what_is_no_page_is_refused(tmp_path: Path, raw: bytes, said: str) -> None:
    """
    A file that is no text is told with what to do; nothing of it is read aloud.
    """
    (tmp_path / "page.txt").write_bytes(raw)
    with pytest.raises(SourceError, match=said):
        read_text(tmp_path / "page.txt")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """
    The message names the path.
    """
    with pytest.raises(SourceError, match=r"none\.txt"):
        PageFile(tmp_path / "none.txt").read()


def test_a_page_without_articles_is_told(tmp_path: Path) -> None:
    """
    Text without a headline and a body is no page.
    """
    (tmp_path / "page.txt").write_text("今天天气不错\n", "utf-8")
    with pytest.raises(NoArticlesError, match="没有找到稿件"):
        PageFile(tmp_path / "page.txt").read()


def test_the_seed_reads_alike_in_both_encodings(tmp_path: Path) -> None:
    """
    The page in GB18030 gives the same seven articles as in UTF-8.
    """
    (tmp_path / SEED.name).write_bytes(SEED.read_text("utf-8").encode("gb18030"))
    articles = PageFile(SEED).read()
    assert len(articles) == 7
    assert PageFile(tmp_path / SEED.name).read() == articles
    assert {a.source for a in articles} == {SEED.name}


def test_a_folder_is_all_its_text_files(tmp_path: Path) -> None:
    """
    Files are taken in the order of their names; hidden and other files are not pages.
    """
    for name in ("b.txt", "a.txt", ".hidden.txt", "~$c.docx", "README.md", "d.jpg", "c.pdf"):
        (tmp_path / name).touch()
    assert [f.name for f in page_files(tmp_path)] == ["a.txt", "b.txt", "c.pdf"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """
    A folder without pages is an error, not an empty bulletin.
    """
    with pytest.raises(SourceError, match=r"没有 \.txt"):
        page_files(tmp_path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero on this system")
def test_a_device_without_an_end_is_refused() -> None:
    """
    No more is read than an article file may have.
    """
    with pytest.raises(SourceError, match="上限"):
        PageFile(Path("/dev/zero")).read()
