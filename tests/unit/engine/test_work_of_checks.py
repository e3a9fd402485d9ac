"""No definition wears a check out: the work is counted in lines of the engine, never in seconds.

Within the bounds it grows with the definition; a search looks for the definition that costs most.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st

from services.contracts.survey_codec import definition_to_json
from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    JsonValue,
    OptionDefinition,
    RuleDefinition,
    SurveyDefinition,
)
from services.engine.problems import Effort, UnwantedError, look_over
from services.engine.problems.bounds import size_problems
from tests.unit.engine.building import (
    choice,
    element,
    measured,
    opened,
    rule,
    scale,
    survey_of,
    text,
    variable,
    when,
)
from tests.unit.engine.large_definitions import FAMILIES

LINES_FOR_A_BYTE = 20
"""Of the definition as it is stored. A million bytes of the costliest take under a second."""
LINES_FOR_A_PAIR = 6
"""Of elements, of which there are at most 500: walks are followed between any two of them."""


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of the engine some work runs through, those of loops each time."""
    count = 0

    def in_engine(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return in_engine

    def called(frame: FrameType, _event: str, _: Any) -> Any:
        return in_engine if "/services/engine/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def bytes_of(definition: SurveyDefinition) -> int:
    return len(json.dumps(definition_to_json(definition)).encode())


def allowance(definition: SurveyDefinition) -> int:
    pairs = len(definition.elements) ** 2
    return LINES_FOR_A_BYTE * bytes_of(definition) + LINES_FOR_A_PAIR * pairs + 10_000


def lines_of_a_check(definition: SurveyDefinition) -> int:
    return lines_run(lambda: look_over(definition, measure=measured))


@pytest.mark.parametrize("size", [100, 400])
@pytest.mark.parametrize("name", FAMILIES)
def test_the_work_grows_no_faster_than_the_definition(name: str, size: int) -> None:
    definition = FAMILIES[name](size)
    assert not list(size_problems(definition))

    assert lines_of_a_check(definition) <= allowance(definition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much there is of each part of a definition that is made of a plan."""

    elements: int
    rules: int
    conditions: int
    values: int
    options: int
    languages: int
    aliases: int
    letters: int
    pipes: int
    phrases: int
    places: int
    jump: int
    kinds: tuple[str, ...]
    operators: tuple[str, ...]
    subjects: tuple[str, ...]


COMPARING = ("eq", "ne", "in", "notIn", "contains", "gte", "lt", "between", "answered", "skipped")
plans = st.builds(
    Plan,
    elements=st.integers(1, 60),
    rules=st.integers(0, 60),
    conditions=st.integers(1, 50),
    values=st.integers(1, 300),
    options=st.integers(1, 60),
    languages=st.integers(1, 20),
    aliases=st.integers(0, 20),
    letters=st.integers(1, 200),
    pipes=st.integers(0, 40),
    phrases=st.integers(0, 50),
    places=st.integers(1, 60),
    jump=st.integers(-5, 60),
    kinds=st.lists(
        st.sampled_from(["text", "open", "scale", "number", "choice", "several", "yesNo"]),
        min_size=1,
        max_size=4,
    ).map(tuple),
    operators=st.lists(st.sampled_from(COMPARING), min_size=1, max_size=4).map(tuple),
    subjects=st.lists(st.sampled_from(["near", "far", "variable"]), min_size=1, max_size=3).map(
        tuple
    ),
)
LARGEST = 60_000
"""Bytes: the lines of a larger one are counted too slowly to look at many."""


def built(plan: Plan) -> SurveyDefinition:
    """The definition of a plan, made smaller until it can be looked at."""
    definition = _built(plan)
    while bytes_of(definition) > LARGEST:
        fields = ("elements", "rules", "values", "options", "languages", "letters")
        smaller = {name: max(1, getattr(plan, name) * 2 // 3) for name in fields}
        plan = replace(plan, **smaller)
        definition = _built(plan)
    return definition


def _built(plan: Plan) -> SurveyDefinition:
    codes = ("en", *(f"l{chr(97 + at)}" for at in range(plan.languages - 1)))
    elements = [_element(plan, at, codes) for at in range(plan.elements)]
    return survey_of(
        *elements,
        languages=codes,
        rules=[_rule(plan, at) for at in range(plan.rules)],
        texts={f"text {at}": dict.fromkeys(codes, "x") for at in range(plan.phrases)},
    )


def _element(plan: Plan, at: int, codes: tuple[str, ...]) -> ElementDefinition:
    words = "x" * plan.letters + "{{answer.e0|so}}" * plan.pipes
    said = dict.fromkeys(codes, words)
    options = tuple(
        OptionDefinition(
            id=str(option),
            text={code: f"{code[:1]}{option % 7}" for code in codes},
            aliases=tuple(f"{option} {alias}" for alias in range(plan.aliases)),
        )
        for option in range(plan.options)
    )
    name = f"e{at}"
    match plan.kinds[at % len(plan.kinds)]:
        case "text":
            return text(name, text=said)
        case "scale":
            return scale(name, 0, 2_000, text=said, optional=at % 2 == 0)
        case "number":
            return element(name, ElementType.NUMBER, text=said, error=said)
        case "choice":
            return element(name, ElementType.DROPDOWN, text=said, options=options)
        case "several":
            kind = ElementType.MULTIPLE_CHOICE
            return element(name, kind, text=said, options=options, max_selections=plan.options)
        case "yesNo":
            return element(name, ElementType.YES_NO, text=said)
        case _:
            return opened(name, text=said, error=said)


def _rule(plan: Plan, at: int) -> RuleDefinition:
    conditions = tuple(_condition(plan, at, place) for place in range(plan.conditions))
    target = f"e{max(0, at + plan.jump) % plan.elements}"
    place = f"e{at % plan.places % plan.elements}"
    made = RuleDefinition(id=f"r{at}", go_to=target, at=place, any=conditions)
    return replace(made, all=conditions, any=()) if at % 3 == 0 else made


def _condition(plan: Plan, at: int, place: int) -> ConditionDefinition:
    op = plan.operators[place % len(plan.operators)]
    near, far = at % plan.places, (at + place * 7) % plan.places
    subject = plan.subjects[place % len(plan.subjects)]
    asked = f"e{(near if subject == 'near' else far) % plan.elements}"
    names_words = subject == "variable" or plan.kinds[0] == "open"
    values: list[JsonValue] = [
        f"{place} {value}" if names_words else (place + value) % plan.options
        for value in range(plan.values)
    ]
    fitting: dict[str, JsonValue] = {
        "in": values,
        "notIn": values,
        "between": [place, place + plan.values],
        "gte": place,
        "lt": place,
    }
    value = fitting.get(op, values[0])
    return variable(f"v{place % 2}", op, value) if subject == "variable" else when(asked, op, value)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans)
def test_a_search_finds_no_definition_that_costs_more(plan: Plan) -> None:
    definition = built(plan)

    lines = lines_of_a_check(definition)

    target(lines / allowance(definition))
    assert lines <= allowance(definition)


def test_a_rule_of_thirty_thousand_values_is_refused_at_once() -> None:
    values: list[JsonValue] = [*range(30_000)]
    definition = survey_of(scale("score"), rules=[rule(when("score", "in", values))])
    reports = []

    lines = lines_run(lambda: reports.append(look_over(definition, measure=measured)))

    assert [(one.path, one.message) for one in reports[0].problems] == [
        ("rules[0].if.all[0].value", "A condition has at most 1000 values.")
    ]
    assert lines < 10 * len(values)


def test_a_check_ends_when_nobody_waits_for_it() -> None:
    definition = FAMILIES["jumps_everywhere"](499)
    asked = 0

    def is_wanted() -> bool:
        nonlocal asked
        asked += 1
        return asked < 3

    effort = Effort(is_wanted=is_wanted)
    with pytest.raises(UnwantedError):
        look_over(definition, measure=measured, effort=effort)

    assert effort.steps < 3_000


def test_a_check_that_takes_too_much_effort_is_a_problem() -> None:
    definition = FAMILIES["jumps_everywhere"](100)

    report = look_over(definition, measure=measured, effort=Effort(most=1_000))

    assert [problem.message for problem in report.problems] == [
        "The survey is too large to be checked: it needs fewer elements, rules or values."
    ]


BEYOND: dict[str, tuple[SurveyDefinition, str, str]] = {
    "conditions": (
        survey_of(scale("q"), rules=[rule(*([when("q", "eq", 1)] * 51), id="r")]),
        "rules[0].if",
        "A rule has at most 50 conditions.",
    ),
    "values": (
        survey_of(scale("q"), rules=[rule(variable("v", "in", ["x"] * 1_001), at="q")]),
        "rules[0].if.all[0].value",
        "A condition has at most 1000 values.",
    ),
    "values in lists in lists": (
        survey_of(scale("q"), rules=[rule(variable("v", "in", [["x"] * 600] * 2), at="q")]),
        "rules[0].if.all[0].value",
        "A condition has at most 1000 values.",
    ),
    "options": (
        survey_of(choice("q", *map(str, range(101)))),
        "elements[0].options",
        "A question has at most 100 options.",
    ),
    "aliases": (
        survey_of(
            element(
                "q",
                ElementType.DROPDOWN,
                options=(OptionDefinition(id="o", text={"en": "o"}, aliases=("x",) * 51),),
            )
        ),
        "elements[0].options[0].aliases",
        "An option has at most 50 aliases.",
    ),
    "languages": (
        survey_of(opened("q"), languages=("en",) * 21),
        "languages",
        "A survey has at most 20 languages.",
    ),
    "languages of a text": (
        survey_of(opened("q", text={f"l{at}": "x" for at in range(21)})),
        "elements[0].text",
        "A text has at most 20 languages.",
    ),
    "texts": (
        survey_of(opened("q"), texts={f"t{at}": {"en": "x"} for at in range(51)}),
        "texts",
        "A survey has at most 50 texts.",
    ),
    "characters of a text": (
        survey_of(opened("q", text={"en": "x" * 2_001})),
        "elements[0].text.en",
        "A text or a value has at most 2000 characters.",
    ),
    "characters of a value": (
        survey_of(opened("q"), rules=[rule(when("q", "eq", "x" * 2_001))]),
        "rules[0].if.all[0].value",
        "A text or a value has at most 2000 characters.",
    ),
    "characters of an id": (
        survey_of(opened("q" * 501, text={"en": "Why?"})),
        "elements[0].id",
        "A name or an id has at most 500 characters.",
    ),
}


@pytest.mark.parametrize(("definition", "path", "message"), BEYOND.values(), ids=BEYOND.keys())
def test_what_is_beyond_a_bound_is_told_with_its_place(
    definition: SurveyDefinition, path: str, message: str
) -> None:
    report = look_over(definition, measure=measured)

    assert [(one.path, one.message) for one in report.problems] == [(path, message)]
    assert (report.warnings, report.texts) == ((), ())


def test_a_thousand_problems_are_named_and_the_rest_counted() -> None:
    texts = (text(f"t{at}", text={"en": "{{x}} {{y}} {{z}}"}) for at in range(450))

    found = look_over(survey_of(opened("why"), *texts), measure=measured).problems

    assert len(found) == 1_001
    assert found[-1].message == "There are 350 more."
