"""
Settings in environment variables: lists may be written as people write them, with commas.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource


class UnreadableError(Exception):
    """
    Raised when a variable holds neither JSON nor a list of words; the message names it, in Chinese.

    It is no ValueError: pydantic-settings would wrap that into one of its own that tells the operator nothing.
    """


class Environment(EnvSettingsSource):
    """
    The variables `BULLETIN_*`: plain values as they are, lists of words with commas or as JSON, tables as JSON.
    """

    def decode_complex_value(self, field_name: str, field: FieldInfo | None, value: Any) -> Any:  # noqa: ANN401 - the library's signature
        """
        Return what a list or a table in a variable means.

        Raises:
            UnreadableError: It is neither.
        """
        is_words = field is not None and _holds_words(field.annotation)
        if is_words and isinstance(value, str) and not value.lstrip().startswith("["):
            return [word for word in (word.strip() for word in re.split("[,，、]", value)) if word]
        try:
            return json.loads(value)
        except ValueError as error:
            model = field.annotation if field is not None else None
            raise UnreadableError(f"{self._name(field_name, value)} {_wanted(model, is_words=is_words)}") from error

    def _name(self, field_name: str, value: object) -> str:
        names = (name for name, held in self.env_vars.items() if held == value and name.endswith(field_name))
        return next(names, field_name).upper()


def _holds_words(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    return get_origin(annotation) is tuple and _is_word(get_args(annotation)[0])


def _is_word(kind: Any) -> bool:  # noqa: ANN401 - likewise
    return kind in {str, Path} or bool(getattr(kind, "__metadata__", ()) and get_args(kind)[0] is str)


def _wanted(annotation: Any, *, is_words: bool) -> str:  # noqa: ANN401 - likewise
    if is_words:
        return '看不懂。几项之间用逗号隔开，例如 edge,espeak，或写成 ["edge", "espeak"]'
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "是一组设置，不能整个写成一个值。请写其中一项，例如 BULLETIN_STATION__NAME"
    return """看不懂。要写成 JSON，例如 '[{"at": "07:30", "seconds": 300}]' 或 '{"here": 0.8}'"""
