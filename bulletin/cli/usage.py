"""
How a command is used: told in Chinese, at the width of the terminal, and nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from typer.core import TyperCommand, TyperGroup


class Command(TyperCommand):
    """
    A command that tells its own usage.
    """

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's, whose place depends on typer's release
        """
        Write the usage.
        """
        formatter.write(usage(self, ctx))


class Group(TyperGroup):
    """
    A group of commands that tells its own usage, and what each command does.
    """

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - likewise
        """
        Write the usage.
        """
        formatter.write(usage(self, ctx))


def usage(command: Any, ctx: Any) -> str:  # noqa: ANN401 - likewise
    """
    Return how a command or a group is used.
    """
    params = command.get_params(ctx)
    arguments = [one for one in params if one.param_type_name == "argument"]
    options = [one for one in params if one.param_type_name == "option"]
    commands = [command.get_command(ctx, name) for name in getattr(command, "list_commands", lambda _: ())(ctx)]
    words = [ctx.command_path, *(["命令"] if commands else map(_place, arguments)), "[选项]"]
    console = Console(no_color=True, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(f"用法：{' '.join(words)}\n\n{command.help}")
        _print(console, "参数", ((one.metavar or one.name, _told(one)) for one in arguments))
        _print(console, "命令", ((one.name, one.help) for one in commands))
        _print(console, "选项", ((", ".join(sorted(one.opts, key=len, reverse=True)), _told(one)) for one in options))
    return captured.get()


def _place(argument: Any) -> str:  # noqa: ANN401 - likewise
    name = (argument.metavar or argument.name) + ("..." if argument.nargs != 1 else "")
    return name if argument.required else f"[{name}]"


def _told(one: Any) -> str:  # noqa: ANN401 - likewise
    if one.name == "help":
        return "显示这段说明。"
    return f"{one.help or ''}{'必填。' if one.required else ''}"


def _print(console: Console, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    """
    Print names and what they mean, if there are any.
    """
    table = Table(Column(no_wrap=True), Column(overflow="fold"), show_header=False, box=None, padding=(0, 2, 0, 2))
    for name, told in rows:
        table.add_row(name, " ".join(told.split()))
    if table.row_count:
        console.print(f"\n{heading}：")
        console.print(table)
