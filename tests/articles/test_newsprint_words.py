"""
The small judgements a page is read by: bylines, captions, furniture, cut words, titles.
"""

from __future__ import annotations

import pytest

from bulletin.articles.newsprint import bylines, captions, furniture, joining, jumps, junction, shapes, titles


@pytest.mark.parametrize(
    ("text", "raw", "outlet", "credits_", "body"),
    [
        (
            "江门日报讯(见习记者/任佳燕)昨日,",
            "江门日报讯(见习记者/任佳燕)",
            "江门日报",
            [("见习记者", ("任佳燕",))],
            "昨日,",
        ),
        ("本报讯 记者张三、李四报道：昨日", "本报讯 记者张三、李四报道", "", [("记者", ("张三", "李四"))], "昨日"),
        (
            "新华社北京3月6日电（记者 王明）国务院",
            "新华社北京3月6日电（记者 王明）",
            "新华社",
            [("记者", ("王明",))],
            "国务院",
        ),
        ("【本报讯】昨日，", "【本报讯】", "", [], "昨日，"),
        (
            "（记者 罗 霏 通讯员 宋慕仪）近日",
            "（记者 罗 霏 通讯员 宋慕仪）",
            "",
            [("记者", ("罗霏",)), ("通讯员", ("宋慕仪",))],
            "近日",
        ),
    ],
)
def test_a_byline_leads_a_paragraph(
    text: str, raw: str, outlet: str, credits_: list[tuple[str, tuple[str, ...]]], body: str
) -> None:
    """
    A leading byline is parted from the text, with outlet, roles and names.
    """
    lead = bylines.read_lead(text)
    assert lead is not None
    assert (lead.byline.raw, lead.byline.outlet, lead.body) == (raw, outlet, body)
    assert [(c.role, c.names) for c in lead.byline.credits] == credits_


@pytest.mark.parametrize(
    "text", ["记者从区住建局获悉，", "通讯员刘明近日在山区采访时，", "昨日，区图书馆讯息显示", "记者在现场看到"]
)
def test_a_sentence_about_reporters_is_no_byline(text: str) -> None:
    """
    记者 at the head of a sentence is news, not a credit.
    """
    assert bylines.read_lead(text) is None


@pytest.mark.parametrize(
    ("text", "is_byline"),
    [
        ("文/图 记者 罗霏 通讯员 宋慕仪", True),
        ("■本报记者 张三", True),
        ("（记者 罗霏 通讯员 李四）", True),
        ("文字为记者所写", False),
        ("图书馆延长夜间开放时间", False),
        ("文明新风", False),
        ("记者节快乐", False),
    ],
)
def test_a_byline_on_a_line_of_its_own(text: str, *, is_byline: bool) -> None:
    """
    Only roles and names stand on it.
    """
    assert (bylines.read_own_line(text) is not None) == is_byline


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("任务已完成。（记者 罗霏 通讯员 李四）", "任务已完成。"),
        ("他说。”（张三）", "他说。”"),
        ("共有三个村（社区）", None),
        ("他们很满意（详见3版）", None),
        ("向村民宣传(文明创建)", None),
    ],
)
def test_a_byline_ends_a_paragraph(text: str, rest: str | None) -> None:
    """
    A signature in brackets is taken off; other brackets stay.
    """
    found = bylines.read_tail(text)
    assert (found[0] if found else None) == rest


