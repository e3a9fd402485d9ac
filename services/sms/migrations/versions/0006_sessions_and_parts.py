"""SMS sessions that providers name, texts that come or go in parts, and nonces that were spent."""

from alembic import op

revision = "0006"
down_revision = "0005"

_STATEMENTS = (
    "ALTER TABLE sms.reply_addresses ADD COLUMN session_ref TEXT",
    "ALTER TABLE sms.messages ADD COLUMN unclear_at TIMESTAMP WITH TIME ZONE",
    "ALTER TABLE sms.inbox ADD COLUMN incomplete BOOLEAN NOT NULL DEFAULT false",
    "ALTER TABLE sms.status_reports ADD COLUMN part TEXT, ADD COLUMN parts_total INTEGER",
    """
    CREATE TABLE sms.inbound_parts (
        id UUID NOT NULL,
        whole UUID NOT NULL,
        tenant TEXT NOT NULL,
        provider TEXT NOT NULL,
        provider_message_id TEXT,
        sender TEXT NOT NULL,
        subnumber TEXT NOT NULL,
        session TEXT,
        phone TEXT NOT NULL,
        reference TEXT NOT NULL,
        number INTEGER NOT NULL,
        total INTEGER NOT NULL,
        text TEXT NOT NULL,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL,
        given_out_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_inbound_parts PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX ix_inbound_parts_phone ON sms.inbound_parts (phone, sender, reference)",
    "CREATE INDEX ix_inbound_parts_whole ON sms.inbound_parts (whole)",
    "CREATE INDEX ix_inbound_parts_received_at ON sms.inbound_parts (received_at)",
    """
    CREATE TABLE sms.message_parts (
        message_id UUID NOT NULL,
        part TEXT NOT NULL,
        provider TEXT NOT NULL,
        named BOOLEAN NOT NULL,
        status TEXT,
        CONSTRAINT pk_message_parts PRIMARY KEY (message_id, part)
    )
    """,
    "CREATE INDEX ix_message_parts_part ON sms.message_parts (provider, part)",
    """
    CREATE TABLE sms.spent_nonces (
        provider TEXT NOT NULL,
        nonce BYTEA NOT NULL,
        used_for BYTEA NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_spent_nonces PRIMARY KEY (provider, nonce)
    )
    """,
    "CREATE INDEX ix_spent_nonces_expires_at ON sms.spent_nonces (expires_at)",
)


def upgrade() -> None:
    """Add columns and tables; what is running goes on."""
    for statement in _STATEMENTS:
        op.execute(statement)
