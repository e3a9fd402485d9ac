"""`ports.ChangeLog` in Postgres.

A transaction notes itself in `changes` under its own id. Ids are given at the begin and committed in any
order, so a reader takes those below the oldest transaction that is still open (the snapshot's `xmin`): of
these, none can commit any more. Whoever stays open holds readers back, and writers have a time limit.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from services.runtime.database import Database
from services.runtime.logs import get_logger
from services.runtime.statements import Row, Statement
from services.sessions.domain.record import SessionRecord, record_of
from services.sessions.ports.change_log import LoggedChanges, ReadRecords
from services.sessions.store.reply_rows import COLUMNS as REPLY_COLUMNS
from services.sessions.store.reply_rows import from_row as reply_from_row
from services.sessions.store.session_rows import COLUMNS, from_row

log = get_logger(__name__)

SESSIONS_AT_A_TIME: Final = 200
REPLIES_OF_A_SESSION: Final = 1000
"""So many of a session's first replies are looked at."""
CHARACTERS_OF_A_REPLY: Final = 4000
BYTES_OF_AN_ANSWER: Final = 4 * 1024 * 1024

_HORIZON: Final = Statement("""
SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS open_from,
    coalesce((SELECT transaction_id FROM sessions.change_marks WHERE name = ''), 0) AS forgotten
""")

_CHANGES: Final = Statement("""
SELECT transaction_id, session_ids FROM sessions.changes
WHERE transaction_id > :after AND transaction_id < :open_from
ORDER BY transaction_id LIMIT :limit
""")

_HELD_BACK: Final = Statement("""
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(changed_at)), 0) FROM (
    SELECT changed_at FROM sessions.changes WHERE transaction_id >= :open_from
    ORDER BY transaction_id LIMIT 100
) AS waiting
""")

_MARK: Final = Statement("""
INSERT INTO sessions.change_marks AS mark (name, transaction_id, marked_at)
VALUES (:name, :transaction_id, now())
ON CONFLICT (name) DO UPDATE
    SET transaction_id = excluded.transaction_id, marked_at = excluded.marked_at
    WHERE mark.transaction_id <> excluded.transaction_id
""")

_IDS: Final = Statement("""
SELECT id FROM sessions.sessions
WHERE CAST(:after AS uuid) IS NULL OR id > CAST(:after AS uuid) ORDER BY id LIMIT :limit
""")

_SESSIONS: Final = Statement(f"""
SELECT {", ".join(COLUMNS)} FROM sessions.sessions WHERE id = ANY(CAST(:ids AS uuid[]))
""")

_SHOWN: Final = ", ".join(
    f"left({name}, :most) AS {name}" if name in {"text", "comment"} else name
    for name in REPLY_COLUMNS
)
_REPLIES: Final = Statement(f"""
SELECT reply.* FROM unnest(CAST(:ids AS uuid[])) AS given (id), LATERAL (
    SELECT {_SHOWN} FROM sessions.replies
    WHERE session_id = given.id ORDER BY received_at, id LIMIT :replies
) AS reply
""")


class PostgresChangeLog:
    """The log on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def changes(self, *, reader: str, after: int, limit: int) -> LoggedChanges:
        """Return which sessions the next transactions changed."""
        with self._database.transaction() as connection:
            # Whatever is below this is decided, and seen by every later statement.
            horizon = _HORIZON.run(connection)[0]
            rows = _CHANGES.run(
                connection, {"after": after, "open_from": horizon.open_from, "limit": limit}
            )
            held_back = _HELD_BACK.run(connection, {"open_from": horizon.open_from})
            if reader:
                _MARK.run(connection, {"name": reader, "transaction_id": after})
        more = len(rows) == limit
        # A cursor from beyond is one of another server, which counted on from elsewhere.
        missed = after < horizon.forgotten or after >= horizon.open_from
        return LoggedChanges(
            cursor=rows[-1].transaction_id if more else horizon.open_from - 1,
            session_ids=list(dict.fromkeys(one for row in rows for one in row.session_ids)),
            more=more,
            missed=missed,
            held_back_seconds=max(0.0, float(held_back.value_or_none() or 0)),
        )

    def records(self, session_ids: Sequence[str]) -> ReadRecords:
        """Return sessions as they are now, as many as one answer holds, but one at least."""
        records: list[SessionRecord] = []
        read = size = 0
        with self._database.transaction() as connection:
            for first in range(0, len(session_ids), SESSIONS_AT_A_TIME):
                ids = session_ids[first : first + SESSIONS_AT_A_TIME]
                found = _records(connection, ids)
                for session_id in ids:
                    record = found.get(session_id)
                    size += _bytes(record)
                    if read and size > BYTES_OF_AN_ANSWER:
                        return ReadRecords(records=records, read=read)
                    read += 1
                    if record is not None:
                        records.append(record)
        return ReadRecords(records=records, read=read)

    def ids(self, *, after: str | None, limit: int) -> Sequence[str]:
        """Return ids of all sessions, in their order."""
        with self._database.transaction() as connection:
            return _IDS.run(connection, {"after": after, "limit": limit}).values()


def _records(connection: Connection, ids: Sequence[str]) -> dict[str, SessionRecord]:
    replies: dict[str, list[Row]] = {}
    most = {"most": CHARACTERS_OF_A_REPLY, "replies": REPLIES_OF_A_SESSION}
    for row in _REPLIES.run(connection, {"ids": list(ids), **most}):
        replies.setdefault(row.session_id, []).append(row)
    sessions = _SESSIONS.run(connection, {"ids": list(ids)})
    return dict(_readable(sessions, replies))


def _readable(
    sessions: Iterable[Row], replies: dict[str, list[Row]]
) -> Iterable[tuple[str, SessionRecord]]:
    """Leave out what cannot be read; it keeps nothing else back."""
    for row in sessions:
        try:
            heard = [reply_from_row(reply) for reply in replies.get(row.id, ())]
            yield row.id, record_of(from_row(row), heard)
        except (KeyError, ValueError, TypeError, AttributeError, AssertionError):
            log.error("session cannot be read", session=row.id)


def _bytes(record: SessionRecord | None) -> int:
    """Return about how many bytes a session takes in an answer; characters have up to four."""
    if record is None:
        return 0
    kept = (*record.answers, *record.late)
    return 2_000 + sum(4 * len(one.reply.text) + len(one.taken.comment) for one in kept)
