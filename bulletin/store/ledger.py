"""
The edition ledger: every edition exactly once, whoever asks for it and however often.

An edition is *filed* (its key is unique), *claimed* under a lease by one worker at a time, and *published* by the
holder of the newest claim: each claim raises the row's token, and a write with an older token changes nothing. All
lease arithmetic is done on the database's clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, insert, or_, select, update
from sqlalchemy.engine import Row

from bulletin.model import EditionKey, Seconds
from bulletin.store.airlog import owe, write_as_run
from bulletin.store.database import Database, moment_now
from bulletin.store.entries import Claim, Due, Entry, State, Verdict
from bulletin.store.tables import approval, edition

LEASE: Seconds = 30.0
"""How long a claim lasts unless renewed: short, so that a killed daemon's work is free again before air time."""


_NOW = moment_now()


class Ledger:
    """
    The editions of all stations in one database, for several processes at once.
    """

    def __init__(self, database: Database, lease: Seconds = LEASE) -> None:
        """
        Keep the editions in a database.
        """
        self._database = database
        self._lease = lease

    @property
    def lease(self) -> Seconds:
        """
        How long a claim lasts unless renewed.
        """
        return self._lease

    def file(self, key: EditionKey, air_at: datetime, deadline_at: datetime) -> bool:
        """
        Note that an edition is due; return whether the ledger did not know it yet.
        """
        return bool(self.file_all([Due(key, air_at, deadline_at)]))

    def file_all(self, due: Sequence[Due]) -> tuple[EditionKey, ...]:
        """
        Note that editions are due, all in one transaction; return those the ledger did not know yet.
        """
        if not due:
            return ()
        days = {one.key.air_date for one in due}
        known = select(edition.c.station, edition.c.air_date, edition.c.slot, edition.c.revision)
        with self._database.begin() as db:
            rows = db.execute(known.where(edition.c.air_date.in_(days)))
            there = {EditionKey(row.station, row.air_date, row.slot, row.revision) for row in rows}
            new = [one for one in due if one.key not in there]
            if new:
                db.execute(self._database.insert_new(edition), [_planned(one) for one in new])
        return tuple(one.key for one in new)

    def claim(self, key: EditionKey, owner: str) -> Claim | None:
        """
        Take the right to make an edition; None when it is made, unknown, or somebody else holds it.
        """
        free = or_(_idle(), edition.c.state.in_((State.MISSED, State.APPROVED)))
        taken = {
            "state": State.RUNNING,
            "owner": owner,
            "token": edition.c.token + 1,
            "attempts": edition.c.attempts + 1,
            "lease_until": _NOW + self._lease,
            "reason": "",
        }
        with self._database.begin() as db:
            if db.execute(update(edition).where(_is(key), free).values(taken)).rowcount != 1:
                return None
            row = db.execute(select(edition).where(_is(key))).one()
        return Claim(key, row.token, _moment(row.air_at), row.attempts)

    def renew(self, claim: Claim) -> bool:
        """
        Hold a claim for another lease; return False when it is lost.
        """
        return self._change(claim, lease_until=_NOW + self._lease)

    def submit(self, claim: Claim, record: Mapping[str, Any]) -> bool:
        """
        Put a finished edition before a reviewer, in the place of older revisions that wait for something.

        Return False when the claim is lost.
        """
        with self._database.begin() as db:
            _supersede(db, claim, _WAITING)
            new = {"state": State.REVIEW, "record": dict(record), "lease_until": 0.0, "reason": ""}
            return db.execute(update(edition).where(_held(claim)).values(new)).rowcount == 1

    def publish(self, claim: Claim, record: Mapping[str, Any]) -> bool:
        """
        Write an edition down as published, older revisions as superseded, its stories into the as-run log.

        Return False when the claim is lost, or a newer revision is published already. The station's feed is noted as
        out of date.
        """
        newer = _is_slot(claim.key) & (edition.c.revision > claim.key.revision) & (edition.c.state == State.PUBLISHED)
        with self._database.begin() as db:
            if db.execute(select(edition.c.id).where(newer)).first():
                db.execute(update(edition).where(_held(claim)).values(state=State.SUPERSEDED, lease_until=0.0))
                return False
            _supersede(db, claim, (*_WAITING, State.PUBLISHED))
            new = {"state": State.PUBLISHED, "record": dict(record), "lease_until": 0.0, "reason": "", "stand_in": ""}
            if db.execute(update(edition).where(_held(claim)).values(new)).rowcount != 1:
                return False
            aired = [{"kind": "story", **story} for story in record.get("as_run", ())]
            write_as_run(db, claim.key, aired or [{"kind": "published", "title": claim.key.name}])
            owe(db, claim.key, claim.air_at)
            return True

    def disapprove(self, claim: Claim) -> bool:
        """
        Take an approval back, since its audio is not there as it was heard; return False when the claim is lost.
        """
        return self._change(claim, approved_sha="")

    def fail(self, claim: Claim, reason: str, *, again_in: Seconds | None = None) -> bool:
        """
        Give a claim back: to be tried again after some seconds, or (None) failed; return False when it is lost.
        """
        state = State.FAILED if again_in is None else State.PLANNED
        return self._change(
            claim, state=state, reason=reason[:2000], lease_until=0.0, next_try_at=_NOW + (again_in or 0.0)
        )

    def miss(self, key: EditionKey, reason: str) -> bool:
        """
        Write down that an edition was not aired; return False when it is published or being made.
        """
        idle = or_(_idle(), edition.c.state.in_((State.REVIEW, State.APPROVED)))
        with self._database.begin() as db:
            told = update(edition).where(_is(key), idle).values(state=State.MISSED, reason=reason[:2000])
            if db.execute(told).rowcount != 1:
                return False
            write_as_run(db, key, [{"kind": "missed", "title": "没有播出", "note": reason}])
            return True

    def stand_in(self, key: EditionKey, kind: str, why: str) -> bool:
        """
        Write down what airs while an edition is not there; return False when that is written down, or it is there now.
        """
        absent = edition.c.state.not_in((State.PUBLISHED, State.SUPERSEDED))
        with self._database.begin() as db:
            told = update(edition).where(_is(key), absent, edition.c.stand_in != kind, ~_has_published())
            if db.execute(told.values(stand_in=kind)).rowcount != 1:
                return False
            write_as_run(db, key, [{"kind": "stand-in", "title": kind, "note": why}])
            return True

    def counts(self, since: datetime) -> dict[str, int]:
        """
        Return how many editions aired or due since a moment are in each state.
        """
        recent = select(edition.c.state, func.count()).where(edition.c.air_at >= since.timestamp())
        with self._database.connect() as db:
            return {str(state): int(count) for state, count in db.execute(recent.group_by(edition.c.state))}

    def retract(self, key: EditionKey, why: str) -> bool:
        """
        Take a published edition off the air; return False when it is not published.
        """
        with self._database.begin() as db:
            row = db.execute(select(edition.c.air_at).where(_is(key), edition.c.state == State.PUBLISHED)).one_or_none()
            if row is None:
                return False
            gone = {"state": State.RETRACTED, "reason": why[:2000], "stand_in": "ident"}
            db.execute(update(edition).where(_is(key)).values(gone))
            write_as_run(db, key, [{"kind": "retracted", "title": "撤回", "note": why}])
            owe(db, key, _moment(row.air_at))
            return True

    def retire(self, key: EditionKey, reason: str) -> None:
        """
        Take a published edition whose files are gone out of the feed.
        """
        with self._database.begin() as db:
            gone = update(edition).where(_is(key), edition.c.state == State.PUBLISHED)
            if db.execute(gone.values(state=State.SUPERSEDED, reason=reason[:2000])).rowcount == 1:
                write_as_run(db, key, [{"kind": "retired", "title": "音频丢失", "note": reason}])

    def entry(self, key: EditionKey) -> Entry | None:
        """
        Return what the ledger knows of an edition, None when nothing.
        """
        with self._database.connect() as db:
            row = db.execute(_entries().where(_is(key))).one_or_none()
        return _entry(row) if row else None

    def newest(self, key: EditionKey) -> Entry | None:
        """
        Return the highest revision of the edition's slot on its day, None when there is none.
        """
        with self._database.connect() as db:
            found = _entries().where(_is_slot(key)).order_by(edition.c.revision.desc()).limit(1)
            row = db.execute(found).one_or_none()
        return _entry(row) if row else None

    def published(self, station: str, limit: int = 60) -> tuple[Entry, ...]:
        """
        Return a station's published editions, newest first.
        """
        mine = (edition.c.station == station) & (edition.c.state == State.PUBLISHED)
        with self._database.connect() as db:
            rows = db.execute(_entries().where(mine).order_by(edition.c.air_at.desc()).limit(limit)).all()
        return tuple(_entry(row) for row in rows)

    def due(self, before: datetime) -> tuple[Entry, ...]:
        """
        Return the editions that can be claimed now and air before a moment, in the order of air time.
        """
        open_ = or_(
            and_(edition.c.state == State.PLANNED, edition.c.next_try_at <= _NOW),
            edition.c.state == State.APPROVED,
            and_(edition.c.state == State.RUNNING, edition.c.lease_until < _NOW),
        )
        soon = edition.c.air_at <= before.timestamp()
        return self._found(open_, soon)

    def overdue(self, now: datetime) -> tuple[Entry, ...]:
        """
        Return the editions that nobody makes and whose deadline has passed, in the order of air time.
        """
        idle = or_(_idle(), edition.c.state.in_((State.REVIEW, State.APPROVED)))
        return self._found(idle, edition.c.deadline_at < now.timestamp())

    def absent(self, now: datetime) -> tuple[Entry, ...]:
        """
        Return the editions whose air time is here while no revision of them is there, and nothing stands in yet.
        """
        states = (State.PLANNED, State.RUNNING, State.REVIEW, State.APPROVED, State.FAILED)
        moment = now.timestamp()
        on_air = and_(edition.c.air_at <= moment, moment <= edition.c.deadline_at)
        return self._found(edition.c.state.in_(states), on_air, edition.c.stand_in == "", ~_has_published())

    def knew(self, station: str, before: datetime) -> bool:
        """
        Tell whether a station had editions before a moment: whether its daemon was at work by then.
        """
        earlier = (edition.c.station == station) & (edition.c.air_at < before.timestamp())
        with self._database.connect() as db:
            return db.execute(select(edition.c.id).where(earlier).limit(1)).first() is not None

    def in_review(self) -> tuple[Entry, ...]:
        """
        Return the editions that wait for a reviewer, in the order of air time.
        """
        return self._found(edition.c.state == State.REVIEW)

    def judge(self, key: EditionKey, verdict: Verdict) -> bool:
        """
        Write a reviewer's verdict down: an approved edition may be published, a rejected one is failed.

        Return False, and change nothing, when the edition does not wait for a verdict or has other audio by now.
        """
        audio = edition.c.record["programme"]["sha256"].as_string()
        is_meant = and_(_is(key), edition.c.state == State.REVIEW, audio == verdict.audio_sha)
        approved = {"state": State.APPROVED, "approved_sha": verdict.audio_sha}
        rejected = {"state": State.FAILED, "reason": f"审稿退回：{verdict.note}"[:2000]}
        with self._database.begin() as db:
            told = update(edition).where(is_meant).values(approved if verdict.is_approved else rejected)
            if db.execute(told).rowcount != 1:
                return False
            word = "approved" if verdict.is_approved else "rejected"
            facts = {"who": verdict.who, "audio_sha": verdict.audio_sha, "note": verdict.note[:2000]}
            db.execute(insert(approval).values(**_row_of(key), at=_NOW, verdict=word, **facts))
            return True

    def _found(self, *conditions: Any) -> tuple[Entry, ...]:  # noqa: ANN401 - conditions of SQLAlchemy
        with self._database.connect() as db:
            rows = db.execute(_entries().where(*conditions).order_by(edition.c.air_at)).all()
        return tuple(_entry(row) for row in rows)

    def next_try_in(self, otherwise: Seconds) -> Seconds:
        """
        Return how many seconds from now the next open edition may be tried, `otherwise` when there is none.
        """
        moment = case((edition.c.state == State.PLANNED, edition.c.next_try_at), else_=edition.c.lease_until)
        open_ = edition.c.state.in_((State.PLANNED, State.RUNNING, State.APPROVED))
        with self._database.connect() as db:
            left = db.execute(select(func.min(moment) - _NOW).where(open_)).scalar()
        return otherwise if left is None else float(left)

    def _change(self, claim: Claim, **values: Any) -> bool:  # noqa: ANN401 - columns of any type
        with self._database.begin() as db:
            return db.execute(update(edition).where(_held(claim)).values(values)).rowcount == 1


