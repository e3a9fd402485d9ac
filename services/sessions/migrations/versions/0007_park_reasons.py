"""Why a row is parked, as one word of a closed set."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add a column; what is parked by the release before has none."""
    op.execute("ALTER TABLE sessions.outbox ADD COLUMN park_reason TEXT")
