"""Statements on requests: which survey a repeated request has created already."""

from datetime import datetime

from sqlalchemy import Connection, text

from services.surveys.domain.creation import CreationClaim

# A claim of somebody else under way makes this wait for its outcome.
_CLAIM = text(
    """
    INSERT INTO surveys.requests AS r (tenant, key, survey_id, digest, expires_at)
    VALUES (:tenant, :key, :survey_id, :digest, :expires_at)
    ON CONFLICT (tenant, key) DO UPDATE
      SET survey_id = excluded.survey_id, digest = excluded.digest,
        expires_at = excluded.expires_at
      WHERE r.expires_at <= :now
    RETURNING r.key
    """
)
_HOLDER = text(
    """
    SELECT tenant, key, survey_id, digest, expires_at FROM surveys.requests
    WHERE tenant = :tenant AND key = :key
    """
)
# Skips what others delete at the same time, which would make them wait for each other.
_FORGET = text(
    """
    DELETE FROM surveys.requests WHERE (tenant, key) IN (
        SELECT tenant, key FROM surveys.requests WHERE expires_at <= :now FOR UPDATE SKIP LOCKED
    )
    """
)


def claim(connection: Connection, wanted: CreationClaim, *, now: datetime) -> CreationClaim | None:
    """Claim a key, or return the claim that holds it at `now`. Drops what is out of date."""
    values = {
        "tenant": wanted.tenant,
        "key": wanted.key,
        "survey_id": wanted.survey_id,
        "digest": wanted.digest,
        "expires_at": wanted.expires_at,
        "now": now,
    }
    claimed = connection.execute(_CLAIM, values).one_or_none()
    connection.execute(_FORGET, {"now": now})
    if claimed is not None:
        return None
    held = connection.execute(_HOLDER, {"tenant": wanted.tenant, "key": wanted.key}).one()
    return CreationClaim(
        tenant=held.tenant,
        key=held.key,
        survey_id=held.survey_id,
        digest=held.digest,
        expires_at=held.expires_at,
    )
