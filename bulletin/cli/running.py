"""
Commands that stay: `daemon` makes every day's edition, `serve` gives it out.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from contextlib import closing, nullcontext
from typing import Annotated

import typer

from bulletin.cli.app import AnnouncerOption
from bulletin.cli.make import with_ladder
from bulletin.cli.progress import Silent
from bulletin.cli.request import Request, command
from bulletin.config import Settings, find_settings
from bulletin.errors import SettingsError
from bulletin.outside.clock import SystemClock


@command(without=("station", "as_json"), logs=logging.INFO)
def daemon(request: Request, announcer: AnnouncerOption = None) -> None:
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
    from bulletin.upkeep import sweep_old  # noqa: PLC0415

    screen, file = request.screen, find_settings(request.config)

    def read() -> list[Settings]:
        return [with_ladder(one, announcer or []) for one in request.stations()]

    first, clock, stop = read()[0], SystemClock(), threading.Event()
    on_signal(stop.set)

    def sweep() -> None:
        sweep_old(first.work, clock.now())

    def standing_by() -> None:
        screen.err.print("已有一个后台程序在运行，本程序待命，等它结束后接手。")

    database = database_of(first)
    alone = (
        nullcontext(enter_result=True) if database.is_shared else only_one(first.work / LOCK_NAME, standing_by, stop)
    )
    with closing(database), alone as is_mine:
        if is_mine and not stop.is_set():
            roster = Roster(lambda: rotas_of(at_home(read(), first), clock, database), lambda: stamp_of(file))
            hands = first.daemon.hands
            ledger, airlog = Ledger(database), Airlog(database)
            worker = Daemon(roster, ledger, airlog, clock, Silent(), work=first.work, hands=hands, sweep=sweep)
            on_signal(worker.stop)
            for rota in roster.rotas.values():
                slots = "、".join(f"{slot.at:%H:%M}" for slot in rota.station.slots)
                screen.err.print(f"{rota.station.name}：每天 {slots} 播出。", soft_wrap=True)
            screen.err.print(f"后台已启动，成品在 {first.output}。", soft_wrap=True)
            with figures_served(first.daemon.metrics_port, worker.figures):
                worker.run()
    screen.err.print("后台已停止。")


def at_home(found: list[Settings], first: Settings) -> list[Settings]:
    """
    Return settings that were read again, if they still mean the database that is open.

    Raises:
        SettingsError: They mean another: the commands would look into that one, while the daemon writes into this.
    """
    if any((one.work, one.store) != (first.work, first.store) for one in found):
        raise SettingsError("工作文件夹或数据库换了地方（output、work、store）。请重新启动后台程序。")
    return found


def on_signal(act: Callable[[], None]) -> None:
    """
    Call something when the process is asked to end (SIGTERM, Ctrl+C).
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: act())


@command(without=("as_json",), logs=logging.WARNING)
def serve(
    request: Request,
    host: Annotated[str | None, typer.Option("--host", help="监听地址，默认 0.0.0.0。")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="端口，默认 8321。")] = None,
) -> None:
    """
    通过网络提供节目源、MP3（可分段下载）、latest.mp3 和收听网页，每个电台各有一个地址。
    """
    from bulletin.station import Studio, database_of  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.web.public import make_public_for  # noqa: PLC0415
    from bulletin.web.server import serve as listen  # noqa: PLC0415
    from bulletin.web.window import Desk  # noqa: PLC0415

    stations = request.stations()
    first, clock = stations[0], SystemClock()
    address, number = host or first.serve.host, first.serve.port if port is None else port
    with closing(database_of(first)) as database:
        studios = [Studio(one, clock, database) for one in stations]
        public = make_public_for(
            [Desk(one.folder, one.station, one.editions, one.latest, one.version) for one in studios]
        )
        shown_host = "本机地址" if address in ("0.0.0.0", "::") else address  # noqa: S104 - compared, not bound
        for one in () if request.screen.is_quiet else studios:
            told = f"{one.station.name}：http://{shown_host}:{number}/{one.station.id}/"
            request.screen.err.print(told, soft_wrap=True)
        listen(public, address, number)
