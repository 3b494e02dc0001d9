"""
The recording booth: lines go in, encoded speech of measured length comes out; each sentence is spoken and encoded once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import LateError
from bulletin.model import Programme, Rendition, Seconds
from bulletin.outside.clock import Clock
from bulletin.programme import Segment, Tags, assemble, encode, music, silence
from bulletin.script.running_order import Cue
from bulletin.speech import Reading, Standby, speak


@dataclass(frozen=True, slots=True)
class Aired:
    """
    A joined programme and when each of its cues' lines is heard in it, `(start, end)`, parallel to the cues.
    """

    programme: Programme
    times: tuple[tuple[Seconds, Seconds], ...]


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
        lines = self._spoken(cues)
        return tuple(line.seconds + self._music_seconds(cue) for cue, line in zip(cues, lines, strict=True))

    def _music_seconds(self, cue: Cue) -> Seconds:
        return sum(self._music(kind).seconds for kind in (cue.lead_in, cue.lead_out) if kind)

    def _music(self, kind: str) -> Segment:
        return music(kind, self._rendition, self._segments)

    def _spoken(self, cues: Sequence[Cue]) -> list[Segment]:
        left = self._until - self._clock.monotonic()
        if left <= 0:
            raise LateError("播音用时超过上限，本期没有完成。请检查网络，或在设置里加大 speech.budget_s。")
        reading = speak([cue.line for cue in cues], self._ladder, left, self._tell)
        self._readings.append(reading)
        return [encode(clip, self._rendition, self._segments) for clip in reading.clips]

    def assemble(self, cues: Sequence[Cue], out: Path, tags: Tags) -> Aired:
        """
        Join music, lines and pauses into one MP3.

        Raises:
            SoundError: They cannot be joined.
            OutputError: The file cannot be written.
        """
        segments: list[Segment] = []
        places: list[int] = []
        for cue, line in zip(cues, self._spoken(cues), strict=True):
            segments += [self._music(cue.lead_in)] if cue.lead_in else []
            places.append(len(segments))
            segments += [line, silence(cue.pause)]
            segments += [self._music(cue.lead_out)] if cue.lead_out else []
            first = places[-1] - bool(cue.lead_in)
            segments[first] = segments[first].named(cue.chapter)
        programme = assemble(segments, self._rendition, out, tags)
        starts = programme.starts
        return Aired(programme, tuple((starts[place], starts[place + 1]) for place in places))
