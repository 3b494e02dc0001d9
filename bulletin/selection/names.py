"""
Names in a text, found by their last or neighbouring characters: where it is, who it is, what it is called.

No word list of names is needed, only the kinds (`镇`, `水库`, `局长`); what is compared are two texts, so a name cut
one character short is cut short in both.
"""

from __future__ import annotations

import re

Name = tuple[str, str]
"""Kind and name: `("镇", "棠下镇")`, `("人", "严煜")`."""

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范"
    "汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔庞颜庄聂章鲁"
    "岳翟申欧耿关兰焦俞左柳甘祝包宁符阮纪梅童凌毕单季成霍苗裘翁麦古劳区冼宓瞿骆尚路游涂"
    "覃蒙费饶燕蓝卜刁岑詹冉晏卓缪翦屈鲍靳巫鄢鄂闵庹粟娄芦邝滕甄敖茹邬柯闻涂"
)
"""The first characters of nine in ten names (the 200 most frequent surnames and some of the south)."""

_AREAS = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[在到从于由赴至向往对为是和与省市区县州镇乡的因据入近日间]))"
    r"([\u4e00-\u9fff]{2})(省|市|区|县|镇|乡|村|街道|社区|州|旗|盟)(?![场民容值面直级委政情])"
)
_SITES = re.compile(
    r"([\u4e00-\u9fff]{2})(大道|路|街|大桥|桥|水库|大堤|水厂|河|江|湖|港|厂|公园|广场|市场|车站|机场|小区|大学|学院|中学|小学|学校|幼儿园"
    r"|医院|银行|证券|公司|集团|基金|科技|股份|酒家|酒楼|饭店|夜市|派出所|敬老院|养老院|合作社|农场|林场|码头|渡口|渠|岭|图书馆|卫生院|体育馆|产业园|工业园|工程|项目|行动|线)"
)
_POINTING = re.compile(
    "[全各我该本外到在与和及等们老小新城郊景片辖市县镇乡村省区这每下上进入返往向由某邻个业家多几]$|^[的了在是和与及等将从由对把被]"
    "|^(?:有限|工作|相关|根据|依据|按照|收听|收看|一步|没有|所有|提升|推动|支持|协助|下沉|助力|服务|建设)$"
)
"""What points or acts where a name would stand: 全市, 该镇, 根据市教育局."""

_TITLED = re.compile(
    r"(?:书记|县长|区长|市长|镇长|乡长|局长|主任|部长|处长|科长|发言人|主席|总统|总理|首相|外长|经理|董事长|总裁|校长|院长|会长|队长|队员"
    rf"|教练|村民|市民|居民|农艺师|医生|老师|记者|负责人|书记员|户主|种植户|大户)([{SURNAMES}][\u4e00-\u9fff])"
)
_SPEAKING = re.compile(
    rf"([{SURNAMES}][\u4e00-\u9fff])[\u4e00-\u9fff]?(?=表示|介绍|指出|强调|主持|出席|率队|到[\u4e00-\u9fff]{{2,6}}调研|说[,:。])"
)
_QUOTED = re.compile(r"[“《]([^“”《》]{2,12})[”》]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&+-]{1,15}")
LANDS = re.compile(
    "美国|中国|英国|法国|德国|日本|韩国|朝鲜|俄罗斯|乌克兰|印度(?!尼)|巴基斯坦|印度尼西亚|印尼|越南|泰国|缅甸|柬埔寨|老挝|菲律宾|马来西亚"
    "|新加坡|澳大利亚|新西兰|加拿大|墨西哥|巴西|阿根廷|智利|秘鲁|意大利|西班牙|葡萄牙|荷兰|比利时|瑞士|瑞典|挪威|丹麦|芬兰|波兰|希腊|土耳其"
    "|伊朗|伊拉克|以色列|巴勒斯坦|沙特|阿联酋|卡塔尔|叙利亚|也门|埃及|南非|尼日利亚|索马里|埃塞俄比亚|肯尼亚|阿富汗|哈萨克斯坦|蒙古国|欧盟|台湾|香港|澳门"
)
PROVINCES = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西"
    "|甘肃|青海|宁夏|新疆|内蒙古|石家庄|太原|沈阳|大连|长春|哈尔滨|南京|苏州|杭州|宁波|合肥|福州|厦门|南昌|济南|青岛|郑州|武汉|长沙|广州|深圳|珠海"
    "|南宁|海口|成都|贵阳|昆明|拉萨|西安|兰州|西宁|银川|乌鲁木齐|呼和浩特"
)

DECISIVE = frozenset({"国", "地", "省", "市", "区", "县", "镇", "乡", "街道"})
"""Kinds of which one event has one: two reports that name different ones tell of different events."""


def names(text: str) -> frozenset[Name]:
    """
    Return the names of a `plain` text.
    """
    found = {(m[2], m[0]) for m in (*_AREAS.finditer(text), *_SITES.finditer(text)) if not _POINTING.search(m[1])}
    found |= {("人", m[1]) for m in (*_TITLED.finditer(text), *_SPEAKING.finditer(text))}
    found |= {("号", m[1]) for m in _QUOTED.finditer(text)}
    found |= {("外", m[0].lower()) for m in _LATIN.finditer(text)}
    found |= {("国", m[0]) for m in LANDS.finditer(text)}
    return frozenset(found | {("地", m[0]) for m in PROVINCES.finditer(text)})


def first_of_kinds(text: str) -> dict[str, str]:
    """
    Return the first name of each decisive kind: where a piece plays.
    """
    first: dict[str, str] = {}
    for m in _AREAS.finditer(text):
        if m[2] in DECISIVE and not _POINTING.search(m[1]):
            first.setdefault(m[2], m[0])
    for kind, pattern in (("国", LANDS), ("地", PROVINCES)):
        if met := pattern.search(text):
            first[kind] = met[0]
    return first
