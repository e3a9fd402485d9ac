"""`ports.SessionSource` on the sessions service."""

from collections.abc import Sequence
from typing import Any, Final

import grpc
from google.protobuf import struct_pb2
from svar.sessions.v1 import change_service_pb2 as pb
from svar.sessions.v1 import change_service_pb2_grpc, session_pb2

from services.contracts.timestamps import to_datetime, to_optional_datetime
from services.results.domain.source import Answer, LateReply, SourceSession, Value
from services.results.ports.source import Changes
from services.runtime.client import call

READER: Final = "results"
CHANGES_AT_A_TIME: Final = 200
"""Transactions in an answer; each may name hundreds of sessions."""
ENOUGH_IDS: Final = 5_000
"""No further answer is asked for once so many sessions are named."""
IDS_AT_A_TIME: Final = 1_000
_TIMEOUT: Final = 20.0

_STATES: Final = {
    number: name.removeprefix("SESSION_STATE_").lower()
    for name, number in session_pb2.SessionState.items()
}


class GrpcSessionSource:
    """The changes and the sessions of all tenants."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = change_service_pb2_grpc.ChangeServiceStub(channel)

    def changes(self, *, after: int) -> Changes:
        """Return what was changed after a cursor, in as many calls as it needs, each session once."""
        answer = self._page(READER, after)
        ids, missed = dict.fromkeys(answer.session_ids), answer.missed
        while answer.more and len(ids) < ENOUGH_IDS:
            # Without a name: what this one comes after is not taken in yet.
            answer = self._page("", answer.cursor)
            ids.update(dict.fromkeys(answer.session_ids))
            missed = missed or answer.missed
        return Changes(
            cursor=answer.cursor,
            session_ids=list(ids),
            more=answer.more,
            missed=missed,
            held_back_seconds=answer.held_back_seconds,
        )

    def _page(self, reader: str, after: int) -> pb.ReadChangesResponse:
        request = pb.ReadChangesRequest(reader=reader, after=after, limit=CHANGES_AT_A_TIME)
        return call(self._stub.ReadChanges, request, timeout=_TIMEOUT)

    def sessions(self, ids: Sequence[str]) -> Sequence[SourceSession]:
        """Return those that exist, in as many calls as they need."""
        found: list[SourceSession] = []
        rest = list(ids)
        while rest:
            request = pb.ReadSessionsRequest(session_ids=rest)
            answer = call(self._stub.ReadSessions, request, timeout=_TIMEOUT)
            found += [_session(one) for one in answer.sessions]
            rest = rest[max(1, answer.read) :]
        return found

    def ids(self, *, after: str | None) -> Sequence[str]:
        """Return the next ids of all sessions."""
        request = pb.ListSessionIdsRequest(after=after or "", limit=IDS_AT_A_TIME)
        answer = call(self._stub.ListSessionIds, request, timeout=_TIMEOUT)
        return list(answer.session_ids)


def _session(record: pb.SessionRecord) -> SourceSession:
    session = record.session
    return SourceSession(
        id=session.id,
        tenant=record.tenant,
        survey_id=session.survey_id,
        version=session.survey_version,
        state=_STATES[session.state],
        reason=session.reason,
        phone=session.identifier,
        language=session.language_code,
        client_reference=session.client_reference,
        current_element=session.current_element,
        created_at=to_datetime(session.create_time),
        completed_at=to_optional_datetime(session, "complete_time"),
        first_reply_at=to_optional_datetime(record, "first_reply_time"),
        variables=tuple((one.key, one.value) for one in session.variables),
        answers=tuple(_answer(one) for one in session.answers),
        asked=tuple(record.asked),
        refused={one.element_id: one.count for one in record.refused},
        late=tuple(_late(one) for one in record.late),
        messages=record.messages,
        test=record.test,
    )


def _answer(answer: session_pb2.Answer) -> Answer:
    return Answer(
        element_id=answer.element_id,
        type=answer.type,
        value=_value(answer.value),
        option_id=answer.option_id,
        label=answer.label,
        comment=answer.comment,
        text=answer.text,
        received_at=to_datetime(answer.receive_time),
        attempts=answer.attempts,
        understood_by=answer.understood_by,
        reminder=answer.reminder,
    )


def _value(value: struct_pb2.Value) -> Value:
    kind: Any = value.WhichOneof("kind")
    match kind:
        case "number_value":
            return _number(value.number_value)
        case "bool_value":
            return value.bool_value
        case "list_value":
            return [int(one.number_value) for one in value.list_value.values]
        case _:
            return value.string_value


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _late(reply: pb.LateReply) -> LateReply:
    return LateReply(id=reply.id, text=reply.text, received_at=to_datetime(reply.receive_time))
