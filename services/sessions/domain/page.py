"""Which sessions a caller wants to see, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.engine.state import SessionState
from services.sessions.domain.session import Session

DEFAULT_PAGE_SIZE = 50
MAXIMUM_PAGE_SIZE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilter:
    """What is None does not narrow the list. `before_id` is the last id of the page before."""

    tenant: str
    survey_id: str | None = None
    identifier: str | None = None
    client_reference: str | None = None
    state: SessionState | None = None
    from_time: datetime | None = None
    to_time: datetime | None = None
    before_id: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of sessions; the next one begins before `next_id`, None after the last."""

    sessions: Sequence[Session]
    next_id: str | None
