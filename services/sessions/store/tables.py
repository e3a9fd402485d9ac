"""The tables of the schema `sessions`."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.runtime.audit_table import audit_table
from services.runtime.walks import walks_table

metadata = MetaData(
    schema="sessions",
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    },
)

Id = Uuid(as_uuid=False)
Time = DateTime(timezone=True)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("survey_id", Id, nullable=False),
    Column("survey_version", Integer, nullable=False),
    # A suppressed session has only the phone.
    Column("sender", Text, nullable=False),
    Column("subnumber", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    # What the engine needs of the conversation; see engine/state.py.
    Column("conversation", JSONB, nullable=False),
    Column("question_message_id", Id),
    Column("asked_at", Time, nullable=False),
    Column("expires_at", Time, nullable=False),
    Column("created_at", Time, nullable=False),
    # How many messages it began with; they count towards what may be said to a phone in an hour.
    Column("first_messages", Integer, nullable=False, server_default=text("0")),
    Column("ended_at", Time),
    Column("completed_at", Time),
    Column("client_reference", Text, nullable=False),
    Column("warnings", JSONB, nullable=False),
    Column("variables", JSONB, nullable=False),
    Column("test", Boolean, nullable=False, server_default=text("false")),
    # When it is looked at before its end, to remind; replies leave it alone.
    Column("wake_at", Time),
    # A reply changes its row; room on the page keeps the new version beside the old one.
    postgresql_with={"fillfactor": "70"},
)
OPEN_ADDRESS = "uq_sessions_open_address"
# The right session for every reply: one open session an address and phone.
Index(
    OPEN_ADDRESS,
    sessions.c.phone,
    sessions.c.sender,
    sessions.c.subnumber,
    unique=True,
    postgresql_where=text("state = 'active'"),
)
Index("ix_sessions_phone", sessions.c.phone, sessions.c.created_at)
Index(
    "ix_sessions_open_expiry",
    sessions.c.expires_at,
    postgresql_where=text("state = 'active'"),
)
Index(
    "ix_sessions_open_wake_at",
    sessions.c.wake_at,
    postgresql_where=text("state = 'active' AND wake_at IS NOT NULL"),
)
Index("ix_sessions_tenant", sessions.c.tenant, sessions.c.id)
Index("ix_sessions_survey", sessions.c.survey_id, sessions.c.id)
Index(
    "ix_sessions_client_reference",
    sessions.c.client_reference,
    postgresql_where=text("client_reference <> ''"),
)

replies = Table(
    "replies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("session_id", Id),
    Column("sender", Text, nullable=False),
    Column("subnumber", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("received_at", Time, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("element_id", Text),
    Column("element_type", Text),
    Column("value", JSONB),
    Column("option_ids", JSONB),
    Column("labels", JSONB),
    Column("comment", Text, nullable=False),
    Column("reason", Text),
    Column("attempts", Integer, nullable=False),
    Column("shortened", Boolean, nullable=False),
    Column("understood_by", Text),
    # Which reminder an answer followed, from 1; absent for none.
    Column("reminder", SmallInteger),
)
Index("ix_replies_session", replies.c.session_id, replies.c.received_at)
Index(
    "ix_replies_outside",
    replies.c.phone,
    replies.c.received_at,
    postgresql_where=text("session_id IS NULL"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("delivery", JSONB, nullable=False),
    Column("lease_until", Time),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("reason", Text),
    # Absent in rows that the first release parked.
    Column("parked_at", Time),
    Column("park_reason", Text),
)
# A row without a lease is parked: it waits for a person.
Index(
    "ix_outbox_lease_until", outbox.c.lease_until, postgresql_where=text("lease_until IS NOT NULL")
)
Index("ix_outbox_parked", outbox.c.id, postgresql_where=text("lease_until IS NULL"))

contacts = Table(
    "contacts",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("opted_out_at", Time),
    Column("denied_at", Time),
    PrimaryKeyConstraint("tenant", "phone"),
)
# Most rows are there only to be locked: whoever sends and whoever stops meet on them.
Index(
    "ix_contacts_opted_out",
    contacts.c.tenant,
    contacts.c.phone,
    postgresql_where=text("opted_out_at IS NOT NULL"),
)

requests = Table(
    "requests",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("session_id", Id, nullable=False),
    Column("expires_at", Time, nullable=False),
    PrimaryKeyConstraint("tenant", "key"),
)

# What was said to phones that answered no question; see domain/restraint.py.
said_texts = Table(
    "said_texts",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("phone", Text, nullable=False),
    # Empty for what is counted over all senders.
    Column("sender", Text, nullable=False),
    # Unix times, oldest first.
    Column("said_at", JSONB, nullable=False),
    Column("forget_at", Time, nullable=False),
    PrimaryKeyConstraint("tenant", "phone", "sender"),
)
Index("ix_said_texts_forget_at", said_texts.c.forget_at)
Index("ix_requests_expires_at", requests.c.expires_at)

# How many sessions began in a period that a cap of a survey counts; see domain/caps.py.
cap_counts = Table(
    "cap_counts",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("sessions", Integer, nullable=False),
    Column("ends_at", Time, nullable=False),
)
Index("ix_cap_counts_ends_at", cap_counts.c.ends_at)

# What tenants said outside any session within the hour; see domain/hourly_count.py.
automatic_texts = Table(
    "automatic_texts",
    metadata,
    Column("tenant", Text, primary_key=True),
    # Counts by the minute since 1970.
    Column("by_minute", JSONB, nullable=False),
    Column("forget_at", Time, nullable=False),
)

audit = audit_table(metadata)
walks = walks_table(metadata)

# Erasures that were asked for. Leased as long as something is left to do, and with the phone as long.
erasures = Table(
    "erasures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("asked_at", Time, nullable=False),
    # Postgres' own: whoever has read the changes through it has seen what was erased.
    Column("transaction_id", BigInteger, nullable=False),
    Column("sessions", Integer, nullable=False),
    Column("replies", Integer, nullable=False),
    Column("remaining", ARRAY(Text), nullable=False),
    # Absent until the SMS gateway has erased.
    Column("sent_messages", Integer),
    Column("received_messages", Integer),
    Column("callbacks", Integer),
    Column("is_read", Boolean, nullable=False, server_default=text("false")),
    Column("done_at", Time),
    Column("lease_until", Time),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("reason", Text),
    Column("parked_at", Time),
    Column("park_reason", Text),
)
Index(
    "ix_erasures_lease_until",
    erasures.c.lease_until,
    postgresql_where=text("lease_until IS NOT NULL"),
)

# One row a transaction that changed sessions, for whoever follows what happens; see store/change_log.py.
changes = Table(
    "changes",
    metadata,
    # Postgres' own (`pg_current_xact_id`): in its order, no transaction is passed over.
    Column("transaction_id", BigInteger, primary_key=True, autoincrement=False),
    Column("tenants", ARRAY(Text), nullable=False),
    Column("session_ids", ARRAY(Id), nullable=False),
    Column("changed_at", Time, nullable=False),
)

# How far each reader of `changes` has come, and (under the empty name) how far they are forgotten.
change_marks = Table(
    "change_marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("transaction_id", BigInteger, nullable=False),
    Column("marked_at", Time, nullable=False),
)
