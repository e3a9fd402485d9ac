"""`ports.Keeping` in Postgres: rows are looked at, and locked where due, in the order of their ids."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.runtime.stretch import Stretch
from services.sessions.ports.keeping import Looked
from services.settings.keeping import Keeping as Group

_OF_GROUP: Final = "(tenant = ANY(CAST(:tenants AS text[]))) <> :others"
_ENDED: Final = "state <> 'active' AND coalesce(ended_at, created_at) < :before"
_STRETCH: Final = """
    id > CAST(:after AS uuid) AND id < CAST(:until AS uuid) ORDER BY id LIMIT :limit"""


def _sessions_where(is_due: str) -> Statement:
    return Statement(f"""
SELECT id, tenant, {_OF_GROUP} AND {_ENDED} AND {is_due} AS is_due
FROM sessions.sessions WHERE {_STRETCH}
""")


# Anew where a variable has been named personal since.
_NAMED_SESSIONS: Final = _sessions_where("""
(phone <> '' OR client_reference <> '' OR EXISTS (
    SELECT 1 FROM jsonb_array_elements(variables) AS variable
    WHERE lower(variable ->> 0) = ANY(CAST(:personal AS text[]))
))""")
_OLD_SESSIONS: Final = _sessions_where("true")

_ANONYMISE: Final = Statement("""
UPDATE sessions.sessions SET phone = '', client_reference = '',
    variables = (
        SELECT coalesce(jsonb_agg(variable ORDER BY place), '[]')
        FROM jsonb_array_elements(variables) WITH ORDINALITY AS given (variable, place)
        WHERE lower(variable ->> 0) <> ALL(CAST(:personal AS text[]))
    ),
    conversation = CASE WHEN jsonb_typeof(conversation -> 'variables') = 'object'
        THEN jsonb_set(conversation, '{variables}',
            (conversation -> 'variables') - CAST(:personal AS text[]))
        ELSE conversation END
        || CASE WHEN conversation -> 'personal' IS NULL THEN '{}' ELSE jsonb_build_object(
            'pending', NULL,
            'answers', coalesce(conversation -> 'answers', '{}') || (
                SELECT coalesce(jsonb_object_agg(element, answer - 't' - 'c' || '{"v": ""}'), '{}')
                FROM jsonb_each(conversation -> 'answers') AS given (element, answer)
                WHERE conversation -> 'personal' ? element
            )
        ) END
WHERE id = ANY(ARRAY(
    SELECT id FROM sessions.sessions WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE
))
""")
# Replies to questions that ask who somebody is, those that were refused among them.
_BLANK_PERSONAL: Final = Statement("""
UPDATE sessions.replies AS reply SET text = '', comment = '',
    value = CASE WHEN jsonb_typeof(value) = 'string' THEN '""' ELSE value END
FROM sessions.sessions AS session
WHERE session.id = ANY(CAST(:ids AS uuid[])) AND session.conversation -> 'personal' IS NOT NULL
    AND reply.session_id = session.id AND session.conversation -> 'personal' ? reply.element_id
""")
_ANONYMISE_REPLIES: Final = Statement("""
UPDATE sessions.replies SET phone = '' WHERE id = ANY(ARRAY(
    SELECT id FROM sessions.replies WHERE session_id = ANY(CAST(:ids AS uuid[])) AND phone <> ''
    ORDER BY id FOR UPDATE
))
""")
# Requests that began them are long gone by then.
_DELETE: Final = (
    Statement("""
