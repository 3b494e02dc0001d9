from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from real.postgres import programs, server

from bulletin.model import EditionKey
from bulletin.store.database import Database
from bulletin.store.ledger import Ledger

AIR = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
EDITIONS = 120
LEASE = 0.4


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "bulletin.db")
    elif programs() is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
        with server() as running:
            yield running


@contextmanager
def opened(address: str) -> Iterator[Ledger]:
    with closing(Database(address if "://" in address else Path(address))) as database:
        yield Ledger(database, lease=LEASE)


def racer(address: str, keys: list[EditionKey], made: Path, seed: int) -> None:
    """
    Want every edition; now and then die on the spot, or sleep past the lease and try to publish all the same.
    """
    chance = random.Random(seed)  # noqa: S311 - a dice, no secret
    chance.shuffle(keys)
    until = time.monotonic() + 60
    with opened(address) as ledger:
        while time.monotonic() < until:
            open_ = [key for key in keys if (entry := ledger.entry(key)) is None or entry.state != "published"]
            if not open_:
                return
            for key in open_:
                one_try(ledger, key, made, chance)


def one_try(ledger: Ledger, key: EditionKey, made: Path, chance: random.Random) -> None:
    ledger.file(key, AIR, AIR + timedelta(hours=2))
    claim = ledger.claim(key, str(os.getpid()))
    if claim is None:
        return
    if chance.random() < 0.02:
        os.kill(os.getpid(), signal.SIGKILL)
    if chance.random() < 0.02:
        time.sleep(LEASE * 1.5)
    if ledger.publish(claim, {"by": f"{os.getpid()}:{claim.token}"}):
        (made / f"{key.name}={claim.token}").touch()


@pytest.mark.real
def test_every_edition_once_whoever_dies(address: str, tmp_path: Path) -> None:
    """
    Three processes want the same editions, are killed at random, sleep past their leases: each is published once.
    """
    made = tmp_path / "made"
    made.mkdir()
    keys = [EditionKey("village", date(2026, 1, 1) + timedelta(days=n), "0730") for n in range(EDITIONS)]
    with opened(address):
        pass  # the tables are there before the race begins
    spawn = multiprocessing.get_context("spawn")
    seeds = iter(range(1000))
    racers = [spawn.Process(target=racer, args=(address, keys, made, next(seeds))) for _ in range(3)]
    for one in racers:
        one.start()
    killed = 0
    while any(one.exitcode is None for one in racers):
        for place, one in enumerate(racers):
            if one.exitcode not in (None, 0):
                assert one.exitcode == -signal.SIGKILL
                killed += 1
                racers[place] = spawn.Process(target=racer, args=(address, keys, made, next(seeds)))
                racers[place].start()
        time.sleep(0.05)
    with opened(address) as ledger:
        published = ledger.published("village", EDITIONS * 2)
    assert len(published) == EDITIONS
    names = [path.name.partition("=")[0] for path in made.iterdir()]
    assert len(names) == len(set(names))
    assert len(names) >= EDITIONS - killed  # one killed between the commit and its mark leaves none
