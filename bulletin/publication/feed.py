"""
The feed: RSS 2.0 with the names of Apple Podcasts, Podcasting 2.0 and Atom.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from bulletin.model import Edition, Station
from bulletin.publication.window import FEED, LABEL, address, names_of, recent

ATOM = "http://www.w3.org/2005/Atom"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
PREFIXES = {"atom": ATOM, "itunes": ITUNES, "podcast": PODCAST}

FEEDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcast:guid (podcast-namespace, tag guid)."""

MAX_NODE = 255
"""Characters of a title or name (Apple's limit)."""
MAX_DESCRIPTION = 4000
"""Bytes of a description (Apple's limit)."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_feed(station: Station, editions: Sequence[Edition], base_url: str) -> bytes:
    """
    Return the feed of a station: the newest revision of each of the newest 60 editions, newest first.

    There is no itunes:image, since a station has no artwork of its own yet: players show a blank tile, and Apple's
    directory does not accept the feed; all else works without.

    Args:
        station: Whose feed it is.
        editions: Any order, any number, older revisions among them or not; all their files must be there.
        base_url: The address of the station's folder; without it addresses are relative, which not every client reads.
    """
    for prefix, namespace in PREFIXES.items():
        ET.register_namespace(prefix, namespace)
    root = ET.Element("rss", {"version": "2.0"})
    channel = _channel(root, station, base_url)
    shown = recent(editions)
    if shown:
        _add(channel, "lastBuildDate", format_datetime(max(e.made_at for e in shown)))
    for edition in shown:
        _item(channel, station, edition, base_url)
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def guid_of(station: Station, base_url: str) -> str:
    """
    Return podcast:guid: UUIDv5 of the feed's address without scheme and closing slash.

    The public address counts even when the feed is fetched through another one. A station that moves gets a new one.
    """
    feed = address(station.public_url or base_url, FEED)
    return str(uuid.uuid5(FEEDS, re.sub(r"^[a-z]+://", "", feed).rstrip("/")))


def _channel(root: ET.Element, station: Station, base_url: str) -> ET.Element:
    channel = ET.SubElement(root, "channel")
    place = "" if station.place in station.name else station.place
    about = f"{place}{station.name}每日播报，摘自当地报纸。{LABEL}。"
    _add(channel, "title", _short(station.name))
    _add(channel, "link", address(base_url, "") or "./")
    _add(channel, "description", _fitting(about))
    _add(channel, "language", station.language.lower())
    if base_url:
        self_link = {"href": address(base_url, FEED), "rel": "self", "type": "application/rss+xml"}
        _add(channel, "atom:link", "", self_link)
    _add(channel, "generator", "bulletin")
    _add(channel, "itunes:author", _short(station.name))
    _add(channel, "itunes:type", "episodic")
    _add(channel, "itunes:explicit", "false")
    _add(channel, "itunes:category", "", {"text": "News"})
    if station.public_url or base_url:
        _add(channel, "podcast:guid", guid_of(station, base_url))
    _add(channel, "podcast:medium", "podcast")
    _add(channel, "podcast:updateFrequency", "每天", {"rrule": "FREQ=DAILY"})
    _add(channel, "podcast:txt", "true", {"purpose": "ai-content"})
    if station.place:
        _add(channel, "podcast:location", _short(station.place), {"rel": "subject"})
    return channel


def _item(channel: ET.Element, station: Station, edition: Edition, base_url: str) -> None:
    item = ET.SubElement(channel, "item")
    names = names_of(edition)
    where = {kind: address(base_url, name) for kind, name in names.items()}
    _add(item, "title", _short(edition.title))
    _add(item, "guid", edition.key.guid, {"isPermaLink": "false"})
    _add(item, "pubDate", format_datetime(edition.air_at))
    _add(item, "description", _fitting(_about(edition)))
    enclosure = {"url": where["mp3"], "length": str(edition.programme.size), "type": "audio/mpeg"}
    _add(item, "enclosure", "", enclosure)
    _add(item, "itunes:author", _short(station.name))
    _add(item, "itunes:duration", str(max(1, round(edition.programme.seconds))))
    _add(item, "itunes:explicit", "false")
    _add(item, "itunes:episodeType", "full")
    transcript = {"url": where["vtt"], "type": "text/vtt", "language": station.language.lower()}
    _add(item, "podcast:transcript", "", transcript)
    _add(item, "podcast:chapters", "", {"url": where["chapters"], "type": "application/json+chapters"})
    _add(item, "podcast:txt", "true", {"purpose": "ai-content"})


def _about(edition: Edition) -> str:
    """
    Return what an edition holds as plain text, the label first, so that no limit can cut it off.
    """
    stories = (f"{n}. {story.headline}{_outlet(story.outlet)}" for n, story in enumerate(edition.stories, 1))
    return "\n".join([f"{LABEL}。", *stories])


def _outlet(name: str) -> str:
    return f"（{name}）" if name else ""


def _add(parent: ET.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    prefix, _, local = name.rpartition(":")
    tag = f"{{{PREFIXES[prefix]}}}{local}" if prefix else local
    clean = {key: _NOT_XML.sub("", value) for key, value in (attributes or {}).items()}
    ET.SubElement(parent, tag, clean).text = _NOT_XML.sub("", text).strip() or None


def _short(text: str) -> str:
    return " ".join(text.split())[:MAX_NODE].strip()


def _fitting(text: str) -> str:
    """
    Return as many whole rows of a text as keep within Apple's limit.
    """
    rows = text.split("\n")
    while len(rows) > 1 and len("\n".join(rows).encode("utf-8", "replace")) > MAX_DESCRIPTION:
        rows.pop()
    return "\n".join(rows).encode("utf-8", "replace")[:MAX_DESCRIPTION].decode("utf-8", "ignore")
