"""
Commands that stay: `daemon` makes every day's edition, `serve` gives it out.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import closing, nullcontext
from typing import Annotated

import typer

from bulletin.cli.app import (
    AnnouncerOption,
    ConfigOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    WorkOption,
    app,
    settings_for,
    shown,
)
from bulletin.cli.make import with_ladder
from bulletin.cli.progress import Silent
from bulletin.config import Settings, find_settings, load_stations
from bulletin.outside.clock import SystemClock


@app.command()
def daemon(
    output: OutputOption = None,
    work: WorkOption = None,
    announcer: AnnouncerOption = None,
    config: ConfigOption = None,
    *,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    每天在播出时间之前自动做好节目。一直运行，按 Ctrl+C 结束。
    """
    from bulletin.daemon import LOCK_NAME, Daemon  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.outside.figures import figures_served  # noqa: PLC0415
    from bulletin.outside.lock import only_one  # noqa: PLC0415
    from bulletin.rota import Roster  # noqa: PLC0415
    from bulletin.station import database_of, rotas_of, stamp_of  # noqa: PLC0415
    from bulletin.store.airlog import Airlog  # noqa: PLC0415
    from bulletin.store.ledger import Ledger  # noqa: PLC0415

    screen = shown(max(verbose, 0 if quiet else 1), is_quiet=quiet)
    file = find_settings(config)

    def read() -> list[Settings]:
        return [with_ladder(one, announcer or []) for one in load_stations(file, output=output, work=work)]

    first, clock, stop = read()[0], SystemClock(), threading.Event()
    on_signal(stop.set)

    def standing_by() -> None:
        screen.err.print("已有一个后台程序在运行，本程序待命，等它结束后接手。")

    database = database_of(first)
    alone = (
        nullcontext(enter_result=True) if database.is_shared else only_one(first.work / LOCK_NAME, standing_by, stop)
    )
    with closing(database), alone as is_mine:
        if is_mine and not stop.is_set():
            roster = Roster(lambda: rotas_of(read(), clock, database), lambda: stamp_of(file))
            hands = first.daemon.hands
            ledger, airlog = Ledger(database), Airlog(database)
            worker = Daemon(roster, ledger, airlog, clock, Silent(), work=first.work, hands=hands)
            on_signal(worker.stop)
            for rota in roster.rotas.values():
                slots = "、".join(f"{slot.at:%H:%M}" for slot in rota.station.slots)
                screen.err.print(f"{rota.station.name}：每天 {slots} 播出。", soft_wrap=True)
            screen.err.print(f"后台已启动，成品在 {first.output}。", soft_wrap=True)
            with figures_served(first.daemon.metrics_port, worker.figures):
                worker.run()
    screen.err.print("后台已停止。")


def on_signal(act: Callable[[], None]) -> None:
    """
    Call something when the process is asked to end (SIGTERM, Ctrl+C).
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: act())


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="监听地址，默认 0.0.0.0。")] = None,
    port: Annotated[int | None, typer.Option("--port", help="端口，默认 8321。")] = None,
    output: OutputOption = None,
    work: WorkOption = None,
    config: ConfigOption = None,
    *,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    通过网络提供节目源、MP3（可分段下载）、latest.mp3 和收听网页。
    """
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.web.public import make_public  # noqa: PLC0415
    from bulletin.web.server import serve as listen  # noqa: PLC0415

    screen = shown(verbose, is_quiet=quiet)
    settings = settings_for(config, output=output, work=work)
    with Studio(settings, SystemClock()) as studio:
        public = make_public(
            studio.folder, studio.station, studio.editions, latest=studio.latest, version=studio.version
        )
        address, number = host or settings.serve.host, settings.serve.port if port is None else port
        shown_host = "本机地址" if address in ("0.0.0.0", "::") else address  # noqa: S104 - compared, not bound
        if not quiet:
            screen.err.print(f"收听网页：http://{shown_host}:{number}/{studio.station.id}/", soft_wrap=True)
        listen(public, address, number)
