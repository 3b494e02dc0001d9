from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from examples import STATION, an_edition

from bulletin.publication.feed import FEEDS, guid_of, render_feed

GOLDEN = Path(__file__).parents[1] / "data" / "publication" / "feed.xml"


def test_the_feed_is_the_golden_one(tmp_path: Path) -> None:
    """
    The feed of two editions is, byte for byte, the one that was looked at and validated.
    """
    editions = [an_edition(tmp_path), an_edition(tmp_path, date(2026, 11, 25))]
    assert render_feed(STATION, editions, STATION.public_url) == GOLDEN.read_bytes()


def test_a_feed_client_reads_it(tmp_path: Path) -> None:
    """
    A feed client finds it well formed, with enclosure, guid, transcript and the name of the station.
    """
    feed = feedparser.parse(render_feed(STATION, [an_edition(tmp_path)], STATION.public_url))
    assert not feed.bozo
    assert feed.feed.title == "白沙街道广播站"
    (entry,) = feed.entries
    assert entry.id == "baisha:2026-11-24:0730"
    assert entry.enclosures[0].href == "http://radio.example/baisha/2026-11-24-0730.mp3"
    assert entry.enclosures[0].length == "5"
    assert entry.podcast_transcript["url"].endswith("/2026-11-24-0730.vtt")
    assert entry.description.startswith("本节目语音由人工智能合成。")


def test_a_correction_keeps_its_guid_and_has_a_new_address(tmp_path: Path) -> None:
    """
    Of two revisions the newer stands in the feed, with the old guid and its own enclosure.
    """
    both = [an_edition(tmp_path), an_edition(tmp_path, revision=1)]
    entries = feedparser.parse(render_feed(STATION, both, STATION.public_url)).entries
    assert [(e.id, e.enclosures[0].href.rpartition("/")[2]) for e in entries] == [
        ("baisha:2026-11-24:0730", "2026-11-24-0730-r1.mp3")
    ]


def test_the_podcast_guid_follows_the_published_rule() -> None:
    """
    UUIDv5 of the address without scheme and closing slash; the namespace's own example comes out right.
    """
    station = replace(STATION, public_url="https://podnews.net")
    assert str(uuid.uuid5(FEEDS, "podnews.net/rss")) == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert guid_of(station, "") == str(uuid.uuid5(FEEDS, "podnews.net/feed.xml"))


@pytest.mark.parametrize("title", ["<script>", "a & b", "坏\x00字符\ud800", "]]>"])
def test_any_text_stays_well_formed(tmp_path: Path, title: str) -> None:
    """
    Whatever stands in a headline, the feed is XML.
    """
    edition = replace(an_edition(tmp_path), title=title)
    ET.fromstring(render_feed(STATION, [edition], ""))  # noqa: S314 - our own document
