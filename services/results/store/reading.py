"""`ports.Reading` in Postgres: pages by key, so that no transaction is as long as an export."""

from collections.abc import Sequence
from typing import Any, Final

from services.results.domain.filter import Selection
from services.results.domain.response import Response
from services.results.ports.reading import ChangedResponses, FoundVerbatim, VerbatimPlace
from services.results.store.conditions import Conditions
from services.results.store.languages import CONFIGS
from services.runtime.database import Database
from services.runtime.statements import Statement

_COUNTED: Final = ("",)
_EVERYTHING: Final = ("", "test", "suppressed")

_CHANGED: Final = Statement("""
SELECT id, feed_place, phone, body FROM results.responses
WHERE survey_id = CAST(:survey AS uuid) AND feed_place > :after ORDER BY feed_place LIMIT :limit
""")
_DELETED: Final = Statement("SELECT deleted_through FROM results.progress")
_FOUND: Final = " OR ".join(
    f"v.words @@ websearch_to_tsquery('{config}', :search)" for config in CONFIGS
)


class PostgresReading:
    """Lists on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def responses(
        self, selection: Selection, *, after: str | None, limit: int
    ) -> Sequence[Response]:
        """Return the next responses in the order of their ids."""
        conditions = _listed(selection)
        statement = Statement(f"""
            SELECT r.id, r.feed_place, r.phone, r.body FROM (
                SELECT s.id FROM results.sessions AS s
                WHERE {conditions.where} AND s.id > CAST(:after AS uuid)
                ORDER BY s.id LIMIT :limit
            ) AS page JOIN results.responses AS r ON r.id = page.id
            ORDER BY r.id
        """)
        first = "00000000-0000-0000-0000-000000000000"
        values = {**conditions.values, "after": after or first, "limit": limit}
        with self._database.transaction() as connection:
            rows = statement.run(connection, values)
        return [
            Response(id=row.id, position=row.feed_place, phone=row.phone, body=row.body)
            for row in rows
        ]

    def changed(self, survey_id: str, *, after: int, limit: int) -> ChangedResponses:
        """Return responses whose place in the feed is after one."""
        values = {"survey": survey_id, "after": after, "limit": limit}
        with self._database.transaction() as connection:
            rows = _CHANGED.run(connection, values)
            # After the rows: what is deleted in between is missed by nobody then.
            deleted = _DELETED.run(connection).value_or_none() or 0
        return ChangedResponses(
            responses=[
                Response(id=row.id, position=row.feed_place, phone=row.phone, body=row.body)
                for row in rows
            ],
            deleted_through=deleted,
        )

    def verbatims(
        self,
        selection: Selection,
        *,
        search: str,
        element_id: str,
        before: VerbatimPlace | None,
        limit: int,
    ) -> Sequence[FoundVerbatim]:
        """Return the next verbatims, newest first."""
        conditions = _listed(selection)
        values: dict[str, Any] = {**conditions.values, "limit": limit}
        where = [conditions.where, "v.survey_id = CAST(:survey AS uuid)"]
        if search:
            where.append(f"({_FOUND})")
            values["search"] = search
        if element_id:
            where.append("v.place IN (:element, :comment)")
            values |= {"element": element_id, "comment": f"{element_id}#"}
        if before is not None:
            where.append(
                "(v.written_at, v.session_id, v.place)"
                " < (:before_at, CAST(:before_session AS uuid), :before_place)"
            )
            values |= {
                "before_at": before.written_at,
                "before_session": before.session_id,
                "before_place": before.place,
            }
        statement = Statement(f"""
            SELECT v.session_id, v.place, v.kind, v.text, v.language, v.written_at,
                s.version, s.questions, s.variables
            FROM results.verbatims AS v JOIN results.sessions AS s ON s.id = v.session_id
            WHERE {" AND ".join(where)}
            ORDER BY v.written_at DESC, v.session_id DESC, v.place DESC LIMIT :limit
        """)
        with self._database.transaction() as connection:
            rows = statement.run(connection, values)
        return [FoundVerbatim(**row._asdict()) for row in rows]


def _listed(selection: Selection) -> Conditions:
    return Conditions(selection, left_out=_EVERYTHING if selection.include_tests else _COUNTED)
