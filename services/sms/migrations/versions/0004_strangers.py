"""Rows that strangers make are counted a day, and can be found again to be forgotten."""

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    """
    CREATE TABLE sms.stranger_counts (
        provider TEXT NOT NULL,
        kind TEXT NOT NULL,
        day DATE NOT NULL,
        kept INTEGER NOT NULL,
        dropped INTEGER NOT NULL,
        CONSTRAINT pk_stranger_counts PRIMARY KEY (provider, kind, day)
    )
    """,
    """
    CREATE TABLE sms.stranger_rows (
        id UUID NOT NULL,
        kind TEXT NOT NULL,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_stranger_rows PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX ix_stranger_rows_received_at ON sms.stranger_rows (received_at)",
)


def upgrade() -> None:
    """Add tables; what is running goes on."""
    for statement in _STATEMENTS:
        op.execute(statement)
