"""
Text that remembers where it was printed: each character of an excerpt knows its place in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.model import HEADLINE, Article, Span

NOWHERE = -1
"""The place of a character that was not printed: a full stop set where a sentence is cut."""

_WIDE = str.maketrans(",;!?()", "，；！？（）")
_INSIDE_NUMBER = re.compile(r"(?<=\d)[，](?=\d{3}(?!\d))")
_WIDE_COLON = re.compile(r"(?<!\d):|:(?!\d)")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """
    Text of one paragraph (or of the title, `HEADLINE`) with the place of each of its characters.

    Args:
        paragraph: As in `Span`.
        text: With full-width punctuation, whatever was printed.
        places: One for each character of `text`, rising but where words were moved; `NOWHERE` for what was not printed.
    """

    paragraph: int
    text: str
    places: tuple[int, ...]

    def part(self, start: int, end: int) -> Excerpt:
        """
        Cut out the characters from `start` to `end` (exclusive).
        """
        return Excerpt(self.paragraph, self.text[start:end], self.places[start:end])

    def replaced(self, start: int, end: int, text: str) -> Excerpt:
        """
        Put `text` for the characters from `start` to `end`; its characters stand for the places of the old ones.
        """
        old = self.places[start:end] or (NOWHERE,)
        new = tuple(old[index * len(old) // len(text)] for index in range(len(text)))
        return Excerpt(
            self.paragraph,
            self.text[:start] + text + self.text[end:],
            self.places[:start] + new + self.places[end:],
        )

    def followed_by(self, mark: str) -> Excerpt:
        """
        Add characters that were not printed here.
        """
        return Excerpt(self.paragraph, self.text + mark, self.places + (NOWHERE,) * len(mark))

    def joined(self, other: Excerpt) -> Excerpt:
        """
        Set another excerpt of the same paragraph behind this one.
        """
        return Excerpt(self.paragraph, self.text + other.text, self.places + other.places)

    @property
    def spans(self) -> tuple[Span, ...]:
        """
        The printed passages it stands for, in order: one for each unbroken run.
        """
        runs: list[Span] = []
        for place in self.places:
            if place == NOWHERE:
                continue
            if runs and runs[-1].start <= place <= runs[-1].end:
                runs[-1] = Span(self.paragraph, runs[-1].start, max(runs[-1].end, place + 1))
            else:
                runs.append(Span(self.paragraph, place, place + 1))
        return tuple(runs)


def full_width(text: str) -> str:
    """
    Return the same text, character for character, with Chinese punctuation.

    >>> full_width('今年计划120台,比去年"多"(35台)')
    '今年计划120台，比去年“多”（35台）'

    A comma between thousands and a colon in a clock time stay as they are; straight quotes open and close in turn.
    """
    wide = _WIDE_COLON.sub("：", _INSIDE_NUMBER.sub(",", text.translate(_WIDE)))
    return _curled(wide, '"', "“”") if '"' in wide else wide


def _curled(text: str, straight: str, pair: str) -> str:
    pieces = text.split(straight)
    return pieces[0] + "".join(pair[index % 2] + piece for index, piece in enumerate(pieces[1:]))


def printed(text: str, paragraph: int) -> Excerpt:
    """
    Read one printed paragraph: full-width punctuation, blanks between Chinese characters taken out.
    """
    whole = Excerpt(paragraph, full_width(text), tuple(range(len(text))))
    return without(whole, (blank.span() for blank in _BLANKS.finditer(whole.text) if not _parts_latin(blank)))


def _parts_latin(blank: re.Match[str]) -> bool:
    """
    Tell whether the blank stands between two Latin words or numbers, where it is needed.
    """
    around = blank.string[max(blank.start() - 1, 0) : blank.start()] + blank.string[blank.end() : blank.end() + 1]
    return len(around) == 2 and around.isascii()


def without(whole: Excerpt, ranges: Iterable[tuple[int, int]]) -> Excerpt:
    """
    Take out the given ranges of the excerpt's text; they must be in order and apart.
    """
    cuts = tuple(ranges)
    if not cuts:
        return whole
    starts = (0, *(end for _, end in cuts))
    ends = (*(start for start, _ in cuts), len(whole.text))
    kept = Excerpt(whole.paragraph, "", ())
    for start, end in zip(starts, ends, strict=True):
        kept = kept.joined(whole.part(start, end))
    return kept


def paragraphs(article: Article) -> tuple[Excerpt, ...]:
    """
    The body of an article, one excerpt a paragraph.
    """
    return tuple(printed(text, index) for index, text in enumerate(article.paragraphs))


def title(article: Article) -> Excerpt:
    """
    The title as printed, blanks included: they part its halves.
    """
    return Excerpt(HEADLINE, full_width(article.title), tuple(range(len(article.title))))
