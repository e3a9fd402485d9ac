"""`ports.Counting` in Postgres: two aggregates over `results.sessions`, and the days that are kept."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from services.results.domain.filter import Selection
from services.results.domain.tallies import COUNTED, Days, DayTallies, QuestionTally, Tally
from services.results.ports.counting import HOUR, LANGUAGE, VERSION, too_many_groups
from services.results.store.conditions import Conditions
from services.results.store.day_counts import DayCounts, shape_of
from services.runtime.database import Database
from services.runtime.statements import Row, Statement

MOST_ROWS: Final = 300_000
MOST_VARIABLES: Final = 500
DAYS_AT_A_TIME: Final = 8
"""Counted in one statement, so that none takes too long."""
_EVERYTHING: Final = ("", "test", "suppressed")

_SETTINGS: Final = Statement("""
SELECT set_config('jit', 'off', true) AS jit, set_config('work_mem', '64MB', true) AS memory,
    set_config('statement_timeout', '30s', true) AS deadline
""")
_VERSIONS: Final = Statement("""
SELECT version FROM results.versions WHERE survey_id = CAST(:survey AS uuid) ORDER BY version
""")
_VARIABLES: Final = Statement("""
SELECT key, name FROM results.variables WHERE survey_id = CAST(:survey AS uuid)
ORDER BY name LIMIT :limit
""")
_AS_OF: Final = Statement(
    "SELECT coalesce((SELECT as_of FROM results.progress), CAST('epoch' AS timestamptz))"
)
_UNCOUNTED: Final = Statement("""
SELECT marked.tenant, marked.survey_id, marked.day FROM results.day_marks AS marked
WHERE marked.marked_at < :quiet_since AND NOT EXISTS (
    SELECT 1 FROM results.day_counts AS kept
    WHERE kept.survey_id = marked.survey_id AND kept.day = marked.day AND kept.shape = :shape
        AND kept.mark = marked.mark
)
ORDER BY marked.marked_at LIMIT :limit
""")
_STATES: Final = tuple(
    name for name in COUNTED if name not in {"sent", "delivered", "answered", "partial", "segments"}
)
_COUNTS: Final = {
    "sent": "count(*)",
    "delivered": "count(*) FILTER (WHERE s.delivered)",
    "answered": "count(*) FILTER (WHERE s.answered)",
    "partial": "count(*) FILTER (WHERE s.answered AND s.state <> 'completed')",
    **{state: f"count(*) FILTER (WHERE s.state = '{state}')" for state in _STATES},
    "segments": "coalesce(sum(s.segments), 0)",
}
_KEYS: Final = {
    HOUR: "CAST(s.hour AS text)",
    VERSION: "CAST(s.version AS text)",
    LANGUAGE: "s.language",
}


class PostgresCounting:
    """Counting on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self, survey_id: str) -> Sequence[int]:
        """Return the versions that sessions have had."""
        return _VERSIONS.run(self._connection, {"survey": survey_id}).values()

    def variables(self, survey_id: str) -> Mapping[str, str]:
        """Return the variables that sessions have."""
        values = {"survey": survey_id, "limit": MOST_VARIABLES}
        return {row.key: row.name for row in _VARIABLES.run(self._connection, values)}

    def as_of(self) -> datetime:
        """Return until when everything that happened is in the figures."""
        at: datetime = _AS_OF.run(self._connection)[0][0]
        return at

    def uncounted(self, *, quiet_since: datetime, limit: int) -> Sequence[tuple[str, str, date]]:
        """Return days of surveys that are not counted since they changed."""
        values = {"quiet_since": quiet_since, "limit": limit, "shape": shape_of(HOUR)}
        return [tuple(row) for row in _UNCOUNTED.run(self._connection, values)]

    def days(self, selection: Selection, by: str) -> Days:
        """Count by day, version and group."""
        if not selection.is_whole:
            return self._counted(selection, by, None)
        kept = DayCounts(self._connection, selection, by)
        found = dict(kept.found)
        missing = kept.missing
        for first in range(0, len(missing), DAYS_AT_A_TIME):
            some = missing[first : first + DAYS_AT_A_TIME]
            made = {day: DayTallies(tallies=[], questions=[]) for day in some}
            made |= self._counted(selection, by, some)
            kept.keep(made)
            found |= made
        return found

    def _counted(
        self, selection: Selection, by: str, days: Sequence[date] | None
    ) -> dict[date, DayTallies]:
        conditions = Conditions(selection, left_out=_EVERYTHING, days=days)
        values = {**conditions.values, "most": MOST_ROWS + 1}
        key = _KEYS.get(by, "s.variables->>:group_key")
        if by not in _KEYS:
            values["group_key"] = by
        made: dict[date, DayTallies] = {}
        for row in self._rows(_TALLIES, key, conditions, values):
            of_day = made.setdefault(row.day, DayTallies(tallies=[], questions=[]))
            of_day.tallies.append(_tally(row))
        for tally in _by_question(self._rows(_VALUES, key, conditions, values)):
            made[tally[0]].questions.append(tally[1])
        return made

    def _rows(
        self, sql: str, key: str, conditions: Conditions, values: dict[str, Any]
    ) -> Sequence[Row]:
        statement = Statement(sql.format(key=key, where=conditions.where))
        rows = statement.run(self._connection, values)
        if len(rows) > MOST_ROWS:
            raise too_many_groups()
        return rows


