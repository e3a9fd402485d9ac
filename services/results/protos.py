"""Requests of ResultsService as values, and values as its answers; what makes no sense is refused here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from google.protobuf import struct_pb2
from svar.results.v1 import results_service_pb2 as pb

from services.contracts.timestamps import to_timestamp
from services.results.domain.certainty import Figure
from services.results.domain.comparison import Difference, differences_of
from services.results.domain.counts import Spread
from services.results.domain.figures import Figures, QuestionFigures, ValueCount
from services.results.domain.filter import (
    STATES,
    AskedAnswer,
    AskedFilter,
    Bucket,
    Grouping,
    VariableTest,
)
from services.results.use_cases.export_responses import Format
from services.results.use_cases.get_figures import Group, SurveyFigures
from services.results.use_cases.list_responses import ScoredVerbatim
from services.results.use_cases.select_sessions import refused
from services.runtime.errors import Problem

MOST_TESTS: Final = 20
LONGEST_VALUE: Final = 512

_BUCKETS: Final = {
    pb.BUCKET_UNSPECIFIED: None,
    pb.BUCKET_DAY: Bucket.DAY,
    pb.BUCKET_WEEK: Bucket.WEEK,
    pb.BUCKET_MONTH: Bucket.MONTH,
}
_FORMATS: Final[Mapping[int, Format]] = {
    pb.FORMAT_JSON: Format.JSON,
    pb.FORMAT_JSON_LINES: Format.JSON_LINES,
    pb.FORMAT_CSV: Format.CSV,
    pb.FORMAT_XLSX: Format.XLSX,
    pb.FORMAT_PARQUET: Format.PARQUET,
}


def asked_filter(written: pb.Filter) -> AskedFilter:
    """Read a filter; raises INVALID_REQUEST with every place that is wrong."""
    problems: list[Problem] = []
    asked = AskedFilter(
        from_day=_day(written.from_day, "from", problems),
        to_day=_day(written.to_day, "to", problems),
        version=written.version or None,
        language=written.language_code or None,
        variables=tuple(
            VariableTest(key=one.key.casefold(), values=tuple(one.values))
            for one in written.variables
        ),
        answers=tuple(
            AskedAnswer(element_id=one.element_id, written=one.value.strip())
            for one in written.answers
        ),
        states=tuple(written.states),
        include_tests=written.include_tests,
    )
    problems += _of_tests(asked)
    if problems:
        raise refused(problems)
    return asked


def _of_tests(asked: AskedFilter) -> Sequence[Problem]:
    found = [
        Problem(path="state", message=f"Must be one of: {', '.join(STATES)}.")
        for state in asked.states
        if state not in STATES
    ]
    if len(asked.variables) + len(asked.answers) > MOST_TESTS:
        message = f"At most {MOST_TESTS} variables and answers are asked for at once."
        found.append(Problem(path="", message=message))
    texts = [value for one in asked.variables for value in (one.key, *one.values)]
    texts += [text for one in asked.answers for text in (one.element_id, one.written)]
    if any(len(text) > LONGEST_VALUE or "\0" in text for text in texts):
        message = f"A name or value has at most {LONGEST_VALUE} characters, none of them NUL."
        found.append(Problem(path="", message=message))
    return found


def _day(written: str, place: str, problems: list[Problem]) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written) if len(written) == len("2026-11-01") else _no_day()
    except ValueError:
        problems.append(Problem(path=place, message="Must be a day such as 2026-11-01."))
        return None


def _no_day() -> date:
    raise ValueError("not a day")


def grouping(request: pb.GetFiguresRequest) -> Grouping:
    """Read how figures are grouped."""
    if request.bucket not in _BUCKETS:
        raise refused([Problem(path="bucket", message="Must be day, week or month.")])
    by = request.group_by.casefold() or None
    if by is not None and (len(by) > LONGEST_VALUE or "\0" in by):
        raise refused([Problem(path="groupBy", message="Not the name of a variable.")])
    return Grouping(by="languagecode" if by == "language" else by, bucket=_BUCKETS[request.bucket])


def file_format(written: int) -> Format:
    """Read the kind of a file."""
    if written not in _FORMATS:
        raise refused([Problem(path="format", message=f"Must be one of: {', '.join(Format)}.")])
    return _FORMATS[written]


def figures_response(found: SurveyFigures) -> pb.GetFiguresResponse:
    """Write the figures of a survey."""
    return pb.GetFiguresResponse(
        total=_figures(found.total),
        groups=[_group(one) for one in found.groups],
        hours=[_hour(one) for one in found.hours],
        left_out=pb.LeftOut(tests=found.left_out.tests, suppressed=found.left_out.suppressed),
        versions=found.versions,
        timezone=found.timezone,
        as_of_time=to_timestamp(found.as_of),
    )


def _group(group: Group) -> pb.Group:
    return pb.Group(key=group.key, bucket=group.bucket, figures=_figures(group.figures))


def _hour(group: Group) -> pb.HourFigures:
    return pb.HourFigures(
        weekday=int(group.key or 0), hour=int(group.bucket), figures=_figures(group.figures)
    )


def _figures(figures: Figures) -> pb.Figures:
    counts = figures.counts
    return pb.Figures(
        sent=counts.sent,
        delivered=counts.delivered,
        answered=counts.answered,
        completed=counts.completed,
        partial=counts.partial,
        active=counts.active,
        expired=counts.expired,
        opted_out=counts.opted_out,
        stopped=counts.stopped,
        superseded=counts.superseded,
        cancelled=counts.cancelled,
        undeliverable=counts.undeliverable,
        segments=counts.segments,
        response_rate=_figure(figures.response_rate),
        completion_rate=_figure(figures.completion_rate),
        delivery_rate=_figure(figures.delivery_rate),
        opt_out_rate=_figure(figures.opt_out_rate),
        first_reply=_durations(figures.times.first_reply),
        completion=_durations(figures.times.completion),
        questions=[_question(one) for one in figures.questions],
        small=figures.is_small,
    )


def comparison_response(now: Figures, before: Figures) -> pb.CompareFiguresResponse:
    """Write how figures differ."""
    return pb.CompareFiguresResponse(
        differences=map(_difference, differences_of(now, before)),
        sent=now.counts.sent,
        sent_before=before.counts.sent,
    )


def _difference(found: Difference) -> pb.Difference:
    question = found.question.scale.question if found.question else None
    return pb.Difference(
        name=found.name,
        element_id=question.element_id if question else "",
        metric=question.metric if question else "",
        now=_figure(found.now),
        before=_figure(found.before),
        change=found.change,
        low=found.low,
        high=found.high,
        certain=found.is_certain,
    )


def _figure(figure: Figure) -> pb.Figure:
    return pb.Figure(
        value=figure.value, n=figure.n, low=figure.low, high=figure.high, small=figure.is_small
    )


def _durations(spread: Spread) -> pb.Durations:
    return pb.Durations(median=spread.median, p90=spread.p90, n=spread.n)


def _question(found: QuestionFigures) -> pb.QuestionFigures:
    question = found.scale.question
    return pb.QuestionFigures(
        element_id=question.element_id,
        type=question.type,
        metric=question.metric.value,
        versions=found.scale.versions,
        split=found.scale.is_split,
        non_standard=not question.is_standard,
        min=question.low,
        max=question.high,
        shown=found.shown,
        answered=found.answered,
        left=found.left,
        refused=found.refused,
        confirmed=found.confirmed,
        drop_off=_figure(found.drop_off),
        refusal_rate=_figure(found.refusal_rate),
        value=None if found.value is None else _figure(found.value),
        mean=None if found.mean is None else _figure(found.mean),
        counts=[_count(one) for one in found.counts],
        text=question.text,
    )


def _count(count: ValueCount) -> pb.ValueCount:
    return pb.ValueCount(
        value=_value(count.value),
        option_id=count.option_id,
        label=count.label,
        count=count.count,
    )


def _value(value: object) -> struct_pb2.Value:
    if isinstance(value, bool):
        return struct_pb2.Value(bool_value=value)
    if isinstance(value, int | float):
        return struct_pb2.Value(number_value=value)
    return struct_pb2.Value(string_value=str(value))


def verbatim_proto(scored: ScoredVerbatim) -> pb.Verbatim:
    """Write what somebody wrote."""
    found = scored.found
    return pb.Verbatim(
        session_id=found.session_id,
        element_id="" if found.kind == "late" else found.place.removesuffix("#"),
        kind=found.kind,
        text=found.text,
        time=to_timestamp(found.written_at),
        language_code=found.language,
        score=scored.score,
        score_element_id=scored.score_element_id,
        variables=dict(found.variables),
    )
