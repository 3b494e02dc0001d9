"""
Slips on the command line, told in Chinese and in one line.
"""

from __future__ import annotations

import re
from typing import Any


def slip(error: Any) -> str:  # noqa: ANN401 - click's own errors, whose place depends on typer's release
    """
    Return what is wrong with a command line, and where its usage is told.
    """
    words = [str(getattr(context, "info_name", "")) for context in _contexts(getattr(error, "ctx", None))]
    usage = " ".join(["bulletin", *words[1:], "--help"])
    return f"{_meaning(error)}。用法见 {usage}。"


def _contexts(context: Any) -> list[Any]:  # noqa: ANN401 - likewise
    return [*_contexts(context.parent), context] if context else []


def _meaning(error: Any) -> str:  # noqa: ANN401 - likewise
    kind, said = type(error).__name__, str(error.format_message())
    quoted = re.findall(r"'([^']*)'", said)
    if kind == "NoSuchOption":
        near = "、".join(sorted(error.possibilities or ()))
        return f"没有 {error.option_name} 这个选项" + (f"，是不是想写 {near}" if near else "")
    if kind == "BadOptionUsage":
        return f"{error.option_name} 后面{'不' if 'does not take' in said else ''}要写值"
    if kind == "MissingParameter":
        return f"少写了 {quoted[0]}" if quoted else "少写了一项"
    if kind == "BadParameter":
        return f"{quoted[0]} 后面的值写得不对" if quoted else "有一项的值写得不对"
    if said.startswith("No such command") and quoted:
        return f"没有“{quoted[0]}”这个命令" + (f"，是不是想写 {quoted[1]}" if quoted[1:] else "")
    extra = re.search(r"unexpected extra argument\S* \((.*)\)", said)
    return f"多写了“{extra[1]}”；一句话里有空格时请用引号括起来" if extra else "命令写得不对"
