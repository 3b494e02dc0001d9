"""
Back-timing: stories are chosen, condensed and spoken until the programme fills its slot.

How long words take is only known when they are spoken, so the room for stories is corrected by the measured length and
the walk is done again. Clips are kept by content: a sentence spoken once is not spoken twice. Audio is never cut: a
programme that stays too long loses whole sentences.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bulletin.errors import EmptyRundownError
from bulletin.model import Article, Dropped, Rundown, Script, Seconds
from bulletin.script.pace import Pace
from bulletin.script.running_order import Cue
from bulletin.script.writer import write
from bulletin.selection import Room, select

logger = logging.getLogger(__name__)

TOLERANCE = 0.03
"""Of the slot: what passes for on time."""

ROUNDS = 5
"""How often the walk is done at most: the correction settles in two or three."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """
    One walk's result: what is on air, its cues and what came of speaking them.

    Args:
        rundown: The stories that are heard, and all that was left out.
        scripts: One for each story, in its order.
        cues: Every line in its place.
        seconds: The measured length of the whole, pauses included.
        lengths: The measured length of each cue's line, parallel to `cues`.
    """

    rundown: Rundown
    scripts: tuple[Script, ...]
    cues: tuple[Cue, ...]
    seconds: Seconds
    lengths: tuple[Seconds, ...]


def scripts_of(rundown: Rundown, pace: Pace) -> tuple[Rundown, tuple[Script, ...]]:
    """
    Write every story of a rundown; return the rundown without those that could not be written, and the scripts.

    Raises:
        EmptyRundownError: None could be written.
    """
    scripts: list[Script] = []
    dropped = list(rundown.dropped)
    for story in rundown.stories:
        written = write(story, pace)
        if isinstance(written, Dropped):
            dropped.append(written)
        else:
            scripts.append(written)
    if not scripts:
        raise EmptyRundownError(f"没有一条稿件能写成播音稿（{dropped[0].headline}：{dropped[0].reason}）。请检查稿源。")
    return Rundown(tuple(s.story for s in scripts), tuple(dropped)), tuple(scripts)


def fill(
    articles: Sequence[Article],
    slot: Seconds,
    order: Callable[[Sequence[Script]], tuple[Cue, ...]],
    measure: Callable[[Sequence[Cue]], tuple[Seconds, ...]],
) -> Spoken:
    """
    Fill a slot with stories as well as whole sentences can.

    Args:
        articles: What there is to choose from.
        slot: How long the programme should be, in seconds.
        order: Puts scripts into the running order.
        measure: Speaks cues and returns how long each line took.

    Returns:
        The walk that came nearest to the slot, never longer than the slot and its tolerance unless a single story is.

    Raises:
        EmptyRundownError: Nothing can be aired.
    """
    pace, seconds = Pace(), slot * 0.75  # a first guess: a quarter goes to call, label, date and farewell
    best: Spoken | None = None
    for _ in range(ROUNDS):
        rundown, scripts = scripts_of(select(articles, Room(seconds, pace.chars_per_minute)), pace)
        walk = _walked(rundown, scripts, order, measure)
        logger.info("select, write, speak: %d stories, %.1f s for a slot of %.0f s", len(scripts), walk.seconds, slot)
        if best and walk.scripts == best.scripts:
            break
        best = walk if best is None or _miss(walk, slot) < _miss(best, slot) else best
        if abs(slot - walk.seconds) <= TOLERANCE * slot:
            break
        seconds = max(30.0, seconds + slot - walk.seconds)
    assert best is not None  # noqa: S101 - ROUNDS is not zero
    return _shortened(best, slot, order, measure)


def _miss(walk: Spoken, slot: Seconds) -> float:
    """
    Weigh how far a walk is off: too long is worse than too short, since sentences must then go.
    """
    return (walk.seconds - slot) * 2 if walk.seconds > slot * (1 + TOLERANCE) else abs(slot - walk.seconds)


def _walked(
    rundown: Rundown,
    scripts: tuple[Script, ...],
    order: Callable[[Sequence[Script]], tuple[Cue, ...]],
    measure: Callable[[Sequence[Cue]], tuple[Seconds, ...]],
) -> Spoken:
    cues = order(scripts)
    lengths = measure(cues)
    return Spoken(rundown, scripts, cues, sum(lengths) + sum(cue.pause for cue in cues), lengths)


def _shortened(
    walk: Spoken,
    slot: Seconds,
    order: Callable[[Sequence[Script]], tuple[Cue, ...]],
    measure: Callable[[Sequence[Cue]], tuple[Seconds, ...]],
) -> Spoken:
    """
    Take whole sentences, then whole stories, off the end until the slot holds.
    """
    while walk.seconds > slot * (1 + TOLERANCE):
        longest = max(range(len(walk.scripts)), key=lambda n: (len(walk.scripts[n].lines), n))
        scripts = list(walk.scripts)
        rundown = walk.rundown
        if len(scripts[longest].lines) > 1:
            scripts[longest] = replace(scripts[longest], lines=scripts[longest].lines[:-1])
        elif len(scripts) > 1:
            gone = scripts.pop()
            late = Dropped(gone.story.article.title, "时长已满，未能排入")
            rundown = Rundown(tuple(s.story for s in scripts), (*rundown.dropped, late))
        else:
            break
        walk = _walked(rundown, tuple(scripts), order, measure)
    return walk
