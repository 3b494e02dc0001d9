"""
`bulletin source`: where the news comes from, and whether it can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from bulletin.articles.kind_names import KINDS, SAID, is_web, kind_of
from bulletin.cli.app import Shown, app
from bulletin.cli.request import Request, command
from bulletin.cli.tables import table
from bulletin.cli.usage import Group
from bulletin.config import Settings, is_web_address
from bulletin.errors import SourceError, UsageError
from bulletin.model import Article

if TYPE_CHECKING:  # what is heavy is loaded when a command runs, not when the help of another is shown
    from bulletin.store.sources import Sources, StoredSource, Trust

source = typer.Typer(cls=Group, help="管理稿件来源：添加、列出、试读、删除。", no_args_is_help=True)
app.add_typer(source, name="source")

FAILED = 1
TRUST_SAID: dict[Trust, str] = {"official": "官方", "press": "媒体", "other": "其他"}

NameArgument = Annotated[str, typer.Argument(metavar="名字", help="来源的名字。")]


@command(source)
def add(
    request: Request,
    address: Annotated[
        str, typer.Argument(metavar="地址", help="网址、文件或文件夹。网址里可写日期：{date:%Y-%m/%d}。")
    ],
    name: Annotated[str, typer.Option("--name", "-n", help="名字，默认取自地址。")] = "",
    kind: Annotated[str, typer.Option("--kind", "-k", help=f"种类，默认按地址猜：{'、'.join(KINDS)}。")] = "",
    trust: Annotated[
        str, typer.Option("--trust", help="可信程度：official 官方、press 媒体（默认）、other 其他。")
    ] = "press",
    *,
    teaser: Annotated[bool, typer.Option("--teaser", help="订阅源只有摘要时，不去读全文网页。")] = False,
    private: Annotated[bool, typer.Option("--private", help="允许读取内部网络：本单位自己的服务器。")] = False,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="不试读，直接添加。")] = False,
) -> None:
    """
    添加一个来源。先试读一遍，读得出来才添加。
    """
    from bulletin.store.sources import StoredSource  # noqa: PLC0415 - after the command line is known to be right

    screen, settings, address = request.screen, request.settings(), address.strip()
    if "://" in address and not is_web_address(address):
        raise UsageError(f"“{address}”不是完整的网址。请以 http:// 或 https:// 开头。")
    stored = StoredSource(
        name=name.strip() or _name_of(address),
        kind=kind or kind_of(address),
        address=address if is_web(address) else str(Path(address).expanduser().absolute()),
        trust=_trust(trust),
        is_full_text=not teaser,
        is_private=private,
    )
    _check(stored)
    with _opened(settings) as kept:
        articles = () if unchecked or stored.kind == "drop" else _read(stored, settings)
        kept.add(stored)
        if articles:
            kept.note(stored.name, len(articles))
    screen.result(
        _facts(stored) | {"articles": len(articles)},
        lambda: screen.out.print(
            f"已添加{SAID[stored.kind]}“{stored.name}”，现有 {len(articles)} 篇稿件。", soft_wrap=True
        ),
    )


@command(source, "list")
def list_all(request: Request) -> None:
    """
    列出全部来源，以及上次读得怎样。
    """
    screen, settings = request.screen, request.settings()
    with _opened(settings) as kept:
        found = kept.all()
    zone = ZoneInfo(settings.station.time_zone)
    screen.result([_facts(one) for one in found], lambda: _draw(screen.out, found, zone))


@command(source, "test")
def read_now(
    request: Request,
    name: Annotated[str, typer.Argument(metavar="名字", help="来源的名字；不写则全部试读。")] = "",
) -> None:
    """
    试读来源，看现在能读到哪些稿件。投稿文件夹里的文件会像平时一样被移走。
    """
    screen, settings = request.screen, request.settings()
    with _opened(settings) as kept:
        chosen = [one for one in kept.all() if name in {"", one.name}]
        if name and not chosen:
            raise UsageError(_unknown(name))
        results = [_tried(one, settings, kept) for one in chosen]
    _show_results(screen, results)
    if any(result["failure"] for result in results):
        raise typer.Exit(FAILED)


@command(source)
def remove(
    request: Request,
    name: NameArgument,
) -> None:
    """
    删除一个来源。已经播出的节目不受影响。
    """
    screen, settings = request.screen, request.settings()
    with _opened(settings) as kept:
        if not kept.remove(name):
            raise UsageError(_unknown(name))
    screen.result({"removed": name}, lambda: screen.out.print(f"已删除来源“{name}”。"))


@contextmanager
def _opened(settings: Settings) -> Iterator[Sources]:
    """
    Give the station's sources, the database open.
    """
    from bulletin.station import database_of  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.store.sources import Sources  # noqa: PLC0415

    database = database_of(settings)
    try:
        yield Sources(database, settings.station.id)
    finally:
        database.close()


def _read(stored: StoredSource, settings: Settings) -> tuple[Article, ...]:
    from bulletin.outside.clock import SystemClock  # noqa: PLC0415 - as in `_opened`
    from bulletin.station import stored_source  # noqa: PLC0415

    return stored_source(stored, settings, SystemClock()).read()


def _unknown(name: str) -> str:
    return f"没有叫“{name}”的来源。用 bulletin source list 查看全部。"


def _name_of(address: str) -> str:
    place = address.split("://", 1)[-1].split("/", 1)[0] if is_web(address) else Path(address).name
    return place[:80] or address[:80]


def _trust(word: str) -> Trust:
    for trust in TRUST_SAID:
        if word == trust:
            return trust
    raise UsageError(f"可信程度只能是 {'、'.join(TRUST_SAID)}，现在是“{word}”。")


def _check(stored: StoredSource) -> None:
    if stored.kind not in KINDS:
        raise UsageError(f"没有“{stored.kind}”这种来源，可用的有：{'、'.join(KINDS)}。")
    if len(stored.name) > 80 or len(stored.address) > 2000:
        raise UsageError("名字最多 80 个字，地址最多 2000 个字。")


def _tried(stored: StoredSource, settings: Settings, kept: Sources) -> dict[str, Any]:
    """
    Read a source now, and write down how that went.
    """
    articles: tuple[Article, ...] = ()
    failure = ""
    try:
        articles = _read(stored, settings)
    except SourceError as error:
        failure = f"{error.code}：{error}"
    kept.note(stored.name, len(articles), failure)
    return {"name": stored.name, "articles": [one.title for one in articles], "failure": failure}


def _show_results(screen: Shown, results: Sequence[dict[str, Any]]) -> None:
    def draw() -> None:
        for result in results:
            told = f"失败 {result['failure']}" if result["failure"] else f"{len(result['articles'])} 篇"
            screen.out.print(f"{result['name']}：{told}", soft_wrap=True)
            for title in result["articles"]:
                screen.out.print(f"  {title}", soft_wrap=True)
        if not results:
            screen.out.print("还没有来源。用 bulletin source add 添加。")

    screen.result(results, draw)


def _facts(stored: StoredSource) -> dict[str, Any]:
    moments = {name: moment.isoformat() if moment else None for name, moment in _moments(stored).items()}
    return asdict(stored) | moments


def _moments(stored: StoredSource) -> dict[str, Any]:
    return {"read_at": stored.read_at, "good_at": stored.good_at}


def _draw(out: Console, found: Sequence[StoredSource], zone: ZoneInfo) -> None:
    if not found:
        out.print("还没有来源。用 bulletin source add 添加。")
        return
    rows = table("名字", "种类", "可信", "上次读到", "稿件", "状态")
    for one in found:
        good = f"{one.good_at.astimezone(zone):%m-%d %H:%M}" if one.good_at else "—"
        state = f"连续失败 {one.failures} 次：{one.reason}" if one.failures else "正常" if one.good_at else "还没读过"
        rows.add_row(one.name, SAID[one.kind], TRUST_SAID[one.trust], good, str(one.articles), state)
    out.print(rows)
