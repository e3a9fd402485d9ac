"""What is said of conditions without trying values is what trying values would have found."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    JsonValue,
    Operator,
)
from services.engine.elements.element import Question
from services.engine.elements.registry import compile_element
from services.engine.problems.always import by_subject, can_hold, certainty_of
from services.engine.rules import Rule, compile_condition
from services.engine.state import AnswerValue
from tests.unit.engine.building import choice, element, opened, scale, variable, when

LOW, HIGH = 1, 6
numbers = st.integers(LOW - 2, HIGH + 2) | st.sampled_from([0.5, 2.5, 6.5])
COUNT, MOST = 4, 3
indices = st.integers(0, COUNT - 1)
words: st.SearchStrategy[JsonValue] = st.sampled_from(
    ["", "5", "5.0", " 5", "abc", "b", 5, 7.5, -1]
)

COMPARING = (Operator.LT, Operator.LTE, Operator.GT, Operator.GTE)
EITHER = (Operator.EQ, Operator.NE, Operator.CONTAINS)
LISTS = (Operator.IN, Operator.NOT_IN)
NO_VALUE = (Operator.ANSWERED, Operator.SKIPPED)


def _conditions(
    values: st.SearchStrategy[JsonValue], *, element: str | None, key: str | None = None
) -> st.SearchStrategy[list[ConditionDefinition]]:
    """A few conditions on one subject, of every operator."""
    ordered: st.SearchStrategy[JsonValue] = numbers
    operands: st.SearchStrategy[tuple[Operator, JsonValue]] = st.one_of(
        st.tuples(st.sampled_from(EITHER), values),
        st.tuples(st.sampled_from(LISTS), st.lists(values, min_size=1, max_size=4)),
        st.tuples(st.sampled_from(COMPARING), ordered),
        st.tuples(st.just(Operator.BETWEEN), st.lists(ordered, min_size=2, max_size=2)),
        st.tuples(st.sampled_from(NO_VALUE), st.none()),
    )
    one = operands.map(
        lambda pair: ConditionDefinition(element=element, variable=key, op=pair[0], value=pair[1])
    )
    return st.lists(one, min_size=1, max_size=4)


SCALE = scale("q", LOW, HIGH)
CHOICE = choice("q", *"abcd")
SEVERAL = choice("q", *"abcd", max_selections=MOST)
YES_NO = element("q", ElementType.YES_NO)

CHOSEN = chain.from_iterable(combinations(range(COUNT), size) for size in range(1, MOST + 1))
KINDS: dict[
    str, tuple[ElementDefinition, st.SearchStrategy[JsonValue], tuple[AnswerValue, ...]]
] = {
    "scale": (SCALE, numbers, tuple(range(LOW, HIGH + 1))),
    "choice": (CHOICE, indices, tuple(range(COUNT))),
    "several": (SEVERAL, indices | st.lists(indices, max_size=3), tuple(CHOSEN)),
    "yes or no": (YES_NO, st.booleans(), (True, False)),
}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_certain_or_impossible_is_what_trying_every_answer_finds(
    kind: str, data: st.DataObject
) -> None:
    asked, values, answers = KINDS[kind]
    question = compile_element(asked)
    assert isinstance(question, Question)
    written = data.draw(_conditions(values, element="q"))
    questions = {"q": question}
    conditions = tuple(compile_condition(one, questions) for one in written)

    rule = Rule(id="r", all=(), any=conditions, target=None)
    certain = certainty_of(rule, questions).always_matches("elsewhere", questions)
    possible = can_hold(conditions, questions)

    every = (*answers, None)
    assert certain == all(any(one.holds_for(value) for one in conditions) for value in every)
    assert possible == any(all(one.holds_for(value) for one in conditions) for value in every)


texts = st.sampled_from(
    ["", " ", "5", "5.0", "05", " 5 ", "7.5", "abc", "b", "-1", "never named", "nan"]
)


@given(written=_conditions(words, element=None, key="v"), value=texts)
def test_what_always_holds_of_a_variable_holds_of_every_text(
    written: list[ConditionDefinition], value: str
) -> None:
    conditions = tuple(compile_condition(one, {}) for one in written)
    rule = Rule(id="r", all=(), any=conditions, target=None)

    if certainty_of(rule, {}).always_matches("elsewhere", {}):
        assert any(one.holds_for(value) for one in conditions)


ALWAYS: dict[str, list[ConditionDefinition]] = {
    "one agent and all others": [variable("v", "eq", "x"), variable("v", "ne", "x")],
    "a list and all others": [variable("v", "in", ["x", "y"]), variable("v", "notIn", ["y", "x"])],
    "two that leave out different ones": [variable("v", "ne", "x"), variable("v", "ne", "y")],
    "given or not": [variable("v", "answered"), variable("v", "skipped")],
    "what is left out contains it": [variable("v", "ne", "abc"), variable("v", "contains", "b")],
    "a number and all others": [variable("v", "ne", 5), variable("v", "between", [4, 6])],
    "nothing contained": [variable("v", "contains", "")],
}


@pytest.mark.parametrize("written", ALWAYS.values(), ids=ALWAYS.keys())
def test_conditions_on_a_variable_that_always_hold_are_told(
    written: list[ConditionDefinition],
) -> None:
    conditions = tuple(compile_condition(one, {}) for one in written)
    rule = Rule(id="r", all=(), any=conditions, target=None)

    assert certainty_of(rule, {}).always_matches("elsewhere", {})


def test_a_required_question_is_answered_where_it_was_asked_and_only_there() -> None:
    question = compile_element(opened("q"))
    assert isinstance(question, Question)
    questions = {"q": question}
    rule = Rule(
        id="r", all=(compile_condition(when("q", "answered"), questions),), any=(), target=None
    )

    certain = certainty_of(rule, questions)

    assert certain.always_matches("q", questions)
    assert not certain.always_matches("elsewhere", questions)


def test_conditions_are_grouped_by_what_they_are_on() -> None:
    written = [variable("a", "eq", "1"), variable("b", "eq", "1"), variable("A", "eq", "2")]
    conditions = [compile_condition(one, {}) for one in written]

    groups = by_subject(conditions)

    assert [len(group) for group in groups.values()] == [2, 1]
