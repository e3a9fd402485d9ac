"""The dialog **Send**: what can be chosen in it, and sending one survey to one phone."""

from starlette.responses import HTMLResponse, Response
from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as pb
from svar.surveys.v1 import survey_pb2

from services.console.editor.fresh import LANGUAGES
from services.console.http.asked import Asked
from services.console.pages.survey_names import surveys_to_choose
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id


async def ask(asked: Asked) -> Response:
    """Fill the dialog: for one survey, or with all that can be sent."""
    survey = asked.query("survey")
    sendable = [] if survey else await surveys_to_choose(asked, survey_pb2.SURVEY_STATE_PUBLISHED)
    languages = dict.fromkeys(
        code for one in sendable for code in one.definition.languages
    ) or dict.fromkeys(asked.request.query_params.getlist("language")[:20] or LANGUAGES)
    html = asked.html("send.html", survey=survey, surveys=sendable, codes=list(languages))
    return HTMLResponse(html)


async def send(asked: Asked) -> Response:
    """Send; the form's `once` lets a repetition send nothing."""
    form = asked.form
    recipient = pb.Recipient(
        identifier="".join(form.text("phone").split()),
        identifier_type="Phone",
        channel="SMS",
        language_code=form.text("language"),
        idempotency_key=form.text("once"),
        test=form.text("test") == "on",
    )
    request = pb.SendSurveyRequest(
        tenant=asked.tenant,
        request_id=current_request_id(),
        survey_id=form.text("survey"),
        recipient=recipient,
    )
    sent = await call(asked.services.sessions.SendSurvey, request, timeout=WRITE_SECONDS)
    session = sent.session
    suppressed = session.state == session_pb2.SESSION_STATE_SUPPRESSED
    reason = asked.words.named("suppressed", session.reason)
    return asked.json(
        session=session.id,
        said=asked.words("send.suppressed", reason=reason)
        if suppressed
        else asked.words("send.sent"),
    )
