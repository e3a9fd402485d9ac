"""Messages, what came from providers, and reply addresses."""

from collections.abc import Sequence

from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_STATEMENTS = (
    """
    CREATE TABLE sms.messages (
        id UUID NOT NULL,
        tenant TEXT NOT NULL,
        conversation_id UUID,
        sequence INTEGER NOT NULL,
        sender TEXT NOT NULL,
        subnumber TEXT NOT NULL,
        recipient TEXT NOT NULL,
        text TEXT NOT NULL,
        kind TEXT NOT NULL,
        priority TEXT NOT NULL,
        status TEXT NOT NULL,
        encoding TEXT NOT NULL,
        segments SMALLINT NOT NULL,
        provider TEXT NOT NULL,
        provider_message_id TEXT,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        delay INTERVAL NOT NULL,
        due_at TIMESTAMP WITH TIME ZONE,
        not_before TIMESTAMP WITH TIME ZONE,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        sent_at TIMESTAMP WITH TIME ZONE,
        lease_until TIMESTAMP WITH TIME ZONE,
        attempts INTEGER NOT NULL,
        error_code TEXT NOT NULL,
        CONSTRAINT pk_messages PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_messages_address ON sms.messages (recipient, sender, subnumber, due_at DESC)
    WHERE due_at IS NOT NULL
    """,
    """
    CREATE INDEX ix_messages_lease_until ON sms.messages (lease_until)
    WHERE lease_until IS NOT NULL
    """,
    """
    CREATE INDEX ix_messages_provider_message_id ON sms.messages (provider, provider_message_id)
    WHERE provider_message_id IS NOT NULL
    """,
    """
    CREATE UNIQUE INDEX uq_messages_conversation_id_sequence
    ON sms.messages (conversation_id, sequence)
    WHERE conversation_id IS NOT NULL
    """,
    """
    CREATE TABLE sms.inbox (
        id UUID NOT NULL,
        tenant TEXT NOT NULL,
        provider TEXT NOT NULL,
        provider_message_id TEXT,
        sender TEXT NOT NULL,
        subnumber TEXT NOT NULL,
        phone TEXT NOT NULL,
        text TEXT NOT NULL,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL,
        seen_message_id UUID,
        seen_conversation_id UUID,
        seen_sequence INTEGER,
        seen_due_at TIMESTAMP WITH TIME ZONE,
        lease_until TIMESTAMP WITH TIME ZONE,
        attempts INTEGER NOT NULL,
        reason TEXT NOT NULL,
        parked_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_inbox PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_inbox_lease_until ON sms.inbox (lease_until)
    WHERE lease_until IS NOT NULL
    """,
    """
    CREATE INDEX ix_inbox_phone ON sms.inbox (phone, received_at)
    """,
    """
    CREATE UNIQUE INDEX uq_inbox_provider_message_id
    ON sms.inbox (provider, provider_message_id)
    WHERE provider_message_id IS NOT NULL
    """,
    """
    CREATE TABLE sms.recent_texts (
        digest BYTEA NOT NULL,
        seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_recent_texts PRIMARY KEY (digest)
    )
    """,
    """
    CREATE INDEX ix_recent_texts_seen_at ON sms.recent_texts (seen_at)
    """,
    """
    CREATE TABLE sms.status_reports (
        id UUID NOT NULL,
        provider TEXT NOT NULL,
        provider_message_id TEXT,
        message_id UUID,
        status TEXT NOT NULL,
        error_code TEXT NOT NULL,
        opted_out BOOLEAN NOT NULL,
        applied BOOLEAN NOT NULL,
        reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
        lease_until TIMESTAMP WITH TIME ZONE,
        attempts INTEGER NOT NULL,
        reason TEXT NOT NULL,
        parked_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_status_reports PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_status_reports_lease_until ON sms.status_reports (lease_until)
    WHERE lease_until IS NOT NULL
    """,
    """
    CREATE TABLE sms.unreadable_callbacks (
        id UUID NOT NULL,
        provider TEXT NOT NULL,
        reason TEXT NOT NULL,
        raw BYTEA NOT NULL,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_unreadable_callbacks PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE sms.reply_addresses (
        conversation_id UUID NOT NULL,
        tenant TEXT NOT NULL,
        sender TEXT NOT NULL,
        subnumber TEXT NOT NULL,
        recipient TEXT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        ended_at TIMESTAMP WITH TIME ZONE,
        held BOOLEAN NOT NULL,
        CONSTRAINT pk_reply_addresses PRIMARY KEY (conversation_id)
    )
    """,
    """
    CREATE INDEX ix_reply_addresses_recipient ON sms.reply_addresses (recipient, sender)
    WHERE held
    """,
    """
    CREATE UNIQUE INDEX uq_reply_addresses_slot
    ON sms.reply_addresses (recipient, sender, subnumber)
    WHERE held AND subnumber <> ''
    """,
)


def upgrade() -> None:
    """Create every table and index."""
    for statement in _STATEMENTS:
        op.execute(statement)
