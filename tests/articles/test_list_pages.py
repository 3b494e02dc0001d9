from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from fakes import NOON, FixedClock

from bulletin.articles.list_pages import ListPage, WebPage, column_links, dated, next_page, paper_links
from bulletin.errors import AddressError, NoArticlesError, SourceError
from bulletin.outside.fetch import Fetcher, Manners

SITE = "http://paper.example.cn"
DAY = f"{SITE}/html/2026-11/25"
TEXT = "荷塘大桥伸缩缝更换工程11月24日完工，大桥当天恢复双向通车，公交线路同步恢复。"


def article(title: str, more: str = "") -> str:
    return f"<title>{title}</title><h1>{title}</h1><div id='ozoom'><p>{TEXT}</p><p>{TEXT}{title}。</p></div>{more}"


def node(*numbers: int, others: str = "") -> str:
    links = "".join(f'<li><a href="content_{n}.htm">第{n}篇稿件的标题文字在这里</a></li>' for n in numbers)
    areas = "".join(f'<area coords="1,2" href="content_{n}.htm">' for n in numbers)
    return f"<map>{areas}</map><ul>{links}</ul>{others}"


def fetcher(pages: dict[str, str | int], asked: list[str] | None = None) -> Fetcher:
    def answer(request: httpx.Request) -> httpx.Response:
        if asked is not None:
            asked.append(str(request.url))
        found = pages.get(str(request.url), 404)
        if isinstance(found, int):
            return httpx.Response(found)
        return httpx.Response(200, stream=httpx.ByteStream(found.encode()))

    return Fetcher(FixedClock(), Manners(), transport=httpx.MockTransport(answer))


PAPER: dict[str, str | int] = {
    f"{DAY}/node_2.htm": node(
        1, 2, others='<a href="node_3.htm">第02版</a><a href="../../2026-11/24/node_2.htm">前一天</a>'
    ),
    f"{DAY}/node_3.htm": node(3),
    **{f"{DAY}/content_{n}.htm": article(f"第{n}篇稿件的标题文字在这里") for n in (1, 2, 3)},
}


def paper(pages: dict[str, str | int]) -> ListPage:
    return ListPage("云津日报", SITE + "/html/{date:%Y-%m/%d}/node_2.htm", fetcher(pages), FixedClock())


def test_an_e_paper_is_read_page_by_page() -> None:
    """
    All pages of today's paper, each article once, in printed order; no other day's.
    """
    asked: list[str] = []
    source = ListPage("云津日报", SITE + "/html/{date:%Y-%m/%d}/node_2.htm", fetcher(PAPER, asked), FixedClock())
    assert [a.headline[1] for a in source.read()] == ["1", "2", "3"]
    assert {a.source for a in source.read()} == {"云津日报"}
    assert not [url for url in asked if "11/24" in url]


def test_the_day_in_an_address_is_the_articles() -> None:
    """
    The e-paper's address tells the date where the page does not.
    """
    first, *_ = paper(PAPER).read()
    assert first.published is not None
    assert first.published.date().isoformat() == "2026-11-25"


def test_one_missing_article_costs_itself_only() -> None:
    """
    The others of the list are read.
    """
    assert len(paper(PAPER | {f"{DAY}/content_2.htm": 404}).read()) == 2


def test_a_paper_without_its_articles_is_told() -> None:
    """
    When all fail, the first error is the source's.
    """
    with pytest.raises(SourceError, match="404"):
        paper({url: page for url, page in PAPER.items() if "node" in url}).read()


def test_robots_close_a_list_page() -> None:
    """
    What the site does not want read by machines is not read.
    """
    with pytest.raises(AddressError, match="robots"):
        paper(PAPER | {f"{SITE}/robots.txt": "User-agent: *\nDisallow: /html/"}).read()


COLUMN = f"""<div class="menu"><a href="/a/">政务公开政务服务互动交流信息</a>
<a href="/b/">领导之窗机构设置规划计划</a></div>
<ul class="news"><li><a href="./202611/t20261125_1.html" title="荷塘大桥恢复双向通车">荷塘大桥恢复双…</a>
<span>2026-11-25</span></li>
<li><a href="./202611/t20261124_2.html">云津区启动老旧小区加装电梯</a><span>2026-11-24</span></li>
<li><a href="./202609/t20260901_3.html">很久以前的一篇旧的新闻稿件</a><span>2026-09-01</span></li></ul>
<ul class="links"><li><a href="http://www.gov.example/">国家部委网站链接一二三四</a></li></ul>{TEXT}"""


