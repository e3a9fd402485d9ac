"""Statements on requests: which session a repeated request already has."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from services.runtime.statements import Statement

RequestKey = tuple[str, str]
"""A tenant and what makes two of its requests the same."""

# A claim of somebody else under way makes this wait for its outcome. In key order, so that two
# batches with the same keys do not wait for each other.
_CLAIM = Statement(
    """
    INSERT INTO sessions.requests AS r (tenant, key, session_id, expires_at)
    SELECT tenant, key, session_id, :until
    FROM unnest(CAST(:tenants AS text[]), CAST(:keys AS text[]), CAST(:ids AS uuid[]))
      AS given (tenant, key, session_id)
    ORDER BY tenant, key
    ON CONFLICT (tenant, key) DO UPDATE
      SET session_id = excluded.session_id, expires_at = excluded.expires_at
      WHERE r.expires_at <= :now
    """
)
_FORGET = Statement("DELETE FROM sessions.requests WHERE expires_at <= :now")
_GIVEN = "unnest(CAST(:tenants AS text[]), CAST(:keys AS text[])) AS given (tenant, key)"
_HOLDERS = Statement(
    f"""
    SELECT r.tenant, r.key, r.session_id FROM sessions.requests r
    JOIN {_GIVEN} USING (tenant, key) WHERE r.expires_at > :now
    """
)
_RELEASE = Statement(
    f"""
    DELETE FROM sessions.requests r USING {_GIVEN}
    WHERE r.tenant = given.tenant AND r.key = given.key
    """
)


def claim(
    connection: Connection, claims: Mapping[RequestKey, str], *, now: datetime, until: datetime
) -> Mapping[RequestKey, str]:
    """Claim keys for session ids; returns which session holds each now."""
    ids = list(claims.values())
    _CLAIM.run(connection, {**_arrays(list(claims)), "ids": ids, "now": now, "until": until})
    return held(connection, list(claims), now=now)


def held(
    connection: Connection, keys: Sequence[RequestKey], *, now: datetime
) -> Mapping[RequestKey, str]:
    """Return which session holds each key, where one does."""
    rows = _HOLDERS.run(connection, {**_arrays(keys), "now": now})
    return {(row[0], row[1]): row[2] for row in rows}


def release(connection: Connection, keys: Sequence[RequestKey]) -> None:
    """Give up keys that this transaction has claimed."""
    _RELEASE.run(connection, _arrays(keys))


def forget(connection: Connection, *, now: datetime) -> None:
    """Delete what is remembered no longer."""
    _FORGET.run(connection, {"now": now})


def _arrays(keys: Sequence[RequestKey]) -> dict[str, list[str]]:
    return {"tenants": [pair[0] for pair in keys], "keys": [pair[1] for pair in keys]}
