"""
The record of an edition: the JSON document that says everything about it, and the edition read back from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bulletin.model import (
    AiredLine,
    AiredStory,
    Article,
    AsRunEntry,
    Dropped,
    Edition,
    EditionKey,
    Programme,
)
from bulletin.publication.facts import fact_of, plain
from bulletin.publication.window import FEED, LATEST, LISTING, PLAYLIST, names_of


def to_record(edition: Edition) -> dict[str, object]:
    """
    Return the document of an edition, of JSON values only.

    Files are names in the station's folder; every source of a line is `{paragraph, start, end, text}`, where paragraph
    -1 is the title.
    """
    key, programme = edition.key, edition.programme
    return {
        "edition": key.guid,
        "station": key.station,
        "air_date": key.air_date.isoformat(),
        "slot": key.slot,
        "revision": key.revision,
        "status": "published",
        "title": edition.title,
        "air_at": edition.air_at.isoformat(),
        "made_at": edition.made_at.isoformat(),
        "files": names_of(edition) | {"feed": FEED, "playlist": PLAYLIST, "listing": LISTING, "latest": LATEST},
        "seconds": programme.seconds,
        "lufs": programme.loudness,
        "true_peak_db": programme.true_peak,
        "announcer": edition.announcer,
        "voice": edition.voice,
        "label": programme.label,
        "stories": [_story(story) for story in edition.stories],
        "dropped": plain(edition.dropped),
        "notes": plain(edition.notes),
        "lines": [_line(line, _article_of(edition, line)) for line in edition.lines],
        "as_run": plain(edition.as_run),
        "programme": plain(programme, but=("path",)),
    }


def from_record(record: Mapping[str, Any], folder: Path) -> Edition:
    """
    Return the edition a record was made of; `folder` is the station's, where the published MP3 lies.

    Raises:
        KeyError, TypeError, ValueError: It is no record.
    """
    key = EditionKey(record["station"], date.fromisoformat(record["air_date"]), record["slot"], record["revision"])
    return Edition(
        key=key,
        title=record["title"],
        air_at=datetime.fromisoformat(record["air_at"]),
        made_at=datetime.fromisoformat(record["made_at"]),
        programme=fact_of(Programme, record["programme"], path=folder / f"{key.name}.mp3"),
        announcer=record["announcer"],
        voice=record["voice"],
        lines=tuple(fact_of(AiredLine, line) for line in record["lines"]),
        stories=tuple(fact_of(AiredStory, story) for story in record["stories"]),
        dropped=fact_of(tuple[Dropped, ...], record["dropped"]),
        notes=tuple(record["notes"]),
        as_run=fact_of(tuple[AsRunEntry, ...], record["as_run"]),
    )


def _story(story: AiredStory) -> dict[str, object]:
    facts: dict[str, object] = plain(story)
    return facts | {
        "chars": story.chars,
        "announcement": _line(story.announcement, story.article),
        "lines": [_line(line, story.article) for line in story.lines],
    }


def _line(line: AiredLine, article: Article | None) -> dict[str, object]:
    sources = [plain(span) | ({"text": article.text_of(span)} if article else {}) for span in line.sources]
    facts: dict[str, object] = plain(line)
    return facts | {"sources": sources}


def _article_of(edition: Edition, line: AiredLine) -> Article | None:
    """
    Return the article a line of the programme speaks of; the programme's fixed words have none.
    """
    return next((story.article for story in edition.stories if line in _lines_of(story)), None)


def _lines_of(story: AiredStory) -> Iterator[AiredLine]:
    yield story.announcement
    yield from story.lines
