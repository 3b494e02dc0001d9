"""
Condensing whole articles: the page in `seeds/` and 75 invented ones.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import time
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model import HEADLINE, Article, Span, Suspect
from bulletin.script.condense import condense
from bulletin.script.factcheck import check
from bulletin.script.sentences import has_balanced_quotes, longest_breath

DATA = Path(__file__).parents[1] / "data/condense"
ROWS = [
    json.loads(line)
    for name in ("articles.jsonl", "district.jsonl", "later.jsonl", "blind.jsonl", "fresh.jsonl")
    for line in (DATA / name).read_text(encoding="utf-8").splitlines()
]
BUDGETS = (30, 45, 60, 90, 120, 160, 240, 400)
PRINTED_AT = datetime(2022, 12, 1, tzinfo=ZoneInfo("Asia/Shanghai"))


def article(name: str, published: datetime | None = None) -> Article:
    row = next(row for row in ROWS if row["id"] == name)
    return Article.from_text(row["title"], row["body"], published=published)


def told(name: str, max_chars: int, published: datetime | None = None) -> str:
    return "".join(line.text for line in condense(article(name, published), max_chars))


every_article = pytest.mark.parametrize("name", [row["id"] for row in ROWS])
every_budget = pytest.mark.parametrize("max_chars", BUDGETS)


@every_article
@every_budget
class TestEveryScript:
    def test_it_keeps_to_its_budget_and_says_something(self, name: str, max_chars: int) -> None:
        assert 0 < len(told(name, max_chars)) <= max_chars

    def test_each_line_is_one_sentence_with_its_source(self, name: str, max_chars: int) -> None:
        for line in condense(article(name), max_chars):
            assert re.fullmatch(r"[^。！？]+[。！？]", line.text)
            assert line.sources
            assert line.spoken == ""

    def test_each_line_can_be_said(self, name: str, max_chars: int) -> None:
        for line in condense(article(name), max_chars):
            assert longest_breath(line.text) <= 35
            assert has_balanced_quotes(line.text)
            assert not re.search(r"[()（）\[\],;!?]|(?<!自)我(?!国)|您|咱", line.text)
            assert not re.match(r"此外|同时|其中|他|她|该|这|此|对此|但", line.text)

    @pytest.mark.parametrize("published", [None, PRINTED_AT])
    def test_it_passes_the_fact_check(self, name: str, max_chars: int, published: datetime | None) -> None:
        source = article(name, published)
        assert check([line.text for line in condense(source, max_chars)], source) == ()

    def test_no_day_word_is_aired(self, name: str, max_chars: int) -> None:
        assert not re.search(
            r"昨[日天]|今[日天]|明[日天]|上周", told(name, max_chars) + told(name, max_chars, PRINTED_AT)
        )

    def test_the_sources_hold_every_number_of_their_line(self, name: str, max_chars: int) -> None:
        source = article(name)
        for line in condense(source, max_chars):
            there = "".join(source.text_of(span) for span in line.sources)
            assert all(number in there for number in re.findall(r"\d+(?:\.\d+)?", line.text))


@pytest.mark.parametrize(
    ("name", "max_chars", "said"),
    [
        ("seed-1", 60, "11月30日，蓬江区召开疫情防控及寒潮防范工作会议。"),
        ("seed-1", 400, "会议强调，一要把好“输入关”；二要强化“目的地”管理；三要坚持以快制快；四要狠抓落实。"),
        ("seed-2", 60, "“蓬江夜校”聚焦中小学党建。"),
        ("seed-3", 400, "提前向目的地村、社区预约报备"),
        ("seed-4", 120, "滨江侨瑞公司正式接管蓬江产业园的环卫保洁工作，包含34条主次干道清扫保洁、垃圾清运"),
        ("seed-6", 60, "近日，蓬江区举办养老护理线上学习培训，全区9家养老服务机构积极组织工作人员参与培训。"),
        ("seed-7", 120, "截至目前，全镇共有783个市政消防栓“在岗执勤”。"),
        ("d1-1", 60, "云津区启动老旧小区加装电梯集中申报，今年计划完成120台。申报时间截至5月31日"),
        ("d1-1", 240, "温启明说，过去业主要跑规划、消防、质监等五个窗口，现在只需在街道综合服务窗口递交一套材料"),
    ],
)
def test_the_news_is_told_as_an_editor_would(name: str, max_chars: int, said: str) -> None:
    """
    Lists keep their heads, a lost subject is the clause before, nested titles go, a soft lead gives way to the title.
    """
    assert said in told(name, max_chars)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("seed-3", "11月30日，蓬江区新型冠状病毒肺炎"),
        ("seed-4", "11月30日，滨江侨瑞公司"),
        ("d1-4", "11月25日中午，石湾街道"),
    ],
)
def test_yesterday_becomes_its_date_when_the_day_of_print_is_known(name: str, date: str) -> None:
    """
    昨日 and 上周五 are computed from `published`.
    """
    assert date in told(name, 120, PRINTED_AT)


def test_a_damaged_passage_is_not_aired() -> None:
    """
    Seed article 2 has its last paragraph pasted into its first.
    """
    for max_chars in BUDGETS:
        assert "指明了实践方法" not in told("seed-2", max_chars)


def test_a_suspect_of_the_reader_is_not_aired() -> None:
    """
    What the reader of the page marked is left out, and the headline stands in.
    """
    body = "大河镇新建10个停车场。"
    suspect = Suspect(Span(0, 0, len(body)), "重复")
    (line,) = condense(Article.from_text("大河镇新建停车场 方便群众", body, suspects=(suspect,)), 60)
    assert line.text == "大河镇新建停车场。"
    assert line.sources == (Span(HEADLINE, 0, 8),)


def test_nothing_gives_nothing() -> None:
    """
    Without a word to say, or without room for one, the result is empty.
    """
    assert condense(Article.from_text("", ""), 60) == ()
    assert condense(article("seed-1"), 3) == ()


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet="大河镇新建我们昨日的“”（）《》，。；：,.()1234万个要一二是了在和该不将", max_size=120),
    st.text(alphabet="大河镇 建成0123个“”", max_size=20),
    st.integers(min_value=0, max_value=120),
)
def test_any_text_is_condensed_within_its_budget_and_stands(body: str, headline: str, max_chars: int) -> None:
    """
    Whatever is printed, the budget holds and every line passes the fact check.
    """
    source = Article.from_text(headline, body)
    lines = condense(source, max_chars)
    assert sum(len(line.text) for line in lines) <= max_chars
    assert check([line.text for line in lines], source) == ()


def benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks/condense.py"
    spec = importlib.util.spec_from_file_location("benchmark_condense", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("max_chars", "rouge_1", "rouge_2", "facts"), [(60, 0.58, 0.46, 0.65), (120, 0.69, 0.595, 0.87)]
)
def test_it_says_what_an_editor_would_say(max_chars: int, rouge_1: float, rouge_2: float, facts: float) -> None:
    """
    Over 47 articles with references: as issue 4 asks of articles kept back, all faithful, all ready to air.
    """
    module = benchmark()
    rows = [row for name in ("articles", "district", "later") for row in module.rows_of(name)]
    found = module.mean([module.score(module.ours(row, max_chars), row, max_chars) for row in rows])
    assert found.rouge_1 >= rouge_1
    assert found.rouge_2 >= rouge_2
    assert found.facts >= facts
    assert found.faithful == 1
    assert found.ready >= 0.98


def test_it_is_ahead_of_cutting_the_lead() -> None:
    """
    The peer that needs no package: at both lengths, on every count, over both sets.
    """
    module = benchmark()
    rows = [row for name in module.SETS for row in module.rows_of(name)]
    systems, _ = module.systems()
    for max_chars in module.BUDGETS:
        ours, lead = (
            module.mean([module.score(systems[name](row, max_chars), row, max_chars) for row in rows])
            for name in ("bulletin", "lead, cut")
        )
        assert ours.rouge_1 > lead.rouge_1
        assert ours.rouge_2 > lead.rouge_2
        assert ours.rouge_l > lead.rouge_l
        assert ours.facts > lead.facts


def test_a_long_article_takes_its_share_and_no_more() -> None:
    """
    Eight times the text takes about eight times as long, not sixty-four; 20,000 characters within two seconds.
    """
    bodies = "\n".join(row["body"] for row in ROWS)
    spent = {}
    for chars in (2500, 20_000):
        long = Article.from_text("云津区召开会议", (bodies * 3)[:chars])
        started = time.process_time()
        condense(long, 240)
        spent[chars] = time.process_time() - started
    assert spent[20_000] < 2
    assert spent[20_000] < 30 * spent[2500]


@pytest.mark.parametrize(
    "body",
    [
        "，".join(f"组织开展第{number}项培训" for number in range(1500)) + "。",
        "；".join(f"第{number}路公交由花园开往医院" for number in range(1500)) + "。",
        "一要抓好安全。二要排查隐患。" * 1400,
        "今年全区计划完成加装电梯" * 1700,
        "1" * 20_000,
        "“" * 10_000 + "”" * 10_000,
        "（" * 20_000,
        "大河镇新建10个停车场。" * 1800,
    ],
    ids=["clauses", "semicolons", "lists", "no stop", "digits", "quotes", "brackets", "one sentence"],
)
def test_no_text_is_slow(body: str) -> None:
    """
    What nobody prints, but a broken source may send: 20,000 characters are condensed and checked within two seconds.
    """
    article = Article.from_text("大河镇新建停车场", body)
    started = time.process_time()
    check([line.text for line in condense(article, 240)], article)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("寒潮抵达 最低4℃", "受冷空气影响,14日夜间起我区气温明显下降,15日最低气温4℃。", "14日夜间起气温明显下降"),
        ("大河镇公布招生政策 新增学位2700个", "学校很多。", "大河镇公布招生政策，新增学位2700个。"),
        ("大河镇成立队伍 方便群众", "学校很多。", "大河镇成立队伍。"),
    ],
)
def test_headlines_and_our_district_are_said_for_the_ear(title: str, body: str, said: str) -> None:
    """
    我区 goes where nothing is lost, both halves of a headline that tell something are one line, a resolve is not said.
    """
    assert said in "".join(line.text for line in condense(Article.from_text(title, body), 60))


def test_questions_and_labels_of_a_hot_line_are_not_said() -> None:
    """
    Of a page of questions the answers are told, without 答.
    """
    asked = "问:哪些人需要年审?\n答:65岁以上持卡的老人每年须年审一次,今年的时间为3月1日至4月30日。"
    body = f"{asked}\n问:要收费吗?\n答:年审不收取任何费用。"
    text = "".join(line.text for line in condense(Article.from_text("乘车卡年审问答", body), 120))
    assert "65岁以上持卡的老人每年须年审一次" in text
    assert "答" not in text.removeprefix("乘车卡年审问答。")
    assert "需要年审" not in text


@pytest.mark.parametrize(
    ("body", "said", "never"),
    [
        (
            "水厂扩建工程动工仪式在青山镇举行。该工程总投资2.4亿元,计划2025年6月建成。",
            "工程总投资2.4亿元，计划2025年6月建成。",
            "举行，总投资",
        ),
        ("学生在后山的实践基地里学收萝卜12筐。该基地占地3.5亩,有菜地12块。", "基地占地3.5亩", "萝卜12筐，占地"),
        ("石新线改造工程完工通车。该工程总投资2160万元,改造危桥2座。", "完工通车，总投资2160万元", "该工程"),
        ("登山赛11月12日8时在青山镇举行。当天6时至12时,环山路禁止通行。", "。6时至12时，环山路禁止通行。", "当天"),
        ("登山赛在青山镇举行。当天6时至12时,环山路禁止通行。", "登山赛在青山镇举行。", "环山路"),
        ("青山镇查处1起案件,罚款5000元。周某当庭表示认罪2次。", "罚款5000元", "周某"),
        ("青山镇查获酒驾司机梁某等3人。梁某被罚款5000元。", "梁某被罚款5000元", "，梁某"),
        (
            "白水、茶亭两镇常断水。青山镇新建泵站12座,铺管16公里,投资820万元。两镇的管网将于9月招标。",
            "820万元",
            "两镇的",
        ),
    ],
)
def test_a_subject_is_shared_only_where_it_is_the_same(body: str, said: str, never: str) -> None:
    """
    该工程 is joined to its sentence where that is about it, else 工程 begins its own; 两镇 follows the two named.
    """
    lines = [line.text for line in condense(Article.from_text("青山镇工程", body), 60)]
    assert said in "".join(lines)
    assert not any(re.search(never, line) for line in lines)


def test_a_demand_is_said_with_who_demands_it() -> None:
    """
    The second 要 of a paragraph stands behind the 会议强调 of the first, once.
    """
    body = (
        "7月18日,青山镇开会。\n会议强调,要提高认识。要集中整治校园周边,年底前改造450家小餐饮。要每月抽检食品200批次。"
    )
    article = Article.from_text("青山镇召开食品安全会议", body)
    lines = [line.text for line in condense(article, 90)]
    assert "会议强调，要集中整治校园周边，年底前改造450家小餐饮。要每月抽检食品200批次。" in "".join(lines)
    assert check(lines, article) == ()


def test_in_a_roomy_script_the_story_goes_on_behind_the_headline() -> None:
    """
    With room, the lead is not said again behind the headline that told it; the place is told once.
    """
    body = (
        "近日,青山镇边角地停车场建成投用,新增公共停车位860个。停车位首小时3元,之后每小时2元,单日最高收费15元。"
        "周边居民可申请包月,每月180元。年底前还将新增车位300个,接入小程序。"
    )
    text = "".join(
        line.text for line in condense(Article.from_text("青山镇建成边角地停车场 新增停车位860个", body), 90)
    )
    assert text.count("860个") == 1
    assert "青山镇" in text
    assert "每月180元" in text


def test_our_city_points_back_to_nothing() -> None:
    """
    本市户籍 is said without a city named before; 此次维修 is 维修 behind the line that tells of it.
    """
    text = "".join(
        line.text
        for line in condense(
            Article.from_text(
                "松溪大桥维修", "6月1日起,松溪大桥进行维修。此次维修将更换伸缩缝12道。本市户籍老人免费领取绕行地图。"
            ),
            60,
        )
    )
    assert "维修将更换伸缩缝12道。" in text
    assert "本市户籍老人免费领取绕行地图。" in text
    assert "此次" not in text


@pytest.mark.parametrize(
    ("dull", "needed"),
    [
        ("区领导黄伟文、陈锦明参加活动。", "养殖户须自备发电机。"),
        ("事故原因正在进一步调查。", "过往车辆务必减速慢行。"),
        ("去年,全区共发放补贴426万元。", "种植户须向村委会申报。"),
        ("大桥建成于1996年,长820米。", "货车不得上桥，请绕行。"),
    ],
)
def test_what_is_to_be_done_comes_before_form_and_background(dull: str, needed: str) -> None:
    """
    With room for one of both, who sat on the platform, what goes on and what was built when are left out.
    """
    article = Article.from_text("青山镇发布消息", f"青山镇各村注意。{dull}{needed}")
    text = "".join(line.text for line in condense(article, 24))
    assert needed.rstrip("。") in text
    assert dull.rstrip("。") not in text
