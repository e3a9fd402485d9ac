"""A survey conversation held on a definition, in JSON (`services/engine/README.md`)."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, FiniteFloat
from svar.surveys.v1 import survey_service_pb2 as pb

from gateway.schemas.answer import AnswerModel
from gateway.schemas.examples import SURVEY
from gateway.schemas.json_value import json_value
from gateway.schemas.model import Name, RequestModel, Text
from gateway.schemas.send import VariableModel
from gateway.schemas.survey_size import DefinitionBody


class WaitModel(RequestModel):
    """A time in which nobody says anything."""

    after_replies: Annotated[int, Field(ge=0, le=200)] = Field(
        default=0, description="After how many of the replies."
    )
    hours: FiniteFloat = Field(description="How long; 336 hours at most.", examples=[24])


class PreviewBody(RequestModel):
    """A definition and what the customer replies."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"definition": SURVEY, "languageCode": "no", "replies": ["8", "Nei"]}]
        }
    )

    definition: DefinitionBody
    language_code: Name = Field(default="", description="The default language when left out.")
    content: Text = Field(default="", description="Prepended to the first SMS.")
    replies: Annotated[list[Text], Field(max_length=200)] = Field(
        default=[], description="The customer's replies, in order."
    )
    identifier: Annotated[Name, Field(max_length=64)] = Field(
        default="",
        description="The phone that replies: numbers and postcodes are read by its country.",
        examples=["+4790000001"],
    )
    waits: Annotated[list[WaitModel], Field(max_length=200)] = Field(
        default=[], description="What time passes; otherwise every reply comes at once."
    )
    user_session_variables: Annotated[list[VariableModel], Field(max_length=50)] = Field(
        default=[], description="Session variables, for rules and piping."
    )

    def to_proto(self, tenant: str) -> pb.PreviewSurveyRequest:
        """Return the request."""
        return pb.PreviewSurveyRequest(
            tenant=tenant,
            definition=self.definition.to_proto(),
            language_code=self.language_code,
            content=self.content,
            replies=self.replies,
            identifier=self.identifier,
            waits=[
                pb.PreviewWait(after_replies=wait.after_replies, hours=wait.hours)
                for wait in self.waits
            ],
            variables={item.key: item.value for item in self.user_session_variables},
        )


class PreviewTurn(AnswerModel):
    """One message: `out` has encoding, segments and kind; `in` says how it was understood."""

    direction: str = Field(examples=["out"])
    text: str
    encoding: str = ""
    segments: int = 0
    kind: str = ""
    accepted: bool = False
    value: Any = None
    option_id: str | None = None
    label: str | None = None
    comment: str | None = None
    reason: str | None = None
    understood_by: str | None = None


class PreviewAnswer(AnswerModel):
    """The conversation held."""

    turns: list[PreviewTurn]
    state: str = Field(examples=["completed"])
    answers: dict[str, Any] = Field(description="The stored values, by element id.")


def preview_answer(response: pb.PreviewSurveyResponse) -> PreviewAnswer:
    """Read it from protobuf."""
    return PreviewAnswer(
        turns=[_turn(turn) for turn in response.turns],
        state=response.state,
        answers={name: json_value(value) for name, value in sorted(response.answers.items())},
    )


def _turn(turn: pb.PreviewTurn) -> PreviewTurn:
    if turn.WhichOneof("direction") == "out":
        return _out(turn.out)
    return _in(getattr(turn, "in"))


def _out(message: pb.PreviewMessage) -> PreviewTurn:
    return PreviewTurn(
        direction="out",
        text=message.text,
        encoding=message.encoding,
        segments=message.segments,
        kind=message.kind,
    )


def _in(reply: pb.PreviewReply) -> PreviewTurn:
    return PreviewTurn(
        direction="in",
        text=reply.text,
        accepted=reply.accepted,
        value=json_value(reply.value) if reply.HasField("value") else None,
        option_id=reply.option_id or None,
        label=reply.label or None,
        comment=reply.comment or None,
        reason=reply.reason or None,
        understood_by=reply.understood_by or None,
    )
