from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bulletin.articles.documents import PageFile
from bulletin.articles.notices import is_notice_title, told
from bulletin.articles.tables import rows_told
from bulletin.articles.text_files import explain_text
from bulletin.articles.website import read_html

CUT = """停电通知

因电网检修，以下区域计划停电，请提前做好准备。
日期：2026年12月6日
时间：8:00—18:00
范围：沙富村、环市村、里村
如遇下雨顺延。停电期间请关闭电器电源。

【义诊通知】

本周六举办免费义诊，欢迎街坊参加。
时间：2026年12月5日 9:00-11:30
地点：西江社区文化广场
"""
HEADED = """关于集中办理社保业务的通知
为方便群众，街道定于12月集中办理，现将有关事项通知如下：
一、办理时间
2026年12月5日（星期六）上午9:00—11:30
二、办理地点
白沙街道党群服务中心一楼大厅
三、有关要求
1.请带身份证原件。
2.过时不候。
"""


def test_a_file_of_notices_is_read_line_by_line(tmp_path: Path) -> None:
    """
    Times and places stand on lines of their own that are no sentences; none of them becomes a headline.
    """
    (tmp_path / "a.txt").write_text(CUT, "utf-8")
    cut, clinic = PageFile(tmp_path / "a.txt").read()
    assert (cut.headline, clinic.headline) == ("停电通知", "义诊通知")
    assert cut.paragraphs[1:4] == ("日期：2026年12月6日", "时间：8:00—18:00", "范围：沙富村、环市村、里村")
    assert clinic.paragraphs[-1] == "地点：西江社区文化广场"
    assert cut.kind == clinic.kind == "notice"


def test_a_numbered_head_stands_before_what_it_heads() -> None:
    """
    What is heard is 办理时间 with its time, not a number; a head over a list stays by itself.
    """
    (notice,) = explain_text(HEADED).articles
    assert notice.paragraphs[1:] == (
        "办理时间：2026年12月5日（星期六）上午9:00—11:30",
        "办理地点：白沙街道党群服务中心一楼大厅",
        "有关要求",
        "1.请带身份证原件。",
        "2.过时不候。",
    )


def test_cut_lines_are_put_together() -> None:
    """
    Where a mail program cut long lines they are one; short lines stay by themselves.
    """
    text = (
        "停水通知\n因白沙街道主干管网改造施工需要，定于十二月六日上\n午八时至下午六时停水，请各位居民提前储水备用，不\n"
        "便之处敬请谅解。\n影响范围：西江社区\n白沙街道办事处\n2026年11月25日\n"
    )
    (notice,) = explain_text(text).articles
    assert [len(one) for one in notice.paragraphs] == [56, 9, 7, 11]


def test_a_date_as_last_line_tells_when_it_was_issued() -> None:
    """
    As offices sign; a date that cannot be is no date.
    """
    (dated,) = explain_text(f"{HEADED}\n白沙街道办事处\n2026年11月25日\n").articles
    assert dated.published
    assert dated.published.date() == date(2026, 11, 25)
    (wrong,) = explain_text(f"{HEADED}\n2026年13月45日\n").articles
    assert wrong.published is None


def test_two_things_on_one_line_are_parted() -> None:
    """
    Printed apart by blanks, said with a pause.
    """
    assert told(["联系人：陈姑娘  联系电话：0750-3123456"]) == ("联系人：陈姑娘，联系电话：0750-3123456",)


def test_a_web_notice_keeps_its_bold_heads() -> None:
    """
    On a web page such heads are bold, and would else be taken for subheads.
    """
    title, *lines = HEADED.splitlines()
    body = "".join(f"<p><b>{one}</b></p>" if one[1] == "、" else f"<p>{one}</p>" for one in lines)
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{body}</div></body></html>"
    assert "办理时间：2026年12月5日（星期六）上午9:00—11:30" in read_html(page).paragraphs


def test_a_table_on_a_web_page_is_told_row_by_row() -> None:
    """
    Its times and numbers stay, each behind what it is.
    """
    rows = [("村组", "停电时间", "电话"), ("沙富村", "8:00-12:00", "3123456"), ("里村", "13:00-18:00", "3123457")]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    text = "<p>因电网检修，以下区域于12月6日计划停电，请广大用户提前做好准备，具体安排如下：</p>"
    page = f"<html><body><h1>停电通知</h1><div>{text}<table>{cells}</table></div></body></html>"
    assert read_html(page).paragraphs[1:] == (
        "村组：沙富村，停电时间：8:00-12:00，电话：3123456",
        "村组：里村，停电时间：13:00-18:00，电话：3123457",
    )


@pytest.mark.parametrize(
    "title", ["通 知", "停水公告", "【温馨提示】", "关于开展免费体检的通知（第二号）", "致返乡学子的一封信"]
)
def test_titles_of_notices(title: str) -> None:
    """
    The title's last word says what it is.
    """
    assert is_notice_title(title)


