"""SessionService over gRPC: protos in, use cases, protos out."""

from collections.abc import Sequence

import grpc
from svar.sessions.v1 import session_service_pb2 as pb
from svar.sessions.v1 import session_service_pb2_grpc

from services.contracts.timestamps import to_datetime
from services.engine.state import SessionState
from services.runtime.batcher import Batcher
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.grpc_errors import to_status
from services.runtime.ids import parse_id
from services.sessions.domain.invitation import Invitation, SendResult, Sent
from services.sessions.domain.message_page import MessagePage
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.session import Variable
from services.sessions.masked import masked
from services.sessions.paging import page_size, refused
from services.sessions.protos import (
    STATES,
    full_session_proto,
    misunderstood_proto,
    session_proto,
)
from services.sessions.use_cases.end_sessions import EndSessions
from services.sessions.use_cases.read_sessions import ReadSessions
from services.sessions.use_cases.reveal_number import RevealNumber
from services.sessions.use_cases.send_surveys import SendSurveys

MAXIMUM_RECIPIENTS = 1000


class SessionServicer(session_service_pb2_grpc.SessionServiceServicer):
    """Translates; decides nothing."""

    def __init__(
        self,
        *,
        send_surveys: SendSurveys,
        read_sessions: ReadSessions,
        end_sessions: EndSessions,
        reveal_number: RevealNumber,
    ) -> None:
        self._send_surveys = send_surveys
        self._read = read_sessions
        self._end = end_sessions
        self._reveal = reveal_number
        # Single calls that arrive together share their transactions.
        self._single = Batcher[Invitation, Sent](send_surveys)

    def SendSurvey(
        self, request: pb.SendSurveyRequest, context: grpc.ServicerContext
    ) -> pb.SendSurveyResponse:
        """Send a survey to one phone."""
        invitation = _invitation(request.tenant, request.survey_id, request.recipient)
        sent = self._single.submit(invitation)
        return pb.SendSurveyResponse(
            session=session_proto(sent.session), repeated_request=sent.repeated
        )

    def SendSurveys(
        self, request: pb.SendSurveysRequest, context: grpc.ServicerContext
    ) -> pb.SendSurveysResponse:
        """Send a survey to many phones."""
        if len(request.recipients) > MAXIMUM_RECIPIENTS:
            message = f"At most {MAXIMUM_RECIPIENTS} recipients go in one call."
            raise refused("recipients", message)
        if not request.recipients:
            self._send_surveys.require(request.tenant, _survey_id(request.survey_id))
        results = self._send_surveys(
            [_invitation(request.tenant, request.survey_id, one) for one in request.recipients]
        )
        if problem := _of_all(results):
            raise problem
        return pb.SendSurveysResponse(results=[_result(result) for result in results])

    def GetSession(
        self, request: pb.GetSessionRequest, context: grpc.ServicerContext
    ) -> pb.GetSessionResponse:
        """Return a session with its answers and messages."""
        before_id = _page_token(request.messages_page_token, "messagesPageToken")
        page = MessagePage(before_id=before_id)
        view = self._read.get(request.tenant, request.session_id, page)
        session = full_session_proto(view)
        return pb.GetSessionResponse(
            session=masked(session) if request.mask else session,
            next_messages_page_token=view.messages.next_id or "",
        )

    def ListSessions(
        self, request: pb.ListSessionsRequest, context: grpc.ServicerContext
    ) -> pb.ListSessionsResponse:
        """List sessions, newest first."""
        wanted = _filter(request)
        if wanted is None:
            return pb.ListSessionsResponse()
        found = self._read.page(wanted)
        sessions = map(session_proto, found.sessions)
        return pb.ListSessionsResponse(
            sessions=map(masked, sessions) if request.mask else sessions,
            next_page_token=found.next_id or "",
        )

    def ListMisunderstood(
        self, request: pb.ListMisunderstoodRequest, context: grpc.ServicerContext
    ) -> pb.ListMisunderstoodResponse:
        """List what was not understood in a survey's newest sessions."""
        found = self._read.misunderstood(request.tenant, request.survey_id)
        return pb.ListMisunderstoodResponse(replies=[misunderstood_proto(one) for one in found])

    def CancelSession(
        self, request: pb.CancelSessionRequest, context: grpc.ServicerContext
    ) -> pb.CancelSessionResponse:
        """End a session by hand."""
        session = self._end.cancel(request.tenant, request.session_id)
        return pb.CancelSessionResponse(session=session_proto(session))

    def RevealIdentifier(
        self, request: pb.RevealIdentifierRequest, context: grpc.ServicerContext
    ) -> pb.RevealIdentifierResponse:
        """Show a whole number to a person."""
        phone = self._reveal(request.tenant, request.session_id)
        return pb.RevealIdentifierResponse(identifier=phone)


def _invitation(tenant: str, survey_id: str, recipient: pb.Recipient) -> Invitation:
    return Invitation(
        tenant=tenant,
        survey_id=_survey_id(survey_id),
        identifier=recipient.identifier,
        identifier_type=recipient.identifier_type,
        channel=recipient.channel,
        language_code=recipient.language_code,
        expiry_time=recipient.expiry_time,
        client_reference=recipient.client_reference,
        content=_without_nul(recipient.content),
        variables=tuple(
            Variable(key=_without_nul(one.key), value=_without_nul(one.value))
            for one in recipient.variables
        ),
        idempotency_key=recipient.idempotency_key,
        test=recipient.test,
    )


def _survey_id(written: str) -> str:
    return parse_id(written) or written


def _without_nul(text: str) -> str:
    """Drop what no phone shows and Postgres does not store (`gateway/README.md`: removed in texts)."""
    return text.replace("\0", "")


def _of_all(results: Sequence[SendResult]) -> ServiceError | None:
    """Return the error of a call about a survey that is not there: no recipient can mend that."""
    match results:
        case [ServiceError(kind=ErrorKind.NOT_FOUND) as unknown, *_]:
            return unknown
        case _:
            return None


def _result(result: SendResult) -> pb.SendSurveyResult:
    if isinstance(result, ServiceError):
        return pb.SendSurveyResult(problem=to_status(result))
    return pb.SendSurveyResult(session=session_proto(result.session))


def _filter(request: pb.ListSessionsRequest) -> SessionFilter | None:
    """Read the filter; None when it names a survey that nothing can have. Raises INVALID_REQUEST."""
    survey_id = parse_id(request.survey_id)
    if request.survey_id and survey_id is None:
        return None
    return SessionFilter(
        tenant=request.tenant,
        survey_id=survey_id,
        identifier=request.identifier or None,
        client_reference=request.client_reference or None,
        state=_state(request),
        from_time=to_datetime(request.from_time) if request.HasField("from_time") else None,
        to_time=to_datetime(request.to_time) if request.HasField("to_time") else None,
        before_id=_page_token(request.page_token, "pageToken"),
        limit=page_size(request.page_size),
    )


def _state(request: pb.ListSessionsRequest) -> SessionState | None:
    """Read a state; None for none given. Enums of proto3 are open: any number may come."""
    state = STATES.get(request.state)
    if request.state and state is None:
        raise refused("state", "Not a state of a session.")
    return state


def _page_token(token: str, place: str) -> str | None:
    last_id = parse_id(token)
    if token and last_id is None:
        raise refused(place, "Not a token of an earlier answer.")
    return last_id
