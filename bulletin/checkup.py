"""
The check-up: what works on this machine, what does not, and what to do about it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from bulletin.config import Settings
from bulletin.errors import BulletinError
from bulletin.outside.clock import Clock
from bulletin.outside.files import write_whole
from bulletin.producer import producer_code_fault
from bulletin.speech.recorded import LIST
from bulletin.station import Studio, sources_of

RESERVE_BYTES = 1_000_000_000
"""Free disk space below which the operator is warned: some three months of editions."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing looked at.

    Args:
        name: What, in Chinese.
        level: `good`, `warn` (it works, but ...) or `bad` (no edition can be made).
        told: What was found, and what to do where it is not good, in Chinese.
    """

    name: str
    level: Literal["good", "warn", "bad"]
    told: str


def examine(settings: Settings, clock: Clock) -> tuple[Finding, ...]:
    """
    Look at everything an edition needs; nothing is published.
    """
    return tuple(_findings(settings, clock))


def _findings(settings: Settings, clock: Clock) -> Iterator[Finding]:
    yield Finding("软件版本", "good", f"bulletin {version('bulletin')}")
    yield from _sources(settings)
    yield _writable("成品文件夹", settings.output)
    yield _writable("工作文件夹", settings.work)
    yield _room(settings.output)
    yield _producer_code(settings)
    yield _address(settings)
    yield from _recordings(settings)
    yield from _announcers(settings, clock)


def _sources(settings: Settings) -> Iterator[Finding]:
    for source in sources_of(settings):
        try:
            count = len(source.read())
        except BulletinError as error:
            yield Finding("稿源", "warn", str(error))
        else:
            yield Finding("稿源", "good", f"{source.name}：{count} 篇稿件")


def _writable(name: str, folder: Path) -> Finding:
    probe = folder / ".probe"
    try:
        write_whole(probe, b"x")
        probe.unlink()
    except (BulletinError, OSError) as error:
        return Finding(name, "bad", str(error))
    return Finding(name, "good", f"{folder} 可以写入")


def _room(folder: Path) -> Finding:
    here = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(here).free
    level: Literal["good", "warn"] = "good" if free >= RESERVE_BYTES else "warn"
    told = f"剩余 {free / 1e9:.1f} GB" + ("" if level == "good" else "，不足 1 GB，请清理磁盘")
    return Finding("磁盘空间", level, told)


def _producer_code(settings: Settings) -> Finding:
    code = settings.station.producer_code
    if not code:
        told = "没有填写生产者编码，标识只写电台代号。请在设置 station.producer_code 填写本单位的 27 位编码"
        return Finding("人工智能标识", "warn", told)
    fault = producer_code_fault(code)
    return Finding("人工智能标识", "bad" if fault else "good", fault or f"生产者编码 {code} 校验通过")


def _address(settings: Settings) -> Finding:
    if settings.station.public_url:
        return Finding("收听地址", "good", f"{settings.station.public_url}/feed.xml")
    told = "没有填写 station.public_url，节目源里的地址取决于从哪里访问；给外网播客使用前请填写"
    return Finding("收听地址", "warn", told)


def _recordings(settings: Settings) -> Iterator[Finding]:
    """
    Look for the list of people's own recordings, where some are wanted; a wrong list is told with the announcers.
    """
    folder = settings.speech.recordings
    if folder and not (folder / LIST).is_file():
        yield Finding("真人录音", "warn", f"{folder} 里没有 {LIST}，录音用不上。请检查设置 speech.recordings")


def _announcers(settings: Settings, clock: Clock) -> Iterator[Finding]:
    try:
        with Studio(settings, clock) as studio:
            found = studio.findings()
    except BulletinError as error:  # a damaged database, a folder that cannot be written: what doctor is for
        yield Finding("数据库和播音员", "bad", str(error))
        return
    yield from (Finding(one.name, one.level, one.told) for one in found)
