"""
The daemon: sees to it that every slot of every day has its edition, once, on time, without anyone watching.

APScheduler only wakes it. What is due follows from the stations' slots and the calendar alone and is written into the
ledger by `reconcile`, so that neither a lost job nor a stepping clock, a restart or a second daemon makes or loses an
edition (`reference`: operations §1.4).
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError, DiskFullError
from bulletin.ident import ident, stand_in
from bulletin.model import EditionKey, Seconds, Slot
from bulletin.outside.ballast import drop_ballast, take_ballast
from bulletin.outside.clock import Clock
from bulletin.outside.files import write_whole
from bulletin.outside.service import tell_service_manager
from bulletin.production import Parts, Watch, fulfil, owner
from bulletin.rota import Roster, Rota
from bulletin.store.airlog import Airlog, Owed
from bulletin.store.entries import Claim, Entry
from bulletin.store.ledger import Ledger

logger = logging.getLogger(__name__)

HEARTBEAT: Seconds = 30.0
"""Between two looks at the ledger: bounds how late a clock that was set is noticed."""

FIRST_PAUSE: Seconds = 15.0
LONGEST_PAUSE: Seconds = 600.0
"""Between two tries at an edition that failed: doubled each time."""

IDENTS_A_TURN = 20
"""So that the daily look at thousands of stations' idents keeps no edition waiting."""

LOCK_NAME = "daemon.lock"
"""In the work folder, beside the database."""

CLOCK_STEP: Seconds = 60.0
"""By how much wall clock and monotonic clock may part between two looks before it is a step."""

EVEN_FOR: Seconds = 3600.0
"""Without a step, before the time is believed to be right."""

CLOCK_BACK = timedelta(days=1)
"""So far behind its own past the clock cannot be trusted: boards without a battery wake up in 1970."""


