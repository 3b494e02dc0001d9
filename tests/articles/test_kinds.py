from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FixedClock

from bulletin.articles.kind_names import KINDS, SAID, kind_of
from bulletin.articles.kinds import Failing, fetcher_of, source_of
from bulletin.articles.source import Source
from bulletin.errors import SourceError, UsageError
from bulletin.outside.fetch import Fetcher

CLOCK = FixedClock()
ADDRESSES = {
    "page": "pages",
    "drop": "drop",
    "warnings": "a.xml",
    "feed": "http://x/f",
    "web": "http://x/a",
    "list": "http://x/",
}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("seeds", "page"),
        ("/srv/page.txt", "page"),
        ("alerts/1.xml", "warnings"),
        ("https://x.cn/rss/news.xml", "feed"),
        ("https://x.cn/feed/", "feed"),
        ("https://x.cn/atom.xml", "feed"),
        ("https://x.cn/feed.json", "feed"),
        ("http://paper.x.cn/html/{date:%Y-%m/%d}/node_2.htm", "list"),
        ("http://www.x.gov.cn/xwzx/bdxw/", "list"),
        ("http://www.x.gov.cn/xwzx/index.html", "list"),
        ("http://www.x.gov.cn", "list"),
        ("http://www.x.gov.cn/xwzx/t20261124_1.html", "web"),
        ("https://mp.weixin.qq.com/s/abc", "web"),
        ("https://x.cn/yujing/cap.xml", "warnings"),
    ],
)
def test_the_kind_is_guessed_from_the_address(address: str, kind: str) -> None:
    """
    The operator need not know what a feed is.
    """
    assert kind_of(address) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_built_and_said(kind: str) -> None:
    """
    A source bears its name, opens nothing when built, and has a Chinese word for its kind.
    """
    known = next(one for one in KINDS if one == kind)
    built: Source = source_of(known, ADDRESSES[kind], "名字", fetcher=Fetcher(CLOCK), clock=CLOCK)
    assert built.name == "名字"
    assert SAID[kind]


@pytest.mark.parametrize(
    ("kind", "address"), [("feed", "a.xml"), ("web", "x"), ("list", "x"), ("page", "http://x/"), ("drop", "http://x/")]
)
def test_kind_and_address_must_agree(kind: str, address: str) -> None:
    """
    A feed is on the web, a folder is not.
    """
    known = next(one for one in KINDS if one == kind)
    with pytest.raises(UsageError, match="名字"):
        source_of(known, address, "名字", fetcher=Fetcher(CLOCK), clock=CLOCK)


def test_a_private_source_opens_its_own_host_only(tmp_path: Path) -> None:
    """
    The permission is for the host the operator named.
    """
    reader = fetcher_of("http://OA.town.cn:8080/feed", CLOCK, kept=tmp_path, is_private=True)
    assert reader.manners.private_hosts == {"oa.town.cn"}
    assert fetcher_of("http://oa.town.cn/feed", CLOCK).manners.private_hosts == frozenset()


def test_a_source_that_cannot_be_built_fails_when_read() -> None:
    """
    It fails alone, as any other.
    """
    with pytest.raises(SourceError, match="坏"):
        Failing("x", SourceError("坏")).read()


def test_a_folder_of_pages_loses_the_broken_one_only(tmp_path: Path) -> None:
    """
    One damaged page of a paper does not silence the others.
    """
    text = "荷塘大桥伸缩缝更换工程11月24日完工，大桥当天恢复双向通车。"
    (tmp_path / "a.md").write_text(f"# 荷塘大桥恢复双向通车\n\n{text}", "utf-8")
    (tmp_path / "b.pdf").write_bytes(b"x")
    assert len(source_of("page", str(tmp_path), "版面", fetcher=Fetcher(CLOCK), clock=CLOCK).read()) == 1
    (tmp_path / "a.md").unlink()
    with pytest.raises(SourceError, match="PDF"):
        source_of("page", str(tmp_path), "版面", fetcher=Fetcher(CLOCK), clock=CLOCK).read()
