"""
What stands around a single character and settles its reading: grammar and word formation, not words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HANZI = r"[\u4e00-\u9fff]"
_NUMERAL = "零一二两三四五六七八九十百千万亿几多余数半每"

_PURPOSES = (
    "保障|保证|保护|确保|进一步|推动|推进|加强|加快|加大|加深|落实|贯彻|防止|防范|做好|深入|全面|有效|更好|"
    "方便|满足|帮助|提高|提升|营造|"
    "庆祝|迎接|纪念|丰富|解决|避免|促进|打造|鼓励|规范|支持|切实|让|使|把|应对|维护|深化|弘扬|宣传|引导|助力|"
    "响应|配合|构建|建设|实现|优化|"
    "增强|扩大|缓解|减少|降低|预防|打击|整治|改善|创建|吸引|争取|充分|广泛|扎实|积极|不断|持续|尽快|最大|救|"
    "抢|赶|治理|学习|培养|展示|展现|"
    "传承|激发|拓宽|巩固|健全|完善|破解|压实|筑牢|守护|织密|攻克|摸清|掌握|了解"
)
_BENEFICIARIES = (
    "民|群众|百姓|老百姓|人民|您|你|我|他|她|它|大家|老人|老年|长者|居民|村民|市民|企业|学生|孩子|儿童|少年|"
    "青少年|学子|考生|游客|旅客|乘客|患者|病人|农民|"
    "农户|职工|工人|家长|家庭|家乡|社区|社会|基层|乡村|乡亲|全区|全市|全县|全镇|全省|广大|所有|每|困难|残疾|"
    "环卫|外卖|妇女|党员|祖国|国家|各|辖区|当地|地方|"
    "现场|来自|前来|参加|过往|过路|新人|青年|少数|特困|独居|空巢|留守|高龄|其(?![实中他])"
)
_NAMING = "成作认称分列视改变设定评选化以行即皆均最极尤颇大甚广较难无有因名同仍应须可约多更级升降调整立转判是选誉建"
_MODAL = (
    "按|在|于|由|将|以(?!求)|为|向|经|从|如实|如何|当场|避免|加强|注意|随身|佩戴|主动|自觉|遵守|使用|做好|"
    "做到|立即|及时|尽快|尽早|尽量|首先|严格|确保|提前|认真|"
    "保持|选择|妥善|依法|根据|先|不(?!求|暇)|有|具备|符合|达到|坚持|建立|落实|通过|进行|承担|履行|提供|取得|"
    "包括|与|对(?!面)|同时|结合|充分|重点|积极|切实|全力|全面|"
    "该|尽可能|继续|视|把|采取|定期|更|也|到(?!手)"
)
_CHIEFS = "市县区镇乡村局处科股厅部司署台社院校园所馆站店厂班组队排连营团旅师军船舰楼栋巷河湖林链街路家族酋州盟察计书事"

_UNITS = r"(?:公里|[厘毫千]?米|[里丈尺年天个]|小时|分钟)"
_COUNTED = "元米度级名人天年月日时个项类家户种次岁吨亩件点万亿多余公分平小"
_PAST = "多次|先后|一度|[任在经被获于是为因参表说与到以两三荣担出用对向有想试就代]"

WEAK, STRONG = 2.5, 6.5
"""What a rule is worth beside the network's doubt (at most 3) and a word of two characters (6)."""

