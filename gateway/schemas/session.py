"""Sessions in JSON, as people and programs read them (`gateway/README.md`)."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal, Self

from google.protobuf.timestamp_pb2 import Timestamp
from pydantic import BeforeValidator, Field
from svar.sessions.v1 import session_pb2, session_service_pb2

from gateway.schemas.answer import AnswerModel, time_of
from gateway.schemas.json_value import json_value
from gateway.schemas.model import Name, RequestModel
from gateway.schemas.names import snake_name
from gateway.schemas.send import session_fields

StateName = Literal[
    "active",
    "completed",
    "expired",
    "opted_out",
    "superseded",
    "stopped",
    "cancelled",
    "undeliverable",
    "suppressed",
]


class VariableAnswer(AnswerModel):
    """A session variable as it was given."""

    key: str
    value: str


class AnswerAnswer(AnswerModel):
    """An accepted reply to a question."""

    element_id: str
    type: str = Field(examples=["scale"])
    value: Any = Field(description="For choices the index from 0, or a list of them.")
    option_id: str | None
    label: str | None
    comment: str | None = Field(description="What followed the answer.")
    text: str = Field(description="The reply as received, at most 4,000 characters of it.")
    received_at: datetime
    attempts: int = Field(description="Replies to this question, this one included.")
    understood_by: str | None = Field(
        description="The rule by which the reply was understood; null for replies from before rules."
    )
    reminder: int | None = Field(
        default=None, description="Which reminder it followed, from 1; null for none."
    )

    @classmethod
    def from_proto(cls, answer: session_pb2.Answer) -> Self:
        """Read it from protobuf."""
        return cls(
            element_id=answer.element_id,
            type=answer.type,
            value=json_value(answer.value),
            option_id=answer.option_id or None,
            label=answer.label or None,
            comment=answer.comment or None,
            text=answer.text,
            received_at=time_of(answer.receive_time),
            attempts=answer.attempts,
            understood_by=answer.understood_by or None,
            reminder=answer.reminder or None,
        )


class MessageAnswer(AnswerModel):
    """A message of a session, in either direction."""

    id: str
    direction: Literal["out", "in"]
    text: str
    status: str = Field(examples=["delivered"])
    segments: int
    encoding: str = Field(examples=["gsm7"])
    at: datetime
    kind: str = Field(examples=["question"])

    @classmethod
    def from_proto(cls, message: session_pb2.SessionMessage) -> Self:
        """Read it from protobuf."""
        return cls(
            id=message.id,
            direction="in" if message.inbound else "out",
            text=message.text,
            status=message.status,
            segments=message.segments,
            encoding=message.encoding,
            at=time_of(message.time),
            kind=message.kind,
        )


class SessionSummary(AnswerModel):
    """A session without its answers and messages."""

    session_id: str
    survey_id: str
    survey_version: int
    state: StateName
    reason: str = Field(default="", description="Why, where the state has a reason.")
    identifier: str
    language_code: str
    expiry_time: datetime
    client_reference: str | None
    warnings: list[str]
    current_element: str | None
    sender: str | None
    subnumber: str | None
    created_at: datetime
    completed_at: datetime | None
    variables: list[VariableAnswer]

    @classmethod
    def from_proto(cls, session: session_pb2.Session) -> Self:
        """Read it from protobuf."""
        return cls(**_summary(session))


class SessionDetails(SessionSummary):
    """A session with everything that happened in it."""

    answers: list[AnswerAnswer]
    messages: list[MessageAnswer]
    next_messages_page_token: str | None = Field(
        description="The `messagesPageToken` for older messages; null when there are none."
    )

    @classmethod
    def from_response(cls, response: session_service_pb2.GetSessionResponse) -> Self:
        """Read it from protobuf."""
        session = response.session
        return cls(
            **_summary(session),
            answers=[AnswerAnswer.from_proto(answer) for answer in session.answers],
            messages=[MessageAnswer.from_proto(message) for message in session.messages],
            next_messages_page_token=response.next_messages_page_token or None,
        )


class MessagesQuery(RequestModel):
    """Which messages of a session are shown."""

    messages_page_token: Name = Field(
        default="", description="`nextMessagesPageToken` of an earlier answer."
    )


class SessionPage(AnswerModel):
    """A page of sessions, newest first."""

    sessions: list[SessionSummary]
    next_page_token: str | None


def _instant(value: object) -> object:
    """Read RFC 3339, or a date, which begins at midnight; without an offset it is UTC.

    >>> _instant("2026-12-01").isoformat()
    '2026-12-01T00:00:00+00:00'
    """
    if not isinstance(value, str):
        return value
    try:
        if len(value) == len("2026-12-01"):
            return datetime.combine(date.fromisoformat(value), time(tzinfo=UTC))
        instant = datetime.fromisoformat(value)
        return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as exc:
        raise ValueError("must be a time such as 2026-12-01T12:00:00Z") from exc


def _plus_restored(value: object) -> object:
    # In a query "+" means a space, which no phone begins with.
    return "+" + value[1:] if isinstance(value, str) and value.startswith(" ") else value


Instant = Annotated[datetime, BeforeValidator(_instant)]


class SessionQuery(RequestModel):
    """Narrows a list of sessions."""

    survey_id: Name | None = Field(default=None, description="Of this survey.")
    identifier: Annotated[Name | None, BeforeValidator(_plus_restored)] = Field(
        default=None, description="With this phone, E.164."
    )
    client_reference: Name | None = Field(default=None, description="With this reference.")
    state: StateName | None = Field(default=None, description="In this state.")
    from_: Instant | None = Field(default=None, alias="from", description="Created then or later.")
    to: Instant | None = Field(default=None, description="Created before.")
    page_size: int = Field(default=50, ge=1, le=200, strict=False)
    page_token: Name = Field(default="", description="`nextPageToken` of the last page.")

    def to_proto(self, tenant: str, *, mask: bool) -> session_service_pb2.ListSessionsRequest:
        """Return the request for a page; `mask` hides phone numbers."""
        state = f"SESSION_STATE_{(self.state or 'unspecified').upper()}"
        return session_service_pb2.ListSessionsRequest(
            tenant=tenant,
            survey_id=self.survey_id or "",
            identifier=self.identifier or "",
            client_reference=self.client_reference or "",
            state=session_pb2.SessionState.Value(state),
            from_time=_timestamp(self.from_),
            to_time=_timestamp(self.to),
            page_size=self.page_size,
            page_token=self.page_token,
            mask=mask,
        )


def _timestamp(instant: datetime | None) -> Timestamp | None:
    if instant is None:
        return None
    timestamp = Timestamp()
    timestamp.FromDatetime(instant)
    return timestamp


def _summary(session: session_pb2.Session) -> dict[str, Any]:
    completed = session.HasField("complete_time")
    return session_fields(session) | {
        "state": snake_name(session_pb2.SessionState, session.state),
        "current_element": session.current_element or None,
        "sender": session.sender or None,
        "subnumber": session.subnumber or None,
        "created_at": time_of(session.create_time),
        "completed_at": time_of(session.complete_time) if completed else None,
        "variables": [
            VariableAnswer(key=variable.key, value=variable.value) for variable in session.variables
        ],
    }
