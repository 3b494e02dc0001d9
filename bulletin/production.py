"""
One edition: the six verbs in their order, and what happens when one of them fails.

    gather -> select -> write -> speak -> assemble -> publish

A source or a story that fails is left out and noted; an announcer that fails is relieved by its standby and noted; what
leaves no edition raises, and the last good one stays on air.
"""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from bulletin.artefacts import AUDIO, keep, kept_in
from bulletin.articles import Gathered, Source, gather
from bulletin.as_run import Session, air_time, edition_of, tags_of
from bulletin.booth import Booth
from bulletin.desk import Policy, edited, spoken_as
from bulletin.errors import BulletinError, BusyError, LateError, SourceError, UsageError
from bulletin.model import Edition, EditionKey, Rendition, Script, Seconds, Slot, Station
from bulletin.outside.clock import Clock
from bulletin.programme import require_fit
from bulletin.script.running_order import Cue, Form, in_cantonese, running_order
from bulletin.speech import Standby
from bulletin.store.entries import Claim, Entry, State
from bulletin.store.ledger import Ledger
from bulletin.timing import Spoken

logger = logging.getLogger(__name__)

WAIT: Seconds = 60.0
"""How long a second process waits for the first: two leases, so that a killed one's claim has run out by then."""


TAKEN_OVER = "{} 这一期已被另一个程序接手，本次结果作废。"


class Watch(Protocol):
    """
    Somebody who is told how the work goes on.
    """

    def step(self, verb: str, said: str) -> None:
        """
        Hear that one of the six verbs is done, and with what result, in Chinese; or that another program is waited for.
        """
        ...

    def spoken(self, done: int, total: int, announcer: str) -> None:
        """
        Hear how many lines are spoken, and by whom.
        """
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """
    What production needs of the world, built by `station.py`.

    Args:
        station: Who broadcasts.
        sources: Where articles are read.
        ladder: Who speaks, in order.
        rendition: For which kind of listener.
        form: What the station chose of its outer form.
        ledger: The editions.
        work: A folder for clips and artefacts.
        publish: Publishes the file of a finished edition, calling back to have it committed before the feed names it;
            returns the published files by kind.
        refresh: Renders feed and listing anew from the database.
        put_ident: Puts the ident where it is found while a programme is late.
        record: Makes the edition's document.
        edition: Reads an edition back from its document.
        folder: Where this station's editions are published.
        clock: What time it is.
        policy: How stories are chosen and worded on a date.
        noted: Hears what the sources gave.
        budget_s: How long speaking may take, in seconds.
    """

    station: Station
    sources: Sequence[Source]
    ladder: Standby
    rendition: Rendition
    form: Form
    ledger: Ledger
    work: Path
    publish: Callable[[Path, Edition, Callable[[Edition], None]], Mapping[str, Path]]
    refresh: Callable[[], None]
    put_ident: Callable[[Path], None]
    record: Callable[[Edition], Mapping[str, Any]]
    edition: Callable[[Mapping[str, Any]], Edition]
    folder: Path
    clock: Clock
    policy: Callable[[date], Policy] = lambda _: Policy()
    noted: Callable[[Gathered], None] = lambda _: None
    budget_s: Seconds = 600.0


@dataclass(frozen=True, slots=True)
class Made:
    """
    A published edition.

    Args:
        entry: What the ledger says of it, its document among that.
        is_new: Whether this call made it.
        failures: The sources that failed while it was made.
    """

    entry: Entry
    is_new: bool
    failures: tuple[SourceError, ...] = ()


def make(parts: Parts, day: date, slot: Slot, watch: Watch, *, is_new_revision: bool = False) -> Made:
    """
    See to it that the edition of a day and slot is published, exactly once.

    Args:
        parts: The world.
        day: The air date on the station's calendar.
        slot: The air time it is for.
        watch: Who is told how it goes on.
        is_new_revision: Make another revision although one is published.

    Raises:
        UsageError: It was retracted, and another revision is not wanted.
        BusyError: Another process is making it and did not finish within `WAIT`.
        BulletinError: It cannot be made; the ledger says why.
    """
    key = EditionKey(parts.station.id, day, slot.name)
    newest = parts.ledger.newest(key)
    if newest and newest.state is State.PUBLISHED and not is_new_revision and not _lost(parts, newest):
        parts.refresh()  # whoever published it may have been killed before the feed was written
        return Made(newest, is_new=False)
    if newest and newest.state is State.RETRACTED and not is_new_revision:
        raise UsageError(
            f"{newest.key.name} 这一期已经撤回（{newest.reason}）。改好稿件后要另做一期，请加 --force-new-revision。"
        )
    if newest:
        is_closed = newest.state in (State.PUBLISHED, State.SUPERSEDED, State.RETRACTED)
        key = replace(newest.key, revision=newest.key.revision + is_closed)
    claim = _claimed(parts, key, slot, watch)
    if isinstance(claim, Entry):
        return Made(claim, is_new=False)
    return fulfil(parts, claim, slot, watch)


