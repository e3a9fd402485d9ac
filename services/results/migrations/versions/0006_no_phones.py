"""Deliveries without a phone beside the body: what is forgotten is found by its session."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Drop the column, and its index with it."""
    op.drop_column("deliveries", "phone", schema="results")


def downgrade() -> None:
    """Add it again, for a machine that tries things out."""
    phone = sa.Column("phone", sa.Text(), nullable=False, server_default="")
    op.add_column("deliveries", phone, schema="results")
