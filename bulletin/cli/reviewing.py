"""
Commands of the person responsible: `review` lets an edition on air or sends it back, `retract` takes one off.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812 - `date` is an option's name elsewhere
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bulletin.cli.app import (
    ConfigOption,
    JsonOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    WorkOption,
    app,
    settings_for,
    shown,
)
from bulletin.errors import UsageError
from bulletin.model import EditionKey
from bulletin.outside.clock import SystemClock
from bulletin.store.entries import Entry, Verdict

NameArgument = Annotated[str, typer.Argument(help="哪一期，例如 2026-11-24-0730 或 2026-11-24-0730-r1。")]


def key_of(station: str, name: str) -> EditionKey:
    """
    Return the edition a name means, `2026-11-24-0730-r1`.

    Raises:
        UsageError: It is no such name.
    """
    stem, _, revision = name.partition("-r")
    day, _, slot = stem.rpartition("-")
    try:
        return EditionKey(station, Date.fromisoformat(day), slot, int(revision or 0))
    except ValueError as error:
        raise UsageError(f"看不懂期号“{name}”。请写成 2026-11-24-0730 这样。") from error


@app.command()
def review(
    edition: Annotated[str, typer.Argument(help="哪一期；不写则列出全部待审的节目。")] = "",
    approve: Annotated[str, typer.Option("--approve", help="批准播出，写批准人的姓名。")] = "",
    reject: Annotated[str, typer.Option("--reject", help="退回，写退回人的姓名。")] = "",
    note: Annotated[str, typer.Option("--note", help="意见。")] = "",
    output: OutputOption = None,
    work: WorkOption = None,
    config: ConfigOption = None,
    *,
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    审稿：列出待审的节目，批准播出或退回。批准的是听到的那段录音，换了录音要重新批准。
    """
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right

    if (approve or reject) and (not edition or (approve and reject)):
        raise UsageError("请写明哪一期，并且只写 --approve 或 --reject 其中一个。")
    screen = shown(verbose, is_json=as_json, is_quiet=quiet)
    with Studio(settings_for(config, output=output, work=work), SystemClock()) as studio:
        waiting = studio.ledger.in_review()
        if not edition:
            facts = [_facts(entry) for entry in waiting]
            screen.result({"waiting": facts}, lambda: _draw(screen.out, waiting))
            return
        key = key_of(studio.station.id, edition)
        entry = next((one for one in waiting if one.key == key), None)
        if entry is None:
            raise UsageError(f"{edition} 不在待审之列。运行 bulletin review 可看到全部待审的节目。")
        if approve or reject:
            sha = str(entry.record["programme"]["sha256"])
            studio.ledger.judge(key, Verdict(approve or reject, is_approved=bool(approve), audio_sha=sha, note=note))
        screen.result(_facts(entry), lambda: _draw(screen.out, [entry]))


def _facts(entry: Entry) -> dict[str, object]:
    return {"edition": entry.key.name, "station": entry.key.station, "air_at": entry.air_at.isoformat(), **entry.record}


def _draw(out: Console, waiting: Sequence[Entry]) -> None:
    if not waiting:
        out.print("没有待审的节目。")
    for entry in waiting:
        table = Table(
            "条", "标题", "播音稿", title=f"{entry.record['title']}（{entry.key.name}）", title_justify="left"
        )
        for number, story in enumerate(entry.record["stories"], 1):
            table.add_row(str(number), story["headline"], "".join(line["text"] for line in story["lines"]))
        out.print(table)
        for note in entry.record["notes"]:
            out.print(f"注意：{note}", style="yellow", soft_wrap=True)


@app.command()
def retract(
    edition: NameArgument,
    why: Annotated[str, typer.Option("--why", help="撤回的理由，写进实播记录。")],
    output: OutputOption = None,
    work: WorkOption = None,
    config: ConfigOption = None,
    *,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    撤回已发布的一期：从节目源里拿掉，latest.mp3 换成台标，直到有新的节目。
    """
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right

    screen = shown(verbose, is_quiet=quiet)
    with Studio(settings_for(config, output=output, work=work), SystemClock()) as studio:
        if not studio.retract(key_of(studio.station.id, edition), why):
            raise UsageError(f"{edition} 没有发布，不用撤回。")
    if not quiet:
        screen.out.print(f"{edition} 已撤回。")