class Daemon:
    """
    Works through what is due until told to stop.

    Args:
        roster: The stations it serves.
        ledger: Their editions.
        airlog: What of them is on air.
        clock: What time it is.
        watch: Who is told how each edition goes on.
        work: Where the latest moment that was ever seen is kept.
        hands: How many editions are made at the same time.
        fulfil: Makes the edition of a claim; `production.fulfil`.
        stand_in: Lets something stand in for an edition that is not there; `ident.stand_in`.
        ident: Sees to it that a station's ident is there; `ident.ident`.
        sweep: Deletes what has had its day; called once a day.
    """

    def __init__(  # noqa: PLR0913 - the world, once
        self,
        roster: Roster,
        ledger: Ledger,
        airlog: Airlog,
        clock: Clock,
        watch: Watch,
        *,
        work: Path,
        hands: int = 1,
        fulfil: Callable[[Parts, Claim, Slot, Watch, Seconds | None], object] = fulfil,
        stand_in: Callable[[Parts, Entry, Slot], None] = stand_in,
        ident: Callable[[Parts], object] = ident,
        sweep: Callable[[], object] = lambda: None,
    ) -> None:
        self._roster = roster
        self._ledger = ledger
        self._airlog = airlog
        self._clock = clock
        self._watch = watch
        self._filed: set[EditionKey] = set()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix="edition")
        self._busy: dict[EditionKey, Future[bool]] = {}
        self._tested: dict[str, date] = {}
        self._turned = clock.monotonic()
        self._ballast = work / "ballast"
        self._fulfil = fulfil
        self._stands_in = stand_in
        self._ident = ident
        self._sweep = sweep
        self._timekeeper = Timekeeper(clock, work / "clock")

    def stop(self) -> None:
        """
        Let the daemon end after the editions it is making; may be called from a signal handler.
        """
        self._stop.set()
        self._wake.set()

    def reconcile(self) -> None:
        """
        File every edition whose time is here, and see to those that are not there.

        Something stands in for what is missing at air time, what can no longer be aired is written down, and feeds
        that are older than the database are rendered. One station's fault leaves the others alone.
        """
        now = self._clock.now()
        due = [one for rota in self._roster.rotas.values() for one in rota.due(now) if one.key not in self._filed]
        known = [one for one in due if now <= one.deadline_at or self._ledger.knew(one.key.station, one.air_at)]
        for key in self._ledger.file_all(known):
            logger.info("%s %s: filed", key.station, key.name)
        self._filed = {key for key in self._filed if key.air_date >= now.date() - timedelta(days=5)}
        self._filed |= {one.key for one in due}
        for entry in self._ledger.absent(now):
            self._guarded(entry.key.station, partial(self._stand_in, entry))
        for late in self._ledger.overdue(now):
            self._miss(late)
        for owed in self._airlog.owed(now):
            self._guarded(owed.station, partial(self._render, owed, now))

    def _guarded(self, station: str, act: Callable[[Rota], object]) -> None:
        """
        Do something for a station; whatever is wrong with it is logged, and everything else goes on.
        """
        rota = self._roster.rotas.get(station)
        if rota is None:
            return
        try:
            act(rota)
        except BulletinError as error:
            logger.error("%s: %s (%s)", station, error, error.code)  # noqa: TRY400 - for the operator; a traceback is not
        except Exception:  # one station's fault of the program must not end all others
            logger.exception("%s: left alone until the next turn", station)

    def _stand_in(self, entry: Entry, rota: Rota) -> None:
        slot = rota.slot_of(entry.key)
        if slot:
            with rota.parts() as parts:
                self._stands_in(parts, entry, slot)

    def _render(self, owed: Owed, now: datetime, rota: Rota) -> None:
        with rota.parts() as parts:
            parts.refresh()
        self._airlog.settle(owed, now)

    def _miss(self, late: Entry) -> None:
        why = f"超过播出时间太久，没有补播{f'（上次失败：{late.reason}）' if late.reason else ''}"
        if self._ledger.miss(late.key, why):
            logger.error("%s %s: missed: %s", late.key.station, late.key.name, why)

    def work(self) -> list[Future[bool]]:
        """
        Begin what is due and free, in the order of air time; nobody waits here, so that urgent work is begun at once.

        What belongs to no station or slot served here is left alone.
        """
        self._busy = {key: future for key, future in self._busy.items() if not future.done()}
        begun = []
        for entry in self._ledger.due(self._clock.now() + timedelta(days=31)):
            rota = self._roster.rotas.get(entry.key.station)
            slot = self._slot_of(rota, entry) if rota else None
            if rota and slot and entry.key not in self._busy:
                future = self._pool.submit(self._one, rota, entry, slot)
                future.add_done_callback(lambda _: self._wake.set())
                self._busy[entry.key] = future
                begun.append(future)
        return begun

    def _slot_of(self, rota: Rota, entry: Entry) -> Slot | None:
        """
        Return the slot of an edition; a special one has one only while a person wants it, for it was approved.
        """
        return rota.slot_of(entry.key) or (rota.special(entry.key) if entry.approved_sha else None)

    def _one(self, rota: Rota, entry: Entry, slot: Slot) -> bool:
        claim = None if self._stop.is_set() else self._ledger.claim(entry.key, owner())
        if claim is None:
            return False
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(claim.attempts - 1, 10))
        name = f"{entry.key.station} {entry.key.name}"
        try:
            with rota.parts() as parts:
                self._fulfil(parts, claim, slot, self._watch, pause)
        except BulletinError as error:
            if isinstance(error, DiskFullError):
                drop_ballast(self._ballast)
            logger.error("%s: no edition yet, next try in %.0f s: %s (%s)", name, pause, error, error.code)  # noqa: TRY400 - for the operator; a traceback is not
            self._give_back(claim, f"{error}（{error.code}）", pause)
            return False
        except Exception as error:  # one edition's fault of the program must not end all others
            logger.exception("%s: no edition yet, next try in %.0f s", name, pause)
            self._give_back(claim, f"程序出错：{type(error).__name__}", pause)
            return False
        return True

    def _give_back(self, claim: Claim, why: str, pause: Seconds) -> None:
        """
        Let go of a claim that `fulfil` did not let go of itself, since it was never reached.
        """
        try:
            self._ledger.fail(claim, why, again_in=pause)
        except BulletinError as error:  # then its lease runs out
            logger.error("%s (%s)", error, error.code)  # noqa: TRY400 - likewise

    def look_after(self) -> None:
        """
        Once a day see to it that each station's ident is there and as it was made, and the ballast with them.

        A few stations at each turn.
        """
        now = self._clock.now()
        today = now.date()
        if self._tested.get("") != today:
            self._tested[""] = today
            take_ballast(self._ballast)
            self._sweep()
        left = [rota for name, rota in self._roster.rotas.items() if self._tested.get(name) != today]
        for rota in left[:IDENTS_A_TURN]:
            self._tested[rota.station.id] = today
            self._guarded(rota.station.id, self._test_ident)

    def _test_ident(self, rota: Rota) -> None:
        with rota.parts() as parts:
            self._ident(parts)

    def figures(self) -> dict[str, tuple[str, dict[str, float]]]:
        """
        Return what a monitoring system wants to know.
        """
        now = self._clock.now()
        counts = self._ledger.counts(now - timedelta(days=1))
        free = float(shutil.disk_usage(self._ballast.parent).free)
        return {
            "editions": (
                "Editions of the last 24 hours and to come, by state.",
                {k: float(v) for k, v in counts.items()},
            ),
            "stations": ("Stations served.", {"": float(len(self._roster.rotas))}),
            "disk_free_bytes": ("Free space where the database lies.", {"": free}),
            "turn_age_seconds": ("Since the last look at what is due.", {"": self._clock.monotonic() - self._turned}),
        }

    def run(self) -> None:
        """
        Work until `stop` is called.

        Raises:
            RuntimeError: The scheduler's thread died; the service manager should start the daemon anew.
        """
        with contextlib.ExitStack() as stack:
            scheduler = stack.enter_context(_scheduler(self._wake.set))
            _schedule(scheduler, self._roster.rotas.values(), self._wake.set)
            tell_service_manager("READY=1")
            while not self._stop.is_set():
                self._wake.clear()
                self.turn(is_patient=False)
                self._turned = self._clock.monotonic()
                if self._roster.renew():
                    _schedule(scheduler, self._roster.rotas.values(), self._wake.set)
                    continue
                if not scheduler._thread.is_alive():  # noqa: SLF001 - APScheduler offers no other way to see it
                    raise RuntimeError("the scheduler's thread has died")
                tell_service_manager("WATCHDOG=1")
                self._wake.wait(self._nap())
            tell_service_manager("STOPPING=1")
            self._pool.shutdown(cancel_futures=True)  # what is being made is finished

    def turn(self, *, is_patient: bool = True) -> None:
        """
        Look once at what is due and work on it; nothing is done while the clock cannot be trusted.

        Args:
            is_patient: Whether to wait until what was begun is finished.
        """
        try:
            if self._timekeeper.is_trusted():
                self.reconcile()
                begun = self.work()
                if is_patient:
                    wait(begun)
                self.look_after()
        except DiskFullError as error:
            drop_ballast(self._ballast)
            logger.error("%s (%s)", error, error.code)  # noqa: TRY400 - for the operator; a traceback is not
        except BulletinError as error:  # the store is locked or full: it may be free at the next turn
            logger.error("%s (%s)", error, error.code)  # noqa: TRY400 - likewise

    def _nap(self) -> Seconds:
        """
        Sleep until the next look: no longer than the heartbeat, shorter when something may be tried again before.
        """
        try:
            left = self._ledger.next_try_in(HEARTBEAT)
        except BulletinError as error:
            logger.error("%s (%s)", error, error.code)  # noqa: TRY400 - likewise
            return HEARTBEAT
        return left if 0 < left < HEARTBEAT else HEARTBEAT  # what is due already was begun, or is not ours


