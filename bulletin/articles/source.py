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

    `read` returns them in printed order, at least one, each with `source` set to this source's name; it raises
    `SourceError` (or `NoArticlesError`) with a message for the operator when it cannot.
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
class Gathered:
    """
    What the sources gave: articles in the order of the sources, and the errors of those that failed.
    """

    articles: tuple[Article, ...]
    failures: tuple[SourceError, ...]


def gather(sources: Sequence[Source]) -> Gathered:
    """
    Read every source; one that fails is left out and told, the others go on.

    The same piece read twice is kept once. Where every byline of a source that names a newspaper names the same one,
    its other articles are from that newspaper too: a page is a page of one paper.

    Raises:
        SourceError: All sources failed; the first error is raised.
    """
    articles: dict[str, Article] = {}
    failures: list[SourceError] = []
    for source in sources:
        try:
            read = source.read()
        except SourceError as error:
            logger.warning("%s: left out: %s", source.name, error)
            failures.append(error)
            continue
        logger.info("gather: %s: %d articles", source.name, len(read))
        for article in _of_one_paper(read):
            articles.setdefault(article.id, article)
    if failures and not articles:
        raise failures[0]
    return Gathered(tuple(articles.values()), tuple(failures))


def _of_one_paper(articles: Sequence[Article]) -> Sequence[Article]:
    outlets = {a.byline.outlet for a in articles if a.byline.outlet}
    if len(outlets) != 1:
        return articles
    outlet = outlets.pop()
    return [replace(a, byline=replace(a.byline, outlet=outlet)) for a in articles]
