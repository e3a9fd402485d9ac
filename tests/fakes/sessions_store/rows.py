"""What the store in memory holds."""

import copy
from dataclasses import dataclass, field
from datetime import datetime

from services.runtime.audit import AuditEntry
from services.sessions.domain.contact import Contact
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.hourly_count import HourlyCount
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.restraint import Line
from services.sessions.domain.session import Session
from services.sessions.ports.requests import RequestKey


@dataclass(slots=True, kw_only=True)
class KnownContact:
    """What is known of a phone."""

    opted_out_at: datetime | None = None
    denied_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedChange:
    """One row of the log."""

    session_ids: frozenset[str]
    tenants: frozenset[str]
    at: datetime


@dataclass(slots=True, kw_only=True)
class Rows:
    """Every table; `first_messages` is how many messages each session began with."""

    sessions: dict[str, Session] = field(default_factory=dict)
    first_messages: dict[str, int] = field(default_factory=dict)
    replies: dict[str, KeptReply] = field(default_factory=dict)
    outside: dict[str, HourlyCount] = field(default_factory=dict)
    said: dict[Line, list[datetime]] = field(default_factory=dict)
    contacts: dict[Contact, KnownContact] = field(default_factory=dict)
    caps: dict[bytes, tuple[int, datetime]] = field(default_factory=dict)
    requests: dict[RequestKey, tuple[str, datetime]] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    changes: list[NotedChange] = field(default_factory=list)
    audit: list[AuditEntry] = field(default_factory=list)

    def copied(self) -> "Rows":
        """Return a copy of the tables; what is in them never changes but contacts."""
        return Rows(
            sessions=dict(self.sessions),
            first_messages=dict(self.first_messages),
            replies=dict(self.replies),
            outside=dict(self.outside),
            said=dict(self.said),
            contacts=copy.deepcopy(self.contacts),
            caps=dict(self.caps),
            requests=dict(self.requests),
            deliveries=list(self.deliveries),
            changes=list(self.changes),
            audit=list(self.audit),
        )
