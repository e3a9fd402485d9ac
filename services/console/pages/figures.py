"""Figures as a results page writes them: numbers in the reader's way, intervals, charts. Counts nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from svar.results.v1 import results_service_pb2 as pb

from services.console.charts.bars import bars
from services.console.charts.trend import Axis, Point, trend
from services.console.words.catalogue import Words

NONE: Final = "–"
METRICS: Final = ("nps", "csat", "ces", "fcr")
_AXES: Final = {
    "nps": Axis(low=-100, high=100),
    "csat": Axis(low=0, high=100),
    "fcr": Axis(low=0, high=100),
    "ces": Axis(low=1, high=7, steps=6),
}
_PER_CENT: Final = ("csat", "fcr")


def number(value: float, words: Words, *, digits: int = 0) -> str:
    """Write a number as people there do.

    >>> number(14310, Words("en")), number(7.94, Words("no"), digits=1)
    ('14,310', '7,9')
    """
    written = f"{value:,.{digits}f}"
    if words.language == "no":
        return written.replace(",", "\u00a0").replace(".", ",")
    return written


def rate(figure: pb.Figure, words: Words) -> str:
    """Write a rate in per cent, a dash where there is none."""
    if not figure.HasField("value"):
        return NONE
    return f"{number(figure.value, words, digits=1)} %"


def interval(figure: pb.Figure, words: Words, *, digits: int = 0) -> str:
    """Write where a figure lies with 95 %, nothing where that is not known."""
    if not (figure.HasField("low") and figure.HasField("high")):
        return ""
    low, high = number(figure.low, words, digits=digits), number(figure.high, words, digits=digits)
    return words("results.interval", low=low, high=high)


def metric(figure: pb.Figure, kind: str, words: Words) -> str:
    """Write a metric's figure as it is usually written: +31, 81 %, 5.6."""
    if not figure.HasField("value"):
        return NONE
    if kind == "nps":
        sign = "+" if figure.value > 0 else ""
        return f"{sign}{number(figure.value, words)}"
    if kind in _PER_CENT:
        return f"{number(figure.value, words)} %"
    return number(figure.value, words, digits=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A metric in large."""

    name: str
    element: str
    value: str
    interval: str
    n: str
    small: bool
    is_one_of_many: bool
    """Whether another question has the same metric, so that the name alone says too little."""


def cards(figures: pb.Figures, words: Words) -> Sequence[Card]:
    """Return a card for every question with a metric."""
    shown = [question for question in figures.questions if question.metric in METRICS]
    many = Counter(question.metric for question in shown)
    return [
        Card(
            name=question.metric.upper(),
            element=question.element_id,
            value=metric(question.value, question.metric, words),
            interval=interval(question.value, words, digits=1 if question.metric == "ces" else 0),
            n=number(question.value.n, words),
            small=question.value.small,
            is_one_of_many=many[question.metric] > 1,
        )
        for question in shown
    ]


def metrics_in_use(figures: pb.Figures) -> Sequence[str]:
    """Return the metrics that questions have, in their usual order."""
    used = {question.metric for question in figures.questions}
    return [one for one in METRICS if one in used]


def by_metric(figures: pb.Figures) -> Mapping[str, pb.QuestionFigures]:
    """Return the first question with figures for each metric."""
    found: dict[str, pb.QuestionFigures] = {}
    for question in figures.questions:
        if question.metric in METRICS and question.value.n:
            found.setdefault(question.metric, question)
    return found


def distribution(question: pb.QuestionFigures, words: Words) -> Markup:
    """Draw how often each value was given."""
    if not question.counts:
        return Markup()
    counts = [(_label(one), one.count) for one in question.counts]
    said = ", ".join(f"{label}: {count}" for label, count in counts)
    # What is drawn escapes everything that it is given.
    return Markup(bars(counts, title=said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A chart, what it shows in a sentence, and its numbers."""

    name: str
    chart: Markup
    sentence: str
    rows: Sequence[tuple[str, str, str, str]]


def trends(groups: Sequence[pb.Group], total: pb.Figures, words: Words) -> Sequence[Trend]:
    """Return a trend for each metric in use, else for the response rate."""
    kinds = metrics_in_use(total) or ["rate"]
    return [_trend(kind, groups, words) for kind in kinds]


def _trend(kind: str, groups: Sequence[pb.Group], words: Words) -> Trend:
    figures = [(group.bucket, _figure(kind, group.figures)) for group in groups]
    points = [
        Point(
            label=bucket[5:],
            value=figure.value if figure.HasField("value") else None,
            low=figure.low if figure.HasField("low") else None,
            high=figure.high if figure.HasField("high") else None,
            n=figure.n,
        )
        for bucket, figure in figures
    ]
    name = words("results.response_rate") if kind == "rate" else kind.upper()
    known = [point for point in points if point.value is not None]
    sentence = _sentence(name, known, words)
    axis = _AXES.get(kind, Axis(low=0, high=100))
    rows = [
        (
            bucket,
            metric(figure, kind, words) if kind in METRICS else rate(figure, words),
            interval(figure, words),
            number(figure.n, words),
        )
        for bucket, figure in figures
    ]
    return Trend(
        name=name,
        chart=Markup(trend(points, axis=axis, title=sentence)),
        sentence=sentence,
        rows=rows,
    )


def _sentence(name: str, known: Sequence[Point], words: Words) -> str:
    if not known:
        return words("results.trend_none", name=name)
    first, last = known[0], known[-1]
    if first is last:
        value = number(first.value or 0, words, digits=1)
        return words("results.trend_one", name=name, value=value, day=first.label)
    return words(
        "results.trend",
        name=name,
        first=number(first.value or 0, words, digits=1),
        last=number(last.value or 0, words, digits=1),
        begin=first.label,
        end=last.label,
    )


def _figure(kind: str, figures: pb.Figures) -> pb.Figure:
    if kind == "rate":
        return figures.response_rate
    question = by_metric(figures).get(kind)
    return question.value if question else pb.Figure()


def _label(one: pb.ValueCount) -> str:
    if one.label or one.option_id:
        return one.label or one.option_id
    match one.value.WhichOneof("kind"):
        case "bool_value":
            return "✓" if one.value.bool_value else "✗"
        case "number_value":
            return f"{one.value.number_value:g}"
        case _:
            return ""