_RULES: tuple[tuple[str, str, float], ...] = (
    ("lv4", rf"(?<={_HANZI})(率)(?![领队部众先军团兵直真性])", WEAK),
    ("shuai4", rf"(率)(?={_HANZI}{{1,10}}?(?:代表团|考察团|工作组|调研组|一行|团队前往))", STRONG),
    ("zhang3", rf"(?<=[{_CHIEFS}])(长)(?![短度期远久约达于为\d零一二两三四五六七八九十百千万几])", WEAK),
    ("zhang3", r"(?<![很太最较更多不加延全细])(长)(?=[得出满着成高起]|[一两几]身|大了|了[一不])", WEAK),
    ("chang2", r"(长)(?=[约达]?[\d零一二两三四五六七八九十百千万几数多余点]+(?:公里|米|厘米|毫米|千米|里|丈|尺|年|天|个|小时|分钟))", WEAK),
    ("wei4", rf"(?<![{_NAMING}])(为)(?={_BENEFICIARIES})", WEAK),
    ("wei4", rf"(?:^|[，,。；;：:、！？“（])(为)(?={_PURPOSES})", STRONG),
    ("wei2", rf"(为)(?=[\d零一二两三四五六七八九十百千万]+[{_COUNTED}])", WEAK),
    ("wei2", r"(?<=[分列评认选确指界设改称视誉命定作])(为)", WEAK),
    ("ying1", rf"(?<![响反适供回对效呼感照顺因报接策内相])(应)(?={_MODAL})", WEAK),
    ("ying4", rf"(应)(?={_HANZI}{{2,12}}?(?:邀请|之邀|请求|之约|号召))", STRONG),
    ("dei3", r"(?<=[都就还总必非也])(得)(?=[去来靠看想问找等花让把先注抓赶加多用从在按听说做干])", WEAK),
    ("de5", rf"(?P<twin>{_HANZI})(?P=twin)(?P<x>地)(?![区方点址面铁])", STRONG),
    ("de5", r"(?<=[般样性化])(地)(?![区方点址面铁块])", WEAK),
    ("zhong4", r"(种)(?=植(?![物株被]))", STRONG),
    ("zhong4", r"(?<![这那各一两几多某品良])(种)(?=[了下满]|菜|粮|树|田|地|花生|水稻|番薯|玉米|豆)", WEAK),
    ("shu3", r"(数)(?=了数|一数)", STRONG),
    ("zhi1", rf"(?<=[{_NUMERAL}\d])(只)(?![有能要是为会需用限剩见好想可许准])", WEAK),
    ("chu4", rf"(?<=[{_NUMERAL}\d])(处)(?![理罚置分方于以境])", WEAK),
    ("chu4", r"(处)(?=[长级室])", WEAK),
    ("jiao1", r"(教)(?=会(?:老人|孩子|学生|村民|居民|大家|群众|农户|更多|如何|怎|[你我他她]))", STRONG),
    ("liang2", r"(量)(?=[一了过](?!级)|体温|血压|血糖|身高|尺寸|腰围)", WEAK),
    ("bei1", r"(背)(?=[着起]?(?:老人|孩子|妈妈|父亲|母亲|爷爷|奶奶|书包|行李|伤员|他|她))", WEAK),
    ("dao4", r"(?<=[乱偷])(倒)|(倒)(?=[了掉入进出]?(?:垃圾|污水|废|茶|酒))", STRONG),
    ("ceng2", rf"(?<=[他她它也还就都])(曾)|(曾)(?={_PAST})", WEAK),
    ("liao3", rf"(?<={_HANZI}不)(了)(?!解)", WEAK),
    ("zhao2", rf"(?<={_HANZI}[不得])(着)", WEAK),
    ("du1", r"(?<=之)(都)", WEAK),
    ("zhuan4", r"(传)(?=》)", STRONG),
    ("qu3", r"(曲)(?=》)", STRONG),
    ("can1", r"(参)(?=加|与|观|赛|会|保|军|训|建|演|展|战|选|评|照|考|谋|股|政|议|团|校|访|数)", STRONG),
    ("fen1", r"(分)(?=之|别|为|成|布|批|期|类|享|工)", WEAK),
    ("hang2", r"(?<=[各同两三几本跨转改])(行)(?=业)", WEAK),
    ("zhang3", r"(?<=[董监理秘书])(长)", WEAK),
)  # fmt: skip
_COMPILED = tuple((reading, re.compile(pattern), worth) for reading, pattern, worth in _RULES)


def context_readings(sentence: str) -> Iterator[tuple[int, str, float]]:
    """
    Yield place, reading and worth of every character whose neighbours speak for a reading.
    """
    for reading, pattern, worth in _COMPILED:
        for found in pattern.finditer(sentence):
            place = found.start("x") if "x" in pattern.groupindex else found.start(found.lastindex or 0)
            yield place, reading, worth
