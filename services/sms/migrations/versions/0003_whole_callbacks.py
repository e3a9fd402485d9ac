"""Callbacks that are kept aside are kept whole: how they came, and not their bodies alone."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns; the defaults are for the release before, which knows nothing of them."""
    op.execute("""
        ALTER TABLE sms.unreadable_callbacks
            ADD COLUMN method TEXT NOT NULL DEFAULT 'POST',
            ADD COLUMN target TEXT NOT NULL DEFAULT '',
            ADD COLUMN headers JSONB NOT NULL DEFAULT '{}'
    """)
