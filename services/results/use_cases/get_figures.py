"""Counts the sessions of a survey and puts its figures together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.results.domain.counts import Cell, LeftOut, Times
from services.results.domain.figures import (
    Figures,
    figures_of,
    metrics_of,
    questions_of,
    total_of,
)
from services.results.domain.filter import AskedFilter, Grouping, Selection
from services.results.domain.questionnaire import Metric, Scale, scales_of
from services.results.ports.counting import Counting, CountingStore, Place
from services.results.ports.source import SurveySource
from services.results.use_cases.select_sessions import Check
from services.settings.tenants import Tenants

MOST_METRICS = 10
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
            versions = counting.versions(survey_id)
        scales = scales_of(self.surveys.questionnaires(tenant, survey_id, versions))
        with self.store.counting() as counting:
            check = Check(versions=versions, scales=scales, variables=counting.variables(survey_id))
            selection = check.selection(tenant, survey_id, asked)
            grouping = check.grouping(grouping)
            check.require()
            return self._counted(counting, selection, grouping, scales)

    def _counted(
        self,
        counting: Counting,
        selection: Selection,
        grouping: Grouping,
        scales: Sequence[Scale],
    ) -> SurveyFigures:
        metrics = [one for one in scales if one.question.metric is not Metric.NONE][:MOST_METRICS]
        cells = counting.cells(selection, grouping, metrics)
        times = counting.times(selection, grouping)
        versions = sorted({cell.version for cell in cells})
        shown = [one for one in scales if set(one.versions) & set(versions)]
        questions = questions_of(counting.questions(selection), shown)
        return SurveyFigures(
            total=figures_of(total_of(cells), times.get(None, Times()), questions),
            groups=_groups(cells, metrics, times) if grouping.is_any else (),
            hours=_groups(counting.hours(selection, metrics), metrics, {}),
            left_out=counting.left_out(selection),
            versions=versions,
            timezone=self.tenants.of(selection.tenant).timezone.key,
            as_of=counting.as_of(),
        )


def _groups(
    cells: Sequence[Cell], metrics: Sequence[Scale], times: Mapping[Place | None, Times]
) -> Sequence[Group]:
    by_place: dict[Place, list[Cell]] = {}
    for cell in cells:
        by_place.setdefault((cell.key, cell.bucket), []).append(cell)
    return [
        Group(
            key=key,
            bucket=bucket,
            figures=figures_of(
                total_of(some), times.get((key, bucket), Times()), metrics_of(some, metrics)
            ),
        )
        for (key, bucket), some in sorted(by_place.items(), key=lambda item: _order(item[0]))
    ]


def _order(place: Place) -> tuple[bool, str, str]:
    """Return what groups are sorted by: those without a key come last."""
    key, bucket = place
    return key is None, key or "", bucket
