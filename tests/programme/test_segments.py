from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from programme.voices import STUDIO, a_clip, babble

from bulletin.errors import SoundError
from bulletin.programme import RENDITIONS, Segment, encode, music, over, rhythm, silence
from bulletin.programme.segments import header_for, heard_of


def heard(one: Segment) -> np.ndarray:
    assert one.path is not None
    return heard_of(one.path.read_bytes(), header_for(STUDIO), one.frames * 576)


@pytest.mark.parametrize("name", list(RENDITIONS))
@pytest.mark.parametrize("level", [0.02, 0.9])
def test_clips_come_out_at_one_level(tmp_path: Path, name: str, level: float) -> None:
    """
    However loud a clip came in, it leaves at its rendition's loudness, its peaks under the ceiling, after decoding.
    """
    rendition = RENDITIONS[name]
    made = encode(a_clip(tmp_path, babble(3.0, seed=3, level=level)), rendition, tmp_path)
    assert made.loudness == pytest.approx(rendition.target, abs=0.15)
    assert made.true_peak <= rendition.ceiling


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_clips_of_any_rate_keep_their_time(tmp_path: Path, rate: int) -> None:
    """
    A clip at any sample rate lasts as long as before, but for its edges: at most 60 ms is left at each.
    """
    made = encode(a_clip(tmp_path, babble(2.0, rate, seed=4), sample_rate=rate), STUDIO, tmp_path)
    assert made.speech <= made.seconds <= made.speech + 0.12
    assert made.seconds == pytest.approx(2.0, abs=0.15)
    sound = heard(made)
    loud = np.flatnonzero(np.abs(sound) > 10 ** (-50 / 20))
    assert loud[0] <= 0.060 * 24_000
    assert len(sound) - loud[-1] <= 0.062 * 24_000


def test_a_segment_begins_and_ends_in_silence(tmp_path: Path) -> None:
    """
    Fades and the lead-in behind leave nothing that could click at a join.
    """
    sound = heard(encode(a_clip(tmp_path, babble(1.5, seed=6)), STUDIO, tmp_path))
    assert abs(sound[0]) < 1e-3
    assert np.abs(sound[-240:]).max() < 1e-3


def test_seconds_are_whole_frames() -> None:
    """
    A silence lasts the nearest whole number of 24 ms frames, none for nothing.
    """
    assert silence(0.4).seconds == pytest.approx(0.408)
    assert silence(0.0).frames == 0
    assert [round(abs(silence(s / 100).seconds - s / 100), 6) <= 0.012 for s in range(300)] == [True] * 300


@pytest.mark.parametrize(
    "sound", [np.zeros(24_000, np.float32), np.zeros(0, np.float32), np.full(24_000, 1e-6, np.float32)]
)
def test_silence_is_no_clip(tmp_path: Path, sound: np.ndarray) -> None:
    """
    A clip in which nothing is said is refused.
    """
    with pytest.raises(SoundError, match="没有声音"):
        encode(a_clip(tmp_path, sound), STUDIO, tmp_path)


def test_a_clip_that_changed_or_is_gone_is_refused(tmp_path: Path) -> None:
    """
    A clip whose file is not what was spoken is never put on air.
    """
    clip = a_clip(tmp_path, babble(1.0, seed=7))
    with pytest.raises(SoundError, match="已损坏"):
        encode(replace(clip, sha256="0" * 64), STUDIO, tmp_path)
    with pytest.raises(SoundError, match="读不出来"):
        encode(replace(clip, path=tmp_path / "none.flac"), STUDIO, tmp_path)


@pytest.mark.parametrize("damage", ["sound", "card", "gone"])
def test_what_is_kept_is_checked_and_made_again(tmp_path: Path, damage: str) -> None:
    """
    A kept segment that was damaged is encoded again, to the same bytes.
    """
    clip = a_clip(tmp_path / "clips", babble(1.0, seed=8))
    first = encode(clip, STUDIO, tmp_path / "kept")
    assert first.path is not None
    card = first.path.with_suffix(".json")
    if damage == "sound":
        first.path.write_bytes(first.path.read_bytes()[:-9])
    elif damage == "card":
        card.write_text(card.read_text("utf-8")[:-40], "utf-8")
    else:
        first.path.unlink()
    assert encode(clip, STUDIO, tmp_path / "kept").sha256 == first.sha256


def test_renditions_are_kept_apart(tmp_path: Path) -> None:
    """
    One clip gives each rendition its own segment.
    """
    clip = a_clip(tmp_path, babble(1.0, seed=9))
    made = {encode(clip, rendition, tmp_path / "kept").sha256 for rendition in RENDITIONS.values()}
    assert len(made) == 3


@pytest.mark.parametrize(("kind", "seconds"), [("opening", 4.0), ("closing", 4.0), ("sting", 1.0)])
def test_music_is_short_and_softer_than_speech(tmp_path: Path, kind: str, seconds: float) -> None:
    """
    Music lasts what it should and lies 2 LU below speech.
    """
    made = music(kind, STUDIO, tmp_path)
    assert made.seconds == pytest.approx(seconds, abs=0.1)
    assert made.loudness == pytest.approx(STUDIO.target - 2, abs=0.15)
    assert not made.speaks


def test_unknown_music_and_renditions_are_refused(tmp_path: Path) -> None:
    """
    What does not exist is named, with what does.
    """
    with pytest.raises(SoundError, match="opening"):
        music("fanfare", STUDIO, tmp_path)
    with pytest.raises(SoundError, match="studio"):
        encode(a_clip(tmp_path, babble(1.0)), replace(STUDIO, name="opera"), tmp_path)


def test_the_rhythm_is_short_long_short_short(tmp_path: Path) -> None:
    """
    Beats and gaps of the AI rhythm are 1:1:3:3:1:1:1 in the decoded sound.
    """
    sound = np.abs(heard(rhythm(STUDIO, tmp_path)))
    envelope = np.array([part.max() for part in np.array_split(sound, len(sound) // 120)]) > 0.05
    borders = np.flatnonzero(np.diff(np.pad(envelope.astype(int), 1)))
    runs = np.diff(borders) * 120 / 24_000
    assert runs / 0.12 == pytest.approx([1, 1, 3, 3, 1, 1, 1], abs=0.15)


def test_music_goes_down_under_a_voice(tmp_path: Path) -> None:
    """
    A call over music: the music is heard alone first, and 10 dB or more lower under the voice than before it.
    """
    silent_after = babble(0.4, seed=2)
    voice = np.concatenate([silent_after, np.zeros(24_000, np.float32), silent_after])  # a gap shows the music under it
    made = over("opening", a_clip(tmp_path, voice, "这里是白沙。"), STUDIO, tmp_path)
    sound = heard(made)
    assert made.loudness == pytest.approx(STUDIO.target, abs=0.15)
    assert (made.text, made.speaks) == ("这里是白沙。", True)

    def level(start: float, end: float) -> float:
        part = sound[round(start * 24_000) : round(end * 24_000)]
        return 10 * np.log10(np.mean(part**2))

    assert level(3.0, 3.7) < level(1.2, 2.0) - 8
    assert level(2.45, 2.75) > level(3.0, 3.7) + 6
    with pytest.raises(SoundError, match="opening"):
        over("fanfare", a_clip(tmp_path, voice), STUDIO, tmp_path)
