"""
Progress while an edition is made: a moving line on a terminal, plain lines elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

_VERBS = {
    "wait": "等候",
    "gather": "读稿",
    "select": "编排",
    "write": "写稿",
    "speak": "播音",
    "assemble": "合成",
    "publish": "发布",
}


class Silent:
    """
    A watch that says nothing.
    """

    def step(self, verb: str, said: str) -> None:
        """
        Say nothing.
        """

    def spoken(self, done: int, total: int, announcer: str) -> None:
        """
        Say nothing.
        """


class PlainWatch:
    """
    A watch that prints a line a step.
    """

    def __init__(self, console: Console) -> None:
        self._console = console

    def step(self, verb: str, said: str) -> None:
        """
        Print the step.
        """
        self._console.print(f"{_VERBS[verb]}：{said}", markup=False, highlight=False, soft_wrap=True)

    def spoken(self, done: int, total: int, announcer: str) -> None:
        """
        Say nothing: on paper a moving number is noise.
        """


class MovingWatch(PlainWatch):
    """
    A watch with a moving bar under the finished steps.
    """

    def __init__(self, console: Console, bar: Progress, task: TaskID) -> None:
        super().__init__(console)
        self._bar, self._task = bar, task

    def spoken(self, done: int, total: int, announcer: str) -> None:
        """
        Move the bar.
        """
        self._bar.update(self._task, description=f"{announcer} 正在播音", completed=done, total=total)


@contextmanager
def watching(console: Console, *, is_quiet: bool) -> Iterator[Silent | PlainWatch]:
    """
    Give the watch that fits the console.
    """
    if is_quiet:
        yield Silent()
    elif not console.is_terminal:
        yield PlainWatch(console)
    else:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.completed}/{task.total} 句"),
        )
        with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
            yield MovingWatch(console, bar, bar.add_task("正在准备", total=None))
