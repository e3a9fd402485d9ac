"""Splits, and options in an order of the session's own: pure, repeatable, and reported by the definition."""

from collections import Counter
from typing import Any

import pytest

from services.engine.conversation import start
from services.engine.definition import ConditionDefinition, Operator, SurveyDefinition
from services.engine.outcome import Outcome
from services.engine.splits import arms_of, splits_of, with_splits
from services.engine.state import State
from services.engine.survey import Survey
from services.engine.unfinished import walkable
from tests.unit.engine.building import (
    choice,
    compiled,
    opened,
    problems,
    rule,
    said,
    scale,
    survey_of,
    text,
    texts,
)

SESSIONS = [f"0198c0de-0000-7000-8000-{number:012}" for number in range(2_000)]


def split(name: str, percent: float | None, **fields: Any) -> ConditionDefinition:
    return ConditionDefinition(op=Operator.EQ, split=name, percent=percent, **fields)


def begun(survey: Survey, session_id: str = "", **variables: str) -> Outcome:
    return start(survey, language="en", session_id=session_id, variables=variables)


WORDING = compiled(
    text("hello"),
    scale("warm"),
    scale("cold"),
    rules=[rule(split("wording", 30), to="cold", at="hello")],
)
# Who is asked `warm` is asked `cold` afterwards; who is in the share is asked that alone.


def test_a_condition_holds_for_its_share_and_for_a_session_always_or_never() -> None:
    first = [begun(WORDING, one).state.current_element for one in SESSIONS]

    assert Counter(first)["cold"] / len(SESSIONS) == pytest.approx(0.3, abs=0.03)
    assert first == [begun(WORDING, one).state.current_element for one in SESSIONS]


def test_the_arm_is_a_variable_whatever_the_caller_says() -> None:
    for one in SESSIONS[:20]:
        state = start(
            WORDING, language="en", session_id=one, variables={"Split.Wording": "Z"}
        ).state

        arm = "A" if state.current_element == "cold" else "B"
        assert state.variables == {"split.wording": arm}
        assert arms_of(WORDING.splits, one) == {"split.wording": arm}


def test_who_tries_a_survey_out_may_say_which_arm_it_is() -> None:
    for arm, asked in (("A", "cold"), ("B", "warm")):
        state = start(WORDING, language="en", variables={"split.wording": arm}).state

        assert state.current_element == asked


def test_two_percentages_of_one_name_make_three_arms() -> None:
    survey = compiled(
        text("hello"),
        scale("first"),
        scale("second"),
        scale("third"),
        rules=[
            rule(split("which", 33), to="third", at="hello"),
            rule(split("Which", 66), to="second", at="hello"),
        ],
    )

    asked = Counter(begun(survey, one).state.current_element for one in SESSIONS)
    arms = Counter(arms_of(survey.splits, one)["split.which"] for one in SESSIONS)

    assert splits_of(
        survey_of(scale("a"), rules=[rule(split("which", 33)), rule(split("Which", 66))])
    ) == {"which": [33, 66]}
    assert [arms["A"], arms["B"], arms["C"]] == [asked["third"], asked["second"], asked["first"]]
    assert all(count / len(SESSIONS) == pytest.approx(1 / 3, abs=0.04) for count in arms.values())


def test_a_survey_without_splits_stays_what_it_is() -> None:
    definition = survey_of(scale("score"))

    assert with_splits(definition) is definition
    assert begun(compiled(scale("score")), SESSIONS[0]).state.variables == {}


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        (split("wording", 0), "rules[0].if.all[0].percent"),
        (split("wording", 100), "rules[0].if.all[0].percent"),
        (split("wording", None), "rules[0].if.all[0].percent"),
        (split("the wording", 50), "rules[0].if.all[0].split"),
        (split("", 50), "rules[0].if.all[0].split"),
        (split("wording", 50, element="score"), "rules[0].if.all[0]"),
    ],
)
def test_a_split_is_checked(condition: ConditionDefinition, path: str) -> None:
    found = problems(
        survey_of(scale("score"), opened("why"), rules=[rule(condition, at="score", id="one")])
    )

    assert [one.path for one in found] == [path]


def test_a_split_alone_names_its_place() -> None:
    found = problems(survey_of(scale("score"), opened("why"), rules=[rule(split("one", 50))]))

    assert [one.path for one in found] == ["rules[0].at"]


def test_more_splits_than_anybody_can_read_are_refused() -> None:
    rules = [rule(split(f"s{number}", 50), at="score", id=f"{number}") for number in range(11)]

    found = problems(survey_of(scale("score"), opened("why"), rules=rules))

    assert [one.message for one in found] == ["A survey has at most 10 splits."]


def test_a_draft_with_a_split_can_be_walked() -> None:
    draft = SurveyDefinition(
        elements=(text("hello"), scale("warm"), scale("cold")),
        rules=(rule(split("wording", 30), to="cold", at="hello"),),
    )

    assert len(walkable(draft).definition.rules) == 1


# -- shuffled options

FRUIT = ("Apple", "Banana", "Cherry", "Damson")
SHUFFLED = compiled(choice("fruit", *FRUIT, shuffle_options=True))


def shown(outcome: Outcome) -> list[str]:
    """The labels in the order of their numbers."""
    return [line.partition(". ")[2] for line in texts(outcome)[-1].splitlines() if ". " in line]


def test_each_session_shows_the_options_in_an_order_of_its_own() -> None:
    orders = Counter(tuple(shown(begun(SHUFFLED, one))) for one in SESSIONS)

    assert len(orders) == 24
    assert min(orders.values()) > len(SESSIONS) / 24 / 2
    first = Counter(order[0] for order in orders.elements())
    assert all(count / len(SESSIONS) == pytest.approx(0.25, abs=0.04) for count in first.values())


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_what_is_stored_is_the_index_in_the_definition(number: int) -> None:
    for one in SESSIONS[:20]:
        asked = begun(SHUFFLED, one)
        label = shown(asked)[number - 1]

        for words in (str(number), label):
            reply = said(SHUFFLED, asked.state, words).reply

            assert reply is not None
            assert (reply.value, reply.labels) == (FRUIT.index(label), (label,))


def test_asked_again_the_order_is_the_same_and_it_survives_storage() -> None:
    asked = begun(SHUFFLED, SESSIONS[1])
    stored = State.from_json(asked.state.to_json())

    assert stored == asked.state
    assert shown(said(SHUFFLED, stored, "nothing")) == shown(asked)


def test_several_may_be_chosen_by_the_numbers_shown() -> None:
    survey = compiled(choice("fruit", *FRUIT, shuffle_options=True, max_selections=2))
    asked = begun(survey, SESSIONS[2])
    first, third = shown(asked)[0], shown(asked)[2]

    reply = said(survey, asked.state, "1, 3").reply

    assert reply is not None
    assert reply.value == (FRUIT.index(first), FRUIT.index(third))


def test_who_tries_a_survey_out_sees_the_order_of_the_definition() -> None:
    assert shown(begun(SHUFFLED)) == [*FRUIT]
    assert "seed" not in begun(compiled(choice("fruit", *FRUIT)), SESSIONS[0]).state.to_json()


def test_only_choices_have_options_to_shuffle() -> None:
    (found,) = problems(survey_of(scale("score", shuffle_options=True)))

    assert found.path == "elements[0].shuffleOptions"
