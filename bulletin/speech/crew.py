"""
Several lines at a time, by threads that nobody waits for longer than agreed.

A pool of `concurrent.futures` joins its threads when the program ends, so one stalled service would hold the whole
program; these threads are daemons, and whoever is late is left behind.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from bulletin.errors import ServiceError
from bulletin.model import Seconds
from bulletin.outside.clock import Clock

Job = TypeVar("Job")
Result = TypeVar("Result")


class Crew(Generic[Job, Result]):
    """
    Does jobs, some at a time, until one fails or the time is over.

    Args:
        do: Does one job.
        hands: How many at a time; one works in the caller's own thread.
        clock: To know when the time is over.
        until: When that is, on the clock's monotonic seconds.
    """

    def __init__(self, do: Callable[[Job], Result], hands: int, clock: Clock, until: Seconds) -> None:
        self._do = do
        self._hands = hands
        self._clock = clock
        self._until = until
        self._is_over = threading.Event()
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[Job, Result] | BaseException] = queue.SimpleQueue()

    def work(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """
        Hand on each job with its result as it comes, in no set order; the first failure ends it, no further job begins.

        Raises:
            ServiceError: The time is over.
            BaseException: What a job raised.
        """
        if self._hands == 1 or len(jobs) == 1:
            yield from (self._in_time(job) for job in jobs)
            return
        for job in jobs:
            self._waiting.put(job)
        for number in range(min(self._hands, len(jobs))):
            threading.Thread(target=self._labour, name=f"speech-{number}", daemon=True).start()
        try:
            for _ in jobs:
                yield self._next()
        finally:
            self._is_over.set()

    def _in_time(self, job: Job) -> tuple[Job, Result]:
        if self._clock.monotonic() > self._until:
            raise _late()
        return job, self._do(job)

    def _next(self) -> tuple[Job, Result]:
        try:
            result = self._done.get(timeout=max(0.0, self._until - self._clock.monotonic()))
        except queue.Empty:
            raise _late() from None
        if isinstance(result, BaseException):
            raise result
        return result

    def _labour(self) -> None:
        while not self._is_over.is_set():
            try:
                job = self._waiting.get_nowait()
            except queue.Empty:
                return
            try:
                self._done.put((job, self._do(job)))
            except BaseException as error:  # noqa: BLE001 - carried to the thread that waits, and raised there
                self._done.put(error)
                return


def _late() -> ServiceError:
    return ServiceError("在限定的时间内没有播完，改由替补播音。")
