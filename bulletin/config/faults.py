"""
What is wrong with settings, in words an operator can act on.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError


def faults_of(error: ValidationError, model: type[BaseModel]) -> tuple[str, ...]:
    """
    Return what is wrong with the settings of a model, each fault with its place; at least one.
    """
    errors = error.errors()
    places = [one["loc"] for one in errors]
    # A list whose only entry is wrong is also reported as too short: that second fault is none.
    real = [one for one in errors if not (one["type"] == "too_short" and _has_inner(places, one["loc"]))]
    return tuple(_fault(one["loc"], one["type"], one.get("ctx", {}), model) for one in real)


def nearest(name: str, names: Iterable[str]) -> str:
    """
    Return a question that names the likeliest of some names, `""` where none is near.
    """
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"，是不是想写 {near[0]}？" if near else ""


_WIDE = "“”‘’，：；＝【】｛｝（）＂＇"
"""What a Chinese keyboard types for the marks of a settings file."""

_CURES = {
    "Cannot ": "同一项写了两次，请只留一处",
    "Unescaped": "引号里的 \\ 要写成 \\\\，路径里也可以写成 /",
    "Invalid hex": "引号里的 \\ 要写成 \\\\，路径里也可以写成 /",
    "Illegal character": "引号没有成对，前后都要是英文引号",
    "Invalid value": "文字和时刻要用英文引号括起来",
    "Unclosed": "前面少了逗号或括号",
    "Expected ']'": "方括号没有成对",
    "Expected '='": "每一项要写成 名字 = 值",
    "Expected newline": "一行只写一项，文字和时刻要用英文引号括起来",
}
"""What to do, by the first words of what `tomllib` says."""


def ill_formed(said: str, text: str) -> str:
    """
    Return where a text is no TOML, and what to do about it.

    Args:
        said: What `tomllib` says of it.
        text: The whole of it.
    """
    spot = re.search(r"at line (\d+), column (\d+)", said)
    if not spot:
        return "没有写完，最后的引号或括号没有成对。请补上。"
    line, column = int(spot[1]), int(spot[2])
    here = text.splitlines()[line - 1][column - 1 : column]
    cure = next((cure for start, cure in _CURES.items() if said.startswith(start)), "请对照 docs/设置.md 改正")
    if here and here in _WIDE:
        cure = f"{here} 是中文标点，请改成英文标点"
    return f"第 {line} 行第 {column} 个字附近格式不对：{cure}。"


def _has_inner(places: list[tuple[int | str, ...]], place: tuple[int | str, ...]) -> bool:
    return any(len(p) > len(place) and p[: len(place)] == place for p in places)


_SAID = {
    "missing": "没有写，必须写明",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "finite_number": "要写成数字，不能是无穷大",
    "string_too_short": "不能为空",
    "string_too_long": "最多 {max_length} 个字",
    "too_short": "至少要有 {min_length} 项",
    "string_type": "要用引号括起来的文字",
    "tuple_type": "要用方括号列出，例如 [ ... ]",
    "path_type": "要用引号括起来的路径",
    "dict_type": "要用大括号列出，例如 {{ here = 0.8 }}",
    "int_from_float": "要写成整数",
    "model_type": "要写成一组设置，例如 {{ ... }} 或单独一段 [{place}]",
}
"""What each kind of fault means, for the operator; see `_WORDS` for what is told by the start of a kind's name."""

_WORDS = {
    "time": '要写成时刻，例如 "07:30"',
    "date": "要写成日期，例如 2027-02-06",
    "int": "要写成整数",
    "float": "要写成数字",
    "model": _SAID["model_type"],
}

_ANY = "写得不对，请对照 docs/设置.md 改正"
"""For kinds that no model of today raises: better vague than in English."""


def _fault(place: tuple[int | str, ...], kind: str, facts: dict[str, Any], root: type[BaseModel]) -> str:
    name = ".".join(str(p + 1) if isinstance(p, int) else p for p in place)
    if kind == "extra_forbidden":
        return f"{name}：没有这一项{nearest(str(place[-1]), _names(place[:-1], root))}"
    return f"{name}：{_meaning(kind, facts, name)}"


def _meaning(kind: str, facts: dict[str, Any], name: str) -> str:
    if kind == "value_error":
        return str(facts["error"])  # the models' own words
    if kind == "literal_error":
        return "只能是 " + str(facts["expected"]).replace("'", "").replace(", ", "、").replace(" or ", "、")
    said = _SAID.get(kind) or next((word for start, word in _WORDS.items() if kind.startswith(start)), _ANY)
    return said.format(**facts, place=name)


def _names(place: tuple[int | str, ...], root: type[BaseModel]) -> list[str]:
    model: Any = root
    for step in place:
        if isinstance(step, str):
            annotation = model.model_fields[step].annotation
            model = next((a for a in getattr(annotation, "__args__", ()) if hasattr(a, "model_fields")), annotation)
    return list(getattr(model, "model_fields", {}))
