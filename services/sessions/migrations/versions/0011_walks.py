"""How far the daily walks over old rows have come."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the table; the release before knows nothing of it."""
    op.create_table(
        "walks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("through", sa.Uuid(as_uuid=False)),
        sa.Column("position", sa.Uuid(as_uuid=False)),
        sa.Column("begun_for", sa.DateTime(timezone=True)),
        sa.Column("done_for", sa.DateTime(timezone=True)),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_walks")),
        schema="sessions",
    )


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.drop_table("walks", schema="sessions")
