"""Sessions as protos."""

from collections.abc import Sequence

from google.protobuf import struct_pb2
from svar.sessions.v1 import change_service_pb2 as change_pb
from svar.sessions.v1 import session_pb2 as pb
from svar.sessions.v1 import session_service_pb2 as service_pb

from services.contracts.timestamps import to_optional_timestamp, to_timestamp
from services.engine.state import AnswerValue, SessionState
from services.sessions.domain.message import SentMessage
from services.sessions.domain.message_page import ShownMessages
from services.sessions.domain.misunderstood import Misunderstood
from services.sessions.domain.record import SessionRecord
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.session import Session
from services.sessions.use_cases.read_sessions import SessionView
from services.text.segments import measure

STATES = {
    pb.SESSION_STATE_ACTIVE: SessionState.ACTIVE,
    pb.SESSION_STATE_COMPLETED: SessionState.COMPLETED,
    pb.SESSION_STATE_EXPIRED: SessionState.EXPIRED,
    pb.SESSION_STATE_OPTED_OUT: SessionState.OPTED_OUT,
    pb.SESSION_STATE_SUPERSEDED: SessionState.SUPERSEDED,
    pb.SESSION_STATE_STOPPED: SessionState.STOPPED,
    pb.SESSION_STATE_CANCELLED: SessionState.CANCELLED,
    pb.SESSION_STATE_UNDELIVERABLE: SessionState.UNDELIVERABLE,
    pb.SESSION_STATE_SUPPRESSED: SessionState.SUPPRESSED,
}
_NUMBERS = {state: number for number, state in STATES.items()}


def session_proto(session: Session) -> pb.Session:
    """Write a session without its answers and messages."""
    written = pb.Session(
        id=session.id,
        survey_id=session.survey_id,
        survey_version=session.survey_version,
        state=_NUMBERS[session.state],
        reason=session.reason or "",
        identifier=session.address.phone,
        language_code=session.conversation.language,
        expire_time=to_timestamp(session.expires_at),
        client_reference=session.client_reference,
        warnings=session.warnings,
        current_element=session.conversation.current_element or "",
        sender=session.address.sender,
        subnumber=session.address.subnumber,
        create_time=to_timestamp(session.created_at),
        variables=[pb.Variable(key=one.key, value=one.value) for one in session.variables],
        test=session.test,
    )
    if session.completed_at is not None:
        written.complete_time.CopyFrom(to_timestamp(session.completed_at))
    return written


def full_session_proto(view: SessionView) -> pb.Session:
    """Write a session with its answers and a page of what was said in it."""
    written = session_proto(view.session)
    written.answers.extend(_answer(kept) for kept in view.answers)
    written.messages.extend(_messages(view.messages))
    return written


def record_proto(record: SessionRecord) -> change_pb.SessionRecord:
    """Write a session for those who count."""
    session = session_proto(record.session)
    session.answers.extend(_answer(kept) for kept in record.answers)
    return change_pb.SessionRecord(
        session=session,
        tenant=record.session.tenant,
        test=record.session.test,
        end_time=to_optional_timestamp(record.session.ended_at),
        first_reply_time=to_optional_timestamp(record.first_reply_at),
        messages=record.session.conversation.sent,
        asked=record.asked,
        refused=[
            change_pb.RefusedReplies(element_id=element, count=count)
            for element, count in record.refused.items()
        ],
        late=[_late(kept) for kept in record.late],
    )


def _late(kept: KeptReply) -> change_pb.LateReply:
    return change_pb.LateReply(
        id=kept.reply.id,
        text=kept.reply.text,
        receive_time=to_timestamp(kept.reply.received_at),
    )


def misunderstood_proto(found: Misunderstood) -> service_pb.MisunderstoodReply:
    """Write replies that say the same and were not understood."""
    return service_pb.MisunderstoodReply(
        element_id=found.element_id,
        type=found.element_type,
        text=found.text,
        reason=found.reason,
        count=found.count,
        newest_time=to_timestamp(found.newest_at),
        alias=found.alias,
    )


def _answer(kept: KeptReply) -> pb.Answer:
    taken = kept.taken
    assert taken.value is not None, "an accepted reply has a value"
    return pb.Answer(
        element_id=taken.element_id or "",
        type=taken.element_type or "",
        value=_value(taken.value),
        option_id=",".join(taken.option_ids),
        label=", ".join(taken.labels),
        comment=taken.comment,
        text=kept.reply.text,
        receive_time=to_timestamp(kept.reply.received_at),
        attempts=taken.attempts,
        understood_by=taken.understood_by,
        reminder=taken.reminder,
    )


def _value(value: AnswerValue) -> struct_pb2.Value:
    match value:
        case bool():
            return struct_pb2.Value(bool_value=value)
        case int():
            return struct_pb2.Value(number_value=value)
        case str():
            return struct_pb2.Value(string_value=value)
        case tuple():
            numbers = [struct_pb2.Value(number_value=one) for one in value]
            return struct_pb2.Value(list_value=struct_pb2.ListValue(values=numbers))


def _messages(shown: ShownMessages) -> Sequence[pb.SessionMessage]:
    """Put both directions together, oldest first."""
    out = [(message.at, _outbound(message)) for message in shown.sent]
    received = [(kept.reply.received_at, _inbound(kept)) for kept in shown.replies]
    # At the same instant the reply comes first: the message answers it.
    return [message for _, message in sorted(received + out, key=lambda dated: dated[0])]


def _outbound(message: SentMessage) -> pb.SessionMessage:
    return pb.SessionMessage(
        id=message.id,
        text=message.text,
        status=message.status,
        segments=message.segments,
        encoding=message.encoding,
        time=to_timestamp(message.at),
        kind=message.kind,
    )


def _inbound(kept: KeptReply) -> pb.SessionMessage:
    size = measure(kept.reply.text)
    return pb.SessionMessage(
        id=kept.reply.id,
        inbound=True,
        text=kept.reply.text,
        status="received",
        segments=size.segments,
        encoding=size.encoding.value,
        time=to_timestamp(kept.reply.received_at),
        kind=kept.taken.verdict.value,
    )
