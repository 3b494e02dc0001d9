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

_DOUBTFUL = "区任解查应过能相要干种折重教强车石万乐那召员黑洗钻角藏华盖曾单占句葛宿宁燕哈乘"
"""Surnames that are also words: they count only where the context is a name's beyond doubt."""
_OFFICES = (
    "书记|主任|市长|县长|区长|镇长|乡长|村长|局长|处长|科长|部长|厅长|院长|校长|所长|站长|队长|组长|馆长|"
    "会长|社长|园长|厂长|行长|主席|委员|总经理|董事长|经理|总监|总"
)
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
    "先生|女士|叫|名叫|姓名|干部|主播|工程师|研究员|院士"
)
_SINGLE = "".join(SURNAMES)
_EDGE = r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[的和与及向对给由请让找是有问听把被据为跟同像])|(?<=介绍)|(?<=位))"
_AFTER_NAME = (
    r"(?=[^\u4e00-\u9fff]|$|说|表示|介绍|告诉|认为|指出|强调|主持|参加|出席|带|率|在|向|对|和|与|及|等|是|的|"
    r"为|也|就|都|正|来|到|从|将|把|被|今年|今天|当|先|又|还|已|一|讲|做|作|代|宣|致|坦|感|回|接|收|走|看|家|"
    r"同|并|便|则|却|获|担|任)"
)

_TITLED = re.compile(rf"{_EDGE}([{_SINGLE}])(?={_PERSONAL}|{_OFFICES})")
_TITLED_ANYWHERE = re.compile(rf"([{_SINGLE}])(?=先生|女士|小姐|某某|某(?![个些种一天时地年月日位]))")
_AFTER_ROLE = re.compile(rf"(?:{_ROLES})[／/：:、“\s]?([{_SINGLE}])(?=([\u4e00-\u9fff]{{1,2}}){_AFTER_NAME})")
_SURNAMED = re.compile(
    rf"姓([{_SINGLE}])|([{_SINGLE}])姓(?=[^氏名]|$)|(?<=[老小阿])([{_SINGLE}])(?=说|表示|介绍|告诉|今年|家|一家)"
)
_LISTED = re.compile(rf"(?<=、)([{_SINGLE}])(?=[\u4e00-\u9fff]{{1,2}}(?:、|等|和|，|。|$))")
_DOUBLES = re.compile("|".join(DOUBLE))
_AREA = "区"
"""区 before an office is the district: 区主任 is the district's, 区书记 too; before 先生 it is a name."""


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
    for found in _TITLED.finditer(sentence):
        tail = sentence[found.end() :]
        if found[1] == _AREA and not re.match(_PERSONAL, tail):
            continue
        yield found.start(1)
    for found in _TITLED_ANYWHERE.finditer(sentence):
        before = sentence[found.start() - 1 : found.start()]
        if found[1] not in _DOUBTFUL or before not in "城地市社小街县园景山片校老全我该本各":
            yield found.start(1)


def _named(sentence: str, is_word: Callable[[str], bool]) -> Iterator[int]:
    for found in _AFTER_ROLE.finditer(sentence):
        if not is_word(found[1] + found[2][:1]) and not is_word(found[1] + found[2]):
            yield found.start(1)
    for found in _SURNAMED.finditer(sentence):
        yield found.start(found.lastindex or 0)
    for found in _LISTED.finditer(sentence):
        place = found.start(1)
        if found[1] not in _DOUBTFUL and not is_word(sentence[place : place + 2]):
            yield place