def revise(parts: Parts, key: EditionKey, slot: Slot, scripts: tuple[Script, ...], watch: Watch) -> Made:
    """
    Make another revision of an edition, with scripts an editor changed.

    Raises:
        BusyError: Another process is making it.
        BulletinError: It cannot be made; the ledger says why.
    """
    newest = parts.ledger.newest(key)
    claim = _claimed(parts, replace(key, revision=newest.key.revision + 1 if newest else 0), slot, watch)
    if isinstance(claim, Entry):
        return Made(claim, is_new=False)
    return fulfil(parts, claim, slot, watch, scripts=scripts)


def fulfil(  # noqa: PLR0913 - a claim, how it is fulfilled, and what if it cannot be
    parts: Parts,
    claim: Claim,
    slot: Slot,
    watch: Watch,
    again_in: Seconds | None = None,
    *,
    scripts: tuple[Script, ...] = (),
) -> Made:
    """
    Make and publish the edition of a claim, holding its lease meanwhile; when it fails, say so in the ledger.

    One that a person must let on air is put to review instead; once approved, the very audio that was heard is
    published.

    Args:
        parts: The world.
        claim: The right to make it.
        slot: The air time it is for.
        watch: Who is told how it goes on.
        again_in: Seconds after which a failed edition may be tried again; None: only when a person asks.
        scripts: What an editor wants said; empty: what the sources give.
    """
    failures: tuple[SourceError, ...] = ()
    try:
        with _held(parts.ledger, claim):
            entry = _known(parts.ledger, claim.key)
            if entry.approved_sha and _is_as_heard(parts, claim, entry):
                _release(parts, claim, _lying_at(parts.edition(entry.record), _audio(parts, claim.key)), watch)
            else:
                failures = produce(parts, claim, slot, watch, scripts)
    except BulletinError as error:
        parts.ledger.fail(claim, f"{error}（{error.code}）", again_in=again_in)
        raise
    except BaseException:
        parts.ledger.fail(claim, "程序中断", again_in=0.0)
        raise
    return Made(_known(parts.ledger, claim.key), is_new=True, failures=failures)


def _is_as_heard(parts: Parts, claim: Claim, entry: Entry) -> bool:
    """
    Tell whether the audio that somebody approved is still there, byte for byte; else the approval is taken back.
    """
    audio = _audio(parts, claim.key)
    if audio.is_file() and hashlib.sha256(audio.read_bytes()).hexdigest() == entry.approved_sha:
        return True
    logger.error("%s: the approved audio is gone or changed: it is made and reviewed again", claim.key.name)
    parts.ledger.disapprove(claim)
    return False


def _audio(parts: Parts, key: EditionKey) -> Path:
    return kept_in(parts.work, key) / AUDIO


def _lying_at(edition: Edition, path: Path) -> Edition:
    """
    Return an edition whose programme lies elsewhere.
    """
    return replace(edition, programme=replace(edition.programme, path=path))


def produce(
    parts: Parts, claim: Claim, slot: Slot, watch: Watch, scripts: tuple[Script, ...] = ()
) -> tuple[SourceError, ...]:
    """
    Walk the road once, from the sources or from an editor's scripts; return the sources that failed on the way.

    Raises:
        LateError: Another worker took the edition over meanwhile; nothing is in the feed.
        BulletinError: There can be no edition.
    """
    key, station = claim.key, parts.station
    booth = Booth(parts.ladder, parts.rendition, parts.work, parts.clock, parts.budget_s, watch.spoken)
    policy = parts.policy(key.air_date)
    failures: tuple[SourceError, ...] = ()

    def order(scripts: Sequence[Script]) -> tuple[Cue, ...]:
        cues = running_order(station, slot, key.air_date, scripts, parts.form)
        return in_cantonese(cues) if station.language == "yue" else cues

    if scripts:
        walk = spoken_as(scripts, order, booth.measure)
    else:
        gathered = _gathered(parts, key, watch)
        failures = gathered.failures
        walk = edited(gathered.articles, slot.seconds, key.air_date, policy, order, booth.measure)
    _keep(parts, key, walk, booth)
    watch.step("write", f"选用 {len(walk.scripts)} 条，未用 {len(walk.rundown.dropped)} 条")
    watch.step("speak", f"{booth.readings[-1].announcer} 播音，共 {len(walk.cues)} 句")

    aired = booth.assemble(walk.cues, _audio(parts, key), tags_of(station, key, slot, walk.cues))
    require_fit(aired.programme.path, aired.programme)
    watch.step("assemble", f"{aired.programme.seconds:.1f} 秒，{aired.programme.loudness:.1f} LUFS")

    edition = edition_of(Session(station, key, slot, walk, booth.readings, aired, failures, parts.clock.now()))
    if slot.approval == "auto" and not policy.wants_review(walk):
        _release(parts, claim, edition, watch)
    elif parts.ledger.submit(claim, parts.record(edition)):
        logger.info("%s %s: waits for approval", key.station, key.name)
        watch.step("publish", "已送审，等待批准")
    else:
        raise LateError(TAKEN_OVER.format(key.name))
    return failures


