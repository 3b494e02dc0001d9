"""
Topics: what an article is about, as far as a rundown needs to know.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bulletin.model import Article

Topic = str
"""`天气`, `安全`, ...: what listeners would call it; `""` for everything else."""

_WORDS: dict[Topic, str] = {
    "天气": "预警|台风|暴雨|寒潮|高温|降温|强降雨|大风|冰雹|雷电|暴雪|霜冻|干旱|洪水|汛期|防汛|山洪|气象|地震"
    "|滑坡|塌方|泥石流"
    "|泄洪|泄水|结冰|冰冻|大雾|水位|三防",
    "安全": "消防|火灾|山火|起火|着火|燃气|交通安全|事故|诈骗|反诈|被骗|溺水|溺亡|走失|食品安全|森林防火|应急"
    "|隐患|安全生产|抽检|召回"
    "|煤气|一氧化碳|触电|爆炸|泄漏|烟花爆竹|禁放",
    "健康": "疫情|疫苗|接种|体检|义诊|医保|医院|流感|核酸|卫生院|确诊|护理|康复|门诊|病例|病毒|登革热|狂犬|禽流感"
    "|传染病|致病菌|中毒",
    "便民": "停水|停电|停气|停运|停课|公交|改道|封闭施工|封路|绕行|交通管制|缴费"
    "|办理|受理|热线|咨询电话|开放时间|报名|招聘"
    "|申报|申请|申领|登记|报备|停车|年审|补贴|补助|津贴|养老(?!院)|低保|社保|公积金|征兵|选举|加装电梯|食堂|征集"
    "|末班车|讨薪|欠薪"
    "|志愿填报|认证|(?:道路|公路|大桥|道口|路段)[^，。]{0,12}封闭",
    "农事": "早稻|晚稻|插秧|播种|收割|病虫害|稻飞虱|打药|防治适期|油菜|防冻|施肥|春耕|秋收|农机|农技|果农|养殖"
    "|化肥|种粮|灌溉|果树|蔬菜|滞销|生猪",
    "教育": "学校|招生|中小学|幼儿园|高考|中考|教师|学子|学位|开学|党校",
    "文体": "图书馆|比赛|演出|展览|运动会|篮球|球赛|非遗|文艺|电影|读书|冠军",
    "经济": "企业|投资|产业园|开工|招商|签约|营商|产值|项目建设|净利润|股份",
    "政务": "会议|调研|部署|党建|书记|审议|人大|政协|二十大|主题教育|推进会|大党委",
}
_PATTERNS = {topic: re.compile(words) for topic, words in _WORDS.items()}

SERVICES: dict[Topic, str] = {"天气": "weather", "安全": "safety", "健康": "health", "便民": "daily", "农事": "farming"}
"""The topics that serve the listener, and the field of `Weights` each counts by."""

NOTICE_TITLE = re.compile(
    "通知|公告|通告|公示|停水|停电|停气|停运|招聘|报名|征集|温馨提示|提醒|须知|封闭施工|交通管制|临时调整"
    "|线路调整|暂停|免费接种|可免费"
    "|开始申报|集中申报|缴费|失物招领|寻人"
)
_NOTICE_BODY = re.compile(
    r"请(?:广大|各|居民|市民|村民|用户|家长|司机|车主|有关|相互|提前|还没|持|带|过往|注意)|(?:可|请)(?:拨打|致电"
    r"|咨询|凭|携带|持|带|到)"
    r"|(?:咨询|服务|举报|报名)?(?:电话|热线)[:：]?\d|携带.{0,12}(?:身份证|材料)|绕行|提前储水"
)
"""What listeners are asked to do."""


_HAZARD = re.compile(
    "预警|台风|龙卷|暴雨|强降雨|寒潮|倒春寒|大风|冰雹|雷电|雷雨|暴雪|大雾|山洪|洪水|泄洪|泄水|滑坡|塌方|泥石流"
    "|塌陷|结冰|冰冻|地震"
    "|起火|着火|火灾|山火|爆炸|泄漏|触电|溺水|溺亡|中毒|一氧化碳|煤气|野生?蘑菇|诈骗|骗局|被骗|上当|假冒|召回"
    "|致病菌|污染"
    "|疫情|病例|病毒|登革热|狂犬|流感|烟花爆竹|走失|蛇|马蜂"
)
_HARMED = re.compile(
    "(?:死|身)亡|伤亡|受伤|[轻重]伤|[烧烫绞咬砸摔电炸撞]伤|入院|送医|腹泻|头晕|超标|遇难|受损|损失|被掀|被淹|失控|失踪|呕吐|昏迷|病情|发热"
    "|新增[^，。]{0,6}病"
)
_PRECAUTION = re.compile(
    "转移|撤离|切勿|勿[^，。]|不要|不得|禁止|禁[烧放渔]|别[^，。的]|远离|靠近|停止(?:食用|使用|作业)|暂停|停航|禁行|煮沸|立即|谨防"
    "|严防|防止|当心|小心|警惕|提醒"
    "|务必|就医|到(?:卫生院|医院)检查|绕行|回港|拨打1[12]0|通风|先停机|要戴|请[^，。]{0,12}(?:清理|关好|加固|避"
    "|牵好|看好)"
)
_REHEARSED = re.compile("演练|演习|培训|宣传|讲座|竞赛|演讲|检查|排查|研究|部署|调研|视察|表彰|会议|获奖")


def dangers(article: Article) -> list[str]:
    """
    Return what endangers life, health or savings now and can be guarded against: a danger or harm, each once.

    The title names it, or the body tells what harm it did and the title what to do. Empty where nothing is advised,
    and where the title tells of a drill, a campaign or a meeting about it.
    """
    body = "\n".join(article.paragraphs)
    if _REHEARSED.search(article.title) or not _PRECAUTION.search(f"{article.title}\n{body}"):
        return []
    found = [*_HAZARD.findall(article.title), *_HARMED.findall(article.title)]
    if not found and (_PRECAUTION.search(article.title) or _HAZARD.search(body)):
        found = _HARMED.findall(body)
    return list(dict.fromkeys(found))


def words_of(topic: Topic, text: str) -> list[str]:
    """
    Return the words of a topic a text has, each once, in their order.
    """
    return list(dict.fromkeys(_PATTERNS[topic].findall(text)))


def topics(article: Article) -> frozenset[Topic]:
    """
    Return the topics an article's title names.
    """
    return frozenset(topic for topic, pattern in _PATTERNS.items() if pattern.search(article.title))


@lru_cache(maxsize=1024)
def topic_of(article: Article) -> Topic:
    """
    Return what an article is mostly about; `""` when nothing says so.

    The title counts threefold; the first of equals in the order above wins.
    """
    body = "\n".join(article.paragraphs)
    scores = {
        topic: 3 * len(set(pattern.findall(article.title))) + len(set(pattern.findall(body)))
        for topic, pattern in _PATTERNS.items()
    }
    best = max(scores, key=lambda topic: scores[topic])
    return best if scores[best] > 1 else ""


@lru_cache(maxsize=1024)
def is_notice(article: Article) -> bool:
    """
    Tell whether an article is a notice.

    It was read as one, or its title announces something and its body tells listeners what to do.
    """
    if article.kind == "notice":
        return True
    body = "\n".join(article.paragraphs)
    return bool(NOTICE_TITLE.search(article.title) and _NOTICE_BODY.search(body))
