"""
The shipped lints: wording the trade avoids, people to be protected, advertisements.

Each names what it found with the group `it`. They are prompts: a lint that is silent in nine of ten articles and right
in one of two is worth its line at review.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.selection.names import SURNAMES

_NAME = rf"[{SURNAMES}](?!某|女士|先生|[大阿][爷妈姨叔]|师傅|老师|医生|同学|[姨叔伯婶婆姐哥])[\u4e00-\u9fff]{{1,2}}"
"""A person's name in full: not 张某, 张女士, 张先生."""

_NAME_ENDS = r"(?=[，,、。；;：:（(“”的在因被遭说称报向系是于患病骗年男女等已正曾将也经]|$)"

ADVERT = (
    "优惠价|特价销售|促销|秒杀|大酬宾|限时抢购|厂家直销|扫码下单|点击购买|加盟热线|招商加盟|订购热线|抢购热线|到店有礼"
    "|免费领取名额|楼盘开盘|团购价|欢迎选购|火热预订|买[一1]送[一1]|（广告）|\\(广告\\)"
)
"""What sells something."""


@dataclass(frozen=True, slots=True)
class Lint:
    """
    One rule.

    Args:
        rule: `W7` wording, `W8` leaders.
        pattern: A regular expression; what is wrong is its group `it`.
        advice: What to write instead, or what to check, in Chinese.
        unless: A regular expression; where the whole piece has it, the rule rests. `""`: never.
    """

    rule: str
    pattern: str
    advice: str
    unless: str = ""


_GOODS = "产品|品牌|商品|酒|药|楼盘|家电|手机|汽车|化妆|保健|疗效|材料|酒店|门店|套餐"
_SUPERLATIVE = "最佳|最好|最著名|最先进|最便宜|最低价|第一品牌|顶级|极品|独一无二|全网最低|销量第一|国家级品质|首选品牌"

_GOODS_AND_CURES = (
    Lint("W7", f"(?:{_GOODS})[^。！？]{{0,15}}(?P<it>{_SUPERLATIVE})", "介绍商品不用绝对化用语"),
    Lint("W7", f"(?P<it>{_SUPERLATIVE})[^。！？]{{0,10}}(?:{_GOODS})", "介绍商品不用绝对化用语"),
    Lint(
        "W7",
        "(?P<it>根治|安全无副作用|无毒副作用|无副作用|药到病除|无效退款|疗效最佳|包治百病|祖传秘方|永不复发|立竿见影的疗效|最新技术治愈)",
        "医药内容不作疗效保证",
        unless="根治(?:欠薪|乱象|顽疾|污染|水患|违法)",
    ),
    Lint("W7", f"(?P<it>{ADVERT})", "疑似广告，公益广播不播商业推销"),
)

_PERSONS = (
    Lint("W7", "(?P<it>残废人?|瞎子|聋子|哑巴|瘸子|傻子|弱智|独眼龙|智障)", "改用“残疾人”“盲人”“聋人”等称呼"),
    Lint(
        "W7",
        r"(?:书记|[省市区县镇]长|主席|总理|局长|主任|领导)[^。！？]{0,20}(?P<it>亲自|亲临|亲切)",
        "领导活动报道不用“亲自”一类的词",
    ),
    Lint(
        "W7",
        r"(?P<it>隆重(?:召开|开幕|举行))",
        "“隆重召开”只用于党和国家的重要会议",
        unless=r"党的[一二三四五六七八九十]+大|全国代表大会|全国人大|全国政协|全国人民代表大会|国庆|烈士",
    ),
    Lint("W7", r"(?P<it>(?<!大学生)村官|(?<![乡山])村长)", "改用“村干部”“村委会主任”（替换词由本台定）"),
    Lint(
        "W7",
        "(?P<it>罪犯|凶手|犯人|杀人犯|盗窃犯|诈骗犯|歹徒)",
        "法院判决前称“犯罪嫌疑人”",
        unless="判决|判处|宣判|被判|获刑|刑满|服刑|一审|二审|终审",
    ),
    Lint("W7", "(?P<it>影帝|影后|巨星|天王|天后)(?!星|宫|山|庙)", "文艺界人士不加此类头衔"),
    Lint(
        "W7",
        "(?P<it>屌丝|装逼|撕逼|草泥马|特么|尼玛的|卧槽|他妈的|你妈的|蛋疼|狗日的|妈逼|逗比|滚粗)",
        "不文明用语，请改写",
    ),
)

