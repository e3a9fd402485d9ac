"""How much each tenant has said outside any session within the hour."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table; what the release before says is not counted."""
    op.create_table(
        "automatic_texts",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("by_minute", postgresql.JSONB(), nullable=False),
        sa.Column("forget_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_automatic_texts")),
        schema="sessions",
    )


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_table("automatic_texts", schema="sessions")
