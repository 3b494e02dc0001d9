"""
What an article says, made ready to look a sentence up in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bulletin.model import Article
from bulletin.script.brackets import resolve_brackets
from bulletin.script.breaths import with_breaths
from bulletin.script.compression import untied
from bulletin.script.daywords import dated_word, day_words
from bulletin.script.excerpts import Excerpt, printed, title
from bulletin.script.headline import title_parts
from bulletin.script.numerals import by_value
from bulletin.script.reported import without_telling
from bulletin.script.salience import bigrams
from bulletin.script.sentences import split_sentences

_TITLE_PARTS = re.compile(r"\s+")
TITLE = 0
"""The number of the paragraph the parts of a title are in."""


@dataclass(frozen=True, slots=True)
class Passage:
    """
    One printed sentence, in the writing in which texts are compared.

    Args:
        order: Its number in the article; sentences of one reading of a paragraph follow one another.
        paragraph: The number of its paragraph; the parts of the title are one, the first.
        text: See `comparable`.
        pairs: Its pairs of neighbouring characters.
    """

    order: int
    paragraph: int
    text: str
    pairs: frozenset[str]


def comparable(text: str) -> str:
    """
    Return the text in the one writing in which printed and spoken sentences can be compared.

    Numbers by value, Chinese punctuation, no blanks, one kind of quotation mark.
    """
    plain = printed(text, 0).text.replace(" ", "")
    return by_value(plain.replace("‘", "“").replace("’", "”").replace("——", "，"))


@lru_cache(maxsize=32)
def passages(article: Article) -> tuple[Passage, ...]:
    """
    Every sentence an article prints, in order: the parts of its title, its body, subheads and captions.

    A sentence with brackets or a day word (昨日) is there as printed and as it may be said.
    """
    published = article.published.date() if article.published else None
    titles = [(TITLE, part.text) for part in title_parts(title(article))]
    blocks = list(enumerate(article.paragraphs, start=1))
    rest = [part for subhead in article.subheads for part in _TITLE_PARTS.split(subhead.text)]
    others = enumerate((*rest, *article.captions), start=len(blocks) + 2)
    found: list[Passage] = []
    for paragraph, block in (*titles, *blocks, *others):
        for sentence in split_sentences(printed(block, paragraph)):
            dated = _dated(sentence, published)
            readings = dict.fromkeys(
                (
                    sentence.text,
                    dated.text,
                    with_breaths(resolve_brackets(sentence)).text,
                    with_breaths(resolve_brackets(dated)).text,
                    with_breaths(without_telling(resolve_brackets(dated))).text,
                    with_breaths(untied(resolve_brackets(dated))).text,
                )
            )
            order = len(found)
            found += [_passage(order, paragraph, reading) for reading in readings]
    return tuple(found)


def _passage(order: int, paragraph: int, text: str) -> Passage:
    ready = comparable(text)
    return Passage(order, paragraph, ready, bigrams(ready))


def _dated(sentence: Excerpt, published: date | None) -> Excerpt:
    for found in reversed(day_words(sentence.text)):
        said = dated_word(found, published)
        if said is not None:
            sentence = sentence.replaced(*found.span(), said)
    return sentence
