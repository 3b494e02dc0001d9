"""
The station ident: what is heard at air time when there is no programme.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bulletin.booth import Booth
from bulletin.errors import BulletinError
from bulletin.model import Slot
from bulletin.outside.files import write_whole
from bulletin.production import Parts
from bulletin.programme import Tags
from bulletin.script import framing
from bulletin.script.running_order import AFTER_SENTENCE, Cue
from bulletin.store.entries import Entry, State

logger = logging.getLogger(__name__)


def stand_in(parts: Parts, entry: Entry, slot: Slot) -> None:
    """
    Let something stand in for an edition that is not there at its air time, and write down what.

    `previous` leaves the last published edition where listeners fetch it; anything else puts the ident there. Where
    not even that can be made the silence is written down. What is written down decides what listeners are given, so
    that an edition published at the same moment wins.
    """
    why = f"到点没有节目（{entry.reason or WAITING[entry.state]}）"
    kind = "previous" if slot.approval == "previous" else "ident"
    if kind == "ident":
        try:
            parts.put_ident(ident(parts))
        except BulletinError as error:
            logger.error("%s: silence: no programme, and no ident: %s", entry.key.name, error)  # noqa: TRY400 - told, not traced
            kind, why = "silence", f"{why}；台标也不能播：{error}"
    if parts.ledger.stand_in(entry.key, kind, why):
        logger.error("%s %s: no programme at air time: %s stands in", entry.key.station, entry.key.name, kind)
        parts.refresh()


WAITING = {
    State.PLANNED: "还没有开始制作",
    State.RUNNING: "正在制作",
    State.REVIEW: "还没有批准",
    State.APPROVED: "刚批准，正在发布",
    State.FAILED: "没有做成",
}
"""Why an edition is not there, by its state."""


def ident(parts: Parts) -> Path:
    """
    Return the station's ident, an MP3 with its AI label; made when it is not there or not as it was made.

    The last announcer on the ladder reads it, who needs no network: it must work when nothing else does.

    Raises:
        BulletinError: It cannot be made.
    """
    lines = framing.delayed(parts.station)
    told = [*(line.spoken for line in lines), parts.station.producer_code, parts.rendition.name, parts.station.language]
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]
    path = parts.work / "ident" / parts.station.id / f"{digest}.mp3"
    seal = path.with_suffix(".sha256")
    if _is_sealed(path, seal):
        return path
    ladder = replace(parts.ladder, announcers=parts.ladder.announcers[-1:])
    booth = Booth(ladder, parts.rendition, parts.work, parts.clock, parts.budget_s, lambda *_: None)
    cues = tuple(_cues(parts))
    booth.measure(cues)
    booth.assemble(cues, path, _tags(parts, cues))
    write_whole(seal, hashlib.sha256(path.read_bytes()).hexdigest().encode())
    return path


def _is_sealed(path: Path, seal: Path) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == seal.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return False


def _cues(parts: Parts) -> Iterator[Cue]:
    lines = framing.delayed(parts.station)
    for place, line in enumerate(lines):
        lead_in = "opening" if place == 0 else ""
        lead_out = "closing" if place == len(lines) - 1 else ""
        yield Cue(line, AFTER_SENTENCE, chapter="" if place else "台标", lead_in=lead_in, lead_out=lead_out)


def _tags(parts: Parts, cues: tuple[Cue, ...]) -> Tags:
    station = parts.station
    return Tags(
        title=f"{station.name} 节目推迟播出",
        station=station.name,
        station_id=station.id,
        text="\n".join(cue.line.text for cue in cues),
        producer_code=station.producer_code,
        label=framing.VOICE_LABEL,
    )
