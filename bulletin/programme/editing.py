"""
Editing of one clip with pydub: edges, fades, music under a voice. Fed PCM, so that no other program is ever called.

A programme never passes through here: pydub copies all of its sound at every step.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, cast

import numpy as np

from bulletin.errors import SoundError
from bulletin.model import Decibels, Seconds
from bulletin.programme.filters import Samples
from bulletin.programme.frames import FRAME

if TYPE_CHECKING:
    from pydub import AudioSegment

FRONT: Seconds = 0.030
"""Left in front of speech, at least; what fills the last frame comes on top, so that it stays under 60 ms."""

BACK: Seconds = 0.012
"""Left behind speech; with the 48 ms of lead-in of whatever follows, 60 ms."""

FADE: Seconds = 0.006
GRAIN_MS = 5
"""The step in which edges are looked for."""

BELOW_SPEECH: Decibels = 42.0
"""An edge that is so far below the clip's own level is silence."""

ABOVE_NOISE: Decibels = 8.0
"""... unless the room is louder than that: then what is near its noise is silence."""

DUCK: Decibels = -12.0
"""How far music goes down under a voice."""


def as_pydub(samples: Samples, sample_rate: int) -> AudioSegment:
    """
    Return samples as pydub's segment, 16 bits.
    """
    with warnings.catch_warnings():
        # pydub warns that it found no ffmpeg, which it never needs here, and on 3.11/3.12 that audioop will go
        # (audioop-lts takes its place from 3.13 on); its own regular expressions have stray escapes.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment  # noqa: PLC0415 - imports under the filter above
    pcm = np.clip(np.rint(samples * 32767), -32768, 32767).astype("<i2").tobytes()
    return AudioSegment(data=pcm, sample_width=2, frame_rate=sample_rate, channels=1)


def as_samples(segment: AudioSegment) -> Samples:
    """
    Return a mono, 16-bit pydub segment as samples.
    """
    return np.frombuffer(segment.raw_data, "<i2").astype(np.float32) / np.float32(32767)


def edited(samples: Samples, sample_rate: int) -> Samples:
    """
    Return a clip without its silent edges, faded at both ends, a whole number of 24 ms frames long.

    Raises:
        SoundError: There is nothing but silence.
    """
    peak = float(np.abs(samples).max(initial=0.0))
    samples = samples * np.float32(0.9 / peak) if peak > 0 else samples  # pydub's 16 bits are enough at this height
    first, last = _sounding(as_pydub(samples, sample_rate))
    frame = round(sample_rate * FRAME)
    end = min(len(samples), round((last / 1000 + BACK) * sample_rate))
    start = max(0, round((first / 1000 - FRONT) * sample_rate))
    length = -(-(end - start) // frame) * frame
    start = max(0, end - length)
    cut = np.concatenate([np.zeros(length - (end - start), np.float32), samples[start:end]])
    return faded(cut, sample_rate)


def faded(samples: Samples, sample_rate: int) -> Samples:
    """
    Return samples that come out of silence and go into it within 6 ms.
    """
    milliseconds = round(FADE * 1000)
    return as_samples(as_pydub(samples, sample_rate).fade_in(milliseconds).fade_out(milliseconds))


def _sounding(segment: AudioSegment) -> tuple[int, int]:
    """
    Return where a clip's sound begins and ends, in milliseconds.
    """
    from pydub.silence import detect_leading_silence  # noqa: PLC0415 - pydub is loaded late

    floor = silence_below(segment)
    length = len(segment)
    first = int(detect_leading_silence(segment, floor, GRAIN_MS))
    if first >= length - GRAIN_MS:
        raise SoundError("录音里没有声音，不能播出。请重新录制。")
    return first, length - int(detect_leading_silence(segment.reverse(), floor, GRAIN_MS))


def silence_below(segment: AudioSegment) -> Decibels:
    """
    Return the level under which a clip's edges are silence: 42 dB below its speech, or just above its noise.
    """
    sound = as_samples(segment)
    grain = segment.frame_rate * GRAIN_MS // 1000
    blocks = sound[: len(sound) // grain * grain].reshape(-1, grain)
    if not blocks.any():
        raise SoundError("录音里没有声音，不能播出。请重新录制。")
    levels = 10 * np.log10(np.einsum("ij,ij->i", blocks, blocks) / grain + 1e-10)
    speech = cast("float", segment.dBFS)
    noise = float(np.percentile(levels, 3)) + ABOVE_NOISE
    return float(min(max(speech - BELOW_SPEECH, noise), speech - BELOW_SPEECH / 2))


def over_music(voice: Samples, music: Samples, sample_rate: int, lead: Seconds) -> Samples:
    """
    Return a voice over music: the music is heard alone for `lead` seconds, goes down under the voice, and up again.

    Both keep their own levels but for the ducking. The sum is as long as the longer of the music, and lead and voice.
    """
    at = round(lead * 1000)
    spoken = as_pydub(voice, sample_rate)
    bed = as_pydub(music, sample_rate)
    ramp = 250
    ducked = bed.fade(to_gain=DUCK, start=max(0, at - ramp), duration=ramp)
    if at + len(spoken) < len(bed):
        ducked = ducked.fade(to_gain=-DUCK, start=at + len(spoken), duration=ramp)
    silence = as_pydub(np.zeros(len(voice) + round(lead * sample_rate), np.float32), sample_rate)
    longest = max(silence, ducked, key=len)
    base = ducked if longest is ducked else silence.overlay(ducked)
    return as_samples(base.overlay(spoken, position=at))


def speech_seconds(samples: Samples, sample_rate: int) -> Seconds:
    """
    Return how long sound lasts in a clip, from its first to its last, pauses inside included; 0 for silence.
    """
    try:
        first, last = _sounding(as_pydub(samples, sample_rate))
    except SoundError:
        return 0.0
    return (last - first) / 1000
