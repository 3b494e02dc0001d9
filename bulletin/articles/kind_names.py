"""
The kinds of source by name, and how they are guessed; light, for the command line's help.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, TypeAlias, get_args
from urllib.parse import urlsplit

Kind: TypeAlias = Literal["page", "drop", "feed", "web", "list", "warnings"]
"""
`page`: a file or folder of newspaper pages; `drop`: a watched folder whose files are moved when read; `feed`: RSS,
Atom, JSON Feed; `web`: one article's page; `list`: an e-paper's or a news column's list page; `warnings`: CAP alerts.
"""

KINDS: tuple[Kind, ...] = get_args(Kind)
SAID = {
    "page": "版面文件",
    "drop": "投稿文件夹",
    "feed": "订阅源",
    "web": "网页",
    "list": "列表页",
    "warnings": "预警信息",
}
"""What each kind is called before the operator."""

_FEED = re.compile(r"\.(?:xml|rss|atom)$|/(?:rss|feed|atom)(?:[/.?_-]|$)|[?&]feed=|feed\.json$", re.IGNORECASE)
_LIST = re.compile(r"\{date:|/node_|/layout/|/(?:index|list)[_\d]*\.\w+$|/$", re.IGNORECASE)
_WARNING = re.compile(r"\bcap\b|alert|warning|yujing|yjxx", re.IGNORECASE)


def is_web(address: str) -> bool:
    """
    Whether an address is one on the web, and no path.
    """
    return urlsplit(address.strip()).scheme in {"http", "https"}


def kind_of(address: str) -> Kind:
    """
    Guess what stands at an address from how it is written; nothing is opened.
    """
    if not is_web(address):
        return "warnings" if Path(address).suffix.lower() in {".xml", ".cap"} else "page"
    parts = urlsplit(address)
    if _WARNING.search(parts.path):
        return "warnings"
    if _FEED.search(address):
        return "feed"
    return "list" if _LIST.search(address) or not parts.path else "web"