@pytest.mark.parametrize(
    ("text", "is_caption"),
    [
        ("农机手在田间作业。 记者 梁景舟 摄", True),
        ("志愿者走访居民。（受访者供图）", True),
        ("图为颁奖现场。", True),
        ("▲新落成的图书馆", True),
        ("所有电梯加装智能识别摄", False),
        ("区图书馆延长开放时间", False),
    ],
)
def test_a_caption_names_its_picture_or_photographer(text: str, *, is_caption: bool) -> None:
    """
    A credit or an arrow makes a caption; the character 摄 in a cut word does not.
    """
    assert captions.is_signed_caption(text) == is_caption


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A03版 民生", "版次"),
        ("02", "版次"),
        ("2024年5月6日 星期一 农历三月廿八", "日期"),
        ("责任编辑：何进 美编：陈工 校对：吴双", "编校人员"),
        ("新闻热线：0750-3366888", "报社信息"),
        ("南屿日报", "版名"),
        ("国内统一连续出版物号CN 33-0000 地址：云台市胜利路66号", "报社信息"),
        ("本版主编 桑榆 责编 宗霞 电话：(0555)2211330 E-mail:kj@example.com", "编校人员"),
        ("组版编辑：康乐 校对：邢辉", "编校人员"),
        ("本版图片除署名外均为资料图片", "报社信息"),
        ("新闻热线 0871-6655443", "报社信息"),
        ("新学期食堂全覆盖 >>5版", "导读"),
        ("今年全区粮食增产（详见3版）", "导读"),
        ("5社区居民踊跃参加", None),
        ("2023年3月7日，区委召开会议", None),
        ("主管使用已超过25年，去年爆裂6次", None),
        ("设计 新颖大方的公园开放了", None),
    ],
)
def test_page_furniture_is_known_by_its_form(text: str, kind: str | None) -> None:
    """
    Lines of furniture are named; cut sentences that begin alike are not mistaken for them.
    """
    found = furniture.furniture(text)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("before", "after", "is_cut"),
    [
        ("不断提高防控工作科", "学性精准性", True),
        ("以“群众带动群", "众”方式", True),
        ("全长1.", "28公里", True),
        ("家里珍藏的3", "7封侨批", True),
        ("将于6月", "10日开幕", True),
        ("会议并讲话。", "会议强调，", False),
        ("大坪村连片", "水田里", False),
    ],
)
def test_a_cut_word_or_number_is_noticed(before: str, after: str, *, is_cut: bool) -> None:
    """
    Word frequencies tell when a break runs through a word, digits when it runs through a number.
    """
    assert junction.is_cut(before, after) == is_cut


@pytest.mark.parametrize(
    ("lines", "kicker", "headline"),
    [
        (["云津区启动申报 今年完成 120 台"], "云津区启动申报", "今年完成120台"),
        (["公司进驻产业园", "完善机制 提升能力"], "公司进驻产业园", "完善机制 提升能力"),
        (["云 津 区 启 动"], "", "云津区启动"),
        (["区图书馆周一闭馆"], "", "区图书馆周一闭馆"),
    ],
)
def test_a_headline_has_a_kicker_where_it_has_two_parts(lines: list[str], kicker: str, headline: str) -> None:
    """
    The first part or line is the kicker; blanks around numbers and between spread characters are strays.
    """
    assert titles.named(lines) == (kicker, headline)


@pytest.mark.parametrize(
    ("text", "is_finished"),
    [
        ("会议召开。", True),
        ("他说：“好！”", True),
        ("和“红色物业”", False),
        ("村（社区）", False),
        ("大件垃圾,", False),
        ("", False),
    ],
)
def test_a_bare_quotation_mark_ends_no_sentence(text: str, *, is_finished: bool) -> None:
    """
    Only a stop, perhaps inside quotation marks or brackets, ends a paragraph.
    """
    assert shapes.is_finished(text) == is_finished


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("全镇18个村的党组 织书记", "全镇18个村的党组织书记"),
        ("获奖者为 张三 李四明 王五。", "获奖者为 张三 李四明 王五。"),
        ("安装 Windows 系统 3 000套", "安装Windows系统3000套"),
    ],
)
def test_stray_blanks_go_and_lists_of_names_stay(text: str, clean: str) -> None:
    """
    Chinese prints no blanks inside a sentence, except between names.
    """
    assert joining.without_strays(text).replace("\u3000", " ") == clean


def test_jumps_name_their_page_in_one_spelling() -> None:
    """
    03, 三 and 3 are one page.
    """
    assert [jumps.page_name(p) for p in ("03", "三", "3", "A02", "十二", "二十")] == ["3", "3", "3", "A2", "12", "20"]
    on = jumps.jump_on("村民出（下转第3版）")
    assert on is not None
    assert (on.rest, on.page) == ("村民出", "3")
