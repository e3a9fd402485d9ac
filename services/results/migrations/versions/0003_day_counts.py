"""Counts of whole days, and which versions sessions have had."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, with what is known already."""
    op.create_table(
        "versions",
        sa.Column("survey_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("survey_id", "version", name=op.f("pk_versions")),
        schema="results",
    )
    op.create_table(
        "day_marks",
        sa.Column("survey_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("survey_id", "day", name=op.f("pk_day_marks")),
        schema="results",
    )
    op.create_index("ix_day_marks_marked_at", "day_marks", ["marked_at"], schema="results")
    op.create_table(
        "day_counts",
        sa.Column("survey_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("survey_id", "day", "shape", name=op.f("pk_day_counts")),
        schema="results",
    )
    op.execute(
        "INSERT INTO results.versions (survey_id, version)"
        " SELECT DISTINCT survey_id, version FROM results.sessions"
    )
    op.execute(
        "INSERT INTO results.day_marks (survey_id, day, tenant, mark, marked_at)"
        " SELECT survey_id, day, min(tenant), 0, now() FROM results.sessions GROUP BY 1, 2"
    )


def downgrade() -> None:
    """Drop them, for a machine that tries things out."""
    for table in ("versions", "day_marks", "day_counts"):
        op.drop_table(table, schema="results")
