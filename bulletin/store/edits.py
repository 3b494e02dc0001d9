"""
What editors made of condensed lines: kept as examples for the optional language model.
"""

from __future__ import annotations

from sqlalchemy import insert, select

from bulletin.store.database import Database, moment_now
from bulletin.store.tables import edit

RECENT = 500
"""The newest edits that examples are chosen from."""


class Edits:
    """
    The edits of one station.
    """

    def __init__(self, database: Database, station: str) -> None:
        """
        Keep a station's edits in a database.
        """
        self._database = database
        self._station = station

    def add(self, before: str, after: str) -> None:
        """
        Keep what was made of a text; one that was not changed is none.
        """
        if before == after:
            return
        with self._database.begin() as db:
            db.execute(insert(edit).values(station=self._station, at=moment_now(), before=before, after=after))

    def recent(self) -> tuple[tuple[str, str], ...]:
        """
        Return the newest edits, before and after, the newest first.
        """
        mine = select(edit.c.before, edit.c.after).where(edit.c.station == self._station)
        with self._database.connect() as db:
            rows = db.execute(mine.order_by(edit.c.id.desc()).limit(RECENT)).all()
        return tuple((row.before, row.after) for row in rows)