_TALLIES: Final = f"""
SELECT s.day, s.left_out, s.version, {{key}} AS key,
    {", ".join(f"{_COUNTS[name]} AS {name}" for name in COUNTED)},
    array_agg(s.reply_seconds) FILTER (WHERE s.reply_seconds IS NOT NULL) AS replies,
    array_agg(s.completion_seconds) FILTER (WHERE s.completion_seconds IS NOT NULL) AS completions
FROM results.sessions AS s WHERE {{where}}
GROUP BY 1, 2, 3, 4 LIMIT :most
"""
_VALUES: Final = """
SELECT s.day, s.left_out, s.version, {key} AS key, asked.key AS element_id,
    asked.value->'v' AS value, count(*) AS shown,
    coalesce(sum(CAST(asked.value->>'r' AS integer)), 0) AS refused,
    count(asked.value->'c') AS confirmed, count(asked.value->'l') AS left_here
FROM results.sessions AS s, jsonb_each(s.questions) AS asked
WHERE {where}
GROUP BY 1, 2, 3, 4, 5, 6 LIMIT :most
"""


class PostgresCountingStore:
    """Opens transactions on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def counting(self) -> Iterator[PostgresCounting]:
        """Open a transaction."""
        with self._database.transaction() as connection:
            _SETTINGS.run(connection)
            yield PostgresCounting(connection)


def _tally(row: Row) -> Tally:
    return Tally(
        left_out=row.left_out,
        version=row.version,
        key=row.key,
        counts=[int(getattr(row, name)) for name in COUNTED],
        replies=row.replies or [],
        completions=row.completions or [],
    )


def _by_question(rows: Sequence[Row]) -> Iterator[tuple[date, QuestionTally]]:
    """Put the rows of a question's values together; each was asked of those who gave it, or nothing."""
    by_place: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        place = row.day, row.left_out, row.version, row.key, row.element_id
        by_place.setdefault(place, []).append(row)
    for (day, left_out, version, key, element_id), some in by_place.items():
        yield (
            day,
            QuestionTally(
                left_out=left_out,
                version=version,
                key=key,
                element_id=element_id,
                shown=sum(row.shown for row in some),
                refused=sum(int(row.refused) for row in some),
                confirmed=sum(row.confirmed for row in some),
                left=sum(row.left_here for row in some),
                values=[(row.value, row.shown) for row in some if row.value is not None],
            ),
        )
