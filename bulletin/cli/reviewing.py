"""
Commands of the person responsible: `review` lets an edition on air or sends it back, `retract` takes one off.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import date as Date  # noqa: N812 - `date` is an option's name elsewhere
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bulletin.cli.make import heard
from bulletin.cli.request import Request, command
from bulletin.cli.tables import table
from bulletin.config import Settings
from bulletin.errors import BusyError, UsageError
from bulletin.model import EditionKey
from bulletin.outside.clock import SystemClock
from bulletin.store.entries import Entry, Verdict

if TYPE_CHECKING:  # loaded when a command runs, not when the help of another is shown
    from bulletin.store.ledger import Ledger

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="期号",
        help="哪一期，例如 2026-11-24-0730、2026-11-24-0730-r1；有几个电台时写 电台代号/2026-11-24-0730。",
    ),
]


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


@command()
def review(
    request: Request,
    edition: Annotated[
        str,
        typer.Argument(
            metavar="期号", help="哪一期，有几个电台时写 电台代号/2026-11-24-0730；不写则列出全部待审的节目。"
        ),
    ] = "",
    approve: Annotated[str | None, typer.Option("--approve", help="批准播出，写批准人的姓名。")] = None,
    reject: Annotated[str | None, typer.Option("--reject", help="退回，写退回人的姓名。")] = None,
    note: Annotated[str, typer.Option("--note", help="意见。")] = "",
) -> None:
    """
    审稿：列出待审的节目，批准播出或退回。批准的是听到的那段录音，换了录音要重新批准。
    """
    by = [name.strip() for name in (approve, reject) if name is not None]
    if by and (not edition or len(by) > 1):
        raise UsageError("请写明哪一期，并且只写 --approve 或 --reject 其中一个。")
    if by == [""]:
        raise UsageError("请写明是谁批准或退回的，例如 --approve 王主任。")
    if not edition:
        _list(request)
        return
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right

    settings, name = request.edition(edition)
    with Studio(settings, SystemClock()) as studio:
        entry = _waiting(studio.ledger, key_of(studio.station.id, name), edition)
        if by:
            sha = str(entry.record["programme"]["sha256"])
            verdict = Verdict(by[0], is_approved=approve is not None, audio_sha=sha, note=note)
            entry = _judged(studio.ledger, entry.key, verdict, edition)
    request.screen.result(
        _facts(settings, entry, edition), lambda: _draw(request.screen.out, settings, {edition: entry})
    )
    if by and not request.screen.is_quiet:
        is_one_of_many = bool(request.station) or "/" in edition
        told = _taken(entry.key, is_approved=approve is not None, is_one_of_many=is_one_of_many)
        request.screen.err.print(told, soft_wrap=True)


def _list(request: Request) -> None:
    """
    Show what waits for a verdict, of every station that is meant.
    """
    from bulletin.station import database_of  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.store.ledger import Ledger  # noqa: PLC0415

    stations = request.stations()
    with closing(database_of(stations[0])) as database:
        found = Ledger(database).in_review()
    ids = {one.station.id for one in stations}
    is_many = len(ids) > 1
    waiting = {request.name_of(one.key, is_one_of_many=is_many): one for one in found if one.key.station in ids}
    facts = {"waiting": [_facts(stations[0], entry, name) for name, entry in waiting.items()]}
    request.screen.result(facts, lambda: _draw(request.screen.out, stations[0], waiting))


def _waiting(ledger: Ledger, key: EditionKey, name: str) -> Entry:
    entry = ledger.entry(key)
    if entry is None or entry.state != "review":
        now = f"（{entry.state.said}）" if entry else ""
        raise UsageError(f"{name} 不在待审之列{now}。运行 bulletin review 可看到全部待审的节目。")
    return entry


def _judged(ledger: Ledger, key: EditionKey, verdict: Verdict, name: str) -> Entry:
    """
    Write a verdict down and return the edition as it stands then.

    Raises:
        BusyError: It was not taken: somebody else was quicker, or the audio is another by now.
    """
    is_taken = ledger.judge(key, verdict)
    entry = ledger.entry(key)
    assert entry is not None  # noqa: S101 - it was read just now, and the ledger forgets nothing
    if not is_taken:
        told = "录音已经换过" if entry.state == "review" else f"现在是“{entry.state.said}”"
        word = "批准" if verdict.is_approved else "退回"
        raise BusyError(f"{name} 没有{word}：这期间有了变化，{told}。请用 bulletin review {name} 再看一遍。")
    return entry


def _taken(key: EditionKey, *, is_approved: bool, is_one_of_many: bool) -> str:
    """
    Return that a verdict was taken, and what happens now.
    """
    station = f" --station {key.station}" if is_one_of_many else ""
    wanted = f"bulletin make --date {key.air_date} --slot {key.slot}{station}"
    if is_approved:
        return f"已批准 {key.name}。后台程序正在运行的，马上发布；没有运行的，请运行 {wanted} 发布。"
    return f"已退回 {key.name}，不会播出。修改后要重做，请运行 {wanted}。"


def _facts(settings: Settings, entry: Entry, name: str) -> dict[str, object]:
    """
    Return an edition as plain values; `edition` is the name the commands know it by, `status` the ledger's state.
    """
    own = {"edition": name, "station": entry.key.station, "status": entry.state, "air_at": entry.air_at.isoformat()}
    return {**entry.record, **own, "audio": str(heard(settings, entry.key))}


def _draw(out: Console, settings: Settings, found: Mapping[str, Entry]) -> None:
    if not found:
        out.print("没有待审的节目。")
    for name, entry in found.items():
        title = f"{entry.record['title']}（{name}，{entry.state.said}）"
        rows = table("条", "标题", "播音稿", title=title)
        for number, story in enumerate(entry.record["stories"], 1):
            rows.add_row(str(number), story["headline"], "".join(line["text"] for line in story["lines"]))
        out.print(rows)
        out.print(f"试听：{heard(settings, entry.key)}", soft_wrap=True)
        for note in entry.record["notes"]:
            out.print(f"注意：{note}", style="yellow", soft_wrap=True)


@command(without=("as_json",))
def retract(
    request: Request,
    edition: NameArgument,
    why: Annotated[str, typer.Option("--why", help="撤回的理由，写进实播记录。")],
) -> None:
    """
    撤回已发布的一期：从节目源里拿掉，latest.mp3 换成台标，直到有新的节目。
    """
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right

    if not why.strip():
        raise UsageError('请写明撤回的理由，例如 --why "数字有误"。')
    settings, name = request.edition(edition)
    with Studio(settings, SystemClock()) as studio:
        if not studio.retract(key_of(studio.station.id, name), why):
            raise UsageError(f"{edition} 没有发布，不用撤回。")
    if not request.screen.is_quiet:
        request.screen.out.print(f"{edition} 已撤回。", soft_wrap=True)
