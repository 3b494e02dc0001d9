"""
What of an article may be said: its sentences, mended for the ear, and the ways to say each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bulletin.model import Article
from bulletin.script.brackets import resolve_brackets
from bulletin.script.breaths import MAX_BREATH, with_breaths
from bulletin.script.completeness import needs_subject
from bulletin.script.compression import Window, parallel_parts, untied, windows
from bulletin.script.damage import damaged, touches
from bulletin.script.daywords import with_dates
from bulletin.script.enumerations import Enumeration, enumerations
from bulletin.script.excerpts import Excerpt, paragraphs, without
from bulletin.script.headline import name_of, news_of_title, openers, telling_half, who
from bulletin.script.reported import reported, without_telling
from bulletin.script.salience import Interest, interest, is_by_official, is_colour, is_first_person, is_speech
from bulletin.script.sentences import longest_breath, split_sentences, with_exceptions

TITLE = -1
"""The order of the title: it is said before all else."""

_PLACE = "市区县镇乡村"
_POINTER = re.compile(
    rf"^(?:该|本(?![省市区县]))(?P<noun>[{_PLACE}]|街道|社区|公司|项目|活动|中心|学校|医院|平台|系统|工程|政策|方案|办法|"
    r"路段?|线路?|大?桥|水库|公园|广场|小区|基地|机构|企业|团队|队伍|赛事|展览|课程|行动|制度|模式|措施|服务|计划|产品|技术|设备)"
)
_THIS = re.compile(r"^(?:此次|这次|这[座条家所项批辆幢])(?=(?P<noun>[\u4e00-\u9fff]{2}))")
"""此次维修 is 维修 where the line before tells of it."""
_SAME_DAY = re.compile(r"^当[天日](?=\d{1,2}[时点:]|[上下]午|早|凌晨)")
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
"""当天7时 is 7时 right behind a line with the day."""
_DEMANDS = re.compile(r"^[^，“]{2,10}(?:强调|指出|要求|提出)，(?=要)")
_POINTS_INSIDE = re.compile(
    rf"(?:该|本(?![省市区县]))(?P<noun>[{_PLACE}]|街道|社区|公司|项目|中心|学校|医院|校|院|馆|站|局)(?!来|地|身|着)"
)
_SOMEBODY = re.compile(r"(?:^|(?<=[，；]))[\u4e00-\u9fff]某(?=[^某些个种地位公小村镇女先])")
"""周某, without 被告人 before it, is one the listener knows already."""
_ROLE = re.compile(r"男子|女子|司机|驾驶员|嫌疑人|被告人?|当事人")
_ALIKE = re.compile(r"类似|同样的|上述|前述|如此|这[类种些样]")
_COUNTED = "两三四五六"
_THE_TWO = re.compile(
    rf"(?:^|[，；：])(?P<noun>[{_COUNTED}](?:[镇村地县人家方项]|条线路?|个[镇村区县]))(?=[的将均都共也已分])"
)
"""两镇的管网: the two were named together just before."""
_MUST = re.compile(r"要(?![素是不闻点求领])")
_FOLLOWS = re.compile(r"^(?:对此|为此|因此|所以|于是|随后|总之|如今|由此)，")
_HE = re.compile(r"^[^，]{2,10}，[他她]")
_ASKED = re.compile(r"(?:问|提问|记者问?|主持人)\s*[：:]|[^。！]{2,40}？$")
_ANSWERED = re.compile(r"(?:答|回答|答复)\s*[：:]\s*")
_PERSON = "人"
_AGENTS = ("公司", "企业", "机构", "学校", "医院", "团队", "队伍", "中心", "基地", "小区")
_NEAR = 3
"""How many sentences 他 may be away from the last line said."""
_OURS = re.compile(r"(?:^|(?<=[，；：起来间后前期日月年天]))我[省市区县镇乡](?=[\u4e00-\u9fff])(?![的民])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A sentence that may be said.

    Args:
        order: Its number in the article, `TITLE` for the title.
        windows: The ways to say it, the longest first; at least one.
        noun: What it points back to (镇 in 该镇); something of that kind must have been said before. `""` for nothing.
        is_next: Whether it makes sense only right behind the sentence before it (the heads of a list).
        is_joined: Whether it lost its subject (该项目) and must follow the very sentence before it, behind a comma.
    """

    order: int
    windows: tuple[Window, ...]
    noun: str = ""
    is_next: bool = False
    is_joined: bool = False

    @property
    def is_title(self) -> bool:
        """
        Whether it is the article's title.
        """
        return self.order == TITLE


