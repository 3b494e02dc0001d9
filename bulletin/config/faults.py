"""
What is wrong with settings, in words an operator can act on.
"""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import BaseModel, ValidationError


def faults_of(error: ValidationError, model: type[BaseModel]) -> str:
    """
    Return what is wrong with the settings of a model, how many faults there are first.
    """
    errors = error.errors()
    places = [one["loc"] for one in errors]
    # A list whose only entry is wrong is also reported as too short: that second fault is none.
    real = [one for one in errors if not (one["type"] == "too_short" and _has_inner(places, one["loc"]))]
    told = "；".join(_fault(one["loc"], one["type"], one["msg"], one.get("ctx", {}), model) for one in real)
    return f" {len(real)} 处错误：{told}"


def _has_inner(places: list[tuple[int | str, ...]], place: tuple[int | str, ...]) -> bool:
    return any(len(p) > len(place) and p[: len(place)] == place for p in places)


_SAID = {
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_too_short": "不能为空",
    "string_too_long": "最多 {max_length} 个字",
    "too_short": "至少要有 {min_length} 项",
    "literal_error": "只能是 {expected}",
    "string_type": "要用引号括起来的文字",
    "tuple_type": "要用方括号列出，例如 [ ... ]",
    "path_type": "要用引号括起来的路径",
}
"""What each kind of fault means, for the operator; times and numbers are told by the start of their kind's name."""


def _fault(place: tuple[int | str, ...], kind: str, message: str, facts: dict[str, Any], root: type[BaseModel]) -> str:
    name = ".".join(str(p + 1) if isinstance(p, int) else p for p in place)
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]), _names(place[:-1], root), n=1, cutoff=0.5)
        return f"{name}：没有这一项" + (f"，是不是想写 {near[0]}？" if near else "")
    if kind.startswith("time"):
        return f"{name}：要写成时刻，例如 07:30"
    if kind.startswith(("int", "float")):
        return f"{name}：要写成数字"
    return f"{name}：{_SAID.get(kind, message.removeprefix('Value error, ')).format(**facts)}"


def _names(place: tuple[int | str, ...], root: type[BaseModel]) -> list[str]:
    model: Any = root
    for step in place:
        if isinstance(step, str):
            annotation = model.model_fields[step].annotation
            model = next((a for a in getattr(annotation, "__args__", ()) if hasattr(a, "model_fields")), annotation)
    return list(getattr(model, "model_fields", {}))
