from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FixedClock

from bulletin.speech.breaker import Breakers


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


def breakers(tmp_path: Path, clock: FixedClock) -> Breakers:
    return Breakers(tmp_path / "b.json", clock)


def test_three_failures_in_a_row_open_it_for_a_minute(tmp_path: Path, clock: FixedClock) -> None:
    """
    Two are bad luck, three are a fault; after a minute it may be asked again.
    """
    some = breakers(tmp_path, clock)
    for _ in range(2):
        some.fail("edge", "断了")
    assert not some.resting("edge")
    some.fail("edge", "断了")
    assert "断了" in some.resting("edge")
    clock.push(61)
    assert not some.resting("edge")
    assert some.is_doubtful("edge")


def test_half_of_the_last_ten_open_it(tmp_path: Path, clock: FixedClock) -> None:
    """
    A service that fails every other time is not fit to read.
    """
    some = breakers(tmp_path, clock)
    for _ in range(5):
        some.succeed("edge")
        some.fail("edge", "断了")
    assert some.resting("edge")


def test_each_rest_is_twice_as_long_up_to_half_an_hour(tmp_path: Path, clock: FixedClock) -> None:
    """
    A service that stays away is asked less and less often, but never less than each half hour.
    """
    some = breakers(tmp_path, clock)
    rests = []
    for _ in range(8):
        some.fail("edge", "断了", rest_s=1)
        rest = 0
        while some.resting("edge"):
            clock.push(10)
            rest += 10
        rests.append(rest)
    assert rests == [60, 120, 240, 480, 960, 1800, 1800, 1800]


def test_a_refusal_rests_as_long_as_it_says(tmp_path: Path, clock: FixedClock) -> None:
    """
    After a 403 the service is left alone for hours.
    """
    some = breakers(tmp_path, clock)
    some.fail("edge", "403", rest_s=6 * 3600)
    clock.push(5 * 3600)
    assert some.resting("edge")
    clock.push(3601)
    assert not some.resting("edge")


def test_those_asked_at_the_same_time_count_once(tmp_path: Path, clock: FixedClock) -> None:
    """
    Four requests that fail together do not make the rest longer.
    """
    some = breakers(tmp_path, clock)
    for _ in range(4):
        some.fail("edge", "断了", rest_s=60)
    clock.push(61)
    assert not some.resting("edge")


def test_the_next_run_remembers(tmp_path: Path, clock: FixedClock) -> None:
    """
    State lives in a file: another process leaves the service alone too, and a success is remembered as well.
    """
    breakers(tmp_path, clock).fail("edge", "断了", rest_s=60)
    assert breakers(tmp_path, clock).resting("edge")
    breakers(tmp_path, clock).succeed("edge")
    assert not breakers(tmp_path, clock).resting("edge")
    assert not breakers(tmp_path, clock).is_doubtful("edge")


def test_another_release_is_given_another_chance(tmp_path: Path, clock: FixedClock) -> None:
    """
    After an update of the library the old release's failures do not count.
    """
    some = breakers(tmp_path, clock)
    some.fail("edge", "403", release="7.3.1", rest_s=6 * 3600)
    assert some.resting("edge", "7.3.1")
    assert not some.resting("edge", "7.4.0")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"edge": 3}', b'{"edge": {"no": 1}}', b'{"edge": {"until": "gestern"}}']
)
def test_a_damaged_memory_is_no_memory(tmp_path: Path, clock: FixedClock, content: bytes) -> None:
    """
    A file that cannot be read means that everybody may be asked.
    """
    (tmp_path / "b.json").write_bytes(content)
    some = breakers(tmp_path, clock)
    assert not some.resting("edge")
    some.fail("edge", "断了", rest_s=60)
    assert breakers(tmp_path, clock).resting("edge")
