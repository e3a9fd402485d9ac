"""When two definitions say the same."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from services.engine.definition import ConditionDefinition, JsonValue, Operator, RuleDefinition
from services.engine.definition import SurveyDefinition as Definition
from services.surveys.domain.fingerprint import fingerprint
from tests.fakes.definitions import sound_definition


def with_value(value: JsonValue) -> Definition:
    condition = ConditionDefinition(op=Operator.EQ, element="score", value=value)
    return Definition(rules=(RuleDefinition(id="rule", all=(condition,)),))


def test_equal_definitions_have_one_fingerprint() -> None:
    assert fingerprint(sound_definition()) == fingerprint(sound_definition())


def test_the_order_of_languages_in_a_text_says_nothing() -> None:
    one = Definition(texts={"error": {"en": "No.", "no": "Nei."}})
    other = Definition(texts=MappingProxyType({"error": {"no": "Nei.", "en": "No."}}))

    assert fingerprint(one) == fingerprint(other)


def test_the_order_of_elements_does() -> None:
    definition = sound_definition()
    turned = replace(definition, elements=definition.elements[::-1])

    assert fingerprint(turned) != fingerprint(definition)


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), ("1", 1), ([1], 1), ("", 0)])
def test_values_of_different_kinds_differ(one: JsonValue, other: JsonValue) -> None:
    assert fingerprint(with_value(one)) != fingerprint(with_value(other))
