"""By which rule each reply was understood."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; replies from before, and those the release before stores, have none."""
    op.add_column("replies", sa.Column("understood_by", sa.Text()), schema="sessions")


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_column("replies", "understood_by", schema="sessions")
