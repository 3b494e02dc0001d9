"""
A line in the pieces an announcer can take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin.model import Mark

_SAID = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323afA-Za-z0-9]")
_SENTENCE = re.compile(r"[^。！？!?；;…\n]+[。！？!?；;…\n]*[”’」』）)》]*|[。！？!?；;…\n]+")
_CLAUSE = re.compile(r"[^，、：,:]+[，、：,:]*|[，、：,:]+")
_SOFT = "的了着过和与及并但而在将被把从对向为是"
"""After or before these a breath is least wrong: particles, conjunctions, prepositions."""


def syllables(text: str) -> int:
    """
    Return how many characters of a text are said aloud; punctuation is not.
    """
    return len(_SAID.findall(text))


def sentences(text: str) -> tuple[str, ...]:
    """
    Cut a text at sentence ends, the mark staying with its sentence; pieces without a sound join the one before.
    """
    found: list[str] = []
    for piece in (m.group().strip() for m in _SENTENCE.finditer(text)):
        if found and not syllables(piece):
            found[-1] += piece
        elif piece:
            found.append(piece)
    return tuple(found)


def pieces(text: str, limit: int) -> tuple[tuple[str, int], ...]:
    """
    Cut a text into pieces of at most `limit` syllables, at sentence ends, else at commas, else at a soft place.

    Returns:
        Each piece with the number of the sentence it belongs to; joined they are the text, blanks at the cuts aside.
    """
    return tuple((piece, n) for n, sentence in enumerate(sentences(text)) for piece in _fitting(sentence, limit))


def worded(marks: Sequence[Mark], spoken: str) -> tuple[Mark, ...]:
    """
    Give marks the words of a line instead of those that were sent, which may hold homophones; one for each sentence.
    """
    said = sentences(spoken)
    if len(said) != len(marks):
        return tuple(marks)
    return tuple(Mark(mark.start, mark.end, words) for mark, words in zip(marks, said, strict=True))


def _fitting(sentence: str, limit: int) -> Iterator[str]:
    if syllables(sentence) <= limit:
        yield sentence
        return
    held = ""
    for clause in _CLAUSE.findall(sentence):
        if held and syllables(held + clause) > limit:
            yield from _broken(held, limit)
            held = ""
        held += clause
    yield from _broken(held, limit)


def _broken(text: str, limit: int) -> Iterator[str]:
    """
    Break what has no punctuation left to break at.
    """
    while syllables(text) > limit:
        end = next(n for n in range(1, len(text) + 1) if syllables(text[:n]) == limit)
        soft = [n for n in range(end // 2, end) if text[n] in _SOFT]
        cut = soft[-1] + 1 if soft else end
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text
