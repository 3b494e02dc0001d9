from __future__ import annotations

import io
import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3

from bulletin.errors import LabelError
from bulletin.model import Chapter
from bulletin.programme import Tags, id3
from bulletin.programme.tags import LabelPlace, Plan, tags_around

TITLES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
PLAN = Plan(
    "studio",
    (10, 200, 90, 700),
    -16.0,
    -1.0,
    (LabelPlace(10, 200, "voice", "本节目语音由人工智能合成。", "0" * 16),),
    (0, 300),
)


def a_tag(title: str = "白沙街道广播站", text: str = "", chapters: tuple[Chapter, ...] = ()) -> bytes:
    tags = Tags(title, "白沙", "baisha", "0730", date(2026, 11, 24), text)
    return tags_around(tags, PLAN, chapters, "ab" * 32).front


def test_an_independent_reader_reads_it() -> None:
    """
    Mutagen finds title, date, words, chapters and the label, in Latin-1 within version 2.3.
    """
    chapters = (Chapter("开场", 0.0, 7.2), Chapter("荷塘镇新建消防栓", 7.2, 24.0))
    data = a_tag("今日播报", "第一句。\n第二句。", chapters)
    read = ID3(io.BytesIO(data + bytes(100)), translate=False)
    assert (read.version, str(read["TIT2"]), str(read["TYER"]), str(read["TDAT"])) == (
        (2, 3, 0),
        "今日播报",
        "2026",
        "2411",
    )
    assert read["USLT::zho"].text == "第一句。\n第二句。"
    assert [(read[f"CHAP:ch{n}"].start_time, str(read[f"CHAP:ch{n}"].sub_frames["TIT2"])) for n in (0, 1)] == [
        (0, "开场"),
        (7200, "荷塘镇新建消防栓"),
    ]
    assert read["CTOC:toc"].child_element_ids == ["ch0", "ch1"]
    label = read["TXXX:AIGC"]
    assert label.encoding == 0
    assert label.text[0].startswith('{"Label":"1","ContentProducer":"baisha"')


def test_it_is_read_back() -> None:
    """
    What is written is read again by our own reader: texts, chapters, plan.
    """
    data = a_tag("今日播报", "第一句。", (Chapter("开场", 0.0, 24.0),))
    found = {one.name: one.text for one in id3.fields(data)}
    assert (found["TIT2"], found["USLT"], found["TLEN"]) == ("今日播报", "第一句。", "24000")
    assert id3.chapters_of(id3.fields(data)) == (("开场", 0, 24_000),)
    assert Plan.from_text(found["TXXX:BULLETIN"]) == PLAN


@settings(max_examples=300, deadline=None)
@given(title=TITLES, text=TITLES, chapter=TITLES)
def test_no_tag_looks_like_audio(title: str, text: str, chapter: str) -> None:
    """
    Whatever words stand in it, no byte of a tag can be taken for the start of an MP3 frame.
    """
    data = a_tag(title, text, (Chapter(chapter, 0.0, 24.0),))
    assert not list(id3.false_syncs(data))
    assert len(ID3(io.BytesIO(data + bytes(100)))) >= 8


def test_full_width_marks_are_kept_where_they_do_no_harm() -> None:
    """
    Of 500 random titles with full-width marks many would be false frames; all are mended, and by the mark alone.
    """
    rng = random.Random(1)  # noqa: S311 - the same titles every time
    changed = 0
    for _ in range(500):
        title = "".join(chr(rng.randrange(0x4E00, 0x9FA5)) + chr(rng.randrange(0xFF01, 0xFF5F)) for _ in range(20))
        mended = id3.without_false_sync(title)
        changed += mended != title
        assert all(a == b or ord(a) - 0xFEE0 == ord(b) for a, b in zip(title, mended, strict=True))
    assert 50 < changed < 450
    assert id3.without_false_sync("好消息！今天，晴。") == "好消息！今天，晴。"


@pytest.mark.parametrize("text", ["白沙", "a\nb", "a\x00b"])
def test_own_tags_are_ascii(text: str) -> None:
    """
    A tag readers look for by its bytes holds printable ASCII only.
    """
    with pytest.raises(LabelError):
        id3.own_frame("AIGC", text)


@settings(max_examples=200)
@given(data=st.binary(max_size=300))
def test_foreign_tags_never_crash_the_reader(data: bytes) -> None:
    """
    Any bytes behind a tag's head are read without an error.
    """
    fields = id3.fields(b"ID3\x03\x00\x00\x00\x00\x02\x2c" + data)
    assert all(len(one.name) >= 4 for one in fields)
    id3.chapters_of(fields)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"labels": [1]}', "null"])
def test_a_plan_that_is_none_is_told(text: str) -> None:
    """
    What is no plan raises ValueError.
    """
    with pytest.raises(ValueError, match="not a plan"):
        Plan.from_text(text)
