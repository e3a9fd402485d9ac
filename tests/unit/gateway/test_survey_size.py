"""A definition of more parts than may be read is refused before it is read."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from gateway.schemas.examples import SURVEY
from gateway.schemas.survey import SurveyDefinitionModel
from gateway.schemas.survey_size import MOST_OBJECTS, MOST_VALUES, DefinitionBody
from services.contracts.problem_paths import problems_of

BODY: TypeAdapter[SurveyDefinitionModel] = TypeAdapter(DefinitionBody)


def _valued(values: int) -> dict[str, Any]:
    condition = {"element": "q", "op": "in", "value": [*range(values)]}
    return {"rules": [{"id": "r", "if": {"all": [condition]}, "then": {"complete": True}}]}


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "options": (
        {"elements": [{"id": "q", "type": "dropdown", "options": [{"id": "a"}] * MOST_OBJECTS}]},
        "must not have more than 20000 objects and lists in it",
    ),
    "lists in lists": (
        {"rules": [[[]] * MOST_OBJECTS]},
        "must not have more than 20000 objects and lists in it",
    ),
    "values": (_valued(MOST_VALUES), "must not have more than 100000 values in it"),
}


@pytest.mark.parametrize(("written", "message"), CASES.values(), ids=CASES.keys())
def test_what_has_too_many_parts_is_refused(written: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        BODY.validate_python(written)

    assert [problem.message for problem in problems_of(refused.value.errors())] == [message]


@pytest.mark.parametrize("written", [SURVEY, _valued(30_000), {}], ids=["survey", "values", "none"])
def test_what_the_surveys_service_can_judge_is_read(written: dict[str, Any]) -> None:
    assert BODY.validate_python(written) == SurveyDefinitionModel.model_validate(written)
