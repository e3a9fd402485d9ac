"""When a session is looked at before its end, and which reminder an answer followed."""

from alembic import op

from services.runtime.index_building import build_index

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add to what is there; the release before leaves both empty: nobody is reminded in its sessions."""
    op.execute(
        "ALTER TABLE sessions.sessions ADD COLUMN IF NOT EXISTS wake_at TIMESTAMP WITH TIME ZONE"
    )
    op.execute("ALTER TABLE sessions.replies ADD COLUMN IF NOT EXISTS reminder SMALLINT")
    build_index(
        "ix_sessions_open_wake_at",
        table="sessions.sessions",
        columns="wake_at",
        where="state = 'active' AND wake_at IS NOT NULL",
    )
