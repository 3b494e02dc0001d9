from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.cli.editing import _read, page_of, rewritten
from bulletin.errors import SourceError, UsageError
from bulletin.model import Article, Line, Script, Span, Story

ARTICLE = Article(
    "荷塘镇新建419个市政消防栓",
    paragraphs=("荷塘镇在主干道新建419个市政消防栓，全镇消防供水能力得到提升。镇政府组织专职消防队每周检修一次。",),
)
LINES = (
    Line("荷塘镇在主干道新建419个市政消防栓，全镇消防供水能力得到提升。", "说", (Span(0, 0, 32),)),
    Line("镇政府组织专职消防队每周检修一次。", "说", (Span(0, 32, 49),)),
)
SCRIPTS = (Script(Story("he-tang", ARTICLE, 20), Line("荷塘镇新建419个市政消防栓。"), LINES),)


def test_a_script_goes_out_as_plain_text() -> None:
    """
    A heading for each story, a sentence a line: what anybody can change in a text editor.
    """
    page = page_of("2026-11-24-0730", SCRIPTS)
    assert "## he-tang 荷塘镇新建419个市政消防栓。\n荷塘镇在主干道" in page
    assert page.count("\n镇政府组织") == 1


def test_what_an_editor_shortens_is_said_and_keeps_its_sources() -> None:
    """
    A cut clause still points at the passage it was cut from, and is spelt out for the ear.
    """
    (script,) = rewritten(SCRIPTS, {"he-tang": ["荷塘镇在主干道新建419个市政消防栓。"]})
    (line,) = script.lines
    assert line.spoken == "荷塘镇在主干道新建四百一十九个市政消防栓。"
    assert line.sources == LINES[0].sources


def test_what_the_article_does_not_say_is_refused() -> None:
    """
    A slip of the pen is as false as a machine's: the number is named.
    """
    with pytest.raises(UsageError, match="491"):
        rewritten(SCRIPTS, {"he-tang": ["荷塘镇在主干道新建491个市政消防栓。"]})


def test_a_story_without_sentences_is_not_aired() -> None:
    """
    Taking all sentences out takes the story out.
    """
    assert rewritten(SCRIPTS, {"he-tang": []}) == ()


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    """
    One that is missing needs another path, one in another encoding to be saved anew; no library's words are shown.
    """
    with pytest.raises(SourceError, match="请检查路径"):
        _read(tmp_path / "none.txt", ())
    other = tmp_path / "gbk.txt"
    other.write_bytes("## a 改稿".encode("gbk"))
    with pytest.raises(SourceError, match="不是 UTF-8 编码"):
        _read(other, ())
