from __future__ import annotations

from pathlib import Path

import year


def test_ten_days_of_weather_leave_no_slot_unexplained(tmp_path: Path) -> None:
    """
    Reboots, clock steps, outages, a full disk: nothing twice, nothing missed without a reason, no silence unexplained.
    """
    world, outcomes, counts = year.simulate(tmp_path, count=4, days=10, seed=3)
    assert counts["fault"] == 0, [said for said in outcomes.values() if said.startswith("fault")]
    assert counts["on time"] > 0.6 * len(outcomes)
    assert world.off
    assert counts["missed"] + counts["late"] > 0  # the weather was bad indeed
