"""
Dynamics on blocks of one millisecond: a compressor and a true-peak look-ahead limiter. NumPy alone.

A gain is worked out for each block and drawn as a straight line between block centres; it never steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bulletin.model import Decibels
from bulletin.programme.filters import Powers, Samples, block_powers

Reduction = npt.NDArray[np.float64]
"""How far each block is turned down, dB, not negative."""


@dataclass(frozen=True, slots=True)
class Compressor:
    """
    Evens out loud and soft syllables.

    Args:
        threshold: dB (mean square of a sine at full scale 0) from which it works.
        ratio: 3 lets one third of what is above through.
        knee: dB over which it sets in.
        look_ahead: In milliseconds.
        release: dB a second.
    """

    threshold: Decibels = -28.0
    ratio: float = 3.0
    knee: Decibels = 6.0
    look_ahead: int = 4
    release: float = 180.0

    def reduction(self, samples: Samples, block: int) -> Reduction:
        """
        Return how far each block is to be turned down.
        """
        level = 10 * np.log10(_mean(block_powers(samples, block), self.look_ahead) + 1e-12) + 3.01
        over, slope, half = level - self.threshold, 1 - 1 / self.ratio, self.knee / 2
        soft = slope * np.clip(over + half, 0, self.knee) ** 2 / (2 * self.knee)
        wanted = np.where(over > half, over * slope, soft)
        return _mean(_released(wanted, self.release / 1000), self.look_ahead)


@dataclass(frozen=True, slots=True)
class Limiter:
    """
    Keeps true peaks under a ceiling.

    Args:
        look_ahead: In milliseconds; the gain is down before the peak comes.
        release: dB a second.
    """

    look_ahead: int = 3
    release: float = 400.0

    def reduction(self, peaks: Powers, ceiling: Decibels) -> Reduction:
        """
        Return how far each block is to be turned down so that no peak (dBTP of each block) passes the ceiling.
        """
        over = np.maximum(0.0, peaks - ceiling)
        if not over.any():
            return over
        reach = self.look_ahead
        held = _released(_highest(over, reach + 1), self.release / 1000)
        return _mean(_highest(held, reach), reach)


def turned_down(samples: Samples, reduction: Reduction) -> Samples:
    """
    Return samples with each block turned down; negative values turn up. There are as many blocks as `reduction` has.
    """
    block = len(samples) // len(reduction)
    gain = 10 ** (-reduction / 20)
    borders = np.concatenate([gain[:1], (gain[1:] + gain[:-1]) / 2, gain[-1:]]).astype(np.float32)
    ramp = (np.arange(block, dtype=np.float32) + 0.5) / block
    lines = borders[:-1, None] * (1 - ramp) + borders[1:, None] * ramp
    return np.asarray(samples * lines.reshape(-1), np.float32)


def _released(values: Powers, fall: float) -> Powers:
    """
    Hold each value and let it fall by `fall` a block until a higher one comes.
    """
    slope = np.arange(len(values)) * fall
    return np.asarray(np.maximum.accumulate(values + slope) - slope, np.float64)


def _mean(values: Powers, reach: int) -> Powers:
    """
    Return the mean over `reach` blocks before and behind each.
    """
    edges = np.concatenate([np.full(reach, values[0]), values, np.full(reach, values[-1])])
    total = np.concatenate([[0.0], np.cumsum(edges)])
    width = 2 * reach + 1
    return np.asarray((total[width:] - total[:-width]) / width, np.float64)


def _highest(values: Powers, reach: int) -> Powers:
    """
    Return the highest over `reach` blocks before and behind each.
    """
    edges = np.pad(values, reach)
    out = values.copy()
    for shift in range(2 * reach + 1):
        np.maximum(out, edges[shift : shift + len(values)], out=out)
    return out
