"""
Where articles come from: the contract of a source, and the verb `gather`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bulletin.errors import SourceError
from bulletin.model import Article

logger = logging.getLogger(__name__)


class Source(Protocol):
    """
    Something articles can be read from.

    `read` returns them in printed order, each with `source` set to this source's name. It raises `SourceError` (or
    `NoArticlesError`: there should be some and are none) with a message for the operator when it cannot. None at all
    is right only where that is the usual state: of warnings none may be in force, a drop folder may be empty.
    """

    @property
    def name(self) -> str:
        """
        A short name for logs, notes and `Article.source`.
        """
        ...

    def read(self) -> tuple[Article, ...]:
        """
        Read all its articles.
        """
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    How reading one source went: how many articles it gave, or why it gave none.
    """

    name: str
    articles: int = 0
    failure: SourceError | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """
    What the sources gave: articles in the order of the sources, the errors of those that failed, and what each did.
    """

    articles: tuple[Article, ...]
    failures: tuple[SourceError, ...]
    outcomes: tuple[Outcome, ...] = ()


def gather(sources: Sequence[Source]) -> Gathered:
    """
    Read every source; one that fails is left out and told, the others go on.

    The same piece read twice is kept once. Where every byline of a source that names a newspaper names the same one,
    its other articles are from that newspaper too: a page is a page of one paper.

    Raises:
        SourceError: All sources failed; the first error is raised.
    """
    articles: dict[str, Article] = {}
    outcomes: list[Outcome] = []
    for source in sources:
        outcome, read = _read(source)
        outcomes.append(outcome)
        for article in _of_one_paper(read):
            articles.setdefault(article.id, article)
    failures = tuple(outcome.failure for outcome in outcomes if outcome.failure)
    if failures and not articles:
        raise failures[0]
    return Gathered(tuple(articles.values()), failures, tuple(outcomes))


def _read(source: Source) -> tuple[Outcome, tuple[Article, ...]]:
    try:
        read = source.read()
    except SourceError as error:
        logger.warning("%s: left out: %s", source.name, error)
        return Outcome(source.name, failure=error), ()
    logger.info("gather: %s: %d articles", source.name, len(read))
    return Outcome(source.name, len(read)), read


def _of_one_paper(articles: Sequence[Article]) -> Sequence[Article]:
    outlets = {a.byline.outlet for a in articles if a.byline.outlet}
    if len(outlets) != 1:
        return articles
    outlet = outlets.pop()
    return [replace(a, byline=replace(a.byline, outlet=outlet)) for a in articles]