@pytest.mark.parametrize("title", ["区委发布通知要求做好防寒工作", "通知发出后，村民行动起来。", "荷塘镇新建消防栓"])
def test_titles_of_news_are_none(title: str) -> None:
    """
    News may speak of notices.
    """
    assert not is_notice_title(title)


def test_a_newspaper_page_is_none() -> None:
    """
    A page that begins with a notice is read as a page.
    """
    story = "荷塘镇新建419个消防栓\n\n本报讯（记者 张三）记者昨日获悉，荷塘镇新建消防栓四百多个，全部验收合格。\n"
    assert "本报讯（记者 张三）" in [article.byline.raw for article in explain_text(f"{CUT}\n{story}").articles]


def test_a_notice_without_a_line_under_its_title_is_none() -> None:
    """
    Its title alone tells nothing.
    """
    assert told([]) == ()
    assert not explain_text("停电通知\n").articles


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["村组", "电话"], ["沙富村", "12345"], ["里村", ""]], ["村组：沙富村，电话：12345", "村组：里村"]),
        ([["8:00", "沙富村"], ["9:00", "里村"]], ["8:00，沙富村", "9:00，里村"]),
        ([["停电安排"], ["12月6日"]], ["停电安排", "12月6日"]),
        ([["一段正文，" * 12], ["又一段。"]], ["一段正文，" * 12, "又一段。"]),
        ([], []),
    ],
)
def test_a_table_is_told_row_by_row(rows: list[list[str]], lines: list[str]) -> None:
    """
    A number alone says nothing: each row is one line, behind what stands over its columns; a table for layout is text.
    """
    assert rows_told(rows) == lines


COPIED = """荷塘镇：一颗柑橘撬动亿元产业
原创 云津发布 云津发布 2026-11-24 18:00 广东

点击蓝字，关注我们

冬日的荷塘镇，漫山遍野的柑橘挂满枝头，果农们正忙着采摘、装箱。

近年来，荷塘镇把柑橘作为主导产业，全镇种植面积达2.3万亩，带动3200多户农户增收。

来源 | 荷塘镇融媒体中心
编辑 | 小云
分享 收藏 点赞 在看
"""


def test_what_is_copied_along_from_an_account_is_left_out() -> None:
    """
    Its own lines are neither headline nor text, and whom it names as source is the outlet; all keep their numbers.
    """
    explained = explain_text(COPIED)
    (article,) = explained.articles
    assert article.title == "荷塘镇：一颗柑橘撬动亿元产业"
    assert [text[:4] for text in article.paragraphs] == ["冬日的荷", "近年来，"]
    assert article.byline.outlet == "荷塘镇融媒体中心"
    told = COPIED.split("\n")
    assert all(one.text[:4] in told[one.number - 1] for one in explained.decisions)
    assert {one.number for one in explained.decisions if one.verdict == "略去"} >= {2, 4, 10, 11}


def test_a_weather_forecast_keeps_its_days(tmp_path: Path) -> None:
    """
    Told whole like a notice: today and tomorrow are what it is about.
    """
    (tmp_path / "a.txt").write_text("白沙街道天气预报\n今天夜间到明天白天，多云，气温14到22度。\n", "utf-8")
    (forecast,) = PageFile(tmp_path / "a.txt").read()
    assert forecast.kind == "notice"


@pytest.mark.parametrize(
    "masthead",
    ["云津日报  2026年11月24日  星期二  A03版 要闻", "2026年11月24日 星期二 第3版", "云津晚报 2026年11月24日"],
)
def test_a_masthead_tells_the_day_of_print(masthead: str) -> None:
    """
    It is no headline, and 昨日 means the day before its date.
    """
    story = "荷塘镇新建419个消防栓\n\n本报讯（记者 张三）记者昨日获悉，荷塘镇新建消防栓四百多个，全部验收合格。\n"
    explained = explain_text(f"{masthead}\n责任编辑：李四\n\n{story}")
    (article,) = explained.articles
    assert article.title == "荷塘镇新建419个消防栓"
    assert article.published
    assert article.published.date() == date(2026, 11, 24)
    assert explained.decisions[0].verdict == "版面杂项"


def test_a_day_in_a_headline_is_no_masthead() -> None:
    """
    News may begin with a date.
    """
    text = (
        "2026年11月24日全区停课\n\n本报讯（记者 张三）受台风影响，全区中小学和幼儿园今天停课一天，各校安排老师值班。\n"
    )
    (article,) = explain_text(text).articles
    assert article.published is None


def test_a_day_in_a_notice_is_no_masthead() -> None:
    """
    It is the day the notice is about.
    """
    (notice,) = explain_text("义诊通知\n2026年12月5日 星期六\n西江社区文化广场，免费量血压。\n").articles
    assert notice.paragraphs[0] == "2026年12月5日 星期六"
