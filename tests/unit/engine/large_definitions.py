"""Families of definitions that wear a check out: each grows with one number, and no two alike.

Every family was slow once, or is the worst that can be thought of for one of the checks. They stay
within the bounds of a survey unless they say otherwise.
"""

from collections.abc import Callable, Mapping

from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    JsonValue,
    OptionDefinition,
    RuleDefinition,
    SurveyDefinition,
)
from tests.unit.engine.building import (
    choice,
    element,
    opened,
    rule,
    scale,
    survey_of,
    text,
    variable,
    when,
)

Family = Callable[[int], SurveyDefinition]


def _any(
    conditions: list[ConditionDefinition], *, name: str, at: str | None = None
) -> RuleDefinition:
    return RuleDefinition(id=name, any=tuple(conditions), complete=True, at=at)


def values_on_a_number(size: int) -> SurveyDefinition:
    """Rules that name every second number, and so nearly cover all of them."""
    named: list[JsonValue] = [2 * number for number in range(min(size, 1_000))]
    rules = [
        _any([when("n", "in", named), when("n", "notIn", named)], name=f"r{at}")
        for at in range(max(1, size // 1_000))
    ]
    return survey_of(element("n", ElementType.NUMBER), opened("why"), rules=rules)


def values_on_a_text(size: int) -> SurveyDefinition:
    """Rules that leave out what others let in, in thousands of texts."""
    named = [f"agent {number}" for number in range(min(size, 998))]
    rules = [
        _any(
            [
                variable("agent", "notIn", [*named[1:], 7]),
                variable("agent", "in", [*named, "7.0"]),
                *(variable("agent", "contains", f"t {number}") for number in range(40)),
            ],
            name=f"r{at}",
            at="why",
        )
        for at in range(max(1, size // 1_000))
    ]
    return survey_of(opened("why"), rules=rules)


def _ring(size: int) -> list[ElementDefinition]:
    return [scale(f"q{number}", 1, 900) for number in range(min(size, 499))]


def jumps_everywhere(size: int) -> SurveyDefinition:
    """Walks in which everything leads to everything, back and forth."""
    asked = _ring(size)
    rules = [
        rule(
            when(f"q{number % len(asked)}", "eq", number),
            to=f"q{number * 7 % len(asked)}",
            id=f"r{number}",
        )
        for number in range(min(2 * size, 1_000))
    ]
    return survey_of(*asked, rules=rules)


def rules_tried_everywhere(size: int) -> SurveyDefinition:
    """Rules of fifty conditions, each tried after fifty elements."""
    asked = _ring(size)
    rules = [
        rule(
            *(when(f"q{(number + step) % len(asked)}", "gte", 0) for step in range(50)),
            to=f"q{number % len(asked)}",
            id=f"r{number}",
        )
        for number in range(min(size, 1_000))
    ]
    return survey_of(*asked, rules=rules)


def silent_rings(size: int) -> SurveyDefinition:
    """Texts that lead back to texts, each by rules on a variable: every one of them is a finding."""
    said = [text(f"t{number}") for number in range(min(size, 498))]
    rules = [
        rule(
            variable("v", "eq", number),
            to=f"t{number * 5 % len(said)}",
            at=f"t{number % len(said)}",
            id=f"r{number}",
        )
        for number in range(min(2 * size, 1_000))
    ]
    return survey_of(*said, opened("why"), rules=rules)


def options_in_languages(size: int) -> SurveyDefinition:
    """Choices whose labels are alike, in every language that there may be."""
    codes = [f"l{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(20)]
    options = tuple(
        OptionDefinition(id=f"o{at}", text={code: f"{code} {at % 50}" for code in codes})
        for at in range(100)
    )
    asked = [
        element(f"q{at}", ElementType.MULTIPLE_CHOICE, options=options, max_selections=2)
        for at in range(max(1, size // 100))
    ]
    return survey_of(*asked, languages=tuple(codes), default_language=codes[0])


def values_on_options(size: int) -> SurveyDefinition:
    """Rules that name every option by its id, many times."""
    labels = [f"o{at}" for at in range(100)]
    named: list[JsonValue] = [*labels] * 10
    rules = [
        _any([when("c", "in", named), when("c", "notIn", named)], name=f"r{at}")
        for at in range(max(1, size // 1_000))
    ]
    return survey_of(choice("c", *labels), opened("why"), rules=rules)


def sets_of_options(size: int) -> SurveyDefinition:
    """Rules on ten options of which any may be chosen together."""
    labels = [f"o{at}" for at in range(10)]
    named: list[JsonValue] = [*labels]
    conditions = [when("c", "contains", named[at % 10 :]) for at in range(48)]
    rules = [
        _any([*conditions, when("c", "notIn", named * 50)], name=f"r{at}")
        for at in range(max(1, size // 100))
    ]
    return survey_of(choice("c", *labels, max_selections=10), opened("why"), rules=rules)


def pipes(size: int) -> SurveyDefinition:
    """Texts full of pipes to what there is not."""
    return survey_of(
        opened("why"),
        *(
            text(f"t{at}", text={"en": "{{answer.x}}" * 100})
            for at in range(max(1, min(size // 100, 498)))
        ),
    )


def replaced_phrases(size: int) -> SurveyDefinition:
    """Choices with hints, each looked up among texts that replace phrases."""
    asked = [
        choice(f"c{at}", "a", "b", max_selections=2) for at in range(max(1, min(size // 10, 499)))
    ]
    return survey_of(*asked, texts={f"text {at}": {"en": "x"} for at in range(50)})


def brackets(size: int) -> SurveyDefinition:
    """Braces that open and never close."""
    return survey_of(
        opened("why"),
        *(
            text(f"t{at}", text={"en": "{{answer.why|" * 150})
            for at in range(max(1, min(size // 100, 498)))
        ),
    )


FAMILIES: Mapping[str, Family] = {
    family.__name__: family
    for family in (
        values_on_a_number,
        values_on_a_text,
        jumps_everywhere,
        rules_tried_everywhere,
        silent_rings,
        options_in_languages,
        values_on_options,
        sets_of_options,
        pipes,
        replaced_phrases,
        brackets,
    )
}
