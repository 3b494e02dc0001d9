"""
Likeness: whether two articles report the same event.

Wording alone fails on local news: items of a series (same template, other day, other village) look like duplicates,
and another outlet's report of the same event does not. So the slots decide, the numbers, days, places and names: one
event has them in common, a series does not.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import exp
from operator import attrgetter, mul

from bulletin.model import Article
from bulletin.selection.figures import Day, Figure, have_common_day
from bulletin.selection.fingerprint import Fingerprint, fingerprint, shared
from bulletin.selection.names import Name
from bulletin.selection.slots import replaced_slots

SAME_EVENT = 0.5
"""From here on two articles report the same event."""

_TEMPLATE = 0.4
"""The share of common wording above which two texts are one template, or one text."""

_OWN = frozenset({"人", "号"})
"""Kinds of names that are somebody's or something's own."""

_MANY, _MOST = 1.5, 0.75
"""So much weight of figures, and such a share of them, only one event has: three numbers of two digits, nearly all."""

_BOUND, _MOVED_ON = 0.7, 0.5
"""How much less another day counts where both have something of their own in common; where the one goes on."""

_FEW_DAYS = 3
"""An event is reported on for some days; days further apart than this are two events."""

_MONTH = 30
"""Days after which what is told in other words is hardly the same matter still going on."""

_AT_ONCE = 0.3
"""How much of that another day tells from the first one on."""

_OLD_NEWS = 10
"""Days between two printings after which the same words rather tell of the next event."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    What speaks for one event and what against; each from 0 to 1.

    Args:
        wording: Common wording, the share of the shorter text; half of it is all one needs.
        title: How much of one title the other article says, the better way round.
        both_titles: The same, the worse way round.
        figures: How many figures they have in common, by their digits.
        figure_share: The share of the figures of the one that has fewer.
        other_figures: How many figures of the one that has fewer the other does not have.
        no_figure: Whether both have figures and none in common.
        day: Whether they name a common day.
        far_days: Whether the days they name lie more than some days apart; where they name none, their printing.
        places: Whether they play at different places.
        heads: Whether their titles speak of different persons or bodies.
        subjects: Whether neither tells of what the other's title begins with.
        title_days: Whether their titles name different days.
        ordinals: Whether they are different numbers of a series: 第3期, 第4期.
        names: How many names they have in common.
        name_share: The share of the names of the one that has fewer.
        slots: In one template: how many slots are filled differently.
        template_places: In one template: whether the places differ.
        template_days: In one template: whether the days differ.
        template_figures: In one template: the share of figures that differ.
        verbatim: In one template: whether nothing differs.
        follow_up: Outside one template: whether one title alone says that something went on, of the same names.
    """

    wording: float
    title: float
    both_titles: float
    figures: float
    figure_share: float
    other_figures: float
    no_figure: float
    day: float
    far_days: float
    places: float
    heads: float
    subjects: float
    title_days: float
    ordinals: float
    names: float
    name_share: float
    slots: float
    template_places: float
    template_days: float
    template_figures: float
    verbatim: float
    follow_up: float


WEIGHTS = Evidence(
    wording=0.4,
    title=0.9,
    both_titles=0.9,
    figures=2.0,
    figure_share=1.7,
    other_figures=-0.8,
    no_figure=-1.3,
    day=1.3,
    far_days=-2.5,
    places=-1.3,
    heads=-0.2,
    subjects=-2.1,
    title_days=-1.0,
    ordinals=-0.7,
    names=0.8,
    name_share=0.8,
    slots=-1.5,
    template_places=-0.7,
    template_days=-0.9,
    template_figures=-1.5,
    verbatim=3.0,
    follow_up=1.8,
)
"""
Fitted once (logistic, L2, every sign fixed beforehand by what the evidence means) to the 86 pairs of own text in the
development set and 145 pairs of `tests/data/dedupe`, then rounded. `verbatim` is set by hand: a text without any
number, day or name is like its copy.
"""

BIAS = -2.6
"""What must be overcome: two articles of one page are two events until something speaks for one."""


def likeness(one: Article, other: Article) -> float:
    """
    Return how likely two articles report the same event: 0 to 1, the same at `SAME_EVENT` and above.

    An excerpt, a copy-edited version, another outlet's report, a follow-up and newer figures are the same event; the
    next item of a series is not. The order of the two makes no difference.
    """
    return likeness_of(fingerprint(one), fingerprint(other))


def likeness_of(one: Fingerprint, other: Fingerprint, least: float = 0.0) -> float:
    """
    Do as `likeness` does, with fingerprints taken before.

    Args:
        one: The one.
        other: The other.
        least: What is below it need not be exact: slots are looked at only where it may be reached.
    """
    found, template = _broadly(one, other)
    value = _value(found)
    return _value(_closely(found, template, one, other)) if template and value >= least else value


def evidence(one: Fingerprint, other: Fingerprint) -> Evidence:
    """
    Compare two fingerprints.
    """
    found, template = _broadly(one, other)
    return _closely(found, template, one, other) if template else found


_FACTS = attrgetter(*(f.name for f in fields(Evidence)))
_WEIGHTS: tuple[float, ...] = _FACTS(WEIGHTS)


def _value(found: Evidence) -> float:
    return 1 / (1 + exp(-BIAS - sum(map(mul, _WEIGHTS, _FACTS(found)))))


def _closely(found: Evidence, template: float, one: Fingerprint, other: Fingerprint) -> Evidence:
    """
    Look at the slots of one template as well.
    """
    replaced = replaced_slots(one.text, other.text)
    return replace(found, slots=template * min(replaced, 3) / 3, verbatim=0.0 if replaced else found.verbatim)


def _broadly(one: Fingerprint, other: Fingerprint) -> tuple[Evidence, float]:
    """
    Compare everything but the slots, as if none differed; return how far the two are one template besides.
    """
    runs = min(len(one.runs), len(other.runs))
    wording = shared(one.runs, other.runs) / runs if runs else 0.0
    touching = min(1.0, 8 * wording)
    """Without any common wording common numbers, days and names are chance: one page has one date."""
    template = max(0.0, wording - _TEMPLATE) / (1 - _TEMPLATE)
    titles = sorted((_said(one, other), _said(other, one)))
    agreed, total = _agreed(one.figures, other.figures)
    share = agreed / total if total else 1.0
    names, fewest = _agreed_names(one, other)
    days = _days_apart(one, other)
    places = float(_are_elsewhere(one, other))
    heads = float(bool(one.head and other.head) and one.head not in other.text and other.head not in one.text)
    subjects = float(_are_about_others(one, other))
    is_one_kind = not places and one.is_drill == other.is_drill
    counts_agree = agreed >= _MANY and share >= _MOST
    bond = float(is_one_kind and (counts_agree or _are_bound(one, other, names, fewest))) * (1 - template)
    goes_on = one.is_follow_up != other.is_follow_up and names > 0 and not (places or subjects)
    moved_on = goes_on * (1 - template)
    """What went on has newer figures and a later day."""
    found = Evidence(
        wording=min(1.0, 2 * wording),
        title=titles[1],
        both_titles=titles[0],
        figures=min(agreed, 4) / 4 * (0.5 + 0.5 * touching),
        figure_share=share * min(1.0, total / 1.5) * touching,
        other_figures=min(total - agreed, 4) / 4,
        no_figure=float(total >= 1.5 and share < 0.15) * (1 - moved_on),
        day=touching * have_common_day(one.days, other.days),
        far_days=_are_long_apart(one, other, days) * _tells(days, template, _BOUND * bond, _MOVED_ON * moved_on),
        places=places,
        heads=heads,
        subjects=subjects * (1 - _BOUND * bond),
        title_days=float(_have_other_days(one.title_days, other.title_days)),
        ordinals=float(_are_other_numbers(one, other)),
        names=min(names, 4) / 4 * touching,
        name_share=(names / fewest if fewest else 0.0) * touching,
        slots=0.0,
        template_places=template * places,
        template_days=template * (days is not None and days > 0),
        template_figures=template * (1 - share),
        verbatim=template * (not (places or heads or subjects or days or share < 1)),
        follow_up=touching * moved_on,
    )
    return found, template


def _said(one: Fingerprint, other: Fingerprint) -> float:
    return shared(one.title, other.pairs) / len(one.title) if len(one.title) else 0.0


def _agreed_names(one: Fingerprint, other: Fingerprint) -> tuple[int, int]:
    """
    Return how many names both have, and how many the one has that has fewer.
    """
    sizes = len(one.names), len(other.names)
    if sizes[0] == sizes[1]:
        return max(_named(one, other), _named(other, one)), sizes[0]
    return (_named(one, other), sizes[0]) if sizes[0] < sizes[1] else (_named(other, one), sizes[1])


def _named(one: Fingerprint, other: Fingerprint) -> int:
    """
    Count the names of the one that the other says, whether or not it is known for a name there.
    """
    return sum(name in other.names or (len(name[1]) > 1 and name[1] in other.text) for name in one.names)


def _are_bound(one: Fingerprint, other: Fingerprint, names: int, fewest: int) -> bool:
    """
    Tell whether something only one event has stands in both: a person, a thing by its own name, most of all names.
    """
    own = (name for kind, name in one.names | other.names if kind in _OWN)
    return any(name in one.text and name in other.text for name in own) or (names > 1 and 2 * names >= fewest)


def _are_about_others(one: Fingerprint, other: Fingerprint) -> bool:
    """
    Tell whether neither tells of what the other's title begins with, or the one only rehearses.
    """
    if one.is_drill != other.is_drill:
        return True
    firsts = bool(one.first and other.first)
    return firsts and one.first not in other.text and other.first not in one.text


def _agreed(one: frozenset[Figure], other: frozenset[Figure]) -> tuple[float, float]:
    """
    Return the weight of the figures both have, and of all figures of the one that has fewer.
    """
    weights = [sum(f.weight for f in figures) for figures in (one, other)]
    if weights[0] == weights[1]:
        return max(_common(one, other), _common(other, one)), weights[0]
    return (_common(one, other), weights[0]) if weights[0] < weights[1] else (_common(other, one), weights[1])


def _common(fewer: frozenset[Figure], more: frozenset[Figure]) -> float:
    by_size: dict[int, list[Figure]] = {}
    for figure in more:
        by_size.setdefault(figure.places, []).append(figure)
    return sum(f.weight for f in fewer if f in more or any(f.is_like(g) for g in by_size.get(f.places, ())))


def _days_apart(one: Fingerprint, other: Fingerprint) -> int | None:
    """
    Return the least number of days between a day of the one and a day of the other; None when one names none.

    What was printed months apart is so far apart: the days say no year.
    """
    printed = abs((one.printed - other.printed).days) if one.printed and other.printed else 0
    if printed > 2 * _MONTH:
        return printed
    return min((_apart(a, b) for a in one.days for b in other.days), default=None)


def _are_long_apart(one: Fingerprint, other: Fingerprint, days: int | None) -> bool:
    """
    Tell whether two events lie too far apart to be one: by the days named, else by when they were printed.
    """
    if days is not None:
        return days > _FEW_DAYS
    return bool(one.printed and other.printed and abs((one.printed - other.printed).days) > _OLD_NEWS)


def _have_other_days(one: frozenset[Day], other: frozenset[Day]) -> bool:
    return bool(one and other) and not have_common_day(one, other)


def _tells(days: int | None, template: float, bond: float, moved_on: float) -> float:
    """
    Return how much it tells that two reports name other days: all in a series, otherwise more from day to day.

    It tells less where the one goes on; within a month also where something of their own ties them together.
    """
    if days is None:
        return 1 - max(bond, moved_on)
    if days >= _MONTH:
        return 1 - moved_on
    grown = _AT_ONCE + (1 - _AT_ONCE) * days / _MONTH
    return (1.0 if template else grown) * (1 - max(bond, moved_on))


def _apart(one: Day, other: Day) -> int:
    if one[0] and other[0]:
        days = abs((one[0] - other[0]) * 30 + one[1] - other[1])
        return min(days, 365 - days)
    days = abs(one[1] - other[1])
    return min(days, 30 - days) if days > 15 else days


def _are_elsewhere(one: Fingerprint, other: Fingerprint) -> bool:
    """
    Tell whether both name a place of the same kind first, and not the same: two districts, two towns.
    """
    there: dict[str, str] = dict(other.places)
    return any(
        there.get(kind, name) != name and (name not in other.text or there[kind] not in one.text)
        for kind, name in one.places
    )


def _are_other_numbers(one: Fingerprint, other: Fingerprint) -> bool:
    counted: set[Name] = set(one.ordinals & other.ordinals)
    return not counted and bool({unit for unit, _ in one.ordinals} & {unit for unit, _ in other.ordinals})
