"""
A program that speaks slowly enough to be killed at its work.
"""

from __future__ import annotations

import time
from pathlib import Path

from real.edge_sound import plain_pinyin

from bulletin.model import Line
from bulletin.outside.clock import SystemClock
from bulletin.speech import Reading, Standby, Take, speak
from bulletin.speech.breaker import Breakers
from bulletin.speech.espeak import Espeak
from bulletin.speech.shelf import Shelf

LINES = tuple(
    Line(text, text) for text in (f"第{n}条消息，请各村注意防汛，做好准备。" for n in "一二三四五六七八九十甲乙丙丁")
)
SLOW = 0.02
"""Seconds added to each line, so that the kill finds the program at work."""


class SlowEspeak(Espeak):
    """
    The real offline voice, slowed down and counted.
    """

    def __init__(self) -> None:
        super().__init__(plain_pinyin)
        self.count = 0

    def speak(self, line: Line, within_s: float) -> Take:
        self.count += 1
        time.sleep(SLOW)
        return super().speak(line, within_s)


def read_all(folder: Path) -> tuple[Reading, int]:
    """
    Speak all lines with the clips of a folder; return the reading and how many had to be spoken.
    """
    clock, announcer = SystemClock(), SlowEspeak()
    ladder = Standby((announcer,), Shelf(folder, clock), Breakers(folder.parent / "breakers.json", clock), clock)
    return speak(LINES, ladder, 60, lambda *_: None), announcer.count
