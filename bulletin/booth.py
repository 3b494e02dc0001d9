"""
The recording booth: lines go in, encoded speech of measured length comes out; each sentence is spoken and encoded once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bulletin.errors import LateError
from bulletin.model import Clip, Programme, Rendition, Seconds
from bulletin.outside.clock import Clock
from bulletin.programme import UNDER, Segment, Tags, assemble, encode, music, over, rhythm, silence
from bulletin.script.running_order import Cue
from bulletin.speech import Reading, Standby, speak


@dataclass(frozen=True, slots=True)
class Aired:
    """
    A joined programme and when each of its cues' lines is heard in it, `(start, end)`, parallel to the cues.
    """

    programme: Programme
    times: tuple[tuple[Seconds, Seconds], ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """
    A line as it is heard, with when its words begin and end in its segment.
    """

    segment: Segment
    start: Seconds
    end: Seconds


class Booth:
    """
    Speaks and joins the lines of one edition.

    Args:
        ladder: Who speaks, in order.
        rendition: For which kind of listener.
        work: A folder where encoded clips are kept between editions.
        clock: To keep the budget.
        budget_s: How long all speaking together may take, in seconds.
        tell: Hears how many lines are spoken, of how many, and by whom.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the booth joins two rooms and the world
        self,
        ladder: Standby,
        rendition: Rendition,
        work: Path,
        clock: Clock,
        budget_s: Seconds,
        tell: Callable[[int, int, str], None],
    ) -> None:
        self._ladder = ladder
        self._rendition = rendition
        self._segments = work / "segments"
        self._clock = clock
        self._until = clock.monotonic() + budget_s
        self._tell = tell
        self._readings: list[Reading] = []

    @property
    def readings(self) -> tuple[Reading, ...]:
        """
        Every reading so far; the last is the one on air.
        """
        return tuple(self._readings)

    def measure(self, cues: Sequence[Cue]) -> tuple[Seconds, ...]:
        """
        Speak every line, all in one voice, and return how long each is, its music included, its pause not.

        Raises:
            AnnouncerError: Nobody could speak them.
            LateError: The budget is used up.
        """
        heard = zip(cues, self._spoken(cues), strict=True)
        return tuple(sum(part.seconds for part in self._around(cue, line)) for cue, line in heard)

    def _around(self, cue: Cue, line: _Heard, *pause: Segment) -> list[Segment]:
        """
        Return a cue's sounds: its lead-in (unless the line is over it), its line, its pause, its lead-out.
        """
        before = [self._music(cue.lead_in)] if cue.lead_in and not cue.is_over_music else []
        return [*before, line.segment, *pause, *([self._music(cue.lead_out)] if cue.lead_out else [])]

    def _music(self, kind: str) -> Segment:
        make = rhythm if kind == "rhythm" else partial(music, kind)
        return make(self._rendition, self._segments)

    def _spoken(self, cues: Sequence[Cue]) -> list[_Heard]:
        left = self._until - self._clock.monotonic()
        if left <= 0:
            raise LateError("播音用时超过上限，本期没有完成。请检查网络，或在设置里加大 speech.budget_s。")
        reading = speak([cue.line for cue in cues], self._ladder, left, self._tell)
        self._readings.append(reading)
        return [self._heard(cue, clip) for cue, clip in zip(cues, reading.clips, strict=True)]

    def _heard(self, cue: Cue, clip: Clip) -> _Heard:
        alone = encode(clip, self._rendition, self._segments)
        if not cue.is_over_music:
            return _Heard(alone, 0.0, alone.seconds)
        both = over(cue.lead_in, clip, self._rendition, self._segments)
        return _Heard(both, UNDER, UNDER + alone.seconds)

    def assemble(self, cues: Sequence[Cue], out: Path, tags: Tags) -> Aired:
        """
        Join music, lines and pauses into one MP3.

        Raises:
            SoundError: They cannot be joined.
            OutputError: The file cannot be written.
        """
        segments: list[Segment] = []
        lines: list[tuple[int, _Heard]] = []
        for cue, line in zip(cues, self._spoken(cues), strict=True):
            first, *rest = self._around(cue, line, silence(cue.pause))
            lines.append((len(segments) + (first is not line.segment), line))
            segments += [first.named(cue.chapter), *rest]
        programme = assemble(segments, self._rendition, out, tags)
        begins = ((programme.starts[place], line) for place, line in lines)
        return Aired(programme, tuple((begin + line.start, begin + line.end) for begin, line in begins))
