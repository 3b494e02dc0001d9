"""
Commands for upkeep: `init`, `backup`, `restore`, `verify`, `rebuild`, `gc`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bulletin.cli.app import ConfigOption, app
from bulletin.cli.request import Request, command
from bulletin.cli.usage import Command
from bulletin.config import FILE_NAME, Settings, faults_in, load_settings
from bulletin.errors import BusyError, InspectionError, SettingsError
from bulletin.outside.clock import SystemClock

if TYPE_CHECKING:
    from bulletin.station import Studio


@contextmanager
def _studios(stations: Sequence[Settings]) -> Iterator[list[Studio]]:
    """
    Give the studios of stations, which share one database.
    """
    from bulletin.station import Studio, database_of  # noqa: PLC0415 - after the command line is known to be right

    with closing(database_of(stations[0])) as database:
        yield [Studio(one, SystemClock(), database) for one in stations]


@command(without=("station", "as_json"), logs=logging.WARNING)
def backup(
    request: Request, file: Annotated[Path, typer.Argument(metavar="备份文件", help="备份存成哪个文件。")]
) -> None:
    """
    备份数据库（期次、审批、实播记录）。运行中也可以备份。
    """
    from bulletin import upkeep  # noqa: PLC0415 - after the command line is known to be right

    with _studios(request.stations()) as studios:
        upkeep.backup(studios[0], file.absolute())
    if not request.screen.is_quiet:
        request.screen.out.print(f"已备份到 {file}，{file.stat().st_size / 1000:.0f} KB，检查无误。", soft_wrap=True)


@command(without=("station", "as_json"), logs=logging.WARNING)
def restore(request: Request, file: Annotated[Path, typer.Argument(metavar="备份文件", help="用哪个备份。")]) -> None:
    """
    用备份恢复数据库，数据库已损坏时也可以。先停下后台程序（daemon）和网页服务（serve）。
    """
    from bulletin import upkeep  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.daemon import LOCK_NAME  # noqa: PLC0415
    from bulletin.outside.lock import only_one  # noqa: PLC0415

    settings, at_once = request.stations()[0], threading.Event()
    at_once.set()
    with only_one(settings.work / LOCK_NAME, lambda: None, at_once) as is_mine:
        if not is_mine:
            raise BusyError("后台程序正在运行。请先停止后台程序，再恢复备份。")
        upkeep.restore(settings, file.absolute())
    if not request.screen.is_quiet:
        request.screen.out.print(
            f"已用 {file} 恢复。再运行 bulletin rebuild 可补上备份之后发布的节目。", soft_wrap=True
        )


@command(without=("as_json",), logs=logging.WARNING)
def rebuild(request: Request) -> None:
    """
    按成品文件夹里的记录补齐数据库，重写节目源和网页。
    """
    from bulletin import upkeep  # noqa: PLC0415 - after the command line is known to be right

    with _studios(request.stations()) as studios:
        keys = [key for studio in studios for key in upkeep.rebuild(studio)]
    names = "、".join(f"{key.station} {key.name}" if len(studios) > 1 else key.name for key in keys)
    if not request.screen.is_quiet:
        request.screen.out.print(f"补回 {len(keys)} 期：{names or '没有缺的'}。", soft_wrap=True)


@command(logs=logging.WARNING)
def verify(
    request: Request,
    file: Annotated[
        Path | None, typer.Argument(metavar="文件", help="要检查的 MP3；不写则核对全部已发布的节目。")
    ] = None,
    picture: Annotated[Path | None, typer.Option("--picture", help="把波形、章节和响度画成图。")] = None,
) -> None:
    """
    检查一个节目文件（能否解码、时长、响度、静音、标识），或核对全部已发布的文件是否与发布时一样。
    """
    screen = request.screen
    if file is not None:
        from bulletin.cli.inspecting import inspect_file  # noqa: PLC0415 - numpy comes with it

        inspect_file(screen, file, picture)
        return
    from bulletin import upkeep  # noqa: PLC0415 - after the command line is known to be right

    with _studios(request.stations()) as studios:
        faults = [fault for studio in studios for fault in upkeep.verify_all(studio)]
        count = sum(len(studio.ledger.published(studio.station.id, limit=100_000)) for studio in studios)
    document = {"checked": count, "faults": [{"file": str(f.path), "fault": f.told} for f in faults]}
    screen.result(document, lambda: screen.out.print(f"核对 {count} 期，{len(faults)} 期有问题。"))
    if faults:
        raise InspectionError("；".join(f"{fault.path.name}：{fault.told}" for fault in faults[:20]))


@command(logs=logging.WARNING)
def gc(
    request: Request,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="真的删除；不写则只列出。")] = False,
) -> None:
    """
    列出可以清理的旧文件（90 天以前、已不在节目源里的音频，30 天没用过的录音片段），加 --yes 才删除。记录和文字稿不删。
    """
    from bulletin import upkeep  # noqa: PLC0415 - after the command line is known to be right

    screen = request.screen
    with _studios(request.stations()) as studios:
        old = [path for studio in studios for path in upkeep.stale(studio, studio.clock.now())]
    found = list(dict.fromkeys(old))  # stations share a work folder
    freed = upkeep.sweep(iter(found)) if yes else 0
    document = {"files": [str(path) for path in found], "deleted": yes, "freed_bytes": freed}
    said = f"已删除 {len(found)} 项，腾出 {freed / 1e6:.1f} MB。" if yes else f"可清理 {len(found)} 项，加 --yes 删除。"
    screen.result(document, lambda: screen.out.print("\n".join([*map(str, found), said]), soft_wrap=True))


@app.command(cls=Command)
def init(
    config: ConfigOption = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="全部用默认回答。")] = False,
) -> None:
    """
    问五个问题，写出带注释的设置文件 bulletin.toml。
    """
    file = config or Path(FILE_NAME)
    if file.exists():
        raise SettingsError(f"{file} 已经有了，没有改动。要重新生成请先把它改名。")
    load_settings()  # what the environment says wrong, no answer mends
    answers = [one.default if yes else one.asked() for one in QUESTIONS]
    text = TEMPLATE.format(*(_quoted(answer) for answer in answers))
    from bulletin.outside.files import write_whole  # noqa: PLC0415 - after the questions

    write_whole(file.absolute(), text.encode())
    try:
        load_settings(file)
    except SettingsError:
        file.unlink()
        raise
    typer.echo(f"已写好 {file}。运行 bulletin doctor 检查一遍，再运行 bulletin daemon。")


def _quoted(answer: str) -> str:
    return answer.replace("\\", "\\\\").replace('"', '\\"')


@dataclass(frozen=True, slots=True)
class Question:
    """
    One thing that `init` wants to know.

    Args:
        words: What is asked.
        default: The answer of who only presses Enter.
        meant: The settings an answer stands for.
    """

    words: str
    default: str
    meant: Callable[[str], dict[str, Any]]

    def asked(self) -> str:
        """
        Ask, and ask again while the answer is one the settings would refuse; it is told why.
        """
        while True:
            said = typer.prompt(self.words, default=self.default, show_default=bool(self.default))
            answer = "".join(letter for letter in said if letter.isprintable()).strip()
            faults = faults_in(self.meant(answer))
            if not faults:
                return answer
            typer.echo(f"{'；'.join(faults)}。请再答一次。", err=True)


QUESTIONS = (
    Question(
        "电台的代号（小写英文字母、数字、连字符，定下后不要再改）", "village", lambda said: {"station": {"id": said}}
    ),
    Question("播音里报的台名", "村村响广播站", lambda said: {"station": {"name": said}}),
    Question("服务的地方（例如 蓬江区白沙街道）", "", lambda said: {"station": {"place": said}}),
    Question("每天几点播出", "07:30", lambda said: {"station": {"slots": [{"at": said}]}}),
    Question("报纸版面的文字放在哪个文件夹", "seeds", lambda said: {"sources": [said]}),
)

TEMPLATE = """# bulletin 的设置。每一项的说明见 docs/设置.md；改好后运行 bulletin doctor 检查。
sources = ["{4}"]      # 稿源：文件或文件夹
output = "audio_out"   # 成品放在哪里

[station]
id = "{0}"             # 代号，是每个地址的一部分
name = "{1}"           # 播音里报的台名
place = "{2}"          # 服务的地方，选稿时本地稿件优先
# public_url = "http://192.168.1.10:8321/{0}"   # 外面访问本台文件夹的地址
# producer_code = ""   # 人工智能标识里的 27 位生产者编码，由本单位提供
slots = [
  {{ at = "{3}", seconds = 300 }},   # 播出时间和时长（秒）；approval = "hold" 表示审批后才播
]

[speech]
ladder = ["edge:zh-CN-YunyangNeural", "espeak"]   # 播音员，按先后顺序替补
# lexicon = "lexicon.toml"   # 本单位的读音表
"""
