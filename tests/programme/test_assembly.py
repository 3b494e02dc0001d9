from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from programme.voices import STORIES, STUDIO, TAGS, a_clip, a_label, a_line, a_programme, babble, the_parts

from bulletin.errors import LabelError, SoundError
from bulletin.model import Programme, Rendition
from bulletin.programme import Segment, assemble, encode, rhythm, silence
from bulletin.programme.decoding import decoded
from bulletin.programme.frames import read_frames
from bulletin.programme.label import VOICE_LABEL
from bulletin.programme.segments import header_for, heard_of


def heard(path: Path) -> np.ndarray:
    return decoded(path.read_bytes())[0]


def test_a_programme_is_exactly_as_long_as_its_segments(good: Programme, studio: Path) -> None:
    """
    Decoded samples are the frames of all segments, to the sample; each start is the sum of what lies before.
    """
    parts = the_parts(studio)
    frames = list(itertools.accumulate((one.frames for one in parts), initial=0))
    assert len(heard(good.path)) == frames[-1] * 576
    assert good.seconds == pytest.approx(frames[-1] * 0.024, abs=1e-9)
    assert good.starts == pytest.approx([frame * 0.024 for frame in frames[:-1]], abs=1e-9)


def test_every_clip_sounds_at_its_start_as_it_sounds_alone(good: Programme, studio: Path) -> None:
    """
    Joining changes no sample of a clip: decoded in the programme it is what it is decoded alone.
    """
    whole = heard(good.path)
    for one, start in zip(the_parts(studio), good.starts, strict=True):
        if one.path is None:
            continue
        alone = heard_of(one.path.read_bytes(), header_for(STUDIO), one.frames * 576)
        at = round(start * 24_000)
        # the last 48 ms are the next clip's lead-in, whose decoder tail differs below -90 dB
        assert np.abs(whole[at : at + len(alone) - 1152] - alone[: len(alone) - 1152]).max() < 2e-4


def test_silences_are_digital(studio: Path) -> None:
    """
    A silence between clips decodes to zeros, as many frames as asked for, but for the next clip's lead-in.
    """
    parts = [a_label(studio), silence(1.0), a_label(studio)]
    programme = a_programme(studio, parts, "silence.mp3")
    start = round(programme.starts[1] * 24_000)
    whole = heard(programme.path)
    assert not whole[start : start + 42 * 576 - 1152].any()
    assert programme.starts[2] - programme.starts[1] == pytest.approx(1.0, abs=0.012)


def test_no_join_jumps(good: Programme, studio: Path) -> None:
    """
    The largest step from sample to sample at a join is no larger than the clip's own largest.
    """
    steps = np.abs(np.diff(heard(good.path)))
    ends = [*good.starts[1:], good.seconds]
    for one, start, end in zip(the_parts(studio), good.starts, ends, strict=True):
        at, last = round(start * 24_000), round(end * 24_000)
        if one.path:
            assert steps[max(0, at - 288) : at + 288].max() <= steps[at:last].max()


def test_chapters_begin_where_they_are_named(good: Programme) -> None:
    """
    A chapter begins at the segment named so and ends where the next begins; the last one ends with the programme.
    """
    assert [one.title for one in good.chapters] == ["开场", *STORIES, "结束"]
    assert [one.end for one in good.chapters[:-1]] == [one.start for one in good.chapters[1:]]
    assert good.chapters[0].start == 0
    assert good.chapters[-1].end == pytest.approx(good.seconds)
    assert {one.start for one in good.chapters} <= set(good.starts)


def test_the_file_is_its_checksum(good: Programme) -> None:
    """
    Size and SHA-256 are those of the bytes on disk.
    """
    data = good.path.read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == (good.size, good.sha256)


def test_the_same_programme_is_the_same_bytes(good: Programme, studio: Path) -> None:
    """
    Two assemblies of one plan differ in no byte.
    """
    assert a_programme(studio, name="again.mp3").sha256 == good.sha256


def test_loudness_known_before_is_loudness_measured(good: Programme) -> None:
    """
    What is worked out from the frames' powers is what a meter reads of the decoded file.
    """
    from bulletin.programme import inspect  # noqa: PLC0415 - the meter, for this test alone

    found = inspect(good.path)
    assert good.loudness == pytest.approx(found.loudness, abs=0.05)
    assert good.true_peak == pytest.approx(found.true_peak, abs=0.05)


def test_clips_a_rendition_and_a_place_are_enough(tmp_path: Path) -> None:
    """
    Whoever has clips needs nothing else: segments are kept beside them, and the programme is labelled and sound.
    """
    clips = [a_clip(tmp_path, babble(2.0, seed=seed), words) for seed, words in enumerate([VOICE_LABEL, "一句话。"])]
    label, line = (encode(clip, STUDIO) for clip in clips)
    programme = assemble([label, silence(0.4), line, silence(0.4), label], STUDIO, tmp_path / "plain.mp3")
    assert json.loads(programme.label)["ProduceID"].startswith("bulletin-20000101-0000-")
    assert line.path
    assert line.path.parent == tmp_path / "segments"
    assert programme.seconds == pytest.approx(2 * label.seconds + line.seconds + 2 * silence(0.4).seconds)


def test_labels_are_found_by_their_words(good: Programme) -> None:
    """
    A segment that says the label's words is a label: the programme knows when it is heard.
    """
    assert [one.text for one in good.labels] == ["本节目语音由人工智能合成。"] * 2


@pytest.mark.parametrize("keep", [0, 1])
def test_no_programme_without_its_label(studio: Path, keep: int) -> None:
    """
    A programme without the AI label, or with only one, is refused, and no file appears.
    """
    line = a_line(studio, 1)
    out = studio / "unlabelled.mp3"
    with pytest.raises(LabelError, match="人工智能标识"):
        assemble([a_label(studio)] * keep + [line], STUDIO, out, TAGS)
    assert not out.exists()