DELETE FROM sessions.sessions WHERE id = ANY(ARRAY(
    SELECT id FROM sessions.sessions WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE
))
"""),
    Statement("DELETE FROM sessions.replies WHERE session_id = ANY(CAST(:ids AS uuid[]))"),
)

# Those of a session go with it. Each session is looked up by itself: with NOT EXISTS all of them would be read.
_REPLIES_OUTSIDE: Final = Statement(f"""
SELECT id, {_OF_GROUP} AND received_at < :before AND (phone <> '' OR :whole) AND NOT coalesce((
    SELECT session.phone <> '' OR :whole FROM sessions.sessions AS session
    WHERE session.id = reply.session_id
), false) AS is_due
FROM sessions.replies AS reply WHERE {_STRETCH}
""")
_BLANK_OUTSIDE: Final = Statement(
    "UPDATE sessions.replies SET phone = '' WHERE id = ANY(CAST(:ids AS uuid[]))"
)
_DELETE_OUTSIDE: Final = Statement(
    "DELETE FROM sessions.replies WHERE id = ANY(CAST(:ids AS uuid[]))"
)

# What nobody has given back for so long is not worth sending.
_PUT_ASIDE: Final = Statement(f"""
SELECT id, (coalesce(delivery ->> 'tenant', '') = ANY(CAST(:tenants AS text[]))) <> :others AS is_due
FROM sessions.outbox WHERE lease_until IS NULL AND {_STRETCH}
""")
_DELETE_PUT_ASIDE: Final = Statement("""
DELETE FROM sessions.outbox WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NULL
""")
_ERASURES: Final = Statement(f"""
SELECT id, {_OF_GROUP} AND done_at IS NOT NULL AS is_due FROM sessions.erasures WHERE {_STRETCH}
""")
_DELETE_ERASURES: Final = Statement(
    "DELETE FROM sessions.erasures WHERE id = ANY(CAST(:ids AS uuid[]))"
)


class PostgresKeeping:
    """`ports.Keeping` on one open transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def anonymise_sessions(self, stretch: Stretch, group: Group, *, before: datetime) -> Looked:
        """Take phone, reference, personal variables and answers out of sessions and their replies."""
        looked = self._sessions(_NAMED_SESSIONS, stretch, group, before)
        if looked.touched:
            values = {"ids": _ids(looked), "personal": list(group.personal)}
            _ANONYMISE.run(self._connection, values)
            _ANONYMISE_REPLIES.run(self._connection, values)
            _BLANK_PERSONAL.run(self._connection, values)
        return looked

    def delete_sessions(self, stretch: Stretch, group: Group, *, before: datetime) -> Looked:
        """Delete sessions with their replies."""
        looked = self._sessions(_OLD_SESSIONS, stretch, group, before)
        if looked.touched:
            for statement in _DELETE:
                statement.run(self._connection, {"ids": _ids(looked)})
        return looked

    def anonymise_replies(self, stretch: Stretch, group: Group, *, before: datetime) -> str | None:
        """Take the phone out of replies outside any session; returns the last one looked at."""
        values = {**_values(stretch, group), "before": before, "whole": False}
        return self._each(_REPLIES_OUTSIDE, _BLANK_OUTSIDE, values)

    def delete_replies(self, stretch: Stretch, group: Group, *, before: datetime) -> str | None:
        """Delete replies outside any session; returns the last one looked at."""
        values = {**_values(stretch, group), "before": before, "whole": True}
        return self._each(_REPLIES_OUTSIDE, _DELETE_OUTSIDE, values)

    def delete_erasures(self, stretch: Stretch, group: Group) -> str | None:
        """Delete erasures that are done; returns the last one looked at."""
        return self._each(_ERASURES, _DELETE_ERASURES, _values(stretch, group))

    def delete_deliveries(self, stretch: Stretch, group: Group) -> str | None:
        """Delete deliveries that were put aside; returns the last one looked at."""
        return self._each(_PUT_ASIDE, _DELETE_PUT_ASIDE, _values(stretch, group))

    def _sessions(
        self, statement: Statement, stretch: Stretch, group: Group, before: datetime
    ) -> Looked:
        rows = statement.run(self._connection, {**_values(stretch, group), "before": before})
        touched = [(row.tenant, row.id) for row in rows if row.is_due]
        return Looked(last=rows[-1].id if rows else None, touched=touched)

    def _each(self, look: Statement, then: Statement, values: dict[str, Any]) -> str | None:
        rows = look.run(self._connection, values)
        due = [row.id for row in rows if row.is_due]
        if due:
            then.run(self._connection, {"ids": due})
        return rows[-1].id if rows else None


def _ids(looked: Looked) -> list[str]:
    return [session_id for _, session_id in looked.touched]


def _values(stretch: Stretch, group: Group) -> dict[str, Any]:
    return {
        "after": stretch.after,
        "until": stretch.before,
        "limit": stretch.limit,
        "tenants": list(group.tenants),
        "others": group.others,
        "personal": list(group.personal),
    }
