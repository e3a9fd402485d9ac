"""The tables of schema `sms`, and why each index is there.

Migrations create them (`services/sms/migrations`); a test holds the two against each other.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    Interval,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import Index

from services.runtime.audit_table import audit_table
from services.runtime.walks import walks_table
from services.sms.domain.messages import OwnErrorCode

SCHEMA: Final = "sms"

metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    },
)


def _id(name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    return Column(name, Uuid(as_uuid=False), primary_key=primary_key, nullable=nullable)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _time(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


messages = Table(
    "messages",
    metadata,
    _id("id", primary_key=True),
    _text("tenant"),
    # Absent outside any conversation; `sequence` is 0 then.
    _id("conversation_id", nullable=True),
    _number("sequence"),
    _text("sender"),
    _text("subnumber"),
    _text("recipient"),
    _text("text"),
    _text("kind"),
    _text("priority"),
    _text("status"),
    _text("encoding"),
    Column("segments", SmallInteger, nullable=False),
    _text("provider"),
    Column("provider_message_id", Text),
    _time("created_at"),
    Column("delay", Interval, nullable=False),
    # When it first became due; absent until it is first in line, and never moved.
    _time("due_at", nullable=True),
    # When it is tried next; moves with every retry.
    _time("not_before", nullable=True),
    _time("expires_at"),
    _time("sent_at", nullable=True),
    # Until when a process acts on it; absent when there is nothing to do any more.
    _time("lease_until", nullable=True),
    _number("attempts"),
    # Since when the provider may have it, although it did not say so.
    _time("unclear_at", nullable=True),
    # The provider's code for what went wrong, or ours; the last reason for a retry while queued.
    _text("error_code"),
    Index(
        "uq_messages_conversation_id_sequence",
        "conversation_id",
        "sequence",
        unique=True,
        postgresql_where=text("conversation_id IS NOT NULL"),
    ),
    # The newest message that a phone can have seen; and all of a phone.
    Index(
        "ix_messages_address",
        "recipient",
        "sender",
        "subnumber",
        text("due_at DESC"),
        postgresql_where=text("due_at IS NOT NULL"),
    ),
    Index(
        "ix_messages_lease_until",
        "lease_until",
        postgresql_where=text("lease_until IS NOT NULL"),
    ),
    # Parked; not by status or lease, which change all the time and would make every change dear.
    Index(
        "ix_messages_unreadable",
        "id",
        postgresql_where=text(f"error_code = '{OwnErrorCode.UNREADABLE}'"),
    ),
    Index(
        "ix_messages_provider_message_id",
        "provider",
        "provider_message_id",
        postgresql_where=text("provider_message_id IS NOT NULL"),
    ),
)

inbox = Table(
    "inbox",
    metadata,
    _id("id", primary_key=True),
    _text("tenant"),
    _text("provider"),
    Column("provider_message_id", Text),
    _text("sender"),
    _text("subnumber"),
    _text("phone"),
    _text("text"),
    _time("received_at"),
    _id("seen_message_id", nullable=True),
    _id("seen_conversation_id", nullable=True),
    Column("seen_sequence", Integer),
    _time("seen_due_at", nullable=True),
    _time("lease_until", nullable=True),
    _number("attempts"),
    # Why it was postponed last, or put aside.
    _text("reason"),
    _time("parked_at", nullable=True),
    Column("park_reason", Text),
    # Of a long text parts never came.
    Column("incomplete", Boolean, nullable=False, server_default=text("false")),
    Index(
        "uq_inbox_provider_message_id",
        "provider",
        "provider_message_id",
        unique=True,
        postgresql_where=text("provider_message_id IS NOT NULL"),
    ),
    Index("ix_inbox_phone", "phone", "received_at"),
    Index("ix_inbox_lease_until", "lease_until", postgresql_where=text("lease_until IS NOT NULL")),
    # What waits for a person.
    Index("ix_inbox_parked_at", "parked_at", postgresql_where=text("parked_at IS NOT NULL")),
)

# Parts of long texts, for the two days in which they may come again; given out once they are whole, or
# late.
inbound_parts = Table(
    "inbound_parts",
    metadata,
    _id("id", primary_key=True),
    _id("whole"),
    _text("tenant"),
    _text("provider"),
    Column("provider_message_id", Text),
    _text("sender"),
    _text("subnumber"),
    Column("session", Text),
    _text("phone"),
    _text("reference"),
    _number("number"),
    _number("total"),
    _text("text"),
    _time("received_at"),
    _time("given_out_at", nullable=True),
    Index("ix_inbound_parts_phone", "phone", "sender", "reference"),
    Index("ix_inbound_parts_whole", "whole"),
    # What is late, and what can be forgotten.
    Index("ix_inbound_parts_received_at", "received_at"),
)

# Parts of messages on which a provider reports one by one.
message_parts = Table(
    "message_parts",
    metadata,
    _id("message_id", primary_key=True),
    Column("part", Text, primary_key=True),
    _text("provider"),
    # Whether the provider named it when it took the message: then these are all of them.
    Column("named", Boolean, nullable=False),
    Column("status", Text),
    Index("ix_message_parts_part", "provider", "part"),
)

# What may prove one callback only, until it proves none any more.
spent_nonces = Table(
    "spent_nonces",
    metadata,
    Column("provider", Text, primary_key=True),
    Column("nonce", LargeBinary, primary_key=True),
    Column("used_for", LargeBinary, nullable=False),
    _time("expires_at"),
    Index("ix_spent_nonces_expires_at", "expires_at"),
)

# What somebody said last of a provider's circuit.
circuits = Table(
    "circuits",
    metadata,
    Column("provider", Text, primary_key=True),
    Column("held_open", Boolean, nullable=False),
    _text("reason"),
    _text("changed_by"),
    _time("changed_at"),
)

# SMS that a tenant with a limit had sent a day, in the tenant's own zone.
spending = Table(
    "spending",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("segments", BigInteger, nullable=False),
)

range_days = Table(
    "range_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("prefix", Text, primary_key=True),
    Column("begun", Integer, nullable=False),
)

# What came without an id of the provider's, for the few seconds in which it may come again.
recent_texts = Table(
    "recent_texts",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    _time("seen_at"),
    Index("ix_recent_texts_seen_at", "seen_at"),
)

status_reports = Table(
    "status_reports",
    metadata,
    _id("id", primary_key=True),
    _text("provider"),
    Column("provider_message_id", Text),
    # Ours; found by the provider's where the report does not have it.
    _id("message_id", nullable=True),
    _text("status"),
    _text("error_code"),
    Column("opted_out", Boolean, nullable=False),
    # Whether the message's own row has this status.
    Column("applied", Boolean, nullable=False),
    _time("reported_at"),
    _time("lease_until", nullable=True),
    _number("attempts"),
    _text("reason"),
    _time("parked_at", nullable=True),
    Column("park_reason", Text),
    # Which part of its message it is about, where each is reported on; and of how many.
    Column("part", Text),
    Column("parts_total", Integer),
    Index(
        "ix_status_reports_lease_until",
        "lease_until",
        postgresql_where=text("lease_until IS NOT NULL"),
    ),
    Index(
        "ix_status_reports_parked_at", "parked_at", postgresql_where=text("parked_at IS NOT NULL")
    ),
)

# Parked as long as there is no lease; deleted once they are understood.
unreadable_callbacks = Table(
    "unreadable_callbacks",
    metadata,
    _id("id", primary_key=True),
    _text("provider"),
    _text("reason"),
    Column("raw", LargeBinary, nullable=False),
    _time("received_at"),
    # What it was read as; empty in rows that the first release kept.
    Column("kind", Text, nullable=False, server_default=text("''")),
    # The request that it came by; `raw` is its body. The defaults are what releases before kept.
    Column("method", Text, nullable=False, server_default=text("'POST'")),
    Column("target", Text, nullable=False, server_default=text("''")),
    Column("headers", JSONB, nullable=False, server_default=text("'{}'")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    _time("lease_until", nullable=True),
    # When it was parked again after a retry.
    _time("parked_at", nullable=True),
    Column("park_reason", Text),
    Index(
        "ix_unreadable_callbacks_lease_until",
        "lease_until",
        postgresql_where=text("lease_until IS NOT NULL"),
    ),
)

# How many rows strangers have made a day, by provider and kind: see `domain.strangers`.
stranger_counts = Table(
    "stranger_counts",
    metadata,
    Column("provider", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    _number("kept"),
    _number("dropped"),
)

# Which rows of `inbox` and `unreadable_callbacks` they are. A table of its own, since an index on the
# inbox would cost every reply.
stranger_rows = Table(
    "stranger_rows",
    metadata,
    _id("id", primary_key=True),
    _text("kind"),
    _time("received_at"),
    Index("ix_stranger_rows_received_at", "received_at"),
)

audit = audit_table(metadata)
walks = walks_table(metadata)

reply_addresses = Table(
    "reply_addresses",
    metadata,
    _id("conversation_id", primary_key=True),
    _text("tenant"),
    _text("sender"),
    _text("subnumber"),
    _text("recipient"),
    _time("created_at"),
    _time("expires_at"),
    _time("ended_at", nullable=True),
    # Until another conversation gets the same subnumber after the quarantine.
    Column("held", Boolean, nullable=False),
    # What the provider calls its SMS session, where providers name them; absent until one is open.
    Column("session_ref", Text),
    # No two conversations of a phone have one subnumber.
    Index(
        "uq_reply_addresses_slot",
        "recipient",
        "sender",
        "subnumber",
        unique=True,
        postgresql_where=text("held AND subnumber <> ''"),
    ),
    Index("ix_reply_addresses_recipient", "recipient", "sender", postgresql_where=text("held")),
)
