"""
Sources and their last state, articles seen.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """
    Make the tables of sources and of articles seen.
    """
    op.create_table(
        "source",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("address", sa.String(2000), nullable=False),
        sa.Column("trust", sa.String(16), nullable=False),
        sa.Column("is_full_text", sa.Integer, nullable=False, server_default="1"),
        sa.Column("is_private", sa.Integer, nullable=False, server_default="0"),
        sa.Column("added_at", sa.Float, nullable=False),
        sa.Column("read_at", sa.Float, nullable=False, server_default="0"),
        sa.Column("good_at", sa.Float, nullable=False, server_default="0"),
        sa.Column("articles", sa.Integer, nullable=False, server_default="0"),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("reason", sa.String(2000), nullable=False, server_default=""),
        sa.UniqueConstraint("station", "name", name="uq_source_station"),
    )
    op.create_table(
        "article_seen",
        sa.Column("station", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("headline", sa.String(512), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False, server_default=""),
        sa.Column("published_at", sa.Float),
        sa.Column("first_at", sa.Float, nullable=False),
        sa.Column("last_at", sa.Float, nullable=False),
    )
    op.create_index("ix_article_seen_last", "article_seen", ["station", "last_at"])


def downgrade() -> None:
    """
    Take the tables away.
    """
    for table in ("article_seen", "source"):
        op.drop_table(table)
