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
from bulletin.script.compression import Window, windows
from bulletin.script.damage import damaged, touches
from bulletin.script.daywords import with_dates
from bulletin.script.enumerations import Enumeration, enumerations
from bulletin.script.excerpts import Excerpt, paragraphs, without
from bulletin.script.headline import news_of_title, telling_half, who
from bulletin.script.reported import reported
from bulletin.script.salience import is_first_person, is_scene, saliences
from bulletin.script.sentences import longest_breath, split_sentences

_PLACE = "市区县镇乡村"
_POINTER = re.compile(
    rf"^(?:该|本)(?P<noun>[{_PLACE}]|街道|社区|公司|项目|活动|中心|学校|医院|平台|系统|工程|政策|方案|办法)"
)
_DEMANDS = re.compile(r"^[^，“]{2,10}(?:强调|指出|要求|提出)，(?=要)")
_POINTS_INSIDE = re.compile(
    rf"(?:该|本)(?P<noun>[{_PLACE}]|街道|社区|公司|项目|中心|学校|医院|校|院|馆|站|局)(?!来|地|身|着)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A sentence that may be said.

    Args:
        order: Its number in the article; the headline is -1.
        worth: Its salience.
        windows: The ways to say it, the longest first; at least one.
        noun: What it points back to (镇 in 该镇); something of that kind must have been said before. `""` for nothing.
        is_next: Whether it makes sense only right behind the sentence before it (the heads of a list).
        is_joined: Whether it lost its subject (该项目) and must follow the very sentence before it, behind a comma.
    """

    order: int
    worth: float
    windows: tuple[Window, ...]
    noun: str = ""
    is_next: bool = False
    is_joined: bool = False


def candidates(article: Article) -> list[Candidate]:
    """
    Return what may be said of an article, in the order of print; empty when nothing is fit for air.

    Left out are damaged passages, the first person, day words without a date, and what dangles.
    """
    spans = damaged(article)
    published = article.published.date() if article.published else None
    printed = [sentence for paragraph in paragraphs(article) for sentence in split_sentences(paragraph)]
    sound = [not touches(spans, one.paragraph, one.places[0], one.places[-1] + 1) for one in printed]
    name = who(telling_half(article).text)
    told = [_mended(sentence, name) for sentence in printed]
    worths = saliences([sentence.text for sentence in told], news_of_title(article))
    lists = enumerations(told)
    listed = frozenset(number for one in lists for number in one.inside)
    found = [
        _candidate(order, worths[order], told[order], published)
        for order in range(len(told))
        if sound[order] and order not in listed and not is_scene(told[order].text)
    ]
    heads = [
        _listed(one, max(worths[number] for number in one.inside))
        for one in lists
        if all(sound[number] for number in one.inside)
    ]
    return sorted((one for one in (*found, *heads) if one is not None), key=lambda one: one.order)


def _mended(sentence: Excerpt, name: str) -> Excerpt:
    return with_breaths(without_nesting(reported(resolve_brackets(sentence)), name))


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


def _listed(found: Enumeration, worth: float) -> Candidate | None:
    """
    Make a candidate of a list's heads: alone where it says who demands them, else right behind what leads to them.
    """
    text = found.heads.text
    if is_first_person(text) or longest_breath(text) > MAX_BREATH:
        return None
    window = Window(found.heads, len(text), 0.0)
    return Candidate(found.first, worth, (window,), is_next=not found.is_told_by)


def _candidate(order: int, worth: float, sentence: Excerpt, published: date | None) -> Candidate | None:
    dated = with_dates(sentence, published)
    if dated is None:
        return None
    pointer = _POINTER.match(dated.text)
    ways = windows(dated.part(pointer.end(), len(dated.text)) if pointer else dated)
    if not ways:
        return None
    if pointer:
        noun = pointer["noun"]
        return Candidate(order, worth, ways, noun, is_joined=noun not in (*_PLACE, "街道", "社区"))
    inside = _POINTS_INSIDE.search(dated.text)
    is_next = needs_subject(ways[0].said.text) or needs_subject(ways[-1].said.text)
    return Candidate(order, worth, ways, inside["noun"] if inside else "", is_next=is_next)


def read_on(chosen: Sequence[Candidate]) -> bool:
    """
    Tell whether each of the chosen finds what it points back to right before it, read in the order of print.
    """
    lines = sorted(chosen, key=lambda one: one.order)
    return all(_reads_on(lines[:index], line) for index, line in enumerate(lines))


def _reads_on(before: Sequence[Candidate], line: Candidate) -> bool:
    if not (line.noun or line.is_next or line.is_joined):
        return True
    if not before:
        return False
    last = before[-1]
    if line.is_joined or line.is_next:
        return last.order == line.order - 1 and not (line.is_joined and last.is_joined)
    return line.noun in last.windows[0].said.text


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
    return replace(candidate, windows=(window,))
