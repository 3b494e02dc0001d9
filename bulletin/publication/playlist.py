"""
The playlist that loudspeakers and radio servers reload.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.model import Edition, Station
from bulletin.publication.window import address, recent


def render_playlist(
    station: Station, editions: Sequence[Edition], base_url: str = "", on_air: str | None = None
) -> str:
    """
    Return the M3U file: what is on air and nothing else, for a player that goes on would air yesterday's news.

    Args:
        station: Whose playlist it is.
        editions: Any order.
        base_url: The address of the station's folder; without it addresses are relative.
        on_air: The file that `latest.mp3` is now, an edition's or the ident; `""`: none; None: the newest edition's.
    """
    rows = ["#EXTM3U", f"#PLAYLIST:{_one_row(station.name)}"]
    name = next((one.file_name for one in recent(editions, 1)), "") if on_air is None else on_air
    if name:
        rows += [_about(station, editions, name), address(base_url, name)]
    return "\n".join(rows) + "\n"


def _about(station: Station, editions: Sequence[Edition], name: str) -> str:
    """
    Return the row about a file: its length in seconds, -1 where it is not known, and its title.
    """
    for edition in editions:
        if edition.file_name == name:
            return f"#EXTINF:{round(edition.programme.seconds)},{_one_row(edition.title)}"
    return f"#EXTINF:-1,{_one_row(station.name)}"


def _one_row(text: str) -> str:
    return " ".join(text.split())
