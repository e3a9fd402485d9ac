"""Weekdays and hours of a results page: answers, and a score, for when the surveys were sent. Counts nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from svar.results.v1 import results_service_pb2 as pb

from services.console.pages import figures
from services.console.words.catalogue import Words

_SHADES: Final = 5
_FEWEST: Final = 5
"""Answers below which a cell has no shade (`services/results/README.md`, small)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One hour of a weekday; `shade` is 0 to 5, and only repeats what the number of answers says."""

    answered: str
    score: str
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A table: hours from the first to the last in which something was sent, a row each weekday."""

    hours: Sequence[int]
    rows: Sequence[tuple[str, Sequence[Cell | None]]]
    score: str
    """What the scores are of, "" where there is none."""


def hours_of(found: Sequence[pb.HourFigures], metrics: Sequence[str], words: Words) -> Hours | None:
    """Return the table, None where nothing was sent; scores are of the first metric in use."""
    if not found:
        return None
    by_place = {(one.weekday, one.hour): one.figures for one in found}
    first, last = min(one.hour for one in found), max(one.hour for one in found)
    most = max(one.figures.answered for one in found)
    metric = metrics[0] if metrics else ""
    return Hours(
        hours=range(first, last + 1),
        rows=[
            (
                words(f"weekdays.{weekday}"),
                [
                    _cell(by_place, (weekday, hour), metric, most, words)
                    for hour in range(first, last + 1)
                ],
            )
            for weekday in range(1, 8)
        ],
        score=metric.upper(),
    )


def _cell(
    by_place: Mapping[tuple[int, int], pb.Figures],
    place: tuple[int, int],
    metric: str,
    most: int,
    words: Words,
) -> Cell | None:
    if place not in by_place:
        return None
    found = by_place[place]
    question = figures.by_metric(found).get(metric)
    return Cell(
        answered=figures.number(found.answered, words),
        score=figures.metric(question.value, metric, words) if question else "",
        shade=-(-_SHADES * found.answered // most) if found.answered >= _FEWEST else 0,
    )
