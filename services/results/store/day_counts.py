"""Counts of whole days, kept until a session of the day changes.

Every write of sessions gives their days a new mark in its own transaction (`writing.py`). A count is kept with
the mark that was there before it was made, and is good as long as that is the day's mark.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from services.results.domain.filter import Selection
from services.results.domain.tallies import DayTallies
from services.runtime.statements import Statement

MOST_KEPT: Final = 5_000
"""Groups of a day; with more it is counted anew each time."""

_KEPT: Final = Statement("""
SELECT marked.day, marked.mark, kept.counts
FROM results.day_marks AS marked LEFT JOIN results.day_counts AS kept
    ON kept.survey_id = marked.survey_id AND kept.day = marked.day
    AND kept.shape = :shape AND kept.mark = marked.mark
WHERE marked.survey_id = CAST(:survey AS uuid)
    AND (CAST(:from_day AS date) IS NULL OR marked.day >= CAST(:from_day AS date))
    AND (CAST(:to_day AS date) IS NULL OR marked.day < CAST(:to_day AS date))
""")
# Not when the day has changed meanwhile: what somebody had deleted would stay here.
_KEEP: Final = Statement("""
INSERT INTO results.day_counts (survey_id, day, shape, mark, counts)
SELECT marked.survey_id, day, :shape, mark, counts
FROM unnest(CAST(:days AS date[]), CAST(:marks AS bigint[]), CAST(:counts AS text[]))
    AS made (day, mark, counts)
JOIN results.day_marks AS marked USING (day, mark)
WHERE marked.survey_id = CAST(:survey AS uuid)
ORDER BY day
FOR SHARE OF marked
ON CONFLICT (survey_id, day, shape) DO UPDATE
    SET mark = excluded.mark, counts = excluded.counts
    WHERE day_counts.mark < excluded.mark
""")

_FORM: Final = 2
"""How counts are written: those of another form are counted anew."""

_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(DayTallies).decode


def shape_of(by: str) -> str:
    """Return under what name counts by a grouping are kept."""
    return f"{_FORM}|{by}"


class DayCounts:
    """Kept counts of one survey by one grouping, on an open transaction."""

    def __init__(self, connection: Connection, selection: Selection, by: str) -> None:
        self._connection = connection
        self._survey = {"survey": selection.survey_id, "shape": shape_of(by)}
        days = {"from_day": selection.from_day, "to_day": selection.to_day}
        rows = _KEPT.run(connection, {**self._survey, **days})
        self._marks: Mapping[date, int] = {row.day: row.mark for row in rows}
        self.found: Mapping[date, DayTallies] = {
            row.day: _decode(row.counts) for row in rows if row.counts is not None
        }

    @property
    def missing(self) -> Sequence[date]:
        """The days that have to be counted."""
        return sorted(set(self._marks) - set(self.found))

    def keep(self, made: Mapping[date, DayTallies]) -> None:
        """Keep what was counted of missing days."""
        kept = {day: one for day, one in made.items() if len(one.tallies) <= MOST_KEPT}
        values: dict[str, Any] = {
            "days": list(kept),
            "marks": [self._marks[day] for day in kept],
            "counts": [_encode(one).decode() for one in kept.values()],
        }
        if kept:
            _KEEP.run(self._connection, {**self._survey, **values})
