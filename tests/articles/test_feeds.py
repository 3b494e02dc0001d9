from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from fakes import FixedClock

from bulletin.articles.feeds import Feed, is_teaser, read_feed, whole_sentences
from bulletin.errors import NoArticlesError, SourceError
from bulletin.model import Article
from bulletin.outside.fetch import Fetcher, Manners

CHINA = ZoneInfo("Asia/Shanghai")
TEXT = "荷塘大桥伸缩缝更换工程11月24日完工，大桥当天恢复双向通车。"
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>云津日报</title><link>http://paper.example.cn/</link>
<item><title>荷塘大桥恢复通车</title><link>/a/1.html</link><pubDate>Tue, 24 Nov 2026 08:30:00 +0800</pubDate>
<description>摘要……</description><content:encoded><![CDATA[<p>{TEXT}</p><p>公交线路同步恢复。</p><p>责任编辑：王小明</p>]]></content:encoded></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>云津发布</title><entry>
<title type="html">荷塘大桥&lt;b&gt;恢复&lt;/b&gt;通车</title>
<link href="http://x.example.cn/1"/><updated>2026-11-24T00:30:00Z</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>云津网</title></channel><item><title>荷塘大桥恢复通车</title><link>http://x.example.cn/1</link><description>{TEXT}</description>
<dc:date>2026-11-24T08:30:00+08:00</dc:date></item></rdf:RDF>"""
RSS_091 = f"""<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>云津网</title><item><title>荷塘大桥恢复通车</title><link>http://x.example.cn/1</link>
<description>{TEXT}</description></item></channel></rss>"""
ITEM = {"title": "荷塘大桥恢复通车", "content_text": TEXT, "url": "/1", "date_published": "2026-11-24T08:30:00+08:00"}
JSON = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "云津快报", "items": [ITEM]})


@pytest.mark.parametrize(
    "document", [RSS, ATOM, RDF, RSS_091, JSON], ids=["rss 2.0", "atom", "rss 1.0", "rss 0.91", "json"]
)
def test_every_kind_of_feed_is_read(document: str) -> None:
    """
    The title is plain, the body in paragraphs.
    """
    (article,) = read_feed(document.encode(), "http://paper.example.cn/feed")
    assert article.headline == "荷塘大桥恢复通车"
    assert article.paragraphs[0] == TEXT
    assert article.url.startswith("http://")


def test_the_fullest_text_of_an_entry_is_taken() -> None:
    """
    Content wins over the summary; relative links are meant from the feed; the editor's line is left out.
    """
    (article,) = read_feed(RSS.encode(), "http://paper.example.cn/feed.xml")
    assert article.paragraphs == (TEXT, "公交线路同步恢复。")
    assert article.url == "http://paper.example.cn/a/1.html"
    assert article.source == "云津日报"


@pytest.mark.parametrize(
    "written",
    [
        "Tue, 24 Nov 2026 08:30:00 +0800",
        "Tue, 24 Nov 2026 00:30:00 GMT",
        "Tue, 24 Nov 2026 08:30:00",
        "24 Nov 2026 08:30:00",
        "2026-11-24 08:30:00",
        "2026-11-24T08:30:00+08:00",
        "2026-11-24T00:30:00Z",
        "2026/11/24 8:30",
        "2026年11月24日 08:30",
        "2026年11月24日 星期二 上午8:30",
    ],
)
def test_a_date_without_a_zone_is_chinas(written: str) -> None:
    """
    However a date is written, the moment is the same.
    """
    (article,) = read_feed(RSS.replace("Tue, 24 Nov 2026 08:30:00 +0800", written).encode())
    assert article.published == datetime(2026, 11, 24, 8, 30, tzinfo=CHINA)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "us-ascii", "big5x"])
def test_a_wrong_declaration_does_no_harm(encoding: str, declared: str) -> None:
    """
    GB18030 declared as UTF-8 and the other way round are both read.
    """
    (article,) = read_feed(RSS.replace('encoding="utf-8"', f'encoding="{declared}"').encode(encoding))
    assert article.headline == "荷塘大桥恢复通车"


def test_a_script_in_a_title_is_no_word() -> None:
    """
    Feedparser leaves it in (measured with 6.0.14); the house does not.
    """
    for title in ("<![CDATA[<script>alert(1)</script>大桥通车]]>", "&lt;script&gt;alert(1)&lt;/script&gt;大桥通车"):
        (article,) = read_feed(RSS.replace("荷塘大桥恢复通车", title).encode())
        assert article.headline == "大桥通车"


def test_a_feed_of_ten_thousand_entries_gives_two_hundred() -> None:
    """
    What is over the limit is not even parsed.
    """
    entry = f"<item><title>标题</title><description>{TEXT}</description></item>"
    document = f"<rss><channel><title>t</title>{entry * 10_000}</channel></rss>"
    assert len(read_feed(document.encode())) == 200


@pytest.mark.parametrize(
    "document", ["<html><body>登录</body></html>", "plain", "{}", '{"items": 1}', "", "[]", "<xml/>"]
)
def test_what_is_no_feed_is_told(document: str) -> None:
    """
    A login page, which is what broken feeds give, is an error with a reason.
    """
    with pytest.raises(SourceError, match="订阅"):
        read_feed(document.encode())


def test_an_empty_feed_is_told() -> None:
    """
    No entry with text is no news.
    """
    with pytest.raises(NoArticlesError):
        read_feed(b"<rss><channel><title>x</title></channel></rss>")


def feed(entry: str, page: str | int, *, is_full_text: bool = True) -> Feed:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/feed":
            return httpx.Response(200, stream=httpx.ByteStream(entry.encode()))
        if isinstance(page, int):
            return httpx.Response(page)
        return httpx.Response(200, stream=httpx.ByteStream(page.encode()))

    fetcher = Fetcher(FixedClock(), Manners(), transport=httpx.MockTransport(answer))
    return Feed("云津", "http://x.example.cn/feed", fetcher, is_full_text)


TEASER = RDF.replace(TEXT, f"{TEXT}记者看到，桥面……")
PAGE = f"<title>荷塘大桥恢复通车</title><div class='content'>{f'<p>{TEXT}</p>' * 3}<p>记者看到，桥面平整。</p></div>"


def test_a_teaser_is_completed_from_its_page() -> None:
    """
    The body is the page's, title and time the feed's, the source the operator's name for it.
    """
    (article,) = feed(TEASER, PAGE).read()
    assert article.paragraphs[-1] == "记者看到，桥面平整。"
    assert (article.source, article.headline) == ("云津", "荷塘大桥恢复通车")
    assert article.published == datetime(2026, 11, 24, 8, 30, tzinfo=CHINA)


@pytest.mark.parametrize(("page", "is_full_text"), [(404, True), ("<p>登录</p>", True), (PAGE, False)])
def test_a_teaser_alone_ends_with_a_whole_sentence(page: str | int, is_full_text: bool) -> None:  # noqa: FBT001 - a table
    """
    Nothing that breaks off with dots goes on air.
    """
    (article,) = feed(TEASER, page, is_full_text=is_full_text).read()
    assert article.paragraphs == (TEXT,)


def test_a_teaser_is_known_by_its_end_or_length() -> None:
    """
    Short and single, or ending with dots.
    """
    whole = Article("题", paragraphs=(TEXT * 6,), url="http://x/")
    assert not is_teaser(whole)
    assert is_teaser(Article("题", paragraphs=(TEXT * 6 + "此外…",), url="http://x/"))
    assert is_teaser(Article("题", paragraphs=(TEXT,), url="http://x/"))
    assert whole_sentences(Article("题", paragraphs=("没有一句完整……",))).paragraphs == ()


def test_times_have_zones() -> None:
    """
    A feed's moment can be compared with any other.
    """
    (article,) = read_feed(ATOM.encode())
    assert article.published is not None
    assert article.published - datetime(2026, 11, 24, 8, 30, tzinfo=CHINA) == timedelta(0)
