"""
What a file must satisfy to be published, one rule after the other, each with its number and where it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from bulletin.model import Chapter, Decibels, Lufs, Programme, Seconds
from bulletin.programme.frames import FRAME, LEAD_SAMPLES
from bulletin.programme.label import FASTEST, NAME, SLOWEST, is_label_text, label_faults
from bulletin.programme.listening import SILENT, Sound
from bulletin.programme.loudness import loudness
from bulletin.programme.structure import Fault, Structure
from bulletin.programme.tags import digest_of

TOLERANCE: Lufs = 1.0
"""How far a programme may be from its target (reference/standards.md A3)."""

SPREAD: Lufs = 1.0
"""How far stories may lie apart."""

ENOUGH: Seconds = 3.0
"""A chapter shorter than that has no level of its own (one short-term window)."""

LABEL_EDGE: Seconds = 30.0
"""The label is heard that near to the start, and to the end: only music, a call, a farewell may lie outside."""

LONGEST_SILENCE: Seconds = 2.0
PEAK_ROOM: Decibels = 0.05
"""Two decoders differ by less."""

LABEL_DEPTH: Lufs = 3.0
"""A label further below the programme's target is not heard as the rest is."""

SMALL_STEP = 0.02
"""A step from sample to sample of -34 dB against full scale is no click, whatever stands around it."""


def label_checks(found: Structure, sound: Sound | None, rates: Sequence[float]) -> Iterator[Fault]:
    """
    Yield what is wrong with the AI label, in the tag and in sound.
    """
    yield from _label_in_tag(found)
    plan = found.plan
    if plan is None:
        return
    if len(plan.labels) < 2:
        yield Fault("label-sound", "节目的开头和结尾没有都播人工智能标识")
    elif plan.labels[0].start * FRAME > LABEL_EDGE:
        yield Fault("label-sound", "节目开头 30 秒内没有人工智能标识")
    elif (plan.frames - plan.labels[-1].start - plan.labels[-1].frames) * FRAME > LABEL_EDGE:
        yield Fault("label-sound", "节目结尾 30 秒内没有人工智能标识")
    for place, digest in zip(plan.labels, found.labels, strict=True):
        if place.sha256 != digest:
            yield Fault("label-sound", f"{place.start * FRAME:.1f} 秒处的人工智能标识声已被改动或去掉")
        if place.kind == "voice" and not is_label_text(place.text):
            yield Fault("label-sound", f"“{place.text}”不能作人工智能标识")
    yield from _label_as_heard(found, sound, rates)


def _label_in_tag(found: Structure) -> Iterator[Fault]:
    labels = found.texts(f"TXXX:{NAME}")
    if len(labels) != 1:
        yield Fault("label-tag", f"应有一个 AIGC 标识，实有 {len(labels)} 个")
    for one in labels:
        if one.encoding != 0:
            yield Fault("label-tag", "AIGC 标识的字符编码应为 Latin-1")
        wrong = list(label_faults(one.text))
        yield from (Fault("label-tag", text) for text in wrong)
        if not wrong:
            facts = json.loads(one.text)
            if facts["ReservedCode1"] != digest_of(found.digests):
                yield Fault("checksum", "音频与标识里的校验值不符：拼接以后被改动过，或没有写完")
            if not facts["ProduceID"].endswith(facts["ReservedCode1"][:16]):
                yield Fault("label-tag", "AIGC 标识的 ProduceID 与音频校验值不符")


def _label_as_heard(found: Structure, sound: Sound | None, rates: Sequence[float]) -> Iterator[Fault]:
    for rate in rates:
        if rate and not SLOWEST <= rate <= FASTEST:
            yield Fault("label-rate", f"人工智能标识每分钟 {rate:.0f} 字，应在 120–160 字之间")
    if sound is None or found.plan is None:
        return
    for place, window in zip(found.plan.labels, sound.windows, strict=True):
        level = loudness(window, sound.sample_rate)
        if level < found.plan.target - LABEL_DEPTH:
            yield Fault("label-sound", f"{place.start * FRAME:.1f} 秒处的人工智能标识听不清（{level:.0f} LUFS）")


def plan_checks(found: Structure, sound: Sound | None, chapters: Sequence[Chapter]) -> Iterator[Fault]:
    """
    Yield where a file is not what its plan says: length, chapters.
    """
    plan, header = found.plan, found.header
    if plan is None or header is None:
        return
    frames = plan.frames + 1 + LEAD_SAMPLES // header.samples
    if found.frames != frames:
        yield Fault("length", f"应有 {frames} 帧，实有 {found.frames} 帧")
    if sound and abs(sound.seconds - plan.frames * FRAME) > FRAME:
        yield Fault("length", f"解码后 {sound.seconds:.2f} 秒，应为 {plan.frames * FRAME:.2f} 秒")
    starts = [round(one.start / FRAME) for one in chapters]
    if starts != list(plan.chapters) and (plan.chapters or found.texts("TIT2")):
        yield Fault("chapters", f"章节与制作计划不符（标签里 {len(starts)} 个，计划 {len(plan.chapters)} 个）")
    if any(abs(one.end - then.start) > 0.001 for one, then in pairwise(chapters)):
        yield Fault("chapters", "章节之间有空隙或重叠")
    if chapters and abs(chapters[-1].end - plan.frames * FRAME) > FRAME:
        yield Fault("chapters", "最后一章没有到节目结尾")
    if any(not one.title for one in chapters):
        yield Fault("chapters", "有的章节没有名称")


