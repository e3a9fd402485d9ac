"""SendSurvey and its answer in JSON (`gateway/README.md`).

What the values mean (is it a phone, a language, a time ahead) is checked by the sessions service.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, Field, SkipValidation
from svar.sessions.v1 import session_pb2, session_service_pb2

from gateway.schemas.answer import AnswerModel, Problem, time_of
from gateway.schemas.examples import SEND_SURVEY
from gateway.schemas.model import LenientModel, Name, RequestModel, Text


class VariableModel(LenientModel):
    """Something known about the customer or the call, kept for reporting."""

    key: Annotated[Name, Field(min_length=1, max_length=64)] = Field(
        description="Matched without case, such as agentId or queueKey."
    )
    value: Annotated[Text, Field(max_length=512)] = ""


class SendSurveyBody(LenientModel):
    """Whom a survey goes to, and how. Unknown properties are ignored, and named in `warnings`."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEND_SURVEY]})

    meant: ClassVar = {
        "phone": '"identifier"',
        "to": '"identifier"',
        "language": '"languageCode"',
        "expiry": '"expiryTime"',
        "reference": '"clientReference"',
        "variables": '"userSessionVariables"',
    }

    identifier: Name = Field(description="The phone, E.164, one that can receive SMS.")
    identifier_type: Name = Field(default="Phone", description="`Phone`, without case.")
    channel: Name = Field(default="SMS", description="`SMS`, without case.")
    language_code: Name = Field(default="", description="The survey's default when left out.")
    expiry_time: Name = Field(
        default="",
        description="RFC 3339, at most 14 days ahead; without an offset in the tenant's zone. "
        "Left out, null and empty mean the survey's setting.",
    )
    client_reference: Annotated[Name, Field(max_length=128)] = Field(
        default="", description="Your own name for it; the same one again sends nothing."
    )
    content: Text = Field(default="", description="Prepended to the first SMS.")
    user_session_variables: Annotated[list[VariableModel], Field(max_length=50)] = Field(
        default=[], description="Kept as given, for reporting."
    )
    test: bool = Field(default=False, description="Leave the session out of all figures.")

    def to_proto(self, *, idempotency_key: str) -> session_service_pb2.Recipient:
        """Return it as protobuf."""
        return session_service_pb2.Recipient(
            identifier=self.identifier,
            identifier_type=self.identifier_type,
            channel=self.channel,
            language_code=self.language_code,
            expiry_time=self.expiry_time,
            client_reference=self.client_reference,
            content=self.content,
            variables=[
                session_pb2.Variable(key=variable.key, value=variable.value)
                for variable in self.user_session_variables
            ],
            idempotency_key=idempotency_key,
            test=self.test,
        )


class SendSurveyByIdBody(SendSurveyBody):
    """As for one survey's address, with the survey's id in the body."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"surveyId": "11111111-1111-4111-8111-111111111111", **SEND_SURVEY}]
        }
    )

    survey_id: Name = Field(description="Which survey.")


class SendManyBody(RequestModel):
    """Many recipients of one survey; each is judged on its own."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"recipients": [SEND_SURVEY]}]})

    recipients: Annotated[
        list[SkipValidation[SendSurveyBody]], Field(min_length=1, max_length=1000)
    ]


class SentSession(AnswerModel):
    """What became of a SendSurvey call."""

    session_id: str
    survey_id: str
    survey_version: int
    status: str = Field(examples=["active"], description="`active` or `suppressed`.")
    reason: str = Field(
        default="",
        description="Why suppressed: `opted_out`, `denied`, `quarantined` (also where a phone has been "
        "sent as much as it may be within an hour), `unreachable`, `not_sampled` or `capped`; `warnings` "
        "say more.",
    )
    identifier: str
    language_code: str
    expiry_time: datetime
    client_reference: str | None
    warnings: list[str]

    @classmethod
    def from_proto(cls, session: session_pb2.Session, *, ignored: Sequence[str]) -> Self:
        """Read it from protobuf; `ignored` says what in the request means nothing."""
        # What the first answer said; by the time that a request is repeated its session may be over.
        suppressed = session.state == session_pb2.SESSION_STATE_SUPPRESSED
        status = "suppressed" if suppressed else "active"
        fields = session_fields(session)
        if not suppressed:
            fields.pop("reason", None)
        fields["warnings"] += ignored
        return cls(**fields, status=status)


class SendManyAnswer(AnswerModel):
    """A session or a problem for each recipient, in order."""

    results: list[SentSession | Problem]


def session_fields(session: session_pb2.Session) -> dict[str, Any]:
    """Return what every view of a session shows; `reason` only where there is one."""
    fields: dict[str, Any] = {
        "session_id": session.id,
        "survey_id": session.survey_id,
        "survey_version": session.survey_version,
        "identifier": session.identifier,
        "language_code": session.language_code,
        "expiry_time": time_of(session.expire_time),
        "client_reference": session.client_reference or None,
        "warnings": list(session.warnings),
    }
    return fields | ({"reason": session.reason} if session.reason else {})
