"""Problems of rules are found: what they name, what they compare, where they lead."""

import pytest

from services.engine.definition import (
    ConditionDefinition,
    ElementType,
    Operator,
    RuleDefinition,
    SurveyDefinition,
)
from tests.unit.engine.building import (
    choice,
    element,
    opened,
    problems,
    rule,
    scale,
    survey_of,
    text,
    variable,
    when,
)

COLOURS = choice("colour", "red", "blue")

CASES: dict[str, tuple[SurveyDefinition, str, str]] = {
    "a rule to an unknown element": (
        survey_of(scale("score"), rules=[rule(when("score", "gt", 5), to="nowhere")]),
        "rules[0].then.goTo",
        'The rule goes to "nowhere", which is no element.',
    ),
    "a rule to the unavailable text": (
        survey_of(
            scale("score"),
            element("over", ElementType.UNAVAILABLE),
            rules=[rule(when("score", "gt", 5), to="over")],
        ),
        "rules[0].then.goTo",
        '"over" is outside the sequence: no rule can go there.',
    ),
    "a rule that leads nowhere": (
        survey_of(scale("score"), rules=[RuleDefinition(id="r", all=(when("score", "gt", 5),))]),
        "rules[0].then",
        "The rule leads nowhere.",
    ),
    "a rule that does two things": (
        survey_of(
            scale("score"),
            rules=[
                RuleDefinition(id="r", all=(when("score", "gt", 5),), go_to="done", complete=True)
            ],
        ),
        "rules[0].then",
        "A rule either goes to an element or completes.",
    ),
    "a rule that is never tried": (
        survey_of(opened("why"), rules=[rule(variable("vip", "answered"))]),
        "rules[0].at",
        "A rule on variables alone must name the element after which it is tried.",
    ),
    "a rule at an unknown place": (
        survey_of(opened("why"), rules=[rule(variable("vip", "answered"), at="where")]),
        "rules[0].at",
        'The rule is tried at "where", which is no element.',
    ),
    "a rule after the end": (
        survey_of(opened("why"), rules=[rule(variable("vip", "answered"), at="done")]),
        "rules[0].at",
        'Nothing comes after "done": the rule is never tried.',
    ),
    "a condition on an unknown element": (
        survey_of(opened("why"), rules=[rule(when("who", "answered"))]),
        "rules[0].if.all[0].element",
        'The condition is on "who", which is no element.',
    ),
    "a condition on a text": (
        survey_of(text("hello"), opened("why"), rules=[rule(when("hello", "answered"))]),
        "rules[0].if.all[0].element",
        'The condition is on "hello", which is never answered.',
    ),
    "a condition on nothing": (
        survey_of(
            opened("why"),
            rules=[rule(ConditionDefinition(op=Operator.ANSWERED), at="why")],
        ),
        "rules[0].if.all[0]",
        "A condition names either an element or a variable.",
    ),
    "a condition on a later answer": (
        survey_of(
            scale("first"),
            scale("second"),
            rules=[rule(when("second", "gt", 5), to="done", at="first")],
        ),
        "rules[0].if.all[0].element",
        '"second" is never answered before "first", where the rule is tried.',
    ),
    "conditions that exclude each other": (
        survey_of(
            scale("first"),
            scale("left"),
            scale("right"),
            rules=[
                rule(when("first", "gt", 5), to="right"),
                rule(when("left", "gte", 1)),
                rule(when("left", "gt", 1), when("right", "gt", 1)),
            ],
        ),
        "rules[2].if.all[1].element",
        '"right" is never answered before "left", where the rule is tried.',
    ),
    "a value of the wrong kind": (
        survey_of(scale("score"), rules=[rule(when("score", "eq", "nine"))]),
        "rules[0].if.all[0].value",
        'The value of "eq" must be a number.',
    ),
    "a value that is no option": (
        survey_of(COLOURS, rules=[rule(when("colour", "in", ["green"]))]),
        "rules[0].if.all[0].value",
        "The value of \"in\" names no option of 'colour': 'green'.",
    ),
    "an index of no option": (
        survey_of(COLOURS, rules=[rule(when("colour", "eq", 2))]),
        "rules[0].if.all[0].value",
        "The value of \"eq\" is no index of an option of 'colour': 2.",
    ),
    "between without two bounds": (
        survey_of(scale("score"), rules=[rule(when("score", "between", [1]))]),
        "rules[0].if.all[0].value",
        'The value of "between" must be a list of two numbers.',
    ),
    "an element that the first rule always passes": (
        survey_of(scale("score"), opened("why"), rules=[rule(when("score", "gte", 1))]),
        "elements[1]",
        'Nothing ever leads to "why".',
    ),
    "an element behind an answer that there always is": (
        survey_of(opened("why"), opened("what"), rules=[rule(when("why", "answered"))]),
        "elements[1]",
        'Nothing ever leads to "what".',
    ),
    "an element behind a rule without conditions": (
        survey_of(opened("why"), opened("what"), rules=[rule(at="why")]),
        "elements[1]",
        'Nothing ever leads to "what".',
    ),
    "an element behind complementary alternatives": (
        survey_of(
            opened("why"),
            opened("what"),
            rules=[
                RuleDefinition(
                    id="r",
                    any=(variable("vip", "eq", "1"), variable("VIP", "ne", "1")),
                    complete=True,
                    at="why",
                )
            ],
        ),
        "elements[1]",
        'Nothing ever leads to "what".',
    ),
    "an end that is never reached": (
        survey_of(scale("score"), rules=[rule(when("score", "answered"), to="score")]),
        "elements[1]",
        'Nothing ever leads to "done".',
    ),
    "a cycle without a question": (
        survey_of(
            opened("why"),
            text("one"),
            text("two"),
            rules=[rule(variable("vip", "answered"), to="one", at="two")],
        ),
        "rules[0].then.goTo",
        'From "two" back to "one" there is no question: it would never end.',
    ),
    "a text that leads to itself": (
        survey_of(
            text("one"), opened("why"), rules=[rule(variable("x", "skipped"), to="one", at="one")]
        ),
        "rules[0].then.goTo",
        'From "one" back to "one" there is no question: it would never end.',
    ),
}


@pytest.mark.parametrize(("definition", "path", "message"), CASES.values(), ids=CASES.keys())
def test_the_problem_of_a_rule_is_found(
    definition: SurveyDefinition, path: str, message: str
) -> None:
    found = problems(definition)

    assert (path, message) in [(finding.path, finding.message) for finding in found]