def sound_checks(
    found: Structure, sound: Sound | None, chapters: Sequence[Chapter], levels: Sequence[Lufs]
) -> Iterator[Fault]:
    """
    Yield what is wrong with the sound: level, peaks, silences, clicks.
    """
    if sound is None:
        return
    plan = found.plan
    target, ceiling = (plan.target, plan.ceiling) if plan else (-16.0, -1.0)
    if not abs(sound.loudness - target) <= TOLERANCE:
        yield Fault("loudness", f"响度 {sound.loudness:.1f} LUFS，应在 {target:g} ±1 LUFS 之内")
    if sound.true_peak > ceiling + PEAK_ROOM:
        yield Fault("peak", f"真峰值 {sound.true_peak:.1f} dBTP，超过 {ceiling:g} dBTP")
    if sound.flat:
        yield Fault("clipping", f"有 {sound.flat} 处削波失真")
    yield from _uneven(chapters, levels)
    planned = plan.silences if plan else ()
    for start, count in sound.silences():
        if count * FRAME > LONGEST_SILENCE and not _is_planned(start, count, planned):
            yield Fault("silence", f"{start * FRAME:.1f} 秒处有 {count * FRAME:.1f} 秒没有声音")
    yield from _misplaced(sound, chapters)
    yield from _clicks(sound, chapters)


def _uneven(chapters: Sequence[Chapter], levels: Sequence[Lufs]) -> Iterator[Fault]:
    heard = [
        (level, one.title)
        for one, level in zip(chapters, levels, strict=True)
        if one.end - one.start >= ENOUGH and level > float("-inf")
    ]
    if heard and max(heard)[0] - min(heard)[0] > SPREAD:
        (low, soft), (high, loud) = min(heard), max(heard)
        yield Fault("story-level", f"各条音量不一：“{loud}”{high:.1f}，“{soft}”{low:.1f} LUFS，相差超过 1 LU")


def _is_planned(start: int, count: int, planned: Sequence[tuple[int, int]]) -> bool:
    """
    Tell whether most of a silence was meant: speech fades into it and out of it.
    """
    return any(first - 8 <= start and start + count <= first + length + 8 for first, length in planned)


def _misplaced(sound: Sound, chapters: Sequence[Chapter]) -> Iterator[Fault]:
    """
    Yield chapters that begin in the middle of sound: before each stands the 48 ms lead-in of its first clip.
    """
    for one in chapters:
        frame = round(one.start / FRAME)
        before = sound.powers[max(0, frame - 1) : frame]
        if len(before) and float(before.max()) > 10 ** (SILENT / 10):
            yield Fault("chapters", f"章节“{one.title}”不在一段话的开头")


def _clicks(sound: Sound, chapters: Sequence[Chapter]) -> Iterator[Fault]:
    """
    Yield joins at which the waveform jumps further than anywhere in the chapter behind it.
    """
    for one in chapters:
        frame, last = round(one.start / FRAME), round(one.end / FRAME)
        at_join = sound.steps[max(0, frame - 1) : frame + 1]
        behind = sound.steps[frame + 1 : last]
        if len(at_join) and len(behind) and float(at_join.max()) > max(SMALL_STEP, float(np.max(behind))):
            yield Fault("click", f"{one.start:.1f} 秒处的接头有爆音")


def programme_checks(
    found: Structure, sound: Sound | None, chapters: Sequence[Chapter], programme: Programme
) -> Iterator[Fault]:
    """
    Yield where a file is not the programme that was joined.
    """
    if found.sha256 != programme.sha256:
        yield Fault("checksum", "文件与刚拼接的节目不是同一个（校验值不符）")
    if tuple(one.title for one in chapters) != tuple(one.title for one in programme.chapters):
        yield Fault("chapters", "章节名称与节目不符")
    if sound and abs(sound.seconds - programme.seconds) > FRAME:
        yield Fault("length", f"解码后 {sound.seconds:.2f} 秒，节目应为 {programme.seconds:.2f} 秒")
    if sound and abs(sound.loudness - programme.loudness) > 0.2:
        yield Fault("loudness", f"解码后响度 {sound.loudness:.1f} LUFS，拼接时算得 {programme.loudness:.1f} LUFS")
    if found.plan and found.plan.rendition != programme.rendition.name:
        yield Fault("format", f"文件是“{found.plan.rendition}”版本，应为“{programme.rendition.name}”")
