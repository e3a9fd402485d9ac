"""From which network address a change was asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; the release before leaves it empty."""
    address = sa.Column("actor_address", sa.Text(), nullable=False, server_default="")
    op.add_column("audit", address, schema="sessions")


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_column("audit", "actor_address", schema="sessions")
