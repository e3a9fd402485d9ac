"""What the survey calls answer: a survey with its draft or a version, findings, a page, a version number."""

from datetime import datetime
from typing import Any, Self

from pydantic import Field
from svar.surveys.v1 import survey_pb2, survey_service_pb2

from gateway.schemas.answer import AnswerModel, time_of
from gateway.schemas.names import snake_name
from gateway.schemas.survey import SurveyDefinitionModel


class SurveySummary(AnswerModel):
    """A survey without its elements."""

    id: str
    name: str
    languages: list[str]
    state: str = Field(examples=["draft"], description="draft, published, paused or archived.")
    latest_version: int | None = Field(description="The newest published version.")
    has_unpublished_changes: bool
    etag: str = Field(description="Changes with the draft and the state; for `If-Match`.")
    created_at: datetime
    updated_at: datetime

    @classmethod
    def from_proto(cls, survey: survey_pb2.Survey) -> Self:
        """Read it from protobuf."""
        return cls(**_summary(survey))


class SurveyAnswer(SurveySummary):
    """A survey with its draft, or with one of its versions."""

    version: int | None = Field(description="Which version the definition is; null for the draft.")
    definition: dict[str, Any] = Field(description="As written.")

    @classmethod
    def from_proto(cls, survey: survey_pb2.Survey) -> Self:
        """Read it from protobuf."""
        definition = SurveyDefinitionModel.from_proto(survey.definition)
        return cls(
            **_summary(survey), version=survey.version or None, definition=definition.to_json()
        )


class SurveyPage(AnswerModel):
    """A page of surveys, newest first."""

    surveys: list[SurveySummary]
    next_page_token: str | None


class FindingAnswer(AnswerModel):
    """Something wrong, or costly, in a definition."""

    path: str = Field(examples=["elements[2].options"])
    message: str

    @classmethod
    def from_proto(cls, finding: survey_pb2.Finding) -> Self:
        """Read it from protobuf."""
        return cls(path=finding.path, message=finding.message)


class PublishedVersion(AnswerModel):
    """The version that was frozen."""

    version: int = Field(examples=[4])
    warnings: list[FindingAnswer]


class TextCostAnswer(AnswerModel):
    """What one text costs as an SMS, with its options and hints."""

    path: str = Field(description="Where it is.", examples=["elements[1].text.no"])
    encoding: str = Field(description="`gsm7` or `ucs2`.", examples=["gsm7"])
    segments: int = Field(description="How many SMS it takes.")
    unicode_because: str | None = Field(
        description="The first character that made it `ucs2`.", examples=[None, "–"]
    )

    @classmethod
    def from_proto(cls, text: survey_service_pb2.TextCost) -> Self:
        """Read what the surveys service says."""
        return cls(
            path=text.path,
            encoding=text.encoding,
            segments=text.segments,
            unicode_because=text.unicode_because or None,
        )


class CheckAnswer(AnswerModel):
    """Everything found in a definition."""

    problems: list[FindingAnswer] = Field(description="What publishing would refuse.")
    warnings: list[FindingAnswer] = Field(description="Costly but legal things.")
    texts: list[TextCostAnswer] = Field(description="What each text costs, as it is sent.")


def _summary(survey: survey_pb2.Survey) -> dict[str, Any]:
    return {
        "id": survey.id,
        "name": survey.definition.name,
        "languages": list(survey.definition.languages),
        "state": snake_name(survey_pb2.SurveyState, survey.state),
        "latest_version": survey.latest_version or None,
        "has_unpublished_changes": survey.has_unpublished_changes,
        "etag": survey.etag,
        "created_at": time_of(survey.create_time),
        "updated_at": time_of(survey.update_time),
    }
