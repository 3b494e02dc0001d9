"""
Condensing: the few sentences of an article that tell its news, in its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from bulletin.model import Article, Line
from bulletin.script.candidates import Candidate, candidates, joined, read_on, with_window
from bulletin.script.compression import Window
from bulletin.script.excerpts import Excerpt
from bulletin.script.headline import news_of_title, telling_half, who
from bulletin.script.salience import bigrams, numbers

CHARS_A_LINE = 30
"""A budget is filled with at most four lines, or one for each so many characters where it is larger."""

_LEAST_ROOM = 12
"""Characters below which no further sentence is looked for: what fits tells nothing."""

_REPEATS = 0.6
"""A window of which so large a share was said already is left out."""

_SAME_WORDS = 12
"""Characters nobody says twice in one story."""

_TELLS_HEADLINE = 0.55
"""The share of the headline the chosen lines must say between them; below it the headline is said first."""


def condense(article: Article, max_chars: int) -> tuple[Line, ...]:
    """
    Say an article in at most `max_chars` characters: its own clauses, in their order, each line one sentence.

    Every line carries the passages it was taken from; `Line.spoken` is left empty. Where no sentence fits, the headline
    stands; the result is empty only when there is nothing to say, or no room for it.
    """
    told = candidates(article)
    headline = telling_half(article)
    title = bigrams(news_of_title(article))
    chosen = _filled(told, title, max_chars)
    opener = _opener(chosen, headline, max_chars)
    if opener is not None:
        room = max_chars - len(opener.windows[0].said.text)
        chosen = [opener, *_filled(told, title, room, opener)]
    return tuple(_line(parts) for parts in joined(chosen))


def _line(parts: Sequence[Excerpt]) -> Line:
    return Line(text="".join(part.text for part in parts), sources=tuple(span for part in parts for span in part.spans))


def _filled(
    told: Sequence[Candidate],
    title: frozenset[str],
    room: int,
    opener: Candidate | None = None,
) -> list[Candidate]:
    """
    Take candidates by worth while they fit, each in the window that says most; at most one line in thirty characters.
    """
    chosen: list[Candidate] = []
    heard = opener.windows[0].said.text if opener else ""
    left = sorted(told, key=lambda one: (-one.worth, one.order))
    most = max(4, room // CHARS_A_LINE)
    while room >= _LEAST_ROOM and len(chosen) < most:
        found = _next(left, chosen if opener is None else [opener, *chosen], title, room, heard)
        if found is None:
            break
        chosen.append(found)
        left = [one for one in left if one.order != found.order]
        said = found.windows[0].said.text
        heard += said
        room -= len(said)
    return chosen


def _next(
    left: Sequence[Candidate],
    chosen: Sequence[Candidate],
    title: frozenset[str],
    room: int,
    heard: str,
) -> Candidate | None:
    """
    Return the worthiest candidate that fits, settled on one window; None when none does.
    """
    for candidate in left:
        fitting = [window for window in candidate.windows if _fits(window, room, heard)]
        if fitting:
            settled = with_window(candidate, max(fitting, key=lambda window: _telling(window, title, heard)))
            if read_on((*chosen, settled)):
                return settled
    return None


def _fits(window: Window, room: int, heard: str) -> bool:
    """
    Tell whether a window fits the room, says something new, and takes up only what was said already.
    """
    text, said = window.said.text, bigrams(heard)
    if len(text) > room or any(text[start : start + _SAME_WORDS] in heard for start in range(len(text) - _SAME_WORDS)):
        return False
    pairs, passed = bigrams(text), bigrams(window.passed)
    return len(pairs & said) <= _REPEATS * len(pairs) and 2 * len(passed & said) >= len(passed)


def _telling(window: Window, title: frozenset[str], heard: str) -> float:
    """
    How much that is new a window says for its length; of two that say the same, the shorter wins.
    """
    text = window.said.text
    pairs, said = bigrams(text), bigrams(heard)
    new = 1 - len(pairs & said) / max(len(pairs), 1)
    idle = len(text) - window.substance
    return window.substance * new + 12 * sqrt(len((pairs & title) - said)) + 2 * len(numbers(text)) - 0.5 * idle


def _opener(chosen: Sequence[Candidate], headline: Excerpt, room: int) -> Candidate | None:
    """
    Return the headline as a first line where what was chosen does not tell it; None where it does.
    """
    told = "".join(candidate.windows[0].said.text for candidate in chosen)
    pairs = bigrams(headline.text)
    is_told = len(pairs & bigrams(told)) >= _TELLS_HEADLINE * len(pairs) and who(headline.text) in told
    if not pairs or len(headline.text) >= room or is_told:
        return None
    return Candidate(-1, 0.0, (Window(headline.followed_by("。"), len(headline.text), 0.0),))
