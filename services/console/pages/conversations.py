"""`/conversations`: the list and one conversation, both live, and cancelling."""

from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, Response
from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as pb

from services.access.scopes import Scope
from services.console.http.asked import Asked
from services.console.pages.sessions import STATES, STATES_BACK, answers_of, row_of
from services.console.pages.survey_names import NAMES, surveys_to_choose
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id
from services.runtime.errors import ServiceError

PAGE_SIZE: Final = 50


async def show_list(asked: Asked) -> Response:
    """Show the newest conversations, narrowed by survey and state."""
    return asked.page("conversations.html", **await _listed(asked), choices=await _choices(asked))


async def part_of_list(asked: Asked) -> Response:
    """Give the live page its rows anew."""
    return HTMLResponse(asked.html("conversation_rows.html", **await _listed(asked)))


async def show(asked: Asked) -> Response:
    """Show one conversation."""
    seen = await _seen(asked)
    return asked.page("conversation.html", **seen, may_cancel=asked.may(Scope.SEND))


async def part(asked: Asked) -> Response:
    """Give the live page of one conversation its content anew."""
    return HTMLResponse(asked.html("conversation_part.html", **await _seen(asked)))


async def cancel(asked: Asked) -> Response:
    """End a conversation by hand."""
    request = pb.CancelSessionRequest(
        tenant=asked.tenant, request_id=current_request_id(), session_id=asked.path("session")
    )
    await call(asked.services.sessions.CancelSession, request, timeout=WRITE_SECONDS)
    return asked.go(f"/conversations/{asked.path('session')}")


async def _listed(asked: Asked) -> dict[str, Any]:
    survey, state = asked.query("survey"), asked.query("state")
    request = pb.ListSessionsRequest(
        tenant=asked.tenant,
        survey_id=survey,
        state=STATES_BACK.get(state, session_pb2.SESSION_STATE_UNSPECIFIED),
        page_size=PAGE_SIZE,
        page_token=asked.query("after"),
        mask=True,
    )
    page = await call(asked.services.sessions.ListSessions, request)
    names = await NAMES.of(asked, (one.survey_id for one in page.sessions))
    chosen = {"survey": survey, "state": state}
    return {
        "rows": [row_of(one, survey=names[one.survey_id]) for one in page.sessions],
        "chosen": chosen,
        "here": urlencode({**chosen, "after": request.page_token}),
        "is_later": bool(request.page_token),
        "next": urlencode({**chosen, "after": page.next_page_token})
        if page.next_page_token
        else "",
    }


async def _choices(asked: Asked) -> dict[str, Any]:
    """The surveys and states to choose from; without the surveys where they do not answer."""
    try:
        surveys = await surveys_to_choose(asked)
    except ServiceError:
        surveys = []
    return {
        "surveys": [(one.id, one.definition.name) for one in surveys],
        "states": tuple(STATES.values()),
    }


async def _seen(asked: Asked) -> dict[str, Any]:
    request = pb.GetSessionRequest(
        tenant=asked.tenant,
        session_id=asked.path("session"),
        messages_page_token=asked.query("older"),
        mask=True,
    )
    found = await call(asked.services.sessions.GetSession, request)
    session = found.session
    names = await NAMES.of(asked, [session.survey_id])
    return {
        "session": session,
        "state": STATES.get(session.state, "active"),
        "survey": names[session.survey_id],
        "answers": answers_of(session, yes=asked.words("editor.yes"), no=asked.words("editor.no")),
        "older": found.next_messages_page_token,
    }
