"""Writes sessions over what was known of them: one transaction of whoever has the turn."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from msgspec.structs import asdict
from sqlalchemy import Connection

from services.results.ports.taking_in import Progress, Taken
from services.results.store.event_queue import queue_events
from services.results.store.forgetting_deliveries import forget_deliveries
from services.results.store.languages import config_of
from services.results.store.tables import responses, sessions, variables, verbatims, versions
from services.runtime.arrays import as_arrays, columns_of, insert_rows, unnest
from services.runtime.statements import Statement

_SESSION_COLUMNS: Final = tuple(column.name for column in sessions.columns)
_RESPONSE_COLUMNS: Final = tuple(column.name for column in responses.columns)
_VARIABLE_COLUMNS: Final = tuple(column.name for column in variables.columns)
_VERBATIM_COLUMNS: Final = (
    "session_id",
    "place",
    "survey_id",
    "kind",
    "text",
    "language",
    "written_at",
)


def _over(columns: Sequence[str]) -> str:
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
    return f"ON CONFLICT (id) DO UPDATE SET {changed}"


_PUT_SESSIONS: Final = insert_rows(sessions, _SESSION_COLUMNS, tail=_over(_SESSION_COLUMNS))
_PUT_RESPONSES: Final = insert_rows(responses, _RESPONSE_COLUMNS, tail=_over(_RESPONSE_COLUMNS))
_PUT_VARIABLES: Final = insert_rows(
    variables, _VARIABLE_COLUMNS, tail="ON CONFLICT (survey_id, key) DO NOTHING"
)
_VERSION_COLUMNS: Final = ("survey_id", "version")
_PUT_VERSIONS: Final = insert_rows(versions, _VERSION_COLUMNS, tail="ON CONFLICT DO NOTHING")
# What was counted of these days is counted anew.
_MARK_DAYS: Final = Statement("""
INSERT INTO results.day_marks AS marked (survey_id, day, tenant, mark, marked_at)
SELECT survey_id, day, min(tenant), :mark, now() FROM results.sessions
WHERE id = ANY(CAST(:ids AS uuid[])) GROUP BY survey_id, day
ON CONFLICT (survey_id, day) DO UPDATE
    SET mark = excluded.mark, marked_at = excluded.marked_at
    WHERE marked.mark <> excluded.mark
""")
# They may name a person by a variable that sessions were grouped by.
_FORGET_COUNTS: Final = Statement("""
DELETE FROM results.day_counts AS kept USING (
    SELECT DISTINCT survey_id, day FROM results.sessions WHERE id = ANY(CAST(:ids AS uuid[]))
) AS changed
WHERE kept.survey_id = changed.survey_id AND kept.day = changed.day
""")
_FORGET_VERBATIMS: Final = Statement(
    "DELETE FROM results.verbatims WHERE session_id = ANY(CAST(:ids AS uuid[]))"
)
# Found by its words as they are, and by their stems.
_ADD_VERBATIMS: Final = Statement(f"""
INSERT INTO results.verbatims ({", ".join(_VERBATIM_COLUMNS)}, words)
SELECT {", ".join(_VERBATIM_COLUMNS)},
    to_tsvector('simple', text) || to_tsvector(CAST(config AS regconfig), text)
FROM {unnest({**columns_of(verbatims, _VERBATIM_COLUMNS), "config": "text"})}
""")
# A cursor from before has not seen what became of these.
_NOTE_DELETED: Final = Statement("""
UPDATE results.progress SET deleted_through = greatest(deleted_through, coalesce((
    SELECT max(feed_place) FROM results.responses WHERE id = ANY(CAST(:ids AS uuid[]))
), 0))
""")
_DELETE_SESSIONS: Final = Statement(
    "DELETE FROM results.sessions WHERE id = ANY(CAST(:ids AS uuid[]))"
)
_DELETE_RESPONSES: Final = Statement(
    "DELETE FROM results.responses WHERE id = ANY(CAST(:ids AS uuid[]))"
)
_OLDER: Final = Statement(
    "SELECT id FROM results.sessions WHERE generation < :generation LIMIT :limit"
)
_SAVE: Final = Statement("""
UPDATE results.progress SET turn = :turn, cursor = :cursor, position = :position,
    generation = :generation, rebuilding = :rebuilding,
    rebuilt_through = CAST(:rebuilt_through AS uuid), as_of = greatest(as_of, :as_of)
