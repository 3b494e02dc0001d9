from __future__ import annotations

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.articles.captions import is_caption
from bulletin.articles.cleaning import MAX_ARTICLES, clean, plain, plain_lines, plain_of_markup, verbatim, within_limits
from bulletin.articles.encodings import decoded
from bulletin.articles.moments import moment_in, moment_of_address
from bulletin.errors import SourceError
from bulletin.model import Article

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("１１月２４日，ＡＢ座８５．５％", "11月24日，AB座85.5%"),
        ("10²平方米，①②，㎡，℃，½", "10²平方米，①②，㎡，℃，½"),
        ("“你好”，（她）说：《春》！", "“你好”，（她）说：《春》！"),
        ("⼀⼈⼝", "一人口"),
        ("a\u3000\u00a0 b\r\nc\u2028d", "a b c d"),
        ("大\u200b桥\ufeff通\u202e车\xad", "大桥通车"),
        ("a\x00b\x07c\ud800d", "abcd"),
        ("", ""),
    ],
)
def test_plain_text_keeps_what_means_something(raw: str, text: str) -> None:
    """
    Forms are folded only where that changes no meaning; 10² is not 102.
    """
    assert plain(raw) == text


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_plain_is_final(text: str) -> None:
    """
    Cleaning what is clean changes nothing; no control character is left, and all can be written down.
    """
    once = plain(text)
    assert plain(once) == once
    assert not [c for c in once if unicodedata.category(c) in {"Cc", "Cs", "Co"}]
    assert once.encode().decode() == once


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_markup_never_survives(text: str) -> None:
    """
    Whatever comes in, no tag comes out.
    """
    assert "<script" not in plain_of_markup(f"{text}<script>x</script><SCRIPT src=y>{text}").lower()


def test_lines_may_be_kept() -> None:
    """
    Where line breaks mean something they stay; a warning's own forms stay too.
    """
    assert plain_lines("a\u3000b\r\n\r\nc ") == "a b\n\nc"
    assert verbatim(" ８℃\r\n　以上\u200b ") == "８℃\n　以上"


def test_limits_hold_for_every_source() -> None:
    """
    At most 200 articles, none without headline or body, no paragraph past 20,000 characters.
    """
    article = Article("题", paragraphs=("文。",))
    assert len(within_limits([article] * 500)) == MAX_ARTICLES
    assert within_limits([Article("题"), Article("\u200b", paragraphs=("文。",))]) == ()
    with pytest.raises(SourceError, match="不像新闻稿"):
        clean(Article("题", paragraphs=("字" * 20_001,)))


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4))
def test_chinese_is_read_back_in_all_its_encodings(text: str) -> None:
    """
    UTF-8, GB18030 and UTF-16 with a mark, whatever is declared.
    """
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decoded(text.encode(encoding), "gb2312") == text


def test_gb_is_read_where_it_is_no_utf8() -> None:
    """
    A declaration that is wrong, unknown or missing does no harm; a few broken bytes do not either.
    """
    text = "荷塘大桥恢复双向通车，公交线路同步恢复。" * 20
    for declared in ("", "utf-8", "gb2312", "iso-8859-1", "utf-7", "nonsense"):
        assert decoded(text.encode("gb18030"), declared) == text
    assert decoded(text.encode() + b"\xff").startswith(text)
    assert decoded("臺灣".encode("big5"), "big5") == "臺灣"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("发布时间：2026-11-24 08:30", (2026, 11, 24, 8, 30)),
        ("2026年11月24日08时30分", (2026, 11, 24, 8, 30)),
        ("2026/11/24", (2026, 11, 24, 0, 0)),
        ("2026年11月24日 星期二 下午3:05", (2026, 11, 24, 15, 5)),
        ("1779408000", (2026, 5, 22, 8, 0)),
        ("1779408000000", (2026, 5, 22, 8, 0)),
        ("20261124083000", (2026, 11, 24, 8, 30)),
    ],
)
def test_moments_are_read_as_china_writes_them(written: str, moment: tuple[int, ...]) -> None:
    """
    All with a zone.
    """
    assert moment_in(written) == datetime(*moment, tzinfo=CHINA)  # type: ignore[misc,arg-type]  # five numbers


@pytest.mark.parametrize("written", ["", "昨天", "2026-13-45", "电话0750-3333333", "99999999999999"])
def test_what_is_no_moment_is_none(written: str) -> None:
    """
    No date is better than a wrong one.
    """
    assert moment_in(written) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://x/html/2026-11/24/content_1.htm", "2026-11-24"),
        ("http://x/202611/t20261124_12.html", "2026-11-24"),
        ("http://x/art/2026/11/24/art_1.html", "2026-11-24"),
        ("http://x/20261124/c.html", "2026-11-24"),
    ],
)
def test_the_day_is_read_from_an_address(url: str, day: str) -> None:
    """
    As e-papers, government sites and agencies write it.
    """
    found = moment_of_address(url)
    assert found is not None
    assert found.date().isoformat() == day


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_any_text_may_be_asked_for_a_moment(text: str) -> None:
    """
    A moment with a zone, or none; never an error.
    """
    for found in (moment_in(text), moment_of_address(text)):
        assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    "text",
    [
        "▲村民在长者食堂用餐。",
        "图为活动现场。",
        "活动现场。 受访者供图",
        "荷塘大桥。任佳燕 摄",
        "大桥夜景。（资料图片）",
    ],
)
def test_captions_are_known(text: str) -> None:
    """
    By a mark, a word, or who took the picture.
    """
    assert is_caption(text)


@pytest.mark.parametrize(
    "text", ["图书馆延长开放时间，自习座位增至460个。", "企图闯关的车辆被拦下。", "他说，要为群众拍摄更多照片。"]
)
def test_sentences_are_no_captions(text: str) -> None:
    """
    A word that begins with 图 is no caption.
    """
    assert not is_caption(text)
