"""A session as pages show it: states in words, answers, and the messages of the phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from google.protobuf import struct_pb2
from google.protobuf.timestamp_pb2 import Timestamp
from svar.sessions.v1 import session_pb2 as pb

STATES: Final = {
    pb.SESSION_STATE_ACTIVE: "active",
    pb.SESSION_STATE_COMPLETED: "completed",
    pb.SESSION_STATE_EXPIRED: "expired",
    pb.SESSION_STATE_OPTED_OUT: "opted_out",
    pb.SESSION_STATE_SUPERSEDED: "superseded",
    pb.SESSION_STATE_STOPPED: "stopped",
    pb.SESSION_STATE_CANCELLED: "cancelled",
    pb.SESSION_STATE_UNDELIVERABLE: "undeliverable",
    pb.SESSION_STATE_SUPPRESSED: "suppressed",
}
STATES_BACK: Final = {name: number for number, name in STATES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session in a list."""

    id: str
    number: str
    state: str
    survey: str
    element: str
    language: str
    agent: str
    queue: str
    begun: Timestamp
    is_test: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """An answer, its value in words; `reminder` is which one it followed, 0 for none."""

    element: str
    answer: str
    comment: str
    attempts: int
    understood_by: str
    reminder: int


def row_of(session: pb.Session, *, survey: str) -> SessionRow:
    """Return a session as it stands in a list; `survey` is the survey's name."""
    variables = {one.key.casefold(): one.value for one in session.variables}
    return SessionRow(
        id=session.id,
        number=session.identifier,
        state=STATES.get(session.state, "active"),
        survey=survey,
        element=session.current_element,
        language=session.language_code,
        agent=variables.get("agentid", ""),
        queue=variables.get("queuekey", ""),
        begun=session.create_time,
        is_test=session.test,
    )


def answers_of(session: pb.Session, *, yes: str, no: str) -> Sequence[AnswerRow]:
    """Return the answers in the order of the survey."""
    return [
        AnswerRow(
            element=one.element_id,
            answer=one.label or _value(one.value, yes=yes, no=no),
            comment=one.comment,
            attempts=one.attempts,
            understood_by=one.understood_by,
            reminder=one.reminder,
        )
        for one in session.answers
    ]


def _value(value: struct_pb2.Value, *, yes: str, no: str) -> str:
    match value.WhichOneof("kind"):
        case "number_value":
            return f"{value.number_value:g}"
        case "bool_value":
            return yes if value.bool_value else no
        case "string_value":
            return value.string_value
        case "list_value":
            return ", ".join(_value(one, yes=yes, no=no) for one in value.list_value.values)
        case _:
            return ""
