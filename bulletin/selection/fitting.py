"""
Fitting: one version of every story, so that all together fill a slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bulletin.model import Seconds

_STEP: Seconds = 0.05
"""The grid lengths are counted on."""

_REACH = 1.15
"""Of the target: longer programmes are not looked at."""

_OFF = 12.0
"""What it costs to miss the target by one tolerance; twice the tolerance costs four times this."""


@dataclass(frozen=True, slots=True)
class Version:
    """
    One way to tell a story (or to leave it out).

    Args:
        seconds: What it takes on air, announcement and pauses included; 0 when left out.
        cost: How sorry one is about it: 0 is what the rundown wanted.
    """

    seconds: Seconds
    cost: float


def fitted(stories: Sequence[Sequence[Version]], target: Seconds, tolerance: Seconds) -> tuple[int, ...]:
    """
    Choose a version of each story: together near the target, for the least cost.

    Exact on a grid of 1/20 s: every combination is weighed, by length (a knapsack with choices). Where even the
    shortest versions are too long they are chosen; where even the longest are too short, those.

    Args:
        stories: The versions of each; at least one each.
        target: What all should take.
        tolerance: A miss of so much costs 12, twice as much 48.

    Returns:
        The index of the version chosen, one for each story.
    """
    size = max(1, int(target * _REACH / _STEP) + 1)
    best = np.full(size, np.inf)
    best[0] = 0.0
    picks: list[npt.NDArray[np.int16]] = []
    for versions in stories:
        best, pick = _with(best, versions)
        picks.append(pick)
    misses = (np.arange(size) * _STEP - target) / max(tolerance, _STEP)
    totals = best + _OFF * misses**2
    if not np.isfinite(totals).any():
        return tuple(min(range(len(v)), key=lambda n, v=v: v[n].seconds) for v in stories)  # type: ignore[misc]
    return _chosen(stories, picks, int(np.argmin(totals)))


def _steps(version: Version) -> int:
    return round(version.seconds / _STEP)


def _with(
    best: npt.NDArray[np.float64], versions: Sequence[Version]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int16]]:
    after = np.full(len(best), np.inf)
    pick = np.full(len(best), -1, dtype=np.int16)
    for n, version in enumerate(versions):
        steps = _steps(version)
        if steps >= len(best):
            continue
        costs = best[: len(best) - steps] + version.cost
        better = costs < after[steps:]
        after[steps:][better] = costs[better]
        pick[steps:][better] = n
    return after, pick


def _chosen(
    stories: Sequence[Sequence[Version]], picks: Sequence[npt.NDArray[np.int16]], place: int
) -> tuple[int, ...]:
    chosen: list[int] = []
    for versions, pick in zip(reversed(stories), reversed(picks), strict=True):
        chosen.append(int(pick[place]))
        place -= _steps(versions[chosen[-1]])
    return tuple(reversed(chosen))