def test_a_column_is_the_list_of_dated_headlines() -> None:
    """
    Menus and links to elsewhere are no news; the whole title wins over the shortened one.
    """
    links = column_links(COLUMN, f"{SITE}/news/index.html")
    assert [link.title for link in links][:2] == ["荷塘大桥恢复双向通车", "云津区启动老旧小区加装电梯"]
    assert links[0].url == f"{SITE}/news/202611/t20261125_1.html"
    assert links[0].published == datetime(2026, 11, 24, 16, tzinfo=UTC)


def test_only_the_news_of_two_days_is_read() -> None:
    """
    A column's old pieces stay unread.
    """
    asked: list[str] = []
    pages: dict[str, str | int] = {
        f"{SITE}/news/": COLUMN,
        f"{SITE}/news/202611/t20261125_1.html": article("荷塘大桥恢复双向通车"),
        f"{SITE}/news/202611/t20261124_2.html": article("云津区启动老旧小区加装电梯"),
    }
    source = ListPage("政府网", f"{SITE}/news/", fetcher(pages, asked), FixedClock())
    assert [a.headline for a in source.read()] == ["荷塘大桥恢复双向通车", "云津区启动老旧小区加装电梯"]
    assert not [url for url in asked if "2026090" in url]


def test_a_list_without_news_is_told() -> None:
    """
    A site that was rebuilt gives an error, not silence.
    """
    with pytest.raises(NoArticlesError, match="近两天"):
        ListPage("x", f"{SITE}/x/", fetcher({f"{SITE}/x/": "<p>建设中</p>"}), FixedClock()).read()


def test_a_date_is_filled_into_an_address() -> None:
    """
    As `strftime` has it, in China's time.
    """
    assert dated("http://x/{date:%Y%m}/{date:%d}/node_01.html", NOON) == "http://x/202611/25/node_01.html"
    with pytest.raises(AddressError, match="日期"):
        dated("http://x/{day}/", NOON)


def test_the_pages_of_one_article_are_joined() -> None:
    """
    From the page the operator names through all that follow; other articles' pages are not followed.
    """
    pages: dict[str, str | int] = {
        f"{SITE}/t1.html": article("连载的稿件标题一", '<a href="t1_2.html">下一页</a><a href="t9.html">下一页</a>'),
        f"{SITE}/t1_2.html": article("连载的稿件标题二", '<a href="t1.html">上一页</a>'),
    }
    (joined,) = WebPage("x", f"{SITE}/t1.html", fetcher(pages), FixedClock()).read()
    assert joined.paragraphs == (TEXT, f"{TEXT}连载的稿件标题一。", f"{TEXT}连载的稿件标题二。")
    assert next_page(str(pages[f"{SITE}/t1_2.html"]), f"{SITE}/t1_2.html") == ""


def test_links_are_meant_from_the_pages_base() -> None:
    """
    `<base href>` moves them, as in a browser.
    """
    links, _ = paper_links(f'<base href="/html/2026-11/25/">{node(1)}', f"{SITE}/node_1.htm")
    assert links[0].url == f"{DAY}/content_1.htm"


def test_a_slow_site_does_not_hold_up_the_edition() -> None:
    """
    After three minutes what was read by then is handed on.
    """
    clock, numbers = FixedClock(), range(1, 40)
    pages: dict[str, str | int] = {f"{DAY}/content_{n}.htm": article(f"第{n}篇稿件的标题文字在这里") for n in numbers}
    inner = fetcher(pages | {f"{DAY}/node_2.htm": node(*numbers)}).transport
    assert inner is not None

    def slow(request: httpx.Request) -> httpx.Response:
        clock.push(15)
        return inner.handle_request(request)

    reader = Fetcher(clock, Manners(), transport=httpx.MockTransport(slow))
    read = ListPage("慢", SITE + "/html/{date:%Y-%m/%d}/node_2.htm", reader, clock).read()
    assert 5 <= len(read) <= 15