@dataclass(frozen=True, slots=True)
class Material:
    """
    All that can be said of an article.

    Args:
        candidates: In the order they would be heard; empty when nothing is fit for air.
        interest: What each pair of characters is worth.
        name: Place or body the article is about; `""` when it names none.
    """

    candidates: tuple[Candidate, ...]
    interest: Interest
    name: str


def material(article: Article) -> Material:
    """
    Return what may be said of an article, in the order of print, its title first.

    Left out are damaged passages, the first person, day words without a date, and what dangles.
    """
    spans = damaged(article)
    published = article.published.date() if article.published else None
    printed = [
        part
        for paragraph in paragraphs(article)
        for sentence in with_exceptions(split_sentences(paragraph))
        for part in parallel_parts(sentence)
    ]
    sound = [
        not touches(spans, one.paragraph, one.places[0], one.places[-1] + 1) and not _ASKED.match(one.text)
        for one in printed
    ]
    subject = who(telling_half(article).text)
    told = [_mended(sentence, subject) for sentence in printed]
    lists = enumerations(told)
    demanded = list(_with_speakers(told))
    listed = frozenset(number for one in lists for number in one.inside)
    found = [
        _candidate(order, demanded[order], told, published)
        for order in range(len(told))
        if sound[order] and order not in listed and not is_colour(told[order].text)
    ]
    heads = [_listed(one) for one in lists if all(sound[number] for number in one.inside)]
    known = sorted((one for one in (*found, *heads) if one is not None), key=lambda one: one.order)
    speeches = frozenset(
        order for order, one in enumerate(printed) if is_speech(one.text) and not is_by_official(told[order].text)
    )
    weighed = interest([sentence.text for sentence in told], news_of_title(article), speeches)
    return Material((*_titles(article), *known), weighed, name_of(article))


def _with_speakers(told: Sequence[Excerpt]) -> Iterator[Excerpt]:
    """
    Yield the sentences, each 要…… of one paragraph behind the 会议强调， that an earlier one begins with.
    """
    speaker: Excerpt | None = None
    for sentence in told:
        found = _DEMANDS.match(sentence.text)
        goes_on = speaker is not None and speaker.paragraph == sentence.paragraph and _MUST.match(sentence.text)
        speaker = sentence.part(0, found.end()) if found else speaker if goes_on else None
        yield speaker.joined(sentence) if goes_on and speaker else sentence


def _titles(article: Article) -> Iterator[Candidate]:
    """
    The title as a line of its own: nothing where it has no words.
    """
    ways = tuple(Window(way.followed_by("。"), len(way.text)) for way in openers(article))
    if ways:
        yield Candidate(TITLE, ways)


def _mended(sentence: Excerpt, name: str) -> Excerpt:
    label = _ANSWERED.match(sentence.text)
    sentence = sentence.part(label.end(), len(sentence.text)) if label else sentence
    said = without_telling(reported(resolve_brackets(sentence)))
    said = without(said, (ours.span() for ours in _OURS.finditer(said.text)))
    return with_breaths(without_nesting(said, name))


def without_nesting(sentence: Excerpt, name: str) -> Excerpt:
    """
    Take away the long description before the name the headline begins with.

    专业环卫公司与蓬江区国有资产监督管理局下属国资公司成立的滨江侨瑞公司，正式接管…… → 滨江侨瑞公司正式接管……
    """
    found = (
        re.search(rf"(?:^|(?<=^.{{2}}，))([^，。：；“]{{12,}}的){re.escape(name)}(，?)", sentence.text)
        if name
        else None
    )
    if found is None or re.search(r"\d|[不未无非]", found[1]):
        return sentence
    return without(sentence, (found.span(1), found.span(2)))


def _listed(found: Enumeration) -> Candidate | None:
    """
    Make a candidate of a list's heads: alone where it says who demands them, else right behind what leads to them.
    """
    text = found.heads.text
    if is_first_person(text) or longest_breath(text) > MAX_BREATH:
        return None
    window = Window(found.heads, len(text))
    return Candidate(found.first, (window,), is_next=not found.is_told_by)


def _is_about(sentence: str, noun: str) -> bool:
    """
    Tell whether a sentence and 该项目 behind it may share one subject.

    They may not where the sentence has it as a place (在基地里) or as part of its subject (工程动工仪式举行), nor where
    it is a body (该公司): a sentence may name two of them.
    """
    return noun not in _AGENTS and not re.search(
        rf"在[^，]*{noun}|(?:仪式|现场会?|发布会|活动)[^，]{{0,16}}举行", sentence
    )


