"""
`bulletin watch`: looks from outside whether today's programme is there, and tells the operator when it is not.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urljoin, urlsplit

import typer

from bulletin.cli.app import (
    ConfigOption,
    JsonOption,
    OutputOption,
    QuietOption,
    Shown,
    VerboseOption,
    WorkOption,
    app,
    settings_for,
    shown,
)
from bulletin.cli.running import on_signal
from bulletin.config import Settings
from bulletin.errors import AbsentError, OutputError, SourceError
from bulletin.outside.clock import Clock, SystemClock

logger = logging.getLogger(__name__)


@app.command()
def watch(
    url: Annotated[
        str, typer.Option("--url", help="电台文件夹的网址；不写则看设置 watch.url，再不然看本机的成品文件夹。")
    ] = "",
    every: Annotated[float, typer.Option("--every", help="每隔多少秒看一次；0 表示只看一次，适合写进定时任务。")] = 0.0,
    output: OutputOption = None,
    work: WorkOption = None,
    config: ConfigOption = None,
    *,
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    从外面查看当天的节目在不在、新不新、全不全，有问题就通知（设置 [watch]）。
    """
    screen = shown(verbose, is_json=as_json, is_quiet=quiet)
    settings, clock, stop = settings_for(config, output=output, work=work), SystemClock(), threading.Event()
    if every <= 0:
        found = look(settings, clock, url, screen)
        if found:
            raise AbsentError("；".join(found))
        return
    on_signal(stop.set)
    while not stop.is_set():
        look(settings, clock, url, screen)
        stop.wait(every)


def look(settings: Settings, clock: Clock, url: str, screen: Shown) -> tuple[str, ...]:
    """
    Look once, tell the operator what is new, and return what is wrong.
    """
    from bulletin import watch as watching  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.outside.alert import ring  # noqa: PLC0415

    station, now = settings.on_air(), clock.now()
    address = url or settings.watch.url
    read = _from_web(address, clock) if address else _from_disk(settings.output / station.id)
    found = watching.troubles(station, read, now, settings.watch.grace_minutes * 60)
    file = settings.work / f"watch-{station.id}.json"
    told = watching.remembered(file)
    word = watching.word_for(found, told, now, settings.watch.cooldown_minutes * 60)
    bells = settings.watch.bells()
    silent = ring(bells, f"{station.name} 播出检查", word) if word else ()
    if word and (len(silent) < bells.count or not bells.count):  # what nobody heard is told again the next time
        _remember(file, found, now)
    document = {"station": station.id, "troubles": found, "told": word, "alerts_failed": silent}
    screen.result(document, lambda: screen.out.print("；".join(found) or "节目正常。", soft_wrap=True))
    return found


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
