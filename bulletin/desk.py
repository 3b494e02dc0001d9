"""
The editor's desk: what may not be aired is taken out, what a person should look at is noted, the slot is filled.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bulletin.errors import BulletinError, EmptyRundownError
from bulletin.model import Article, Dropped, Rundown, Script, Seconds
from bulletin.script.running_order import Cue
from bulletin.script.writer import Rewriter, reworded
from bulletin.selection.compliance import NO_LISTS, Finding, Lists, is_blocked, review
from bulletin.selection.newsworthiness import NO_DESK, Desk
from bulletin.speech.announcer import UnspeakableError
from bulletin.timing import Measure, Order, Spoken, fill

logger = logging.getLogger(__name__)

ALL_AIRED = "今天没有新稿件，本期用的是前几天播过的稿件"


@dataclass(frozen=True, slots=True)
class Policy:
    """
    How this station chooses and words its stories.

    Args:
        desk: What the editor knows beside the articles.
        lists: Words never aired, words to be looked at, leaders' names.
        rewriter: Rewords the condensed lines; None for the article's own words.
        untrusted: Sources whose stories a person must see before they are aired.
        unreadable: Returns the characters of a spoken text that nothing knows a reading for.
    """

    desk: Desk = NO_DESK
    lists: Lists = NO_LISTS
    rewriter: Rewriter | None = None
    untrusted: frozenset[str] = frozenset()
    unreadable: Callable[[str], Sequence[str]] = lambda _: ()

    def wants_review(self, walk: Spoken) -> bool:
        """
        Tell whether a person must see a programme first, because of where its stories come from.
        """
        return any(script.story.article.source in self.untrusted for script in walk.scripts)


def edited(  # noqa: PLR0913, PLR0917 - the six things one edition is made of
    articles: Sequence[Article], slot: Seconds, day: date, policy: Policy, order: Order, measure: Measure
) -> Spoken:
    """
    Choose, write and speak until the slot is filled, within what may be aired.

    Where everything was aired in the last days it is aired again, and the edition says so: never silent.

    Raises:
        EmptyRundownError: Nothing can be aired.
    """
    may_air, blocked = vetted(articles, policy.lists, day)
    walk, unsaid = _sayable(may_air, slot, policy, order, measure)
    blocked = (*blocked, *unsaid)
    if policy.rewriter is not None:
        walk = _reworded(walk, policy.rewriter, order, measure)
    rundown = Rundown(walk.rundown.stories, (*walk.rundown.dropped, *blocked))
    notes = (*walk.notes, *asked(walk.scripts, policy.lists, day), *_unreadable(walk, policy), *_ahead(walk, day))
    return replace(walk, rundown=rundown, notes=notes)


_DATELINE = re.compile(r"(1[0-2]|[1-9])月([12]\d|3[01]|[1-9])日")
"""At the very beginning of a report it is the day the report tells of."""


def _ahead(walk: Spoken, day: date) -> Iterator[str]:
    """
    Yield a note for each story that reports of a day that has not come yet: an old page, or a slip of the pen.
    """
    for script in walk.scripts:
        article = script.story.article
        found = _DATELINE.match(article.paragraphs[0]) if article.paragraphs else None
        told = _date(day.year, int(found[1]), int(found[2])) if found else None
        if told and told > day:
            yield f"《{article.title}》报道的是 {told.month}月{told.day}日 的事，在播出日期之后，请核对是不是旧版面"


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:  # 2月30日 in print
        return None


def _unreadable(walk: Spoken, policy: Policy) -> Iterator[str]:
    found = dict.fromkeys(char for cue in walk.cues for char in policy.unreadable(cue.line.spoken))
    if found:
        yield f"这些字不知道怎么读，请在读音表里各加一行：{'、'.join(found)}"


def spoken_as(scripts: tuple[Script, ...], order: Order, measure: Measure) -> Spoken:
    """
    Speak scripts as they are, whatever the length that comes of them.
    """
    cues = order(scripts)
    lengths = measure(cues)
    seconds = sum(lengths) + sum(cue.pause for cue in cues)
    return Spoken(Rundown(tuple(one.story for one in scripts)), scripts, cues, seconds, lengths)


def vetted(articles: Sequence[Article], lists: Lists, day: date) -> tuple[tuple[Article, ...], tuple[Dropped, ...]]:
    """
    Part articles into those that may be aired and those with a word that never is, each with its reason.
    """
    kept: list[Article] = []
    dropped: list[Dropped] = []
    for article in articles:
        findings = review(article, lists, day)
        if is_blocked(findings):
            why = "；".join(str(one) for one in findings if one.level == "block")
            dropped.append(Dropped(article.title, why))
        else:
            kept.append(article)
    return tuple(kept), tuple(dropped)


def asked(scripts: Sequence[Script], lists: Lists, day: date) -> tuple[str, ...]:
    """
    Return what a person should look at in the words that will be said, each once.
    """
    return tuple(dict.fromkeys(f"《{title}》{finding}" for title, finding in _findings(scripts, lists, day)))


def _findings(scripts: Sequence[Script], lists: Lists, day: date) -> Iterator[tuple[str, Finding]]:
    for script in scripts:
        for line in (script.headline, *script.lines):
            yield from ((script.story.article.title, finding) for finding in review(line.text, lists, day))


def _sayable(
    articles: Sequence[Article], slot: Seconds, policy: Policy, order: Order, measure: Measure
) -> tuple[Spoken, tuple[Dropped, ...]]:
    """
    Fill the slot with stories that somebody can say aloud; one that nobody can is dropped, and the others are spoken.
    """
    scripts_of: dict[tuple[Cue, ...], Sequence[Script]] = {}
    dropped: list[Dropped] = []

    def noted(scripts: Sequence[Script]) -> tuple[Cue, ...]:
        cues = order(scripts)
        scripts_of[cues] = scripts
        return cues

    def heard(cues: Sequence[Cue]) -> tuple[Seconds, ...]:
        try:
            return measure(cues)
        except UnspeakableError as error:
            scripts = scripts_of[tuple(cues)]
            mute = {number for place in error.places if (number := cues[place].story) is not None}
            if not mute:
                raise
            raise _MuteError(str(error), tuple(scripts[number].story.article for number in sorted(mute))) from error

    while True:
        try:
            return _filled(articles, slot, policy, noted, heard), tuple(dropped)
        except _MuteError as error:
            logger.warning("stories nobody can say aloud: %s", error)
            dropped += [Dropped(one.title, "有播音员读不出的字，请在读音表里加一行") for one in error.articles]
            articles = [one for one in articles if one not in error.articles]


class _MuteError(BulletinError):
    """
    Raised when articles have words nobody can say aloud.
    """

    def __init__(self, message: str, articles: tuple[Article, ...]) -> None:
        super().__init__(message)
        self.articles = articles


def _filled(articles: Sequence[Article], slot: Seconds, policy: Policy, order: Order, measure: Measure) -> Spoken:
    try:
        return fill(articles, slot, order, measure, policy.desk)
    except EmptyRundownError:
        if not policy.desk.aired:
            raise
    logger.warning("everything was aired in the last days: it is aired again")
    walk = fill(articles, slot, order, measure, replace(policy.desk, aired=()))
    return replace(walk, notes=(ALL_AIRED, *walk.notes))


def _reworded(walk: Spoken, rewriter: Rewriter, order: Order, measure: Measure) -> Spoken:
    again = spoken_as(tuple(reworded(script, rewriter) for script in walk.scripts), order, measure)
    return replace(again, rundown=walk.rundown, notes=walk.notes)
