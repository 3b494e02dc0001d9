"""
How likely an editor is to keep each pair of characters of an article.

A pair is kept for what it is (in the title, repeated, part of a number) and for the clause it stands in (the lead, what
listeners should do; not background, scenes, speeches, resolves). The weights are set by hand, in steps of a tenth, as
log-odds; their order of size was read off 39 articles with references, and leaving out any one but `_AGAIN` and
`_IN_TITLE` changes the ranking by less than a hundredth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from operator import add, itemgetter

from bulletin.script.completeness import is_slogan, is_telling
from bulletin.script.sentences import CLAUSE_END

_BASE = -2.1
_IN_TITLE = 2.6
_AGAIN = 0.9
"""For each further sentence that says it, three at most."""
_DIGIT = 0.8
_LEAD = 0.9
_EACH_NUMBER = 0.4
"""Three at most."""
_TAKES_UP_TITLE = 0.6
"""For a sentence that says all the title says."""
_SERVICE = 0.4
_DUTY = 0.8
"""Beside `_SERVICE`: what somebody must, may or must not do; editors keep half of it, in two sets counted apart."""
_TOTAL = 0.6
_BACKGROUND = -0.7
_REASON = -0.6
_CONTACT = -0.8
"""Telephone numbers are said where there is room."""
_SCENE = -0.8
_SPEECH = -1.2
_RESOLVE = -1.5

_UNSAID = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万亿两]+(?=[个名家条台次人户亩万元年月日%])")
_FIRST_PERSON = re.compile(r"(?<![自忘])我(?!国)|咱|俺|您|(?<!迷)你|自己人")
_SCENES = re.compile(
    r"走进|清晨|一边|现场(?=[，看气热])|只见|记者(?!从|获悉|了解|联系|采访)|映入眼帘|身着|身影|穿梭|小巷|手持|手里|阳光|忙碌|忙着|热火朝天|笑着|脸上|戴着|排列|小心翼翼|三三两两|整齐|一排排|一进门|拿出|家住|蒙蒙亮|说说笑笑|下着|飘着|弥漫|将至|渐近|来临|临近"
)
_WHEN = re.compile(r"\d+(?:年|月|[日号]|[时点](?:\d+分)?|岁)")
_PAINTED = re.compile(r"穿梭|映入|热火朝天|忙碌|忙着|笑着|脸上|小心翼翼|三三两两|整齐|一排排")
_COUNTED_AROUND = re.compile(
    rf"{_WHEN.pattern}|\d{{1,2}}多?[台个名人排张辆位棵条]|[一二三四五六七八九十几百]+多?[台个名人排张辆位棵条]"
)
"""What a reporter counts on the spot is no figure: 6台插秧机来回穿梭."""
_TOTALS = re.compile(r"(?:截至|累计|总共|一共|共|总数|总投资|达到?|完成|全[区镇市县村])[^，。]{0,20}\d")
_SERVICES = re.compile(
    r"须|需|请|不得|免费|预约|报名|办理|拨打|携带|凭|截止|截至|逾期|热线|电话|收费|票价|补贴|标准|开放|停|禁止|申请|领取|前往|登录|恢复|通行|绕行|限速|封闭|中断"
)
_BACKGROUNDS = re.compile(
    r"去年|此前|以前|过去|始建|建成于|建于|[上本]世纪|年代|曾|以往|从前|前期|年.{0,6}(?:成立|启用|投入使用|列为)"
)
_DEFINES = re.compile(r"是指|^[^，]{2,8}是[^，\d]*(?:设施|方式|途径|手段|环节|保障)。?$")
_DUTIES = re.compile(
    r"须|(?<!急)需(?!求|要?[^，]{0,4}量)|请(?![^，]{0,6}(?:专家|来|教))|不得|不要|切勿|勿|务必|谨防|禁止|暂停|暂不|应(?![急用对付])|凡|均可|可以?(?:到|在|向|凭|从|按|由|通过|登录|申|免费|享|携|持|自|前往)"
)
_FORMALITY = re.compile(
    r"(?:出席|主持)[^，]{0,6}会议|并讲话$|(?:参加|见证)[^，]{0,6}(?:活动|签约|仪式)$|宣布[^，]{0,10}(?:开工|启动|开幕|闭幕)|作了?[^，]{0,4}发言|"
    r"正在?进一步|进一步(?:调查|认定|核实|审理|处理)|当庭表示"
)
"""Who sat on the platform, and that inquiries go on."""
_HURT = re.compile(r"受伤|死亡|遇难|伤亡|送医|骨折|擦伤|生命危险|生命体征|被困|去世|失踪")
_OFFERED = re.compile(rf"{_DUTIES.pattern}|免费|报名|登录|申[请领]|领取|截[止至]|逾期")
_PAST = re.compile(r"^(?:此前|以前|过去)[^，]{0,6}$|^.{0,2}(?:去年|前年|往年)")
_NOW = re.compile(r"^(?:今年|目前|现在|如今|眼下|截至)")
_CONTACTS = re.compile(r"如有疑问|咨询|详情|举报|投诉|拨打|热线|电话|微信|小程序|公众号|二维码")
_SPEECHES = re.compile(r"^“[^”]{13}|[。！？]”")
_OFFICIALS = re.compile(
    r"^[^，“]{0,30}(?:负责人|主任|[局科股站所馆校院镇乡区县市部队会]长|书记|经理|民警|专家|医生|医师|工程师|农艺师)"
)
_REASONS = re.compile(r"^(?:为了|因此|由于|随着|为.{2,})")


@lru_cache(maxsize=4096)
def bigrams(text: str) -> frozenset[str]:
    """
    The pairs of neighbouring characters, marks left out.
    """
    chars = _UNSAID.sub("", text)
    return frozenset(map(add, chars, chars[1:]))


def is_scene(text: str) -> bool:
    """
    Tell whether a sentence paints a scene (清晨, 只见): no instruction, no number but when it was and somebody's age.
    """
    counted = _COUNTED_AROUND if _PAINTED.search(text) else _WHEN
    return bool(_SCENES.search(text)) and not _NUMBER.search(counted.sub("", text)) and not _OFFERED.search(text)


def is_colour(text: str) -> bool:
    """
    Tell whether a sentence only paints a scene, or explains what a thing is (再生稻是指……).
    """
    return is_scene(text) or bool(_DEFINES.search(text) and not re.search(r"\d", text))


def is_first_person(text: str) -> bool:
    """
    Tell whether somebody speaks of himself or to the listener (我, 咱, 您, 你); 我国 and 自我 do not count.
    """
    return bool(_FIRST_PERSON.search(text))


def is_speech(text: str) -> bool:
    """
    Tell whether a printed sentence quotes somebody at length (“……。”他说).
    """
    return bool(_SPEECHES.search(text))


def is_by_official(text: str) -> bool:
    """
    Tell whether somebody in charge says what a sentence reports: that is news, where a passer-by's word is colour.
    """
    return bool(_OFFICIALS.match(text))


@dataclass(frozen=True, slots=True)
class Interest:
    """
    The interest of each pair of characters of one article: how likely an editor keeps it, 0 to 1.

    `lead` is the number of the sentence that opens the news.
    """

    of: dict[str, float]
    lead: int


def interest(sentences: Sequence[str], headline: str, spoken: Collection[int] = ()) -> Interest:
    """
    Weigh every pair of an article's sentences, given in order, and of its headline.

    `spoken` are the numbers of the sentences that were printed with a quotation of somebody's words.
    """
    title = bigrams(headline)
    pairs = [bigrams(sentence) for sentence in sentences]
    times = Counter(pair for one in pairs for pair in one)
    placed = [(_TAKES_UP_TITLE, title)]
    covers = [len(pair & title) / max(len(title), 1) for pair in pairs]
    lead = _lead(sentences, covers, spoken)
    for order, sentence in enumerate(sentences):
        whole = (_LEAD if order == lead else 0.0) + (_SPEECH if order in spoken else 0.0)
        whole += _TAKES_UP_TITLE * covers[order]
        placed += [(whole + kind, bigrams(clause)) for clause, kind in _clauses(sentence)]
    best: dict[str, float] = {}
    for odds, said in sorted(placed, key=itemgetter(0)):  # the best clause a pair stands in is written last
        best.update(dict.fromkeys(said, odds))
    of = {pair: _likely(place + _own(pair, times[pair], title)) for pair, place in best.items()}
    return Interest(of, lead)


def _lead(sentences: Sequence[str], covers: Sequence[float], spoken: Collection[int]) -> int:
    """
    The number of the sentence that opens the news: a soft lead (停车难一直是烦心事) only leads up to it.
    """
    least = 0.5 * max(covers[:5], default=0.0)
    fit = (order for order, one in enumerate(sentences) if order not in spoken and not is_colour(one))
    return next((order for order in fit if covers[order] >= least), 0)


def _own(pair: str, times: int, title: frozenset[str]) -> float:
    again = _AGAIN * max(min(times - 1, 3), 0)
    return _BASE + again + (_IN_TITLE if pair in title else 0.0) + (_DIGIT if not pair.isalpha() else 0.0)


def _clauses(sentence: str) -> Iterator[tuple[str, float]]:
    """
    Yield each clause with what its kind adds to all that stands in it; a lone 去年 makes a total behind it background.
    """
    is_past = False
    for clause in CLAUSE_END.split(sentence):
        if clause:
            is_past = (is_past or bool(_PAST.match(clause))) and not _NOW.match(clause)
            is_old = is_past and bool(_TOTALS.search(clause) or _HURT.search(clause))
            yield clause, _kind(clause, is_background=is_old or bool(_BACKGROUNDS.search(clause)))


def _kind(clause: str, *, is_background: bool) -> float:
    marks = (
        (_SERVICES.search(clause), _SERVICE),
        (_DUTIES.search(clause) or (not is_background and _HURT.search(clause)), _DUTY),
        (not is_background and _TOTALS.search(clause), _TOTAL),
        (is_background, _BACKGROUND),
        (_CONTACTS.search(clause), _CONTACT),
        (_REASONS.match(clause), _REASON),
        (is_scene(clause), _SCENE),
        (is_slogan(clause) or is_telling(clause) or _FORMALITY.search(clause), _RESOLVE),
    )
    numbers = 0 if is_background else min(len(_NUMBER.findall(clause)), 3)
    return _EACH_NUMBER * numbers + sum(weight for found, weight in marks if found)


def _likely(odds: float) -> float:
    return 1 / (1 + exp(-odds))
