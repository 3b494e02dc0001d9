"""
The tables, as SQLAlchemy sees them; Alembic's revisions build them.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Float, Index, Integer, MetaData, String, Table, Text, UniqueConstraint, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

edition = Table(
    "edition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station", String(64), nullable=False),
    Column("air_date", Date, nullable=False),  # on the station's calendar
    Column("slot", String(4), nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("air_at", Float, nullable=False),  # UTC seconds since 1970, as all moments here
    Column("deadline_at", Float, nullable=False),  # later than this it makes no sense to air it
    Column("state", String(16), nullable=False),
    Column("owner", String(128), nullable=False, server_default=""),
    Column("token", Integer, nullable=False, server_default="0"),  # grows with each claim: the fence
    Column("lease_until", Float, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Float, nullable=False, server_default="0"),
    Column("reason", String(2000), nullable=False, server_default=""),
    Column("record", JSON),  # the finished edition's document
    Column("approved_sha", String(64), nullable=False, server_default=""),  # of the audio somebody let on air
    Column("stand_in", String(16), nullable=False, server_default=""),  # what airs while the edition is not there
    UniqueConstraint("station", "air_date", "slot", "revision"),
)

Index(
    "ix_edition_published",
    edition.c.station,
    edition.c.air_date,
    edition.c.slot,
    unique=True,
    sqlite_where=text("state = 'published'"),
    postgresql_where=text("state = 'published'"),
)
Index("ix_edition_state", edition.c.state, edition.c.air_at)

approval = Table(
    "approval",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station", String(64), nullable=False),
    Column("air_date", Date, nullable=False),
    Column("slot", String(4), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Float, nullable=False),
    Column("who", String(128), nullable=False),
    Column("verdict", String(16), nullable=False),  # approved, rejected
    Column("audio_sha", String(64), nullable=False),  # what was heard: other audio needs another approval
    Column("note", String(2000), nullable=False, server_default=""),
)

as_run = Table(
    "as_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station", String(64), nullable=False),
    Column("air_date", Date, nullable=False),
    Column("slot", String(4), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Float, nullable=False),  # when it was put on air
    Column("kind", String(16), nullable=False),  # story, stand-in, missed
    Column("title", String(512), nullable=False),
    Column("start", Float, nullable=False, server_default="0"),  # in the programme
    Column("seconds", Float, nullable=False, server_default="0"),
    Column("announcer", String(64), nullable=False, server_default=""),
    Column("voice", String(128), nullable=False, server_default=""),
    Column("note", String(2000), nullable=False, server_default=""),
)
Index("ix_as_run_day", as_run.c.station, as_run.c.air_date)

outbox = Table(  # feeds that must be rendered again, and when
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station", String(64), nullable=False),
    Column("edition", String(64), nullable=False),  # because of which
    Column("due_at", Float, nullable=False),
)
Index("ix_outbox_due", outbox.c.due_at)

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station", String(64), nullable=False),
    Column("name", String(80), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("address", String(2000), nullable=False),
    Column("trust", String(16), nullable=False),  # official, press, other
    Column("is_full_text", Integer, nullable=False, server_default="1"),  # 0 or 1
    Column("is_private", Integer, nullable=False, server_default="0"),  # may lie in a private network
    Column("added_at", Float, nullable=False),
    Column("read_at", Float, nullable=False, server_default="0"),  # when it was last tried
    Column("good_at", Float, nullable=False, server_default="0"),  # when it last gave articles
    Column("articles", Integer, nullable=False, server_default="0"),  # how many it gave then
    Column("failures", Integer, nullable=False, server_default="0"),  # one after another, since then
    Column("reason", String(2000), nullable=False, server_default=""),  # of the last failure
    UniqueConstraint("station", "name"),
)

article_seen = Table(
    "article_seen",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("id", String(16), primary_key=True),  # the article's own
    Column("source", String(80), nullable=False),
    Column("headline", String(512), nullable=False),
    Column("url", String(2000), nullable=False, server_default=""),
    Column("published_at", Float),  # as the source says
    Column("first_at", Float, nullable=False),
    Column("last_at", Float, nullable=False),
)
Index("ix_article_seen_last", article_seen.c.station, article_seen.c.last_at)

edit = Table(  # what editors made of condensed lines: examples for the optional language model
    "edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station", String(64), nullable=False),
    Column("at", Float, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)
Index("ix_edit_station", edit.c.station, edit.c.id)
