"""Who published each version, and what is new in it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add both; the release before leaves them empty."""
    for name in ("published_by", "note"):
        op.add_column(
            "versions",
            sa.Column(name, sa.Text(), nullable=False, server_default=""),
            schema="surveys",
        )


def downgrade() -> None:
    """Drop them, for a machine that tries things out."""
    for name in ("note", "published_by"):
        op.drop_column("versions", name, schema="surveys")
