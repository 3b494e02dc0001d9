"""
`bulletin make`: today's edition, once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - `date` is an option's name here
from datetime import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bulletin import airtimes
from bulletin.artefacts import AUDIO, kept_in
from bulletin.cli.app import AnnouncerOption, DateOption, SourcesArgument, day_of
from bulletin.cli.progress import watching
from bulletin.cli.request import Request, command
from bulletin.cli.tables import facts_table, table
from bulletin.config import ANNOUNCERS, Settings
from bulletin.errors import UsageError
from bulletin.model import EditionKey, Slot
from bulletin.outside.clock import SystemClock
from bulletin.store.entries import Entry

PARTLY = 3
"""Exit status: the edition is there, but some sources failed."""

WAITING = 4
"""Exit status: the edition waits for approval."""


@command()
def make(
    request: Request,
    sources: SourcesArgument = None,
    date: DateOption = "",
    announcer: AnnouncerOption = None,
    *,
    slot: Annotated[str, typer.Option("--slot", help="哪一档，例如 0730，默认第一档；写别的时刻是特别节目。")] = "",
    force_new_revision: Annotated[
        bool, typer.Option("--force-new-revision", help="已有本期时，另做一个修订版（-r1、-r2……）。")
    ] = False,
) -> None:
    """
    制作一期节目：读稿、编排、写稿、播音、合成、发布。
    """
    from bulletin.production import make as produce_once  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.station import Studio  # noqa: PLC0415

    screen = request.screen
    settings = with_ladder(request.settings(sources=tuple(sources) if sources else None), announcer or [])
    station = settings.on_air()
    clock = SystemClock()
    day = day_of(date, station.time_zone, clock.now())
    with Studio(settings, clock) as studio, watching(screen.err, is_quiet=screen.is_quiet or screen.is_json) as watch:
        made = produce_once(
            studio.parts(), day, slot_of(settings, day, slot), watch, is_new_revision=force_new_revision
        )
    key, state = made.entry.key, made.entry.state
    told = "" if made.is_new else already(made.entry, is_new_revision=force_new_revision)
    record = {**made.entry.record, "status": state}
    audio = heard(settings, key) if state == "review" else settings.output / key.station / record["files"]["mp3"]
    screen.result(record, lambda: _draw(screen.out, record, audio, told))
    if state == "review":
        if not screen.is_quiet:
            name = request.name_of(key)
            screen.err.print(f"这一期等待批准：bulletin review {name} --approve 姓名", soft_wrap=True)
        raise typer.Exit(WAITING)
    if made.is_new and made.failures:
        raise typer.Exit(PARTLY)


def heard(settings: Settings, key: EditionKey) -> Path:
    """
    Return where the audio of an edition lies that waits for a verdict.
    """
    return kept_in(settings.work, key) / AUDIO


def already(entry: Entry, *, is_new_revision: bool) -> str:
    """
    Return why an edition was not made: what it is already.

    Args:
        entry: What the ledger knows of it.
        is_new_revision: Whether another revision was wanted all the same.
    """
    name = f"{entry.key.air_date} {entry.key.slot} 这一期"
    if is_new_revision:
        return f"{name}{entry.state.said}，--force-new-revision 没有执行。待审的节目请先批准或退回。"
    if entry.state == "published":
        return f"{name}已经发布，没有重做。（另做修订版请加 --force-new-revision）"
    return f"{name}{entry.state.said}，没有重做。"


def slot_of(settings: Settings, day: Date, name: str) -> Slot:
    """
    Return the slot of a day that is named, the first one for `""`; another time makes a special edition.

    Raises:
        UsageError: It is no time, or one at which the station may not speak.
    """
    slots = settings.on_air().slots_on(day) or settings.on_air().slots
    found = next((one for one in slots if name in ("", one.name)), None)
    if found:
        return found
    if not re.fullmatch(r"([01]\d|2[0-3])[0-5]\d", name):
        raise UsageError(f"看不懂档次“{name}”。请写四位数字的时刻，例如 0915。")
    special = replace(slots[0], at=time(int(name[:2]), int(name[2:])))
    faults = [] if settings.station.exception_reason else list(airtimes.faults([special]))
    if faults:
        raise UsageError(f"{'；'.join(faults)}。确有需要时，请在设置 station.exception_reason 写明理由。")
    return special


def with_ladder(settings: Settings, rungs: Sequence[str]) -> Settings:
    """
    Return the settings with announcers named on the command line, if any.

    Raises:
        UsageError: There is no such announcer.
    """
    if not rungs:
        return settings
    for rung in rungs:
        if rung.partition(":")[0] not in ANNOUNCERS:
            raise UsageError(f"没有叫“{rung}”的播音员，可用的有：{'、'.join(ANNOUNCERS)}。")
    speech = settings.speech.model_copy(update={"ladder": tuple(rungs)})
    return settings.model_copy(update={"speech": speech})


def _draw(out: Console, record: Mapping[str, Any], audio: Path, told: str) -> None:
    """
    Print the closing table.
    """
    if told:
        out.print(told, soft_wrap=True)
    stories = table("条", "标题", "开始", "秒", "字", title=record["title"])
    for number, story in enumerate(record["stories"], 1):
        minutes, seconds = divmod(round(story["start"]), 60)
        stories.add_row(
            str(number), story["headline"], f"{minutes}:{seconds:02d}", f"{story['seconds']:.0f}", str(story["chars"])
        )
    out.print(stories)
    facts = facts_table()
    facts.add_row("时长", f"{record['seconds']:.1f} 秒")
    facts.add_row("播音", f"{record['announcer']}（{record['voice']}）")
    facts.add_row("响度", f"{record['lufs']:.1f} LUFS，真峰值 {record['true_peak_db']:.1f} dBTP")
    facts.add_row("试听" if record["status"] == "review" else "成品", str(audio))
    out.print(facts, soft_wrap=True)
    for dropped in record["dropped"]:
        out.print(f"未播：{dropped['headline']}（{dropped['reason']}）", soft_wrap=True)
    for note in record["notes"]:
        out.print(f"注意：{note}", style="yellow", soft_wrap=True)
