"""Surveys and their versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of the first release."""
    op.create_table(
        "surveys",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("latest_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("default_language", sa.Text(), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("draft", postgresql.JSONB(), nullable=False),
        sa.Column("draft_fingerprint", sa.Text(), nullable=False),
        sa.Column("published_fingerprint", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'paused', 'archived')", name="surveys_state_check"
        ),
        sa.PrimaryKeyConstraint("id", name="surveys_pkey"),
        schema="surveys",
    )
    op.create_index(
        "surveys_newest_first_index",
        "surveys",
        ["tenant", sa.text("created_at DESC"), sa.text("id DESC")],
        schema="surveys",
    )
    op.create_table(
        "versions",
        sa.Column("survey_id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", postgresql.JSONB(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.surveys.id"], name="versions_survey_id_fkey"
        ),
        sa.PrimaryKeyConstraint("survey_id", "version", name="versions_pkey"),
        schema="surveys",
    )


def downgrade() -> None:
    """Drop them, for a machine that tries things out."""
    op.drop_table("versions", schema="surveys")
    op.drop_table("surveys", schema="surveys")
