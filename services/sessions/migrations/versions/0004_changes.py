"""Which sessions each transaction changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table; the release before writes nothing into it."""
    op.create_table(
        "changes",
        sa.Column("transaction_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tenants", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("session_ids", sa.ARRAY(sa.Uuid(as_uuid=False)), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("transaction_id", name=op.f("pk_changes")),
        schema="sessions",
    )


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_table("changes", schema="sessions")
