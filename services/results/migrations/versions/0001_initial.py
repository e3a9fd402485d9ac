"""Sessions, responses, and how far the taking-in has come."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of the first release."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("survey_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("reply_seconds", sa.Integer()),
        sa.Column("completion_seconds", sa.Integer()),
        sa.Column("variables", postgresql.JSONB(), nullable=False),
        sa.Column("questions", postgresql.JSONB(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("unsettled_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        schema="results",
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index("ix_sessions_survey", "sessions", ["survey_id", "id"], schema="results")
    op.create_index(
        "ix_sessions_unsettled",
        "sessions",
        ["unsettled_until"],
        schema="results",
        postgresql_where=sa.text("unsettled_until IS NOT NULL"),
    )
    op.create_table(
        "responses",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("survey_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed_place", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        schema="results",
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index("ix_responses_feed", "responses", ["survey_id", "feed_place"], schema="results")
    op.create_table(
        "progress",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("rebuilt_through", sa.Uuid(as_uuid=False)),
        sa.Column("rebuilding", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_through", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_progress")),
        schema="results",
    )


def downgrade() -> None:
    """Drop them, for a machine that tries things out."""
    for table in ("sessions", "responses", "progress"):
        op.drop_table(table, schema="results")
