"""`/surveys/{survey}`: the editor, and everything that its script asks for."""

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.responses import HTMLResponse, Response
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.access.scopes import Scope
from services.console.editor.changes import Changed, change
from services.console.editor.differences import differences
from services.console.editor.reading import Read, read_definition
from services.console.http.asked import Asked
from services.console.pages.editing import may_edit, script_words, shown, survey_of
from services.console.pages.phone import preview_request, turns_of, waits_of
from services.console.pages.surveys import STATES
from services.console.pages.versions import under_way
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id
from services.runtime.errors import ErrorKind, Problem, ServiceError


async def show(asked: Asked) -> Response:
    """Show the editor; its script fills in problems, costs and the phone."""
    survey = await survey_of(asked)
    return asked.page(
        "editor.html",
        **shown(asked, survey.definition),
        **_state(survey),
        etag=survey.etag,
        may_edit=may_edit(asked, survey),
        may_publish=asked.may(Scope.PUBLISH) and survey.state != survey_pb2.SURVEY_STATE_ARCHIVED,
        script_words=script_words(asked),
    )


async def save(asked: Asked) -> Response:
    """Store the form, check it, hold the phone's conversation; make a button's change before."""
    read = read_definition(_definition_fields(asked))
    operation = asked.form.text("~operation")
    changed = change(read.definition, operation) if operation else Changed()
    if asked.form.text("~save") == "yes":
        stored = await _store(asked, read.definition)
        if stored is None:
            return await _conflict(asked)
        etag = stored.etag
    else:
        etag = asked.form.text("~etag")
    return await _answer(asked, read, changed, etag=etag, with_elements=bool(operation))


async def look(asked: Asked) -> Response:
    """Check the form and hold the phone's conversation, for people who may only look."""
    read = read_definition(_definition_fields(asked))
    return await _answer(asked, read, Changed(), etag=asked.form.text("~etag"), with_elements=False)


async def discard(asked: Asked) -> Response:
    """Go back to the published version."""
    survey = await survey_of(asked)
    published = await survey_of(asked, version=survey.latest_version)
    stored = await _store(asked, published.definition)
    if stored is None:
        return await _conflict(asked)
    read = Read(definition=published.definition, problems=())
    said = Changed(said="editor.discarded", values={"n": survey.latest_version})
    return await _answer(asked, read, said, etag=stored.etag, with_elements=True)


async def compare(asked: Asked) -> Response:
    """Show how what is stored differs from the form."""
    survey = await survey_of(asked)
    mine = read_definition(_definition_fields(asked)).definition
    return HTMLResponse(
        asked.html("differences.html", differences=differences(survey.definition, mine))
    )


async def ask_publish(asked: Asked) -> Response:
    """Show what publishing would change for new sessions, and what is costly."""
    survey = await survey_of(asked)
    request = pb.CheckSurveyRequest(tenant=asked.tenant, definition=survey.definition)
    checked = await call(asked.services.surveys.CheckSurvey, request)
    found = None
    if survey.latest_version:
        published = await survey_of(asked, version=survey.latest_version)
        found = differences(published.definition, survey.definition)
    html = asked.html(
        "publish.html",
        survey=survey,
        differences=found,
        warnings=list(checked.warnings),
        under_way=await under_way(asked, survey.id) if found else {},
    )
    return HTMLResponse(html)


async def publish(asked: Asked) -> Response:
    """Freeze the draft as the next version."""
    request = pb.PublishSurveyRequest(
        tenant=asked.tenant,
        request_id=current_request_id(),
        survey_id=asked.path("survey"),
        note=asked.form.text("note"),
    )
    published = await call(asked.services.surveys.PublishSurvey, request, timeout=WRITE_SECONDS)
    survey = await survey_of(asked)
    state = asked.html("editor_state.html", **_state(survey))
    return asked.json(version=published.version, etag=survey.etag, state=state)


def _state(survey: survey_pb2.Survey) -> dict[str, Any]:
    """What stands below the name: the state, the version, and what leads on from there."""
    return {
        "id": survey.id,
        "state": STATES.get(survey.state, "draft"),
        "version": survey.latest_version,
        "published_by": survey.published_by,
    }


async def pause(asked: Asked) -> Response:
    """Let nothing new be sent for now."""
    request = pb.PauseSurveyRequest(
        tenant=asked.tenant, request_id=current_request_id(), survey_id=asked.path("survey")
    )
    await call(asked.services.surveys.PauseSurvey, request, timeout=WRITE_SECONDS)
    return asked.json(done=True)


async def resume(asked: Asked) -> Response:
    """Let a paused survey be sent again."""
    request = pb.ResumeSurveyRequest(
        tenant=asked.tenant, request_id=current_request_id(), survey_id=asked.path("survey")
    )
    await call(asked.services.surveys.ResumeSurvey, request, timeout=WRITE_SECONDS)
    return asked.json(done=True)


