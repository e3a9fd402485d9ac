"""Which survey a request has created."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add a table, which code that does not know it leaves empty."""
    op.create_table(
        "requests",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.UUID(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", name="requests_pkey"),
        schema="surveys",
    )
    op.create_index("requests_expires_at_index", "requests", ["expires_at"], schema="surveys")


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_table("requests", schema="surveys")
