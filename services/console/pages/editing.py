"""What the pages of one survey share: reading it, and what its editor shows of a definition."""

from typing import Any, Final

import msgspec
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.access.scopes import Scope
from services.console.editor import kinds
from services.console.editor.reading import VARIABLE
from services.console.editor.view import view_of
from services.console.http.asked import Asked
from services.runtime.async_client import call

METRICS: Final = ("", "none", "nps", "csat", "ces", "fcr")
_SCRIPT: Final = (
    "saving",
    "saved",
    "not_saved",
    "unsaved",
    "no_problems",
    "problems_one",
    "problems_other",
    "published",
    "changed_by_other",
    "warnings_heading",
    "offline",
    "unicode",
    "sms_one",
    "sms_other",
    "sms_range",
    "missing",
    "nothing_missing",
    "read_only",
)


async def survey_of(asked: Asked, *, version: int = 0) -> survey_pb2.Survey:
    """Return the survey of the address, with its draft or a version; raises NOT_FOUND."""
    request = pb.GetSurveyRequest(
        tenant=asked.tenant, survey_id=asked.path("survey"), version=version
    )
    return (await call(asked.services.surveys.GetSurvey, request)).survey


def shown(asked: Asked, definition: survey_pb2.SurveyDefinition) -> dict[str, Any]:
    """Return what the templates of the editor need of a definition."""
    words = asked.words
    return {
        "survey": view_of(definition, words),
        "variable": VARIABLE,
        "types": tuple(kinds.TYPES),
        "metrics": [(one, words(f"metrics.{one or 'own'}")) for one in METRICS],
        "formats": [(one, words(f"formats.{one or 'any'}")) for one in kinds.FORMATS],
        "operators": [(one, words(f"comparisons.{one}")) for one in kinds.OPERATORS],
        "language_choices": [
            (code, words.named("languages", code)) for code in definition.languages
        ],
    }


def script_words(asked: Asked) -> str:
    """Return the words that the editor's script says, as JSON."""
    said = {name: asked.words(f"script.{name}") for name in _SCRIPT}
    return msgspec.json.encode(said).decode()


def may_edit(asked: Asked, survey: survey_pb2.Survey) -> bool:
    """Return True when the person may change the draft."""
    return asked.may(Scope.SURVEYS) and survey.state != survey_pb2.SURVEY_STATE_ARCHIVED
