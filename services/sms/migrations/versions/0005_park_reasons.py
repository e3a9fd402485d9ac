"""Why a row is parked, as one word of a closed set."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add columns; what is parked by the release before has none."""
    for table in ("inbox", "status_reports", "unreadable_callbacks"):
        op.execute(f"ALTER TABLE sms.{table} ADD COLUMN park_reason TEXT")
