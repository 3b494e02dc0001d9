"""
The edition ledger.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """
    Make the table of editions.
    """
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("air_date", sa.Date, nullable=False),
        sa.Column("slot", sa.String(4), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
        sa.Column("air_at", sa.Float, nullable=False),
        sa.Column("deadline_at", sa.Float, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(128), nullable=False, server_default=""),
        sa.Column("token", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lease_until", sa.Float, nullable=False, server_default="0"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_try_at", sa.Float, nullable=False, server_default="0"),
        sa.Column("reason", sa.String(2000), nullable=False, server_default=""),
        sa.Column("record", sa.JSON),
        sa.UniqueConstraint("station", "air_date", "slot", "revision", name="uq_edition_station"),
    )
    op.create_index(
        "ix_edition_published",
        "edition",
        ["station", "air_date", "slot"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index("ix_edition_state", "edition", ["state", "air_at"])


def downgrade() -> None:
    """
    Take the table away.
    """
    op.drop_table("edition")
