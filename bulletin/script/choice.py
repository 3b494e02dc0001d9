"""
Choosing: which sentences of an article, and which way to say each, keep most of what an editor would keep.

The worth of a choice is the interest of all it says, each pair of characters counted once; that is searched for with a
beam over the sentences in the order of print. Sets of pairs are bits of one integer: a step costs a microsecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.script.candidates import Candidate, Material, reads_on, with_window
from bulletin.script.salience import bigrams

CHARS_A_LINE = 30
"""A budget is filled with at most four lines, or one for each so many characters where it is larger."""

_GRAIN = 16
"""Interest is counted in sixteenths."""
_PLANES = 4

_LINE_COSTS = _GRAIN // 4
"""What a line must bring before it is worth its breath."""

_IDLE_COSTS = 4
"""What each character of an opening or a resolve must bring."""

_NAME_BITS = 10
"""The name of place or body counts as much as ten pairs that are sure to be kept: without it all hangs in the air.

Where there is room for more than two sentences it counts twice as much.
"""

_STEM = re.compile(r"(?<=..)(?:[省市区县镇乡村]|街道)$")
_BODIES = "警方|法院|检察院|公安|交警|消防|医院|海关|税务"

_TITLE_FREE = 55
_TITLE_CHARS = 6
"""Beyond so much room the headline costs one sure pair for each so many characters: the lead says it better."""

_ROOMY = 90
"""From so much room on the lead counts half behind the headline, which told its news: the story goes on instead."""

_TOLD = 0.4
"""The share of the headline a sentence must say to tell the same."""

_REPEATS = 0.6
"""A window of which so large a share was said already is left out."""

_SAME_WORDS = 12
"""Characters nobody says twice in one story."""

_LENGTHS = 16
"""The beam: how many lengths are told apart; of each the worthiest choice is followed."""


@dataclass(frozen=True, slots=True)
class _Way:
    """
    One way to say one candidate: its text, the pairs it says and those that must have been said, as bits, and its cost.
    """

    candidate: Candidate
    text: str
    pairs: int
    passed: int
    cost: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """
    What was chosen so far, in the order of print.
    """

    worth: int = 0
    chars: int = 0
    said: int = 0
    ways: tuple[_Way, ...] = ()


class _Scale:
    """
    Pairs of characters as bits, and what a set of them is worth.
    """

    def __init__(self, material: Material, room: int) -> None:
        of = material.interest.of
        self._bits = {pair: 1 << index for index, pair in enumerate(of)}
        self._name = _named(material.name)
        name_bits = _NAME_BITS if room < _ROOMY else 2 * _NAME_BITS
        self._name_bits = ((1 << name_bits) - 1) << len(of)
        sixteenths = [min(int(value * _GRAIN), _GRAIN - 1) for value in of.values()] + [_GRAIN - 1] * name_bits
        self._planes = tuple(
            sum(1 << index for index, value in enumerate(sixteenths) if value >> plane & 1) for plane in range(_PLANES)
        )

    def bits(self, text: str) -> int:
        """
        Return the pairs a text says; a name is said where it stands.
        """
        found = self._name_bits if self._name and self._name.search(text) else 0
        for pair in bigrams(text):
            found |= self._bits.get(pair, 0)
        return found

    def worth(self, pairs: int) -> int:
        """
        Add up what pairs are worth, in sixteenths.
        """
        ones, twos, fours, eights = self._planes
        return (
            (pairs & ones).bit_count()
            + 2 * (pairs & twos).bit_count()
            + 4 * (pairs & fours).bit_count()
            + 8 * (pairs & eights).bit_count()
        )


def _named(name: str) -> re.Pattern[str] | None:
    """
    How a text names a place: 安平警方 says 安平区 as well.
    """
    if not name:
        return None
    stem = re.escape(_STEM.sub("", name))
    return re.compile(f"{re.escape(name)}|(?<!“){stem}(?:{_BODIES})")


def choose(material: Material, room: int) -> tuple[Candidate, ...]:
    """
    Return the candidates to say within `room` characters, each settled on one window, in the order of print.
    """
    scale = _Scale(material, room)
    most = max(4, room // CHARS_A_LINE)
    lead = material.interest.lead if room >= _ROOMY else None
    beam = [_Choice()]
    for candidate in material.candidates:
        title = _title_costs(material, scale, room) if candidate.is_title else 0
        ways = [way for way in _ways(candidate, scale, title) if len(way.text) <= room]
        grown = [
            found
            for choice in beam
            if len(choice.ways) < most
            for way in ways
            if choice.chars + len(way.text) <= room and (found := _with(choice, way, scale, lead)) is not None
        ]
        beam = _best([*beam, *grown], room)
    best = max(beam, key=lambda choice: choice.worth)
    return tuple(way.candidate for way in best.ways)


def _title_costs(material: Material, scale: _Scale, room: int) -> int:
    """
    Return what the headline costs as a line: nothing in a small room, nor where no sentence tells what it tells.
    """
    title = scale.bits(material.candidates[0].windows[0].said.text)
    told = (scale.bits(one.windows[0].said.text) for one in material.candidates[1:])
    cover = max(((pairs & title).bit_count() for pairs in told), default=0) / max(title.bit_count(), 1)
    return 0 if cover < _TOLD else max(room - _TITLE_FREE, 0) * _GRAIN // _TITLE_CHARS


def _ways(candidate: Candidate, scale: _Scale, title: int) -> Iterator[_Way]:
    for window in candidate.windows:
        text = window.said.text
        cost = _LINE_COSTS + title + _IDLE_COSTS * max(len(text) - window.substance - 1, 0)
        yield _Way(with_window(candidate, window), text, scale.bits(text), scale.bits(window.passed), cost)


def _with(choice: _Choice, way: _Way, scale: _Scale, lead: int | None) -> _Choice | None:
    """
    Add a way to a choice; None where it says nothing new, or misses what it points back to.

    `lead` is the order of the sentence that counts half behind the headline.
    """
    fresh = scale.worth(way.pairs & ~choice.said)
    if choice.ways and choice.ways[0].candidate.is_title and way.candidate.order == lead:
        fresh //= 2
    worth = fresh - way.cost
    if worth <= 0 or not _is_new(choice, way) or not _is_led_up_to(choice, way):
        return None
    return _Choice(choice.worth + worth, choice.chars + len(way.text), choice.said | way.pairs, (*choice.ways, way))


def _is_new(choice: _Choice, way: _Way) -> bool:
    shared = (way.pairs & choice.said).bit_count()
    if shared > _REPEATS * way.pairs.bit_count():
        return False
    if shared < _SAME_WORDS - 3:
        return True
    heard = "".join(one.text for one in choice.ways)
    return not any(way.text[start : start + _SAME_WORDS] in heard for start in range(len(way.text) - _SAME_WORDS + 1))


def _is_led_up_to(choice: _Choice, way: _Way) -> bool:
    """
    Tell whether all a way takes for granted was said: its own beginning, and what it points back to.
    """
    if 2 * (way.passed & choice.said).bit_count() < way.passed.bit_count():
        return False
    return reads_on([one.candidate for one in choice.ways[-1:]], way.candidate)


def _best(choices: Sequence[_Choice], room: int) -> list[_Choice]:
    """
    Keep the worthiest choice of each length.
    """
    kept: dict[int, _Choice] = {}
    for choice in choices:
        length = choice.chars * _LENGTHS // max(room, 1)
        if length not in kept or choice.worth > kept[length].worth:
            kept[length] = choice
    return list(kept.values())
