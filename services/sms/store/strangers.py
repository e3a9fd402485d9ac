"""Rows that strangers make: counted a day, kept within a bound, and forgotten after 30 days."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from typing import Final, Protocol

from prometheus_client import Counter
from sqlalchemy import Connection

from services.runtime.database import Database
from services.runtime.logs import get_logger
from services.runtime.statements import RELAXED, Statement
from services.sms.domain.strangers import KEPT_FOR, StrangerKind

log = get_logger(__name__)
DROPPED = Counter(
    "svar_sms_strangers_dropped_total",
    "Rows beyond what strangers may make a day",
    ["provider", "kind"],
)

_BATCH: Final = 1_000
_BATCHES: Final = 20
"""How many batches one run forgets at most; the next one goes on."""

# The row is locked from here on: two transactions never fill the same room.
_SEEN_TODAY: Final = Statement("""
INSERT INTO sms.stranger_counts AS known (provider, kind, day, kept, dropped)
VALUES (:provider, :kind, CAST(CAST(:now AS timestamptz) AT TIME ZONE 'UTC' AS date), 0, 0)
ON CONFLICT (provider, kind, day) DO UPDATE SET kept = known.kept
RETURNING kept, day
""")
_COUNT: Final = Statement("""
UPDATE sms.stranger_counts SET kept = kept + :kept, dropped = dropped + :dropped
WHERE provider = :provider AND kind = :kind AND day = :day
""")
_REMEMBER: Final = Statement("""
INSERT INTO sms.stranger_rows (id, kind, received_at)
SELECT id, :kind, :now FROM unnest(CAST(:ids AS uuid[])) AS input (id)
ON CONFLICT DO NOTHING
""")

# What waits to be handed on, or for a person, is left to them.
_FORGET: Final = Statement("""
WITH old AS (
    DELETE FROM sms.stranger_rows
    WHERE id = ANY(ARRAY(
        SELECT id FROM sms.stranger_rows WHERE received_at < :before
        ORDER BY received_at LIMIT :limit FOR UPDATE SKIP LOCKED
    ))
    RETURNING id
), replies AS (
    DELETE FROM sms.inbox
    WHERE id = ANY(ARRAY(SELECT id FROM old)) AND lease_until IS NULL AND parked_at IS NULL
), strays AS (
    DELETE FROM sms.unreadable_callbacks
    WHERE id = ANY(ARRAY(SELECT id FROM old)) AND lease_until IS NULL
)
SELECT count(*) FROM old
""")
_FORGET_COUNTS: Final = Statement(
    "DELETE FROM sms.stranger_counts WHERE day < CAST(CAST(:before AS timestamptz) AS date)"
)


class StrangerRow(Protocol):
    """A row that a stranger may have made."""

    @property
    def id(self) -> str: ...
    @property
    def provider(self) -> str: ...


def admitted(
    connection: Connection,
    kind: StrangerKind,
    rows: Sequence[StrangerRow],
    *,
    now: datetime,
    limit: int,
) -> Set[str]:
    """Count rows; returns the ids of those that may be kept today: the first ones of each provider."""
    kept = set[str]()
    # In an order, so that two transactions do not wait for each other.
    for provider in sorted({row.provider for row in rows}):
        ids = [row.id for row in rows if row.provider == provider]
        about = {"provider": provider, "kind": kind}
        [today] = _SEEN_TODAY.run(connection, {**about, "now": now})
        first = ids[: max(limit - today.kept, 0)]
        _count(connection, about, today.day, kept=len(first), dropped=len(ids) - len(first))
        if kind is not StrangerKind.UNREADABLE:
            _REMEMBER.run(connection, {"ids": first, "kind": kind, "now": now})
        kept.update(first)
    return kept


def _count(
    connection: Connection, about: Mapping[str, str], day: date, *, kept: int, dropped: int
) -> None:
    _COUNT.run(connection, {**about, "day": day, "kept": kept, "dropped": dropped})
    if dropped:
        DROPPED.labels(about["provider"], about["kind"]).inc(dropped)
        log.warning("strangers write too much", **about, dropped=dropped)


class Strangers:
    """What is known of them; each method is one transaction or several."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, now: datetime) -> int:
        """Delete what is older than 30 days, in batches; returns how many rows there were."""
        before = now - KEPT_FOR
        forgotten = 0
        for _ in range(_BATCHES):
            with self._database.transaction() as connection:
                RELAXED.run(connection)
                values = {"before": before, "limit": _BATCH}
                found = int(_FORGET.run(connection, values).value_or_none())
                _FORGET_COUNTS.run(connection, {"before": before})
            forgotten += found
            if found < _BATCH:
                break
        return forgotten
