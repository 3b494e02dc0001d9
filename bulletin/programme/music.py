"""
Opening, closing, sting and the AI rhythm: synthesised here, note by note; nothing is sampled or quoted.

Struck bars over a soft held chord, in the five-note scale of C, which every village loudspeaker has played at dawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from bulletin.errors import SoundError
from bulletin.model import Clip, Decibels, Lufs, Rendition, Seconds
from bulletin.programme.editing import faded, over_music
from bulletin.programme.filters import Samples
from bulletin.programme.frames import FRAME
from bulletin.programme.loudness import loudness
from bulletin.programme.mastering import WORKING
from bulletin.programme.segments import RHYTHM, Segment, kept, spoken

BESIDE_SPEECH: Decibels = -2.0
"""Music lies under speech; never more than 2 LU above it (reference/standards.md A3)."""

FORM = "2"
"""Part of every key: raised when the music changes."""


@dataclass(frozen=True, slots=True)
class Note:
    """
    One struck note.

    Args:
        at: When, in seconds.
        pitch: In semitones from middle C.
        force: From 0 to 1.
        ring: Seconds until it has fallen by 60 dB.
    """

    at: Seconds
    pitch: int
    force: float = 1.0
    ring: Seconds = 2.2


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A short piece: struck notes over a held chord (semitones from middle C, empty for none).
    """

    seconds: Seconds
    notes: tuple[Note, ...]
    chord: tuple[int, ...] = ()


PIECES = MappingProxyType(
    {
        "opening": Piece(
            3.96,
            (
                Note(0.00, 0, 0.8),
                Note(0.30, 4, 0.8),
                Note(0.60, 7, 0.9),
                Note(0.90, 9, 0.9),
                Note(1.35, 7, 0.7),
                Note(1.65, 12, 1.0, 3.0),
                Note(1.65, 4, 0.5, 3.0),
            ),
            (-12, -5, 4, 7),
        ),
        "closing": Piece(
            3.96,
            (
                Note(0.00, 12, 0.9),
                Note(0.32, 9, 0.8),
                Note(0.64, 7, 0.8),
                Note(1.05, 4, 0.7),
                Note(1.45, 2, 0.6),
                Note(1.95, 0, 1.0, 3.2),
                Note(1.95, -12, 0.6, 3.2),
            ),
            (-12, -5, 0, 4),
        ),
        "sting": Piece(0.96, (Note(0.00, 7, 0.9, 1.0), Note(0.17, 12, 1.0, 1.3))),
    }
)
"""By kind."""

_PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.28, 0.7), (3.93, 0.16, 0.35), (9.2, 0.03, 0.12))
"""Of a struck bar: frequency ratio, height, part of the ring; a bar's overtones lie near 4 and 9 times its pitch."""

_MIDDLE_C = 261.6256


def music(kind: str, rendition: Rendition, folder: Path) -> Segment:
    """
    Return a piece of music of ours, encoded once for each rendition.

    Args:
        kind: `opening`, `closing` (4 s each) or `sting` (1 s).
        rendition: Level, tone and format; music lies 2 LU under its speech.
        folder: Where segments are kept.

    Raises:
        SoundError: There is no music of that kind.
        OutputError: The folder cannot be written.
    """
    piece = PIECES.get(kind)
    if piece is None:
        raise SoundError(f"没有名为“{kind}”的音乐。可用的有：{'、'.join(PIECES)}。")
    rate = rendition.sample_rate
    return kept(f"music:{FORM}:{kind}", rendition, folder, lambda: played(piece, rate), BESIDE_SPEECH)


UNDER: Seconds = 2.4
"""How long music is heard alone before a voice begins over it."""


def over(kind: str, clip: Clip, rendition: Rendition, folder: Path) -> Segment:
    """
    Return a clip spoken over music, as a station call is: the music begins alone and goes down under the voice.

    Args:
        kind: As for `music`.
        clip: What is said.
        rendition: Level, tone and format; the whole has the loudness of speech.
        folder: Where segments are kept.

    Raises:
        SoundError: There is no music of that kind, or no sound in the clip.
        OutputError: The folder cannot be written.
    """
    piece, rate = PIECES.get(kind), rendition.sample_rate
    if piece is None:
        raise SoundError(f"没有名为“{kind}”的音乐。可用的有：{'、'.join(PIECES)}。")

    def render() -> Samples:
        voice = _at(WORKING, spoken(clip, rate), rate)
        both = over_music(voice, _at(WORKING + BESIDE_SPEECH, played(piece, rate), rate), rate, UNDER)
        return np.pad(both, (0, -len(both) % round(rate * FRAME)))

    made = kept(f"over:{FORM}:{kind}:{UNDER}:{clip.sha256}", rendition, folder, render)
    return replace(made, clip=clip.sha256, text=clip.text, speaks=True)


