"""Checks a filter against what a survey asks and its sessions have; every problem is named with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.results.domain.filter import (
    KNOWN_VARIABLES,
    AnswerTest,
    AskedAnswer,
    AskedFilter,
    Between,
    Grouping,
    Holds,
    Selection,
)
from services.results.domain.questionnaire import Scale
from services.runtime.errors import Problem, ServiceError, invalid

_WORDS: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(slots=True, kw_only=True)
class Check:
    """Collects what is wrong with a request. `variables` are those that the survey's sessions have."""

    versions: Sequence[int]
    scales: Sequence[Scale]
    variables: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def selection(self, tenant: str, survey_id: str, asked: AskedFilter) -> Selection:
        """Return which sessions are meant."""
        if asked.version is not None and asked.version not in self.versions:
            self._problem("version", "No session of this survey has that version.")
        if asked.from_day and asked.to_day and asked.from_day >= asked.to_day:
            self._problem("to", "Must be after `from`: it is the day after the last.")
        for test in asked.variables:
            self._require_variable(test.key, f"var.{test.key}")
        return Selection(
            tenant=tenant,
            survey_id=survey_id,
            from_day=asked.from_day,
            to_day=asked.to_day,
            version=asked.version,
            language=asked.language,
            variables=asked.variables,
            answers=tuple(self._answer(one) for one in asked.answers),
            states=asked.states,
            include_tests=asked.include_tests,
        )

    def grouping(self, grouping: Grouping) -> Grouping:
        """Return how they are grouped."""
        if grouping.variable is not None:
            self._require_variable(grouping.variable, "groupBy")
        return grouping

    def require(self) -> None:
        """Raise INVALID_REQUEST with every problem found."""
        if self.problems:
            raise refused(self.problems)

    def _require_variable(self, key: str, place: str) -> None:
        if key not in self.variables and key not in KNOWN_VARIABLES:
            known = ", ".join(sorted(self.variables.values())[:20]) or "none"
            self._problem(
                place, f"No session of this survey has that variable. There are: {known}."
            )

    def _answer(self, asked: AskedAnswer) -> AnswerTest:
        place = f"answer.{asked.element_id}"
        scales = [one for one in self.scales if one.question.element_id == asked.element_id]
        if not scales:
            self._problem(place, "The survey asks no such question.")
        elif asked.written:
            test = _test(asked.written, scales)
            if test is not None:
                return AnswerTest(element_id=asked.element_id, test=test)
            message = "Must be a number, two with `..` between, yes, no, or an option's id."
            self._problem(place, message)
        return AnswerTest(element_id=asked.element_id)

    def _problem(self, path: str, message: str) -> None:
        self.problems.append(Problem(path=path, message=message))


def refused(problems: Sequence[Problem]) -> ServiceError:
    """Make the error for a request with these problems."""
    message = problems[0].message if len(problems) == 1 else "Several things are wrong."
    return invalid("INVALID_REQUEST", message, problems=problems)


def _test(written: str, scales: Sequence[Scale]) -> Between | Holds | None:
    option = _option(written, scales)
    if option is not None:
        return option
    low, between, high = written.partition("..")
    if between:
        first, last = number_of(low), number_of(high)
        return None if first is None or last is None else Between(low=first, high=last)
    word = _WORDS.get(written.casefold())
    value = number_of(written) if word is None else word
    return None if value is None else Holds(alternatives=((None, value),))


def _option(written: str, scales: Sequence[Scale]) -> Holds | None:
    """Return where an option's id stands in each version; its index may differ between them."""
    found = [
        (scale.versions, index)
        for scale in scales
        for index, option in enumerate(scale.question.options)
        if option.id == written
    ]
    return Holds(alternatives=tuple(found)) if found else None


def number_of(written: str) -> float | None:
    """Read a number; None for what is none.

    >>> number_of("8"), number_of("nan"), number_of("x")
    (8.0, None, None)
    """
    try:
        number = float(written)
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None
