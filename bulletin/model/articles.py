"""
What was printed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

HEADLINE = -1
"""The `Span.paragraph` that means an article's title."""


@dataclass(frozen=True, slots=True)
class Credit:
    """
    Who worked on an article in one role, as printed: `Credit("见习记者", ("任佳燕",))`.
    """

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Byline:
    """
    Where an article comes from and who wrote it.

    Args:
        raw: As printed, `""` when the article has none.
        outlet: The newspaper, `""` when the byline names none.
        credits: In printed order; empty when nobody is named.
    """

    raw: str = ""
    outlet: str = ""
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Subhead:
    """
    A heading inside an article; it stands before paragraph number `before` (0 is the first).
    """

    text: str
    before: int


@dataclass(frozen=True, slots=True)
class Span:
    """
    Characters `start` to `end` (exclusive) of one paragraph (0 is the first), or of the title (`HEADLINE`).
    """

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suspect:
    """
    A passage that seems damaged in print (printed twice, spliced), and why; it is kept, never mended.
    """

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """
    One piece as its source printed it, column breaks closed, byline and captions taken out.

    Args:
        headline: The headline, or its second part where a kicker stands before it.
        kicker: The part of the headline before the blank (or the line above it); `""` when there is none.
        byline: Who wrote it.
        paragraphs: The body, in printed order; punctuation as printed.
        subheads: Headings inside the body, in printed order.
        captions: Picture captions, in printed order; they are no part of the body.
        source: A short name of where it was read: a file's name, a feed's title.
        url: Its address, `""` when it has none.
        published: When it was printed, `None` when unknown.
        suspects: Passages that seem damaged in print.
        kind: `warning` for an official warning in force and `notice` for an office's notice, whose words are read as
            issued (a long notice's are condensed); else `news`.
    """

    headline: str
    kicker: str = ""
    byline: Byline = Byline()
    paragraphs: tuple[str, ...] = ()
    subheads: tuple[Subhead, ...] = ()
    captions: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    published: datetime | None = None
    suspects: tuple[Suspect, ...] = ()
    kind: Literal["news", "notice", "warning"] = "news"

    @classmethod
    def from_text(cls, headline: str, body: str, **facts: object) -> Article:
        """
        Make an article from plain text whose paragraphs are parted by newlines; blank ones are dropped.
        """
        paragraphs = tuple(p.strip() for p in body.split("\n") if p.strip())
        return cls(headline=headline, paragraphs=paragraphs, **facts)  # type: ignore[arg-type]

    @property
    def id(self) -> str:
        """
        16 hexadecimal digits from source and text: the same piece from the same source has the same id.
        """
        text = "\n".join((self.source, self.kicker, self.headline, *self.paragraphs))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def title(self) -> str:
        """
        Kicker and headline with a blank between, as printed on one line.
        """
        return f"{self.kicker} {self.headline}".strip()

    def text_of(self, span: Span) -> str:
        """
        Return the characters a span points at.
        """
        text = self.title if span.paragraph == HEADLINE else self.paragraphs[span.paragraph]
        return text[span.start : span.end]
