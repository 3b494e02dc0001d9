"""
The running order: every line of a programme as it will be heard, with the pauses between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bulletin.model import Line, Script, Seconds, Slot, Station
from bulletin.script import framing
from bulletin.script.cantonese import put_in_cantonese

# Outdoors the ear needs 300-500 ms between sentences (reference/standards.md W13), more where the subject changes.
AFTER_SENTENCE: Seconds = 0.40
AFTER_CREDIT: Seconds = 0.25
AFTER_HEADLINE: Seconds = 0.50
AFTER_PART: Seconds = 0.80
AFTER_STORY: Seconds = 0.60
"""Less than after a part, for a sting follows."""


@dataclass(frozen=True, slots=True)
class Cue:
    """
    One line in its place.

    Args:
        line: What is said.
        pause: Silence after it, in seconds.
        chapter: Not empty: a chapter of this name begins here.
        story: Index of the story it belongs to, None for the programme's own words.
        is_announcement: Whether it announces the story among the headlines.
        is_own: Whether it is one of the story's own lines (not its credit), heard for the first time.
        lead_in: The music right before it: `opening`, `sting`, `rhythm` (the AI label), or `""` for none.
        lead_out: The music after its pause: `closing`, `rhythm`, or `""` for none.
        is_over_music: Whether it is spoken over its `lead_in`, not after it.
    """

    line: Line
    pause: Seconds
    chapter: str = ""
    story: int | None = None
    is_announcement: bool = False
    is_own: bool = False
    lead_in: str = ""
    lead_out: str = ""
    is_over_music: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """
    What a station may choose of a programme's outer form.

    Args:
        label: How the AI label is heard: `voice` says it, `rhythm` beats it (short long, short short).
        greeting: `after_music`, or `over_music`: the station call is spoken while the opening music plays.
    """

    label: Literal["voice", "rhythm"] = "voice"
    greeting: Literal["after_music", "over_music"] = "after_music"


USUAL = Form()


def running_order(
    station: Station, slot: Slot, day: date, scripts: Sequence[Script], form: Form = USUAL
) -> tuple[Cue, ...]:
    """
    Put a programme in order: music, call, AI label, date, headlines, stories, farewell, label again, music.

    A label in rhythm closes the programme; no other music follows it.
    """
    is_said, is_over = form.label == "voice", form.greeting == "over_music"
    opening = framing.greeting(station, slot.at)
    cues = [
        Cue(opening, AFTER_SENTENCE, chapter="开场", lead_in="opening", is_over_music=is_over),
        *([Cue(framing.label(), AFTER_SENTENCE)] if is_said else []),
        Cue(framing.day_line(day), AFTER_PART, lead_in="" if is_said else "rhythm"),
        Cue(framing.headlines_line(), AFTER_HEADLINE, chapter="内容提要"),
        *(Cue(s.headline, AFTER_HEADLINE, story=n, is_announcement=True) for n, s in enumerate(scripts)),
        Cue(framing.stories_line(), AFTER_PART),
    ]
    for number, script in enumerate(scripts):
        cues += _story(number, script)
    farewell = Cue(framing.closing(station), AFTER_SENTENCE, chapter="结束", lead_in="sting")
    if is_said:
        return (*cues, farewell, Cue(framing.label(), AFTER_SENTENCE, lead_out="closing"))
    return (*cues, replace(farewell, lead_out="rhythm"))


def _story(number: int, script: Script) -> list[Cue]:
    credit = framing.credit_line(script.story.article)
    cues = [Cue(credit, AFTER_CREDIT, story=number)] if credit else []
    cues += [Cue(line, AFTER_SENTENCE, story=number, is_own=True) for line in script.lines]
    if script.story.is_notice:
        cues += _again(number, script)
    cues[0] = replace(cues[0], chapter=script.headline.text.rstrip("。"), lead_in="sting")
    cues[-1] = replace(cues[-1], pause=AFTER_STORY)
    return cues


def _again(number: int, script: Script) -> list[Cue]:
    """
    Say a notice once more (`reference/standards.md` W12): nobody can ask the loudspeaker what it said.
    """
    once_more = Cue(framing.again_line(), AFTER_SENTENCE, story=number)
    return [once_more, *(Cue(line, AFTER_SENTENCE, story=number) for line in script.lines)]


def in_cantonese(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """
    Return the cues with numbers and dates as Cantonese news says them; the words stay those of written Chinese.
    """
    return tuple(replace(cue, line=replace(cue.line, spoken=put_in_cantonese(cue.line.spoken))) for cue in cues)
