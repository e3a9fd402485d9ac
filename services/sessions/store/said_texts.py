"""What was said to phones that answered no question, in Postgres.

The first messages of surveys are counted, too, from the sessions themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from services.runtime.arrays import as_arrays, columns_of, insert_rows, unnest
from services.runtime.statements import Statement
from services.sessions.domain.contact import Contact
from services.sessions.domain.hourly_count import HourlyCount
from services.sessions.domain.restraint import AUTOMATIC_TEXTS_ARE_COUNTED_FOR, Heard, Line
from services.sessions.store.tables import automatic_texts, said_texts

_KEPT_FOR: Final = timedelta(hours=2)
"""Longer than the hour that counts of tenants are for."""
_TENANT_COLUMNS: Final = ("tenant", "by_minute", "forget_at")
_COLUMNS: Final = ("tenant", "phone", "sender", "said_at", "forget_at")
_GIVEN: Final = """
unnest(CAST(:tenants AS text[]), CAST(:phones AS text[]), CAST(:senders AS text[]))
    AS given (tenant, phone, sender)
"""

_ADD: Final = Statement(f"""
INSERT INTO sessions.said_texts (tenant, phone, sender, said_at, forget_at)
SELECT tenant, phone, sender, CAST('[]' AS jsonb), :forget_at FROM {_GIVEN}
ORDER BY tenant, phone, sender
ON CONFLICT DO NOTHING
""")

_LOCK: Final = Statement(f"""
SELECT line.tenant, line.phone, line.sender, line.said_at
FROM sessions.said_texts AS line JOIN {_GIVEN} USING (tenant, phone, sender)
ORDER BY line.tenant, line.phone, line.sender FOR UPDATE OF line
""")

_NOTE: Final = insert_rows(
    said_texts,
    _COLUMNS,
    tail="""
ON CONFLICT (tenant, phone, sender) DO UPDATE
    SET said_at = excluded.said_at, forget_at = excluded.forget_at
""",
)

_HEARD: Final = Statement("""
SELECT given.tenant, given.phone, first.messages AS first_messages, other.messages AS others
FROM unnest(CAST(:tenants AS text[]), CAST(:phones AS text[])) AS given (tenant, phone),
LATERAL (
    SELECT coalesce(sum(session.first_messages), 0) AS messages
    FROM sessions.sessions AS session
    WHERE session.phone = given.phone AND session.tenant = given.tenant
        AND session.created_at > :since
) AS first,
LATERAL (
    SELECT count(*) AS messages
    FROM sessions.said_texts AS line, jsonb_array_elements(line.said_at) AS at
    WHERE line.tenant = given.tenant AND line.phone = given.phone AND line.sender = ''
        AND CAST(at AS float8) > :unix_since
) AS other
WHERE first.messages > 0 OR other.messages > 0
""")

_FORGET: Final = Statement("DELETE FROM sessions.said_texts WHERE forget_at <= :now")


# Whoever is added or there already is locked, and returned as of then.
_LOCK_TENANTS: Final = Statement("""
INSERT INTO sessions.automatic_texts AS said (tenant, by_minute, forget_at)
SELECT tenant, CAST('{}' AS jsonb), :forget_at FROM unnest(CAST(:tenants AS text[])) AS given (tenant)
ORDER BY tenant
ON CONFLICT (tenant) DO UPDATE SET forget_at = excluded.forget_at
RETURNING said.tenant, said.by_minute
""")

_NOTE_TENANTS: Final = Statement(f"""
UPDATE sessions.automatic_texts AS said
SET by_minute = input.by_minute, forget_at = input.forget_at
FROM {unnest(columns_of(automatic_texts, _TENANT_COLUMNS))}
WHERE said.tenant = input.tenant
""")

_FORGET_TENANTS: Final = Statement("DELETE FROM sessions.automatic_texts WHERE forget_at <= :now")


class PostgresSaidTexts:
    """`ports.SaidTexts` on one open transaction; with nothing to do it asks nothing."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, lines: Sequence[Line], *, now: datetime) -> Mapping[Line, Sequence[datetime]]:
        """Lock what is counted for lines, in key order, and return it."""
        if not lines:
            return {}
        given = {
            "tenants": [tenant for tenant, _, _ in lines],
            "phones": [phone for _, phone, _ in lines],
            "senders": [sender for _, _, sender in lines],
        }
        _ADD.run(self._connection, {**given, "forget_at": now + AUTOMATIC_TEXTS_ARE_COUNTED_FOR})
        return {
            (row.tenant, row.phone, row.sender): [_time(at) for at in row.said_at]
            for row in _LOCK.run(self._connection, given)
        }

    def note(self, said: Mapping[Line, Sequence[datetime]], *, now: datetime) -> None:
        """Store what is counted for lines that are locked."""
        if not said:
            return
        rows = (
            {
                "tenant": line[0],
                "phone": line[1],
                "sender": line[2],
                "said_at": [at.timestamp() for at in times],
                "forget_at": now + AUTOMATIC_TEXTS_ARE_COUNTED_FOR,
            }
            for line, times in sorted(said.items())
        )
        _NOTE.run(self._connection, as_arrays(said_texts, _COLUMNS, rows))

    def lock_outside(self, tenants: Sequence[str], *, now: datetime) -> Mapping[str, HourlyCount]:
        """Lock what tenants said outside any session, in key order, and return it."""
        if not tenants:
            return {}
        given = {"tenants": list(tenants), "forget_at": now + _KEPT_FOR}
        rows = _LOCK_TENANTS.run(self._connection, given)
        return {row.tenant: _count(row.by_minute) for row in rows}

    def note_outside(self, said: Mapping[str, HourlyCount], *, now: datetime) -> None:
        """Store what locked tenants said outside any session."""
        if not said:
            return
        rows = (
            {"tenant": tenant, "by_minute": count.by_minute, "forget_at": now + _KEPT_FOR}
            for tenant, count in said.items()
        )
        values = as_arrays(automatic_texts, _TENANT_COLUMNS, rows)
        _NOTE_TENANTS.run(self._connection, values)

    def heard(self, contacts: Sequence[Contact], *, since: datetime) -> Mapping[Contact, Heard]:
        """Return what phones were sent after a time: those that were sent anything."""
        given = {
            "tenants": [tenant for tenant, _ in contacts],
            "phones": [phone for _, phone in contacts],
        }
        times = {"since": since, "unix_since": since.timestamp()}
        return {
            (row.tenant, row.phone): Heard(first_messages=row.first_messages, others=row.others)
            for row in _HEARD.run(self._connection, {**given, **times})
        }

    def forget(self, *, now: datetime) -> None:
        """Delete what does not count any more."""
        _FORGET.run(self._connection, {"now": now})
        _FORGET_TENANTS.run(self._connection, {"now": now})


def _time(unix: float) -> datetime:
    return datetime.fromtimestamp(unix, UTC)


def _count(by_minute: Mapping[str, int]) -> HourlyCount:
    return HourlyCount(by_minute={int(minute): count for minute, count in by_minute.items()})
