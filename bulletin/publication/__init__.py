"""
Publication: a finished edition becomes an MP3, a feed, a transcript and a listing that anybody can reach.
"""

from __future__ import annotations

from bulletin.publication.outlet import Folder, publish, refresh
from bulletin.publication.record import from_record, to_record

__all__ = ["Folder", "from_record", "publish", "refresh", "to_record"]
