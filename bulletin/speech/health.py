"""
Who can speak now, who could, and why not: facts for `bulletin voices` and `bulletin doctor`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Literal

from bulletin.errors import BulletinError
from bulletin.model import Seconds
from bulletin.outside.clock import Clock
from bulletin.speech.announcer import Announcer
from bulletin.speech.edge import service_host
from bulletin.speech.edge_voices import Voices
from bulletin.speech.espeak import Espeak
from bulletin.speech.espeak_library import library
from bulletin.speech.proxy import proxy_for, without_password
from bulletin.speech.sherpa import Sherpa
from bulletin.speech.standby import Standby

OLDEST = "7.3.1"
"""Of edge-tts: older releases sign their requests in a way that the service may refuse."""

STALE = timedelta(days=120)
"""A release installed so long ago is likely to be behind: the service's signature changed three times in two years."""

MAX_SKEW: Seconds = 240.0
"""The service accepts a clock ten minutes off (edge-tts pull request 309); less is asked for, since it drifts."""

VARIANTS = ("male", "f2", "f5", "Annie", "yue", "yue+f2")
"""Voices of espeak fit for news: plain, three women's, Cantonese."""


@dataclass(frozen=True, slots=True)
class Audition:
    """
    One voice, and whether it can speak.

    Args:
        announcer: Its kind.
        voice: The speaker; `f"{announcer}:{voice}"` is how settings name it (of `sherpa`, the folder).
        is_on_ladder: Whether settings name it now.
        reason: Why it cannot speak, in Chinese; `""` when it can.
    """

    announcer: str
    voice: str
    is_on_ladder: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing looked at.

    Args:
        name: What, in Chinese.
        level: `good`, `warn` (the standby will have to speak), `bad` (nobody can).
        told: What was found, and what to do where it is not good, in Chinese.
    """

    name: str
    level: Literal["good", "warn", "bad"]
    told: str


def auditions(ladder: Standby, within_s: Seconds = 5.0) -> tuple[Audition, ...]:
    """
    Ask everybody on the ladder to speak, all at once, and return who can, in the ladder's order.
    """

    def audition(announcer: Announcer) -> Audition:
        return Audition(announcer.name, announcer.voice, is_on_ladder=True, reason=announcer.trouble(within_s))

    with ThreadPoolExecutor(max_workers=8) as crew:
        return tuple(crew.map(audition, ladder.announcers))


def possible(
    ladder: Standby,
    voices: Voices,
    pinyin: Callable[[str], Sequence[str]],
    folders: Sequence[Path] = (),
    within_s: Seconds = 5.0,
) -> tuple[Audition, ...]:
    """
    Return the voices that settings could name beside those of the ladder, and why those that cannot speak cannot.

    Args:
        ladder: Who is named already.
        voices: The online service's list.
        pinyin: As in `Espeak`.
        folders: Folders whose sub-folders are models of sherpa-onnx.
        within_s: How long the online service may take to answer, in seconds.
    """
    taken = {(announcer.name, announcer.voice) for announcer in ladder.announcers}
    found = (*_online(voices, within_s), *_here(pinyin), *_models(folders, pinyin))
    return tuple(one for one in found if (one.announcer, one.voice) not in taken)


def _online(voices: Voices, within_s: Seconds) -> Iterator[Audition]:
    try:
        names = voices.names(within_s)
    except BulletinError as error:
        yield Audition("edge", "zh-CN-*", is_on_ladder=False, reason=str(error))
        return
    yield from (Audition("edge", name, is_on_ladder=False, reason="") for name in names)


def _here(pinyin: Callable[[str], Sequence[str]]) -> Iterator[Audition]:
    for voice in VARIANTS:
        yield Audition("espeak", voice, is_on_ladder=False, reason=Espeak(pinyin, voice).trouble(5.0))


def _models(folders: Sequence[Path], pinyin: Callable[[str], Sequence[str]]) -> Iterator[Audition]:
    for folder in (inner for outer in folders if outer.is_dir() for inner in sorted(outer.iterdir()) if inner.is_dir()):
        announcer = Sherpa(str(folder), pinyin, folder.parent / ".lexicons")
        yield Audition("sherpa", str(folder), is_on_ladder=False, reason=announcer.trouble(60.0))
        announcer.close()


def findings(ladder: Standby, voices: Voices, clock: Clock, proxy: str = "") -> tuple[Finding, ...]:
    """
    Look at everything speech needs.

    Args:
        ladder: Who speaks.
        voices: The online service's list.
        clock: What this machine takes the time to be.
        proxy: The setting.
    """
    heard = auditions(ladder)
    online = (_release(clock), _way(proxy), *_service(voices)) if any(a.announcer == "edge" for a in heard) else ()
    return (*(_said(audition, heard) for audition in heard), *online, _library())


def _said(audition: Audition, heard: Sequence[Audition]) -> Finding:
    name = f"播音员 {audition.announcer}:{audition.voice}"
    if not audition.reason:
        return Finding(name, "good", "可以播音。")
    return Finding(name, "bad" if all(one.reason for one in heard) else "warn", audition.reason)


def _release(clock: Clock) -> Finding:
    """
    Look at the release of edge-tts and how long ago it was installed.
    """
    try:
        package = distribution("edge-tts")
    except PackageNotFoundError:
        return Finding("edge-tts", "warn", "没有安装。请运行 pip install -U edge-tts。")
    said = f"版本 {package.version}"
    if _numbers(package.version) < _numbers(OLDEST):
        return Finding("edge-tts", "warn", f"{said} 太旧，服务可能拒绝。请运行 pip install -U edge-tts。")
    file = Path(str(package.locate_file(""))) / f"edge_tts-{package.version}.dist-info" / "METADATA"
    if file.is_file():
        age = clock.now() - datetime.fromtimestamp(file.stat().st_mtime, UTC)
        said += f"，{max(0, age.days)} 天前安装"
        if age > STALE:
            return Finding("edge-tts", "warn", f"{said}。请运行 pip install -U edge-tts。")
    return Finding("edge-tts", "good", f"{said}。")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _way(proxy: str) -> Finding:
    try:
        way = proxy_for(service_host(), proxy)
    except BulletinError as error:
        return Finding("代理", "warn", str(error))
    return Finding("代理", "good", f"经 {without_password(way)} 上网。" if way else "不经代理。")


def _service(voices: Voices) -> tuple[Finding, ...]:
    """
    Look at the service's clock against ours, and at its list of voices.
    """
    try:
        skew = voices.skew(5.0)
        names = voices.names(5.0, is_fresh=True)
    except BulletinError as error:
        return (Finding("在线语音", "warn", str(error)),)
    off = f"本机时间{'快' if skew > 0 else '慢'}了 {abs(skew):.0f} 秒"
    clock = Finding("本机时间", "warn" if abs(skew) > MAX_SKEW else "good", f"{off}。")
    if abs(skew) > MAX_SKEW:
        clock = Finding("本机时间", "warn", f"{off}，在线语音可能因此拒绝服务。请打开系统的自动对时。")
    return clock, Finding("音色表", "good", f"在线语音有 {len(names)} 种中文音色。")


def _library() -> Finding:
    try:
        found = library()
    except BulletinError as error:
        return Finding("本机语音", "bad", str(error))
    return Finding("本机语音", "good", f"espeak-ng {found.version}（{found.path}）。")
