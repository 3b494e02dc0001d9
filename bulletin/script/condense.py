"""
Condensing: the few sentences of an article that tell its news, in its own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.model import Article, Line
from bulletin.script.candidates import joined, material
from bulletin.script.choice import choose
from bulletin.script.excerpts import Excerpt


def condense(article: Article, max_chars: int) -> tuple[Line, ...]:
    """
    Say an article in at most `max_chars` characters: its own clauses, in their order, each line one sentence.

    Every line carries the passages it was taken from; `Line.spoken` is left empty. Where no sentence fits, the headline
    stands; the result is empty only when there is nothing to say, or no room for it.
    """
    return tuple(_line(parts) for parts in joined(choose(material(article), max_chars)))


def _line(parts: Sequence[Excerpt]) -> Line:
    return Line(text="".join(part.text for part in parts), sources=tuple(span for part in parts for span in part.spans))
