from __future__ import annotations

import cProfile
import json
import pstats
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from examples import STATION, an_edition
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import AiredLine
from bulletin.publication.chapters import render_chapters
from bulletin.publication.facts import fact_of
from bulletin.publication.playlist import render_playlist
from bulletin.publication.record import from_record, to_record
from bulletin.publication.transcript import ROW, render_transcript, rows

SOMEWHERE = Path("somewhere")


def test_the_transcript_has_every_line_with_its_time() -> None:
    """
    WebVTT, one cue a line, the label in a note, Chinese as the language.
    """
    text = render_transcript(an_edition(SOMEWHERE))
    assert text.startswith("WEBVTT\n")
    assert "NOTE 本节目语音由人工智能合成" in text
    assert "00:00:12.000 --> 00:00:14.500\n工程11月30日完工。\n" in text


def test_a_transcript_shows_markup_as_text() -> None:
    """
    `<`, `>` and `&` are escaped, a line end cannot start another cue.
    """
    line = AiredLine("<b>甲</b>&乙\n\n00:00:01.000 --> 00:00:02.000", "", 1.0, 2.0)
    text = render_transcript(replace(an_edition(SOMEWHERE), lines=(line,)))
    assert "&lt;b&gt;甲&lt;/b&gt;&amp;乙 00:00:01.000 --&gt; 00:00:02.000" in text


@given(st.text(alphabet=st.sampled_from("一二三，。； a"), max_size=400))
def test_rows_are_short_and_lose_nothing(text: str) -> None:
    """
    No row passes what Apple takes, and joined they say what the text says.
    """
    broken = rows(text)
    assert all(0 < len(row) <= ROW for row in broken)
    assert "".join(broken).replace(" ", "") == "".join(text.split())


def test_chapters_follow_the_podcast_namespace() -> None:
    """
    Version 1.2, ascending starts in seconds.
    """
    document = json.loads(render_chapters(an_edition(SOMEWHERE)))
    assert document["version"] == "1.2.0"
    assert [c["startTime"] for c in document["chapters"]] == [0.0, 10.0]


def test_a_record_gives_the_edition_back() -> None:
    """
    The document says everything: the edition read from it is the edition it was made of.
    """
    edition = an_edition(SOMEWHERE)
    again = from_record(json.loads(json.dumps(to_record(edition))), SOMEWHERE)
    assert again == edition


def test_every_source_in_the_record_quotes_its_passage() -> None:
    """
    A reader of the JSON need not count characters: the passage's text stands beside its place.
    """
    story = to_record(an_edition(SOMEWHERE))["stories"][0]  # type: ignore[index]
    assert story["lines"][0]["sources"] == [{"paragraph": 0, "start": 40, "end": 51, "text": "工程11月30日完工。"}]


def test_the_playlist_names_the_newest_edition_only() -> None:
    """
    A player that goes on after the first entry would air yesterday's news.
    """
    text = render_playlist(STATION, [an_edition(SOMEWHERE)], STATION.public_url)
    assert [row for row in text.splitlines() if not row.startswith("#")] == [
        "http://radio.example/baisha/2026-11-24-0730.mp3"
    ]


@pytest.mark.parametrize(
    ("on_air", "rows"),
    [
        ("2026-11-23-0730.mp3", ["#EXTINF:16,白沙街道广播站 2026年11月23日 07:30", "2026-11-23-0730.mp3"]),
        ("delayed.mp3", ["#EXTINF:-1,白沙街道广播站", "delayed.mp3"]),
        ("", []),
    ],
)
def test_the_playlist_names_what_is_on_air(on_air: str, rows: list[str]) -> None:
    """
    Whatever `latest.mp3` is: an edition, the ident, nothing.
    """
    editions = [an_edition(SOMEWHERE, date(2026, 11, day)) for day in (23, 24)]
    assert render_playlist(STATION, editions, "", on_air).splitlines()[2:] == rows


def test_the_types_of_facts_are_looked_into_once() -> None:
    """
    Sixty records are read in milliseconds: no value makes Python evaluate the annotations of its class again.
    """
    record = json.loads(json.dumps(to_record(an_edition(SOMEWHERE))))
    from_record(record, SOMEWHERE)
    profile = cProfile.Profile()
    profile.runcall(from_record, record, SOMEWHERE)
    called = {function for _, _, function in pstats.Stats(profile).stats}  # type: ignore[attr-defined]  # not in typeshed
    assert "fact_of" in called
    assert "get_type_hints" not in called


def test_a_record_with_a_word_it_cannot_have_is_none() -> None:
    """
    A choice that does not exist is refused, and a type is not confused with one that looks alike.
    """
    assert fact_of(tuple[Literal["甲", "乙"], ...], ["甲", "乙"]) == ("甲", "乙")
    with pytest.raises(ValueError, match="is none of"):
        fact_of(tuple[Literal["甲", "乙"], ...], ["丙"])
    assert fact_of(tuple[float, ...], [1]) == (1.0,)
    assert fact_of(tuple[int, ...], [True]) == (1,)
