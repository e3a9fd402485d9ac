"""Selections and groupings as SQL: pieces of our own text, and the values beside them."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from services.results.domain.filter import (
    AnswerTest,
    Between,
    Holds,
    Selection,
)

_LONGEST_WAIT: Final = timedelta(days=16)
"""From a session's making to its first message, and some hours for time zones."""
_A_DAY: Final = timedelta(days=2)


class Conditions:
    """The WHERE of a selection over `results.sessions AS s`, with its values by name."""

    def __init__(
        self,
        selection: Selection,
        *,
        left_out: tuple[str, ...],
        days: Sequence[date] | None = None,
    ) -> None:
        """`days` are those that it is about, if not all of the selection's."""
        self.values: dict[str, Any] = {"left_out": list(left_out)}
        self.where: Final = " AND ".join(self._all(selection, days))

    def _all(self, selection: Selection, days: Sequence[date] | None) -> Iterator[str]:
        yield self._named("s.survey_id = CAST({} AS uuid)", survey=selection.survey_id)
        yield self._named("s.tenant = {}", tenant=selection.tenant)
        yield "s.left_out = ANY(:left_out)"
        if days:
            yield self._named("s.day = ANY({})", days=list(days))
            yield from self._ids(min(days), max(days) + _A_DAY)
        yield from self._days(selection)
        if selection.version is not None:
            yield self._named("s.version = {}", version=selection.version)
        if selection.language is not None:
            yield self._named("s.language = {}", language=selection.language)
        if selection.states:
            yield self._named("s.state = ANY({})", states=list(selection.states))
        for place, test in enumerate(selection.variables):
            key = {f"key{place}": test.key}
            if test.values:
                value = self._named("s.variables->>{}", **key)
                values = {f"values{place}": list(test.values)}
                yield f"{value} = {self._named('ANY({})', **values)}"
            else:
                yield self._named("s.variables->>{} IS NOT NULL", **key)
        for place, answer in enumerate(selection.answers):
            yield self._answer(answer, place)

    def _days(self, selection: Selection) -> Iterator[str]:
        """Narrow by days, and by ids, so that other months are not looked at."""
        if selection.from_day is not None:
            yield self._named("s.day >= {}", from_day=selection.from_day)
        if selection.to_day is not None:
            yield self._named("s.day < {}", to_day=selection.to_day)
        if not self.values.get("days"):
            yield from self._ids(selection.from_day, selection.to_day)

    def _ids(self, from_day: date | None, to_day: date | None) -> Iterator[str]:
        if from_day is not None:
            first = id_at(from_day - _LONGEST_WAIT)
            yield self._named("s.id >= CAST({} AS uuid)", from_id=first)
        if to_day is not None:
            last = id_at(to_day + _A_DAY)
            yield self._named("s.id < CAST({} AS uuid)", to_id=last)

    def _answer(self, answer: AnswerTest, place: int) -> str:
        element = {f"element{place}": answer.element_id}
        value = f"({self._named('s.questions->{}', **element)}->'v')"
        match answer.test:
            case None:
                return f"{value} IS NOT NULL"
            case Between(low=low, high=high):
                # Numbers sort between texts and lists.
                bounds = {f"low{place}": json.dumps(low), f"high{place}": json.dumps(high)}
                low_name, high_name = bounds
                self.values |= bounds
                return (
                    f"{value} >= CAST(:{low_name} AS jsonb)"
                    f" AND {value} <= CAST(:{high_name} AS jsonb)"
                )
            case Holds(alternatives=alternatives):
                each = [
                    self._held(value, versions, one, f"{place}_{number}")
                    for number, (versions, one) in enumerate(alternatives)
                ]
                return f"({' OR '.join(each)})"

    def _held(
        self, value: str, versions: tuple[int, ...] | None, held: bool | float, place: str
    ) -> str:
        self.values[f"held{place}"] = json.dumps(held)
        # A list of what was chosen holds each of them.
        holds = f"{value} @> CAST(:held{place} AS jsonb)"
        if versions is None:
            return holds
        self.values[f"versions{place}"] = list(versions)
        return f"(s.version = ANY(:versions{place}) AND {holds})"

    def _named(self, sql: str, **value: Any) -> str:
        ((name, given),) = value.items()
        self.values[name] = given
        return sql.format(f":{name}")


def id_at(day: date) -> str:
    """Return the lowest id that a session made then can have.

    >>> id_at(date(2026, 1, 1))
    '019b76da-a800-0000-0000-000000000000'
    """
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    written = f"{int(at.timestamp()) * 1000:012x}"
    return f"{written[:8]}-{written[8:]}-0000-0000-000000000000"
