from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakeAnnouncer, FixedClock

from bulletin.model import Clip, Line
from bulletin.outside.files import TEMPORARY
from bulletin.speech.shelf import Shelf, key_of

LINE = Line("早上好。", "早上好。")


def put(shelf: Shelf, key: str, text: str = "早上好。") -> Clip:
    announcer = FakeAnnouncer()
    return shelf.put(key, announcer, text, announcer.speak(Line(text, text), 5), {})


def test_what_is_put_is_found_again_the_same(tmp_path: Path) -> None:
    """
    A clip comes back with its marks, its speaker and its length.
    """
    kept = put(Shelf(tmp_path, FixedClock()), "k")
    assert Shelf(tmp_path, FixedClock()).find("k") == kept
    assert Shelf(tmp_path, FixedClock()).find("other") is None


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("harm", [flip, halve, Path.unlink, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("kind", ["*.flac", "*.json"])
def test_a_damaged_clip_is_not_found_and_is_spoken_again(
    tmp_path: Path, kind: str, harm: Callable[[Path], None]
) -> None:
    """
    Whatever happened to its files, a clip is whole or it is not there; put again, it is whole.
    """
    kept = put(Shelf(tmp_path, FixedClock()), "k")
    harm(next(tmp_path.glob(kind)))
    found = Shelf(tmp_path, FixedClock()).find("k")
    assert found is None or (kind == "*.json" and found.sha256 == kept.sha256)
    again = put(Shelf(tmp_path, FixedClock()), "k")
    assert Shelf(tmp_path, FixedClock()).find("k") == again


@pytest.mark.parametrize("card", ["[]", "3", "{}", '{"path": 3}', "\udcff", '{"marks": null}'])
def test_a_card_of_nonsense_is_no_card(tmp_path: Path, card: str) -> None:
    """
    A card that is not one of ours is passed over.
    """
    (tmp_path / "k.json").write_bytes(card.encode("utf-8", "surrogateescape"))
    assert Shelf(tmp_path, FixedClock()).find("k") is None


def test_the_key_holds_all_that_changes_the_sound() -> None:
    """
    Another announcer, voice, service, rate or text has another key.
    """
    announcers = [FakeAnnouncer(), FakeAnnouncer("other"), FakeAnnouncer(voice="two"), FakeAnnouncer(provider="p")]
    keys = {key_of(one, one.recipe(LINE)) for one in announcers}
    keys |= {
        key_of(announcers[0], announcers[0].recipe(line))
        for line in (Line("", "晚上好。"), Line("", "早上好。", rate=140))
    }
    assert len(keys) == 6


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    """
    Over its limit the shelf loses old clips; one that is read stays, and so does what this run made.
    """
    clock = FixedClock()
    shelf = Shelf(tmp_path, clock)
    for number, key in enumerate(("old", "read", "new")):
        clip = put(shelf, key, f"第{number}句话，说得不一样。")
        for path in (clip.path, tmp_path / f"{key}.json"):
            os.utime(path, (clock.now().timestamp() + number, clock.now().timestamp() + number))
    clock.push(100)
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    later = Shelf(tmp_path, clock, limit_bytes=size * 2 // 3 + 2000)
    assert later.find("read")
    later.trim()
    assert [bool(Shelf(tmp_path, clock).find(key)) for key in ("old", "read", "new")] == [False, True, True]


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    """
    A half-written file goes when it is an hour old, and not while somebody may be writing it.
    """
    clock = FixedClock()
    for name, age in (("old", 4000), ("young", 10)):
        part = tmp_path / f".{name}{TEMPORARY}"
        part.write_bytes(b"x")
        os.utime(part, (clock.now().timestamp() - age,) * 2)
    Shelf(tmp_path, clock).trim()
    assert [path.name for path in tmp_path.iterdir()] == [f".young{TEMPORARY}"]


def test_the_card_says_who_spoke_and_what_was_measured(tmp_path: Path) -> None:
    """
    The facts beside a clip are readable: who, what, how long, how it was checked.
    """
    announcer = FakeAnnouncer(provider="p")
    Shelf(tmp_path, FixedClock()).put("k", announcer, "好。", announcer.speak(LINE, 5), {"level": -18.0})
    facts = json.loads((tmp_path / "k.json").read_text("utf-8"))
    assert (facts["announcer"], facts["provider"], facts["text"], facts["checks"]) == (
        "fake",
        "p",
        "好。",
        {"level": -18.0},
    )
