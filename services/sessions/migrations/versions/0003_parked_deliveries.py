"""Since when a delivery is parked, and finding those that are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add to what is there; the release before parks without saying when."""
    op.add_column(
        "outbox",
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True),
        schema="sessions",
    )
    op.create_index(
        "ix_outbox_parked",
        "outbox",
        ["id"],
        unique=False,
        schema="sessions",
        postgresql_where=sa.text("lease_until IS NULL"),
    )
