"""`ports.Counting` in Postgres: a handful of aggregates over `results.sessions`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from services.results.domain.counts import (
    Cell,
    Counts,
    LeftOut,
    QuestionCell,
    Spread,
    Sums,
    Times,
    cuts_of,
)
from services.results.domain.filter import Grouping, Selection
from services.results.domain.questionnaire import Metric, Scale
from services.results.ports.counting import Place
from services.results.store.conditions import Conditions, bucket_of, key_of
from services.runtime.database import Database
from services.runtime.errors import Problem, invalid
from services.runtime.statements import Row, Statement

MOST_GROUPS: Final = 50_000
MOST_VARIABLES: Final = 500
_COUNTED: Final = ("",)
_TESTS_TOO: Final = ("", "test")

_SETTINGS: Final = Statement(
    "SELECT set_config('jit', 'off', true) AS jit, set_config('work_mem', '64MB', true) AS memory"
)
# One look at the index for each version, however many sessions there are.
_VERSIONS: Final = Statement("""
SELECT DISTINCT version FROM results.sessions WHERE survey_id = CAST(:survey AS uuid) ORDER BY 1
""")
_VARIABLES: Final = Statement("""
SELECT key, name FROM results.variables WHERE survey_id = CAST(:survey AS uuid)
ORDER BY name LIMIT :limit
""")
_AS_OF: Final = Statement(
    "SELECT coalesce((SELECT as_of FROM results.progress), CAST('epoch' AS timestamptz))"
)
_STATES: Final = tuple(
    field.name
    for field in fields(Counts)
    if field.name not in {"sent", "delivered", "answered", "partial", "segments"}
)
_COUNTS: Final = ", ".join(
    (
        "count(*) AS sent",
        "count(*) FILTER (WHERE s.delivered) AS delivered",
        "count(*) FILTER (WHERE s.answered) AS answered",
        "count(*) FILTER (WHERE s.answered AND s.state <> 'completed') AS partial",
        *(f"count(*) FILTER (WHERE s.state = '{state}') AS {state}" for state in _STATES),
        "coalesce(sum(s.segments), 0) AS segments",
    )
)


class PostgresCounting:
    """Counting on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self, survey_id: str) -> Sequence[int]:
        """Return the versions that sessions have."""
        return _VERSIONS.run(self._connection, {"survey": survey_id}).values()

    def variables(self, survey_id: str) -> Mapping[str, str]:
        """Return the variables that sessions have."""
        values = {"survey": survey_id, "limit": MOST_VARIABLES}
        return {row.key: row.name for row in _VARIABLES.run(self._connection, values)}

    def as_of(self) -> datetime:
        """Return until when everything that happened is in the figures."""
        at: datetime = _AS_OF.run(self._connection)[0][0]
        return at

    def cells(
        self, selection: Selection, grouping: Grouping, scales: Sequence[Scale]
    ) -> Sequence[Cell]:
        """Count by version and group."""
        values: dict[str, Any] = {}
        key, bucket = key_of(grouping, values), bucket_of(grouping)
        return self._cells(selection, scales, key=key, bucket=bucket, values=values)

    def hours(self, selection: Selection, scales: Sequence[Scale]) -> Sequence[Cell]:
        """Count by version, weekday and hour."""
        weekday = "CAST(extract(isodow FROM s.day) AS text)"
        return self._cells(selection, scales, key=weekday, bucket="CAST(s.hour AS text)", values={})

    def _cells(
        self,
        selection: Selection,
        scales: Sequence[Scale],
        *,
        key: str,
        bucket: str,
        values: dict[str, Any],
    ) -> Sequence[Cell]:
        conditions = _counted(selection)
        sums = "".join(f", {_sums(scale, place, values)}" for place, scale in enumerate(scales))
        statement = Statement(f"""
            SELECT s.version, {key} AS key, {bucket} AS bucket, {_COUNTS}{sums}
            FROM results.sessions AS s WHERE {conditions.where}
            GROUP BY 1, 2, 3 LIMIT :most_groups
        """)
        given = {**conditions.values, **values, "most_groups": MOST_GROUPS + 1}
        rows = statement.run(self._connection, given)
        if len(rows) > MOST_GROUPS:
            message = (
                f"That makes more than {MOST_GROUPS} groups; narrow the period, or the groups."
            )
            problems = [Problem(path="groupBy", message=message)]
            raise invalid("TOO_MANY_GROUPS", message, problems=problems)
        return [_cell(row, len(scales)) for row in rows]

    def questions(self, selection: Selection) -> Sequence[QuestionCell]:
        """Count what became of every question."""
        conditions = _counted(selection)
        statement = Statement(f"""
            SELECT s.version, asked.key AS element_id, asked.value->'v' AS value,
                count(*) AS shown,
                coalesce(sum(CAST(asked.value->>'r' AS integer)), 0) AS refused,
                count(asked.value->'c') AS confirmed, count(asked.value->'l') AS left_here
            FROM results.sessions AS s, jsonb_each(s.questions) AS asked
            WHERE {conditions.where}
            GROUP BY 1, 2, 3
        """)
        return [
            QuestionCell(
                version=row.version,
                element_id=row.element_id,
                value=row.value,
                shown=row.shown,
                refused=row.refused,
                confirmed=row.confirmed,
                left=row.left_here,
            )
            for row in statement.run(self._connection, conditions.values)
        ]

    def times(self, selection: Selection, grouping: Grouping) -> Mapping[Place | None, Times]:
        """Return how long replies took, by group and of all."""
        conditions, values = _counted(selection), dict[str, Any]()
        key, bucket = key_of(grouping, values), bucket_of(grouping)
        sets = "(), (1, 2)" if grouping.is_any else "()"
        statement = Statement(f"""
            SELECT {key} AS key, {bucket} AS bucket, grouping({bucket}) AS is_all,
                count(s.reply_seconds) AS replies, count(s.completion_seconds) AS completions,
                percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY s.reply_seconds) AS reply,
                percentile_cont(ARRAY[0.5, 0.9])
                    WITHIN GROUP (ORDER BY s.completion_seconds) AS completion
            FROM results.sessions AS s
            WHERE {conditions.where} AND s.reply_seconds IS NOT NULL
            GROUP BY GROUPING SETS ({sets})
        """)
        if not grouping.is_any:
            statement = Statement(f"""
                SELECT 1 AS is_all,
                    count(s.reply_seconds) AS replies, count(s.completion_seconds) AS completions,
                    percentile_cont(ARRAY[0.5, 0.9])
                        WITHIN GROUP (ORDER BY s.reply_seconds) AS reply,
                    percentile_cont(ARRAY[0.5, 0.9])
                        WITHIN GROUP (ORDER BY s.completion_seconds) AS completion
                FROM results.sessions AS s
                WHERE {conditions.where} AND s.reply_seconds IS NOT NULL
            """)
        rows = statement.run(self._connection, {**conditions.values, **values})
        return {None if row.is_all else (row.key, row.bucket): _times(row) for row in rows}

    def left_out(self, selection: Selection) -> LeftOut:
        """Count what the figures leave out."""
        conditions = Conditions(selection, left_out=("test", "suppressed"))
        statement = Statement(f"""
            SELECT s.left_out, count(*) AS counted FROM results.sessions AS s
            WHERE {conditions.where} GROUP BY 1
        """)
        rows = statement.run(self._connection, conditions.values)
        found = {row.left_out: row.counted for row in rows}
        tests = 0 if selection.include_tests else found.get("test", 0)
        return LeftOut(tests=tests, suppressed=found.get("suppressed", 0))


