"""
What the wording of a printed block tells: whether it is finished, a title, a caption, a beginning.
"""

from __future__ import annotations

import re

from bulletin.articles.newsprint.junction import is_common

MAX_TITLE = 62
"""Characters of the longest headline or subhead on one line."""

MAX_CAPTION = 60
"""Characters of the longest caption without a photographer's name."""

_CLOSERS = "”’」』\"')）】〉》〗］]"
_MAY_END = _CLOSERS + "."
_END = re.compile(rf"(?:[。！？!?…]|(?<=[\u4e00-\u9fff])\.)[{re.escape(_CLOSERS)}]*$")
_SENTENCE_END = re.compile(r"[。！？!?；;]|(?<=[\u4e00-\u9fff])\.(?!\w)")
_CONTINUES = re.compile(r"^[、，。；：？！,;:?!%℃）)”’》」』】〉·…]")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」|‘[^’]*’")
_FUNCTION_TAIL = re.compile(
    r"(?:[的地得和与及或在于对从向把将被为让使由以至到比给跟按因但而且并也都就还又才很更最每各该其某第了是有要会能可应须不未没无这那副]"
    r"|表示|介绍|说|认为|指出|告诉|看到|了解到|获悉|显示|称|以及|根据|按照|通过|关于|随着|为了|进行|截至|据|共|约|达|超|近)$"
)
_OPENERS = re.compile(
    r"^(?:“|‘|「|近日|近期|昨日|昨天|昨晚|前日|前天|今日|今天|日前|目前|眼下|当前|如今|当日|当天|当晚|此前|随后|接下来|下一步|今后|未来|"
    r"据|记者|为|此外|同时|与此同时|不仅如此|其中|另外|不过|但|然而|因此|于是|对此|对于|随着|通过|根据|按照|截至|自|从|在|经|由|当|一方面|"
    r"连日来|上周|本周|去年|今年|明年|每|首先|其次|最后|会议|活动|现场|走进|来到|谈及|谈到|说起|该|这|本次|此次|除了|除|针对|围绕|结合|"
    r"第[一二三四五六七八九十][，,、]|[一二三四五六七八九十]+[是、要]|\d+月\d+日|\d{4}年|[(（]?[一二三四五六七八九十\d]+[)）、.．]|[●■◆★▲①②③④⑤⑥⑦⑧⑨])"
)
_PROSE = re.compile(
    r"^(?:近日|近期|昨[日天晚]|前[日天]|今[日天][，,上下]|日前|目前，|眼下|当前，|当[日天晚]|此前|随后|据[\u4e00-\u9fff]|记者|此外|同时|与此同时|不仅如此|其中|另外|不过|"
    r"但是|然而|因此|于是|对此|截至|连日来|[上本]周[一二三四五六日，]|\d+月\d+日[，,至上下]|\d{4}年|[(（][一二三四五六七八九十\d])"
)
"""What paragraphs begin with and titles do not."""

_NOTICE = re.compile(r"(?:公告|通告|通知|公示|倡议书|公开信|声明|启事|名单|须知|办法)$")
_WHEN_INSIDE = re.compile(r"近日|日前|昨[日天]|(?<!\d)\d{1,2}月\d{1,2}日(?:上午|下午|晚|，|,)")

_ENUMERATED = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、．.](?!\d)|[●■◆★▲◎○·①②③④⑤⑥⑦⑧⑨⑩]|第[一二三四五六七八九十][条章节、，,])"
)
_LEAD_TIME = re.compile(
    r"^(?:\d{1,2}月\d{1,2}日|\d{1,2}日|近日|近期|日前|昨[日天晚]|前[日天晚]|今[日天晨]|[上本]周|连日来|连日|这几天|最近|记者.{0,16}(?:获悉|了解到)|.{0,16}记者.{0,8}从.{2,24}(?:获悉|了解到)|随着|为(?:了|进一步|深入|推动|推进|加强|提升|提高|落实|贯彻|切实|确保|方便|解决|迎接|庆祝|帮助|让|丰富|促进|做好|营造|减少|全面|积极|更好|有效|保障|规范|防范|响应|引导|激发|弘扬|扎实|持续|不断|助力)|从\d{1,2}月)"
)

_WHO = r"(?:本报|见习|全媒体|融媒|摄影)?(?:记者|通讯员|实习生|读者|网友|市民|摄影)?[ \u3000/／:：]?[\u4e00-\u9fff]{2,4}(?:[ \u3000、][\u4e00-\u9fff]{2,4})?[ \u3000/／]?"

