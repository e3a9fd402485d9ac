"""A period beside the one before it, as a results page writes it. What is a difference, `results` says."""

from collections.abc import Sequence
from dataclasses import dataclass

from svar.results.v1 import results_service_pb2 as pb

from services.console.pages import figures
from services.console.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure now and before, and what became of it in words."""

    name: str
    element: str
    now: str
    before: str
    change: str
    interval: str
    verdict: str
    certain: bool


def rows_of(found: pb.CompareFiguresResponse, words: Words) -> Sequence[Row]:
    """Return a row for each figure, rates first."""
    return [_row(one, words) for one in found.differences]


def _row(one: pb.Difference, words: Words) -> Row:
    digits = 1 if one.metric in ("", "ces") else 0
    return Row(
        name=one.metric.upper() or words(f"results.{one.name}"),
        element=one.element_id,
        now=_written(one.now, one.metric, words),
        before=_written(one.before, one.metric, words),
        change=_signed(one.change, words, digits) if one.HasField("change") else figures.NONE,
        interval=words(
            "results.interval",
            low=_signed(one.low, words, digits),
            high=_signed(one.high, words, digits),
        )
        if one.HasField("low") and one.HasField("high")
        else "",
        verdict=_verdict(one, words),
        certain=one.certain,
    )


def _written(figure: pb.Figure, metric: str, words: Words) -> str:
    shown = figures.metric(figure, metric, words) if metric else figures.rate(figure, words)
    return f"{shown} · n {figures.number(figure.n, words)}"


def _signed(value: float, words: Words, digits: int) -> str:
    # What is rounded to nothing has no sign.
    rounded = round(value, digits) or 0.0
    return f"{'+' if rounded > 0 else ''}{figures.number(rounded, words, digits=digits)}"


def _verdict(one: pb.Difference, words: Words) -> str:
    if not one.HasField("change"):
        return figures.NONE
    if not one.certain:
        return words("results.no_difference")
    return words("results.went_up" if one.change > 0 else "results.went_down")
