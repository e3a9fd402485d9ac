"""Shows sessions, and ends them by hand (`gateway/README.md`)."""

from typing import Annotated

from fastapi import Query
from svar.sessions.v1 import session_service_pb2 as pb

from gateway.calls.clients import WRITE_SECONDS, call, current_request_id
from gateway.http.auth import Authorised
from gateway.http.dependencies import Services, SessionId, SurveyId
from gateway.http.routing import problems, scoped_router
from gateway.schemas.misunderstood import MisunderstoodAnswer, MisunderstoodReplyAnswer
from gateway.schemas.page import NoQuery
from gateway.schemas.session import (
    MessagesQuery,
    SessionDetails,
    SessionPage,
    SessionQuery,
    SessionSummary,
)
from services.access.scopes import Scope

router = scoped_router(Scope.RESULTS, tag="Sessions")
cancel_router = scoped_router(Scope.SEND, tag="Sessions")

_NOT_FOUND = problems(_404="`session_not_found`")


@router.get(
    "/sessions",
    response_model=SessionPage,
    response_model_exclude_unset=True,
    summary="List sessions",
)
async def list_sessions(
    query: Annotated[SessionQuery, Query()], caller: Authorised, services: Services
) -> SessionPage:
    """List the tenant's sessions, newest first, without their answers and messages.

    Phone numbers are masked for callers without the scope `numbers`.
    """
    request = query.to_proto(caller.tenant, mask=not caller.may(Scope.NUMBERS))
    response = await call(services.sessions.ListSessions, request)
    return SessionPage(
        sessions=[SessionSummary.from_proto(session) for session in response.sessions],
        next_page_token=response.next_page_token or None,
    )


@router.get(
    "/surveys/{surveyId}/misunderstood",
    response_model=MisunderstoodAnswer,
    summary="List what was not understood",
)
async def list_misunderstood(
    survey_id: SurveyId,
    query: Annotated[NoQuery, Query()],
    caller: Authorised,
    services: Services,
) -> MisunderstoodAnswer:
    """Show replies that were asked again or confirmed, alike ones as one, the newest first.

    Of the survey's newest 20,000 sessions, at most their newest 2,000 such replies. Addresses, links and
    long numbers are masked.
    """
    request = pb.ListMisunderstoodRequest(tenant=caller.tenant, survey_id=survey_id)
    response = await call(services.sessions.ListMisunderstood, request)
    return MisunderstoodAnswer(
        replies=[MisunderstoodReplyAnswer.from_proto(reply) for reply in response.replies]
    )


@router.get(
    "/sessions/{sessionId}",
    responses=_NOT_FOUND,
    response_model=SessionDetails,
    response_model_exclude_unset=True,
    summary="Read a session",
)
async def get_session(
    session_id: SessionId,
    query: Annotated[MessagesQuery, Query()],
    caller: Authorised,
    services: Services,
) -> SessionDetails:
    """Show one session with its answers, in the order asked, and its messages, oldest first.

    Of the messages the newest 200, or fewer when they are long: older ones by `messagesPageToken`.
    """
    request = pb.GetSessionRequest(
        tenant=caller.tenant,
        session_id=session_id,
        messages_page_token=query.messages_page_token,
        mask=not caller.may(Scope.NUMBERS),
    )
    response = await call(services.sessions.GetSession, request)
    return SessionDetails.from_response(response)


@cancel_router.post(
    "/sessions/{sessionId}/cancel",
    responses=_NOT_FOUND,
    response_model=SessionSummary,
    response_model_exclude_unset=True,
    summary="Cancel a session",
)
async def cancel_session(
    session_id: SessionId, caller: Authorised, services: Services
) -> SessionSummary:
    """End a session; messages that have not left yet are dropped. One that is over stays as it is."""
    request = pb.CancelSessionRequest(
        tenant=caller.tenant, request_id=current_request_id(), session_id=session_id
    )
    response = await call(services.sessions.CancelSession, request, timeout=WRITE_SECONDS)
    return SessionSummary.from_proto(response.session)
