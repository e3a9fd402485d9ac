"""The figures of a survey in JSON (`gateway/README.md`). Rates are in per cent, unrounded; empty is null."""

from datetime import datetime
from typing import Any, Self

from pydantic import Field
from svar.results.v1 import results_service_pb2 as pb

from gateway.schemas.answer import AnswerModel, time_of
from gateway.schemas.json_value import json_value


class FigureAnswer(AnswerModel):
    """A figure of `n`, with its interval of 95 %."""

    value: float | None
    n: int
    low: float | None
    high: float | None
    small: bool = Field(description="Whether n is below 5.")

    @classmethod
    def from_proto(cls, figure: pb.Figure) -> Self:
        """Read it from protobuf."""
        return cls(
            value=_given(figure, "value"),
            n=figure.n,
            low=_given(figure, "low"),
            high=_given(figure, "high"),
            small=figure.small,
        )


class DurationsAnswer(AnswerModel):
    """How long something took, in seconds."""

    median: float | None
    p90: float | None
    n: int

    @classmethod
    def from_proto(cls, durations: pb.Durations) -> Self:
        """Read it from protobuf."""
        return cls(median=_given(durations, "median"), p90=_given(durations, "p90"), n=durations.n)


class ValueCountAnswer(AnswerModel):
    """How often a value was given."""

    value: Any = Field(description="For choices the index from 0.")
    option_id: str | None
    label: str | None
    count: int

    @classmethod
    def from_proto(cls, counted: pb.ValueCount) -> Self:
        """Read it from protobuf."""
        return cls(
            value=json_value(counted.value),
            option_id=counted.option_id or None,
            label=counted.label or None,
            count=counted.count,
        )


class QuestionAnswer(AnswerModel):
    """The figures of one question, over versions in which it has the same scale."""

    element_id: str
    type: str
    metric: str = Field(examples=["csat"])
    text: str = Field(description="In the survey's default language, of the newest version.")
    versions: list[int]
    split: bool = Field(description="Whether other versions ask it on another scale.")
    non_standard: bool = Field(description="Whether the metric is meant for another scale.")
    min: int | None
    max: int | None
    value: float | None = Field(description="The metric's: NPS, CSAT, CES or FCR.")
    low: float | None = Field(description="Where the interval of 95 % begins.")
    high: float | None
    mean: float | None
    mean_low: float | None
    mean_high: float | None
    n: int = Field(description="Answers.")
    small: bool
    shown: int
    answered: int
    left: int = Field(description="Were asked it, and ended without an answer to it.")
    refused: int = Field(description="Replies that were not understood.")
    confirmed: int = Field(description='Answers confirmed by "Did you mean 8?".')
    drop_off: FigureAnswer
    invalid_reply_rate: FigureAnswer
    counts: list[ValueCountAnswer]

    @classmethod
    def from_proto(cls, question: pb.QuestionFigures) -> Self:
        """Read it from protobuf."""
        return cls(
            element_id=question.element_id,
            type=question.type,
            metric=question.metric,
            text=question.text,
            versions=list(question.versions),
            split=question.split,
            non_standard=question.non_standard,
            min=_given(question, "min"),
            max=_given(question, "max"),
            value=_given(question.value, "value"),
            low=_given(question.value, "low"),
            high=_given(question.value, "high"),
            mean=_given(question.mean, "value"),
            mean_low=_given(question.mean, "low"),
            mean_high=_given(question.mean, "high"),
            n=question.answered,
            small=question.answered < 5,
            shown=question.shown,
            answered=question.answered,
            left=question.left,
            refused=question.refused,
            confirmed=question.confirmed,
            drop_off=FigureAnswer.from_proto(question.drop_off),
            invalid_reply_rate=FigureAnswer.from_proto(question.refusal_rate),
            counts=[ValueCountAnswer.from_proto(one) for one in question.counts],
        )


class FiguresAnswer(AnswerModel):
    """The figures of some sessions."""

    sent: int
    delivered: int
    answered: int
    completed: int
    partial: int
    active: int
    expired: int
    opted_out: int
    stopped: int
    superseded: int
    cancelled: int
    undeliverable: int
    segments: int = Field(description="SMS sent.")
    response_rate: FigureAnswer
    completion_rate: FigureAnswer
    delivery_rate: FigureAnswer
    opt_out_rate: FigureAnswer
    time_to_first_reply: DurationsAnswer
    time_to_completion: DurationsAnswer
    questions: list[QuestionAnswer]
    small: bool = Field(description="Whether fewer than 5 were sent.")


