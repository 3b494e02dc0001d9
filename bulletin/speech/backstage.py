"""
An event loop in a thread of its own, for libraries that are asynchronous; nobody waits for it at the end.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import functools
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bulletin.model import Seconds

Result = TypeVar("Result")

MARGIN: Seconds = 1.0
"""What a coroutine gets beyond its limit to clear up, before it is left behind."""


class _Lookups(concurrent.futures.ThreadPoolExecutor):
    """
    Runs name lookups in threads that are not joined at the end: one without a network can hang for half a minute.
    """

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> concurrent.futures.Future[Any]:  # noqa: ANN401 - the library's signature
        future: concurrent.futures.Future[Any] = concurrent.futures.Future()

        def run() -> None:
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - handed to the future, and raised where it is awaited
                _settle(functools.partial(future.set_exception, error))
            else:
                _settle(functools.partial(future.set_result, result))

        threading.Thread(target=run, name="speech-lookup", daemon=True).start()
        return future


def _settle(act: Callable[[], None]) -> None:
    try:
        act()
    except concurrent.futures.InvalidStateError:
        return  # whoever asked has stopped waiting


_STARTING = threading.Lock()
"""Held while the loop is started, so that threads that come first together share one."""


def _loop() -> asyncio.AbstractEventLoop:
    with _STARTING:
        return _started()


@functools.cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.set_default_executor(_Lookups(max_workers=1))
    threading.Thread(target=loop.run_forever, name="speech-loop", daemon=True).start()
    return loop


def run(work: Coroutine[Any, Any, Result], within_s: Seconds) -> Result:
    """
    Run a coroutine to its end and return its result; safe from many threads at once.

    Raises:
        TimeoutError: It took longer than `within_s` seconds; it is cancelled.
        Exception: What it raised.
    """
    future = asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, within_s), _loop())
    try:
        return future.result(within_s + MARGIN)
    finally:
        future.cancel()  # does nothing to one that is done
