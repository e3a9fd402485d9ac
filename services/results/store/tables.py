"""The tables of schema `results`: a read model, made of what `sessions` and `sms` tell.

`sessions` and `responses` are partitioned by the month in which a session began: its id, a UUID of version
7, says so, and is the key of both. Their partitions are made when the first session of a month comes
(`partitions.py`). The first is narrow, for counting; the second holds what is listed and exported.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from services.runtime.audit_table import audit_table

SCHEMA: Final = "results"

metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    },
)

Id = Uuid(as_uuid=False)
Time = DateTime(timezone=True)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("survey_id", Id, nullable=False),
    # Of the first message, in the tenant's zone; of the session's making before that is known.
    Column("day", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hour", SmallInteger, nullable=False),
    Column("delivered", Boolean, nullable=False),
    Column("answered", Boolean, nullable=False),
    # Why figures leave it out: "test", "suppressed", or nothing.
    Column("left_out", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("segments", Integer, nullable=False),
    Column("reply_seconds", Integer),
    Column("completion_seconds", Integer),
    # By key without case.
    Column("variables", JSONB, nullable=False),
    # What was asked, by element: v the value, r how many replies were refused, c confirmed, l left at it.
    Column("questions", JSONB, nullable=False),
    # The run of the taking-in that wrote it last; see `use_cases/take_in.py`.
    Column("generation", Integer, nullable=False),
    # When it is read again, because `sms` did not yet have all of its messages.
    Column("unsettled_until", Time),
    postgresql_partition_by="RANGE (id)",
)
Index("ix_sessions_survey", sessions.c.survey_id, sessions.c.id)
Index(
    "ix_sessions_unsettled",
    sessions.c.unsettled_until,
    postgresql_where=text("unsettled_until IS NOT NULL"),
)

responses = Table(
    "responses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("survey_id", Id, nullable=False),
    # Its place in the feed of changes.
    Column("feed_place", BigInteger, nullable=False),
    # Empty for a person who is forgotten.
    Column("phone", Text, nullable=False),
    # A JSON object, without the phone.
    Column("body", Text, nullable=False),
    postgresql_partition_by="RANGE (id)",
)
Index("ix_responses_feed", responses.c.survey_id, responses.c.feed_place)

verbatims = Table(
    "verbatims",
    metadata,
    Column("session_id", Id, nullable=False),
    # The element, with "#" behind it for the comment to it; a reply's id for a late one.
    Column("place", Text, nullable=False),
    Column("survey_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("written_at", Time, nullable=False),
    Column("words", TSVECTOR, nullable=False),
    PrimaryKeyConstraint("session_id", "place"),
)
Index(
    "ix_verbatims_newest",
    verbatims.c.survey_id,
    verbatims.c.written_at,
    verbatims.c.session_id,
    verbatims.c.place,
)
Index("ix_verbatims_words", verbatims.c.words, postgresql_using="gin")

variables = Table(
    "variables",
    metadata,
    Column("survey_id", Id, nullable=False),
    Column("key", Text, nullable=False),
    # As it was given.
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("survey_id", "key"),
)

# One row: how far the taking-in has come, and who does it.
progress = Table(
    "progress",
    metadata,
    Column("name", Text, primary_key=True),
    Column("cursor", BigInteger, nullable=False),
    # The last place in the feed of changes that was given away.
    Column("position", BigInteger, nullable=False),
    Column("generation", Integer, nullable=False),
    # The session up to which everything has been read anew; absent when that is not under way.
    Column("rebuilt_through", Id),
    Column("rebuilding", Boolean, nullable=False),
    # Counts the writes: who writes on an old one has been overtaken.
    Column("turn", BigInteger, nullable=False),
    Column("holder", Text, nullable=False),
    Column("lease_until", Time, nullable=False),
    Column("as_of", Time, nullable=False),
    # The highest place of a session that was deleted: cursors below it are too old.
    Column("deleted_through", BigInteger, nullable=False),
)

# Which versions sessions have had.
versions = Table(
    "versions",
    metadata,
    Column("survey_id", Id, nullable=False),
    Column("version", Integer, nullable=False),
    PrimaryKeyConstraint("survey_id", "version"),
)

# The last write of a day's sessions, as the turn of the taking-in that it was.
day_marks = Table(
    "day_marks",
    metadata,
    Column("survey_id", Id, nullable=False),
    Column("day", Date, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("marked_at", Time, nullable=False),
    PrimaryKeyConstraint("survey_id", "day"),
)
Index("ix_day_marks_marked_at", day_marks.c.marked_at)

# Counts of whole days, good as long as the mark is the day's; see `day_counts.py`.
day_counts = Table(
    "day_counts",
    metadata,
    Column("survey_id", Id, nullable=False),
    Column("day", Date, nullable=False),
    # By what the day is counted.
    Column("shape", Text, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("counts", Text, nullable=False),
    PrimaryKeyConstraint("survey_id", "day", "shape"),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("events", ARRAY(Text), nullable=False),
    Column("state", Text, nullable=False),
    # Encrypted, as the previous one, which signs, too, until then.
    Column("secret", Text, nullable=False),
    Column("previous_secret", Text),
    Column("previous_until", Time),
    Column("created_at", Time, nullable=False),
    # How the endpoint is; see `domain/endpoint_health.py`.
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("pauses", Integer, nullable=False, server_default="0"),
    Column("failing_since", Time),
    Column("rests_until", Time),
    Column("failure", Text, nullable=False, server_default=""),
)
Index("ix_webhooks_tenant", webhooks.c.tenant, webhooks.c.id)

# Events on their way to subscriptions: a leased table (`runtime/leased_rows.py`).
deliveries = Table(
    "deliveries",
    metadata,
    # Made of the subscription and the event, so that no event is queued twice.
    Column("id", Id, primary_key=True),
    Column("webhook_id", Id, nullable=False),
    Column("tenant", Text, nullable=False),
    # Deliveries of one session to one subscription go in the order of their places, which come from
    # the session's place in the feed.
    Column("session_id", Id, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("event_id", Id, nullable=False),
    Column("type", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Time, nullable=False),
    # Since when it is tried: moved when somebody has it sent again.
    Column("due_since", Time, nullable=False),
    Column("delivered_at", Time),
    Column("lease_until", Time),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    Column("park_reason", Text),
    Column("parked_at", Time),
)
Index(
    "ix_deliveries_due",
    deliveries.c.webhook_id,
    deliveries.c.lease_until,
    postgresql_where=text("lease_until IS NOT NULL"),
)
Index("ix_deliveries_line", deliveries.c.session_id, deliveries.c.webhook_id, deliveries.c.place)
Index("ix_deliveries_listed", deliveries.c.webhook_id, deliveries.c.created_at, deliveries.c.place)

audit = audit_table(metadata)
