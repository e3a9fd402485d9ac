"""`/surveys/{survey}/flow`: a picture of the draft's walk, and the same as a list. Nobody draws here."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.console.charts.flow import Arrow, Box, flow
from services.console.editor.kinds import TYPE_NAMES
from services.console.editor.view import view_of
from services.console.http.asked import Asked
from services.console.pages.editing import survey_of
from services.console.words.catalogue import Words
from services.runtime.async_client import call


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way on from an element in words; `number` is that of its curve, 0 for the sequence."""

    number: int
    target: str
    by: str
    always: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An element in the list; `address` leads to it in the editor."""

    label: str
    address: str
    is_unreached: bool
    rows: Sequence[Row]


async def show(asked: Asked) -> Response:
    """Show how the draft flows, however unfinished it is."""
    survey = await survey_of(asked)
    request = pb.DescribeFlowRequest(tenant=asked.tenant, definition=survey.definition)
    found = await call(asked.services.surveys.DescribeFlow, request)
    places = places_of(survey, found, asked.words)
    picture = _picture(places, survey.definition, asked.words) if places else None
    return asked.page(
        "flow.html", survey=survey, places=places, picture=picture, too_large=found.too_large
    )


def places_of(
    survey: survey_pb2.Survey, found: pb.DescribeFlowResponse, words: Words
) -> Sequence[Place]:
    """Return the elements that a conversation can pass, each with its ways on."""
    sentences = {one.rule.id: one.sentence for one in view_of(survey.definition, words).rules}
    unreached = set(found.unreached)
    places: list[Place] = []
    number = 0
    for index, element in _sequence(survey.definition):
        rows = []
        for step in found.steps:
            if step.from_element != element.id:
                continue
            number += step.HasField("rule_id")
            by = sentences.get(step.rule_id, step.rule_id) or words("flow.sequence")
            rows.append(
                Row(
                    number=number if step.HasField("rule_id") else 0,
                    target=step.to_element,
                    by=by,
                    always=step.always,
                )
            )
        kind = words(f"types.{TYPE_NAMES.get(element.type, 'text')}")
        places.append(
            Place(
                label=f"{index + 1}. {kind}: {element.id}",
                address=f"/surveys/{survey.id}#elements[{index}]",
                is_unreached=element.id in unreached,
                rows=rows,
            )
        )
    return places


def _sequence(
    definition: survey_pb2.SurveyDefinition,
) -> Sequence[tuple[int, survey_pb2.Element]]:
    """The elements in sequence with their places; of two with one id the first."""
    found: dict[str, tuple[int, survey_pb2.Element]] = {}
    for index, element in enumerate(definition.elements):
        if element.type != survey_pb2.ELEMENT_TYPE_UNAVAILABLE:
            found.setdefault(element.id, (index, element))
    return list(found.values())


def _picture(
    places: Sequence[Place], definition: survey_pb2.SurveyDefinition, words: Words
) -> Markup:
    at = {element.id: row for row, (_, element) in enumerate(_sequence(definition))}
    arrows = [
        Arrow(source=source, target=at[row.target], number=row.number)
        for source, place in enumerate(places)
        for row in place.rows
        if row.target in at
    ]
    boxes = [
        Box(
            label=place.label,
            address=place.address,
            remark=words("flow.unreached") if place.is_unreached else "",
        )
        for place in places
    ]
    # What is drawn escapes everything that it is given.
    return Markup(flow(boxes, arrows, title=words("flow.picture")))
