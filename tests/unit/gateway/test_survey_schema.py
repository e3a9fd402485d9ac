"""The JSON of surveys: to protobuf and back without a loss, and what is no survey at all."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from gateway.schemas.examples import SURVEY
from gateway.schemas.survey import SurveyDefinitionModel
from services.contracts.problem_paths import problems_of

EVERYTHING: dict[str, Any] = {
    "name": "Everything",
    "defaultLanguage": "en",
    "languages": ["en"],
    "elements": [
        {
            "id": "score",
            "type": "scale",
            "text": {"en": "1-10?"},
            "min": 0,
            "max": 10,
            "minLabel": {"en": "bad"},
            "maxLabel": {"en": "good"},
            "optional": True,
            "metric": "none",
            "error": {"en": "No."},
        },
        {
            "id": "why",
            "type": "multipleChoice",
            "options": [{"id": "a", "text": {"en": "A"}, "aliases": ["first"]}, {"id": "b"}],
            "maxSelections": 2,
            "shuffleOptions": True,
        },
        {"id": "when", "type": "open", "format": "date"},
        {
            "id": "order",
            "type": "open",
            "pattern": "[A-Z]+",
            "example": "AB",
            "minLength": 2,
            "maxLength": 4,
        },
    ],
    "rules": [
        {
            "id": "one",
            "if": {
                "all": [
                    {"element": "score", "op": "between", "value": [1, 5.5]},
                    {"element": "why", "op": "notIn", "value": ["a"]},
                    {"element": "score", "op": "answered"},
                    {"element": "score", "op": "eq", "value": False},
                    {"element": "score", "op": "eq", "value": ""},
                ],
                "any": [{"variable": "queueKey", "op": "eq", "value": "q"}],
            },
            "then": {"complete": True},
        },
        {
            "id": "two",
            "if": {
                "any": [
                    {"variable": "agentId", "op": "skipped"},
                    {"split": "wording", "percent": 50},
                ]
            },
            "then": {"goTo": "why"},
            "at": "score",
        },
    ],
    "texts": {"error": {"en": "Sorry."}},
    "settings": {
        "expiryHours": 0,
        "delaySeconds": 0.5,
        "invalidReplyLimit": 3,
        "secondSurvey": "reject",
        "showHints": False,
        "thinkSeconds": 0,
        "reminders": [24, 48],
        "sampling": {"percent": 30},
        "caps": [{"by": "agentId", "max": 20, "per": "week"}],
    },
}


@pytest.mark.parametrize("definition", [SURVEY, EVERYTHING, {}], ids=["example", "all", "empty"])
def test_nothing_is_lost_on_the_way_through_protobuf(definition: dict[str, Any]) -> None:
    message = SurveyDefinitionModel.model_validate(definition).to_proto()

    assert SurveyDefinitionModel.from_proto(message).to_json() == definition


def test_names_are_matched_without_case_and_null_is_nothing() -> None:
    survey = SurveyDefinitionModel.model_validate(
        {"NAME": "a", "DefaultLanguage": "en", "elements": None, "settings": {"ShowHINTS": False}}
    )

    assert survey.to_json() == {
        "name": "a",
        "defaultLanguage": "en",
        "settings": {"showHints": False},
    }


@pytest.mark.parametrize("type_name", ["TEXT", "unspecified", "yes_no", "", 3, None])
def test_only_known_types_are_taken(type_name: object) -> None:
    problems = problems_in({"elements": [{"id": "a", "type": type_name}]})

    assert list(problems) == ["elements[0].type"]


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (1, True),
        ([1, "a", True, None], True),
        (2**53, True),
        (2**53 + 1, False),
        (10**400, False),
        (float("inf"), False),
        ({}, False),
        ([[1]], False),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_condition_compares_with_scalars_and_lists(value: object, fits: bool) -> None:
    condition = {"element": "a", "op": "eq", "value": value}
    rule = {"id": "r", "if": {"all": [condition]}, "then": {"goTo": "a"}}

    problems = problems_in({"rules": [rule]})

    assert list(problems) == ([] if fits else ["rules[0].if.all[0].value"])


@pytest.mark.parametrize(
    "action", [{}, {"complete": False}, {"goTo": "a", "complete": True}, {"goto": 5}, "a"]
)
def test_an_action_does_exactly_one_thing(action: object) -> None:
    rule = {"id": "r", "if": {"all": []}, "then": action}

    (place,) = problems_in({"rules": [rule]})

    assert place.startswith("rules[0].then")


def test_ids_hold_no_nul_and_texts_lose_it() -> None:
    element = {"id": "a\x00", "type": "text", "text": {"en": "x\x00\ud800y"}}

    assert list(problems_in({"elements": [element]})) == ["elements[0].id"]
    survey = SurveyDefinitionModel.model_validate({"elements": [element | {"id": "a"}]})
    assert survey.elements[0].text == {"en": "xy"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3)
    ),
    max_leaves=10,
)
NAMES = st.sampled_from(["name", "elements", "rules", "texts", "settings", "id", "type", "if"])


# The first draw compiles the alphabet of all of Unicode, which takes long on a busy machine.
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, json_values, max_size=5))
def test_no_json_makes_it_fail_otherwise_than_with_places(body: dict[str, Any]) -> None:
    problems = problems_in(body)

    if not problems:
        message = SurveyDefinitionModel.model_validate(body).to_proto()
        SurveyDefinitionModel.from_proto(message)


def test_null_means_left_out_but_makes_no_property_known() -> None:
    problems = problems_in({"name": "a", "settings": None, "colour": None})

    assert list(problems) == ["colour"]


def problems_in(body: dict[str, Any]) -> dict[str, str]:
    try:
        SurveyDefinitionModel.model_validate(body)
    except ValidationError as exc:
        return {problem.path: problem.message for problem in problems_of(exc.errors())}
    return {}


@pytest.mark.parametrize(
    "condition",
    [
        {"split": "wording"},
        {"percent": 50, "op": "eq", "variable": "agentId", "value": "7"},
        {"split": "wording", "percent": 50, "op": "eq"},
        {"split": "wording", "percent": 50, "variable": "agentId"},
        {"element": "score", "value": 9},
        {"split": "wording", "percent": "half"},
    ],
    ids=["no share", "a share of what", "compared", "of a variable", "no op", "no number"],
)
def test_a_condition_compares_or_draws(condition: dict[str, Any]) -> None:
    rule = {"id": "one", "if": {"all": [condition]}, "then": {"complete": True}}

    (path,) = problems_in({"rules": [rule]})

    assert path.startswith("rules[0].if.all[0]")
