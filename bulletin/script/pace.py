"""
Pace: how long words take to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.model import Seconds

NEWS = 200
"""Characters a minute for news on village loudspeakers: television reads 250-270, the ear outdoors and the elderly need
less (`reference/standards.md` W13)."""

LABEL = 140
"""Characters a minute for the AI label: GB 45438-2025 note 4 calls 120-160 the normal rate of speech."""

_SAID = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u3007A-Za-z0-9]")


def syllables(spoken: str) -> int:
    """
    Return how many characters of a text are said aloud; punctuation is not.
    """
    return len(_SAID.findall(spoken))


@dataclass(frozen=True, slots=True)
class Pace:
    """
    How many characters are read in a minute, pauses included.
    """

    chars_per_minute: float = NEWS

    def seconds(self, spoken: str) -> Seconds:
        """
        Return how long a text is expected to take.
        """
        return syllables(spoken) * 60 / self.chars_per_minute

    def chars(self, seconds: Seconds) -> int:
        """
        Return how many characters fit into some seconds.
        """
        return int(seconds * self.chars_per_minute / 60)
