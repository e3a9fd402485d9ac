"""Sessions that are tests, and how far those have come who read the changes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column and the table; the release before writes neither."""
    op.add_column(
        "sessions",
        sa.Column("test", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="sessions",
    )
    op.create_table(
        "change_marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_change_marks")),
        schema="sessions",
    )


def downgrade() -> None:
    """Drop them, for a machine that tries things out."""
    op.drop_table("change_marks", schema="sessions")
    op.drop_column("sessions", "test", schema="sessions")
