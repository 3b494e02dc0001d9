from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bulletin import airtimes
from bulletin.config import load_settings
from bulletin.errors import SettingsError
from bulletin.model import Slot


@pytest.mark.parametrize(
    ("at", "seconds", "is_quiet"),
    [
        (time(7, 0), 300, False),
        (time(6, 59), 300, True),
        (time(20, 55), 300, False),
        (time(20, 56), 300, True),
        (time(23, 59), 300, True),
        (time(0, 0), 60, True),
        (time(12, 40), 300, False),
        (time(12, 41), 300, True),
        (time(14, 29), 60, True),
        (time(14, 30), 60, False),
    ],
)
def test_a_whole_programme_keeps_out_of_quiet_hours(at: time, seconds: float, is_quiet: bool) -> None:  # noqa: FBT001 - a column of the table
    """
    The programme's end counts as well as its beginning, over midnight too.
    """
    assert any("安静时段" in fault for fault in airtimes.faults([Slot(at, seconds)])) == is_quiet


def test_limits_say_by_how_much() -> None:
    """
    Too long, too many, too much a day, too close together: each is told with its figures.
    """
    slots = [Slot(time(hour), 2000) for hour in (8, 9, 11, 16)]
    told = "；".join(airtimes.faults(slots))
    for words in ("33 分钟，超过每档 30 分钟", "4 档，超过 3 档", "一天共 133 分钟", "08:00 和 09:00 只隔 60 分钟"):
        assert words in told


def test_the_usual_day_is_without_fault() -> None:
    """
    07:30, 12:00 and 18:00 with a quarter of an hour each, as counties do it.
    """
    assert not list(airtimes.faults([Slot(time(7, 30), 900), Slot(time(12), 900), Slot(time(18), 900)]))


def test_settings_refuse_quiet_hours_without_a_reason(tmp_path: Path) -> None:
    """
    A slot at 22:00 is refused with the way out, and taken once a reason is stated.
    """
    file = tmp_path / "bulletin.toml"
    file.write_text('[station]\nslots = [{at = "22:00"}]\n', "utf-8")
    with pytest.raises(SettingsError, match=r"22:00.*exception_reason"):
        load_settings(file)
    file.write_text('[station]\nslots = [{at = "22:00"}]\nexception_reason = "县里统一安排"\n', "utf-8")
    assert load_settings(file).on_air().slots[0].name == "2200"