_WAITING = (State.PLANNED, State.REVIEW, State.APPROVED, State.FAILED, State.MISSED)
"""Not published, and nobody makes it."""


def _supersede(db: Connection, claim: Claim, states: Sequence[State]) -> None:
    """
    Write the older revisions of a claimed edition off, as far as they are in some states and the claim still holds.
    """
    older = _is_slot(claim.key) & (edition.c.revision < claim.key.revision) & edition.c.state.in_(states)
    held = db.execute(select(edition.c.id).where(_held(claim))).first()
    if held:
        db.execute(update(edition).where(older).values(state=State.SUPERSEDED))


def _has_published() -> Any:  # noqa: ANN401 - a condition, whose type SQLAlchemy keeps to itself
    """
    Some revision of the row's slot is published.
    """
    other = edition.alias()
    same = and_(
        other.c.station == edition.c.station, other.c.air_date == edition.c.air_date, other.c.slot == edition.c.slot
    )
    return select(other.c.id).where(same, other.c.state == State.PUBLISHED).correlate(edition).exists()


def _planned(due: Due) -> dict[str, Any]:
    times = {"air_at": due.air_at.timestamp(), "deadline_at": due.deadline_at.timestamp()}
    return _row_of(due.key) | times | {"state": State.PLANNED}


