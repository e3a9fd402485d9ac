"""How many messages began to ranges of numbers a day, for the brake on sudden ones."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table; the release before knows nothing of it."""
    op.execute("""
    CREATE TABLE sms.range_days (
        day date NOT NULL,
        tenant text NOT NULL,
        prefix text NOT NULL,
        begun integer NOT NULL,
        CONSTRAINT pk_range_days PRIMARY KEY (day, tenant, prefix)
    )
    """)


def downgrade() -> None:
    """Drop it, for a machine that tries things out."""
    op.execute("DROP TABLE sms.range_days")
