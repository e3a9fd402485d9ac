"""The tables of the schema `surveys`; `migrations` builds the same, and a test compares the two."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    desc,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from services.runtime.audit_table import audit_table

metadata = MetaData(
    schema="surveys",
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_index",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)

surveys = Table(
    "surveys",
    metadata,
    Column("id", UUID(as_uuid=False), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("latest_version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    # Of the draft, so that a list reads no drafts.
    Column("name", Text, nullable=False),
    Column("default_language", Text, nullable=False),
    Column("languages", ARRAY(Text), nullable=False),
    Column("draft", JSONB, nullable=False),
    Column("draft_fingerprint", Text, nullable=False),
    Column("published_fingerprint", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    # Names, for people; who it was beyond doubt stands in `audit`.
    Column("updated_by", Text, nullable=False, server_default=""),
    Column("published_by", Text, nullable=False, server_default=""),
    CheckConstraint("state IN ('draft', 'published', 'paused', 'archived')", name="state"),
)
Index(
    "surveys_newest_first_index",
    surveys.c.tenant,
    desc(surveys.c.created_at),
    desc(surveys.c.id),
)

versions = Table(
    "versions",
    metadata,
    Column("survey_id", UUID(as_uuid=False), ForeignKey(surveys.c.id), nullable=False),
    Column("version", Integer, nullable=False),
    Column("definition", JSONB, nullable=False),
    Column("published_at", DateTime(timezone=True), nullable=False),
    Column("published_by", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("survey_id", "version"),
)

# Which survey a request has created, so that its repetitions create no other.
requests = Table(
    "requests",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("survey_id", UUID(as_uuid=False), nullable=False),
    Column("digest", Text, nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("tenant", "key"),
)
Index(None, requests.c.expires_at)

audit = audit_table(metadata)
