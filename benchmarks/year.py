"""
A simulated year of the daemon: twenty stations, reboots, clock steps, outages, a day of full disk.

The daemon, its rota and its ledger are the real ones; the clock is pushed, and an edition is made in no time by a
stand-in for `production.fulfil`. Afterwards the ledger is held against what each slot promised: nothing twice, nothing
missed without a stated reason, no slot silent while the machine was on.

    python benchmarks/year.py [--json] [--days N] [--stations N] [--picture FILE.svg]
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import tempfile
import time as real_time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from bulletin.as_run import air_time
from bulletin.cli.progress import Silent
from bulletin.daemon import Daemon
from bulletin.errors import BulletinError, DiskFullError, ServiceError, SourceError
from bulletin.model import Approval, DayPlan, EditionKey, Seconds, Slot, Station
from bulletin.production import Parts, Watch
from bulletin.rota import Roster, Rota
from bulletin.store.airlog import Airlog
from bulletin.store.database import Database
from bulletin.store.entries import Claim, Entry, State, Verdict
from bulletin.store.ledger import Ledger

START = date(2026, 1, 1)
LEAD: Seconds = 600.0
LOOKS = (-10, -5, 0, 1, 5, 15, 45, 100)
"""Minutes around each air time at which the daemon looks; besides, once an hour."""

SHA = "0" * 64


class Killed(BaseException):
    """
    The machine went off in the middle of the work.
    """


@dataclass
class World:
    """
    What happens to the machine, drawn once from a seed.

    Args:
        now: True time, UTC.
        error: By how much the machine's clock is wrong.
        ticks: Its monotonic clock.
        published: True time at which each edition came out.
        off: Since when and until when the machine was off.
        is_killed: Whether the power just went in the middle of the work.
    """

    stations: tuple[Station, ...]
    chance: random.Random
    days: int
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=1)
    error: timedelta = timedelta()
    ticks: float = 0.0
    published: dict[EditionKey, datetime] = field(default_factory=dict)
    off: list[tuple[datetime, datetime]] = field(default_factory=list)
    is_killed: bool = False

    def __post_init__(self) -> None:
        days = [START + timedelta(days=n) for n in range(self.days)]
        self.disk_full = {self.chance.choice(days)}
        self.outages = {day for day in days if self.chance.random() < 0.08}
        self.no_paper = {day for day in days if self.chance.random() < 0.03}

    def to(self, moment: datetime) -> None:
        """
        Let time pass.
        """
        self.ticks += max(0.0, (moment - self.now).total_seconds())
        self.now = moment

    def is_off(self, moment: datetime) -> bool:
        """
        Tell whether the machine is off.
        """
        return any(since <= moment < until for since, until in self.off)


@dataclass(frozen=True)
class WorldClock:
    """
    The machine's clock, which may be wrong.
    """

    world: World

    def now(self) -> datetime:
        """
        Return what the machine believes.
        """
        return self.world.now + self.world.error

    def monotonic(self) -> float:
        """
        Return seconds that never step.
        """
        return self.world.ticks

    def sleep(self, seconds: Seconds) -> None:
        """
        Let time pass.
        """
        self.world.to(self.world.now + timedelta(seconds=seconds))


def stations_of(count: int, chance: random.Random) -> tuple[Station, ...]:
    """
    Return stations with one to three slots; a tenth in a zone whose clocks change, some that review, with days off.
    """
    plans = ((time(7, 30),), (time(7, 30), time(18)), (time(8), time(12), time(18)), (time(1, 30), time(17, 30)))
    approvals: tuple[Approval, ...] = ("auto", "auto", "auto", "hold", "previous")
    found = []
    for number in range(count):
        times = plans[3] if number % 10 == 9 else plans[number % 3]
        approval = approvals[number % 5]
        slots = tuple(Slot(at, 300.0, approval, 7200.0) for at in times)
        off = tuple(DayPlan(START + timedelta(days=chance.randrange(365)), (), "停播一天") for _ in range(3))
        zone = "America/New_York" if number % 10 == 9 else "Asia/Shanghai"
        found.append(Station(id=f"s{number:02d}", time_zone=zone, slots=slots, days=off))
    return tuple(found)


def simulate(folder: Path, count: int, days: int, seed: int = 1) -> tuple[World, dict[EditionKey, str], Counter[str]]:
    """
    Run the year and return the world, each edition's outcome, and how often each outcome came.
    """
    chance = random.Random(seed)  # noqa: S311 - weather, no secret
    world = World(stations_of(count, chance), chance, days)
    with closing(Database(folder / "bulletin.db")) as database:
        ledger, airlog = Ledger(database, lease=0.0), Airlog(database)
        daemon = boot(world, ledger, airlog, folder)
        for moment in moments(world):
            world.to(moment)
            happen(world, moment)
            if world.is_off(moment):
                daemon = None
                continue
            daemon = daemon or boot(world, ledger, airlog, folder)
            review(world, ledger)
            daemon.turn()
            if world.is_killed:
                world.is_killed = False
                world.off.append((moment, moment + timedelta(minutes=chance.choice((2, 20, 200)))))
                daemon = None
        outcomes = {key: outcome(world, ledger, database, key, at) for key, at in promised(world)}
    return world, outcomes, Counter(name.partition("：")[0] for name in outcomes.values())


def boot(world: World, ledger: Ledger, airlog: Airlog, folder: Path) -> Daemon:
    """
    Start a daemon as after a reboot: it knows nothing but what is in the ledger.
    """
    clock = WorldClock(world)

    @contextmanager
    def parts(station: Station) -> Iterator[Parts]:
        yield SimpleNamespace(station=station, ledger=ledger, refresh=lambda: None)  # type: ignore[misc] # all of it that the daemon itself touches

    rotas = [Rota(one, LEAD, lambda one=one: parts(one)) for one in world.stations]  # type: ignore[misc] # the default binds

    def fulfil(parts: Parts, claim: Claim, slot: Slot, _: Watch, __: Seconds | None) -> None:
        made(world, parts.ledger, claim, slot)

    return Daemon(
        Roster(lambda: rotas, lambda: 0),
        ledger,
        airlog,
        clock,
        Silent(),
        work=folder,
        fulfil=fulfil,
        stand_in=lambda parts, entry, slot: stands_in(parts.ledger, entry, slot),
        ident=lambda _: None,
    )


def made(world: World, ledger: Ledger, claim: Claim, slot: Slot) -> None:
    """
    Do what `production.fulfil` does to the ledger, with the weather of the day.
    """
    try:
        weather(world, claim)
    except BulletinError as error:
        ledger.fail(claim, str(error), again_in=0.0)
        raise
    record: dict[str, Any] = {"programme": {"sha256": SHA}, "as_run": []}
    entry = ledger.entry(claim.key)
    assert entry
    if slot.approval == "auto" or entry.approved_sha:
        assert ledger.publish(claim, record)
        assert claim.key not in world.published, "twice"
        world.published[claim.key] = world.now
    else:
        assert ledger.submit(claim, record)


def weather(world: World, claim: Claim) -> None:
    """
    Let the day's troubles meet a try at an edition.
    """
    day, chance = claim.key.air_date, world.chance
    if chance.random() < 0.002:
        world.is_killed = True
        raise Killed
    if day in world.disk_full:
        raise DiskFullError("磁盘已满。")
    if day in world.no_paper and claim.attempts < 3:
        raise SourceError("报纸版面还没有送到。")
    if day in world.outages and chance.random() < 0.3:
        raise ServiceError("在线语音不通，离线语音也没有播成。")


def stands_in(ledger: Ledger, entry: Entry, slot: Slot) -> None:
    """
    Do what `ident.stand_in` does to the ledger.
    """
    kind = "previous" if slot.approval == "previous" else "ident"
    ledger.stand_in(entry.key, kind, entry.reason or str(entry.state))


def review(world: World, ledger: Ledger) -> None:
    """
    Let the reviewer look in: most editions are approved within minutes, some never.
    """
    for entry in ledger.in_review():
        dice = random.Random(entry.key.guid).random()  # noqa: S311 - the same for one edition at every look
        if dice < 0.9 and world.chance.random() < 0.7:
            ledger.judge(entry.key, Verdict("审稿人", is_approved=True, audio_sha=SHA))


def moments(world: World) -> Iterator[datetime]:
    """
    Yield when the daemon looks: around every air time, and every hour.
    """
    looks = {air + timedelta(minutes=minute) for _, air in promised(world) for minute in LOOKS}
    first = world.now
    looks |= {first + timedelta(hours=n) for n in range(24 * (world.days + 2))}
    yield from sorted(looks)


def promised(world: World) -> Iterator[tuple[EditionKey, datetime]]:
    """
    Yield every edition of the year with its air time.
    """
    for station in world.stations:
        for number in range(world.days):
            day = START + timedelta(days=number)
            for slot in station.slots_on(day):
                key = EditionKey(station.id, day, slot.name)
                yield key, air_time(station, key, slot)


def happen(world: World, moment: datetime) -> None:
    """
    Let the machine lose power, or its clock jump; the clock is set right again after a while.
    """
    dice = world.chance.random()
    if dice < 0.0015 and not world.is_off(moment):
        world.off.append((moment, moment + timedelta(minutes=world.chance.choice((3, 30, 180, 600)))))
        if world.chance.random() < 0.2:
            world.error = datetime(1970, 1, 1, tzinfo=UTC) - moment  # a board without a battery
    elif dice < 0.003:
        world.error = timedelta(hours=world.chance.choice((-1, 1)))
    elif world.error and world.chance.random() < 0.5:
        world.error = timedelta()


def outcome(world: World, ledger: Ledger, database: Database, key: EditionKey, air: datetime) -> str:
    """
    Say what became of a slot; `fault` is what must never be.
    """
    entry = ledger.entry(key)
    came = world.published.get(key)
    if came and entry and entry.state is State.PUBLISHED and came <= air:
        return "on time"
    is_covered = stood_in(database, key) or was_helpless(world, air)
    if not is_covered:
        return f"fault：silent at {air}"
    if came and entry and entry.state is State.PUBLISHED:
        return "late"
    if entry is None:
        return "off：the machine was off" if was_helpless(world, air) else "fault：never filed"
    if entry.state is State.MISSED and entry.reason:
        return f"missed：{entry.reason}"
    return f"fault：{entry.state} {entry.reason}"


def stood_in(database: Database, key: EditionKey) -> bool:
    """
    Tell whether the as-run log names something that stood in.
    """
    with database.connect() as db:
        asked = "SELECT count(*) FROM as_run WHERE station = ? AND air_date = ? AND slot = ? AND kind = 'stand-in'"
        return bool(db.exec_driver_sql(asked, (key.station, key.air_date.isoformat(), key.slot)).scalar())


def was_helpless(world: World, air: datetime) -> bool:
    """
    Tell whether the machine was off at air time, or its clock so wrong that it could not know.
    """
    return any(since <= air < until + timedelta(hours=3) for since, until in world.off)


COLOURS = {"on time": "#2e7d32", "late": "#f9a825", "missed": "#8f1414", "off": "#616161", "fault": "#d500f9"}


def picture(outcomes: dict[EditionKey, str], days: int) -> str:
    """
    Draw the year: a row a slot, a column a day, coloured by outcome.
    """
    rows = sorted({(key.station, key.slot) for key in outcomes})
    width, height = 60 + days * 3, 40 + len(rows) * 9
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"',
        ' font-family="sans-serif" font-size="8">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for place, (name, colour) in enumerate(COLOURS.items()):
        parts.append(f'<rect x="{60 + place * 90}" y="6" width="9" height="9" fill="{colour}"/>')
        parts.append(f'<text x="{73 + place * 90}" y="14">{escape(name)}</text>')
    for row, (station, slot) in enumerate(rows):
        parts.append(f'<text x="2" y="{36 + row * 9}">{station} {slot}</text>')
    for row, (station, slot) in enumerate(rows):
        for said, first, last in runs(outcomes, station, slot):
            x, y, wide = 60 + first * 3, 30 + row * 9, (last - first + 1) * 3
            parts.append(f'<rect x="{x}" y="{y}" width="{wide}" height="7" fill="{COLOURS[said]}"/>')
    return "\n".join([*parts, "</svg>"])


def runs(outcomes: dict[EditionKey, str], station: str, slot: str) -> Iterator[tuple[str, int, int]]:
    """
    Yield stretches of days with one outcome in a row of the picture: outcome, first and last day.
    """
    days = {
        (key.air_date - START).days: said.partition("：")[0]
        for key, said in outcomes.items()
        if (key.station, key.slot) == (station, slot)
    }
    run: tuple[str, int, int] | None = None
    for day, said in sorted(days.items()):
        if run and run[0] == said and run[2] == day - 1:
            run = (said, run[1], day)
            continue
        if run:
            yield run
        run = (said, day, day)
    if run:
        yield run


def main() -> None:
    """
    Run the year and print what came of it.
    """
    options = argparse.ArgumentParser(description="a simulated year of the daemon")
    options.add_argument("--json", action="store_true")
    options.add_argument("--days", type=int, default=365)
    options.add_argument("--stations", type=int, default=20)
    options.add_argument("--picture", type=Path)
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)  # it is full of faults, and each is counted
    since = real_time.perf_counter()
    memory = Path("/dev/shm")  # noqa: S108 - a year of commits in memory where there is such a disk
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        world, outcomes, counts = simulate(Path(folder), chosen.stations, chosen.days)
    facts = {
        "slots": len(outcomes),
        **counts,
        "powered_off": len(world.off),
        "zone": str(ZoneInfo("America/New_York")),
        "seconds": round(real_time.perf_counter() - since, 1),
    }
    if chosen.picture:
        chosen.picture.write_text(picture(outcomes, chosen.days), "utf-8")
    if chosen.json:
        print(json.dumps(facts))
        return
    for name, value in facts.items():
        print(f"{name:14} {value}")
    faults = [(key, said) for key, said in outcomes.items() if said.startswith("fault")]
    for key, said in faults[:20]:
        print(key, said)


if __name__ == "__main__":
    main()
