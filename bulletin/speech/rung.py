"""
One rung of the ladder: an announcer, what it has on the shelf, and whether it may be asked now.
"""

from __future__ import annotations

import logging
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial

from bulletin.errors import BulletinError, ClipError, ServiceError
from bulletin.model import Clip, Line, Seconds
from bulletin.outside.clock import Clock
from bulletin.speech.announcer import Announcer, RefusalError, RestingError, Take
from bulletin.speech.breaker import FIRST_REST, Breakers
from bulletin.speech.completeness import faults, grave_faults, measured
from bulletin.speech.crew import Crew
from bulletin.speech.sentences import syllables
from bulletin.speech.shelf import Shelf, key_of

logger = logging.getLogger(__name__)

TRIES = 3
"""How often a line is asked for when the service failed; a clip refused by its checks is asked for once more only."""

PATIENCE: Seconds = 5.0
PATIENCE_SHARE = 0.5
"""A line may take this long to come, and half its playing time more."""

BREATHER: Seconds = 0.1
"""Between two lines of the insurance, so that the service's own lines come first on a small machine."""


class Rung:
    """
    An announcer with shelf and breakers; `patience_s` as in `Standby`.
    """

    def __init__(
        self, announcer: Announcer, shelf: Shelf, breakers: Breakers, clock: Clock, patience_s: Seconds = PATIENCE
    ) -> None:
        self._patience = patience_s
        self._announcer = announcer
        self._shelf = shelf
        self._breakers = breakers
        self._clock = clock
        self._slot = f"{announcer.name}:{announcer.voice}"

    def read(self, lines: Sequence[Line], until: Seconds, tell: Callable[[int], None]) -> tuple[Clip, ...]:
        """
        Return a clip for each line, in order; what is on the shelf asks nobody.

        Args:
            lines: What to say; equal ones are spoken once.
            until: When to give up, on the clock's monotonic seconds.
            tell: Hears how many lines are done.

        Raises:
            RestingError: It was not asked, since it failed not long ago.
            AnnouncerError: It could not speak them all.
            ClipError: A clip failed its checks twice.
            OutputError: A clip could not be kept.
        """
        keys = [key_of(self._announcer, self._announcer.recipe(line)) for line in lines]
        found = {key: clip for key in dict.fromkeys(keys) if (clip := self._shelf.find(key))}
        missing = {key: line for key, line in zip(keys, lines, strict=True) if key not in found}
        tell(sum(key in found for key in keys))
        if missing:
            for key, clip in self._asked(missing, until):
                found[key] = clip
                tell(sum(key in found for key in keys))
        return tuple(found[key] for key in keys)

    def _asked(self, missing: dict[str, Line], until: Seconds) -> Iterator[tuple[str, Clip]]:
        resting = self._resting()
        if resting:
            raise RestingError(resting)
        jobs = list(missing)
        first = 1 if self._is_doubtful() else 0  # who failed last time is given one line before all others
        try:
            for batch in (jobs[:first], jobs[first:]):
                crew = Crew[str, Clip](partial(self._clip, missing), self._announcer.parallel, self._clock, until)
                yield from crew.work(batch)
        except (ServiceError, ClipError) as error:
            self._let_down(error)
            raise
        self._succeed()

    @property
    def _provider(self) -> str:
        return self._announcer.provider

    def _resting(self) -> str:
        if not self._provider:
            return ""
        release = self._announcer.release
        return self._breakers.resting(self._provider, release) or self._breakers.resting(self._slot, release)

    def _is_doubtful(self) -> bool:
        return self._breakers.is_doubtful(self._slot) or self._breakers.is_doubtful(self._provider)

    def _succeed(self) -> None:
        if self._provider:
            self._breakers.succeed(self._slot)
            self._breakers.succeed(self._provider)

    def _let_down(self, error: Exception) -> None:
        """
        Leave alone for a while a service that let a whole reading down; an announcer on this machine is always asked.
        """
        if self._provider and not self._resting():
            self._breakers.fail(self._slot, str(error), self._announcer.release, FIRST_REST)

    def _clip(self, missing: Mapping[str, Line], key: str) -> Clip:
        """
        Speak one line until it is whole, or fail.
        """
        line = missing[key]
        for tries in range(1, TRIES + 1):
            try:
                return self._kept(key, line, self._announcer.speak(line, self._within(line)), tries)
            except RefusalError as error:
                self._breakers.fail(self._provider, str(error), self._announcer.release, error.rest_s)
                raise
            except ServiceError as error:
                if self._provider:
                    self._breakers.fail(self._provider, str(error), self._announcer.release)
                if tries == TRIES or self._resting():
                    raise
                logger.info("%s: a line is asked for again: %s", self._slot, error)
            except ClipError as error:
                if tries > 1:
                    raise
                logger.info("%s: a clip is refused: %s", self._slot, error)
            self._clock.sleep(_pause(line, tries))
        raise AssertionError  # the last try returned or raised

    def _within(self, line: Line) -> Seconds:
        return self._patience + PATIENCE_SHARE * syllables(line.spoken) * 60 / line.rate

    def _kept(self, key: str, line: Line, take: Take, tries: int) -> Clip:
        wrong = faults(take, line.spoken, line.rate, self._announcer.spread)
        if wrong and tries > 1 and not self._provider and take.proof:
            # Proven whole, made on this machine, and twice the same: odd to the ear of a program is better than silent.
            logger.warning("%s: kept although %s", self._slot, "；".join(wrong))
            wrong = grave_faults(take, line.spoken, line.rate, self._announcer.spread)
        if wrong:
            raise ClipError(f"{self._slot} 的录音不合格：{'；'.join(wrong)}。")
        if self._provider:
            self._breakers.succeed(self._provider)
        checks = asdict(measured(take.samples, take.sample_rate)) | {"is_proven": take.proof is not None}
        return self._shelf.put(key, self._announcer, line.spoken, take, checks)


def _pause(line: Line, tries: int) -> Seconds:
    """
    Return how long to wait before trying again: 1 s, 2 s, and up to half as much more, differing from line to line.
    """
    share = zlib.crc32(line.spoken.encode("utf-8", "surrogatepass")) % 1000 / 2000
    return (1.0 + share) * float(2 ** (tries - 1))


class Insurance:
    """
    Speaks the same lines on this machine while a service is asked, so that a failure there costs no time.
    """

    def __init__(self, rung: Rung | None, lines: Sequence[Line], clock: Clock) -> None:
        self._rung = rung
        self._lines = lines
        self._clock = clock
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._speak, name="speech-insurance", daemon=True)

    def __enter__(self) -> None:
        if self._rung:
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        if self._rung:
            self._thread.join()

    def _speak(self) -> None:
        for line in self._lines:
            if self._is_over.wait(BREATHER) or self._rung is None:
                return
            try:
                self._rung.read([line], self._clock.monotonic() + 30, _silent)
            except BulletinError as error:
                logger.warning("insurance: a line could not be spoken on this machine: %s", error)
                return


def _silent(_: int) -> None:
    """
    Tell nobody.
    """
