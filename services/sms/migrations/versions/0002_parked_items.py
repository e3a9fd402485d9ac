"""Parked items are found without reading whole tables, and kept callbacks can be read again."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    "CREATE INDEX ix_messages_unreadable ON sms.messages (id) WHERE error_code = 'unreadable'",
    "CREATE INDEX ix_inbox_parked_at ON sms.inbox (parked_at) WHERE parked_at IS NOT NULL",
    """
    CREATE INDEX ix_status_reports_parked_at ON sms.status_reports (parked_at)
    WHERE parked_at IS NOT NULL
    """,
    # The defaults are for the release before, which knows nothing of these columns.
    """
    ALTER TABLE sms.unreadable_callbacks
        ADD COLUMN kind TEXT NOT NULL DEFAULT '',
        ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0,
        ADD COLUMN lease_until TIMESTAMP WITH TIME ZONE,
        ADD COLUMN parked_at TIMESTAMP WITH TIME ZONE
    """,
    """
    CREATE INDEX ix_unreadable_callbacks_lease_until ON sms.unreadable_callbacks (lease_until)
    WHERE lease_until IS NOT NULL
    """,
)


def upgrade() -> None:
    """Add to what is there; what is running goes on."""
    for statement in _STATEMENTS:
        op.execute(statement)
