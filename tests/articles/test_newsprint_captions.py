"""
Newspaper pages: captions that name nobody, subheads with a comma, advertisements with sentences, letters.
"""

from __future__ import annotations

import pytest

from bulletin.articles.newsprint import captions, read_newsprint, titles

NEWS = "本报讯（记者 林岚）昨日，区图书馆新馆开放，市民可免费借阅。"


@pytest.mark.parametrize(
    ("text", "is_picture"),
    [
        ("医护人员将恒温箱送上救护车。", True),
        ("蓝田队队员庆祝进球。", True),
        ("车辆需绕行东环路和龙湾大桥。", False),
        ("附近居民绕着走的臭水沟。", False),
        ("队获得第三名。", False),
        ("工作人员将在5个工作日内答复。", False),
        ("志愿者发放了资料。", False),
    ],
)
def test_people_are_seen_doing_something(text: str, *, is_picture: bool) -> None:
    """
    A caption shows what people do; what is over, planned, owed or counted is told by the article.
    """
    assert captions.shows_people(text) == is_picture


@pytest.mark.parametrize(
    ("before", "caption", "after"),
    [
        (
            "“路上的车都在让。”司机屠国平说，",
            "医护人员将恒温箱送上救护车。",
            "他开了十八年救护车，从来没有觉得方向盘这么重。",
        ),
        ("第63分钟，替补登场的", "蓝田队队员庆祝进球。", "17岁小将盛夏左脚远射扳平比分，比赛进入加时。"),
    ],
)
def test_a_picture_of_people_does_not_end_the_sentence_above(before: str, caption: str, after: str) -> None:
    """
    A short sentence about people, between a text that is open and one that begins as no paragraph does, is a caption.
    """
    page = f"区图书馆新馆开放\n\n{NEWS}\n\n{before}\n\n{caption}\n\n{after}"
    article = read_newsprint(page)[0]
    assert article.paragraphs[1:] == (before + after,)
    assert article.captions == (caption,)


def test_one_is_seen_at_a_place_between_two_paragraphs() -> None:
    """
    `某某在店里冲咖啡。` on a line of its own is a caption even where no blank line sets it off.
    """
    page = f"区图书馆新馆开放\n\n{NEWS}\n\n邬小雨在由牛棚改成的咖啡馆里冲咖啡。\n\n新馆有座位三百个，每天开到晚上九点。"
    article = read_newsprint(page)[0]
    assert article.captions == ("邬小雨在由牛棚改成的咖啡馆里冲咖啡。",)
    assert len(article.paragraphs) == 2


def test_a_caption_among_wrapped_lines_is_taken_out() -> None:
    """
    Where lines are hard-wrapped, without a blank line, the photographer's name ends a caption within a paragraph.
    """
    lines = [
        "区图书馆新馆开放",
        "　　本报讯（记者 林岚）昨日凌晨，望湖路",
        "一处供水主管爆裂，三个社区约四千户居民",
        "停水，抢修队连夜更换管道十八米。",
        "　　爆裂的管道为直径六百毫米的铸铁管，已",
        "抢修人员在望湖路更换管道。本报记者 汤",
        "乐心 摄",
        "使用三十一年。今年年底前，剩余的老旧管",
        "道将全部更换。",
        "　　抢修期间，三个社区用九辆送水车送水，",
        "独居老人由网格员送水上门。",
    ]
    article = read_newsprint("\n".join(lines))[0]
    assert article.captions == ("抢修人员在望湖路更换管道。本报记者 汤乐心 摄",)
    assert "铸铁管，已使用三十一年。" in article.paragraphs[1]


def test_a_headline_line_about_reporters_is_no_caption() -> None:
    """
    记者走访 in a headline is news, whatever stands in the line above.
    """
    page = f"旧衣回收箱成了“垃圾箱” 谁来管\n\n记者走访12个小区发现多数无人管\n\n{NEWS}"
    assert read_newsprint(page)[0].title == "旧衣回收箱成了“垃圾箱” 谁来管 记者走访12个小区发现多数无人管"


def test_a_blank_within_a_word_parts_no_headline() -> None:
    """
    为 何 is one word; the blank is a stray of the dump.
    """
    assert titles.title_parts("旧衣回收箱为 何成了“垃圾箱”") == ["旧衣回收箱为何成了“垃圾箱”"]