_STATE = (
    Lint(
        "W7",
        "(?P<it>中国(?:和|与|、|及|以及|同)(?:香港|澳门|台湾)|(?:香港|澳门|台湾)(?:和|与|、|及|同)中国(?!内地|大陆|银行|人|的)|中港|中台(?!集团|路|镇|村))",
        "不把中国与香港、澳门、台湾并列，改用“内地与香港”“大陆与台湾”",
    ),
    Lint(
        "W7", "(?P<it>(?:香港|澳门|台湾)(?:[、和与][^，。]{2,8})?等国(?:家)?(?!家|和地区|或地区))", "应为“国家和地区”"
    ),
    Lint("W7", "(?P<it>两岸三地)", "改用“大陆（内地）、香港、澳门、台湾”或“两岸”"),
    Lint("W7", "(?P<it>解放[前后](?!夕))", "改用“新中国成立前（后）”"),
    Lint("W7", "(?P<it>台湾(?:总统|政府|行政院|立法院|外交部|国防部|中央))", "涉台用语须加引号或改写"),
    Lint(
        "W8",
        "(?P<it>[\u4e00-\u9fff]{2,3}(?:省省|市市|区区|县县|镇镇)委(?:副?书记|常委))",
        "应写“某省委书记”，不写“某省省委书记”",
    ),
)

_HARM = (
    "受害人|被害人|受害者|死者|遇难者|伤者|患者|病人|感染者|确诊病例"
    "|吸毒人员|未成年人|男童|女童|男孩|女孩|孤儿|小学生|初中生|幼童"
)

_PRIVACY = (
    Lint("W7", f"(?:{_HARM})(?P<it>{_NAME}){_NAME_ENDS}", "未成年人、受害人、患者不用全名，改为“张某”一类"),
    Lint(
        "W7",
        rf"(?P<it>{_NAME})[（(，,]?(?:男|女)?[，,]?(?:今年|年仅|才|现年)?(?:[3-9]|1[0-7])(?:周)?岁",
        "未成年人不用全名，改为“张某”一类",
    ),
    Lint(
        "W7",
        rf"(?P<it>{_NAME})(?=被(?:骗|打|杀|害|性侵|拐|撞身亡)|遇害|溺亡|身亡|坠楼|确诊|被确诊|感染新冠|患(?:艾滋|癌|精神))",
        "受害人、患者不用全名，改为“张某”一类",
    ),
    Lint("W7", r"(?P<it>(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d))", "手机号码：请确认是对外公布的，不是私人的"),
    Lint(
        "W7",
        r"(?P<it>(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d))",
        "身份证号码不播",
    ),
    Lint("W7", r"(?P<it>(?<!\d)\d{16,17}(?!\d)|(?<!\d)\d{19}(?!\d))", "疑似银行卡号，不播"),
    Lint(
        "W7",
        r"(?P<it>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9]))",
        "车牌号码：请确认可以公布",
    ),
    Lint(
        "W7",
        r"(?:家住|住在|住址[:：为是]?|住所地?[:：为是]?|居住于)(?P<it>[^，。；]{0,20}\d+(?:号|栋|幢|单元|室|房|座)[^，。；]{0,8})",
        "私人住址不播门牌",
    ),
    Lint("W7", r"(?P<it>(?:微信号|个人微信|加微信|QQ)[:：]?\s?[A-Za-z0-9_-]{5,20})", "私人联系方式：请确认可以公布"),
)

LINTS: tuple[Lint, ...] = (*_GOODS_AND_CURES, *_PERSONS, *_STATE, *_PRIVACY)
"""All of them, in the order they are asked."""
