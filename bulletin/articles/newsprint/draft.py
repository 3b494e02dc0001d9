"""
An article while it is read, and the record of what was decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.articles.newsprint.joining import joined, without_strays
from bulletin.articles.newsprint.suspects import suspects
from bulletin.articles.newsprint.titles import named
from bulletin.model import Article, Byline, Subhead


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What was decided at one place of a page, and why.

    Args:
        number: The printed line the decision is about, 1 is the first line of the file.
        text: How that line begins (for a closed break: the end of the text above, `｜`, the beginning of the line).
        verdict: What was decided, in Chinese: 标题, 小标题, 署名, 正文, 接上文 (a closed break), 图片说明,
            版面杂项, 广告, 天气栏, 下转, 上接, 略去.
        reason: Why, in Chinese.
    """

    number: int
    text: str
    verdict: str
    reason: str


@dataclass(slots=True)
class Draft:
    """
    An article being read.
    """

    titles: list[str]
    number: int = 0
    byline: Byline = field(default_factory=Byline)
    paragraphs: list[str] = field(default_factory=list)
    subheads: list[Subhead] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    goes_on_at: str = ""
    is_resumed: bool = False
    is_signed_off: bool = False

    @property
    def title(self) -> str:
        """
        Its headline lines, joined.
        """
        return " ".join(self.titles)

    @property
    def last(self) -> str:
        """
        Its last paragraph so far, `""` when it has none.
        """
        return self.paragraphs[-1] if self.paragraphs else ""

    @property
    def is_subheaded(self) -> bool:
        """
        Whether a subhead stands below its last paragraph.
        """
        return bool(self.subheads) and self.subheads[-1].before == len(self.paragraphs)

    def close_break(self, text: str) -> None:
        """
        Let a text go on the last paragraph.
        """
        self.paragraphs[-1] = joined(self.paragraphs[-1], text)

    def beginning(self) -> str:
        """
        Title and first paragraphs, some 400 characters: what the article is about.
        """
        return f"{self.title} {' '.join(self.paragraphs[:4])}"[:400]

    def article(self) -> Article:
        """
        Make the article.
        """
        paragraphs = tuple(map(without_strays, self.paragraphs))
        kicker, headline = named(self.titles)
        return Article(
            headline=headline,
            kicker=kicker,
            byline=self.byline,
            paragraphs=paragraphs,
            subheads=tuple(self.subheads),
            captions=tuple(self.captions),
            suspects=suspects(paragraphs),
        )
