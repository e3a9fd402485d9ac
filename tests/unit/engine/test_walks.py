"""What the analysis of walks promises holds in every conversation that is really held."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from services.engine.conversation import start
from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    Operator,
    Settings,
    SurveyDefinition,
)
from services.engine.outcome import OutgoingText
from services.engine.problems import find_problems
from services.engine.state import SessionState
from services.engine.survey import compile_survey
from tests.unit.engine.building import (
    measured,
    opened,
    problems,
    rule,
    said,
    scale,
    survey_of,
    text,
    variable,
)

NAMES = ("a", "b", "c", "d", "e")

kinds = st.lists(st.sampled_from(["text", "scale", "scale", "open"]), min_size=2, max_size=5)


def _conditions(on: list[ElementDefinition]) -> st.SearchStrategy[ConditionDefinition]:
    """Conditions on the answers to some elements, of values that fit them."""
    names = [one.id for one in on]
    answered = st.builds(
        ConditionDefinition,
        element=st.sampled_from(names),
        op=st.sampled_from([Operator.ANSWERED, Operator.SKIPPED]),
    )
    scales = [one.id for one in on if one.type is ElementType.SCALE]
    if not scales:
        return answered
    compared = st.builds(
        ConditionDefinition,
        element=st.sampled_from(scales),
        op=st.sampled_from([Operator.GTE, Operator.LT, Operator.EQ, Operator.NE]),
        value=st.integers(1, 4),
    )
    return answered | compared | compared


def found_on(place: ElementDefinition) -> st.SearchStrategy[tuple[ConditionDefinition, ...]]:
    return st.lists(_conditions([place]), min_size=1, max_size=2).map(tuple)


@st.composite
def surveys(draw: st.DrawFn) -> SurveyDefinition:
    """Surveys of a few elements and rules, not all of them without problems."""
    made = [_element(name, kind) for name, kind in zip(NAMES, draw(kinds), strict=False)]
    targets = st.sampled_from([*(one.id for one in made), "done"])
    rules = []
    for number in range(draw(st.integers(0, 4))):
        place = draw(st.sampled_from(made))
        fields = {"id": str(number), "to": draw(targets)}
        if place.type is ElementType.TEXT:
            rules.append(rule(variable("v", "eq", "1"), at=place.id, **fields))
        elif draw(st.booleans()):
            rules.append(rule(*draw(found_on(place)), **fields))
        else:
            rules.append(rule(any=draw(found_on(place)), **fields))
    return survey_of(*made, rules=rules, settings=Settings(delay_seconds=0, think_seconds=0))


replies = st.lists(st.sampled_from(["1", "2", "3", "x", "why not"]), max_size=25)


def _element(name: str, kind: str) -> ElementDefinition:
    match kind:
        case "text":
            return text(name)
        case "open":
            return opened(name)
        case _:
            return scale(name, 1, 3, optional=name in "bd")


def _said_in(
    definition: SurveyDefinition, given_replies: list[str], value: str
) -> tuple[list[OutgoingText], SessionState]:
    survey = compile_survey(definition)
    outcome = start(survey, language="en", variables={"v": value})
    heard = list(outcome.texts)
    for reply in given_replies:
        outcome = said(survey, outcome.state, reply)
        heard.extend(outcome.texts)
    return heard, outcome.state.status


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(surveys(), replies, st.sampled_from(["0", "1"]))
def test_a_survey_without_problems_never_loops_and_never_says_too_much(
    definition: SurveyDefinition, given_replies: list[str], value: str
) -> None:
    assume(not problems(definition))

    heard, _ = _said_in(definition, given_replies, value)

    assert [one.sequence for one in heard] == list(range(1, len(heard) + 1))
    assert len(heard) <= 50


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(surveys(), replies, st.sampled_from(["0", "1"]))
def test_what_the_check_calls_unreachable_is_never_said(
    definition: SurveyDefinition, given_replies: list[str], value: str
) -> None:
    found = find_problems(definition, measure=measured)
    others = [one for one in found if not one.message.startswith("Nothing ever leads to")]
    assume(found and not others)

    unreachable = {one.message.split('"')[1] for one in found}
    heard, _ = _said_in(definition, given_replies, value)

    assert not unreachable & {one.element_id for one in heard}
