from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real.edge_server import EdgeServer
from real.fault_table import CASES, Case, run

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def edge() -> Iterator[EdgeServer]:
    with EdgeServer() as server:
        yield server


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.when}")
def test_whatever_goes_wrong_a_whole_programme_comes_of_it(case: Case, tmp_path: Path, edge: EdgeServer) -> None:
    """
    Each fault ends with a complete programme in one voice, in time, and a true account.

    Nothing partial is kept, and after the service has recovered no standby is replayed.
    """
    row = run(case, tmp_path, edge)
    assert row.seconds < 5
