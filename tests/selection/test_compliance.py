from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import HEADLINE, Article
from bulletin.selection.compliance import Leader, Lists, is_blocked, review

WRONG = [
    ("这款保健品疗效显著，是市面上最好的产品。", "最好", "绝对化"),
    ("该药可根治高血压，无效退款。", "根治", "疗效"),
    ("全村12名残废人领到补贴。", "残废人", "残疾人"),
    ("聋子老陈学会了手语。", "聋子", "聋人"),
    ("区委书记亲自到一线指挥。", "亲自", "领导活动"),
    ("全镇农业工作会议隆重召开。", "隆重召开", "重要会议"),
    ("丰塘村村长介绍了情况。", "村长", "村委会主任"),
    ("警方当晚将罪犯抓获。", "罪犯", "犯罪嫌疑人"),
    ("中国和香港的货运量都在增长。", "中国和香港", "内地与香港"),
    ("产品销往日本、香港等国家。", "香港等国家", "国家和地区"),
    ("江门市市委书记出席会议。", "江门市市委书记", "某省委书记"),
    ("受害人张晓明报了警。", "张晓明", "不用全名"),
    ("患者李国强已经出院。", "李国强", "不用全名"),
    ("王小明（9岁）被救起。", "王小明", "未成年人"),
    ("联系人老周，电话13812345678。", "13812345678", "手机号码"),
    ("陈大爷家住东街23号4栋502室，", "东街23号4栋502室", "门牌"),
    ("肇事车辆车牌为粤J12345。", "粤J12345", "车牌"),
    ("扫码下单立减20元。", "扫码下单", "广告"),
    ("影帝参加了活动。", "影帝", "头衔"),
    ("解放前这里是一片荒地。", "解放前", "新中国成立"),
    ("加微信：zhou_88888 领取。", "加微信：zhou_88888", "联系方式"),
]

RIGHT = [
    "区残疾人联合会为盲人送去读屏软件。",
    "市民张女士被骗8.6万元，警方抓获犯罪嫌疑人李某。",
    "法院一审判处罪犯陈某有期徒刑三年。",
    "党的二十大隆重召开。",
    "大学生村官带领村民直播卖柿子。",
    "咨询电话：0750-3862211，热线12320。",
    "活动在东街23号社区服务中心举行。",
    "他用最好的状态迎接比赛。",
    "治水办集中根治水患顽疾。",
    "学校今年招收新生900名，60岁以上老人免费接种。",
    "内地与香港签署合作协议，产品销往日本、香港等国家和地区。",
    "江门市委书记出席会议并讲话。",
    "一名9岁男孩被救起，患者王某已经出院。",
    "居民周婶说，小区变美了。",
]


@pytest.mark.parametrize(("text", "found", "advice"), WRONG, ids=lambda value: value[:8])
def test_what_the_trade_avoids_is_asked_about(text: str, found: str, advice: str) -> None:
    """
    Each shipped rule finds its words, names them and says what to do; none blocks.
    """
    findings = [f for f in review(text) if f.text == found]
    assert findings, review(text)
    assert advice in findings[0].advice
    assert not is_blocked(findings)
    assert text[findings[0].span.start : findings[0].span.end] == found


@pytest.mark.parametrize("text", RIGHT)
def test_sound_wording_is_left_alone(text: str) -> None:
    """
    What is written as it should be raises no question.
    """
    assert review(text) == ()


def test_only_the_operators_list_blocks() -> None:
    """
    A word on the operator's list blocks, also with blanks between its characters; it stands first.
    """
    lists = Lists(block=("旧城改造",), ask=("拆迁",))
    findings = review("村长谈拆迁和旧 城 改造", lists)
    assert [f.level for f in findings] == ["block", "ask", "ask"]
    assert findings[0].text == "旧 城 改造"
    assert is_blocked(findings)
    assert "禁播" in str(findings[0])


def test_what_the_operator_allows_is_not_asked_about() -> None:
    """
    The operator's own list goes before the shipped lints.
    """
    assert review("村长来了", Lists(allow=("村长",))) == ()


LEADERS = (
    Leader("劳茂昌", "蓬江区委书记", order=1, since=date(2021, 1, 1)),
    Leader("王建民", "蓬江区区长", order=2, until=date(2022, 6, 30)),
    Leader("陈丽萍", "蓬江区教育局局长", order=3),
)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("区长劳茂昌主持会议。", "区委书记"),
        ("区长王建民主持会议。", "不在任"),
        ("区委书记罗永辉出席会议。", "不在领导人名单"),
        ("陈丽萍、劳茂昌参加活动。", "劳茂昌、陈丽萍"),
    ],
)
def test_titles_and_names_are_held_against_the_table(text: str, advice: str) -> None:
    """
    A wrong title, an office left, an unknown name, another order: each is asked about by rule W8.
    """
    findings = review(text, Lists(leaders=LEADERS), date(2022, 12, 1))
    assert [f.rule for f in findings] == ["W8"]
    assert advice in findings[0].advice


def test_a_right_title_in_the_right_order_is_left_alone() -> None:
    """
    What stands in the table raises no question.
    """
    text = "区委书记劳茂昌、区教育局局长陈丽萍参加活动。"
    assert review(text, Lists(leaders=LEADERS), date(2022, 12, 1)) == ()


def test_without_a_table_only_leaders_of_rank_are_asked_about() -> None:
    """
    A district secretary's name should be looked at; a village's need not.
    """
    assert [f.rule for f in review("区委书记劳茂昌主持会议。")] == ["W8"]
    assert review("岭梅社区党委书记周兰说。") == ()


def test_an_article_is_looked_through_with_its_title() -> None:
    """
    Spans point into title and body; the same words are named once.
    """
    article = Article.from_text("村长谈修路", "村长介绍，路宽6米。\n村长说，年底通车。")
    findings = review(article)
    assert [f.span.paragraph for f in findings] == [HEADLINE]
    assert article.text_of(findings[0].span) == "村长"


SENTENCES = list(
    csv.DictReader(
        (Path(__file__).parents[1] / "data" / "compliance" / "sentences.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
    )
)
LISTED = Lists(block=("青云往事",), ask=("征地",))


def test_what_must_prompt_prompts() -> None:
    """
    Of sentences with something wrong at most one in twenty passes, and the words are named by their rule.
    """
    wrong = [row for row in SENTENCES if row["prompts"] == "y"]
    found = [
        any(f.rule == row["rule"] and (row["found"] in f.text or f.text in row["found"]) for f in findings)
        for row, findings in ((row, review(row["sentence"], LISTED)) for row in wrong)
    ]
    assert sum(found) >= 0.95 * len(wrong)


def test_what_only_looks_like_it_does_not() -> None:
    """
    Of sentences that look alike but are sound at most one in twenty prompts.
    """
    sound = [row["sentence"] for row in SENTENCES if row["prompts"] == "n"]
    assert sum(bool(review(sentence, LISTED)) for sentence in sound) <= 0.05 * len(sound)


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    """
    Whatever is printed: spans lie within it, and nothing shipped blocks.
    """
    for finding in review(text):
        assert finding.level == "ask"
        assert text[finding.span.start : finding.span.end] == finding.text
