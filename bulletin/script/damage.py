"""
Passages of an article that must not be trusted: printed twice, or marked as damaged by its reader.
"""

from __future__ import annotations

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
    seen: dict[str, list[tuple[int, int]]] = {}
    for paragraph, text in enumerate(article.paragraphs):
        for start in range(len(text) - SPLICED_CHARS + 1):
            seen.setdefault(text[start : start + SPLICED_CHARS], []).append((paragraph, start))
    for places in seen.values():
        if len(places) > 1:
            yield from (Span(paragraph, start, start + SPLICED_CHARS) for paragraph, start in places)


def touches(spans: tuple[Span, ...], paragraph: int, start: int, end: int) -> bool:
    """
    Tell whether characters `start` to `end` of a paragraph share any with one of the spans.
    """
    return any(span.paragraph == paragraph and span.start < end and start < span.end for span in spans)
