"""What the ways through a survey cost, and how it flows."""

import pytest

from services.engine.definition import SurveyDefinition
from services.engine.problems import Ways, look_over
from services.engine.problems.flow import Step, flow_of
from tests.unit.engine.building import measured, opened, rule, scale, survey_of, text, when

LONG = "x" * 200
"""Two segments."""


def ways(definition: SurveyDefinition) -> Ways | None:
    return look_over(definition, measure=measured).ways


def test_a_sequence_has_one_way() -> None:
    assert ways(survey_of(text("a"), scale("b"))) == Ways(shortest=3, longest=3)


def test_a_rule_makes_a_shorter_way() -> None:
    definition = survey_of(
        scale("a"), text("b", text={"en": LONG}), rules=[rule(when("a", "gte", 9), to="done")]
    )

    assert ways(definition) == Ways(shortest=2, longest=4)


def test_the_costliest_language_counts() -> None:
    definition = survey_of(
        text("a", text={"en": "a", "no": LONG}), languages=("en", "no"), default_language="en"
    )

    found = ways(definition)

    assert found is not None
    assert found.shortest >= 2


def test_what_is_piped_in_counts_at_its_longest() -> None:
    definition = survey_of(opened("a"), text("b", text={"en": "{{answer.a|it}}"}))

    found = ways(definition)

    assert found is not None
    assert found.longest is not None
    assert found.longest > found.shortest == 3


def test_where_a_rule_leads_back_there_is_no_longest_way() -> None:
    definition = survey_of(scale("a"), scale("b"), rules=[rule(when("b", "lt", 3), to="a")])

    assert ways(definition) == Ways(shortest=3, longest=None)


def test_without_an_end_there_is_no_way() -> None:
    assert ways(SurveyDefinition(default_language="en", languages=("en",))) is None


def test_the_flow_names_rules_and_what_nothing_reaches() -> None:
    definition = survey_of(
        scale("a"),
        text("b"),
        text("c"),
        rules=[rule(when("a", "gte", 9), id="high", to="c"), rule(when("a", "lt", 9), to="done")],
    )

    flow = flow_of(definition, measure=measured)

    assert flow is not None
    assert flow.steps[0] == Step(source="a", target="c", rule="high", always=False)
    assert [(one.source, one.target) for one in flow.steps] == [
        ("a", "c"),
        ("a", "done"),
        ("a", "b"),
        ("b", "c"),
        ("c", "done"),
    ]
    assert flow.unreached == ()
    assert flow.steps[-1].always


def test_after_a_rule_that_always_matches_nothing_else_follows() -> None:
    definition = survey_of(
        scale("a"), text("b"), rules=[rule(when("a", "answered"), id="on", to="done")]
    )

    flow = flow_of(definition, measure=measured)

    assert flow is not None
    assert Step(source="a", target="done", rule="on", always=True) in flow.steps
    assert flow.unreached == ("b",)


@pytest.mark.parametrize("definition", [SurveyDefinition(), survey_of(text("a"), text("a"))])
def test_a_draft_flows_however_unfinished_it_is(definition: SurveyDefinition) -> None:
    assert flow_of(definition, measure=measured) is not None
