"""Puts figures together from what was counted. Pure; what each figure means is in the README."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from services.results.domain.certainty import SMALL_BELOW, Figure, mean, net_promoter_score, rate
from services.results.domain.counts import Counts, Sums, Times, sums_of
from services.results.domain.questionnaire import Metric, Question, Scale
from services.results.domain.tallies import Asked, Sum, values_of

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


def figures_of(sessions: Sum, questions: Sequence[QuestionFigures]) -> Figures:
    """Return the figures of sessions."""
    counts = sessions.counts
    reached = counts.sent - counts.undeliverable
    return Figures(
        counts=counts,
        response_rate=rate(counts.answered, reached),
        completion_rate=rate(counts.completed, counts.answered),
        delivery_rate=rate(counts.delivered, counts.sent),
        opt_out_rate=rate(counts.opted_out, counts.sent),
        times=sessions.times,
        questions=questions,
    )


def metrics_of(sessions: Sum, scales: Sequence[Scale]) -> Sequence[QuestionFigures]:
    """Return the figures of questions with a metric; those without answers are left out."""
    found = [_question(scale, _of_scale(sessions, scale)) for scale in scales]
    return [replace(one, counts=()) for one in found if one.answered]


def questions_of(sessions: Sum, scales: Sequence[Scale]) -> Sequence[QuestionFigures]:
    """Return the figures of every question, with how often each value was given."""
    return [_question(scale, _of_scale(sessions, scale)) for scale in scales]


def _of_scale(sessions: Sum, scale: Scale) -> Sequence[Asked]:
    places = ((version, scale.question.element_id) for version in scale.versions)
    return [sessions.asked[place] for place in places if place in sessions.asked]


def _question(scale: Scale, asked: Sequence[Asked]) -> QuestionFigures:
    question = scale.question
    shown, refused = sum(one.shown for one in asked), sum(one.refused for one in asked)
    left, answered = sum(one.left for one in asked), sum(one.answered for one in asked)
    counted = values_of(asked)
    sums = sums_of(question, counted.items())
    return QuestionFigures(
        scale=scale,
        shown=shown,
        answered=answered,
        left=left,
        refused=refused,
        confirmed=sum(one.confirmed for one in asked),
        drop_off=rate(left, shown),
        refusal_rate=rate(refused, refused + answered),
        value=metric_figure(question.metric, sums),
        mean=_mean(question, sums),
        counts=_value_counts(question, counted),
    )


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
