"""
Who broadcasts, and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal, TypeAlias

from bulletin.model.units import Seconds

Approval: TypeAlias = Literal["auto", "hold", "previous"]
"""
What happens to a finished edition: `auto` publishes it; `hold` waits for a person, and airs the station's ident where
nobody approved in time; `previous` waits likewise, but airs the last published edition again, which says its own date.
"""


@dataclass(frozen=True, slots=True)
class Slot:
    """
    One air time: when, how long the programme may be, and who lets it on air.

    The time is on the station's clock; `name` (`0730`) is the slot's part of an edition key.

    Args:
        at: On the station's clock.
        seconds: The programme's length.
        approval: See `Approval`.
        catch_up: Seconds after air time until which a late edition still makes sense.
    """

    at: time = time(7, 30)
    seconds: Seconds = 300.0
    approval: Approval = "auto"
    catch_up: Seconds = 7200.0

    @property
    def name(self) -> str:
        """
        The air time as four digits.
        """
        return self.at.strftime("%H%M")


@dataclass(frozen=True, slots=True)
class DayPlan:
    """
    The air times of one date that differ from those of every day, none on a day off, and why.
    """

    day: date
    slots: tuple[Slot, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """
    The broadcaster.

    Args:
        id: ASCII short name (`[a-z0-9-]+`), part of every path and address; never changes.
        name: As spoken and shown, in Chinese.
        place: The county or town it serves, in Chinese; `""` when not set.
        time_zone: IANA name.
        public_url: Where listeners reach the published folder, no slash at the end; `""` when not set.
        producer_code: The operator's code for the AI label (27 characters, never invented); `""` when not set.
        slots: Its air times, in the order of the day; at least one.
        days: Dates with other air times.
        language: `zh-CN` (Mandarin) or `yue` (written Chinese pronounced in Cantonese).
    """

    id: str = "village"
    name: str = "村村响广播站"
    place: str = ""
    time_zone: str = "Asia/Shanghai"
    public_url: str = ""
    producer_code: str = ""
    slots: tuple[Slot, ...] = (Slot(),)
    days: tuple[DayPlan, ...] = ()
    language: str = "zh-CN"

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """
        Return the air times of a date, in the order of the day.
        """
        return next((plan.slots for plan in self.days if plan.day == day), self.slots)
