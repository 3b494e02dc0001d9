"""
What condensing is made of: sentences, brackets, day words, numerals, lists.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Article, Span
from bulletin.script.brackets import resolve_brackets
from bulletin.script.breaths import MAX_BREATH, with_breaths
from bulletin.script.completeness import is_slogan, may_end, may_skip, needs_subject, points_back
from bulletin.script.compression import is_airable, parallel_parts, windows
from bulletin.script.damage import damaged
from bulletin.script.daywords import with_dates
from bulletin.script.enumerations import enumerations
from bulletin.script.excerpts import full_width, printed
from bulletin.script.numerals import by_value
from bulletin.script.reported import reported, without_telling
from bulletin.script.salience import is_colour
from bulletin.script.sentences import longest_breath, split_sentences, with_exceptions

PRINT_DAY = date(2022, 11, 30)
CHINESE = st.text(alphabet="今年全区一二三要把好、，。！？“”（）《》：；,()!?1234567890昨日万亿%", max_size=80)


def texts(paragraph: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(printed(paragraph, 0))]


class TestSentences:
    @pytest.mark.parametrize(
        ("paragraph", "sentences"),
        [
            ("今天开会。明天放假!", ["今天开会。", "明天放假！"]),
            ("“我来。我看。”他说。大家笑了。", ["“我来。我看。”他说。", "大家笑了。"]),
            ("“您好!请问是谁?”连日来,社区很忙。", ["“您好！请问是谁？”", "连日来，社区很忙。"]),
            ("“要解决。”“红色管家”成员小张说。", ["“要解决。”“红色管家”成员小张说。"]),
            ("没有句号", ["没有句号"]),
        ],
    )
    def test_a_quotation_is_not_cut_nor_parted_from_its_speaker(self, paragraph: str, sentences: str) -> None:
        assert texts(paragraph) == sentences

    @given(CHINESE)
    def test_every_character_of_a_sentence_knows_where_it_was_printed(self, text: str) -> None:
        for sentence in split_sentences(printed(text, 0)):
            assert len(sentence.text) == len(sentence.places)
            assert full_width("".join(text[place] for place in sentence.places)).translate(
                str.maketrans(",():", "，（）：")
            ) == sentence.text.translate(str.maketrans(",():", "，（）："))

    def test_commas_in_thousands_and_colons_in_clock_times_stay(self) -> None:
        assert full_width("8:30,共1,200人:好") == "8:30，共1,200人：好"


class TestBrackets:
    @pytest.mark.parametrize(
        ("printed_text", "said"),
        [
            ("向所在村(社区)报告", "向所在村、社区报告"),
            ("指(趾)甲修剪", "指甲修剪"),
            ("来(返)蓬江人员", "来蓬江人员"),
            ("每天(周一除外)开放", "每天，周一除外，开放"),
            ("区住建局（以下简称住建局）通知", "区住建局通知"),
            ("票价20元(60岁以上免费)。", "票价20元，60岁以上免费。"),
            ("拨打(0750)3222222", "拨打0750-3222222"),
        ],
    )
    def test_what_repeats_goes_what_restricts_stays(self, printed_text: str, said: str) -> None:
        assert resolve_brackets(printed(printed_text, 0)).text == said


class TestDayWords:
    @pytest.mark.parametrize(
        ("printed_text", "said"),
        [
            ("昨日,公司开业。", "11月29日，公司开业。"),
            ("昨晚,公司开业。", "11月29日晚，公司开业。"),
            ("明日起停水。", "12月1日起停水。"),
            ("上周五中午,食堂开业。", "11月25日中午，食堂开业。"),
            ("将于下周一举行。", "将于12月5日举行。"),
            ("本月15日前办理。", "11月15日前办理。"),
            ("近日,公司开业。", "近日，公司开业。"),
            ("共建更好的明天。", "共建更好的明天。"),
        ],
    )
    def test_a_day_word_becomes_the_date_it_meant_in_print(self, printed_text: str, said: str) -> None:
        dated = with_dates(printed(printed_text, 0), PRINT_DAY)
        assert dated is not None
        assert dated.text == said

    @pytest.mark.parametrize(
        ("printed_text", "said"),
        [
            ("昨日,公司开业。", "公司开业。"),
            ("上周五中午,食堂开业。", "食堂开业。"),
            ("公司昨日开业。", None),
            ("记者昨日从大河镇获悉，该镇新建消防栓。", "该镇新建消防栓。"),
            ("据区气象台昨日消息，气温将下降。", "气温将下降。"),
            ("区医保局昨日公布缴费标准,每人380元。", "区医保局公布缴费标准，每人380元。"),
            ("气象台昨日发布暴雨预警。", None),
            ("猪肉每斤16.8元,比上周下降3.4%,低于去年。", "猪肉每斤16.8元，低于去年。"),
            ("居民昨日获悉小区将加装电梯，共12台。", None),
            ("明日,全区将停水。", None),
            ("本周将有大雨。", None),
        ],
    )
    def test_without_a_day_of_print_it_is_left_out_or_the_sentence_is(self, printed_text: str, said: str) -> None:
        dated = with_dates(printed(printed_text, 0), None)
        assert (dated and dated.text) == said

    def test_a_computed_date_points_at_the_word_it_came_from(self) -> None:
        dated = with_dates(printed("公司昨日开业。", 3), PRINT_DAY)
        assert dated is not None
        start = dated.text.index("11月29日")
        assert dated.part(start, start + 6).spans == (Span(3, 2, 4),)


class TestNumerals:
    @pytest.mark.parametrize(
        ("written", "other"),
        [
            ("1.2万亩", "12000亩"),
            ("百分之八十四", "84%"),
            ("二十条措施", "20条措施"),
            ("两家", "2家"),
            ("二〇二三年", "2023年"),
            ("8:30", "8时30分"),
            ("3-5日", "3至5日"),
            ("一万二千元", "1.2万元"),
            ("3亿元", "30000万元"),
            ("1,200人", "1200人"),
        ],
    )
    def test_the_same_value_is_written_the_same(self, written: str, other: str) -> None:
        assert by_value(written) == by_value(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("1.2万亩", "1.2亩"), ("84%", "84"), ("二十条", "十二条"), ("8:30", "8:03")]
    )
    def test_other_values_are_written_otherwise(self, one: str, other: str) -> None:
        assert by_value(one) != by_value(other)

    @given(st.integers(min_value=0, max_value=10**9))
    def test_digits_keep_their_value(self, number: int) -> None:
        assert by_value(f"{number}个") == f"{number}个"


class TestCompleteness:
    @pytest.mark.parametrize(
        "clause", ["数据显示", "会议强调", "凡2000年以前建成的住宅", "如果发现火情", "3月6日", "对行动不便的老人"]
    )
    def test_a_clause_that_waits_for_more_cannot_end(self, clause: str) -> None:
        assert not may_end(clause, clause, "全区共有12家")

    @pytest.mark.parametrize(
        ("clause", "following"),
        [
            ("大桥白天保持双向通行", "夜间封闭施工"),
            ("市民可以免费办理", "但仅限本地户籍"),
            ("过去要跑五个窗口", "现在只跑一个窗口"),
            ("时常出现穿着红马甲的党员干部", "正跟着网格员走访"),
            ("要真正解决诉求", "才能赢得理解"),
            ("湖心岛因护岸加固尚未完工", "暂不开放，预计明年3月开放"),
            ("骗子先群发短信", "再以核验身份为名索要密码"),
            ("区农业农村局印发《水稻种植补贴实施方案》", "对种植户给予补贴"),
            ("区发展改革局价格监测股股长贺敏分析", "猪肉价格节前不会大涨"),
            ("每月第一个星期六的清晨", "理发师们准时来到广场"),
            ("1983年的一个雨夜", "她赶去接生"),
            ("9月3日上午8时至下午3时", "白塔镇8个村停电"),
            ("罗医生生前留下遗愿", "将积蓄捐给卫生站"),
            ("水文部门预计", "洪峰将于凌晨通过"),
            ("消防救出5人，其中2人吸入浓烟送医", "目前生命体征平稳"),
            ("事故造成护栏损坏12米", "无人员受伤"),
            ("湖心岛护岸正在加固", "暂不开放"),
            ("周边居民可申请包月", "每月180元"),
            ("大桥禁止5轴以上货车通行", "运送鲜活农产品和应急抢险物资的除外"),
            ("集中缴费的居民，医保待遇从1月1日起享受", "2月28日后缴费的，须等待60天"),
            ("货车司机腿部骨折", "被送往医院治疗，无生命危险"),
            ("救援人员11时清理完毕", "道路恢复双向通行"),
            ("周某在家中与妻子争吵", "一气之下将酒瓶扔下"),
        ],
    )
    def test_a_half_truth_is_no_end(self, clause: str, following: str) -> None:
        assert not may_end(clause, clause, following)

    def test_what_is_announced_is_said_without_the_announcing(self) -> None:
        """
        A sentence never stops at the colon behind 发布停电预告; it may begin behind it.
        """
        sentence = printed("供电所8月30日发布停电预告:因更换导线,9月3日上午8时至下午3时,上坑、下坑等8个村将停电。", 0)
        said = [window.said.text for window in windows(sentence)]
        assert not any(text.endswith("预告。") for text in said)
        assert "因更换导线，9月3日上午8时至下午3时，上坑、下坑等8个村将停电。" in said

    def test_who_announces_stays_where_nobody_else_is_named(self) -> None:
        """
        公开招聘教师 needs to be told by whom; a wage needs nobody.
        """
        assert not may_skip("云津区教育局发布公告", "2024年面向社会公开招聘教师")
        assert may_skip("云津区教育局发布公告", "全区小学开学时间推迟到9月4日")

    def test_that_a_document_was_issued_is_no_sentence(self) -> None:
        """
        What stands in it is the news.
        """
        assert windows(printed("云津区教育局4月20日公布今年小学招生办法。", 0)) == ()

    @pytest.mark.parametrize("clause", ["如果孩子发热", "凡已登记的住户", "未报备的人员", "对经营者", "经业主同意"])
    def test_a_condition_is_never_skipped(self, clause: str) -> None:
        assert not may_skip(clause, "可以申请补贴")

    @pytest.mark.parametrize("clause", ["为推动发展", "随着气温下降", "据介绍", "记者从区住建局获悉"])
    def test_purposes_and_sources_may_be_skipped(self, clause: str) -> None:
        assert may_skip(clause, "全区新建10个站点")

    def test_a_resolve_with_a_number_is_a_fact(self) -> None:
        assert is_slogan("切实提高服务水平")
        assert not is_slogan("提高补贴至300元")

    @pytest.mark.parametrize("text", ["此外，还有", "他说", "该镇新增", "但仍需", "一是建立"])
    def test_words_that_point_back_are_known(self, text: str) -> None:
        assert points_back(text)

    def test_the_date_of_a_telling_goes_with_the_telling(self) -> None:
        said = {window.said.text for window in windows(printed("3月6日,记者从区住建局获悉,加装电梯申报正式启动。", 0))}
        assert "加装电梯申报正式启动。" in said
        assert "3月6日，加装电梯申报正式启动。" not in said

    @pytest.mark.parametrize(
        ("clause", "following"),
        [
            ("市场监管部门提醒家长", "不要购买“三无”食品"),
            ("河口镇自来水厂5月15日发布通知", "因主供水管迁改接驳"),
            ("该所经过半个月侦查", "成功打掉一个团伙"),
            ("受强冷空气影响", "气温明显下降"),
            ("据气象部门预测", "今年汛期降雨量偏多"),
            ("决定从即日起至明年1月31日", "对出租屋开展排查"),
            ("区委党校将围绕基层治理、党建等专题", "开展学习培训"),
            ("加上7月收割的头季", "两季亩产合计达865公斤"),
            ("小学报名不再要求提供证明原件", "改为入学后由学校统一核验"),
            ("目前仍有约1.6万名居民未缴费", "请尽快办理"),
            ("开放时间为每天9时至17时，周一闭馆", "国庆假期除外"),
            ("业主可申领补贴，每套补贴200元", "每栋最高不超过2000元"),
        ],
    )
    def test_no_sentence_stops_before_its_point(self, clause: str, following: str) -> None:
        assert not may_end(clause, clause.rpartition("，")[2], following)

    @pytest.mark.parametrize(
        ("sentence", "said", "never"),
        [
            (
                "会议在竹坑村召开,组织干部观摩,推广“积分制”经验。",
                "会议在竹坑村召开，推广“积分制”经验。",
                "组织干部观摩。",
            ),
            (
                "公交车票价1元,首班车6时,末班车20时。",
                "公交车票价1元，首班车6时，末班车20时。",
                "公交车票价1元，末班车20时。",
            ),
            (
                "2023年度城乡居民基本医疗保险集中参保缴费期由原定的12月31日延长至2023年2月28日,每人380元。",
                "2023年度城乡居民基本医疗保险集中参保缴费期，由原定的12月31日延长至2023年2月28日。",
                "2023年度城乡居民基本医疗保险集中参保缴费期。",
            ),
        ],
    )
    def test_a_chain_may_lose_a_link_but_no_twin_and_no_breath_is_a_stop(
        self, sentence: str, said: str, never: str
    ) -> None:
        ways = {window.said.text for window in windows(with_breaths(printed(sentence, 0)))}
        assert said in ways
        assert never not in ways

    @pytest.mark.parametrize(
        ("sentence", "parts"),
        [
            ("101路开往医院;102路由市场开往地铁站。", ["101路开往医院；", "102路由市场开往地铁站。"]),
            ("要加强巡查;并做好登记。", ["要加强巡查；并做好登记。"]),
            ("城管部门将先责令改正;拒不改正的,处以罚款。", ["城管部门将先责令改正；拒不改正的，处以罚款。"]),
            ("改造分三批:第一批4月;第二批5月。", ["改造分三批：第一批4月；第二批5月。"]),
            ("5月18日,东片停水;西片水压偏低。", ["5月18日，东片停水；西片水压偏低。"]),
        ],
    )
    def test_a_semicolon_parts_what_stands_alone(self, sentence: str, parts: list[str]) -> None:
        assert [part.text for part in parallel_parts(printed(sentence, 0))] == parts

    def test_an_exception_stays_with_what_it_limits(self) -> None:
        told = with_exceptions(split_sentences(printed("每周六开放28个窗口。法定节假日除外。", 0)))
        assert [sentence.text for sentence in told] == ["每周六开放28个窗口，法定节假日除外。"]

    @pytest.mark.parametrize(
        "text", ["一要压实责任。", "董事长邓庆斌说。", "“大家好。我来了。”", "抓好登记，对问题限期整改。"]
    )
    def test_what_sounds_unfinished_is_not_aired(self, text: str) -> None:
        assert not is_airable(text)

    @pytest.mark.parametrize(
        ("sentence", "said"),
        [
            ("但受损的120米护栏尚未修复,限速30公里。", "受损的120米护栏尚未修复，限速30公里。"),
            ("接种从10月16日开始,至11月30日结束,老人免费接种。", "接种从10月16日开始，至11月30日结束，老人免费接种。"),
            ("4月底前完成23座水库的检查,对查出的问题限期整改。", "4月底前完成23座水库的检查。"),
            ("年审不收费。", "年审不收费。"),
        ],
    )
    def test_what_stands_is_said(self, sentence: str, said: str) -> None:
        ways = [window.said.text for window in windows(printed(sentence, 0))]
        assert ways[-1] == said

    def test_what_this_is_is_left_out(self) -> None:
        """
        What 这 points at stands in the sentence before.
        """
        ways = [way.said.text for way in windows(printed("公安局发布预警,这是新型骗术,全区已有14人被骗。", 0))]
        assert "公安局发布预警，全区已有14人被骗。" in ways
        assert not any("这是" in way for way in ways)

    def test_a_turn_without_a_subject_stays_unsaid(self) -> None:
        assert windows(printed("但不得转让。", 0)) == ()

    @pytest.mark.parametrize(
        ("text", "needs"),
        [
            ("对行动不便的老人，社区组织志愿者送餐", False),
            ("对拖欠工资的，依法采取强制措施", True),
            ("对存在隐患的出租屋，限期15天整改", False),
            ("从今年1月起，外地老人都可申领", False),
            ("不断加强培训", True),
        ],
    )
    def test_a_subject_may_stand_behind_those_it_is_for(self, text: str, *, needs: bool) -> None:
        assert needs_subject(text) is needs

    @pytest.mark.parametrize(
        "text", ["家长可通过公众号预约，也可现场挂号。", "台风来临前请关好门窗。", "记者从区住建局获悉，申报启动。"]
    )
    def test_an_instruction_is_no_scene(self, text: str) -> None:
        assert not is_colour(text)

    @pytest.mark.parametrize(
        "text",
        [
            "清晨，老人们三三两两走来。",
            "12月3日，家住桥东的莫先生办好了认证。",
            "连片水田里，6台插秧机来回穿梭。",
            "再生稻是指收割后再长出一季的稻。",
        ],
    )
    def test_scenes_and_definitions_are_colour(self, text: str) -> None:
        assert is_colour(text)


class TestSpeechAndLists:
    def test_what_a_body_tells_of_itself_is_said_of_it(self) -> None:
        said = without_telling(printed("7月9日,桥东派出所通报,该所经过半个月侦查,成功打掉一个团伙。", 0))
        assert said.text == "7月9日，桥东派出所成功打掉一个团伙。"
        other = printed("桥东派出所通报,该镇新建一个停车场。", 0)
        assert without_telling(other) is other

    def test_a_quotation_that_leads_up_to_the_news_is_left_out(self) -> None:
        said = reported(printed("“太方便了。”9月9日上午,市民曾先生说,办结只用了25分钟。", 0))
        assert said.text == "9月9日上午，市民曾先生说，办结只用了25分钟。"

    def test_heads_may_name_who_demands_them_themselves(self) -> None:
        body = "会议强调,一要压实责任。领导是第一责任人。二要排查隐患。4月底前查完23座水库。"
        (found,) = enumerations(split_sentences(printed(body, 0)))
        assert found.heads.text == "会议强调，一要压实责任；二要排查隐患。"
        assert found.inside == frozenset({0, 1, 2})
        assert found.is_told_by

    def test_what_is_listed_for_some_is_not_said_of_all(self) -> None:
        body = "对于偏远的村,镇里从两方面入手。一是建立机制。每个村建1支队伍。二是配备装备。"
        (found,) = enumerations(split_sentences(printed(body, 0)))
        assert found.inside == frozenset({1, 2, 3})

    def test_a_speech_without_a_first_person_is_reported_word_for_word(self) -> None:
        said = reported(printed("“现在只需递交一套材料,15天就能办好。”负责人温启明说。", 0))
        assert said.text == "负责人温启明说，现在只需递交一套材料，15天就能办好。"

    def test_a_speech_in_the_first_person_stays_a_quotation(self) -> None:
        assert reported(printed("“我们将全力支持。”董事长邓庆斌说。", 0)).text.startswith("“")

    def test_the_heads_of_a_list_are_said_with_who_demands_them(self) -> None:
        body = "会议强调,要抓好落实。一要把好关口。加强管理。二要强化报备,落实制度。三要以快制快。"
        (found,) = enumerations(split_sentences(printed(body, 0)))
        assert found.heads.text == "会议强调，一要把好关口；二要强化报备；三要以快制快。"
        assert found.inside == frozenset({1, 2, 3, 4})

    def test_a_long_stretch_gets_a_breath_behind_its_time(self) -> None:
        long = "同学们在返回家乡前要通过查找微信小程序“报备小程序”提前向目的地居委会预约报备。"
        said = with_breaths(printed(long, 0)).text
        assert said.startswith("同学们在返回家乡前，要通过")
        assert longest_breath(said) <= MAX_BREATH < longest_breath(long)


def test_a_passage_printed_twice_is_damaged() -> None:
    """
    Twenty characters twice in one body make both copies suspect.
    """
    twice = "专题辅导内容不仅讲透了原理还指明了实践方法"
    article = Article.from_text("夜校", f"为学习精神,{twice}。\n学员表示,{twice}。")
    assert {span.paragraph for span in damaged(article)} == {0, 1}
    assert damaged(Article.from_text("夜校", f"为学习精神,{twice}。")) == ()
