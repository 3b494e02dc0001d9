"""
What is on show: which editions, under which file names.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.model import Edition

SHOWN = 60
"""Editions in feed and listing: two months of one a day; more makes every reload of the feed slower."""

FEED = "feed.xml"
LISTING = "index.html"
PLAYLIST = "playlist.m3u"
LATEST = "latest.mp3"
DELAYED = "delayed.mp3"
"""The station's ident; `latest.mp3` names it while a programme is not there at its air time."""

LANGUAGE = "zh-CN"
LABEL = "本节目语音由人工智能合成"
"""Stands wherever the programme can be played: GB 45438-2025 §6 wants both elements, 人工智能 and 合成."""


def recent(editions: Sequence[Edition], limit: int = SHOWN) -> tuple[Edition, ...]:
    """
    Return the newest revision of each edition, newest edition first, at most `limit`.
    """
    newest: dict[str, Edition] = {}
    for edition in sorted(editions, key=lambda e: e.key):
        newest[edition.key.guid] = edition
    return tuple(sorted(newest.values(), key=lambda e: (e.key.air_date, e.key.slot), reverse=True)[:limit])


def names_of(edition: Edition) -> dict[str, str]:
    """
    Return the names of an edition's own files in the station's folder, by kind.

    Example:
        `{"mp3": "2026-11-24-0730.mp3", "vtt": ..., "json": ..., "chapters": "2026-11-24-0730.chapters.json"}`
    """
    stem = edition.key.name
    return {
        "mp3": edition.file_name,
        "vtt": f"{stem}.vtt",
        "json": f"{stem}.json",
        "chapters": f"{stem}.chapters.json",
    }


def address(base_url: str, name: str) -> str:
    """
    Return where a file of the station's folder is reached; the bare name, which is relative, without `base_url`.
    """
    return f"{base_url.rstrip('/')}/{name}" if base_url else name
