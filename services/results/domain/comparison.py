"""What differs between the figures of two groups of sessions, and how sure that is. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.results.domain.certainty import Figure
from services.results.domain.figures import Figures, QuestionFigures

_RATES: Final = ("response_rate", "completion_rate", "delivery_rate", "opt_out_rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure now and before; `name` is that of a rate, or `value` for a question's metric.

    `change` is None where one of the two has no value; its interval of 95 % is None where one of the two
    has none.
    """

    name: str
    question: QuestionFigures | None
    now: Figure
    before: Figure
    change: float | None
    low: float | None
    high: float | None

    @property
    def is_certain(self) -> bool:
        """True when the interval leaves out 0: only then is it called a difference."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def differences_of(now: Figures, before: Figures) -> Sequence[Difference]:
    """Return the rates, then the metric of every question that both ask on one scale."""
    rates = [_difference(name, getattr(now, name), getattr(before, name)) for name in _RATES]
    earlier = {_place(one): one for one in before.questions}
    metrics = [
        _difference("value", one.value, found.value, question=one)
        for one in now.questions
        if (found := earlier.get(_place(one))) and one.value and found.value
    ]
    return [*rates, *metrics]


def _place(figures: QuestionFigures) -> tuple[str, object]:
    return figures.scale.question.element_id, figures.scale.question.scale


def _difference(
    name: str, now: Figure, before: Figure, *, question: QuestionFigures | None = None
) -> Difference:
    low, high = interval_of_difference(now, before)
    known = now.value is not None and before.value is not None
    return Difference(
        name=name,
        question=question,
        now=now,
        before=before,
        change=now.value - before.value if known else None,  # type: ignore[operator]  # known
        low=low,
        high=high,
    )


def interval_of_difference(now: Figure, before: Figure) -> tuple[float | None, float | None]:
    """Return the interval of 95 % of `now` without `before`, from the intervals of both.

    The method of variance estimates recovery (MOVER: Zou and Donner, 2008; for rates with Wilson's intervals
    it is Newcombe's tenth, 1998). It holds for intervals that are not symmetric, as these are.

    >>> [round(one or 0) for one in interval_of_difference(
    ...     Figure(value=56 / 70 * 100, n=70, low=69.2, high=87.7),
    ...     Figure(value=48 / 80 * 100, n=80, low=49.1, high=70.0))]
    [5, 33]
    """
    parts = (now.value, now.low, now.high, before.value, before.low, before.high)
    if any(part is None for part in parts):
        return None, None
    value, low, high, value_before, low_before, high_before = (part or 0.0 for part in parts)
    change = value - value_before
    down = math.hypot(value - low, high_before - value_before)
    up = math.hypot(high - value, value_before - low_before)
    return change - down, change + up
