"""Requests in Postgres: which session a repeated request already has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.sessions.ports.requests import RequestKey

_GIVEN: Final = "unnest(CAST(:tenants AS text[]), CAST(:keys AS text[])) AS given (tenant, key)"

# A claim of somebody else under way makes this wait for its outcome. In key order, so that two
# batches with the same keys do not wait for each other.
_CLAIM: Final = Statement("""
INSERT INTO sessions.requests AS request (tenant, key, session_id, expires_at)
SELECT tenant, key, session_id, :until
FROM unnest(CAST(:tenants AS text[]), CAST(:keys AS text[]), CAST(:ids AS uuid[]))
    AS given (tenant, key, session_id)
ORDER BY tenant, key
ON CONFLICT (tenant, key) DO UPDATE
    SET session_id = excluded.session_id, expires_at = excluded.expires_at
    WHERE request.expires_at <= :now
""")

_HELD: Final = Statement(f"""
SELECT request.tenant, request.key, request.session_id FROM sessions.requests AS request
JOIN {_GIVEN} USING (tenant, key) WHERE request.expires_at > :now
""")

_RELEASE: Final = Statement(f"""
DELETE FROM sessions.requests AS request USING {_GIVEN}
WHERE request.tenant = given.tenant AND request.key = given.key
""")

_FORGET: Final = Statement("DELETE FROM sessions.requests WHERE expires_at <= :now")


class PostgresRequests:
    """`ports.Requests` on one open transaction; with nothing to do it asks nothing."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(
        self, claims: Mapping[RequestKey, str], *, now: datetime, until: datetime
    ) -> Mapping[RequestKey, str]:
        """Claim keys for session ids; returns which session holds each now."""
        if not claims:
            return {}
        keys = list(claims)
        values = {**_arrays(keys), "ids": list(claims.values()), "now": now, "until": until}
        _CLAIM.run(self._connection, values)
        return self.held(keys, now=now)

    def held(self, keys: Sequence[RequestKey], *, now: datetime) -> Mapping[RequestKey, str]:
        """Return which session holds each key, where one does."""
        if not keys:
            return {}
        rows = _HELD.run(self._connection, {**_arrays(keys), "now": now})
        return {(row.tenant, row.key): row.session_id for row in rows}

    def release(self, keys: Sequence[RequestKey]) -> None:
        """Give up keys that this transaction has claimed."""
        if keys:
            _RELEASE.run(self._connection, _arrays(keys))

    def forget(self, *, now: datetime) -> None:
        """Delete what is remembered no longer."""
        _FORGET.run(self._connection, {"now": now})


def _arrays(keys: Sequence[RequestKey]) -> dict[str, list[str]]:
    return {"tenants": [tenant for tenant, _ in keys], "keys": [key for _, key in keys]}