class Timekeeper:
    """
    Notices when the wall clock steps, and when it cannot be right.

    Args:
        clock: What time it is.
        file: Where the latest moment that was ever seen is kept.
    """

    def __init__(self, clock: Clock, file: Path) -> None:
        self._clock = clock
        self._file = file
        self._last = (clock.now(), clock.monotonic())
        self._even_since = clock.monotonic()
        self._latest = self._kept()

    def _kept(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self._file.read_text("ascii").strip())
        except (OSError, ValueError):
            return None  # no daemon ran here before

    def is_trusted(self) -> bool:
        """
        Tell whether editions may be filed by this clock; a step is logged, a clock far behind its own past refused.

        A moment is only remembered once the clock has gone evenly for an hour since it was set: one wrong step into
        the future must not make the right time look like the past.
        """
        now, ticks = self._clock.now(), self._clock.monotonic()
        step = (now - self._last[0]).total_seconds() - (ticks - self._last[1])
        if abs(step) > CLOCK_STEP:
            logger.warning("the clock was set by %+.0f s", step)
            self._even_since = ticks
        self._last = (now, ticks)
        if self._latest and now < self._latest - CLOCK_BACK:
            told = "the clock says %s, but it was %s before: waiting for the right time (if it is right, delete %s)"
            logger.error(told, now, self._latest, self._file)
            return False
        is_even = ticks - self._even_since >= EVEN_FOR
        if self._latest is None or (is_even and now - self._latest > timedelta(minutes=10)):
            self._latest = now
            write_whole(self._file, now.isoformat().encode())
        return True


@contextlib.contextmanager
def _scheduler(wake: Callable[[], None]) -> Iterator[Any]:
    """
    Run APScheduler in a thread, its jobs in memory, none skipped as late; whatever happens to a job wakes the daemon.
    """
    from apscheduler import events  # noqa: PLC0415 - only the daemon needs it
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = BackgroundScheduler(job_defaults=defaults, timezone="UTC")
    trouble = events.EVENT_JOB_ERROR | events.EVENT_JOB_MISSED | events.EVENT_JOB_MAX_INSTANCES
    scheduler.add_listener(lambda _: wake(), trouble)
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)


def _schedule(scheduler: Any, rotas: Iterable[Rota], wake: Callable[[], None]) -> None:  # noqa: ANN401 - APScheduler has no types
    """
    Wake the daemon at the moment each slot's work begins and at its air time: cron jobs, one for each such minute.
    """
    scheduler.remove_all_jobs()
    moments = {
        (station.time_zone, (datetime.combine(date(2026, 1, 2), slot.at) - timedelta(seconds=before)).time())
        for rota in rotas
        for station in (rota.station,)
        for plan in (station.slots, *(day.slots for day in station.days))
        for slot in plan
        for before in (rota.lead, 0)
    }
    for zone, at in moments:
        scheduler.add_job(
            wake, "cron", hour=at.hour, minute=at.minute, second=at.second, timezone=zone, id=f"{zone} {at}"
        )
