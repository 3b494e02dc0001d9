"""
`bulletin watch`: looks from outside whether today's programme is there, and tells the operator when it is not.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urljoin, urlsplit

import typer
from rich.console import Console

from bulletin.cli.request import Request, command
from bulletin.cli.running import on_signal
from bulletin.config import Settings, is_web_address
from bulletin.errors import AbsentError, OutputError, SourceError, UsageError
from bulletin.outside.clock import Clock, SystemClock

logger = logging.getLogger(__name__)

STATION_HERE = "{station}"
"""Stands for the station's id in an address that is the same for several stations but for that."""


@command(logs=logging.WARNING)
def watch(
    request: Request,
    url: Annotated[
        str,
        typer.Option(
            "--url",
            help="电台文件夹的网址，{station} 代表电台代号；不写则看设置 watch.url，再不然看本机的成品文件夹。",
        ),
    ] = "",
    every: Annotated[float, typer.Option("--every", help="每隔多少秒看一次；0 表示只看一次，适合写进定时任务。")] = 0.0,
) -> None:
    """
    从外面查看当天的节目在不在、新不新、全不全，有问题就通知（设置文件的 watch 一节）。
    """
    stations, clock, stop = request.stations(), SystemClock(), threading.Event()
    if url and not is_web_address(url.replace(STATION_HERE, "station")):
        raise UsageError(f"“{url}”不是完整的网址。请以 http:// 或 https:// 开头。")
    if url and len(stations) > 1 and STATION_HERE not in url:
        raise UsageError(f"有几个电台，请用 --station 指明是哪一个，或在网址里用 {STATION_HERE} 代表电台代号。")
    if every > 0:
        on_signal(stop.set)
    while not stop.is_set():
        looks = [look(one, clock, url) for one in stations]
        found = tuple(trouble for one in looks for trouble in _named(one, is_one_of_many=len(looks) > 1))
        request.screen.result({"stations": looks, "ok": not found}, lambda: _draw(request.screen.out, found))  # noqa: B023 - called at once
        if every <= 0 and found:
            raise AbsentError("；".join(found))
        if every <= 0:
            return
        stop.wait(every)


def _named(document: dict[str, Any], *, is_one_of_many: bool) -> list[str]:
    name = f"{document['station']}：" if is_one_of_many else ""
    return [f"{name}{trouble}" for trouble in document["troubles"]]


def _draw(out: Console, found: Sequence[str]) -> None:
    out.print("；".join(found) or "节目正常。", soft_wrap=True, markup=False)


def look(settings: Settings, clock: Clock, url: str = "") -> dict[str, Any]:
    """
    Look at one station, tell the operator what is new, and return what was found.

    Returns:
        `{station, troubles, told, alerts_failed}`: the station's id, what is wrong, what the operator was told just
        now (`""`: nothing), and which bells kept silent.
    """
    from bulletin import watch as watching  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.outside.alert import ring  # noqa: PLC0415

    station, now, bells = settings.on_air(), clock.now(), settings.watch.bells()
    address = (url or settings.watch.url).replace(STATION_HERE, station.id)
    read = _from_web(address, clock) if address else _from_disk(settings.output / station.id)
    found = watching.troubles(station, read, now, settings.watch.grace_minutes * 60)
    file = settings.work / f"watch-{station.id}.json"
    word = watching.word_for(found, watching.remembered(file), now, settings.watch.cooldown_minutes * 60)
    silent = ring(bells, f"{station.name} 播出检查", word) if word else ()
    if word and (len(silent) < bells.count or not bells.count):  # what nobody heard is told again the next time
        _remember(file, found, now)
    return {"station": station.id, "troubles": found, "told": word, "alerts_failed": silent}


def _remember(file: Path, found: tuple[str, ...], now: datetime) -> None:
    """
    Keep what was told; a full disk must not end the watch: rather it tells twice.
    """
    from bulletin.watch import remember  # noqa: PLC0415 - as in `look`

    try:
        remember(file, found, now)
    except OutputError as error:
        logger.warning("%s: what was told is not kept, and will be told again: %s", file, error)


def _from_web(url: str, clock: Clock) -> Callable[[str], bytes]:
    from bulletin.outside.fetch import Fetcher, Manners  # noqa: PLC0415 - only a watch over the web needs it

    host = urlsplit(url).hostname or ""
    manners = Manners(max_bytes=100_000_000, pause=0.0, private_hosts=frozenset({host}))
    fetcher = Fetcher(clock, manners)
    return lambda name: fetcher.get(urljoin(f"{url.rstrip('/')}/", name)).body


def _from_disk(folder: Path) -> Callable[[str], bytes]:
    def read(name: str) -> bytes:
        file = folder / name.rpartition("/")[2]
        try:
            return file.read_bytes()
        except OSError as error:
            raise SourceError(f"{file} 读不出来（{error.strerror}）") from error

    return read
