"""How many sessions began in each period that a cap counts."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Create the table; what the release before begins is not counted."""
    op.create_table(
        "cap_counts",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_cap_counts")),
        schema="sessions",
    )
    op.create_index("ix_cap_counts_ends_at", "cap_counts", ["ends_at"], schema="sessions")


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_table("cap_counts", schema="sessions")
