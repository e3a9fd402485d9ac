"""How many messages a session began with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; code that does not know it writes sessions that count nothing."""
    op.add_column(
        "sessions",
        sa.Column("first_messages", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="sessions",
    )


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_column("sessions", "first_messages", schema="sessions")
