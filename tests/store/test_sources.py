from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.errors import UsageError
from bulletin.model import Article
from bulletin.store.articles_seen import ArticlesSeen
from bulletin.store.database import Database
from bulletin.store.sources import MAX_SOURCES, Sources, StoredSource

FEED = StoredSource("云津日报", "feed", "http://paper.example.cn/rss", "press")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path / "bulletin.db")) as opened:
        yield opened


def test_a_source_is_kept_as_it_was_given(database: Database) -> None:
    """
    In the order they were added, each with its flags.
    """
    kept = Sources(database, "baisha")
    own = StoredSource("区政府", "list", "http://oa.town.cn/", "official", is_full_text=False, is_private=True)
    kept.add(FEED)
    kept.add(own)
    assert kept.all() == (FEED, own)
    assert kept.get("区政府") == own
    assert kept.get("没有") is None


def test_stations_do_not_see_one_anothers_sources(database: Database) -> None:
    """
    The same name in two stations is two sources.
    """
    Sources(database, "baisha").add(FEED)
    Sources(database, "hetang").add(FEED)
    assert Sources(database, "hetang").remove(FEED.name)
    assert Sources(database, "baisha").all() == (FEED,)


@pytest.mark.parametrize("again", [FEED, replace(FEED, address="http://b/"), replace(FEED, name="别名")])
def test_a_source_is_taken_up_once(database: Database, again: StoredSource) -> None:
    """
    Neither its name nor its address may be there already.
    """
    kept = Sources(database, "baisha")
    kept.add(FEED)
    with pytest.raises(UsageError, match="云津日报"):
        kept.add(again)


def test_there_is_an_end_to_sources(database: Database) -> None:
    """
    More than a hundred would not be read before air time.
    """
    kept = Sources(database, "baisha")
    for number in range(MAX_SOURCES):
        kept.add(replace(FEED, name=str(number), address=f"http://x/{number}"))
    with pytest.raises(UsageError, match="最多"):
        kept.add(FEED)


def test_how_reading_went_is_known(database: Database) -> None:
    """
    Failures are counted one after another, and forgotten when the source is read again.
    """
    kept = Sources(database, "baisha")
    kept.add(FEED)
    kept.note(FEED.name, 7)
    for _ in range(2):
        kept.note(FEED.name, 0, "没有这个网页")
    failed = kept.get(FEED.name)
    assert failed is not None
    assert (failed.failures, failed.reason, failed.articles) == (2, "没有这个网页", 7)
    assert failed.good_at is not None
    assert failed.read_at is not None
    assert failed.read_at >= failed.good_at
    assert kept.failing() == 1
    kept.note(FEED.name, 3)
    assert kept.failing() == 0
    kept.note("不认识的", 1, "x")


def test_removing_tells_whether_there_was_one(database: Database) -> None:
    """
    A name that is not known is not silently removed.
    """
    assert not Sources(database, "baisha").remove("没有")


def test_an_article_is_new_once(database: Database) -> None:
    """
    Its id decides; when it was first seen stays.
    """
    seen = ArticlesSeen(database, "baisha")
    one, other = Article("一", paragraphs=("文。",), source="a"), Article("二", paragraphs=("文。",), source="a" * 200)
    assert seen.note([one]) == 1
    first = seen.since([one.id])[one.id]
    assert seen.note([one, other]) == 1
    known = seen.since([one.id, other.id, "0" * 16])
    assert known[one.id] == first
    assert set(known) == {one.id, other.id}
    assert abs(first - datetime.now(UTC)) < timedelta(minutes=1)
    assert ArticlesSeen(database, "hetang").since([one.id]) == {}


def test_many_ids_are_asked_in_parts(database: Database) -> None:
    """
    A day of a large paper is more than one question.
    """
    seen = ArticlesSeen(database, "baisha")
    articles = [Article(str(number), paragraphs=("文。",)) for number in range(1200)]
    assert seen.note(articles) == 1200
    assert len(seen.since([article.id for article in articles])) == 1200


def test_old_sightings_are_dropped(database: Database) -> None:
    """
    What was not seen for long is forgotten, the rest is not.
    """
    seen = ArticlesSeen(database, "baisha")
    seen.note([Article("一", paragraphs=("文。",))])
    assert seen.forget() == 0
    assert seen.forget(timedelta(seconds=-60)) == 1
