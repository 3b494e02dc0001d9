"""
A real night, run by hand: the daemon for some minutes of wall time, the online voice failing at random.

There is a slot every two minutes; what aired is printed, who read it and why.

    python -m real.night FOLDER MINUTES        (from the folder `tests`)
"""

from __future__ import annotations

import json
import random
import sys
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsroom import article
from real.edge_server import EdgeServer, Fault

from bulletin.cli.progress import Silent
from bulletin.config import load_settings
from bulletin.daemon import Daemon
from bulletin.outside.clock import SystemClock
from bulletin.outside.files import write_whole
from bulletin.rota import Roster
from bulletin.station import database_of, rotas_of
from bulletin.store.airlog import Airlog
from bulletin.store.ledger import Ledger

FAULTS = (
    Fault(status=503),
    Fault(status=429),
    Fault(close_after=3000),
    Fault(drop_after=5000),
    Fault(stall_after=2000),
    Fault(end_after=4000),
)
SHARE = 0.05
"""Of all requests that fail: with some fifteen lines an edition, about half the editions meet a fault."""


def fresh_page(folder: Path, chance: random.Random) -> None:
    """
    Print another page: new articles, so that every edition has to be spoken.
    """
    articles = [article(chance) for _ in range(3)]
    page = "\n\n".join(
        "\n\n".join([one.title, f"蓬江日报讯（记者 李明）{one.paragraphs[0]}", *one.paragraphs[1:]]) for one in articles
    )
    write_whole(folder / "pages" / "page.txt", page.encode())


def settings_in(folder: Path, minutes: int) -> Path:
    """
    Write settings with a slot of one minute every two minutes from now.
    """
    start = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(minutes=2)
    slots = [start + timedelta(minutes=2 * n) for n in range(minutes // 2)]
    listed = ",\n".join(f'  {{ at = "{one:%H:%M}", seconds = 60 }}' for one in slots)
    file = folder / "bulletin.toml"
    file.write_text(
        f'sources = ["pages"]\n[station]\nexception_reason = "test"\nslots = [\n{listed}\n]\n'
        "[daemon]\nlead_minutes = 1\n",
        "utf-8",
    )
    return file


def main(folder: Path, minutes: int) -> None:
    """
    Run the night and print what aired.
    """
    chance = random.Random(7)  # noqa: S311 - weather
    fresh_page(folder, chance)
    settings = load_settings(settings_in(folder, minutes))
    edge = EdgeServer(latency=0.05)
    edge.fault_for = lambda _: chance.choice(FAULTS) if chance.random() < SHARE else None  # type: ignore[assignment,return-value] # None is no fault
    clock = SystemClock()
    with edge, edge.patched(), closing(database_of(settings)) as database:
        ledger = Ledger(database)
        roster = Roster(lambda: rotas_of([settings], clock, database), lambda: 0)
        daemon = Daemon(roster, ledger, Airlog(database), clock, Silent(), work=settings.work)
        is_over = threading.Event()

        def print_pages() -> None:
            while not is_over.wait(60):
                fresh_page(folder, chance)

        threading.Thread(target=print_pages, daemon=True).start()
        threading.Timer(60.0 * (minutes + 2), daemon.stop).start()
        daemon.run()
        is_over.set()
        for entry in reversed(ledger.published("village", 1000)):
            print(told(entry.record))  # noqa: T201 - a program run by hand
        print(f"requests: {len(edge.log)}, editions: {len(ledger.published('village', 1000))}")  # noqa: T201


def told(record: Any) -> str:  # noqa: ANN401 - JSON values
    """
    Say in a line what aired.
    """
    made, air = datetime.fromisoformat(record["made_at"]), datetime.fromisoformat(record["air_at"])
    early = (air - made).total_seconds()
    why = [note for note in record["notes"] if "没有播成" in note]
    return json.dumps(
        {
            "slot": record["slot"],
            "made_before_air_s": round(early),
            "voice": f"{record['announcer']}:{record['voice']}",
            "seconds": record["seconds"],
            "lufs": round(record["lufs"], 1),
            "why": why,
        },
        ensure_ascii=False,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
