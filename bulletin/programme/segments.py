"""
Segments: what programmes are joined of. A clip is mastered and encoded once for each rendition and kept by content.

Two files a segment: `<key>.mp3`, bare frames that begin on a frame border, and `<key>.json` beside it that tells what
was measured after decoding. The sound is written first; a name that exists is whole. What is read is checked first.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from bulletin.errors import SoundError
from bulletin.model import Clip, Decibels, Lufs, Rendition, Seconds
from bulletin.outside.files import write_whole
from bulletin.programme.decoding import decoded
from bulletin.programme.editing import edited, speech_seconds
from bulletin.programme.filters import KWeighting, Samples, block_powers, resampled
from bulletin.programme.frames import (
    ENCODER_ZEROS,
    FRAME,
    LEAD_SAMPLES,
    Header,
    header_for,
    header_of,
    info_frame,
    silent_frame,
)
from bulletin.programme.loudness import true_peak, weighted_loudness
from bulletin.programme.mastering import Profile, prepared, profile_of

logger = logging.getLogger(__name__)

CHAIN = "1"
"""Part of every key: raised when editing, mastering or encoding changes, so that older segments are not used again."""

LAME_SCALE = 0.95
"""LAME turns every input of constant bit rate down by this (0.45 dB); it is undone before."""

QUALITY = 7
"""LAME's fastest: on speech it measures better than 5, and 0 to 3 are worse (reference/audio.md §5)."""

CODING_ROOM: Decibels = 0.6
"""By how much the limiter stays under the ceiling at first: coding raises nine peaks in ten by less (32 clips)."""

PEAK_STEP: Decibels = 0.15
"""By how much more than what was too high the limiter goes down, since coding is never the same twice."""

NEAR: Decibels = 0.1
"""A loudness that close to its target after decoding is right."""

LIMITER_REACH: Decibels = 3.0
"""A clip so peaky that even this much more gain does not bring it to its target stays below it."""

ROUNDS = 6
"""How often a clip is encoded at most until its decoded peaks and loudness are right."""

VOICE, RHYTHM = "voice", "rhythm"
"""The two kinds of AI label that can be heard."""


@dataclass(frozen=True, slots=True)
class Segment:
    """
    A clip's encoded frames, or a silence.

    Args:
        frames: How many frames of 24 ms it lasts.
        path: Its bare MP3 frames, None for a silence.
        word: The header its frames begin with, 0 for a silence (which takes that of the programme).
        crc: CRC-32 of the file's bytes, looked at whenever it is read.
        sha256: Of the file's bytes; `""` for a silence.
        clip: SHA-256 of the clip it was made of, `""` for silence and music.
        text: The words said in it, `""` when there are none.
        speech: How long speech lasts in it, from its first to its last sound.
        loudness: Measured after decoding.
        true_peak: Measured after decoding, dBTP.
        powers: The K-weighted mean square of each frame after decoding, little-endian float32.
        title: Not empty: a chapter of this name begins here.
        label: `voice` or `rhythm` where this is the AI label that is heard, `""` elsewhere.
        speaks: Whether it is speech (music and silence are not).
    """

    frames: int
    path: Path | None = None
    word: int = 0
    crc: int = 0
    sha256: str = ""
    clip: str = ""
    text: str = ""
    speech: Seconds = 0.0
    loudness: Lufs = float("-inf")
    true_peak: Decibels = float("-inf")
    powers: bytes = field(default=b"", repr=False)
    title: str = ""
    label: str = ""
    speaks: bool = False

    @property
    def seconds(self) -> Seconds:
        """
        How long it is, exactly: its frames of 24 ms.
        """
        return self.frames * 24 / 1000

    def named(self, title: str) -> Segment:
        """
        Return it as the beginning of a chapter; `""` begins none.
        """
        return replace(self, title=title)

    def as_label(self, kind: str = VOICE) -> Segment:
        """
        Return it marked as the AI label that is heard.
        """
        return replace(self, label=kind)


def silence(seconds: Seconds) -> Segment:
    """
    Return a silence, to the nearest whole frame (so within 12 ms).
    """
    return Segment(frames=max(0, round(seconds / FRAME)))


def encode(clip: Clip, rendition: Rendition, folder: Path | None = None) -> Segment:
    """
    Master and encode a clip once for a rendition; what was done before is taken from the folder.

    Args:
        clip: Its file is read only when it was not encoded before.
        rendition: Level, tone and format.
        folder: Where segments are kept, made when first written to; by default `segments` beside the clip.

    Raises:
        SoundError: The clip cannot be decoded, or there is no sound in it.
        OutputError: The folder cannot be written.
    """
    folder = folder or clip.path.parent / "segments"
    made = kept(f"clip:{clip.sha256}", rendition, folder, lambda: spoken(clip, rendition.sample_rate))
    return replace(made, clip=clip.sha256, text=clip.text, speaks=True)


def spoken(clip: Clip, sample_rate: int) -> Samples:
    """
    Return a clip's sound without its silent edges, whole frames at a sample rate.

    Raises:
        SoundError: The clip cannot be decoded, or there is no sound in it.
    """
    samples, rate = decoded(_bytes_of(clip))
    return edited(resampled(samples, rate, sample_rate), sample_rate)


def _bytes_of(clip: Clip) -> bytes:
    try:
        data = clip.path.read_bytes()
    except OSError as error:
        raise SoundError(f"录音文件读不出来：{clip.path}（{error.strerror or error}）。请重新播音。") from error
    if hashlib.sha256(data).hexdigest() != clip.sha256:
        raise SoundError(f"录音文件已损坏：{clip.path}。请删除它后重新播音。")
    return data


