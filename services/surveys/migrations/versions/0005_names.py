"""Who changed a survey last, and who published it, by name."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the names; the release before leaves them empty."""
    for name in ("updated_by", "published_by"):
        op.add_column(
            "surveys",
            sa.Column(name, sa.Text(), nullable=False, server_default=""),
            schema="surveys",
        )


def downgrade() -> None:
    """Drop them, for a machine that tries things out."""
    for name in ("published_by", "updated_by"):
        op.drop_column("surveys", name, schema="surveys")
