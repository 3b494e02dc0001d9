"""
Other programs, run with a list of arguments, a time limit, and the last of what they said in the error.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from bulletin.errors import ToolError
from bulletin.model import Seconds


def run_tool(arguments: Sequence[str], within_s: Seconds, given: str = "") -> str:
    """
    Run a program to its end and return what it printed.

    Args:
        arguments: The program and its arguments; never handed to a shell.
        within_s: After so many seconds it is killed.
        given: What it reads on standard input.

    Raises:
        ToolError: It is missing, took too long or failed.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments from the operator's own settings, no shell
            list(arguments), input=given, capture_output=True, text=True, timeout=within_s, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"{arguments[0]} 超过 {within_s:.0f} 秒没有结束，已停止它。") from error
    except OSError as error:
        raise ToolError(f"不能运行 {arguments[0]}（{error.strerror}）。请检查设置里的命令。") from error
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["没有说明"]
        raise ToolError(f"{arguments[0]} 失败（状态 {done.returncode}）：{last[0][:300]}")
    return done.stdout
