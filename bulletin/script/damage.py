"""
Passages of an article that must not be trusted: printed twice, or marked as damaged by its reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bulletin.model import Article, Span

SPLICED_CHARS = 20
"""A passage at least this long that a body prints twice is a splice: nobody repeats himself so exactly."""


def damaged(article: Article) -> tuple[Span, ...]:
    """
    The spans not to be aired: the article's own suspects and every passage its body prints twice.
    """
    return (*(suspect.span for suspect in article.suspects), *_repeated(article))


def _repeated(article: Article) -> Iterator[Span]:
    pieces = [
        (text[start : start + SPLICED_CHARS], paragraph, start)
        for paragraph, text in enumerate(article.paragraphs)
        for start in range(len(text) - SPLICED_CHARS + 1)
    ]
    counts = Counter(piece for piece, _, _ in pieces)
    if len(counts) == len(pieces):
        return
    last: Span | None = None
    for piece, paragraph, start in pieces:
        if counts[piece] == 1:
            continue
        if last is not None and last.paragraph == paragraph and start <= last.end:
            last = Span(paragraph, last.start, start + SPLICED_CHARS)
            continue
        if last is not None:
            yield last
        last = Span(paragraph, start, start + SPLICED_CHARS)
    if last is not None:
        yield last


def touches(spans: tuple[Span, ...], paragraph: int, start: int, end: int) -> bool:
    """
    Tell whether characters `start` to `end` of a paragraph share any with one of the spans.
    """
    return any(span.paragraph == paragraph and span.start < end and start < span.end for span in spans)