def _at(level: Lufs, samples: Samples, sample_rate: int) -> Samples:
    return samples * np.float32(10 ** ((level - loudness(samples, sample_rate)) / 20))


def played(piece: Piece, sample_rate: int) -> Samples:
    """
    Return a piece as sound, a whole number of frames long, peak 0.8.
    """
    frame = round(sample_rate * FRAME)
    length = round(piece.seconds * sample_rate / frame) * frame
    out = np.zeros(length)
    for note in piece.notes:
        start = round(note.at * sample_rate)
        out[start:] += _struck(note, (length - start) / sample_rate, sample_rate)[: length - start]
    if piece.chord:
        out += _held(piece.chord, length, sample_rate)
    tail = np.ones(length)
    fade = min(length, round(0.4 * sample_rate))
    tail[-fade:] = np.cos(np.linspace(0, np.pi / 2, fade)) ** 2
    return faded((out * tail * (0.8 / np.abs(out * tail).max())).astype(np.float32), sample_rate)


def _struck(note: Note, seconds: Seconds, sample_rate: int) -> npt.NDArray[np.float64]:
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    base = _MIDDLE_C * 2 ** (note.pitch / 12)
    out = np.zeros(len(t))
    for ratio, height, part in _PARTIALS:
        if base * ratio < sample_rate * 0.4:
            out += height * np.sin(2 * np.pi * base * ratio * t) * np.exp(-6.9 * t / (note.ring * part))
    return out * note.force * np.minimum(1, t / 0.004)


def _held(chord: tuple[int, ...], length: int, sample_rate: int) -> npt.NDArray[np.float64]:
    """
    Return a soft chord that swells and goes, each note doubled a little out of tune.
    """
    t = np.arange(length) / sample_rate
    out = np.zeros(length)
    for pitch in chord:
        base = _MIDDLE_C * 2 ** (pitch / 12)
        for ratio, height in ((0.9985, 1.0), (1.0015, 1.0), (2.0, 0.3), (3.0, 0.1)):
            out += height * np.sin(2 * np.pi * base * ratio * t + pitch)
    swell = np.sin(np.pi * np.minimum(t / t[-1], 1)) ** 0.7
    return np.asarray(out * swell * 0.06, np.float64)


MORSE = (1, 3, 1, 1)
"""短长短短: the rhythm label of GB 45438-2025 §5.3 c, Morse for AI; a letter gap stands after the second beat."""

UNIT: Seconds = 0.12
"""Length of a short beat. The standard fixes neither tempo nor pitch."""


def rhythm(rendition: Rendition, folder: Path) -> Segment:
    """
    Return the AI label as a rhythm, short long, short short, marked as a label.

    Raises:
        OutputError: The folder cannot be written.
    """
    rate = rendition.sample_rate
    return kept(f"rhythm:{FORM}", rendition, folder, lambda: beaten(rate)).as_label(RHYTHM)


def beaten(sample_rate: int) -> Samples:
    """
    Return the rhythm as sound: 800 Hz, beats and gaps of 1:1:3:3:1:1:1 units, 10 ms ramps.
    """
    frame = round(sample_rate * FRAME)
    unit, ramp = round(UNIT * sample_rate), round(0.01 * sample_rate)
    parts: list[Samples] = []
    for place, units in enumerate(MORSE):
        t = np.arange(units * unit)
        edge = np.minimum(1, np.minimum(t, t[::-1]) / ramp)
        parts.append((0.5 * np.sin(2 * np.pi * 800 * t / sample_rate) * edge).astype(np.float32))
        parts.append(np.zeros((3 if place == 1 else 1) * unit, np.float32))
    parts.append(np.zeros(2 * unit, np.float32))  # with the last gap as long as that between letters: words may follow
    sound = np.concatenate(parts)
    return np.pad(sound, (0, -len(sound) % frame))