def test_a_subhead_may_have_a_comma() -> None:
    """
    A short line with a comma above a paragraph that begins with a time is no part of it.
    """
    page = f"守着一盏灯\n\n{NEWS}\n\n一句话，留了下来\n\n1984年，19岁的阮长贵第一次跟着父亲上岛，岛上没有电。"
    article = read_newsprint(page)[0]
    assert [s.text for s in article.subheads] == ["一句话，留了下来"]
    assert article.paragraphs[1].startswith("1984年")


def test_an_advertisement_with_sentences_ends_where_it_tells_whom_to_call() -> None:
    """
    Below the label 广告 all belongs to it, down to the telephone number; a thing found goes with 招领启事.
    """
    page = (
        f"区图书馆新馆开放\n\n{NEWS}\n\n广告\n\n润禾口服液：让爸妈睡个好觉\n\n失眠、多梦？十二味药材，老客户都说好。\n\n"
        f"本月买五送三，免费送货，咨询热线：400-000-1122\n\n新建停车场六处\n\n{NEWS}\n\n"
        "招领启事\n\n3月28日在客运中心拾获背包一个，请失主前来认领。联系电话：2233107"
    )
    assert [(a.title, len(a.paragraphs)) for a in read_newsprint(page)] == [
        ("区图书馆新馆开放", 1),
        ("新建停车场六处", 1),
    ]


def test_a_letters_salutation_is_a_paragraph() -> None:
    """
    What follows 各位居民朋友： begins a paragraph; what follows another colon goes on.
    """
    page = f"致居民的一封信\n\n{NEWS}\n\n各位居民朋友：\n\n汛期将至，请备好物资。\n\n记者在现场看到：\n\n道路已经修好。"
    paragraphs = read_newsprint(page)[0].paragraphs
    assert paragraphs[1:] == ("各位居民朋友：", "汛期将至，请备好物资。", "记者在现场看到：道路已经修好。")


def test_an_article_without_byline_may_begin_with_an_hour() -> None:
    """
    A short headline above 晚上7点半 begins an article where it shares its words with the text below.
    """
    page = (
        "小区里来了“共享菜园”\n楼顶上种菜，不用花钱租地。今年春天，社区在七栋楼的楼顶开辟菜园，84户居民认领了菜地。\n"
        "夜校开课 年轻人来抢名额\n晚上7点半，文化中心的灯亮了。社区开办夜校，160个名额很快被年轻人抢完。"
    )
    assert [a.title for a in read_newsprint(page)] == ["小区里来了“共享菜园”", "夜校开课 年轻人来抢名额"]


def test_a_silent_caption_among_wrapped_indented_lines_is_taken_out() -> None:
    """
    Where a paragraph goes on without an indent below a short line, that line is a caption if it shows people.
    """
    lines = [
        "区图书馆新馆开放",
        "　　本报讯（记者 林岚）昨日凌晨，望湖路",
        "一处供水主管爆裂，三个社区约四千户居民",
        "停水，抢修队连夜更换管道十八米。",
        "　　过去一场暴雨下来，低处的稻田要泡上",
        "抢险队员在水闸演练堵漏。",
        "两三天，现在七八个小时就能排干，农户再",
        "也不怕下雨。",
        "　　抢修期间，三个社区用九辆送水车送水，",
        "独居老人由网格员送水上门。",
    ]
    article = read_newsprint("\n".join(lines))[0]
    assert article.captions == ("抢险队员在水闸演练堵漏。",)
    assert "要泡上两三天，" in article.paragraphs[1]


def test_what_is_set_off_below_a_caption_as_the_caption_was_goes_on_the_text() -> None:
    """
    Blank lines on both sides of a picture do not make the short rest of a sentence another caption.
    """
    page = (
        f"区图书馆新馆开放\n\n{NEWS}\n\n新馆三楼的亲子阅览区铺设了软垫，记者在\n\n\n\n志愿者在整理图书。\n\n\n\n"
        f"现场看到不少家长。\n\n馆里每天开到晚上九点，周一闭馆。\n\n读者可在网上预约座位。"
    )
    article = read_newsprint(page)[0]
    assert article.captions == ("志愿者在整理图书。",)
    assert article.paragraphs[1] == "新馆三楼的亲子阅览区铺设了软垫，记者在现场看到不少家长。"


def test_a_headline_that_says_held_or_opened_is_no_scene() -> None:
    """
    召开, 启动, 落成 end headlines, not captions without a stop.
    """
    assert not captions.is_scene("防汛工作现场会在罗塘镇召开")
    assert captions.is_scene("群众在现场咨询")
