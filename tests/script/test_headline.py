"""
The spoken headline.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bulletin.model import HEADLINE, Article
from bulletin.script.factcheck import check
from bulletin.script.headline import announce, name_of


@pytest.mark.parametrize(
    ("kicker", "headline", "said"),
    [
        ("蓬江区召开疫情防控及寒潮防范工作会议", "科学精准做好疫情防控工作", "蓬江区召开疫情防控及寒潮防范工作会议。"),
        ("“蓬江夜校”聚焦中小学党建", "奋力书写人民满意的教育答卷", "“蓬江夜校”聚焦中小学党建。"),
        ("滨江侨瑞公司正式进驻蓬江产业园", "完善工作机制 提升城乡环卫作业能力", "滨江侨瑞公司正式进驻蓬江产业园。"),
        ("荷塘镇新建419个市政消防栓", "推动完善消防救援体系", "荷塘镇新建419个市政消防栓。"),
        ("让长者吃上热乎饭", "石湾街道“邻里食堂”开业", "石湾街道“邻里食堂”开业。"),
        ("", "青桥镇早稻机插率突破八成!", "青桥镇早稻机插率突破八成。"),
    ],
)
def test_the_half_that_says_who_did_what_is_announced(kicker: str, headline: str, said: str) -> None:
    """
    Kicker or headline, whichever tells the news; its span is in the title.
    """
    article = Article(headline=headline, kicker=kicker)
    line = announce(article)
    assert line.text == said
    assert all(span.paragraph == HEADLINE for span in line.sources)
    assert article.text_of(line.sources[0]) + "。" == said
    assert check([line.text], article) == ()


def test_a_day_word_in_a_title_is_dated_or_not_said() -> None:
    """
    今日 in a headline is false tomorrow.
    """
    article = Article(
        headline="大河镇今日停水 请居民提前储水", published=datetime(2022, 11, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    )
    assert announce(article).text == "大河镇11月30日停水。"
    assert "今日" not in announce(Article(headline="大河镇今日停水 请居民提前储水")).text


def test_a_half_that_names_nobody_is_said_with_the_half_before_it() -> None:
    """
    What is closed from June on stands in the first half.
    """
    line = announce(Article(headline="松溪大桥维修加固 6月1日起夜间封闭施工"))
    assert line.text == "松溪大桥维修加固，6月1日起夜间封闭施工。"
    assert [span.paragraph for span in line.sources] == [HEADLINE, HEADLINE]


def test_no_title_gives_an_empty_line() -> None:
    """
    Nothing is invented for an article without a title.
    """
    assert announce(Article(headline="")).text == ""


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("云津区新增公交", "方便出行。", "云津区"),
        ("区发改局：菜价稳定", "云津区发改局昨日公布数据。", "云津区"),
        ("文化节开幕", "文化节在青桥镇开幕，有非遗市集。", "青桥镇"),
        ("大桥封闭施工", "近日，梅东塘区大桥封闭。", "梅东塘区"),
        ("警惕“代办退税”骗局", "记者从云津区公安分局获悉。", "云津区"),
        ("“红马甲”理发", "“红马甲”是北门社区义剪队。", "北门社区"),
        ("退休教师办起乡村书屋", "水口镇黄坡村的书屋开放。", "水口镇"),
        ("津贴不用跑", "家住龙塘镇新桥村的莫先生办好了认证。", "龙塘镇"),
        ("带动百户村民增收", "他回到家乡云岭县黄坑村。", "黄坑村"),
    ],
)
def test_the_place_is_one_with_a_name(title: str, body: str, name: str) -> None:
    """
    区 alone, 非遗市集, 骗局 and 百户村民 are no places; a place may stand behind a preposition.
    """
    assert name_of(Article.from_text(title, body)) == name
