"""What is counted, in numbers that add up: totals come from these, never from averages. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.results.domain.questionnaire import Metric, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many sessions there are of each kind, and how many SMS they took."""

    sent: int = 0
    delivered: int = 0
    answered: int = 0
    completed: int = 0
    partial: int = 0
    active: int = 0
    expired: int = 0
    opted_out: int = 0
    stopped: int = 0
    superseded: int = 0
    cancelled: int = 0
    undeliverable: int = 0
    segments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Numbers in sums: how many, their sum, that of their squares, and how many count as high and low."""

    n: int = 0
    total: float = 0
    squares: float = 0
    high: int = 0
    low: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """From where on a value is high, and up to where it is low."""

    high_from: float
    low_to: float


def cuts_of(question: Question) -> Cuts:
    """Return the cuts of a question's metric: NPS 9 and 6, CSAT the top quarter of the scale, FCR yes and no."""
    low, high = question.low or 0, question.high or 0
    match question.metric:
        case Metric.NPS:
            return Cuts(high_from=9, low_to=6)
        case Metric.CSAT:
            return Cuts(high_from=low + 0.75 * (high - low), low_to=low - 1)
        case _:
            return Cuts(high_from=1, low_to=0)


def sums_of(question: Question, counted: Iterable[tuple[Any, int]]) -> Sums:
    """Return the sums of values with how often each was given; what is no number has none."""
    cuts = cuts_of(question)
    n = high = low = 0
    total = squares = 0.0
    for value, count in counted:
        if isinstance(value, int | float):
            n += count
            total += value * count
            squares += value * value * count
            high += count if value >= cuts.high_from else 0
            low += count if value <= cuts.low_to else 0
    return Sums(n=n, total=total, squares=squares, high=high, low=low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something took, in seconds."""

    median: float | None = None
    p90: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long replying and completing took in one group."""

    first_reply: Spread = Spread()
    completion: Spread = Spread()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Sessions that are not counted."""

    tests: int = 0
    suppressed: int = 0
