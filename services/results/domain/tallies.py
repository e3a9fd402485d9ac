"""What is counted of a day: numbers that add up, so that days can be kept and added. Pure.

Values are kept with how often each was given, and times one by one: so medians are exact, and what a
question's scale makes of its values is decided when they are read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final

import msgspec

from services.results.domain.counts import Counts, Spread, Times

COUNTED: Final = tuple(one.name for one in fields(Counts))
"""The names of the counts, in the order in which they are kept."""


class Tally(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Sessions of one version in one group: counts in the order of `COUNTED`, and times in seconds."""

    left_out: str
    version: int
    key: str | None
    counts: list[int]
    replies: list[int]
    completions: list[int]


class QuestionTally(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What became of a question of one version in one group; `values` with how often each was given."""

    left_out: str
    version: int
    key: str | None
    element_id: str
    shown: int
    refused: int
    confirmed: int
    left: int
    values: list[tuple[Any, int]]


class DayTallies(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Everything of a day, by one grouping."""

    tallies: list[Tally]
    questions: list[QuestionTally]


Days = Mapping[date, DayTallies]

Place = tuple[str | None, str]
"""A group's key and bucket."""


@dataclass(slots=True, kw_only=True)
class Asked:
    """What became of one question of one version: by value, how many were asked it and gave that."""

    by_value: dict[Any, int] = field(default_factory=dict)
    several: list[tuple[list[int], int]] = field(default_factory=list)
    shown: int = 0
    refused: int = 0
    confirmed: int = 0
    left: int = 0

    @property
    def answered(self) -> int:
        """How many gave an answer."""
        return sum(self.by_value.values()) + sum(count for _, count in self.several)

    def add(self, tally: QuestionTally) -> None:
        """Add what was counted elsewhere."""
        self.shown += tally.shown
        self.refused += tally.refused
        self.confirmed += tally.confirmed
        self.left += tally.left
        by_value = self.by_value
        for value, count in tally.values:
            if isinstance(value, list):
                self.several.append((value, count))
            else:
                by_value[value] = by_value.get(value, 0) + count


@dataclass(slots=True, kw_only=True)
class Sum:
    """Tallies added up."""

    numbers: list[int] = field(default_factory=lambda: [0] * len(COUNTED))
    replies: list[int] = field(default_factory=list)
    completions: list[int] = field(default_factory=list)
    asked: dict[tuple[int, str], Asked] = field(default_factory=dict)

    def add(self, tally: Tally) -> None:
        """Add sessions."""
        self.numbers = [one + more for one, more in zip(self.numbers, tally.counts, strict=True)]
        self.replies += tally.replies
        self.completions += tally.completions

    def add_question(self, tally: QuestionTally) -> None:
        """Add what became of a question."""
        place = tally.version, tally.element_id
        if place not in self.asked:
            self.asked[place] = Asked()
        self.asked[place].add(tally)

    @property
    def counts(self) -> Counts:
        """How many sessions there are of each kind."""
        return Counts(**dict(zip(COUNTED, self.numbers, strict=True)))

    @property
    def times(self) -> Times:
        """How long replying and completing took."""
        return Times(first_reply=spread(self.replies), completion=spread(self.completions))


def added(
    days: Days,
    place_of: Callable[[date, str | None], Any],
    *,
    left_out: frozenset[str],
    only: frozenset[str] | None = None,
) -> dict[Any, Sum]:
    """Add tallies by a place, which `place_of` makes of day and key; `only` these questions if given."""
    sums: dict[Any, Sum] = {}
    for day, of_day in days.items():
        for tally in of_day.tallies:
            if tally.left_out in left_out:
                sums.setdefault(place_of(day, tally.key), Sum()).add(tally)
        for asked in of_day.questions:
            if asked.left_out in left_out and (only is None or asked.element_id in only):
                sums.setdefault(place_of(day, asked.key), Sum()).add_question(asked)
    return sums


def sent_of(days: Days, left_out: str) -> int:
    """Return how many sessions were left out for a reason."""
    return sum(
        tally.counts[0]
        for of_day in days.values()
        for tally in of_day.tallies
        if tally.left_out == left_out
    )


def spread(seconds: Sequence[int]) -> Spread:
    """Return the median and the ninth decile, between two values by their distance.

    >>> spread([1, 2, 3, 10]).median, spread([]).n
    (2.5, 0)
    """
    if not seconds:
        return Spread()
    ordered = sorted(seconds)
    return Spread(median=_quantile(ordered, 0.5), p90=_quantile(ordered, 0.9), n=len(ordered))


def _quantile(ordered: Sequence[int], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def values_of(asked: Iterable[Asked]) -> dict[Any, int]:
    """Count values over versions; each of several that were chosen is one."""
    counted: dict[Any, int] = {}
    for one in asked:
        for value, count in one.by_value.items():
            counted[value] = counted.get(value, 0) + count
        for chosen, count in one.several:
            for value in chosen:
                counted[value] = counted.get(value, 0) + count
    return counted
