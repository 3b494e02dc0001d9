"""
What was chosen, and the words said for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.model.articles import Article, Span
from bulletin.model.units import Seconds


@dataclass(frozen=True, slots=True)
class Story:
    """
    An article chosen for air.

    Args:
        slug: Short name, safe in file names and log lines (`[a-z0-9-]+`); never changes.
        article: What was printed.
        allotted: How long it may take on air, in seconds.
        worth: Its newsworthiness, higher is aired first; comparable within one rundown only.
        reasons: What that worth is made of, for the operator, in Chinese.
        is_notice: Whether it tells listeners what to do; notices are heard last, and twice.
        is_update: Whether it tells newer facts of an event that was on air in the last days.
    """

    slug: str
    article: Article
    allotted: Seconds
    worth: float = 0.0
    reasons: tuple[str, ...] = ()
    is_notice: bool = False
    is_update: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """
    An article (or story) that is not aired, and why, in Chinese.
    """

    headline: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rundown:
    """
    The stories of one edition in the order they are heard, and what was left out.
    """

    stories: tuple[Story, ...]
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """
    One spoken sentence.

    Args:
        text: As shown in transcript and review.
        spoken: As said: no digit, no symbol, punctuation only for pauses.
        sources: The passages of the article it says, in order; empty only for the programme's fixed words.
        rate: How fast it is read, in characters a minute, pauses included.
    """

    text: str
    spoken: str = ""
    sources: tuple[Span, ...] = ()
    rate: int = 200


@dataclass(frozen=True, slots=True)
class Script:
    """
    What is said for one story.

    Args:
        story: The story.
        headline: The one line that announces it among the headlines.
        lines: The story itself, in the order it is heard; at least one.
        notes: What a reviewer should know, in Chinese.
    """

    story: Story
    headline: Line
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
