"""`/surveys`: the list, and a new survey: from nothing, or of another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from google.protobuf.timestamp_pb2 import Timestamp
from starlette.responses import Response
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.console.editor.fresh import LANGUAGES, new_definition
from services.console.http.asked import Asked
from services.console.pages.editing import survey_of
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id

PAGE_SIZE: Final = 50
_LONGEST_SEARCH: Final = 100
STATES: Final = {
    survey_pb2.SURVEY_STATE_DRAFT: "draft",
    survey_pb2.SURVEY_STATE_PUBLISHED: "published",
    survey_pb2.SURVEY_STATE_PAUSED: "paused",
    survey_pb2.SURVEY_STATE_ARCHIVED: "archived",
}
_STATES_BACK: Final = {name: number for number, name in STATES.items()}
ORDERS: Final = {"changed": pb.SURVEY_ORDER_CHANGED, "name": pb.SURVEY_ORDER_NAME}
"""The first one is where nobody has chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A survey as it stands in the list."""

    id: str
    name: str
    state: str
    version: int
    has_changes: bool
    languages: tuple[str, ...]
    changed: Timestamp
    by: str


async def list_surveys(asked: Asked) -> Response:
    """Show a page of surveys, those changed last first where no other order is chosen."""
    search, state = asked.query("search")[:_LONGEST_SEARCH], asked.query("state")
    order = asked.query("order") if asked.query("order") in ORDERS else next(iter(ORDERS))
    request = pb.ListSurveysRequest(
        tenant=asked.tenant,
        page_size=PAGE_SIZE,
        page_token=asked.query("after"),
        search=search,
        state=_STATES_BACK.get(state, survey_pb2.SURVEY_STATE_UNSPECIFIED),
        order=ORDERS[order],
    )
    page = await call(asked.services.surveys.ListSurveys, request)
    following = {
        "search": search,
        "state": state,
        "order": order,
        "after": page.next_page_token,
    }
    return asked.page(
        "surveys.html",
        surveys=[_row(survey) for survey in page.surveys],
        search=search,
        state=state,
        order=order,
        orders=tuple(ORDERS),
        is_later=bool(request.page_token),
        next=urlencode(following) if page.next_page_token else "",
    )


async def ask_new(asked: Asked) -> Response:
    """Ask for the name and the languages of a new survey."""
    return new_page(asked, chosen=[asked.words.language])


async def create(asked: Asked) -> Response:
    """Make a survey that has its closing text, and open the editor."""
    name = asked.form.text("name")
    chosen = [code for code in LANGUAGES if code in asked.form.all("language")]
    if not name or not chosen:
        problem = "new_survey.no_name" if not name else "new_survey.no_language"
        return new_page(asked, name=name, chosen=chosen, problem=asked.words(problem), status=400)
    return await made(asked, new_definition(name, chosen))


async def copy(asked: Asked) -> Response:
    """Make a survey of another one's draft, and open the editor."""
    definition = (await survey_of(asked)).definition
    definition.name = asked.words("surveys.copy_of", name=definition.name)
    return await made(asked, definition)


async def made(asked: Asked, definition: survey_pb2.SurveyDefinition) -> Response:
    """Keep a new draft and open the editor."""
    return asked.go(f"/surveys/{await kept(asked, definition)}")


async def kept(asked: Asked, definition: survey_pb2.SurveyDefinition) -> str:
    """Keep a new draft; returns its id."""
    request = pb.CreateSurveyRequest(
        tenant=asked.tenant, request_id=current_request_id(), definition=definition
    )
    created = await call(asked.services.surveys.CreateSurvey, request, timeout=WRITE_SECONDS)
    return created.survey.id


def new_page(
    asked: Asked,
    *,
    chosen: Sequence[str],
    name: str = "",
    problem: str = "",
    written: str = "",
    refused: Sequence[str] = (),
    status: int = 200,
) -> Response:
    """Ask for a new survey, or for what was wrong with the last attempt."""
    return asked.page(
        "new_survey.html",
        status=status,
        codes=LANGUAGES,
        chosen=chosen,
        name=name,
        problem=problem,
        written=written,
        refused=refused,
    )


def _row(survey: survey_pb2.Survey) -> Row:
    return Row(
        id=survey.id,
        name=survey.definition.name,
        state=STATES.get(survey.state, "draft"),
        version=survey.latest_version,
        has_changes=survey.has_unpublished_changes,
        languages=tuple(survey.definition.languages),
        changed=survey.update_time,
        by=survey.updated_by,
    )
