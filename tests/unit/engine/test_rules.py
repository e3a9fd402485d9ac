"""Operators, groups, and where a rule is tried."""

import pytest

from services.engine.definition import (
    ElementType,
    JsonValue,
    RuleDefinition,
)
from services.engine.elements.element import Question
from services.engine.rules import compile_condition
from services.engine.state import AnswerValue, State, StoredAnswer
from tests.unit.engine.building import (
    choice,
    compiled,
    element,
    opened,
    rule,
    scale,
    text,
    texts,
    told,
    variable,
    when,
)

SURVEY = compiled(
    scale("score"),
    element("sure", ElementType.YES_NO),
    choice("colour", "red", "blue", "green"),
    choice("several", "red", "blue", "green", max_selections=3),
    opened("why"),
)
QUESTIONS: dict[str, Question] = dict(SURVEY.questions)

ANSWERS: list[tuple[str, AnswerValue | None, str, JsonValue, bool]] = [
    ("score", 5, "eq", 5, True),
    ("score", 5, "eq", 5.0, True),
    ("score", 5, "ne", 5, False),
    ("score", 5, "ne", 4, True),
    ("score", 5, "lt", 5, False),
    ("score", 5, "lt", 5.5, True),
    ("score", 5, "lte", 5, True),
    ("score", 5, "gt", 5, False),
    ("score", 5, "gte", 5, True),
    ("score", 5, "between", [5, 6], True),
    ("score", 5, "between", [3, 5], True),
    ("score", 5, "between", [6, 9], False),
    ("score", 5, "in", [1, 5], True),
    ("score", 5, "notIn", [1, 5], False),
    ("score", 5, "answered", None, True),
    ("score", 5, "skipped", None, False),
    ("score", 0, "answered", None, True),
    ("score", None, "answered", None, False),
    ("score", None, "skipped", None, True),
    ("score", None, "ne", 5, False),
    ("score", None, "notIn", [5], False),
    ("score", None, "lt", 5, False),
    ("sure", True, "eq", True, True),
    ("sure", True, "eq", "yes", True),
    ("sure", False, "eq", "no", True),
    ("sure", False, "eq", True, False),
    ("sure", True, "ne", False, True),
    ("sure", True, "gte", 1, False),
    ("sure", True, "in", [False, True], True),
    ("colour", 1, "eq", "blue", True),
    ("colour", 1, "eq", 1, True),
    ("colour", 1, "eq", "red", False),
    ("colour", 1, "ne", "red", True),
    ("colour", 1, "in", ["red", "blue"], True),
    ("colour", 1, "in", [0, 1], True),
    ("colour", 1, "notIn", ["red", 2], True),
    ("colour", 1, "contains", "blue", True),
    ("several", (0, 2), "contains", "green", True),
    ("several", (0, 2), "contains", "blue", False),
    ("several", (0, 2), "contains", ["red", "green"], True),
    ("several", (0, 2), "eq", ["green", "red"], True),
    ("several", (0, 2), "eq", "red", False),
    ("several", (0,), "eq", "red", True),
    ("several", (0, 2), "in", ["blue", "green"], True),
    ("several", (0, 2), "notIn", ["blue"], True),
    ("several", (0, 2), "notIn", ["blue", "green"], False),
    ("why", "Too SLOW ", "eq", "too slow", True),
    ("why", "It was too SLOW", "contains", "Slow", True),
    ("why", "It was fine", "contains", "slow", False),
    ("why", "7", "gt", 6, True),
    ("why", "seven", "gt", 6, False),
    ("why", "No", "in", ["no", "yes"], True),
]


@pytest.mark.parametrize(("name", "value", "op", "operand", "expected"), ANSWERS)
def test_a_condition_on_an_answer(
    name: str, value: AnswerValue | None, op: str, operand: JsonValue, expected: bool
) -> None:
    condition = compile_condition(when(name, op, operand), QUESTIONS)
    answers = {} if value is None else {name: StoredAnswer(value=value)}

    assert condition.holds(State(language="en", answers=answers)) is expected


VARIABLES: list[tuple[str | None, str, JsonValue, bool]] = [
    ("q_vip", "eq", "q_vip", True),
    ("q_VIP", "eq", "q_vip", False),
    ("q_vip", "ne", "q_vip", False),
    (None, "ne", "q_vip", True),
    (None, "eq", "q_vip", False),
    (None, "skipped", None, True),
    ("", "answered", None, False),
    ("x", "answered", None, True),
    ("q_vip", "in", ["a", "q_vip"], True),
    (None, "notIn", ["a"], True),
    ("12", "gt", 5, True),
    ("12", "between", [12, 13], True),
    ("12.0", "eq", 12, True),
    ("twelve", "gt", 5, False),
    ("nan", "gt", 5, False),
    ("true", "eq", True, True),
    ("a,b", "contains", "b", True),
]


@pytest.mark.parametrize(("value", "op", "operand", "expected"), VARIABLES)
def test_a_condition_on_a_variable(
    value: str | None, op: str, operand: JsonValue, expected: bool
) -> None:
    condition = compile_condition(variable("queueKey", op, operand), QUESTIONS)
    variables = {} if value is None else {"queuekey": value}

    assert condition.holds(State(language="en", variables=variables)) is expected


def test_the_first_rule_that_matches_decides() -> None:
    survey = compiled(
        scale("score"),
        opened("low"),
        opened("high"),
        rules=[
            rule(when("score", "gte", 5), to="high"),
            rule(when("score", "gte", 3), to="done"),
        ],
    )

    assert texts(told(survey, "7")) == ["high"]
    assert texts(told(survey, "4")) == ["done"]
    assert texts(told(survey, "2")) == ["low"]


def test_all_and_any_must_both_hold() -> None:
    both = RuleDefinition(
        id="both",
        all=(when("score", "gt", 5),),
        any=(variable("a", "eq", "1"), variable("b", "eq", "1")),
        complete=True,
    )
    survey = compiled(scale("score"), opened("why"), rules=[both])

    assert texts(told(survey, "6", a="1")) == ["done"]
    assert texts(told(survey, "6", B="1")) == ["done"]
    assert texts(told(survey, "6")) == ["why"]
    assert texts(told(survey, "5", a="1")) == ["why"]


def test_a_rule_is_tried_after_every_element_that_it_names() -> None:
    survey = compiled(
        scale("first"),
        scale("second"),
        opened("why"),
        rules=[rule(when("first", "gt", 5), when("second", "gt", 5))],
    )

    assert texts(told(survey, "9")) == ["second"]
    assert texts(told(survey, "9", "9")) == ["done"]
    assert texts(told(survey, "9", "1")) == ["why"]


def test_a_rule_with_a_place_of_its_own_sees_earlier_answers() -> None:
    survey = compiled(
        scale("first"),
        opened("second"),
        opened("third"),
        rules=[rule(when("first", "lt", 5), to="third", at="second"), rule(at="third")],
    )

    assert texts(told(survey, "9", "x")) == ["third"]


def test_a_rule_at_a_text_is_tried_when_the_walk_passes_it() -> None:
    survey = compiled(
        text("hello"),
        text("offer"),
        opened("why"),
        rules=[rule(variable("vip", "skipped"), to="why", at="hello")],
    )

    assert texts(told(survey)) == ["hello", "why"]
    assert texts(told(survey, vip="1")) == ["hello", "offer", "why"]
