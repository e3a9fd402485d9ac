"""Counts the sessions of a survey and puts its figures together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.results.domain.counts import LeftOut
from services.results.domain.figures import Figures, figures_of, metrics_of, questions_of
from services.results.domain.filter import AskedFilter, Grouping, Selection, bucket_of
from services.results.domain.questionnaire import Metric, Scale, scales_of
from services.results.domain.tallies import Days, Place, Sum, added, sent_of
from services.results.ports.counting import (
    HOUR,
    LANGUAGE,
    VERSION,
    CountingStore,
    too_many_groups,
)
from services.results.ports.source import SurveySource
from services.results.use_cases.select_sessions import Check
from services.settings.tenants import Tenants

MOST_GROUPS: Final = 5_000
"""More would not fit into one answer."""
_COUNTED: Final = frozenset({""})
_WITH_TESTS: Final = frozenset({"", "test"})
MOST_METRICS: Final = 10
"""Of groups and hours, so many questions with a metric have figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group; `key` is None where sessions have no such variable, or none was asked for."""

    key: str | None
    bucket: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigures:
    """Everything that is counted of a survey."""

    total: Figures
    groups: Sequence[Group]
    hours: Sequence[Group]
    left_out: LeftOut
    versions: Sequence[int]
    timezone: str
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted of days: by hour, and by what was asked for."""

    as_of: datetime
    hours: Days
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class GetFigures:
    """The use case, with what it needs."""

    store: CountingStore
    surveys: SurveySource
    tenants: Tenants

    def __call__(
        self, tenant: str, survey_id: str, *, asked: AskedFilter, grouping: Grouping
    ) -> SurveyFigures:
        """Return the figures of a survey.

        Raises SURVEY_NOT_FOUND, INVALID_REQUEST with every problem's place, and UNAVAILABLE.
        """
        self.surveys.require(tenant, survey_id)
        with self.store.counting() as counting:
            versions, variables = counting.versions(survey_id), counting.variables(survey_id)
        scales = scales_of(self.surveys.questionnaires(tenant, survey_id, versions))
        check = Check(versions=versions, scales=scales, variables=variables)
        selection = check.selection(tenant, survey_id, asked)
        grouping = check.grouping(grouping)
        check.require()
        by = _key_of(grouping)
        with self.store.counting() as counting:
            as_of = counting.as_of()
            hours = counting.days(selection, HOUR)
            days = hours if by is None else counting.days(selection, by)
        # No transaction is open while they are added up.
        counted = Counted(as_of=as_of, hours=hours, days=days)
        return self._figures(counted, selection, grouping, scales)

    def _figures(
        self,
        counted: Counted,
        selection: Selection,
        grouping: Grouping,
        scales: Sequence[Scale],
    ) -> SurveyFigures:
        hours, kinds = counted.hours, _WITH_TESTS if selection.include_tests else _COUNTED
        metrics = [one for one in scales if one.question.metric is not Metric.NONE][:MOST_METRICS]
        total = added(hours, lambda _day, _key: None, left_out=kinds).get(None, Sum())
        versions = _versions(hours, kinds)
        shown = [one for one in scales if set(one.versions) & versions]
        place_of = _place_of(grouping)
        return SurveyFigures(
            total=figures_of(total, questions_of(total, shown)),
            groups=_groups(counted.days, place_of, metrics, kinds) if grouping.is_any else (),
            hours=_groups(hours, _hour_of, metrics, kinds),
            left_out=LeftOut(
                tests=0 if selection.include_tests else sent_of(hours, "test"),
                suppressed=sent_of(hours, "suppressed"),
            ),
            versions=sorted(versions),
            timezone=self.tenants.of(selection.tenant).timezone.key,
            as_of=counted.as_of,
        )


def _key_of(grouping: Grouping) -> str | None:
    """Return by what days are counted; None where the hours will do."""
    named = {Grouping.VERSION: VERSION, Grouping.LANGUAGE: LANGUAGE}
    return None if grouping.by is None else named.get(grouping.by, grouping.by)


def _place_of(grouping: Grouping) -> Callable[[date, str | None], Place]:
    def place(day: date, key: str | None) -> Place:
        return (key if grouping.by else None), bucket_of(day, grouping.bucket)

    return place


def _hour_of(day: date, key: str | None) -> Place:
    return str(day.isoweekday()), key or ""


def _versions(days: Days, counted: frozenset[str]) -> set[int]:
    return {
        tally.version
        for of_day in days.values()
        for tally in of_day.tallies
        if tally.left_out in counted
    }


def _groups(
    days: Days,
    place_of: Callable[[date, str | None], Place],
    metrics: Sequence[Scale],
    counted: frozenset[str],
) -> Sequence[Group]:
    only = frozenset(one.question.element_id for one in metrics)
    sums = added(days, place_of, left_out=counted, only=only)
    if len(sums) > MOST_GROUPS:
        raise too_many_groups()
    return [
        Group(key=key, bucket=bucket, figures=figures_of(some, metrics_of(some, metrics)))
        for (key, bucket), some in sorted(sums.items(), key=lambda item: _order(item[0]))
    ]


def _order(place: Place) -> tuple[bool, str, str]:
    """Return what groups are sorted by: those without a key come last."""
    key, bucket = place
    return key is None, key or "", bucket
