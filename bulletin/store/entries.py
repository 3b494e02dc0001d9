"""
What the edition ledger knows and hands out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bulletin.model import EditionKey


class State(StrEnum):
    """
    Where an edition stands.
    """

    PLANNED = "planned"
    RUNNING = "running"
    REVIEW = "review"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    MISSED = "missed"
    FAILED = "failed"

    @property
    def said(self) -> str:
        """
        What the operator calls it, in Chinese.
        """
        return _SAID[self]


_SAID = {
    State.PLANNED: "计划中",
    State.RUNNING: "制作中",
    State.REVIEW: "待审",
    State.APPROVED: "已批准",
    State.PUBLISHED: "已发布",
    State.SUPERSEDED: "已被修订版取代",
    State.RETRACTED: "已撤回",
    State.MISSED: "未播出",
    State.FAILED: "失败",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One row of the ledger.

    Args:
        key: Which edition.
        state: Where it stands.
        air_at: When it is due, UTC.
        token: Of its newest claim; 0 when it was never claimed.
        attempts: How often it was claimed.
        reason: Why it failed or was missed, in Chinese; `""` otherwise.
        record: The finished edition's document, empty before.
        is_leased: Whether somebody holds a claim that has not run out.
        approved_sha: Digest of the audio that somebody let on air, `""` before.
        stand_in: What airs while the edition is not there: `ident`, `previous`, or `""`.
    """

    key: EditionKey
    state: State
    air_at: datetime
    token: int
    attempts: int
    reason: str
    record: Mapping[str, Any]
    is_leased: bool
    approved_sha: str = ""
    stand_in: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """
    An edition whose time is here: when it airs, and until when that makes sense.
    """

    key: EditionKey
    air_at: datetime
    deadline_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What a reviewer decided about the audio with a certain digest, and why.
    """

    who: str
    is_approved: bool
    audio_sha: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """
    The right to make one edition, until the lease runs out.
    """

    key: EditionKey
    token: int
    air_at: datetime
    attempts: int
