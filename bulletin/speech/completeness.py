"""
Whether a clip is whole and sound, without understanding it.

The checks look at what every complete spoken sentence has: a length that fits its syllables, short pauses, a level that
moves, a quiet end. What small cuts they cannot see, the announcer's own proof must show (`Take.is_proven`).

Limits were measured on clean clips of this house's announcers and on the same clips damaged in fifteen ways:
`benchmarks/speech.py` measures them again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bulletin.model import Seconds
from bulletin.speech.announcer import Proof, Samples, Take
from bulletin.speech.sentences import syllables
from bulletin.speech.sound import FRAME, QUIET_DB, levels

MAX_GAP: Seconds = 0.9
"""The longest pause within a line at 200 characters a minute, in proportion at slower rates: espeak's longest is 0.46,
a breath between two sentences 0.5."""

MAX_QUIET = 0.45
"""The largest share of a line, between its first and last sound, that may be pauses."""

MAX_CLIPPED = 0.002
"""The largest share of samples at full scale: a loud voice touches it, a distorted one stays there."""

MAX_END_DB = -30.0
"""The last 30 ms must be below this, or speech was cut off."""

MIN_LEVEL_DB = -40.0
"""Speech below this is a fault of the service: every voice measured lies between -26 and -14 dB."""

MAX_OFFSET = 0.03
"""The largest constant offset (DC), against full scale."""

MIN_MOVEMENT_DB = 3.5
"""Standard deviation of the level of speech frames: speech 5.5-9 dB, noise and tones below 2 dB."""

MAX_FLOOR_DB = -30.0
FLOOR_FRAMES = 5
"""What the quietest 50 ms of a clip may be at, against its speech level: noise laid over speech fills its pauses."""

SLACK: Seconds = 0.45
"""Added to the greatest length: a short call is read with more air in it than its syllables say."""


@dataclass(frozen=True, slots=True)
class Measures:
    """
    What was measured of a clip.

    Args:
        seconds: From its first to its last sound.
        quiet: The share of it that is pauses.
        gap: The longest pause within it, in seconds.
        level: Of its speech frames, dB against full scale.
        movement: Standard deviation of the level of its speech frames, dB.
        end: Level of the last 30 ms of the file, dB.
        floor: Level of the quietest 50 ms of the file, dB.
        clipped: The share of samples at full scale.
        offset: The constant part, against full scale.
        last: When the last sound ends, in seconds from the start of the file; `total` is the file's length.
        is_finite: Whether every sample is a number.
    """

    seconds: Seconds
    quiet: float
    gap: Seconds
    level: float
    movement: float
    end: float
    floor: float
    clipped: float
    offset: float
    last: Seconds
    total: Seconds
    is_finite: bool


def measured(samples: Samples, sample_rate: int) -> Measures:
    """
    Measure a clip; a silent one has 0 seconds.
    """
    if not len(samples) or not np.isfinite(samples).all():
        return Measures(0.0, 1.0, 0.0, -180.0, 0.0, -180.0, -180.0, 0.0, 0.0, 0.0, 0.0, not len(samples))
    level = levels(samples, sample_rate)
    loud = np.flatnonzero(level > QUIET_DB)
    inner = level[loud[0] : loud[-1] + 1] if len(loud) else level[:0]
    speech = level[loud]
    return Measures(
        seconds=len(inner) * FRAME,
        quiet=float((inner <= QUIET_DB).mean()) if len(inner) else 1.0,
        gap=float(np.diff(loud).max() - 1) * FRAME if len(loud) > 1 else 0.0,
        level=float(10 * np.log10(np.mean(10 ** (speech / 10)))) if len(speech) else -180.0,
        movement=float(speech.std()) if len(speech) > 5 else 99.0,
        end=float(level[-3:].max()) if len(level) else -180.0,
        floor=float(np.partition(level, FLOOR_FRAMES)[FLOOR_FRAMES]) if len(level) > FLOOR_FRAMES else -180.0,
        clipped=float((np.abs(samples) >= 0.999).mean()),
        offset=float(abs(samples.mean())),
        last=float(loud[-1] + 1) * FRAME if len(loud) else 0.0,
        total=len(samples) / sample_rate,
        is_finite=True,
    )


def faults(take: Take, spoken: str, rate: int, spread: float) -> tuple[str, ...]:
    """
    Say what is wrong with a take, in Chinese; empty when it may be kept.

    Args:
        take: What came from the announcer.
        spoken: What it should say.
        rate: How fast it should be said, in characters a minute, pauses included.
        spread: How far this announcer's lengths lie from that, as a share.
    """
    seen = measured(take.samples, take.sample_rate)
    grave = _grave(seen, take.proof, syllables(spoken) * 60 / rate, spread)
    if not seen.is_finite or not seen.seconds:
        return grave
    return (*grave, *_sound_faults(seen, MAX_GAP * max(1.0, 200 / rate)))


def grave_faults(take: Take, spoken: str, rate: int, spread: float) -> tuple[str, ...]:
    """
    Say what is missing from a take, in Chinese, whatever it sounds like; arguments as in `faults`.
    """
    seen = measured(take.samples, take.sample_rate)
    return _grave(seen, take.proof, syllables(spoken) * 60 / rate, spread)


def _grave(seen: Measures, proof: Proof | None, wanted: Seconds, spread: float) -> tuple[str, ...]:
    if not seen.is_finite:
        return ("含有非法数值",)
    if seen.seconds < 0.05:
        return ("没有声音",)
    return (*_proof_faults(seen, proof), *_length_faults(seen, wanted, spread))


def _proof_faults(seen: Measures, proof: Proof | None) -> tuple[str, ...]:
    if proof and seen.total < proof.seconds - 0.05:
        return (f"不完整：应有 {proof.seconds:.1f} 秒，只有 {seen.total:.1f} 秒",)
    if proof and seen.last < proof.end - 0.02:
        return (f"不完整：应说到 {proof.end:.1f} 秒，只说到 {seen.last:.1f} 秒",)
    return ()


def _length_faults(seen: Measures, wanted: Seconds, spread: float) -> tuple[str, ...]:
    if seen.seconds < wanted * (1 - spread):
        return (f"太短：{seen.seconds:.1f} 秒，应为 {wanted:.1f} 秒左右，可能被截断",)
    if seen.seconds > wanted * (1 + spread) + SLACK:
        return (f"太长：{seen.seconds:.1f} 秒，应为 {wanted:.1f} 秒左右",)
    return ()


def _sound_faults(seen: Measures, longest: Seconds) -> tuple[str, ...]:
    checks = (
        (seen.gap > longest, f"中间静默 {seen.gap:.1f} 秒"),
        (seen.quiet > MAX_QUIET and seen.seconds > 1.5, f"静默占 {seen.quiet:.0%}"),
        (seen.end > MAX_END_DB, f"结尾没有收住（{seen.end:.0f} dB），可能被截断"),
        (seen.level < MIN_LEVEL_DB, f"音量过低（{seen.level:.0f} dB）"),
        (seen.clipped > MAX_CLIPPED, f"削波失真（{seen.clipped:.1%}）"),
        (seen.offset > MAX_OFFSET, "直流偏移"),
        (seen.movement < MIN_MOVEMENT_DB, "音量没有起伏，不像人声"),
        (seen.floor > seen.level + MAX_FLOOR_DB and seen.seconds > 0.8, f"噪声过大（{seen.floor:.0f} dB）"),
    )
    return tuple(said for is_wrong, said in checks if is_wrong)
