"""What people wrote, and which variables sessions have."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "verbatims",
        sa.Column("session_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "place", name=op.f("pk_verbatims")),
        schema="results",
    )
    op.create_index(
        "ix_verbatims_newest",
        "verbatims",
        ["survey_id", "written_at", "session_id", "place"],
        schema="results",
    )
    op.create_index(
        "ix_verbatims_words", "verbatims", ["words"], schema="results", postgresql_using="gin"
    )
    op.create_table(
        "variables",
        sa.Column("survey_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("survey_id", "key", name=op.f("pk_variables")),
        schema="results",
    )


def downgrade() -> None:
    """Drop them, for a machine that tries things out."""
    for table in ("verbatims", "variables"):
        op.drop_table(table, schema="results")