def _row_of(key: EditionKey) -> dict[str, Any]:
    return {"station": key.station, "air_date": key.air_date, "slot": key.slot, "revision": key.revision}


def _is_slot(key: EditionKey) -> Any:  # noqa: ANN401 - a condition, whose type SQLAlchemy keeps to itself
    return and_(edition.c.station == key.station, edition.c.air_date == key.air_date, edition.c.slot == key.slot)


def _is(key: EditionKey) -> Any:  # noqa: ANN401 - likewise
    return and_(_is_slot(key), edition.c.revision == key.revision)


def _held(claim: Claim) -> Any:  # noqa: ANN401 - likewise
    return and_(_is(claim.key), edition.c.token == claim.token, edition.c.state == State.RUNNING)


def _idle() -> Any:  # noqa: ANN401 - likewise
    """
    Neither published nor given up, and nobody makes it.
    """
    stalled = and_(edition.c.state == State.RUNNING, edition.c.lease_until < _NOW)
    return or_(edition.c.state.in_((State.PLANNED, State.FAILED)), stalled)


def _entries() -> Any:  # noqa: ANN401 - likewise
    leased = and_(edition.c.state == State.RUNNING, edition.c.lease_until >= _NOW)
    return select(edition, leased.label("is_leased"))


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        key=EditionKey(row.station, row.air_date, row.slot, row.revision),
        state=State(row.state),
        air_at=_moment(row.air_at),
        token=row.token,
        attempts=row.attempts,
        reason=row.reason,
        record=row.record or {},
        is_leased=bool(row.is_leased),
        approved_sha=row.approved_sha,
        stand_in=row.stand_in,
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
