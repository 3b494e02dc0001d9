"""
A picture of a programme: waveform, loudness over time, chapters, faults. SVG, drawn without any library.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from bulletin.model import Lufs, Seconds
from bulletin.outside.files import write_whole
from bulletin.programme.inspection import Inspection

WIDTH, HEIGHT = 1200, 450
_LEFT, _TOP, _WAVE, _GAP, _CURVE = 50, 74, 180, 24, 120
"""Margins, and the heights of the waveform and of the curve under it, in pixels."""

_LOUD, _SOFT = -5.0, -35.0
"""The scale of the curve, LUFS."""

_STYLE = (
    "text{font:12px sans-serif;fill:#333}.small{font-size:10px;fill:#777}.wave{fill:#2f6f8f}.line{fill:none;"
    "stroke:#b5441f;stroke-width:1.5}.chapter{stroke:#999;stroke-dasharray:3 3}.target{stroke:#3a7d3a}"
    ".fault{fill:#b00020}.frame{fill:none;stroke:#ccc}"
)


def draw(found: Inspection, out: Path) -> None:
    """
    Draw an inspected file as SVG.

    Raises:
        OutputError: The picture cannot be written.
    """
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img"><style>{_STYLE}</style><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    )
    write_whole(out, "\n".join([head, *_parts(found), "</svg>\n"]).encode())


def _parts(found: Inspection) -> Iterator[str]:
    verdict = "通过检查" if found.is_fit else f"{len(found.faults)} 处不合格"
    facts = f"{found.seconds:.1f} 秒　{found.loudness:.1f} LUFS　{found.true_peak:.1f} dBTP　{verdict}"
    yield _text(_LEFT, 18, f"{found.path.name}　{facts}")
    yield _wave(found)
    yield from _curve(found)
    for number, one in enumerate(found.chapters):
        x = _x(one.start, found.seconds)
        y = 36 + 12 * (number % 3)
        yield f'<line class="chapter" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 8}" y2="{_TOP + _WAVE + _GAP + _CURVE}"/>'
        yield _text(x + 3, y, one.title[:14], "small")
    yield from (_tick(second, found.seconds) for second in _ticks(found.seconds))
    for number, fault in enumerate(found.faults[:2]):
        yield _text(_LEFT, HEIGHT - 20 + 14 * number, fault.text, "fault")


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(text)}</text>'


def _x(second: Seconds, seconds: Seconds) -> float:
    return _LEFT + (WIDTH - _LEFT - 20) * min(1.0, second / max(seconds, 0.001))


def _wave(found: Inspection) -> str:
    count = len(found.envelope)
    middle = _TOP + _WAVE / 2
    across = [_LEFT + (WIDTH - _LEFT - 20) * n / count for n in range(count)]
    tops = [
        f"{x:.1f},{middle - _WAVE / 2 * float(high):.1f}" for x, (_, high) in zip(across, found.envelope, strict=True)
    ]
    lows = [
        f"{x:.1f},{middle - _WAVE / 2 * float(low):.1f}" for x, (low, _) in zip(across, found.envelope, strict=True)
    ]
    return f'<polygon class="wave" points="{" ".join([*tops, *reversed(lows)])}"/>'


def _y(level: Lufs) -> float:
    part = (min(_LOUD, max(_SOFT, level)) - _SOFT) / (_LOUD - _SOFT)
    return _TOP + _WAVE + _GAP + _CURVE * (1 - part)


def _curve(found: Inspection) -> Iterator[str]:
    top = _TOP + _WAVE + _GAP
    yield f'<rect class="frame" x="{_LEFT}" y="{top}" width="{WIDTH - _LEFT - 20}" height="{_CURVE}"/>'
    for level in range(-35, 0, 10):
        yield _text(8, _y(level) + 4, f"{level}", "small")
    if found.plan:
        y = _y(found.plan.target)
        yield f'<line class="target" x1="{_LEFT}" x2="{WIDTH - 20}" y1="{y:.1f}" y2="{y:.1f}"/>'
    points = [f"{_x(second + 3, found.seconds):.1f},{_y(level):.1f}" for second, level in enumerate(found.short_term)]
    yield f'<polyline class="line" points="{" ".join(points)}"/>'
    yield _text(_LEFT + 4, top + _CURVE - 5, "短期响度 LUFS（3 秒）", "small")


def _ticks(seconds: Seconds) -> range:
    step = next((step for step in (10, 30, 60, 300, 600, 3600) if seconds / step <= 14), 7200)
    return range(0, int(seconds) + 1, step)


def _tick(second: int, seconds: Seconds) -> str:
    return _text(_x(second, seconds), _TOP + _WAVE + _GAP + _CURVE + 14, f"{second // 60}:{second % 60:02d}", "small")
