"""
The rundown: which stories are heard, in which order, and how long each may take.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.errors import EmptyRundownError
from bulletin.model import Article, Dropped, Rundown, Seconds, Story
from bulletin.selection.newsworthiness import NO_DESK, Desk, Standing, Worth, is_due, is_whole, selling_words, worth
from bulletin.selection.repeats import Sifted, sift
from bulletin.selection.topics import NOTICE_TITLE, is_notice, topic_of

SHORTEST: Seconds = 18.0
"""Under this a story cannot say who did what, where and with what result: some 60 characters."""

LONGEST: Seconds = 75.0
"""Over this a listener who hears it once outdoors is lost: some 250 characters."""

FULLEST: Seconds = 180.0
"""A story is told this fully only where the slot would else stay empty."""

MIN_BODY = 40
"""Characters; a body shorter than this is a picture line or a pointer to another page."""

MIN_NOTICE = 4
"""Likewise for what its title says is a notice, and for what the editor wants: an urgent one is short."""

MIN_WHOLE = 24
"""Likewise for news that says when or how many, in whole sentences."""

NO_ROOM = "时长已满，未能排入"
"""Why a story that is good enough is not aired."""

WARNED = "预警全文播出，占满了时段，其余未能排入"
"""Why nothing else is aired where the warnings in force take all the time."""

UNWANTED = "编辑不用"
TOO_SHORT = "正文过短"

_GRAVITY = "红橙黄蓝"
"""The colours of warnings, the gravest first."""


@dataclass(frozen=True, slots=True)
class Room:
    """
    The time there is.

    Args:
        seconds: For all stories together, their announcements and pauses included.
        chars_per_minute: How fast the stories are read.
        overhead: Seconds each story costs beside its own lines: announcement, source, pauses.
        notice_times: How often a notice is read.
    """

    seconds: Seconds
    chars_per_minute: float = 200.0
    overhead: Seconds = 9.0
    notice_times: int = 2

    def cost(self, article: Article, seconds: Seconds) -> Seconds:
        """
        Return what a story of some seconds takes in all.
        """
        return seconds * (self.notice_times if is_notice(article) else 1) + self.overhead

    def whole(self, article: Article) -> Seconds:
        """
        Return how long an article's whole body takes to read.
        """
        return _body(article) * 60 / self.chars_per_minute


@dataclass(frozen=True, slots=True)
class Ranked:
    """
    What may be aired.

    Args:
        warnings: The warnings in force, red before orange, yellow and blue, else in the order they came in.
        news: The rest with its worth, what is worth most first; what the editor pinned before all.
        dropped: What may not, and why.
        updates: For the id of each article that brings news of an older one, what it updates.
    """

    warnings: tuple[Article, ...]
    news: tuple[tuple[Article, Worth], ...]
    dropped: tuple[Dropped, ...]
    updates: dict[str, str]


def select(articles: Sequence[Article], room: Room, desk: Desk = NO_DESK) -> Rundown:
    """
    Choose the articles worth most that fit the room as whole stories: warnings, news, notices.

    Warnings in force go first and whole, the gravest first; where they fill the slot they are all there is. Each story
    gets `SHORTEST` seconds at least; what is left over is shared out by worth, nobody getting more than its body has
    words for. News of one topic stand together, behind the most important of them; notices go last. What is left out is
    in `Rundown.dropped` with its reason.

    Raises:
        EmptyRundownError: Nothing can be aired.
    """
    return arrange(rank(articles, desk), room)


def arrange(ranked: Ranked, room: Room) -> Rundown:
    """
    Do as `select` does with articles weighed before.

    Raises:
        EmptyRundownError: Nothing can be aired.
    """
    left = room.seconds - sum(room.cost(w, room.whole(w)) for w in ranked.warnings)
    chosen, late = _fitting(ranked.news, room, left)
    dropped = (*ranked.dropped, *(Dropped(a.title, NO_ROOM if left > 0 else WARNED) for a, _ in late))
    if not chosen and not ranked.warnings:
        raise EmptyRundownError(_why_nothing(dropped))
    told = [(w, Worth((("预警生效中，全文播出", 10.0),)), room.whole(w)) for w in ranked.warnings]
    told += [(a, value, seconds) for (a, value), seconds in zip(chosen, _shares(chosen, room, left), strict=True)]
    slugs = _slugs([article for article, _, _ in told])
    stories = (_story(slug, *facts, ranked) for slug, facts in zip(slugs, told, strict=True))
    return Rundown(tuple(stories), dropped)


def _why_nothing(dropped: Sequence[Dropped]) -> str:
    """
    Say why a day has nothing to air, and what helps: it differs by whether anything came in, fits, or is wanted.
    """
    if not dropped:
        return "没有可以播出的稿件：一篇也没有收到，或都含有禁播词。请检查稿源和禁播词表。"
    told = "；".join(f"{one.headline}：{one.reason}" for one in dropped[:3])
    more = f"等 {len(dropped)} 篇" if len(dropped) > 3 else ""
    reasons = {one.reason for one in dropped}
    if NO_ROOM in reasons:
        advice = "请加长节目时长"
    elif reasons == {UNWANTED}:
        advice = "请在设置里放开编辑不用的稿件，或补充稿件"
    else:
        advice = "请检查稿源，或补充稿件"
    return f"没有可以播出的稿件（{told}{more}）。{advice}。"


def _gravity(warning: Article) -> int:
    found = re.search(rf"[{_GRAVITY}](?=色)", f"{warning.title}{''.join(warning.paragraphs)}")
    return _GRAVITY.index(found[0]) if found else len(_GRAVITY)


def _story(slug: str, article: Article, value: Worth, seconds: Seconds, ranked: Ranked) -> Story:
    return Story(
        slug,
        article,
        seconds,
        value.total,
        value.reasons(),
        is_notice=article.kind != "warning" and is_notice(article),
        is_update=article.id in ranked.updates,
    )


def rank(articles: Sequence[Article], desk: Desk = NO_DESK) -> Ranked:
    """
    Weigh all articles of a day: what `--explain` shows.
    """
    once = {"".join(a.paragraphs): a for a in articles if a.kind == "warning"}
    warnings = tuple(sorted(once.values(), key=_gravity))
    news = [a for a in articles if a.kind != "warning"]
    reasons = {n: reason for n, a in enumerate(news) if (reason := _unfit(a, desk))}
    sifted = sift([a for n, a in enumerate(news) if n not in reasons], desk.aired)
    dropped = tuple(Dropped(news[n].title, reason) for n, reason in reasons.items())
    return Ranked(warnings, _weighed(sifted, desk), (*dropped, *sifted.dropped), sifted.updates)


def _weighed(sifted: Sifted, desk: Desk) -> tuple[tuple[Article, Worth], ...]:
    retold = " ".join(d.reason for d in sifted.dropped)
    weighed = []
    for place, article in enumerate(sifted.kept):
        standing = Standing(
            place, len(sifted.kept), f"《{article.title}》" in retold, sifted.updates.get(article.id, "")
        )
        weighed.append((article, worth(article, standing, desk)))
    return tuple(sorted(weighed, key=lambda pair: (not desk.is_pinned(pair[0]), -pair[1].total)))


def _unfit(article: Article, desk: Desk) -> str:
    if desk.is_blocked(article):
        return UNWANTED
    if not desk.is_pinned(article) and (selling := selling_words(article)):
        return f"是广告（{'、'.join(selling[:3])}），公益广播不播；确实要播，请在本台设置里指定"
    return TOO_SHORT if _body(article) < _least(article, desk) else ""


def _least(article: Article, desk: Desk) -> int:
    """
    Return how many characters an article's body must have.
    """
    if desk.is_pinned(article) or article.kind == "notice" or NOTICE_TITLE.search(article.title):
        return MIN_NOTICE
    return MIN_WHOLE if is_due(article) or is_whole(article) else MIN_BODY


def _body(article: Article) -> int:
    return sum(len(p) for p in article.paragraphs)


Weighed = tuple[Article, Worth]


def _fitting(news: Sequence[Weighed], room: Room, left: Seconds) -> tuple[list[Weighed], list[Weighed]]:
    """
    Take what is worth most until nothing more fits in its shortest form; return it in the order of the programme.
    """
    chosen: list[Weighed] = []
    late: list[Weighed] = []
    for article, value in news:
        cost = room.cost(article, SHORTEST)
        if cost > left:
            late.append((article, value))
        else:
            chosen.append((article, value))
            left -= cost
    return _in_order(chosen), late


def _in_order(chosen: Sequence[Weighed]) -> list[Weighed]:
    """
    Important first, alike together, notices last.
    """
    notices = [pair for pair in chosen if is_notice(pair[0])]
    news = [pair for pair in chosen if not is_notice(pair[0])]
    seen = [topic_of(article) for article, _ in news]
    first = {topic: n for n, topic in reversed(list(enumerate(seen)))}
    places = [first[topic] if topic else n for n, topic in enumerate(seen)]
    return [news[n] for n in sorted(range(len(news)), key=lambda n: (places[n], n))] + notices


def _shares(chosen: Sequence[Weighed], room: Room, seconds: Seconds) -> list[Seconds]:
    """
    Share the time out until it or the words are used up.

    Everyone gets the shortest; then it goes by worth, up to `LONGEST`, and what is left, up to `FULLEST`.
    """
    shares = [SHORTEST for _ in chosen]
    for most in (LONGEST, FULLEST):
        ceilings = [min(most, max(SHORTEST, room.whole(article))) for article, _ in chosen]
        left = seconds - sum(room.cost(a, s) for (a, _), s in zip(chosen, shares, strict=True))
        shares = _poured(shares, ceilings, chosen, room, left)
    return shares


def _poured(
    shares: list[Seconds], ceilings: list[Seconds], chosen: Sequence[Weighed], room: Room, left: Seconds
) -> list[Seconds]:
    weights = [max(value.total, 0.2) for _, value in chosen]
    times = [room.notice_times if is_notice(article) else 1 for article, _ in chosen]
    hungry = [n for n in range(len(shares)) if shares[n] < ceilings[n]]
    while left > 0.5 and hungry:
        unit = left / sum(weights[n] * times[n] for n in hungry)
        for n in hungry:
            given = min(unit * weights[n], ceilings[n] - shares[n])
            shares[n] += given
            left -= given * times[n]
        hungry = [n for n in hungry if ceilings[n] - shares[n] > 0.01]
    return shares


def _slugs(articles: Sequence[Article]) -> list[str]:
    """
    Name each story by the sound of its headline's first characters: `peng-jiang-qu-zhao-kai-yi`.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a tenth of a second, only when a rundown is made

    slugs: list[str] = []
    for article in articles:
        hanzi = "".join(re.findall(r"[\u4e00-\u9fff]", article.title))[:8]
        name = re.sub(r"[^a-z0-9]+", "-", "-".join(lazy_pinyin(hanzi)).lower()).strip("-") or "story"
        taken = sum(1 for s in slugs if re.fullmatch(rf"{name}(-\d+)?", s))
        slugs.append(f"{name}-{taken + 1}" if taken else name)
    return slugs
