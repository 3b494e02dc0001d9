from __future__ import annotations

import hashlib
import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from programme.voices import STORIES, STUDIO, TAGS, a_label, a_line, a_programme, babble, the_parts

from bulletin.errors import InspectionError, SoundError
from bulletin.model import Programme
from bulletin.programme import Limits, Segment, assemble, draw, inspect, music, require_fit, silence
from bulletin.programme import id3 as tags
from bulletin.programme.frames import crc16
from bulletin.programme.segments import kept
from bulletin.programme.tags import digest_of

FRAME = 144
INFO = 144


class Mp3:
    """
    A programme's bytes in three parts, to be damaged: tag fields, Info frame, frames of sound.
    """

    def __init__(self, data: bytes) -> None:
        size = tags.tag_size(data[:10])
        self.version = 3
        self.fields = [(one.name[:4], one.body) for one in tags.fields(data)]
        self.info = data[size : size + INFO]
        self.frames = [data[at : at + FRAME] for at in range(size + INFO, len(data), FRAME)]
        self.tail = b""

    @property
    def tag(self) -> bytes:
        whole = bytearray(tags.tag(b"".join(tags._frame(name, body) for name, body in self.fields)))
        whole[3] = self.version
        return bytes(whole)

    def data(self) -> bytes:
        return self.tag + self.info + b"".join(self.frames) + self.tail

    def place(self, name: str) -> int:
        return next(
            n for n, (kind, body) in enumerate(self.fields) if kind == "TXXX" and body[1:].startswith(name.encode())
        )

    def rewrite(self, name: str, change: Callable[[str], str], encoding: int = 0) -> None:
        at = self.place(name)
        text = change(self.fields[at][1][2 + len(name) :].decode("latin-1"))
        body = f"{name}\0{text}".encode({0: "latin-1", 1: "utf-16", 3: "utf-8"}[encoding])
        self.fields[at] = ("TXXX", bytes([encoding]) + body)

    def seal(self) -> None:
        """
        Make the checksum right again, as somebody would who knows how the label is made.
        """
        try:
            parts = json.loads(self.fields[self.place("BULLETIN")][1][10:])["segments"]
        except (StopIteration, ValueError):
            return
        borders = [1, *(1 + end for end in itertools.accumulate(parts)), len(self.frames)]
        runs = [b"".join(self.frames[a:b]) for a, b in itertools.pairwise(borders)]
        runs.insert(0, self.info + b"".join(self.frames[:1]))
        digest = digest_of(hashlib.sha256(run).digest() for run in runs)

        def renew(text: str) -> str:
            facts = json.loads(text)
            facts["ReservedCode1"] = digest
            facts["ProduceID"] = facts["PropagateID"] = facts["ProduceID"][:-16] + digest[:16]
            return json.dumps(facts, separators=(",", ":"))

        self.rewrite("AIGC", renew)


def silent(mp3: Mp3, start: int, count: int) -> None:
    still = mp3.frames[-1]
    mp3.frames[start : start + count] = [still] * count


def louder(mp3: Mp3, steps: int, start: int = 0, end: int = 10**9) -> None:
    """
    Move the gain of frames without decoding: `global_gain` is the eight bits from bit 30 of the side information on.
    """
    for number in range(start, min(end, len(mp3.frames))):
        frame = mp3.frames[number]
        side = int.from_bytes(frame[4:13], "big")
        if not side:
            continue
        at = 72 - (8 + 1 + 12 + 9 + 8)
        gain = max(0, min(255, ((side >> at) & 255) + steps))
        mp3.frames[number] = frame[:4] + ((side & ~(255 << at)) | gain << at).to_bytes(9, "big") + frame[13:]


def broken_info(mp3: Mp3) -> None:
    mp3.info = mp3.info[:30] + bytes([mp3.info[30] ^ 255]) + mp3.info[31:]


def lying_info(mp3: Mp3) -> None:
    info = bytearray(mp3.info)
    at = 4 + 9
    info[at + 8 : at + 12] = (len(mp3.frames) + 500).to_bytes(4, "big")
    lame = at + 20
    info[lame + 34 : lame + 36] = crc16(bytes(info[: lame + 34])).to_bytes(2, "big")
    mp3.info = bytes(info)


def chapter(mp3: Mp3, number: int, start: int) -> None:
    at = [n for n, (kind, _) in enumerate(mp3.fields) if kind == "CHAP"][number]
    body = mp3.fields[at][1]
    place = body.index(b"\0") + 1
    moved = int.from_bytes(body[place : place + 4], "big") + start
    mp3.fields[at] = ("CHAP", body[:place] + moved.to_bytes(4, "big") + body[place + 4 :])


def without(mp3: Mp3, kind: str, name: str = "") -> None:
    mp3.fields = [(k, body) for k, body in mp3.fields if k != kind or not body[1:].startswith(name.encode())]


