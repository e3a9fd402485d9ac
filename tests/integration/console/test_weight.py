"""How much a page brings over the wire, with its styles and scripts: a phone on a train opens it, too."""

import gzip
import re

import pytest
from svar.sessions.v1 import session_service_pb2
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.console.http.assets import assets
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console

_ID = "11111111-1111-4111-8111-111111111111"
LANGUAGES = ["en", "no", "sv", "da"]
ORDINARY, EDITOR = 100_000, 150_000
"""Bytes that a page may take (`services/console/README.md`, weight)."""


def weight(text: str) -> int:
    """Return the bytes of a page and of everything that it names, compressed as they travel."""
    named = set(re.findall(r"/assets/\w+/([\w.]+)", text))
    for name in list(named):
        # Scripts name others by `import`.
        named |= {one.decode() for one in re.findall(rb'from "\./([\w.]+)"', assets()[name])}
    parts = [text.encode(), *(assets()[name] for name in named)]
    return sum(len(gzip.compress(part)) for part in parts)


def largest() -> survey_pb2.SurveyDefinition:
    """A survey of sixty elements in four languages."""
    definition = survey_pb2.SurveyDefinition(name="Large", languages=LANGUAGES)
    definition.default_language = "en"
    for number in range(60):
        element = definition.elements.add(
            id=f"question-{number}", type=survey_pb2.ELEMENT_TYPE_MULTIPLE_CHOICE
        )
        for code in LANGUAGES:
            text = f"What mattered most to you in part {number} of your visit ({code})?"
            element.text.by_language[code] = text
        for option in range(5):
            added = element.options.add(id=f"option-{option}")
            for code in LANGUAGES:
                added.text.by_language[code] = f"Answer {option} of {number} ({code})"
    return definition


def test_the_editor_of_a_large_survey_is_light_enough(
    console: Console, services: FakeServices
) -> None:
    survey = survey_pb2.Survey(id=_ID, definition=largest(), latest_version=3)
    services.surveys.will("GetSurvey", pb.GetSurveyResponse(survey=survey))
    console.sign_in()

    assert weight(console.get(f"/surveys/{_ID}").text) < EDITOR


@pytest.mark.parametrize("path", ["/surveys", "/surveys/new", "/conversations", "/contacts"])
def test_every_other_page_is_light_enough(
    console: Console, services: FakeServices, path: str
) -> None:
    surveys = [
        survey_pb2.Survey(id=_ID, definition=survey_pb2.SurveyDefinition(name=f"Survey {number}"))
        for number in range(50)
    ]
    services.surveys.will("ListSurveys", pb.ListSurveysResponse(surveys=surveys))
    listed = session_service_pb2.ListSessionsResponse()
    services.sessions.will("ListSessions", listed)
    console.sign_in()

    assert weight(console.get(path).text) < ORDINARY
