"""Sessions, replies, contacts, requests and the outbox."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of the first release."""
    op.create_table(
        "contacts",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("denied_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "phone", name=op.f("pk_contacts")),
        schema="sessions",
    )
    op.create_index(
        "ix_contacts_opted_out",
        "contacts",
        ["tenant", "phone"],
        unique=False,
        schema="sessions",
        postgresql_where=sa.text("opted_out_at IS NOT NULL"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("delivery", postgresql.JSONB(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        schema="sessions",
    )
    op.create_index(
        "ix_outbox_lease_until",
        "outbox",
        ["lease_until"],
        unique=False,
        schema="sessions",
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subnumber", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=True),
        sa.Column("element_type", sa.Text(), nullable=True),
        sa.Column("value", postgresql.JSONB(), nullable=True),
        sa.Column("option_ids", postgresql.JSONB(), nullable=True),
        sa.Column("labels", postgresql.JSONB(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("shortened", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
        schema="sessions",
    )
    op.create_index(
        "ix_replies_session",
        "replies",
        ["session_id", "received_at"],
        unique=False,
        schema="sessions",
    )
    op.create_index(
        "ix_replies_outside",
        "replies",
        ["phone", "received_at"],
        unique=False,
        schema="sessions",
        postgresql_where=sa.text("session_id IS NULL"),
    )
    op.create_table(
        "requests",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", name=op.f("pk_requests")),
        schema="sessions",
    )
    op.create_index(
        "ix_requests_expires_at", "requests", ["expires_at"], unique=False, schema="sessions"
    )
    op.create_table(
        "said_texts",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("said_at", postgresql.JSONB(), nullable=False),
        sa.Column("forget_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "phone", "sender", name=op.f("pk_said_texts")),
        schema="sessions",
    )
    op.create_index(
        "ix_said_texts_forget_at", "said_texts", ["forget_at"], unique=False, schema="sessions"
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("survey_version", sa.Integer(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subnumber", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("conversation", postgresql.JSONB(), nullable=False),
        sa.Column("question_message_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_reference", sa.Text(), nullable=False),
        sa.Column("warnings", postgresql.JSONB(), nullable=False),
        sa.Column("variables", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        schema="sessions",
        postgresql_with={"fillfactor": "70"},
    )
    op.create_index(
        "ix_sessions_client_reference",
        "sessions",
        ["client_reference"],
        unique=False,
        schema="sessions",
        postgresql_where=sa.text("client_reference <> ''"),
    )
    op.create_index(
        "ix_sessions_open_expiry",
        "sessions",
        ["expires_at"],
        unique=False,
        schema="sessions",
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_index(
        "ix_sessions_phone", "sessions", ["phone", "created_at"], unique=False, schema="sessions"
    )
    op.create_index(
        "ix_sessions_survey", "sessions", ["survey_id", "id"], unique=False, schema="sessions"
    )
    op.create_index(
        "ix_sessions_tenant", "sessions", ["tenant", "id"], unique=False, schema="sessions"
    )
    op.create_index(
        "uq_sessions_open_address",
        "sessions",
        ["phone", "sender", "subnumber"],
        unique=True,
        schema="sessions",
        postgresql_where=sa.text("state = 'active'"),
    )


def downgrade() -> None:
    """Drop them, for a machine that tries things out."""
    for table in ("sessions", "replies", "outbox", "contacts", "requests", "said_texts"):
        op.drop_table(table, schema="sessions")
