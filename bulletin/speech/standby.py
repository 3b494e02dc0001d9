"""
The ladder: announcers in the order they are tried, their breakers and the shelf they share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bulletin.model import Clip, Line, Seconds
from bulletin.outside.clock import Clock
from bulletin.speech.announcer import Announcer
from bulletin.speech.breaker import Breakers
from bulletin.speech.rung import PATIENCE, Rung
from bulletin.speech.shelf import Shelf

Policy = Literal["uniform", "story"]
"""`uniform`: the whole programme in one voice. `story`: a voice may change between stories, never within one."""


def _nobody(_: Line) -> Clip | None:
    return None


@dataclass(frozen=True, slots=True)
class Standby:
    """
    Who speaks, in order.

        Standby((Edge("zh-CN-YunyangNeural", clock), Espeak(pinyin)), Shelf(work / "clips", clock),
                Breakers(work / "breakers.json", clock), clock)

    Args:
        announcers: In the order they are tried; the last should be one that needs no network.
        shelf: Where clips are kept.
        breakers: Who failed lately.
        clock: What time it is.
        policy: Whether one voice reads all.
        patience_s: How long a line may take to come, in seconds, half its playing time not counted.
        recorded: Returns a person's own recording that takes the place of a line, or None (`Recordings.find`).
    """

    announcers: tuple[Announcer, ...]
    shelf: Shelf
    breakers: Breakers
    clock: Clock
    policy: Policy = "uniform"
    patience_s: Seconds = PATIENCE
    recorded: Callable[[Line], Clip | None] = _nobody

    def rung(self, announcer: Announcer) -> Rung:
        """
        Return an announcer with shelf and breakers.
        """
        return Rung(announcer, self.shelf, self.breakers, self.clock, self.patience_s)

    def insurer(self, announcer: Announcer) -> Rung | None:
        """
        Return who speaks the same lines on this machine while a service is asked: the last below it, or None.
        """
        below = self.announcers[self.announcers.index(announcer) + 1 :]
        local = next((one for one in reversed(below) if not one.provider), None)
        return self.rung(local) if announcer.provider and local else None
