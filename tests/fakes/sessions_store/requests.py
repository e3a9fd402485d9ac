"""Requests in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.sessions.ports.requests import RequestKey
from tests.fakes.sessions_store.rows import Rows


class FakeRequests:
    """`ports.Requests` on tables in memory."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def claim(
        self, claims: Mapping[RequestKey, str], *, now: datetime, until: datetime
    ) -> Mapping[RequestKey, str]:
        """Claim keys for session ids; returns who holds each now."""
        held = self.held(list(claims), now=now)
        self._rows.requests |= {
            key: (session_id, until) for key, session_id in claims.items() if key not in held
        }
        return self.held(list(claims), now=now)

    def held(self, keys: Sequence[RequestKey], *, now: datetime) -> Mapping[RequestKey, str]:
        """Return the session that holds each key, where one does."""
        held = {key: self._rows.requests[key] for key in keys if key in self._rows.requests}
        return {key: session_id for key, (session_id, until) in held.items() if until > now}

    def release(self, keys: Sequence[RequestKey]) -> None:
        """Give up claims."""
        for key in keys:
            self._rows.requests.pop(key, None)

    def forget(self, *, now: datetime) -> None:
        """Delete what is remembered no longer."""
        held = self._rows.requests
        self._rows.requests = {key: one for key, one in held.items() if one[1] > now}
