"""
The edition ledger, approvals, the as-run log and the outbox.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """
    Make the tables of editions, approvals, the as-run log, the outbox and edits.
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
        sa.Column("approved_sha", sa.String(64), nullable=False, server_default=""),
        sa.Column("stand_in", sa.String(16), nullable=False, server_default=""),
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
    op.create_table(
        "approval",
        *_edition_key(),
        sa.Column("who", sa.String(128), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("audio_sha", sa.String(64), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False, server_default=""),
    )
    op.create_table(
        "as_run",
        *_edition_key(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(512), nullable=False),
        sa.Column("start", sa.Float, nullable=False, server_default="0"),
        sa.Column("seconds", sa.Float, nullable=False, server_default="0"),
        sa.Column("announcer", sa.String(64), nullable=False, server_default=""),
        sa.Column("voice", sa.String(128), nullable=False, server_default=""),
        sa.Column("note", sa.String(2000), nullable=False, server_default=""),
    )
    op.create_index("ix_as_run_day", "as_run", ["station", "air_date"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("due_at", sa.Float, nullable=False),
    )
    op.create_index("ix_outbox_due", "outbox", ["due_at"])
    op.create_table(
        "edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
    )
    op.create_index("ix_edit_station", "edit", ["station", "id"])


def _edition_key() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("air_date", sa.Date, nullable=False),
        sa.Column("slot", sa.String(4), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """
    Take the tables away.
    """
    for table in ("edit", "outbox", "as_run", "approval", "edition"):
        op.drop_table(table)
