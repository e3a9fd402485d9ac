"""What is done to a definition before it is stored, and what is refused."""

from dataclasses import replace

import pytest

from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    JsonValue,
    Operator,
    OptionDefinition,
    RuleDefinition,
    SurveyDefinition,
)
from services.runtime.errors import ServiceError
from services.surveys.domain.storable_definition import storable_definition
from tests.fakes.definitions import sound_definition


def test_a_storable_definition_stays_as_it_is() -> None:
    assert storable_definition(sound_definition()) == sound_definition()


def test_nul_and_half_characters_are_removed_from_every_text() -> None:
    dirty, clean = "a\x00b\ud800c", "abc"

    def definition(text: str) -> SurveyDefinition:
        option = OptionDefinition(id="o", text={"en": text}, aliases=(text,))
        element = ElementDefinition(
            id="e",
            type=ElementType.DROPDOWN,
            text={"en": text},
            error={text: text},
            options=(option,),
        )
        condition = ConditionDefinition(
            op=Operator.IN, variable=text, value=[text, {text: text}, 1, None]
        )
        return SurveyDefinition(
            name=text,
            default_language=text,
            languages=(text,),
            elements=(element,),
            rules=(RuleDefinition(id="r", any=(condition,), complete=True),),
            texts={text: {"en": text}},
        )

    assert storable_definition(definition(dirty)) == definition(clean)


def test_every_id_that_cannot_be_stored_is_named() -> None:
    bad = "x\x00"
    definition = SurveyDefinition(
        elements=(
            ElementDefinition(
                id=bad, type=ElementType.DROPDOWN, options=(OptionDefinition(id=bad),)
            ),
        ),
        rules=(
            RuleDefinition(
                id=bad,
                at=bad,
                go_to=bad,
                any=(ConditionDefinition(op=Operator.ANSWERED, element=bad),),
            ),
        ),
    )

    with pytest.raises(ServiceError) as raised:
        storable_definition(definition)

    assert [problem.path for problem in raised.value.problems] == [
        "elements[0].id",
        "elements[0].options[0].id",
        "rules[0].id",
        "rules[0].at",
        "rules[0].then.goTo",
        "rules[0].if.any[0].element",
    ]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_without_end_are_refused_however_deep(number: float) -> None:
    condition = ConditionDefinition(op=Operator.IN, variable="v", value=[1, {"a": [number]}])
    rule = RuleDefinition(id="r", all=(condition,), complete=True)
    settings = replace(SurveyDefinition().settings, think_seconds=number)

    with pytest.raises(ServiceError) as raised:
        storable_definition(SurveyDefinition(rules=(rule,), settings=settings))

    paths = [problem.path for problem in raised.value.problems]
    assert paths == ["settings.thinkSeconds", "rules[0].if.all[0].value"]


@pytest.mark.parametrize(("depth", "fits"), [(1, True), (16, True), (17, False), (40, False)])
def test_values_are_not_nested_without_end(depth: int, fits: bool) -> None:
    value: JsonValue = 1
    for _ in range(depth):
        value = [value]
    condition = ConditionDefinition(op=Operator.IN, variable="v", value=value)
    definition = SurveyDefinition(rules=(RuleDefinition(id="r", any=(condition,), complete=True),))

    if fits:
        assert storable_definition(definition) == definition
        return
    with pytest.raises(ServiceError) as raised:
        storable_definition(definition)
    assert [problem.path for problem in raised.value.problems] == ["rules[0].if.any[0].value"]
