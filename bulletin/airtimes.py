"""
When a loudspeaker may speak: quiet hours and limits a day.

The sources of the numbers are complaints and county rules quoted in `reference`: standards §4 A6-A8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from itertools import pairwise

from bulletin.model import Seconds, Slot

QUIET = ((time(21), time(7)), (time(12, 45), time(14, 30)))
"""Night and midday rest, from and until: a whole programme must end before and begin after them."""

LONGEST_SLOT: Seconds = 30 * 60
LONGEST_DAY: Seconds = 90 * 60
MOST_SLOTS = 3
SMALLEST_GAP: Seconds = 2 * 3600
"""Between the beginnings of two programmes."""

_DAY: Seconds = 24 * 3600


def faults(slots: Sequence[Slot]) -> Iterator[str]:
    """
    Yield what is wrong with the air times of one day, in Chinese, each with how far it is off.
    """
    for slot in slots:
        yield from _quiet_faults(slot)
        if slot.seconds > LONGEST_SLOT:
            yield f"{slot.at:%H:%M} 这一档 {slot.seconds / 60:.0f} 分钟，超过每档 {LONGEST_SLOT / 60:.0f} 分钟"
    if len(slots) > MOST_SLOTS:
        yield f"一天 {len(slots)} 档，超过 {MOST_SLOTS} 档"
    total = sum(slot.seconds for slot in slots)
    if total > LONGEST_DAY:
        yield f"一天共 {total / 60:.0f} 分钟，超过 {LONGEST_DAY / 60:.0f} 分钟"
    for one, other in pairwise(sorted(slots, key=lambda slot: slot.at)):
        gap = _seconds(other.at) - _seconds(one.at)
        if gap < SMALLEST_GAP:
            least = f"应相隔 {SMALLEST_GAP / 3600:.0f} 小时以上"
            yield f"{one.at:%H:%M} 和 {other.at:%H:%M} 只隔 {gap / 60:.0f} 分钟，{least}"


def _quiet_faults(slot: Slot) -> Iterator[str]:
    begins, ends = _seconds(slot.at), _seconds(slot.at) + slot.seconds
    for since, until in QUIET:
        first, last = _seconds(since), _seconds(until)
        last += _DAY if last <= first else 0.0
        if any(begins < last + shift and first + shift < ends for shift in (-_DAY, 0.0, _DAY)):
            yield f"{slot.at:%H:%M} 的节目落在安静时段 {since:%H:%M}—{until:%H:%M} 内"


def _seconds(at: time) -> Seconds:
    return at.hour * 3600.0 + at.minute * 60 + at.second
