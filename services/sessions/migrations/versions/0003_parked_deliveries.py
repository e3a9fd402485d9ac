"""Since when a delivery is parked, and finding those that are."""

from alembic import op

from services.runtime.index_building import build_index

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add to what is there; the release before parks without saying when."""
    op.execute(
        "ALTER TABLE sessions.outbox ADD COLUMN IF NOT EXISTS parked_at TIMESTAMP WITH TIME ZONE"
    )
    build_index(
        "ix_outbox_parked", table="sessions.outbox", columns="id", where="lease_until IS NULL"
    )
