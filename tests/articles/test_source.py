from __future__ import annotations

from dataclasses import dataclass

import pytest

from bulletin.articles import gather
from bulletin.errors import SourceError
from bulletin.model import Article, Byline


@dataclass(frozen=True)
class FakeSource:
    name: str
    articles: tuple[Article, ...] = ()

    def read(self) -> tuple[Article, ...]:
        if not self.articles:
            raise SourceError(f"{self.name} 坏了")
        return self.articles


def article(headline: str, outlet: str = "") -> Article:
    return Article(headline=headline, paragraphs=("正文。",), byline=Byline(outlet=outlet), source="page")


def test_a_failing_source_is_left_out_and_told() -> None:
    """
    One broken source costs its own articles only.
    """
    gathered = gather([FakeSource("坏"), FakeSource("好", (article("一"),))])
    assert [a.headline for a in gathered.articles] == ["一"]
    assert [str(f) for f in gathered.failures] == ["坏 坏了"]


def test_when_all_fail_the_first_error_is_raised() -> None:
    """
    Without any article there is nothing to go on with.
    """
    with pytest.raises(SourceError, match="甲"):
        gather([FakeSource("甲"), FakeSource("乙")])


def test_the_same_piece_is_kept_once() -> None:
    """
    A page that lies in two places is aired once.
    """
    assert len(gather([FakeSource("a", (article("一"),)), FakeSource("b", (article("一"),))]).articles) == 1


def test_a_page_is_of_one_paper() -> None:
    """
    An article without an outlet has that of its page, unless the page names two.
    """
    one = gather([FakeSource("a", (article("一", "江门日报"), article("二")))])
    assert [a.byline.outlet for a in one.articles] == ["江门日报", "江门日报"]
    two = gather([FakeSource("a", (article("一", "江门日报"), article("二"), article("三", "南方日报")))])
    assert [a.byline.outlet for a in two.articles] == ["江门日报", "", "南方日报"]
