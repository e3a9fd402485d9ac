"""Which survey a repeated request has created already."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.surveys.domain.creation import CreationClaim

# A claim of somebody else under way makes this wait for its outcome.
_CLAIM: Final = Statement("""
INSERT INTO surveys.requests (tenant, key, survey_id, digest, expires_at)
VALUES (:tenant, :key, :survey_id, :digest, :expires_at)
ON CONFLICT (tenant, key) DO UPDATE
SET survey_id = excluded.survey_id, digest = excluded.digest, expires_at = excluded.expires_at
WHERE requests.expires_at <= :now
RETURNING key
""")
_HOLDER: Final = Statement("""
SELECT tenant, key, survey_id, digest, expires_at
FROM surveys.requests
WHERE tenant = :tenant AND key = :key
""")
# Skips what others delete at the same time, which would make them wait for each other.
_FORGET: Final = Statement("""
DELETE FROM surveys.requests
WHERE (tenant, key) IN (
    SELECT tenant, key FROM surveys.requests WHERE expires_at <= :now FOR UPDATE SKIP LOCKED
)
""")


class PostgresRequests:
    """Requests on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, claim: CreationClaim, *, now: datetime) -> CreationClaim | None:
        """Claim a key, or return the claim that holds it at `now`. Drops what is out of date."""
        values = {
            "tenant": claim.tenant,
            "key": claim.key,
            "survey_id": claim.survey_id,
            "digest": claim.digest,
            "expires_at": claim.expires_at,
            "now": now,
        }
        claimed = _CLAIM.run(self._connection, values)
        _FORGET.run(self._connection, {"now": now})
        if claimed:
            return None
        (held,) = _HOLDER.run(self._connection, {"tenant": claim.tenant, "key": claim.key})
        return CreationClaim(
            tenant=held.tenant,
            key=held.key,
            survey_id=held.survey_id,
            digest=held.digest,
            expires_at=held.expires_at,
        )