class PostgresCountingStore:
    """Opens transactions that read, on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def counting(self) -> Iterator[PostgresCounting]:
        """Open a transaction that reads."""
        with self._database.transaction() as connection:
            _SETTINGS.run(connection)
            yield PostgresCounting(connection)


def _counted(selection: Selection) -> Conditions:
    return Conditions(selection, left_out=_TESTS_TOO if selection.include_tests else _COUNTED)


def _sums(scale: Scale, place: int, values: dict[str, Any]) -> str:
    """Return the columns that add up the answers to a question on one scale."""
    cuts = cuts_of(scale.question)
    values |= {
        f"metric{place}": scale.question.element_id,
        f"of{place}": list(scale.versions),
        f"high{place}_from": cuts.high_from,
        f"low{place}_to": cuts.low_to,
    }
    text = f"s.questions->:metric{place}->>'v'"
    number = f"CAST({text} AS double precision)"
    if scale.question.metric is Metric.FCR:
        number = f"CAST(CAST({text} AS boolean) AS integer)"
    value = f"CASE WHEN s.version = ANY(:of{place}) THEN {number} END"
    return (
        f"count({value}) AS n{place}, coalesce(sum({value}), 0) AS total{place},"
        f" coalesce(sum(({value}) * ({value})), 0) AS squares{place},"
        f" count(*) FILTER (WHERE {value} >= :high{place}_from) AS high{place},"
        f" count(*) FILTER (WHERE {value} <= :low{place}_to) AS low{place}"
    )


def _cell(row: Row, scales: int) -> Cell:
    return Cell(
        version=row.version,
        key=row.key,
        bucket=row.bucket,
        counts=Counts(**{field.name: int(getattr(row, field.name)) for field in fields(Counts)}),
        sums=[
            Sums(
                n=getattr(row, f"n{place}"),
                total=float(getattr(row, f"total{place}")),
                squares=float(getattr(row, f"squares{place}")),
                high=getattr(row, f"high{place}"),
                low=getattr(row, f"low{place}"),
            )
            for place in range(scales)
        ],
    )


def _times(row: Row) -> Times:
    return Times(
        first_reply=_spread(row.reply, row.replies),
        completion=_spread(row.completion, row.completions),
    )


def _spread(percentiles: Sequence[float] | None, n: int) -> Spread:
    if not n or percentiles is None:
        return Spread()
    return Spread(median=float(percentiles[0]), p90=float(percentiles[1]), n=n)