""")


class PostgresWriting:
    """`ports.Writing` on one open transaction."""

    def __init__(self, connection: Connection, *, mark: int) -> None:
        """`mark` is what the days get that are written; no two transactions have the same."""
        self._connection = connection
        self._mark = mark

    def put(self, taken: Sequence[Taken], *, generation: int, position: int, now: datetime) -> int:
        """Write sessions over what was known of them; returns the last place in the feed.

        What happened to them since then is queued for whoever subscribed to it.
        """
        # In the order of the partitions' index; a session is named once in what is written at a time.
        ordered = sorted(taken, key=lambda one: one.facts.id)
        if not ordered:
            return position
        # Before what was known is written over.
        sessions_now = [one.session for one in ordered]
        queue_events(self._connection, sessions_now, position=position, now=now)
        self._mark_days_of([one.facts.id for one in ordered])
        facts = [{**asdict(one.facts), "generation": generation} for one in ordered]
        _PUT_SESSIONS.run(self._connection, as_arrays(sessions, _SESSION_COLUMNS, facts))
        rows = [_response(one, position + place) for place, one in enumerate(ordered, start=1)]
        _PUT_RESPONSES.run(self._connection, as_arrays(responses, _RESPONSE_COLUMNS, rows))
        # Its day may be another one than before.
        self._mark_days_of([one.facts.id for one in ordered])
        self._put_variables(ordered)
        self._put_versions(ordered)
        self._put_verbatims(ordered)
        return position + len(ordered)

    def _put_variables(self, taken: Sequence[Taken]) -> None:
        named = {
            (one.facts.survey_id, key): name for one in taken for key, name in one.variable_names
        }
        rows = [
            {"survey_id": survey_id, "key": key, "name": name}
            for (survey_id, key), name in sorted(named.items())
        ]
        if rows:
            values = as_arrays(variables, _VARIABLE_COLUMNS, rows)
            _PUT_VARIABLES.run(self._connection, values)

    def _mark_days_of(self, session_ids: Sequence[str]) -> None:
        values = {"ids": list(session_ids), "mark": self._mark}
        _MARK_DAYS.run(self._connection, values)
        _FORGET_COUNTS.run(self._connection, values)

    def _put_versions(self, taken: Sequence[Taken]) -> None:
        found = sorted({(one.facts.survey_id, one.facts.version) for one in taken})
        rows = [{"survey_id": survey_id, "version": version} for survey_id, version in found]
        _PUT_VERSIONS.run(self._connection, as_arrays(versions, _VERSION_COLUMNS, rows))

    def _put_verbatims(self, taken: Sequence[Taken]) -> None:
        _FORGET_VERBATIMS.run(self._connection, {"ids": [one.facts.id for one in taken]})
        written = [verbatim for one in taken for verbatim in one.verbatims]
        if written:
            rows = [asdict(one) for one in written]
            values: dict[str, Any] = dict(as_arrays(verbatims, _VERBATIM_COLUMNS, rows))
            values["config"] = [config_of(one.language) for one in written]
            _ADD_VERBATIMS.run(self._connection, values)

    def remove(self, session_ids: Sequence[str]) -> None:
        """Delete sessions that are no more."""
        if not session_ids:
            return
        self._mark_days_of(session_ids)
        ids = {"ids": list(session_ids)}
        _NOTE_DELETED.run(self._connection, ids)
        for statement in (_DELETE_SESSIONS, _DELETE_RESPONSES, _FORGET_VERBATIMS):
            statement.run(self._connection, ids)
        forget_deliveries(self._connection, session_ids)

    def remove_older(self, *, generation: int, limit: int) -> int:
        """Delete sessions that the last reading of all has not met; returns how many."""
        values = {"generation": generation, "limit": limit}
        ids = _OLDER.run(self._connection, values).values()
        self.remove(ids)
        return len(ids)

    def save(self, progress: Progress) -> None:
        """Note how far it has come."""
        _SAVE.run(
            self._connection,
            {
                "turn": progress.turn,
                "cursor": progress.cursor,
                "position": progress.position,
                "generation": progress.generation,
                "rebuilding": progress.rebuilding,
                "rebuilt_through": progress.rebuilt_through,
                "as_of": progress.as_of,
            },
        )


def _response(taken: Taken, position: int) -> dict[str, Any]:
    return {
        "id": taken.facts.id,
        "survey_id": taken.facts.survey_id,
        "feed_place": position,
        "phone": taken.session.phone,
        "body": taken.body,
    }
