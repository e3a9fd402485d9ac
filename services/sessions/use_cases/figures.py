"""Counts what became of replies and sessions, once a batch, after it is stored.

Sessions that are tests are not counted: figures are about customers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import prometheus_client

from services.engine.state import SessionState
from services.runtime.bounded_label import BoundedLabel
from services.sessions.domain.session import Session
from services.sessions.use_cases.exchange import Exchange

REPLIES: Final = prometheus_client.Counter(
    "svar_replies_total", "Replies by what became of them", ["verdict", "language"]
)
SESSIONS: Final = prometheus_client.Counter(
    "svar_sessions_total", "Sessions by what happened to them", ["event", "tenant"]
)
_EVENTS: Final = {
    SessionState.ACTIVE: "started",
    SessionState.OPTED_OUT: "stopped",
}
_tenants: Final = BoundedLabel()
_languages: Final = BoundedLabel(most=50)


def count_replies(exchanges: Iterable[Exchange]) -> None:
    """Count the replies of a batch; those outside any session have no language."""
    counts: Counter[tuple[str, str]] = Counter()
    for exchange in exchanges:
        for kept in exchange.kept:
            session = exchange.sessions.get(kept.session_id or "")
            language = session.conversation.language if session else ""
            counts[kept.taken.verdict.value, language] += 1
    for (verdict, language), count in counts.items():
        REPLIES.labels(verdict, _languages.of(language)).inc(count)


def count_sessions(begun: Sequence[Session], ended: Sequence[Session]) -> None:
    """Count the sessions that began, the suppressed ones among them, and those that ended."""
    counts = Counter(
        (session.state, session.tenant) for session in (*begun, *ended) if not session.test
    )
    for (state, tenant), count in counts.items():
        SESSIONS.labels(_EVENTS.get(state, state.value), _tenants.of(tenant)).inc(count)
