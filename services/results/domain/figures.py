"""Puts figures together from what was counted. Pure; what each figure means is in the README."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.results.domain.certainty import SMALL_BELOW, Figure, mean, net_promoter_score, rate
from services.results.domain.counts import (
    Cell,
    Counts,
    QuestionCell,
    Sums,
    Times,
    sums_of,
)
from services.results.domain.questionnaire import Metric, Question, Scale

MOST_VALUES: Final = 1_000
LONGEST_SCALE: Final = 101
"""Of a longer one, values that nobody gave are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCount:
    """How often a value was given."""

    value: Any
    count: int
    option_id: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """The figures of one question on one scale; `value` is the metric's."""

    scale: Scale
    shown: int
    answered: int
    left: int
    refused: int
    confirmed: int
    drop_off: Figure
    refusal_rate: Figure
    value: Figure | None
    mean: Figure | None
    counts: Sequence[ValueCount] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of some sessions."""

    counts: Counts
    response_rate: Figure
    completion_rate: Figure
    delivery_rate: Figure
    opt_out_rate: Figure
    times: Times
    questions: Sequence[QuestionFigures]

    @property
    def is_small(self) -> bool:
        """True when so few sessions say little."""
        return self.counts.sent < SMALL_BELOW


def figures_of(counts: Counts, times: Times, questions: Sequence[QuestionFigures]) -> Figures:
    """Return the figures of sessions."""
    reached = counts.sent - counts.undeliverable
    return Figures(
        counts=counts,
        response_rate=rate(counts.answered, reached),
        completion_rate=rate(counts.completed, counts.answered),
        delivery_rate=rate(counts.delivered, counts.sent),
        opt_out_rate=rate(counts.opted_out, counts.sent),
        times=times,
        questions=questions,
    )


def total_of(cells: Iterable[Cell]) -> Counts:
    """Add up what was counted."""
    return sum((cell.counts for cell in cells), Counts())


def metrics_of(cells: Sequence[Cell], scales: Sequence[Scale]) -> Sequence[QuestionFigures]:
    """Return the figures of the questions that cells have sums of; those without answers are left out."""
    added = [sum((cell.sums[place] for cell in cells), Sums()) for place in range(len(scales))]
    return [_of_sums(scale, sums) for scale, sums in zip(scales, added, strict=True) if sums.n]


def _of_sums(scale: Scale, sums: Sums) -> QuestionFigures:
    nothing = rate(0, 0)
    return QuestionFigures(
        scale=scale,
        shown=0,
        answered=sums.n,
        left=0,
        refused=0,
        confirmed=0,
        drop_off=nothing,
        refusal_rate=nothing,
        value=metric_figure(scale.question.metric, sums),
        mean=_mean(scale.question, sums),
    )


def questions_of(
    cells: Sequence[QuestionCell], scales: Sequence[Scale]
) -> Sequence[QuestionFigures]:
    """Return the figures of every question, with how often each value was given."""
    by_place: dict[tuple[str, int], list[QuestionCell]] = {}
    for cell in cells:
        by_place.setdefault((cell.element_id, cell.version), []).append(cell)
    return [
        _question(
            scale,
            [
                cell
                for version in scale.versions
                for cell in by_place.get((scale.question.element_id, version), ())
            ],
        )
        for scale in scales
    ]


def _question(scale: Scale, cells: Sequence[QuestionCell]) -> QuestionFigures:
    question = scale.question
    shown, refused = sum(one.shown for one in cells), sum(one.refused for one in cells)
    left = sum(one.left for one in cells)
    answers = [one for one in cells if one.value is not None]
    answered = sum(one.shown for one in answers)
    counted = _counted(answers)
    sums = sums_of(question, counted.items())
    return QuestionFigures(
        scale=scale,
        shown=shown,
        answered=answered,
        left=left,
        refused=refused,
        confirmed=sum(one.confirmed for one in cells),
        drop_off=rate(left, shown),
        refusal_rate=rate(refused, refused + answered),
        value=metric_figure(question.metric, sums),
        mean=_mean(question, sums),
        counts=_value_counts(question, counted),
    )


def _counted(cells: Sequence[QuestionCell]) -> Mapping[Any, int]:
    """Count values; each of several that were chosen is one."""
    counted: dict[Any, int] = {}
    for cell in cells:
        for value in cell.value if isinstance(cell.value, list) else [cell.value]:
            counted[value] = counted.get(value, 0) + cell.shown
    return counted


def _value_counts(question: Question, counted: Mapping[Any, int]) -> Sequence[ValueCount]:
    if question.options:
        return [
            ValueCount(value=index, count=counted.get(index, 0), option_id=one.id, label=one.label)
            for index, one in enumerate(question.options)
        ]
    if question.type == "yesNo":
        return [ValueCount(value=value, count=counted.get(value, 0)) for value in (True, False)]
    if question.type == "open":
        return ()
    possible = sorted({*_short_scale(question), *counted})
    return [ValueCount(value=one, count=counted.get(one, 0)) for one in possible[:MOST_VALUES]]


def _short_scale(question: Question) -> Iterable[int]:
    if question.low is None or question.high is None:
        return ()
    scale = range(question.low, question.high + 1)
    return scale if len(scale) <= LONGEST_SCALE else ()


def metric_figure(metric: Metric, sums: Sums) -> Figure | None:
    """Return the figure of a metric."""
    match metric:
        case Metric.NPS:
            return net_promoter_score(sums.high, sums.low, sums.n)
        case Metric.CSAT | Metric.FCR:
            return rate(sums.high, sums.n)
        case Metric.CES:
            return mean(sums.n, sums.total, sums.squares)
        case _:
            return None


def _mean(question: Question, sums: Sums) -> Figure | None:
    return mean(sums.n, sums.total, sums.squares) if question.is_numeric else None
