"""
What `bulletin verify FILE` shows of one programme.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from bulletin.cli.app import Shown
from bulletin.cli.tables import facts_table, table
from bulletin.errors import InspectionError
from bulletin.programme import Inspection, draw, inspect


def inspect_file(screen: Shown, file: Path, picture: Path | None) -> None:
    """
    Inspect a programme file, print what was measured, draw it where wanted.

    Raises:
        InspectionError: It has faults; all are named.
        SoundError: It cannot be opened.
    """
    found = inspect(file)
    if picture is not None:
        draw(found, picture.absolute())
    screen.result(_facts(found), lambda: _draw(screen.out, found))
    if not found.is_fit:
        raise InspectionError(f"{file} 不宜播出：{'；'.join(fault.text for fault in found.faults)}。")


def _facts(found: Inspection) -> dict[str, Any]:
    chapters = [
        {"title": one.title, "start": one.start, "end": one.end, "lufs": _number(level)}
        for one, level in zip(found.chapters, found.levels, strict=True)
    ]
    return {
        "file": str(found.path),
        "bytes": found.size,
        "sha256": found.sha256,
        "seconds": found.seconds,
        "lufs": _number(found.loudness),
        "true_peak_db": _number(found.true_peak),
        "chapters": chapters,
        "silences": found.silences,
        "label": found.label,
        "label_rates": [round(rate, 1) for rate in found.label_rates],
        "faults": [{"kind": fault.kind, "fault": fault.text} for fault in found.faults],
        "ok": found.is_fit,
    }


def _number(level: float) -> float | None:
    return round(level, 2) if level > float("-inf") else None  # JSON knows no infinity


def _draw(out: Console, found: Inspection) -> None:
    facts = facts_table()
    facts.add_row("时长", f"{found.seconds:.1f} 秒，{found.size / 1e6:.2f} MB")
    facts.add_row("响度", f"{found.loudness:.1f} LUFS，真峰值 {found.true_peak:.1f} dBTP")
    facts.add_row("标识", "有" if found.label else "没有")
    facts.add_row(
        "标识语速",
        "、".join(f"{rate:.0f} 字/分" for rate in found.label_rates)
        or ("不计，标识是节奏声" if found.label and not found.faults else "没有语音标识"),
    )
    out.print(facts)
    rows = table("章节", "开始", "秒", "响度")
    for one, level in zip(found.chapters, found.levels, strict=True):
        minutes, seconds = divmod(round(one.start), 60)
        rows.add_row(one.title, f"{minutes}:{seconds:02d}", f"{one.end - one.start:.0f}", f"{level:.1f}")
    out.print(rows)
