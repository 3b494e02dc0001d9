"""
The rundown: which stories are heard, in which order, and how long each may take.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.errors import EmptyRundownError
from bulletin.model import Article, Dropped, Rundown, Seconds, Story
from bulletin.selection.newsworthiness import Worth, worth

SHORTEST: Seconds = 18.0
"""Under this a story cannot say who did what, where and with what result: some 60 characters."""

LONGEST: Seconds = 75.0
"""Over this a listener who hears it once outdoors is lost: some 250 characters."""

MIN_BODY = 40
"""Characters; a body shorter than this is a picture line or a pointer to another page."""


@dataclass(frozen=True, slots=True)
class Room:
    """
    The time there is.

    Args:
        seconds: For all stories together, their announcements and pauses included.
        chars_per_minute: How fast the stories are read.
        overhead: Seconds each story costs beside its own lines: announcement, source, pauses.
    """

    seconds: Seconds
    chars_per_minute: float = 200.0
    overhead: Seconds = 9.0


def select(articles: Sequence[Article], room: Room) -> Rundown:
    """
    Choose the articles worth most that fit the room as whole stories, most important first.

    Each gets `SHORTEST` seconds at least; what is left over is shared out by worth, nobody getting more than its body
    has words for. What is left out is in `Rundown.dropped` with its reason.

    Raises:
        EmptyRundownError: Nothing can be aired.
    """
    ranked, dropped = _ranked(articles)
    fitting = max(0, int(room.seconds // (SHORTEST + room.overhead)))
    chosen, late = ranked[:fitting], ranked[fitting:]
    dropped += [Dropped(a.title, "时长已满，未能排入") for a, _ in late]
    if not chosen:
        why = "；".join(f"{d.headline}：{d.reason}" for d in dropped[:3]) or "没有稿件"
        raise EmptyRundownError(f"没有可以播出的稿件（{why}）。请检查稿源，或加长节目时长。")
    allotted = _shares(chosen, room)
    slugs = _slugs([article for article, _ in chosen])
    stories = [
        Story(slug, article, seconds, value.total, value.reasons())
        for (article, value), seconds, slug in zip(chosen, allotted, slugs, strict=True)
    ]
    return Rundown(tuple(stories), tuple(dropped))


def _ranked(articles: Sequence[Article]) -> tuple[list[tuple[Article, Worth]], list[Dropped]]:
    usable = [a for a in articles if _body(a) >= MIN_BODY]
    dropped = [Dropped(a.title, "正文过短") for a in articles if _body(a) < MIN_BODY]
    weighed = [(a, worth(a, place, len(usable))) for place, a in enumerate(usable)]
    return sorted(weighed, key=lambda pair: -pair[1].total), dropped


def _body(article: Article) -> int:
    return sum(len(p) for p in article.paragraphs)


def _shares(chosen: Sequence[tuple[Article, Worth]], room: Room) -> list[Seconds]:
    """
    Share the time out: everyone the shortest, then by worth, until the time or the words are used up.
    """
    most = [min(LONGEST, max(SHORTEST, _body(a) * 60 / room.chars_per_minute)) for a, _ in chosen]
    weights = [max(value.total, 0.2) for _, value in chosen]
    shares = [SHORTEST for _ in chosen]
    left = room.seconds - sum(shares) - room.overhead * len(chosen)
    hungry = [n for n in range(len(chosen)) if shares[n] < most[n]]
    while left > 0.5 and hungry:
        unit = left / sum(weights[n] for n in hungry)
        for n in hungry:
            given = min(unit * weights[n], most[n] - shares[n])
            shares[n] += given
            left -= given
        hungry = [n for n in hungry if most[n] - shares[n] > 0.01]
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
