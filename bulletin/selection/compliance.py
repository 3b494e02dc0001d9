"""
Compliance: what must not be aired, and what an editor should look at before it is.

Two levels. Block: only words the operator wrote down as such. Ask: the operator's second list, the table of leaders,
and the shipped lints; they are prompts, shown at review, and may all be wrong. Nothing is changed or left out here.
Sources of the shipped rules: the news agency's list of words to avoid (2015, with its revision), and the rules W6-W8 of
the house's standards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bulletin.model import HEADLINE, Article, Span
from bulletin.selection.lints import LINTS, Lint
from bulletin.selection.names import SURNAMES

Level = Literal["block", "ask"]


@dataclass(frozen=True, slots=True)
class Leader:
    """
    A row of the operator's table of leaders.

    Args:
        name: As printed.
        title: The full title: 中共蓬江区委书记.
        order: The place in a list of names, 1 is named first; 0 when the order does not matter.
        since: First day in office, None when not known.
        until: Last day in office, None while in office.
    """

    name: str
    title: str
    order: int = 0
    since: date | None = None
    until: date | None = None

    def is_in_office(self, day: date) -> bool:
        """
        Tell whether the title is held on a day.
        """
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Lists:
    """
    The operator's own lists; they go before everything shipped.

    Args:
        block: Words that are never aired.
        ask: Words an editor wants to see first.
        allow: Words the shipped lints leave alone: a shop called 第一品牌 that is really called so.
        leaders: The table of leaders.
    """

    block: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    leaders: tuple[Leader, ...] = ()


NO_LISTS = Lists()
"""Only what is shipped."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    Something found.

    Args:
        level: `block`: must not be aired. `ask`: an editor decides.
        text: The words found.
        rule: Which rule: `W6` word lists, `W7` wording, `W8` leaders.
        advice: What to do, in Chinese.
        span: Where; in a plain text its only paragraph is 0.
    """

    level: Level
    text: str
    rule: str
    advice: str
    span: Span

    def __str__(self) -> str:
        return f"{'禁播' if self.level == 'block' else '请核对'}：“{self.text}”，{self.advice}"


def review(piece: Article | str, lists: Lists = NO_LISTS, day: date | None = None) -> tuple[Finding, ...]:
    """
    Look through an article, or one line of a script.

    Args:
        piece: The article (title, then body), or plain text.
        lists: The operator's own lists.
        day: The air date, to know who is in office; None: whoever is in the table.

    Returns:
        What was found, blocks first, then in the order of the text; the same words by the same rule once.
    """
    found = [finding for place, text in _texts(piece) for finding in _of_text(text, place, lists, day, str(piece))]
    once = {(f.level, f.rule, f.text, f.advice): f for f in reversed(found)}
    return tuple(sorted(once.values(), key=lambda f: (f.level != "block", f.span.paragraph, f.span.start)))


def is_blocked(findings: Iterable[Finding]) -> bool:
    """
    Tell whether something found must not be aired.
    """
    return any(finding.level == "block" for finding in findings)


def _texts(piece: Article | str) -> list[tuple[int, str]]:
    if isinstance(piece, str):
        return [(0, piece)]
    return [(HEADLINE, piece.title), *enumerate(piece.paragraphs)]


def _of_text(text: str, place: int, lists: Lists, day: date | None, whole: str) -> Iterator[Finding]:
    yield from _listed(text, place, lists.block, "block", "在禁播词表中")
    yield from _listed(text, place, lists.ask, "ask", "在核对词表中，请编辑确认")
    for lint in LINTS:
        yield from _linted(text, place, lint, lists.allow, whole)
    yield from _titled(text, place, lists, day)
    yield from _ordered(text, place, lists.leaders)


def _listed(text: str, place: int, words: Iterable[str], level: Level, advice: str) -> Iterator[Finding]:
    """
    Find listed words, blanks or marks set between their characters notwithstanding.
    """
    for word in filter(None, words):
        pattern = r"[\s·.*_\-]{0,2}".join(map(re.escape, word))
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield Finding(level, found[0], "W6", advice, Span(place, *found.span()))


def _linted(text: str, place: int, lint: Lint, allow: Iterable[str], whole: str) -> Iterator[Finding]:
    if lint.unless and re.search(lint.unless, whole):
        return
    for found in re.finditer(lint.pattern, text):
        words = found["it"]
        if not any(allowed and allowed in words for allowed in allow):
            yield Finding("ask", words, lint.rule, lint.advice, Span(place, *found.span("it")))


_OFFICE = re.compile(
    r"(?P<title>(?:[\u4e00-\u9fff]{2,12}?)?(?:省|市|区|县|镇|乡|街道|全国|国家)?(?:党工委|党委|[省市区县镇]委|人大(?:常委会)?|政协|政府|纪委)?"
    r"(?:常务)?(?:副)?(?:书记|省长|市长|区长|县长|镇长|乡长|主席|总理|部长|厅长|局长|主任))"
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，,、。；;：:（(“在到表主率出强指说对深前]|$)"
)
_HIGH = re.compile(r"[省市区县](?:委|长|政协|人大)|总理|国家主席|全国")


def _titled(text: str, place: int, lists: Lists, day: date | None) -> Iterator[Finding]:
    """
    Hold every title with a name against the table; where there is no table, ask about those of county rank and above.
    """
    by_name = {leader.name: leader for leader in lists.leaders if day is None or leader.is_in_office(day)}
    retired = {leader.name for leader in lists.leaders} - set(by_name)
    for found in _OFFICE.finditer(text):
        title, name = found["title"], found["name"]
        known = by_name.get(name) or by_name.get(name[:2])
        span = Span(place, *found.span())
        if known and _office(title) not in known.title:
            yield Finding("ask", found[0], "W8", f"名单上{known.name}的职务是“{known.title}”", span)
        elif not known and ({name, name[:2]} & retired):
            yield Finding("ask", found[0], "W8", "名单上此人播出当天不在任", span)
        elif not known and (lists.leaders or _HIGH.search(title)):
            yield Finding("ask", found[0], "W8", "职务和姓名不在领导人名单中，请核对", span)


def _office(title: str) -> str:
    """
    Return the office alone, 区委书记 of 蓬江区区委书记; 书记 where nothing more is printed.
    """
    found = re.search(
        r"(?:党工委|党委|[省市区县镇]委|人大常委会|人大|政协|政府|纪委)?(?:常务)?副?"
        r"(?:书记|省长|市长|区长|县长|镇长|乡长|主席|总理|部长|厅长|局长|主任)$",
        title,
    )
    return found[0] if found else title


def _ordered(text: str, place: int, leaders: Iterable[Leader]) -> Iterator[Finding]:
    """
    Ask where a list of leaders stands in another order than the table's.
    """
    ranks = {leader.name: leader.order for leader in leaders if leader.order}
    if len(ranks) < 2:
        return
    for sentence in re.finditer(r"[^。！？\n]+", text):
        named = sorted((sentence[0].index(name), name) for name in ranks if name in sentence[0])
        order = [ranks[name] for _, name in named]
        if order != sorted(order):
            start = sentence.start() + named[0][0]
            end = sentence.start() + named[-1][0] + len(named[-1][1])
            right = "、".join(sorted((name for _, name in named), key=lambda name: ranks[name]))
            yield Finding("ask", text[start:end], "W8", f"名单上的先后是：{right}", Span(place, start, end))
