"""Circuits that somebody holds open, numbers that failed for good, and what a tenant has spent."""

from alembic import op

revision = "0007"
down_revision = "0006"

_STATEMENTS = (
    """
    CREATE TABLE sms.circuits (
        provider TEXT NOT NULL,
        held_open BOOLEAN NOT NULL,
        reason TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_circuits PRIMARY KEY (provider)
    )
    """,
    """
    CREATE TABLE sms.spending (
        tenant TEXT NOT NULL,
        day DATE NOT NULL,
        segments BIGINT NOT NULL,
        CONSTRAINT pk_spending PRIMARY KEY (tenant, day)
    )
    """,
)


def upgrade() -> None:
    """Add tables; what is running goes on."""
    for statement in _STATEMENTS:
        op.execute(statement)
