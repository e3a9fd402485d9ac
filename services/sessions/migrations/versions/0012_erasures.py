"""Erasures that were asked for, so that each is finished, whoever is down meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the table; the release before erases without it."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("remaining", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("sent_messages", sa.Integer()),
        sa.Column("received_messages", sa.Integer()),
        sa.Column("callbacks", sa.Integer()),
        sa.Column("is_read", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("reason", sa.Text()),
        sa.Column("parked_at", sa.DateTime(timezone=True)),
        sa.Column("park_reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        schema="sessions",
    )
    op.create_index(
        "ix_erasures_lease_until",
        "erasures",
        ["lease_until"],
        schema="sessions",
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    )


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_table("erasures", schema="sessions")