def test_the_rhythm_labels_as_well(studio: Path) -> None:
    """
    Short long, short short at both ends is a label too.
    """
    beat = rhythm(STUDIO, studio / "segments")
    programme = a_programme(studio, [beat, silence(0.4), a_line(studio, 1), silence(0.4), beat], "rhythm.mp3")
    assert [one.text for one in programme.labels] == ["短长短短", "短长短短"]


@pytest.mark.parametrize("words", ["本节目由机器播音。", "人工智能真好。", ""])
def test_a_label_must_say_both_things(studio: Path, words: str) -> None:
    """
    A custom label without "artificial intelligence" and "synthesised" is refused.
    """
    with pytest.raises(LabelError):
        assemble([a_label(studio)] * 2, STUDIO, studio / "words.mp3", replace(TAGS, label=words))


def test_clips_of_another_format_are_refused(studio: Path) -> None:
    """
    Frames of another sample rate cannot be joined.
    """
    other = Rendition(sample_rate=48_000, bit_rate=64_000)
    with pytest.raises(SoundError, match="拼接"):
        assemble([a_label(studio, other), a_label(studio, other)], STUDIO, studio / "mixed.mp3", TAGS)


def test_48_khz_joins_as_exactly(studio: Path) -> None:
    """
    The MPEG-1 format for old players keeps the same time.
    """
    rendition = Rendition(sample_rate=48_000, bit_rate=64_000)
    programme = assemble(the_parts(studio, rendition), rendition, studio / "mpeg1.mp3", TAGS)
    assert len(heard(programme.path)) == round(programme.seconds * 48_000)


def test_a_damaged_segment_is_refused_and_nothing_is_left(studio: Path, tmp_path: Path) -> None:
    """
    A segment whose bytes changed since it was made stops the assembly; no half file stays.
    """
    one = a_label(studio)
    assert one.path is not None
    broken = tmp_path / "broken.mp3"
    data = one.path.read_bytes()
    broken.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(SoundError, match="已损坏"):
        assemble([one, replace(one, path=broken)], STUDIO, tmp_path / "out.mp3", TAGS)
    assert [path.name for path in tmp_path.iterdir()] == ["broken.mp3"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.lists(st.integers(0, 5), min_size=1, max_size=12),
    pauses=st.lists(st.floats(0, 3), min_size=12, max_size=12),
)
def test_any_order_is_whole(studio: Path, order: list[int], pauses: list[float]) -> None:
    """
    In any order of clips and pauses: frames parse without a gap, the count is right, no frame looks back too far.
    """
    lines = [a_line(studio, seed, 1.0 + seed / 2) for seed in range(1, 7)]
    parts: list[Segment] = [a_label(studio)]
    for number, pause in zip(order, pauses, strict=False):
        parts += [silence(pause), lines[number]]
    programme = a_programme(studio, [*parts, a_label(studio)], "any.mp3")
    with programme.path.open("rb") as source:
        head = source.read(10)
        source.seek(10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]))
        frames = [frame for frame, _ in read_frames(source, programme.size)]
    assert len(frames) == 2 + round(programme.seconds / 0.024) + 2
    left = 0
    for frame in frames[1:]:
        assert frame.back <= left
        left = frame.back + frame.header.room - frame.need
        assert left >= 0


def test_encoding_is_done_once(tmp_path: Path) -> None:
    """
    A clip that was encoded before is taken from the folder, even when its own file is gone.
    """
    from programme.voices import a_clip, babble  # noqa: PLC0415 - for this test alone

    clip = a_clip(tmp_path / "clips", babble(1.0, seed=5))
    first = encode(clip, STUDIO, tmp_path / "kept")
    clip.path.unlink()
    assert encode(clip, STUDIO, tmp_path / "kept") == first


def test_the_same_plan_twice_is_one_file(studio: Path, tmp_path: Path) -> None:
    """
    With a shelf, a programme that is there already is linked; one that was damaged there is written again.
    """
    parts, shelf = the_parts(studio), tmp_path / "shelf"
    first = assemble(parts, STUDIO, tmp_path / "one.mp3", TAGS, shelf)
    second = assemble(parts, STUDIO, tmp_path / "two.mp3", TAGS, shelf)
    assert first.path.stat().st_ino == second.path.stat().st_ino
    assert (second.sha256, second.size, second.loudness) == (first.sha256, first.size, first.loudness)
    other = assemble(parts, STUDIO, tmp_path / "three.mp3", replace(TAGS, title="别的节目"), shelf)
    assert other.path.stat().st_ino != first.path.stat().st_ino
    for kept in shelf.glob("*.mp3"):
        kept.unlink()
        kept.write_bytes(b"rot")
    assert assemble(parts, STUDIO, tmp_path / "four.mp3", TAGS, shelf).sha256 == first.sha256
    assert hashlib.sha256((tmp_path / "four.mp3").read_bytes()).hexdigest() == first.sha256


def test_a_device_that_breaks_on_tags_gets_none_in_front(studio: Path) -> None:
    """
    With the tag at the end the file begins with a frame, and is still labelled, whole, and fit.
    """
    from bulletin.programme import require_fit  # noqa: PLC0415 - for this test alone

    rendition = replace(STUDIO, tags_at_end=True)
    made = assemble(the_parts(studio), rendition, studio / "end.mp3", TAGS)
    data = made.path.read_bytes()
    assert data[:2] == b"\xff\xf3"
    assert data[-32:-24] == b"APETAGEX"
    assert require_fit(made.path, made).label == made.label
    assert require_fit(made.path).label == made.label
    assert len(heard(made.path)) == round(made.seconds * 24_000)
