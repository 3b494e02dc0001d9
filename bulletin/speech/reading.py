"""
Reading aloud: every line spoken whole, by the first announcer on the ladder who can.
"""

from __future__ import annotations

import itertools
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bulletin.errors import AnnouncerError, ClipError, TextError
from bulletin.model import Clip, Line, Seconds
from bulletin.speech.announcer import Announcer, RestingError, UnspeakableError
from bulletin.speech.rung import Insurance
from bulletin.speech.sentences import syllables
from bulletin.speech.standby import Standby

logger = logging.getLogger(__name__)

RESERVE: Seconds = 10.0
"""What is kept back of the budget for those further down the ladder: at least this, and a quarter, at most half."""

LAST: Seconds = 3600.0
"""How long the last on the ladder may take, budget or not: late is better than silent."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """
    Who was asked to read, and why they did not, in Chinese; `""` for the one on air.
    """

    announcer: str
    voice: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Lines spoken.

    Args:
        announcer: Who read them, or most of them under the policy `story`.
        voice: The speaker's name within that announcer.
        clips: One for each line, in order; each says who spoke it.
        attempts: Everybody who was asked, in order.
    """

    announcer: str
    voice: str
    clips: tuple[Clip, ...]
    attempts: tuple[Attempt, ...]


def speak(
    lines: Sequence[Line],
    ladder: Standby,
    budget_s: Seconds,
    tell: Callable[[int, int, str], None],
    stories: Sequence[int] = (),
) -> Reading:
    """
    Speak every line, all in one voice.

    Args:
        lines: What to say, in order.
        ladder: Who speaks; the next one reads all again when one fails.
        budget_s: How long it may take, in seconds; the last on the ladder speaks even when it is used up.
        tell: Hears how many lines are spoken, of how many, and by whom.
        stories: Which story each line belongs to, parallel to `lines`; only the policy `story` looks at it.

    Raises:
        UnspeakableError: Lines have nothing to say, or nobody can say them; it tells which.
        AnnouncerError: Nobody could speak them; the message says why, one by one.
    """
    _refuse_unspeakable(lines)
    until = ladder.clock.monotonic() + budget_s
    groups = _groups(stories) if ladder.policy == "story" and stories else [range(len(lines))]
    clips: dict[int, Clip] = {place: clip for place, line in enumerate(lines) if (clip := ladder.recorded(line))}
    attempts: list[Attempt] = []
    for group in groups:
        places = [place for place in group if place not in clips]
        wanted = [lines[place] for place in places]
        try:
            read = _read(wanted, ladder, until, attempts, partial(_tell, tell, len(clips), len(lines)))
        except UnspeakableError as error:
            raise UnspeakableError(str(error), tuple(places[n] for n in error.places)) from error
        clips |= dict(zip(places, read, strict=True))
    ladder.shelf.trim()
    spoken = tuple(clips[place] for place in range(len(lines)))
    (announcer, voice), _ = Counter((clip.announcer, clip.voice) for clip in spoken).most_common(1)[0]
    logger.info("speak: %d lines by %s:%s", len(lines), announcer, voice)
    return Reading(announcer, voice, spoken, tuple(dict.fromkeys(attempts)))


def _refuse_unspeakable(lines: Sequence[Line]) -> None:
    places = tuple(place for place, line in enumerate(lines) if not syllables(line.spoken))
    if places or not lines:
        shown = "、".join(f"第 {place + 1} 句“{lines[place].text[:20]}”" for place in places[:5]) or "一句也没有"
        raise UnspeakableError(f"没有可播的字：{shown}。请检查播音稿。", places)


def _refuse_unread(lines: Sequence[Line], last: Announcer) -> None:
    """
    Raise `UnspeakableError` where the last on the ladder cannot read some lines, whatever the day.
    """
    wrong = {place: why for place, line in enumerate(lines) if (why := _unread(line, last))}
    if wrong:
        raise UnspeakableError("；".join(dict.fromkeys(wrong.values())), tuple(wrong))


def _unread(line: Line, announcer: Announcer) -> str:
    try:
        announcer.recipe(line)
    except TextError as error:
        return str(error)
    except AnnouncerError:  # it cannot speak at all: that is told by the attempts
        return ""
    return ""


def _groups(stories: Sequence[int]) -> list[range]:
    cuts = [0, *(n for n in range(1, len(stories)) if stories[n] != stories[n - 1]), len(stories)]
    return [range(start, end) for start, end in itertools.pairwise(cuts)]


def _read(
    lines: Sequence[Line],
    ladder: Standby,
    until: Seconds,
    attempts: list[Attempt],
    tell: Callable[[str, int], None],
) -> tuple[Clip, ...]:
    """
    Go down the ladder until somebody has read all lines; note everybody who was asked.
    """
    for announcer in ladder.announcers:
        limit = _limit(ladder, announcer, until)
        try:
            with Insurance(ladder.insurer(announcer), lines, ladder.clock):
                clips = ladder.rung(announcer).read(lines, limit, partial(tell, announcer.name))
        except (AnnouncerError, ClipError) as error:
            attempts.append(Attempt(announcer.name, announcer.voice, str(error)))
            _log(announcer, error)
        else:
            attempts.append(Attempt(announcer.name, announcer.voice, ""))
            return clips
    _refuse_unread(lines, ladder.announcers[-1])
    told = "；".join(f"{a.announcer}：{a.reason}" for a in attempts if a.reason)
    raise AnnouncerError(f"没有一位播音员能播出：{told}")


def _log(announcer: Announcer, error: Exception) -> None:
    """
    Warn of a failure; that who failed is left alone for a while after it is no news.
    """
    is_resting = isinstance(error, RestingError)
    level, what = (logging.INFO, "was not asked") if is_resting else (logging.WARNING, "did not read")
    logger.log(level, "speak: %s:%s %s: %s", announcer.name, announcer.voice, what, error)


def _tell(tell: Callable[[int, int, str], None], before: int, total: int, announcer: str, done: int) -> None:
    tell(before + done, total, announcer)


def _limit(ladder: Standby, announcer: Announcer, until: Seconds) -> Seconds:
    """
    Return when an announcer must be done, so that those below still have their time.
    """
    now = ladder.clock.monotonic()
    if announcer is ladder.announcers[-1]:
        return now + LAST
    left = max(0.0, until - now)
    return now + left - min(left / 2, max(RESERVE, left / 4))
