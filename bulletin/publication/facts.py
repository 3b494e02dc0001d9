"""
Facts of the model as plain JSON values, and back.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any, Literal, TypeAlias, TypeVar, cast, get_args, get_origin, get_type_hints

Fact = TypeVar("Fact")
Reader: TypeAlias = Callable[[Any], Any]
"""Makes a fact of a JSON value; found out once for each type, for that takes far longer than reading a value."""


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
    make: Any = kind
    return cast("Fact", make(**(_known(make, value) | others)) if others else _reader(make)(value))


@cache
def _reader(kind: Any) -> Reader:  # noqa: ANN401 - the type may be anything typing knows
    if is_dataclass(kind):
        return partial(_made, kind)
    if get_origin(kind) is tuple:
        each = _reader(get_args(kind)[0])
        return lambda values: tuple([each(value) for value in values])
    if get_origin(kind) is types.UnionType:
        some = _reader(get_args(kind)[0])
        return lambda value: None if value is None else some(value)
    if get_origin(kind) is Literal:
        return partial(_one_of, get_args(kind))
    return cast("Reader", kind.fromisoformat if kind in (date, datetime) else kind)


@cache
def _readers(kind: Any) -> tuple[tuple[str, Reader], ...]:  # noqa: ANN401 - likewise
    """
    Return the fields of a dataclass, each with what reads it.
    """
    hints = get_type_hints(kind)
    return tuple((field.name, _reader(hints[field.name])) for field in fields(kind))


def _known(kind: Any, value: Any) -> dict[str, Any]:  # noqa: ANN401 - likewise
    return {name: read(value[name]) for name, read in _readers(kind) if name in value}


def _made(kind: Any, value: Any) -> Any:  # noqa: ANN401 - likewise
    return kind(**_known(kind, value))


def _one_of(choices: tuple[object, ...], value: object) -> object:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {choices}")
    return value
