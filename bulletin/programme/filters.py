"""
Linear filters by FFT: K-weighting, the loudspeaker's colouring, conversion between sample rates. NumPy alone.

A master's filters have no delay (zero phase, laid on a spectrum), so that a clip keeps its length and its time:
what was heard at 1.25 s is heard at 1.25 s afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import gcd, pi, tan
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bulletin.model import Decibels

Samples: TypeAlias = npt.NDArray[np.float32]
"""Mono sound, full scale 1."""

Powers: TypeAlias = npt.NDArray[np.float64]
"""Mean squares of blocks of equal length."""

Spectrum: TypeAlias = npt.NDArray[np.complex64]
Frequencies: TypeAlias = npt.NDArray[np.floating]


def fast_length(samples: int) -> int:
    """
    Return the smallest length not below `samples` that FFT is fast at: a power of two times 1, 3, 5, 9 or 15.
    """
    small = (1, 3, 5, 9, 15)
    return min(odd << max(0, (-(-samples // odd) - 1).bit_length()) for odd in small)


def _biquad(z: npt.NDArray[np.complex128], b: tuple[float, float, float], a: tuple[float, float]) -> Spectrum:
    return np.asarray((b[0] + b[1] * z + b[2] * z * z) / (1 + a[0] * z + a[1] * z * z), np.complex64)


def k_response(frequencies: Frequencies, sample_rate: int) -> Spectrum:
    """
    Return the K-weighting of ITU-R BS.1770-4 at some frequencies.

    The standard gives coefficients for 48 kHz only; the analogue prototype behind them (shelf 1682 Hz +4 dB, high-pass
    38 Hz) is carried over to any rate by the bilinear transform, as libebur128 does.
    """
    z = np.exp(-2j * pi * frequencies / sample_rate)
    warp, q = tan(pi * 1681.974450955533 / sample_rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    scale = 1 + warp / q + warp * warp
    zeros = (high + band * warp / q + warp**2, 2 * (warp**2 - high), high - band * warp / q + warp**2)
    shelf = _biquad(
        z,
        (zeros[0] / scale, zeros[1] / scale, zeros[2] / scale),
        (2 * (warp**2 - 1) / scale, (1 - warp / q + warp**2) / scale),
    )
    warp, q = tan(pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    scale = 1 + warp / q + warp * warp
    high_pass = _biquad(z, (1, -2, 1), (2 * (warp**2 - 1) / scale, (1 - warp / q + warp**2) / scale))
    return shelf * high_pass


PIECE = 1 << 15
"""Samples in one transform: small enough for a processor's cache, four times as fast as one of a whole clip."""


def _reach(sample_rate: int) -> int:
    """
    Return how many samples a filter is heard before and behind a sample: after 125 ms all have died away by 130 dB.
    """
    return sample_rate // 8


@cache
def _k_weights(sample_rate: int, size: int) -> Spectrum:
    return k_response(np.fft.rfftfreq(size, 1 / sample_rate), sample_rate)


class KWeighting:
    """
    K-weights sound that comes in pieces, as if it came in one.

    Args:
        sample_rate: In hertz.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._before = np.zeros(_reach(sample_rate), np.float32)

    def __call__(self, samples: Samples) -> Samples:
        """
        Return the next piece, weighted; as long as what is given.
        """
        reach = len(self._before)
        whole = np.concatenate([self._before, samples])
        self._before = whole[len(whole) - reach :]
        weights = _k_weights(self._rate, PIECE)
        out = np.empty(len(samples), np.float32)
        for start in range(0, len(samples), PIECE - reach):
            part = np.fft.rfft(whole[start : start + PIECE], PIECE)
            weighted = np.fft.irfft(part * weights, PIECE)[reach:]
            out[start : start + PIECE - reach] = weighted[: len(samples) - start]
        return out


def block_powers(samples: Samples, size: int) -> Powers:
    """
    Return the mean square of each whole block of `size` samples.
    """
    blocks = samples[: len(samples) // size * size].reshape(-1, size)
    return np.asarray(np.einsum("ij,ij->i", blocks, blocks), np.float64) / size


@dataclass(frozen=True, slots=True)
class Colour:
    """
    A zero-phase tone curve.

    Args:
        high_pass: Hertz, half power; 0 for none.
        high_pass_order: 4 is 24 dB an octave.
        presence: Height of a bell, dB.
        centre: Its middle, hertz.
        octaves: Its width.
        low_pass: Hertz, half power; 0 for none.
        low_pass_order: As above.
    """

    high_pass: float = 40.0
    high_pass_order: int = 2
    presence: Decibels = 0.0
    centre: float = 3000.0
    octaves: float = 1.6
    low_pass: float = 0.0
    low_pass_order: int = 4

    def response(self, frequencies: Frequencies) -> Samples:
        """
        Return the gain, as a factor, at some frequencies.
        """
        f = np.maximum(frequencies, 1.0)
        gain = np.ones_like(f)
        if self.high_pass:
            gain /= np.sqrt(1 + (self.high_pass / f) ** (2 * self.high_pass_order))
        if self.low_pass:
            gain /= np.sqrt(1 + (f / self.low_pass) ** (2 * self.low_pass_order))
        bell = np.exp(-0.5 * (np.log2(f / self.centre) / (self.octaves / 2)) ** 2)
        return np.asarray(gain * 10 ** (self.presence / 20 * bell), np.float32)


@cache
def _colour_weights(colour: Colour, sample_rate: int, size: int) -> Samples:
    return colour.response(np.fft.rfftfreq(size, 1 / sample_rate))


def coloured(samples: Samples, sample_rate: int, colour: Colour) -> tuple[Samples, Samples]:
    """
    Return a clip in a tone colour, and the same K-weighted; both as long as the clip.
    """
    reach = _reach(sample_rate)
    whole = np.pad(samples, reach)
    tint, weights = _colour_weights(colour, sample_rate, PIECE), _k_weights(sample_rate, PIECE)
    tinted, weighted = np.empty(len(samples), np.float32), np.empty(len(samples), np.float32)
    step = PIECE - 2 * reach
    for start in range(0, len(samples), step):
        part = np.fft.rfft(whole[start : start + PIECE], PIECE) * tint
        for out, spectrum in ((tinted, part), (weighted, part * weights)):
            heard = np.fft.irfft(spectrum, PIECE)[reach : reach + step]
            out[start : start + step] = heard[: len(samples) - start]
    return tinted, weighted


def resampled(samples: Samples, sample_rate: int, wanted: int) -> Samples:
    """
    Return the same sound at another sample rate, band-limited; `ceil(n * wanted / sample_rate)` samples.
    """
    if sample_rate == wanted:
        return samples
    shared = gcd(sample_rate, wanted)
    down, up = sample_rate // shared, wanted // shared
    units = max(8, fast_length(PIECE // max(up, down)))  # a piece is a whole number of periods at both rates
    margin = units // 8
    whole = np.pad(samples, (margin * down, units * down))
    out = []
    for start in range(0, len(samples), (units - 2 * margin) * down):
        spectrum = np.fft.rfft(whole[start : start + units * down])
        piece = np.fft.irfft(spectrum[: units * up // 2 + 1], units * up) * np.float32(up / down)
        out.append(piece[margin * up : (units - margin) * up])
    return np.concatenate([*out, np.zeros(0, np.float32)])[: -(-len(samples) * wanted // sample_rate)]