def planned(mp3: Mp3, **facts: object) -> None:
    mp3.rewrite("BULLETIN", lambda text: json.dumps({**json.loads(text), **facts}, separators=(",", ":")))


def halved(mp3: Mp3) -> None:
    del mp3.frames[len(mp3.frames) // 2 :]


def named(mp3: Mp3, **facts: str) -> None:
    mp3.rewrite("AIGC", lambda text: json.dumps({**json.loads(text), **facts}))


def first_label(mp3: Mp3) -> int:
    return int(json.loads(mp3.fields[mp3.place("BULLETIN")][1][10:])["labels"][0][0]) + 1


DAMAGE: dict[str, tuple[str, Callable[[Mp3], object]]] = {
    "cut in the middle": ("length", halved),
    "last frame cut": ("frames", lambda m: m.frames.__setitem__(-1, m.frames[-1][:70])),
    "a frame lost": ("length", lambda m: m.frames.pop(400)),
    "a frame lost where the next needs it": ("frames", lambda m: m.frames.pop(first_label(m) + 40)),
    "a frame twice": ("length", lambda m: m.frames.insert(400, m.frames[400])),
    "Info header lost": ("info", lambda m: setattr(m, "info", b"")),
    "Info header broken": ("info", broken_info),
    "Info header lies": ("info", lying_info),
    "tag of another version": ("tag", lambda m: setattr(m, "version", 2)),
    "AIGC label removed": ("label-tag", lambda m: without(m, "TXXX", "AIGC")),
    "AIGC label twice": ("label-tag", lambda m: m.fields.append(m.fields[m.place("AIGC")])),
    "AIGC label in UTF-16": ("label-tag", lambda m: m.rewrite("AIGC", str, 1)),
    "AIGC label says suspected": ("label-tag", lambda m: named(m, Label="3")),
    "AIGC label in Chinese": ("label-tag", lambda m: m.rewrite("AIGC", lambda t: t.replace("baisha", "白沙", 1), 3)),
    "AIGC label without its propagator": (
        "label-tag",
        lambda m: m.rewrite("AIGC", lambda t: t.replace("Propagator", "P")),
    ),
    "AIGC label with a wrong code": ("label-tag", lambda m: named(m, ContentProducer="001191440703MA4W0B2R5X00000")),
    "a bit flipped": (
        "checksum",
        lambda m: m.frames.__setitem__(300, m.frames[300][:80] + b"\x99" + m.frames[300][81:]),
    ),
    "start label silenced": ("label-sound", lambda m: silent(m, first_label(m), 200)),
    "end label planned away": ("label-sound", lambda m: planned(m, labels=[])),
    "label in other words": ("label-sound", lambda m: m.rewrite("BULLETIN", lambda t: t.replace("\\u5408\\u6210", ""))),
    "much louder": ("loudness", lambda m: louder(m, 4)),
    "much softer": ("loudness", lambda m: louder(m, -6)),
    "peaks too high": ("peak", lambda m: louder(m, 2)),
    "one story softer": ("story-level", lambda m: louder(m, -3, 850, 1050)),
    "a hole of three seconds": ("silence", lambda m: silent(m, 800, 125)),
    "all silent": ("loudness", lambda m: silent(m, 0, len(m.frames))),
    "a chapter shifted": ("chapters", lambda m: chapter(m, 2, 1500)),
    "chapters removed": ("chapters", lambda m: without(m, "CHAP")),
    "a frame of another format": ("format", lambda m: m.frames.insert(500, b"\xff\xf3\x84\xc4" + bytes(188))),
    "rubbish between frames": ("frames", lambda m: m.frames.insert(500, b"<html>502 Bad Gateway</html>")),
    "rubbish at the end": ("frames", lambda m: setattr(m, "tail", b"\0" * 300)),
    "the plan removed": ("plan", lambda m: without(m, "TXXX", "BULLETIN")),
    "the plan unreadable": ("plan", lambda m: m.rewrite("BULLETIN", lambda t: t[:40])),
    "a longer plan": ("length", lambda m: planned(m, segments=[len(m.frames) + 60])),
}


def kinds(path: Path, programme: Programme | None = None) -> set[str]:
    return {fault.kind for fault in inspect(path, programme).faults}


@pytest.mark.parametrize("name", list(DAMAGE))
def test_damage_is_refused_for_its_reason(good: Programme, tmp_path: Path, name: str) -> None:
    """
    A damaged file is refused, and the reason is what was done to it, even where its checksum was made right again.
    """
    kind, damage = DAMAGE[name]
    mp3 = Mp3(good.path.read_bytes())
    assert mp3.data() == good.path.read_bytes()
    damage(mp3)
    if kind not in ("checksum", "label-tag"):
        mp3.seal()
    path = tmp_path / "damaged.mp3"
    path.write_bytes(mp3.data())
    assert kind in kinds(path)
    with pytest.raises(InspectionError, match=r"不能发布"):
        require_fit(path)


@pytest.mark.parametrize(
    "data", [b"", b"<html>404</html>" * 40, b"ID3\x03\x00\x00\x00\x00\x0f\x7f" + b"TIT2", b"\xff\xf3\x64\xc4"]
)
def test_what_is_no_programme_is_refused(tmp_path: Path, data: bytes) -> None:
    """
    An empty file, an error page, half a tag: refused with a reason, never a crash.
    """
    path = tmp_path / "page.mp3"
    path.write_bytes(data)
    assert {"tag", "label-tag"} <= kinds(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """
    A missing file raises a plain error.
    """
    with pytest.raises(SoundError, match="无法读取"):
        inspect(tmp_path / "none.mp3")


def test_a_good_programme_is_taken(good: Programme) -> None:
    """
    A good programme has no fault, and what is measured of it is what was known when it was joined.
    """
    found = require_fit(good.path, good)
    assert found.is_fit
    assert found.seconds == pytest.approx(good.seconds, abs=1e-6)
    assert [one.title for one in found.chapters] == ["开场", *STORIES, "结束"]
    assert max(found.levels) - min(found.levels) < 1.0
    assert [120 <= rate <= 160 for rate in found.label_rates] == [True, True]
    assert json.loads(found.label)["Label"] == "1"


@pytest.mark.parametrize("seed", range(6))
def test_no_good_programme_is_refused(studio: Path, seed: int) -> None:
    """
    Programmes in any order, with short and long pauses, with and without music, pass.
    """
    random = np.random.default_rng(seed)
    parts: list[Segment] = [music("opening", STUDIO, studio / "segments")] * int(random.integers(2))
    parts += [a_label(studio).named("开场"), silence(float(random.uniform(0, 1)))]
    for number in random.permutation(5)[: int(random.integers(1, 6))]:
        line = a_line(studio, int(number), 1.0 + number)
        parts += [line.named(f"第{number}条，{'长' * number}标题！"), silence(float(random.uniform(0.1, 4)))]
    programme = a_programme(studio, [*parts, a_label(studio)], f"good{seed}.mp3")
    assert inspect(programme.path, programme).faults == ()


def test_a_fast_label_is_refused(studio: Path) -> None:
    """
    A label read at more than 160 characters a minute is too fast.
    """
    label = a_label(studio, seconds=3.6)
    programme = a_programme(studio, [label, silence(0.4), a_line(studio, 1), silence(0.4), label], "fast.mp3")
    assert kinds(programme.path, programme) == {"label-rate"}


def test_a_late_label_is_refused(studio: Path) -> None:
    """
    A label that is first heard after half a minute is too late; likewise the last one.
    """
    talk = [part for seed in range(8) for part in (a_line(studio, seed, 4.0), silence(0.4))]
    label = a_label(studio)
    for number, parts in enumerate(([*talk, label, silence(0.4), label], [label, silence(0.4), label, *talk])):
        programme = a_programme(studio, parts, f"late{number}.mp3")
        assert kinds(programme.path, programme) == {"label-sound"}


def test_a_click_at_a_join_is_refused(studio: Path) -> None:
    """
    A clip that begins with a jump larger than any in it is refused.
    """
    soft = babble(2.4, seed=1) * 0.9
    soft[:24] = -1.0
    click = kept("click", STUDIO, studio / "segments", lambda: soft)
    parts = [a_label(studio), silence(0.4), click.named("爆音"), silence(0.4), a_label(studio).named("结束")]
    programme = a_programme(studio, parts, "click.mp3")
    assert "click" in kinds(programme.path)


def test_another_programme_is_not_this_one(good: Programme, studio: Path) -> None:
    """
    A good file that is not the one just joined is refused: yesterday's must not air as today's.
    """
    other = assemble(the_parts(studio), STUDIO, studio / "other.mp3", replace(TAGS, title="昨天的节目"))
    assert kinds(other.path, good) == {"checksum"}


def test_device_limits(good: Programme) -> None:
    """
    A file too large or too long for its device is refused, and by how much is said.
    """
    assert inspect(good.path, limits=Limits(max_bytes=1_500_000, max_seconds=375)).is_fit
    for limits in (Limits(max_bytes=100_000), Limits(max_seconds=10)):
        assert [fault.kind for fault in inspect(good.path, limits=limits).faults] == ["size"]


def test_the_picture_shows_chapters_and_faults(good: Programme, tmp_path: Path) -> None:
    """
    The picture is valid SVG, names every chapter, and what is wrong.
    """
    draw(inspect(good.path), tmp_path / "good.svg")
    text = (tmp_path / "good.svg").read_text("utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own bytes
    assert root.tag.endswith("svg")
    assert all(title in text for title in STORIES)
    draw(inspect(good.path, limits=Limits(max_bytes=1)), tmp_path / "bad.svg")
    assert re.search("超过设备上限", (tmp_path / "bad.svg").read_text("utf-8"))
