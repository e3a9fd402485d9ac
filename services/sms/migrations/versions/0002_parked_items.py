"""Parked items are found without reading whole tables, and kept callbacks can be read again."""

from alembic import op

from services.runtime.index_building import build_index

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to what is there; what is running goes on."""
    # The defaults are for the release before, which knows nothing of these columns.
    op.execute("""
        ALTER TABLE sms.unreadable_callbacks
            ADD COLUMN IF NOT EXISTS kind TEXT NOT NULL DEFAULT '',
            ADD COLUMN IF NOT EXISTS attempts INTEGER NOT NULL DEFAULT 0,
            ADD COLUMN IF NOT EXISTS lease_until TIMESTAMP WITH TIME ZONE,
            ADD COLUMN IF NOT EXISTS parked_at TIMESTAMP WITH TIME ZONE
    """)
    build_index(
        "ix_messages_unreadable",
        table="sms.messages",
        columns="id",
        where="error_code = 'unreadable'",
    )
    for table in ("inbox", "status_reports"):
        build_index(
            f"ix_{table}_parked_at",
            table=f"sms.{table}",
            columns="parked_at",
            where="parked_at IS NOT NULL",
        )
    build_index(
        "ix_unreadable_callbacks_lease_until",
        table="sms.unreadable_callbacks",
        columns="lease_until",
        where="lease_until IS NOT NULL",
    )