def kept(
    name: str, rendition: Rendition, folder: Path, render: Callable[[], Samples], offset: Decibels = 0.0
) -> Segment:
    """
    Return the segment of a sound with a name, made at most once for each rendition.

    Args:
        name: What decides the sound.
        rendition: Level, tone and format.
        folder: Where segments are kept.
        render: Makes the sound: whole frames at the rendition's rate.
        offset: How far from the rendition's loudness, in dB.

    Raises:
        SoundError: It cannot be made.
        OutputError: The folder cannot be written.
    """
    made_of = [CHAIN, name, rendition.name, rendition.sample_rate, rendition.bit_rate, rendition.target]
    text = json.dumps([*made_of, rendition.ceiling, offset])
    card = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:40]}.json"
    found = _found(card)
    if found:
        return found
    fresh, data = encoded(render(), rendition, rendition.target + offset, profile_of(rendition))
    made = replace(fresh, path=card.with_suffix(".mp3"))
    write_whole(card.with_suffix(".mp3"), data)
    write_whole(card, _card_of(made))
    return made


def encoded(samples: Samples, rendition: Rendition, target: Lufs, profile: Profile) -> tuple[Segment, bytes]:
    """
    Master and encode whole frames of sound, and measure what comes out of a decoder.

    Peaks and loudness are judged after decoding; where coding moved them, the master is made again.

    Raises:
        SoundError: There is no sound in it, or its peaks cannot be kept under the ceiling.
    """
    header = header_for(rendition)
    clip = prepared(samples, rendition.sample_rate, profile)
    wanted, ceiling, best = target, rendition.ceiling - CODING_ROOM, None
    for _ in range(ROUNDS):
        data = _frames_of(clip.at(wanted, ceiling), header)
        made = measured(data, header, len(samples))
        over, missing = made.true_peak - rendition.ceiling, target - made.loudness
        if over <= 0 and (best is None or abs(missing) < abs(target - best[0].loudness)):
            best = made, data
        if over <= 0 and (abs(missing) < NEAR or wanted > target + LIMITER_REACH):
            break
        ceiling -= over + PEAK_STEP if over > 0 else 0.0
        wanted += min(missing, 1.0) if abs(missing) >= NEAR else 0.0
    if best is None:
        raise SoundError(f"录音的峰值压不到 {rendition.ceiling:g} dBTP 以下。请重新录制。")
    return best


def _frames_of(samples: Samples, header: Header) -> bytes:
    """
    Encode whole frames of sound to bare MP3 frames: lead-in, then one frame for each; the encoder's rest is left out.

    An encoder's first frame never looks back at older ones, so that these may follow any others.
    """
    import lameenc  # noqa: PLC0415 - loads LAME, only where sound is encoded

    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(header.sample_rate)
    encoder.set_out_sample_rate(header.sample_rate)
    encoder.set_bit_rate(header.bit_rate // 1000)
    encoder.set_quality(QUALITY)
    encoder.silence()
    whole = np.zeros(ENCODER_ZEROS + len(samples) + 3 * header.samples, np.int16)
    loud = np.clip(samples / LAME_SCALE, -1, 1) * 32767
    whole[ENCODER_ZEROS : ENCODER_ZEROS + len(samples)] = np.rint(loud)
    data = bytes(encoder.encode(whole.tobytes())) + bytes(encoder.flush())
    count = (LEAD_SAMPLES + len(samples)) // header.samples
    data = data[: count * header.size]
    found = header_of(int.from_bytes(data[:4], "big"))
    if len(data) < count * header.size or found is None or found.size != header.size:
        raise SoundError("编码器没有按要求输出音频帧。请重新安装 lameenc。")
    return data


def heard_of(data: bytes, header: Header, length: int) -> Samples:
    """
    Decode bare frames as a player would that knows their lead-in; `length` samples.
    """
    frames = len(data) // header.size + 1
    samples, _ = decoded(info_frame(header, frames) + data + silent_frame(header))
    return samples[:length]


def measured(data: bytes, header: Header, length: int) -> Segment:
    """
    Return bare frames as a segment (without a file), measured after decoding; `length` is what was encoded, in samples.
    """
    heard = heard_of(data, header, length)
    weighted = KWeighting(header.sample_rate)(np.concatenate([heard, np.zeros(LEAD_SAMPLES, np.float32)]))
    powers = block_powers(weighted, header.samples).astype("<f4")
    return Segment(
        frames=len(data) // header.size,
        word=int.from_bytes(data[:4], "big"),
        crc=zlib.crc32(data),
        sha256=hashlib.sha256(data).hexdigest(),
        speech=speech_seconds(heard, header.sample_rate),
        loudness=weighted_loudness(weighted[:length], header.sample_rate),
        true_peak=true_peak(heard),
        powers=powers.tobytes(),
    )


_KEPT = ("frames", "word", "crc", "sha256", "speech", "loudness", "true_peak")


def _card_of(made: Segment) -> bytes:
    facts = {name: getattr(made, name) for name in _KEPT}
    return json.dumps(facts | {"powers": base64.b64encode(made.powers).decode()}).encode()


def _found(card: Path) -> Segment | None:
    """
    Return a segment that was kept, None when there is none; a damaged one is made again.
    """
    try:
        facts: dict[str, Any] = json.loads(card.read_text("utf-8"))
        made = Segment(
            path=card.with_suffix(".mp3"),
            powers=base64.b64decode(facts["powers"], validate=True),
            **{name: facts[name] for name in _KEPT},
        )
        is_whole = zlib.crc32(card.with_suffix(".mp3").read_bytes()) == made.crc
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, OSError) as error:
        logger.warning("segments: a card cannot be read (%s): the clip is encoded again", type(error).__name__)
        return None
    if not is_whole or len(made.powers) != 4 * made.frames:
        logger.warning("segments: %s is damaged: the clip is encoded again", card.stem)
        return None
    return made
