"""
Surnames that are read otherwise than the word they look like, where they stand as names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

SURNAMES = {
    "单": "shan4", "仇": "qiu2", "区": "ou1", "华": "hua4", "朴": "piao2", "任": "ren2", "曾": "zeng1", "解": "xie4",
    "查": "zha1", "盖": "ge3", "翟": "zhai2", "缪": "miao4", "覃": "qin2", "乐": "yue4", "召": "shao4", "洗": "xian3",
    "员": "yun4", "黑": "he4", "种": "chong2", "秘": "bi4", "折": "she2", "尉": "wei4", "句": "gou1", "牟": "mou2",
    "那": "na1", "能": "nai4", "繁": "po2", "过": "guo1", "教": "jiao4", "应": "ying1", "燕": "yan1", "宁": "ning2",
    "冼": "xian3", "谌": "chen2", "逄": "pang2", "郇": "xun2", "隗": "wei3", "葛": "ge3", "柏": "bai3", "薄": "bo2",
    "卜": "bu3", "车": "che1", "盛": "sheng4", "石": "shi2", "沈": "shen3", "宿": "su4", "隋": "sui2", "俞": "yu2",
    "占": "zhan1", "仝": "tong2", "乜": "nie4", "贾": "jia3", "褚": "chu3", "臧": "zang1", "相": "xiang4",
    "要": "yao1", "哈": "ha3", "万": "wan4", "干": "gan1", "佴": "nai4", "撒": "sa4", "强": "qiang2", "陆": "lu4",
    "訾": "zi1", "郗": "xi1", "祭": "zhai4", "詹": "zhan1", "晏": "yan4", "邵": "shao4", "尹": "yin3", "麦": "mai4",
    "纪": "ji3", "重": "chong2", "呙": "guo1", "亓": "qi2", "乘": "cheng2", "缐": "xian4", "角": "jue2",
}  # fmt: skip
"""Surname and reading, after 现代汉语词典 (7th edition) and, for 覃, the reading of Guangdong and Guangxi."""

DOUBLE = {
    "尉迟": ("yu4", "chi2"), "令狐": ("ling2", "hu2"), "长孙": ("zhang3", "sun1"), "澹台": ("tan2", "tai2"),
    "万俟": ("mo4", "qi2"), "皇甫": ("huang2", "fu3"), "夏侯": ("xia4", "hou2"),
    "宰父": ("zai3", "fu3"), "亓官": ("qi2", "guan1"), "呼延": ("hu1", "yan2"),
}  # fmt: skip

_WORDS = "应能过要相干种重折教那召员乘黑洗秘祭强角"
"""Surnames that are first of all words: they count after 姓, before 某 and in bylines only."""
_VERBAL = "任查解曾占区"
"""Surnames that also begin a predicate (书记任组长, 民警查车): after a role they need a verb of saying behind."""
_OFFICES = (
    "书记|主任|市长|县长|区长|镇长|乡长|村长|局长|处长|科长|部长|厅长|院长|校长|所长|站长|队长|组长|馆长|"
    "会长|社长|园长|厂长|行长|主席|委员|总经理|董事长|经理|总监|总"
)
_NO_GIVEN = "任当为是在获经被做有会到去来说能可级内外里委个名位"
"""What begins no given name, but is said after 曾, 区 or 万."""
_PERSONAL = (
    "先生|女士|小姐|太太|夫人|同志|同学|老师|医生|大夫|护士|师傅|大爷|大妈|大娘|大叔|大婶|大姐|大哥|阿姨|"
    "阿婆|阿公|阿伯|伯伯|叔叔|爷爷|奶奶|婆婆|婶|伯|姨|叔|姐|哥|嫂|老汉|老太|教授|博士|律师|法官|警官|教练|"
    "工程师|总工|导演|支书|某某|某"
)
_ROLES = (
    "记者|通讯员|摄影|编辑|校对|书记|主任|市长|县长|区长|镇长|乡长|村长|局长|处长|科长|部长|厅长|院长|校长|"
    "所长|站长|队长|组长|馆长|会长|社长|园长|行长|主席|委员|"
    "经理|董事长|负责人|市民|村民|居民|街坊|业主|住户|商户|店主|老板|老人|老党员|党员|民警|辅警|交警|医生|"
    "护士|老师|教师|班主任|教授|学生|同学|司机|车主|乘客|员工|职工|工人|农民|农户|"
    "种植户|养殖户|志愿者|义工|社工|网格员|调解员|选手|运动员|教练|演员|导演|作家|画家|诗人|歌手|律师|法官|"
    "检察官|专家|代表|委员|嘉宾|家长|母亲|父亲|妈妈|爸爸|儿子|女儿|妻子|丈夫|"
    "烈士|英雄|战士|班长|连长|嫌疑人|被告人|原告|被告|当事人|患者|失主|死者|伤者|传承人|创始人|带头人|同志|"
    "村医|校医|军医|村官|支书|厂长|场长|店长|理事长|秘书长|队员|消防员|飞行员|航天员|厨师|邻居|朋友|同事|好友|房东|"
    "会员|退役军人|老兵|军嫂|大学生|创业者|企业家|华侨|侨胞|乡贤|港商|台商|师傅|老汉|老婆婆|"
    "先生|女士|叫|名叫|姓名|干部|主播|工程师|研究员|院士"
)
_ANY = "".join(SURNAMES)
_NAMES = "".join(char for char in SURNAMES if char not in _WORDS)
_SURE = "".join(char for char in _NAMES if char not in _VERBAL)
_HANZI = r"[\u4e00-\u9fff]"
_EDGE = r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[的和与及向对给由请让找是有问听把被据为跟同像位])|(?<=介绍))"
_SAYING = "说|表示|介绍|告诉|认为|指出|强调|坦言|回忆|主持|出席|带领|带队|率队|提醒|建议|呼吁|今年"
_DOING = "参加|宣布|宣读|走访|调研|检查|致辞|发现|收到|荣获|组织"
_AFTER_NAME = (
    rf"(?=[^\u4e00-\u9fff]|$|{_SAYING}|{_DOING}|"
    rf"[带率在向对和与及等是的为也就都正来到从将把被当先又还已一讲做作代宣致感回接收走看家]|"
    r"同|并|便|则|却|获|担任)"
)

_TITLED = re.compile(
    rf"{_EDGE}(?:([{_NAMES}])(?={_PERSONAL})|([{_SURE}曾])(?={_OFFICES})|(任)(?=(?:{_OFFICES})(?:{_SAYING})))"
)
_ANYWHERE = re.compile(
    rf"(?<![城地市社小街县园景山片校老全我该本各])([{_NAMES}])(?=先生|女士|小姐|某某|某(?![个些种一天时地年月日位]))"
)
_ROLE_TITLED = re.compile(rf"(?:{_ROLES})([{_NAMES}])(?={_PERSONAL})")
_SURNAMED = re.compile(
    rf"姓([{_ANY}])|([{_ANY}])(?=姓[^氏名])|(?<=[老小阿])([{_SURE}曾])(?=说|表示|介绍|告诉|今年|一家)"
)
_SETTLED = "".join(char for char in _NAMES if char not in "那盖")
"""Surnames that villages are called after; 那家村 is that one, 盖家沟 keeps gai4."""
_PLACE = re.compile(
    rf"([{_SETTLED}])(?=[家屋](?:自然村|新村|老村|大院|祠堂|宗祠|围屋|[村庄屯湾寨沟塘坪围桥坡岭冲坝营堡铺店集河岗洼峪窑巷圩畈"
    rf"垸墩渡滩台梁峁塬洞井埠渠咀嘴组])|氏(?:宗祠|祠堂|家族|宗亲|族人|后人|大屋|祖))"
)
_FULL = (
    re.compile(rf"{_EDGE}([{_NAMES}])(?=({_HANZI}{{1,2}})(?:先生|女士|同志|老师|医生|教授|同学|师傅))"),
    re.compile(rf"(?:{_ROLES})[／/：:、“\s]?([{_SURE}])(?=({_HANZI}{{1,2}}){_AFTER_NAME})"),
    re.compile(rf"(?:{_ROLES})[／/：:、“\s]?([{_VERBAL}])(?=({_HANZI}{{1,2}})(?:{_SAYING}))"),
    re.compile(
        rf"(?:记者|通讯员|摄影|编辑|校对)[／/：:、\s]?([{_ANY}])(?=({_HANZI}{{1,2}})(?:[^\u4e00-\u9fff]|$|"
        rf"{_SAYING}|摄))"
    ),
    re.compile(rf"(?<=、)([{_SURE}])(?=({_HANZI}{{1,2}})(?:、|等|和|，|。|$))"),
)
_DOUBLES = re.compile("|".join(DOUBLE))


def surname_readings(sentence: str, is_word: Callable[[str], bool]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """
    Yield place and readings of surnames that stand as names.

    Args:
        sentence: One sentence.
        is_word: Tells whether characters make a common word: 解释 after 负责人 is no Mr Xie.
    """
    for found in _DOUBLES.finditer(sentence):
        yield found.start(), DOUBLE[found[0]]
    for place in sorted({*_titled(sentence), *_named(sentence, is_word)}):
        yield place, (SURNAMES[sentence[place]],)


def _titled(sentence: str) -> Iterator[int]:
    for pattern in (_TITLED, _ANYWHERE, _ROLE_TITLED, _SURNAMED):
        for found in pattern.finditer(sentence):
            yield found.start(found.lastindex or 0)


def _named(sentence: str, is_word: Callable[[str], bool]) -> Iterator[int]:
    for found in _PLACE.finditer(sentence):
        if not is_word(sentence[max(0, found.start() - 1) : found.end()]):  # 社区家园, 检查家具
            yield found.start()
    for pattern in _FULL:
        for found in pattern.finditer(sentence):
            surname, given = found[1], found[2]
            if not is_word(surname + given[0]) and not is_word(surname + given) and given[0] not in _NO_GIVEN:
                yield found.start(1)