def _candidate(order: int, sentence: Excerpt, told: Sequence[Excerpt], published: date | None) -> Candidate | None:
    dated = with_dates(sentence, published)
    if dated is None:
        return None
    follows = _FOLLOWS.match(dated.text)
    dated = untied(dated)
    event = _THIS.match(dated.text)
    day = _day_before(told[:order]) if _SAME_DAY.match(dated.text) else ""
    if event or day:
        ways = windows(dated.part(event.end() if event else 2, len(dated.text)))
        return Candidate(order, ways, event["noun"] if event else day) if ways else None
    pointer = _POINTER.match(dated.text)
    if pointer:
        noun = pointer["noun"]
        is_place = noun in (*_PLACE, "街道", "社区")
        is_joined = not is_place and _is_about(told[order - 1].text if order else "", noun)
        ways = windows(dated.part(pointer.end() if is_place or is_joined else pointer.start("noun"), len(dated.text)))
        return Candidate(order, ways, noun, is_joined=is_joined) if ways else None
    ways = windows(dated)
    if not ways:
        return None
    ways = tuple(replace(way, noun=_pointing(way.said.text)) for way in ways)
    is_next = (
        needs_subject(ways[0].said.text)
        or needs_subject(ways[-1].said.text)
        or bool(follows or _ALIKE.search(dated.text))
    )
    several = _THE_TWO.search(ways[-1].said.text)
    noun = _PERSON if _HE.match(dated.text) else several["noun"] if several else ""
    return Candidate(order, ways, noun, is_next=is_next)


def _day_before(told: Sequence[Excerpt]) -> str:
    """
    Return the last date of the text so far; `""` when there is none.
    """
    return next((days[-1] for one in reversed(told) if (days := _DAY.findall(one.text))), "")


def _pointing(text: str) -> str:
    """
    Return what a text points back to outside itself (局 in 该局); `""` for nothing.
    """
    for found in _POINTS_INSIDE.finditer(text):
        if not _names(found["noun"], text[: found.start()]):
            return found["noun"]
    somebody = _SOMEBODY.search(text)
    return somebody[0] if somebody else ""


def _names(noun: str, text: str) -> bool:
    """
    Tell whether a text names something of a kind: 公安局 is one, 骗局 is none.
    """
    return re.search(rf"[\u4e00-\u9fff]{{2}}(?<![骗结布格大全时]){noun}", text) is not None


def reads_on(before: Sequence[Candidate], line: Candidate) -> bool:
    """
    Tell whether a line finds what it points back to in the last of those said before it, in the order of print.
    """
    noun = line.noun or line.windows[0].noun
    if not (noun or line.is_next or line.is_joined):
        return True
    if not before:
        return False
    last = before[-1]
    if line.noun == _PERSON:
        return last.is_title or line.order - last.order <= _NEAR
    if line.is_joined or line.is_next:
        return last.order == line.order - 1 and not (line.is_joined and (last.is_joined or last.is_title))
    return _is_named(noun, last.windows[0].said.text, is_next=last.order == line.order - 1)


def _is_named(noun: str, said: str, *, is_next: bool) -> bool:
    """
    Tell whether a text names what the line behind it points back to: a kind of thing, a day, somebody, the two of them.
    """
    if noun[0].isdigit():
        return noun in said
    if noun.endswith("某"):
        return _names(noun, said) or bool(_ROLE.search(said))
    return _names(noun, said) or (noun[0] in _COUNTED and "、" in said and is_next)


def joined(chosen: Sequence[Candidate]) -> Iterator[tuple[Excerpt, ...]]:
    """
    Yield what is said line by line, in the order of print; a line of two parts is one sentence in two places.

    会议强调，要…… is not said again in front of the next 要……
    """
    line: tuple[Excerpt, ...] = ()
    speaker = ""
    for candidate in sorted(chosen, key=lambda one: one.order):
        said = candidate.windows[0].said
        if candidate.is_joined and line:
            line = (*line[:-1], line[-1].part(0, len(line[-1].text) - 1).followed_by("，"), said)
            continue
        if line:
            yield line
        found = _DEMANDS.match(said.text)
        line = (said.part(found.end(), len(said.text)) if found and found[0] == speaker else said,)
        speaker = found[0] if found else speaker if line[0].text.startswith("要") else ""
    if line:
        yield line


def with_window(candidate: Candidate, window: Window) -> Candidate:
    """
    Settle how a candidate is said.
    """
    return Candidate(candidate.order, (window,), candidate.noun, candidate.is_next, candidate.is_joined)
