"""
The playlist that loudspeakers and radio servers reload.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.model import Edition, Station
from bulletin.publication.window import address, recent


def render_playlist(station: Station, editions: Sequence[Edition], base_url: str = "") -> str:
    """
    Return the M3U file: the newest edition and no other, for a player that goes on would air yesterday's news.
    """
    rows = ["#EXTM3U", f"#PLAYLIST:{_one_row(station.name)}"]
    for edition in recent(editions, 1):
        rows.append(f"#EXTINF:{round(edition.programme.seconds)},{_one_row(edition.title)}")
        rows.append(address(base_url, edition.file_name))
    return "\n".join(rows) + "\n"


def _one_row(text: str) -> str:
    return " ".join(text.split())