async def archive(asked: Asked) -> Response:
    """Let nothing new be sent ever again."""
    request = pb.ArchiveSurveyRequest(
        tenant=asked.tenant, request_id=current_request_id(), survey_id=asked.path("survey")
    )
    await call(asked.services.surveys.ArchiveSurvey, request, timeout=WRITE_SECONDS)
    return asked.json(done=True)


def _definition_fields(asked: Asked) -> Sequence[tuple[str, str]]:
    return [
        (name, value)
        for name, value in asked.form.fields
        if not name.startswith("~") or name == "~rest"
    ]


async def _store(asked: Asked, definition: survey_pb2.SurveyDefinition) -> survey_pb2.Survey | None:
    """Replace the draft; None when it is not the one that the page has seen."""
    request = pb.ReplaceSurveyRequest(
        tenant=asked.tenant,
        request_id=current_request_id(),
        survey_id=asked.path("survey"),
        definition=definition,
        etag=asked.form.text("~etag"),
    )
    try:
        replaced = await call(asked.services.surveys.ReplaceSurvey, request, timeout=WRITE_SECONDS)
    except ServiceError as error:
        if error.kind is not ErrorKind.PRECONDITION:
            raise
        return None
    return replaced.survey


async def _conflict(asked: Asked) -> Response:
    """Say that somebody else has changed the draft, and when."""
    theirs = await survey_of(asked)
    answer = asked.json(
        conflict=True,
        etag=theirs.etag,
        by=theirs.updated_by,
        changed=theirs.update_time.ToDatetime().strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    answer.status_code = 412
    return answer


async def _answer(
    asked: Asked, read: Read, changed: Changed, *, etag: str, with_elements: bool
) -> Response:
    definition = read.definition
    checked, preview = await asyncio.gather(
        call(
            asked.services.surveys.CheckSurvey,
            pb.CheckSurveyRequest(tenant=asked.tenant, definition=definition),
        ),
        _preview(asked, definition),
    )
    values: dict[str, Any] = {
        "etag": etag,
        "problems": [*_own(asked, read.problems), *map(_finding, checked.problems)],
        "warnings": [_finding(one) for one in checked.warnings],
        "costs": {
            text.path: {
                "segments": text.segments,
                "widest": text.widest_segments,
                "unicode": text.unicode_because if text.encoding == "ucs2" else "",
            }
            for text in checked.texts
        },
        "total": _total(asked, checked, definition),
        "phone": asked.html(
            "phone.html",
            turns=turns_of(preview, asked.words, waits_of(asked.form)),
            state=preview.state,
            stopped_at=preview.stopped_at,
            language=asked.form.text("~phone-language") or definition.default_language,
        ),
        "focus": changed.focus,
        "said": asked.words(changed.said, **(changed.values or {})) if changed.said else "",
    }
    if with_elements:
        seen = shown(asked, definition)
        values["elements"] = asked.html("elements.html", **seen)
        values["fields"] = asked.html("survey_fields.html", **seen)
        values["languages"] = seen["language_choices"]
    return asked.json(**values)


async def _preview(
    asked: Asked, definition: survey_pb2.SurveyDefinition
) -> pb.PreviewSurveyResponse:
    request = preview_request(asked.form, definition, tenant=asked.tenant)
    try:
        return await call(asked.services.surveys.PreviewSurvey, request)
    except ServiceError as error:
        if error.kind is not ErrorKind.INVALID:
            raise
        # A definition beyond the bounds cannot be held; its problems say so.
        return pb.PreviewSurveyResponse(state="stopped", stopped_at="elements")


def _own(asked: Asked, problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"path": one.path, "message": asked.words(one.message)} for one in problems]


def _finding(finding: survey_pb2.Finding) -> dict[str, str]:
    return {"path": finding.path, "message": finding.message}


def _total(
    asked: Asked, checked: pb.CheckSurveyResponse, definition: survey_pb2.SurveyDefinition
) -> str:
    """Say what everything, the shortest and the longest way cost, in the costliest language."""
    full = _full(checked, definition)
    if not checked.HasField("ways"):
        return asked.words("editor.total", n=full)
    shortest = checked.ways.shortest
    if not checked.ways.HasField("longest"):
        return asked.words("editor.total_leads_back", n=full, shortest=shortest)
    longest = checked.ways.longest
    return asked.words("editor.total_ways", n=full, shortest=shortest, longest=longest)


def _full(checked: pb.CheckSurveyResponse, definition: survey_pb2.SurveyDefinition) -> int:
    """How many SMS every text of the sequence takes together, in the costliest language."""
    outside = [
        f"elements[{at}]."
        for at, one in enumerate(definition.elements)
        if one.type == survey_pb2.ELEMENT_TYPE_UNAVAILABLE
    ]
    sums: dict[str, int] = {}
    for text in checked.texts:
        place, _, language = text.path.rpartition(".")
        if place.endswith("].text") and not place.startswith(tuple(outside)):
            sums[language] = sums.get(language, 0) + text.segments
    return max(sums.values(), default=0)
