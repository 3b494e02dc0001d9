"""
The articles a station has seen, by their ids: what is new today, and since when a piece is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update

from bulletin.model import Article
from bulletin.store.database import Database, moment_now
from bulletin.store.tables import article_seen

KEPT = timedelta(days=400)
"""How long a sighting is kept: a year and a month, so that last year's piece of the season is recognised."""

_BATCH = 500
"""Ids in one question; SQLite takes some 32,000 parameters, PostgreSQL 65,535."""


class ArticlesSeen:
    """
    The sightings of one station.
    """

    def __init__(self, database: Database, station: str) -> None:
        """
        Keep a station's sightings in a database.
        """
        self._database = database
        self._station = station

    def note(self, articles: Iterable[Article]) -> int:
        """
        Write down that articles were read just now; return how many were new.
        """
        new = 0
        with self._database.begin() as db:
            for article in articles:
                row = _row(article) | {"station": self._station, "first_at": moment_now(), "last_at": moment_now()}
                is_new = db.execute(self._database.insert_new(article_seen).values(row)).rowcount == 1
                if not is_new:
                    known = (article_seen.c.station == self._station) & (article_seen.c.id == article.id)
                    db.execute(update(article_seen).where(known).values(last_at=moment_now()))
                new += is_new
        return new

    def since(self, ids: Sequence[str]) -> dict[str, datetime]:
        """
        Return when each of these articles was first seen, UTC; those never seen are not in it.
        """
        found: dict[str, datetime] = {}
        with self._database.connect() as db:
            for start in range(0, len(ids), _BATCH):
                mine = (article_seen.c.station == self._station) & article_seen.c.id.in_(ids[start : start + _BATCH])
                for name, at in db.execute(select(article_seen.c.id, article_seen.c.first_at).where(mine)):
                    found[name] = datetime.fromtimestamp(at, UTC)
        return found

    def forget(self, older_than: timedelta = KEPT) -> int:
        """
        Drop sightings not repeated for that long; return how many.
        """
        old = (article_seen.c.station == self._station) & (
            article_seen.c.last_at < moment_now() - older_than.total_seconds()
        )
        with self._database.begin() as db:
            return db.execute(delete(article_seen).where(old)).rowcount


def _row(article: Article) -> dict[str, object]:
    published = article.published.timestamp() if article.published else None
    return {
        "id": article.id,
        "source": article.source[:80],
        "headline": article.title[:512],
        "url": article.url[:2000],
        "published_at": published,
    }
