"""`/surveys/{survey}/versions`: every version, what differs between two of them, and going back to one."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response
from svar.results.v1 import results_service_pb2
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.access.scopes import Scope
from services.console.editor.differences import differences
from services.console.http.asked import Asked
from services.console.pages.editing import may_edit, survey_of
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id
from services.runtime.errors import ServiceError

_DRAFT: Final = "draft"
_PAGE_SIZE: Final = 50


async def show(asked: Asked) -> Response:
    """Show the versions, newest first, and the differences that the address asks for."""
    survey = await survey_of(asked)
    request = pb.ListSurveyVersionsRequest(
        tenant=asked.tenant,
        survey_id=survey.id,
        page_size=_PAGE_SIZE,
        page_token=asked.query("after"),
    )
    page = await call(asked.services.surveys.ListSurveyVersions, request)
    return asked.page(
        "versions.html",
        survey=survey,
        versions=page.versions,
        is_later=bool(request.page_token),
        next=page.next_page_token,
        under_way=await under_way(asked, survey.id),
        may_restore=may_edit(asked, survey),
        **await _compared(asked, survey),
    )


async def restore(asked: Asked) -> Response:
    """Make a version the draft; what the draft said before is still in no version."""
    survey = await survey_of(asked)
    old = await survey_of(asked, version=_number(asked.form.text("version")))
    request = pb.ReplaceSurveyRequest(
        tenant=asked.tenant,
        request_id=current_request_id(),
        survey_id=survey.id,
        definition=old.definition,
        etag=asked.form.text("etag"),
    )
    await call(asked.services.surveys.ReplaceSurvey, request, timeout=WRITE_SECONDS)
    return asked.go(f"/surveys/{survey.id}")


async def under_way(asked: Asked, survey_id: str) -> Mapping[int, int]:
    """Return how many sessions wait for a reply on each version; empty where nobody may or can say."""
    if not asked.may(Scope.RESULTS):
        return {}
    request = results_service_pb2.GetFiguresRequest(
        tenant=asked.tenant, survey_id=survey_id, group_by="version"
    )
    try:
        found = await call(asked.services.results.GetFigures, request)
    except ServiceError:
        return {}
    return {int(group.key): group.figures.active for group in found.groups if group.key.isdecimal()}


async def _compared(asked: Asked, survey: survey_pb2.Survey) -> dict[str, Any]:
    """The differences between what was chosen: at first the newest version and the draft."""
    newest = survey.latest_version
    old = _number(asked.query("from")) or newest
    new = asked.query("to") or _DRAFT
    if not old:
        return {"compared": None, "old": old, "new": new}
    before = await survey_of(asked, version=old)
    after = survey if new == _DRAFT else await survey_of(asked, version=_number(new) or newest)
    return {
        "compared": differences(before.definition, after.definition),
        "old": old,
        "new": new,
    }


def _number(written: str) -> int:
    """Read the number of a version, 0 for what is none."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else 0
