"""
Newspaper pages: heads of pages, tables, who signs a notice, what the scanner prints twice.
"""

from __future__ import annotations

import pytest

from bulletin.articles.newsprint import explain_newsprint, read_newsprint, shapes, tables
from bulletin.articles.newsprint.bylines import read_own_line, read_tail
from bulletin.articles.newsprint.mastheads import is_masthead

NEWS = "本报讯（记者 林岚）昨日，区图书馆新馆开放，市民可免费借阅。"


@pytest.mark.parametrize(
    ("text", "is_head"),
    [
        ("03 | 岚山周刊 | 街镇", True),
        ("B4 副刊·芦花", True),
        ("人物·访谈", True),
        ("科技·健康 A11", True),
        ("龙溪报 2023年8月21日", True),
        ("服务,每周六9", False),
        ("18 岁少年", False),
        ("5社区居民踊跃参加", False),
        ("文化 惠民", False),
        ("2023年3月7日 工程完工", False),
        ("10日在临江古街", False),
    ],
)
def test_a_pages_head_is_known_by_its_parts(text: str, *, is_head: bool) -> None:
    """
    A page number, a date, sections and papers in any order make a head; one unknown word may be a column's name.
    """
    assert is_masthead(text) == is_head


@pytest.mark.parametrize(
    ("text", "is_row"),
    [
        ("1 生态环境局 7 0", True),
        ("青桥队 5 4 1 0 13", True),
        ("今年完成 120 台", False),
        ("长者食堂 一餐 12 元", False),
        ("共有 3 镇 5 村 8000 人受益。", False),
    ],
)
def test_a_row_is_mostly_figures(text: str, *, is_row: bool) -> None:
    """
    At least half of a row's cells are figures, and no sentence stands in it.
    """
    assert tables.is_row(text) == is_row


def test_a_table_goes_with_its_title_and_heading_and_leaves_the_headline_below_alone() -> None:
    """
    Results of games, standings and draws are no part of a headline or a body.
    """
    page = (
        f"区图书馆新馆开放\n\n{NEWS}\n\n半决赛成绩\n\n蓝田队 5:4 汉川队（点球）\n\n江北队 2:0 石门队\n\n"
        f"名次 单位 胜 负\n\n1 教育局 6 1\n\n2 税务局 5 2\n\n彩票开奖\n\n双色球第2024036期：红球 03 07 蓝球 11\n\n"
        f"县城新增停车场\n\n{NEWS}"
    )
    assert [a.title for a in read_newsprint(page)] == ["区图书馆新馆开放", "县城新增停车场"]
    assert sum(d.verdict == "版面杂项" for d in explain_newsprint(page).decisions) == 8


@pytest.mark.parametrize("signed", ["平江县公安局交通警察大队\n\n2024年4月2日", "平江县水务局 2024年4月2日"])
def test_an_office_signs_its_notice_and_ends_it(signed: str) -> None:
    """
    The office and the day below a notice are its byline; the next line begins another article.
    """
    notice_ = "关于东湖大道封闭施工的通告\n\n自4月8日起，东湖大道封闭施工。\n\n特此通告。"
    page = f"{notice_}\n\n{signed}\n\n区图书馆新馆开放\n\n{NEWS}"
    notice, news = read_newsprint(page)
    assert notice.paragraphs == ("自4月8日起，东湖大道封闭施工。", "特此通告。")
    assert notice.byline.outlet == signed.split(maxsplit=1)[0]
    assert news.title == "区图书馆新馆开放"


def test_an_office_in_a_headline_signs_nothing() -> None:
    """
    Without a day below it a line that ends like an office is a headline.
    """
    page = f"区图书馆新馆开放\n\n{NEWS}\n\n走进区环境监测中心\n\n{NEWS}"
    assert [a.title for a in read_newsprint(page)] == ["区图书馆新馆开放", "走进区环境监测中心"]


def test_a_source_in_brackets_is_a_byline() -> None:
    """
    （来源：……） below an article or behind its last sentence names where it came from.
    """
    line = read_own_line("（来源：东屏县应急管理局）")
    tail = read_tail("请拨打120。（来源：东屏县应急管理局）")
    assert line is not None
    assert tail is not None
    assert (line.outlet, tail[0], tail[1].outlet) == ("东屏县应急管理局", "请拨打120。", "东屏县应急管理局")


def test_a_line_the_scanner_printed_twice_is_read_once() -> None:
    """
    No paper prints a long line twice running.
    """
    line = "读者可提前还书，还书箱照常开放，"
    page = f"区图书馆新馆开放\n\n{NEWS}\n\n{line}\n{line}\n请互相转告。"
    assert read_newsprint(page)[0].paragraphs[1] == "读者可提前还书，还书箱照常开放，请互相转告。"


@pytest.mark.parametrize(
    ("text", "breaks_off"),
    [("体检车开进建筑工地", False), ("全区召开项目推进会", False), ("孩子们高兴地", True), ("这条路明年也会", True)],
)
def test_a_noun_that_ends_like_a_particle_ends_a_line(text: str, *, breaks_off: bool) -> None:
    """
    工地 and 推进会 end a headline, 高兴地 and 也会 are followed by more.
    """
    assert shapes.breaks_off(text) == breaks_off


def test_a_notice_begins_below_another_article() -> None:
    """
    征稿启事 is no subhead of what stands above it.
    """
    page = f"区图书馆新馆开放\n\n{NEWS}\n\n征稿启事\n\n本版征集散文和摄影作品，来稿请注明姓名、地址和联系方式。"
    assert [a.title for a in read_newsprint(page)] == ["区图书馆新馆开放", "征稿启事"]