def _gathered(parts: Parts, key: EditionKey, watch: Watch) -> Gathered:
    gathered = gather(parts.sources)
    parts.noted(gathered)
    keep(kept_in(parts.work, key), "articles", gathered.articles)
    failed = f"，{len(gathered.failures)} 个稿源没读成" if gathered.failures else ""
    watch.step("gather", f"读到 {len(gathered.articles)} 篇稿件{failed}")
    return gathered


def _keep(parts: Parts, key: EditionKey, walk: Spoken, booth: Booth) -> None:
    for script in walk.scripts:
        for note in script.notes:
            logger.warning("%s: %s", script.story.slug, note)
    folder = kept_in(parts.work, key)
    keep(folder, "rundown", walk.rundown)
    keep(folder, "scripts", walk.scripts)
    keep(folder, "readings", booth.readings)


def _release(parts: Parts, claim: Claim, edition: Edition, watch: Watch) -> None:
    if not parts.ledger.renew(claim):  # whoever lost the claim on the way must not touch a published name
        raise LateError(TAKEN_OVER.format(claim.key.name))

    def commit(finished: Edition) -> None:
        if not parts.ledger.publish(claim, parts.record(finished)):
            raise LateError(TAKEN_OVER.format(claim.key.name))

    files = parts.publish(edition.programme.path, edition, commit)
    logger.info("%s %s: published, %.1f s", claim.key.station, claim.key.name, edition.programme.seconds)
    watch.step("publish", str(files["mp3"]))


def _claimed(parts: Parts, key: EditionKey, slot: Slot, watch: Watch) -> Claim | Entry:
    """
    File an edition and claim it; where somebody else is making it, wait for them and return what they published.
    """
    due = air_time(parts.station, key, slot)
    since = max(due, parts.clock.now()) if key.revision else due  # a correction may come after the first deadline
    parts.ledger.file(key, due, since + timedelta(seconds=slot.catch_up))
    until = parts.clock.monotonic() + WAIT
    is_told = False
    while True:
        claim = parts.ledger.claim(key, owner())
        if claim:
            return claim
        entry = _known(parts.ledger, key)
        if entry.state in (State.PUBLISHED, State.REVIEW):
            return entry
        if parts.clock.monotonic() >= until:
            raise BusyError(f"{key.name} 这一期正由另一个程序制作。请稍后再试。")
        if not is_told:
            watch.step("wait", f"另一个程序正在做这一期，或者上次中断了，最多等 {WAIT:.0f} 秒")
            is_told = True
        parts.clock.sleep(0.5)


def _known(ledger: Ledger, key: EditionKey) -> Entry:
    entry = ledger.entry(key)
    assert entry is not None  # noqa: S101 - it was filed before, and the ledger forgets nothing
    return entry


def owner() -> str:
    """
    Return who this process is, for the ledger: machine and process id.
    """
    return f"{socket.gethostname()}:{os.getpid()}"


def _lost(parts: Parts, entry: Entry) -> bool:
    """
    Tell whether a published edition's MP3 is gone from the disk; then it is taken out of the feed.
    """
    if (parts.folder / f"{entry.key.name}.mp3").is_file():
        return False
    logger.warning("%s: published, but its MP3 is gone: another revision is made", entry.key.name)
    parts.ledger.retire(entry.key, "音频文件丢失")
    return True


@contextmanager
def _held(ledger: Ledger, claim: Claim) -> Iterator[None]:
    """
    Renew a claim's lease until the work in it is done.
    """
    done = threading.Event()

    def renew() -> None:
        while not done.wait(ledger.lease / 3):
            try:
                if not ledger.renew(claim) and not done.is_set():
                    logger.warning("%s: the lease is lost; its result will be discarded", claim.key.name)
                    return
            except BulletinError as error:  # the database may be free again at the next turn
                logger.warning("%s: the lease could not be renewed: %s", claim.key.name, error)

    thread = threading.Thread(target=renew, name=f"lease-{claim.key.name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
