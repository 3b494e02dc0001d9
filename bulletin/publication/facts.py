"""
Facts of the model as plain JSON values, and back.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

Fact = TypeVar("Fact")


def plain(fact: Any, but: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - any fact of the model, any JSON value
    """
    Return a fact as JSON values: dataclasses as objects (without the fields `but`), tuples as lists, dates in ISO 8601.
    """
    if is_dataclass(fact):
        return {f.name: plain(getattr(fact, f.name)) for f in fields(fact) if f.name not in but}
    if isinstance(fact, tuple):
        return [plain(each) for each in fact]
    return fact.isoformat() if isinstance(fact, date) else fact


def fact_of(kind: type[Fact], value: Any, **others: object) -> Fact:  # noqa: ANN401 - any JSON value
    """
    Return the fact of a `kind` that `plain` made a value of; `others` are the fields it was told to leave out.

    Fields the value lacks take their default, so that records of an older version can be read; foreign ones are passed
    over.

    Raises:
        KeyError, TypeError, ValueError: The value is none of that kind.
    """
    if not is_dataclass(kind):
        return cast("Fact", _simple(kind, value))
    hints = get_type_hints(kind)
    known = {f.name: fact_of(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value}
    return cast("Callable[..., Fact]", kind)(**(known | others))


def _simple(kind: Any, value: Any) -> Any:  # noqa: ANN401 - the type may be anything typing knows
    if get_origin(kind) is tuple:
        return tuple(fact_of(get_args(kind)[0], each) for each in value)
    if get_origin(kind) is types.UnionType:
        return None if value is None else fact_of(get_args(kind)[0], value)
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{value!r} is none of {get_args(kind)}")
        return value
    return kind.fromisoformat(value) if kind in (date, datetime) else kind(value)