_CREDIT_END = re.compile(
    rf"(?:(?:^|[。．.!！ \u3000(（])(?:{_WHO}|[\u4e00-\u9fff]{{1,2}}[ \u3000][\u4e00-\u9fff][ \u3000]?)(?:摄|摄影|航拍|翻拍|制图|绘图|摄影报道|文/图)|供图|资料图片?|资料照片|效果图|示意图|(?:图|图片)[:：/]?来源.{{0,12}})[)）]?。?$"
    r"|[(（](?:资料|受访者|图片|视频截图|截图|网络|效果|示意|受访)[^()（）]{0,10}[)）]。?$"
    r"|(?:^|[。 \u3000(（])(?:图|摄影|摄|图片)[/／:：][\u4e00-\u9fff ]{2,12}[)）]?$"
)
_CREDIT_LAST = frozenset("摄影拍图片照)）")
_CREDIT_MARK = re.compile(r"[/／:：]|来源")
_PICTURE_START = re.compile(
    r"^(?:[▲△▼▽◀▶◄►◤◥◢◣↑↓←→]+|图[:：/]|图[①②③④⑤⑥一二三四五六1-9][:：、 为是]?|图为|图说|[上下左右]图[:：为是]?|[(（][上下左右]?图[)）]|如图|资料图|效果图|示意图)"
)
_DANGLING = re.compile(
    r"^(?:于(?!是)|[的了着们性化地得]|之(?![后前间])|而(?!且)|并(?!且)|及(?!时)|或|等(?![待候])|也|又|均|仍|则|就|再(?!生|就业)|才|都(?!市)|便(?!民|利)|"
    r"[^一二三四五六七八九十“][，,、。]|[^我他她你它有新老大小真目]的|(?!他|她)[\u4e00-\u9fff]?(?:介绍|表示|说|告诉记者|认为|指出|提醒|称)[，,：:“。])"
)
"""What no paragraph begins with, though a line in mid-sentence may."""

_SAYS = re.compile(r"^([\u4e00-\u9fff]{2})(?:介绍|表示|说|告诉记者|认为|指出|提醒|称)[，,：:“。]")
_PEOPLE = (
    r"(?:志愿者|工作人员|居民|市民|群众|村民|农户|农民|学生|同学|老师|教师|医生|医护|护士|消防员|民警|交警|辅警|党员|干部|网格员|孩子|小朋友|"
    r"老人|长者|游客|旅客|选手|工人|农机手|师傅|员工|代表|嘉宾|观众|读者|家长|顾客|街坊|队员|救援|骑手|司机|驾驶员|护理员|技术员|专家|讲师|"
    r"义工|社工|热心人|人员|职工|用户|商户|摊主|果农|菜农|茶农|渔民|种植户|养殖户|队伍|车辆?|机|设备|船|桥|公园|现场|一角|施工|场景|画面|外景|全景|效果图|夜景|员|者|人们|大家|队|团)"
)
_SCENE = re.compile(
    rf"^[^，,。；;：:]{{0,24}}{_PEOPLE}[^，,。；;：:]{{0,10}}(?:正在|正(?!式|规)|在|向|给|为(?!了)|参观|体验|选购|查看|检查|展示|领取|品尝|排队|清理|搬运|表演|学习|讲解|练习|阅读|观看|忙)"
)
_NOW = re.compile(r"正在|[^，]在(?!线|家|校)|现场$|一角$")
_LONGEST_SCENE = 20
"""Characters of the longest caption that does not say outright what is going on."""

_SCENE_PLACE = re.compile(
    r"(?:现场|一角|外景|全景|夜景|航拍图?|鸟瞰图?|效果图|示意图|资料图|场景|合影|剪影|掠影|留影)。?$"
)


def compact(text: str) -> str:
    """
    Return a text without its blanks.
    """
    return text.replace(" ", "").replace("\u3000", "")


def is_finished(text: str) -> bool:
    """
    Tell whether a text ends with a sentence; a bare closing quotation mark or bracket does not end one.
    """
    last = text[-1:]
    if last in "。！？!?…":
        return bool(last)
    return last in _MAY_END and bool(_END.search(text[-8:]))


def has_open_quote(text: str) -> bool:
    """
    Tell whether a quotation that begins in a text has not ended in it.
    """
    return text.count("“") > text.count("”") or text.count("「") > text.count("」")


def has_open_bracket(text: str) -> bool:
    """
    Tell whether a bracket or book title that begins in a text has not ended in it.
    """
    opened = sum(map(text.count, "（(《【"))
    return opened > sum(map(text.count, "）)》】"))


