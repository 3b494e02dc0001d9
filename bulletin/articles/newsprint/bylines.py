"""
Bylines: who wrote an article and for whom, at its head, on a line of its own, or at its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.articles.newsprint.junction import is_common
from bulletin.articles.newsprint.vocabulary import HAN, PRESS, ROLES
from bulletin.model import Byline, Credit

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁"
    "单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊於惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇"
    "栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦"
    "雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃"
    "岳兰牟涂鄢隋佟苟晋丛栗苑迟帅揭粟漆阳占亓綦邸檀肇庹丘佴樵赫渠战矫楚焉利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖佘区冼麦植覃仝付代仉闫覃邝"
)
"""The single-character family names of the Hundred Family Surnames, and the common ones it lacks."""

_COMPOUND = "欧阳|司徒|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|夏侯|东方|长孙|宇文|轩辕|端木"

_ROLE = ROLES
_DESK = r"(?:责任编辑|责编|编辑|校对|美编|版式)"
_SEP = r"[ \u3000/／:：、,，|｜·]"
_NAME = rf"(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,4}}(?:·[\u4e00-\u9fff]{{1,8}})?)"
_SEPS = re.compile(rf"{_SEP}+")
_WHOLE_NAME = re.compile(r"[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)?")
_COMPOUNDS = frozenset(_COMPOUND.split("|"))
_PLACE_DAY = r"(?:[\u4e00-\u9fff]{2,8})?(?:\d{1,2}月\d{1,2}日)?"
_OUTLET = rf"(?:据?本[报台刊网社]|据?新华社|据?中新社|据?[\u4e00-\u9fff]{{2,12}}?{PRESS})"

_OWN_PAPER = re.compile(r"本[报台刊网社]")
_WHOLE_OUTLET = re.compile(_OUTLET)
_ROLE_ALONE = re.compile(rf"{_ROLE}(?:{_SEP}|$)")
_CREDITED = rf"{_ROLE}[^()（）。！？“”]{{0,60}}"
_WIRED = rf"{_PLACE_DAY}(?:综合)?(?P<wire>讯|电|(?<=报)消息)[】\]]?"
_ANY = rf"^(?P<raw>[【\[]?(?P<outlet>{_OUTLET}|{HAN}{{2,6}}){_WIRED}"
_KNOWN = rf"^(?P<raw>[【\[]?(?P<outlet>{_OUTLET}){_WIRED}"
_COLON = r"[:：]?[ \u3000]*"
_NAMED = rf"{_ROLE}{_SEP}?{_NAME}(?:[、 \u3000]{_NAME}){{0,4}}"
_SERIES = rf"(?:{_ROLE}{_SEP}*(?:{_NAME}{_SEP}+){{0,3}}{_NAME}{_SEP}*){{1,3}}?"
_LEADS = (
    re.compile(rf"{_ANY}[ \u3000]*[(（](?P<who>[^()（）。]{{1,80}})[)）](?:报道)?){_COLON}"),
    re.compile(rf"{_ANY}[ \u3000]*(?P<who>{_ROLE}[^()（）。，,“”:：]{{1,50}}?(?:报道|摄影报道))){_COLON}"),
    re.compile(rf"{_KNOWN}[ \u3000:：]+(?P<who>(?:{_NAMED}[ \u3000]+)+))"),
    re.compile(rf"{_KNOWN}(?P<who>))[ \u3000:：]*(?=\S)"),
    re.compile(rf"^(?P<raw>(?P<outlet>{_OUTLET})?(?P<who>{_SERIES})(?:报道|摄影报道|综合报道)){_COLON}"),
    re.compile(rf"^(?P<raw>[(（](?P<outlet>)(?P<who>{_CREDITED})[)）])[ \u3000]*"),
)
"""
A byline that leads the first paragraph. The newspaper's name, then 讯 or 电, then who in brackets; or without brackets
when 报道 or a blank ends it; or nobody; or the same without 讯; or brackets alone.
"""

_STOPS = ("。", "！", "？", "；", "，", "”", "!", "?", ",", "…")
"""What no byline ends with."""

_LEADS_PLAIN = (_LEADS[0], *_LEADS[2:4], _LEADS[5])
"""Those that need no 报道."""

_HINT = re.compile(
    r"讯|电|消息|记者|通讯员|报道|[文图摄/]|采写|撰|稿|作者|实习生|评论员|执笔|统筹|策划|整理|编译|漫画|来信|制图|绘图"
)
"""Every byline that leads a paragraph holds one of these; nearly all other paragraphs are known by having none."""

_TAIL = re.compile(rf"[ \u3000]*[(（【\[](?P<who>{_CREDITED})[)）】\]][ \u3000]*$")
_AFTER_STOP = r"(?<=[。！？”])[ \u3000]*"
_TAIL_NAMES = re.compile(rf"{_AFTER_STOP}[(（](?P<who>{HAN}{{2,4}}(?:[ \u3000、/]{HAN}{{2,4}}){{0,3}})[)）][ \u3000]*$")
_TAIL_OPEN = re.compile(
    rf"{_AFTER_STOP}(?P<who>[■□●◎◆◇★☆▲△]?[ \u3000]*(?:本报)?{_ROLE}{_SEP}*{_NAME}"
    rf"(?:{_SEP}+(?:{_ROLE}{_SEP}*)?{_NAME}){{0,5}}(?:报道|文/?图)?)$"
)

_BULLET = r"^[■□●◎◆◇★☆▲△▶►◤◥◢◣|｜\-—─·•※〇○]*[ \u3000]*"
_LISTED = rf"(?:{HAN}|[ \u3000/／:：、,，|｜·]){{0,70}}"
_OWN = re.compile(
    rf"{_BULLET}[(（【\[]?(?P<outlet>{_OUTLET})?[ \u3000]*(?P<who>{_ROLE}{_SEP}*{_LISTED})(?:报道)?[)）】\]]?$"
)
_OWN_NAMES = re.compile(rf"{_BULLET}(?P<who>{_NAME}(?:[ \u3000、]+{_NAME}){{0,3}})$")
_SOURCE = re.compile(rf"[(（](?:据|来源[:：]?|综合)?(?P<outlet>央视|{HAN}{{2,10}}?{PRESS})(?:报道)?[)）]$")
_FROM = r"(?:信息|稿件|文章)?(?:来源|稿源)"
_CITED = re.compile(
    rf"(?:[(（]{_FROM}[:：][ \u3000]*(?P<outlet>[^()（）。，]{{2,24}})[)）]"
    rf"|{_FROM}[:：][ \u3000]*(?P<bare>{HAN}{{2,20}}))$"
)
_TOKEN = re.compile(rf"(?P<role>{_ROLE}|{_DESK})?(?P<name>[\u4e00-\u9fff·]*)")
_SHORT_ROLES = frozenset("文图摄")
_ALONE = re.compile(r"文[/／·]图|图[/／·]文")


@dataclass(frozen=True, slots=True)
class Lead:
    """
    A first paragraph, parted into its byline and the text behind it.
    """

    byline: Byline
    body: str


def read_lead(text: str) -> Lead | None:
    """
    Part a paragraph that begins with a byline; `None` when it does not.

    `江门日报讯(记者/罗霏)寒假将至。` gives the outlet 江门日报, the credit 记者 罗霏, and 寒假将至。
    """
    head = text[:160]
    if not _HINT.search(head[:60]):
        return None
    for pattern in _LEADS if "报道" in head else _LEADS_PLAIN:
        found = pattern.match(head)
        if found and _is_meant(found):
            return Lead(_byline(found["raw"], found["outlet"] or "", found["who"] or ""), text[found.end() :])
    return None


def _is_meant(found: re.Match[str]) -> bool:
    """
    Tell a byline from a sentence that merely begins like one: 记者 here or an outlet with 讯 or 电.
    """
    fields = found.groupdict()
    outlet, who = fields["outlet"] or "", fields["who"] or ""
    if fields.get("wire") and _WHOLE_OUTLET.fullmatch(outlet):
        return True
    return bool(_credits(who) or _ROLE_ALONE.match(who))


def read_own_line(text: str) -> Byline | None:
    """
    Read a line that holds nothing but a byline (`文/图 记者 罗霏 通讯员 宋慕仪`); `None` when it is something else.
    """
    if len(text) > 90:
        return None
    if text[-1:] in ")）" and (found := _SOURCE.fullmatch(text)):
        return Byline(text, found["outlet"], ())
    if "源" in text and (found := _CITED.fullmatch(text)):
        return Byline(text, found["outlet"] or found["bare"], ())
    found = _OWN.match(text) if _HINT.search(text) else None
    if not found or not _all_names(found["who"]):
        return None
    return _byline(text, found["outlet"] or "", found["who"])


def is_names_only(text: str) -> bool:
    """
    Tell whether a line holds nothing but one to four persons' names, as under a headline.
    """
    found = _OWN_NAMES.match(text) if len(text) <= 24 else None
    if not found:
        return False
    names = _names(found["who"])
    return bool(names) and all(_is_name(name) and not is_common(name) for name in names)


def names_only(text: str) -> Byline:
    """
    Read a line for which `is_names_only` holds.
    """
    return Byline(text, "", (Credit("", tuple(_names(re.sub(_BULLET, "", text)))),))


def read_tail(text: str) -> tuple[str, Byline] | None:
    """
    Part a paragraph that ends with a byline (`……。（记者 罗霏）`) into text and byline; `None` when it does not.
    """
    if text.endswith(_STOPS):
        return None
    tail = text[-110:]
    if (found := _SOURCE.search(tail)) and tail[: found.start()].endswith(_STOPS):
        return text[: len(text) - len(found[0])].rstrip(), Byline(found[0], found["outlet"], ())
    if (found := _CITED.search(tail)) and tail[: found.start()].rstrip().endswith(_STOPS):
        return text[: len(text) - len(found[0])].rstrip(), Byline(found[0], found["outlet"] or found["bare"], ())
    for pattern in (_TAIL, _TAIL_NAMES, _TAIL_OPEN):
        found = pattern.search(tail)
        if not found:
            continue
        signed = pattern is not _TAIL_NAMES or all(_is_name(n) for n in _names(found["who"]))
        if signed and (pattern is not _TAIL or _all_names(found["who"])):
            rest = text[: len(text) - len(tail) + found.start()]
            return rest.rstrip(), _byline(found[0].strip(), "", found["who"])
    return None


def _byline(raw: str, outlet: str, who: str) -> Byline:
    name = outlet.removeprefix("据")
    return Byline(raw.strip(), "" if _OWN_PAPER.fullmatch(name) else name, _credits(who))


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 4 and "·" not in name:
        return False
    return bool(_WHOLE_NAME.fullmatch(name)) and ("·" in name or name[0] in SURNAMES or name[:2] in _COMPOUNDS)


def _all_names(who: str) -> bool:
    """
    Tell whether all that stands beside the role words can be names (two to four characters, or an office's name).
    """
    credits_ = _credits(who)
    names = [name for credit in credits_ for name in credit.names]
    if not names:
        return bool(re.fullmatch(rf"{_ROLE}(?:{_SEP}*{_ROLE})*{_SEP}*", who))
    if not any(credit.role for credit in credits_):
        return False
    return sum(map(_is_name, names)) * 2 >= len(names) and all(len(name) <= 14 for name in names)


def _credits(who: str) -> tuple[Credit, ...]:
    """
    Read roles and names in printed order; 文/图 before a role word tells only that the same people took the pictures.
    """
    roles: list[tuple[str, list[str]]] = []
    for token in _SEPS.split(_ALONE.sub(" 文图 ", who.strip().removesuffix("报道"))):
        role, name = _role_and_name(token)
        if role or (name and not roles):
            roles.append((role, []))
        if name:
            roles[-1][1].append(name)
    return tuple(Credit(role, tuple(_joined(names))) for role, names in roles if names)


def _role_and_name(token: str) -> tuple[str, str]:
    """
    Part 记者罗霏 into role and name; 文明 is no role with a name behind it, 文 alone is one.
    """
    found = _TOKEN.fullmatch(token)
    if not found:
        return "", token
    role, name = found["role"] or "", found["name"]
    if name and role in _SHORT_ROLES:
        return "", token
    return role.replace("文图", "文/图"), name


def _names(who: str) -> list[str]:
    return _joined([name for name in _SEPS.split(who) if name])


def _joined(names: list[str]) -> list[str]:
    """
    Join names of two characters that are spread over the width of three: 罗 霏.
    """
    joined: list[str] = []
    half = False
    for name in names:
        if len(name) == 1 and half:
            joined[-1] += name
            half = False
        else:
            joined.append(name)
            half = len(name) == 1
    return joined