class GroupAnswer(FiguresAnswer):
    """The figures of one group; of its questions, those with a metric."""

    key: str | None = Field(description="Null where sessions have no such variable.")
    bucket: str | None = Field(description="The first day of the bucket.")


class HourAnswer(FiguresAnswer):
    """The figures of what was sent in one hour of a weekday, in the tenant's zone."""

    weekday: int = Field(description="1 is Monday.")
    hour: int


class LeftOutAnswer(AnswerModel):
    """What is not counted, under the same filter."""

    tests: int
    suppressed: int


class ResultsAnswer(FiguresAnswer):
    """The figures of a survey, in all and by group and hour."""

    groups: list[GroupAnswer]
    hours: list[HourAnswer]
    left_out: LeftOutAnswer
    versions: list[int]
    timezone: str
    as_of: datetime = Field(description="Everything that happened until then is counted.")

    @classmethod
    def from_proto(cls, found: pb.GetFiguresResponse) -> Self:
        """Read it from protobuf."""
        return cls(
            **_figures(found.total),
            groups=[
                GroupAnswer(
                    **_figures(one.figures),
                    key=_given(one, "key"),
                    bucket=one.bucket or None,
                )
                for one in found.groups
            ],
            hours=[
                HourAnswer(**_figures(one.figures), weekday=one.weekday, hour=one.hour)
                for one in found.hours
            ],
            left_out=LeftOutAnswer(
                tests=found.left_out.tests, suppressed=found.left_out.suppressed
            ),
            versions=list(found.versions),
            timezone=found.timezone,
            as_of=time_of(found.as_of_time),
        )


_COUNTS = (
    "sent",
    "delivered",
    "answered",
    "completed",
    "partial",
    "active",
    "expired",
    "opted_out",
    "stopped",
    "superseded",
    "cancelled",
    "undeliverable",
    "segments",
    "small",
)


def _figures(figures: pb.Figures) -> dict[str, Any]:
    return {
        **{name: getattr(figures, name) for name in _COUNTS},
        "response_rate": FigureAnswer.from_proto(figures.response_rate),
        "completion_rate": FigureAnswer.from_proto(figures.completion_rate),
        "delivery_rate": FigureAnswer.from_proto(figures.delivery_rate),
        "opt_out_rate": FigureAnswer.from_proto(figures.opt_out_rate),
        "time_to_first_reply": DurationsAnswer.from_proto(figures.first_reply),
        "time_to_completion": DurationsAnswer.from_proto(figures.completion),
        "questions": [QuestionAnswer.from_proto(one) for one in figures.questions],
    }


def _given(message: Any, field: str) -> Any:
    return getattr(message, field) if message.HasField(field) else None


class VerbatimAnswer(AnswerModel):
    """What somebody wrote."""

    session_id: str
    element_id: str | None = Field(description="Null for a late reply.")
    kind: str = Field(examples=["comment"], description="`answer`, `comment` or `late`.")
    text: str
    at: datetime
    language_code: str
    score: float | None = Field(description="The session's answer to the first metric's question.")
    score_element_id: str | None
    variables: dict[str, str] = Field(description="By key in lower case.")

    @classmethod
    def from_proto(cls, found: pb.Verbatim) -> Self:
        """Read it from protobuf."""
        return cls(
            session_id=found.session_id,
            element_id=found.element_id or None,
            kind=found.kind,
            text=found.text,
            at=time_of(found.time),
            language_code=found.language_code,
            score=_given(found, "score"),
            score_element_id=found.score_element_id or None,
            variables=dict(sorted(found.variables.items())),
        )


class VerbatimPage(AnswerModel):
    """A page of what people wrote, newest first."""

    verbatims: list[VerbatimAnswer]
    next_page_token: str | None


class VariablesAnswer(AnswerModel):
    """The variables that sessions of a survey have."""

    variables: list[str] = Field(examples=[["agentId", "queueKey"]])