def closes_quote(text: str) -> bool:
    """
    Tell whether a text ends a quotation that began before it.
    """
    close, opened = text.find("”"), text.find("“")
    return close >= 0 and (opened < 0 or close < opened)


def continues(text: str) -> bool:
    """
    Tell whether a text begins as none can: with a mark that stands behind something.
    """
    return bool(_CONTINUES.match(text))


def dangles(text: str) -> bool:
    """
    Tell whether a text begins with a word that needs another before it.
    """
    if continues(text) or _DANGLING.match(text):
        return True
    named = _SAYS.match(text)
    return named is not None and not is_common(named[1])


def starts_afresh(text: str) -> bool:
    """
    Tell whether a text begins as paragraphs do.
    """
    return bool(_OPENERS.match(text))


def is_enumerated(text: str) -> bool:
    """
    Tell whether a text begins as one of a list.
    """
    return bool(_ENUMERATED.match(text))


def reads_as_text(text: str) -> bool:
    """
    Tell whether a short line is worded as a paragraph's first words, not as a title.
    """
    if _NOTICE.search(text):
        return False
    return bool(_PROSE.match(text) or _WHEN_INSIDE.search(text)) and not re.search(r"[ \u3000]", text)


def tells_when(text: str) -> bool:
    """
    Tell whether a text begins as news does: with the day, or where the reporter learnt it.
    """
    return bool(_LEAD_TIME.match(text))


def breaks_off(text: str) -> bool:
    """
    Tell whether a text ends with a word that must be followed by another.
    """
    return bool(_FUNCTION_TAIL.search(text[-4:])) or text[-1:] in "、，,（(“《：:—"


def may_be_title(text: str) -> bool:
    """
    Tell whether a text can be a headline or subhead: short, no sentence in it, no comma outside quotation marks.
    """
    if len(text) > MAX_TITLE or len(compact(text)) < 2:
        return False
    bare = _QUOTED.sub("x", text)
    return "。" not in text and not _SENTENCE_END.search(bare) and not re.search(r"[，,]", bare) and not continues(text)


def may_be_loose_title(text: str) -> bool:
    """
    Tell whether a text can be a headline if a byline follows: a comma, a question or a call may stand in it.
    """
    if len(text) > MAX_TITLE or len(compact(text)) < 2 or continues(text):
        return False
    bare = _QUOTED.sub("x", text)
    return (
        "。" not in text
        and not re.search(r"[；;：:]$|；", bare)
        and len(re.findall(r"[，,]", bare)) <= 2
        and not breaks_off(text)
    )


def is_signed_caption(text: str) -> bool:
    """
    Tell whether a text says of itself that it belongs to a picture: a photographer's name, 图为, an arrow.
    """
    if len(text) > 3 * MAX_CAPTION:
        return False
    may_credit = len(text) > 3 and (text.rstrip("。")[-1:] in _CREDIT_LAST or bool(_CREDIT_MARK.search(text[-20:])))
    return bool(may_credit and _CREDIT_END.search(text[-40:])) or bool(_PICTURE_START.match(text))


def is_scene(text: str) -> bool:
    """
    Tell whether a text reads like a caption: one short sentence without a comma, of somebody doing something.
    """
    bare = text.rstrip("。.")
    if len(text) > MAX_CAPTION or bare[:1].isdigit() or not len(bare) >= 4 or re.search(r"[。！？!?；;：:]", bare):
        return False
    if re.search(r"[ \u3000，,]", bare):
        return False
    if len(bare) > _LONGEST_SCENE and not _NOW.search(bare):
        return False
    return bool(_SCENE.match(bare) or _SCENE_PLACE.search(text))


def is_plain_scene(text: str) -> bool:
    """
    Tell whether a text says outright that somebody is doing something now, as no headline does: 正在, 在……中.
    """
    return is_scene(text) and bool(_NOW.search(text.rstrip("。")) or text.endswith("。"))


def is_attribution(text: str) -> bool:
    """
    Tell whether a text says only who spoke: 方炳坤说。
    """
    return bool(re.match(r"^[^，,。“]{2,22}(?:说|表示|介绍|坦言|感慨|笑道|说道|告诉记者)。(?:$|[(（])", text))


def is_one_sentence(text: str) -> bool:
    """
    Tell whether a text is a single short sentence, as captions are.
    """
    bare = _QUOTED.sub("x", text)
    return len(text) <= MAX_CAPTION and len(re.findall(r"[。！？!?]", bare)) <= 1
