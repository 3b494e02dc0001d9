"""
Claims about how a stretch of text is read, and the set of them that together says most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """
    Characters `start` onward are read so, and how much that is worth; one character a reading.

    `by` names the source of the claim, for the operator, in Chinese.
    """

    start: int
    readings: tuple[str, ...]
    worth: float
    by: str = ""

    @property
    def end(self) -> int:
        """
        The place after its last character.
        """
        return self.start + len(self.readings)


def best(length: int, claims: Sequence[Claim]) -> list[Claim]:
    """
    Return the claims, none overlapping, that cover the text for the greatest worth, in order.

    Every character must have a claim of its own. Of equals the one given first wins.
    """
    ending: list[list[Claim]] = [[] for _ in range(length + 1)]
    for claim in claims:
        ending[claim.end].append(claim)
    worth = [0.0]
    chosen: list[Claim | None] = [None] * (length + 1)
    for end in range(1, length + 1):
        claim = max(ending[end], key=lambda one: worth[one.start] + one.worth)
        worth.append(worth[claim.start] + claim.worth)
        chosen[end] = claim
    return _walk_back(length, chosen)


def _walk_back(length: int, chosen: Sequence[Claim | None]) -> list[Claim]:
    path: list[Claim] = []
    while length and (claim := chosen[length]) is not None:
        path.append(claim)
        length = claim.start
    return path[::-1]
