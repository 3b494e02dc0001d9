"""
A province in one daemon: thousands of stations due in the same second, and the daemon's cost while nothing is due.

    python benchmarks/stations.py [--json] [--stations N]
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import statistics
import tempfile
import time as real_time
from contextlib import closing, nullcontext
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bulletin.cli.progress import Silent
from bulletin.daemon import HEARTBEAT, Daemon
from bulletin.model import Slot, Station
from bulletin.rota import Roster, Rota
from bulletin.store.airlog import Airlog
from bulletin.store.database import Database
from bulletin.store.ledger import Ledger

AIR = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
TURNS = 9


class PushedClock:
    """
    A clock that stands where it is pushed to.
    """

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """
        Return where it stands.
        """
        return self.at

    def monotonic(self) -> float:
        """
        Return seconds, as many as it was pushed.
        """
        return self.at.timestamp()

    def sleep(self, seconds: float) -> None:
        """
        Push it.
        """
        self.at += timedelta(seconds=seconds)


def main() -> None:
    """
    Measure, and print what came of it.
    """
    options = argparse.ArgumentParser(description="a province in one daemon")
    options.add_argument("--json", action="store_true")
    options.add_argument("--stations", type=int, default=5000)
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    before = memory_mb()
    with tempfile.TemporaryDirectory() as name, closing(Database(Path(name) / "bulletin.db")) as database:
        facts = measured(Path(name), database, chosen.stations)
    facts["memory_mb"] = round(memory_mb(), 1)
    facts["memory_over_imports_mb"] = round(memory_mb() - before, 1)
    print(json.dumps(facts) if chosen.json else "\n".join(f"{name:24} {value}" for name, value in facts.items()))


def measured(folder: Path, database: Database, count: int) -> dict[str, float]:
    """
    File everything due in one second; then look again and again while nothing is due.
    """
    clock = PushedClock(AIR - timedelta(minutes=10))
    nothing = nullcontext(None)
    rotas = [
        Rota(Station(id=f"s{n}", slots=(Slot(time(7, 30)), Slot(time(12)), Slot(time(18)))), 600.0, lambda: nothing)  # type: ignore[arg-type,return-value] # nothing is made
        for n in range(count)
    ]
    ledger = Ledger(database)
    daemon = Daemon(
        Roster(lambda: rotas, lambda: 0), ledger, Airlog(database), clock, Silent(), work=folder,
        fulfil=lambda *_: None, stand_in=lambda *_: None, ident=lambda _: None,
    )  # fmt: skip
    since = real_time.perf_counter()
    daemon.reconcile()
    filed = real_time.perf_counter() - since
    assert len(ledger.due(AIR)) == count
    clock.at = AIR - timedelta(minutes=30)  # nothing is due: what is filed was made
    with database.begin() as db:
        db.exec_driver_sql("UPDATE edition SET state = 'superseded'")
    busy = []
    for _ in range(TURNS):
        clock.sleep(HEARTBEAT)
        since = real_time.process_time()
        daemon.reconcile()
        daemon.work()
        busy.append(real_time.process_time() - since)
    return {
        "stations": count,
        "filed_s": round(filed, 3),
        "idle_turn_cpu_s": round(statistics.median(busy), 4),
        "idle_cpu_percent": round(statistics.median(busy) / HEARTBEAT * 100, 2),
    }


def memory_mb() -> float:
    """
    Return the most memory this process ever had, in MB.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
