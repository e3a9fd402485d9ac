"""Definitions survive protos and storage; times keep their instant."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from svar.surveys.v1 import survey_pb2

from services.cli.survey_file import load_survey_file
from services.contracts.survey_codec import (
    definition_from_json,
    definition_from_proto,
    definition_to_json,
    definition_to_proto,
)
from services.contracts.timestamps import (
    to_datetime,
    to_duration,
    to_optional_timestamp,
    to_seconds,
    to_timestamp,
)
from services.engine.definition import (
    AnswerFormat,
    Cap,
    CapPeriod,
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    Metric,
    Operator,
    OptionDefinition,
    RuleDefinition,
    Sampling,
    SecondSurvey,
    Settings,
    SurveyDefinition,
)

SURVEYS = sorted((Path(__file__).parents[2] / "conversations" / "surveys").glob("*.yaml"))

translations = st.dictionaries(st.sampled_from(["en", "no"]), st.text(), max_size=2)
int32 = st.integers(-(2**31), 2**31 - 1)
json_values = st.recursive(
    st.booleans()
    | st.integers(-(2**50), 2**50)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
options = st.builds(
    OptionDefinition, id=st.text(), text=translations, aliases=st.lists(st.text()).map(tuple)
)
element_definitions = st.builds(
    ElementDefinition,
    id=st.text(),
    type=st.sampled_from(ElementType),
    text=translations,
    min=st.none() | int32,
    max=st.none() | int32,
    min_label=translations,
    max_label=translations,
    optional=st.booleans(),
    metric=st.none() | st.sampled_from(Metric),
    error=translations,
    options=st.lists(options, max_size=2).map(tuple),
    max_selections=st.none() | int32,
    unit=st.none() | st.text(min_size=1),
    format=st.none() | st.sampled_from(AnswerFormat),
    pattern=st.none() | st.text(min_size=1),
    example=st.none() | st.text(min_size=1),
    min_length=st.none() | int32,
    max_length=st.none() | int32,
)
conditions = st.one_of(
    st.builds(
        ConditionDefinition,
        op=st.sampled_from(Operator),
        element=st.text(),
        value=st.none() | json_values,
    ),
    st.builds(ConditionDefinition, op=st.sampled_from(Operator), variable=st.text()),
    st.builds(ConditionDefinition, op=st.sampled_from(Operator)),
    st.builds(
        ConditionDefinition,
        op=st.just(Operator.EQ),
        split=st.text(),
        percent=st.none() | st.floats(0, 100),
    ),
)
groups = st.lists(conditions, max_size=2).map(tuple)
places = st.none() | st.text(min_size=1)
rules = st.one_of(
    st.builds(RuleDefinition, id=st.text(), all=groups, any=groups, go_to=st.text(), at=places),
    st.builds(RuleDefinition, id=st.text(), all=groups, any=groups, complete=st.just(True)),
    st.builds(RuleDefinition, id=st.text(), all=groups, any=groups, at=places),
)
definitions = st.builds(
    SurveyDefinition,
    name=st.text(),
    default_language=st.text(),
    languages=st.lists(st.text(), max_size=3).map(tuple),
    elements=st.lists(element_definitions, max_size=3).map(tuple),
    rules=st.lists(rules, max_size=3).map(tuple),
    texts=st.dictionaries(st.text(), translations, max_size=2),
    settings=st.builds(
        Settings,
        expiry_hours=int32,
        delay_seconds=st.floats(0, 100),
        invalid_reply_limit=int32,
        second_survey=st.sampled_from(SecondSurvey),
        show_hints=st.booleans(),
        think_seconds=st.floats(0, 100),
        reminders=st.lists(int32, max_size=3).map(tuple),
        sampling=st.none() | st.builds(Sampling, percent=st.floats(0, 100)),
        caps=st.lists(
            st.builds(Cap, by=st.text(), max=int32, per=st.sampled_from(CapPeriod)), max_size=2
        ).map(tuple),
    ),
)


@given(definitions)
def test_a_definition_survives_the_protos(definition: SurveyDefinition) -> None:
    wire = definition_to_proto(definition).SerializeToString()

    assert definition_from_proto(survey_pb2.SurveyDefinition.FromString(wire)) == definition


@given(definitions)
def test_a_definition_survives_storage(definition: SurveyDefinition) -> None:
    stored = json.dumps(definition_to_json(definition))

    assert definition_from_json(json.loads(stored)) == definition


@pytest.mark.parametrize("path", SURVEYS, ids=lambda path: path.stem)
def test_a_real_survey_survives_both(path: Path) -> None:
    definition = load_survey_file(path)

    assert definition_from_proto(definition_to_proto(definition)) == definition
    assert definition_from_json(definition_to_json(definition)) == definition


def test_whole_numbers_come_back_as_integers() -> None:
    condition = ConditionDefinition(op=Operator.IN, element="a", value=[1, 2.5, True, "x", None])
    rule = RuleDefinition(id="r", all=(condition,), complete=True)

    back = definition_from_proto(definition_to_proto(SurveyDefinition(rules=(rule,))))

    value = back.rules[0].all[0].value
    assert value == [1, 2.5, True, "x", None]
    assert isinstance(value, list)
    assert [type(one) for one in value] == [int, float, bool, str, type(None)]


def test_settings_that_are_absent_are_the_defaults() -> None:
    assert definition_from_proto(survey_pb2.SurveyDefinition()).settings == Settings()


def test_settings_of_zero_are_kept() -> None:
    proto = survey_pb2.SurveyDefinition(settings=survey_pb2.Settings(think_seconds=0))

    assert definition_from_proto(proto).settings == Settings(think_seconds=0)


def test_an_element_of_no_known_type_is_refused() -> None:
    proto = survey_pb2.SurveyDefinition(elements=[survey_pb2.Element(id="x")])

    with pytest.raises(ValueError, match="'x' has no known type"):
        definition_from_proto(proto)


def test_a_condition_without_an_operator_is_refused() -> None:
    group = survey_pb2.ConditionGroup(all=[survey_pb2.Condition(element="x")])
    proto = survey_pb2.SurveyDefinition(rules=[survey_pb2.Rule(id="r", condition=group)])

    with pytest.raises(ValueError, match="no known operator"):
        definition_from_proto(proto)


def test_what_is_no_stored_definition_is_refused() -> None:
    with pytest.raises(ValueError, match="not a stored survey"):
        definition_from_json({"elements": "none"})


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_survives_to_the_microsecond(moment: datetime) -> None:
    assert to_datetime(to_timestamp(moment)) == moment


def test_an_offset_is_only_another_way_to_write_an_instant() -> None:
    oslo = datetime(2026, 12, 1, 12, tzinfo=timezone(timedelta(hours=1)))

    assert to_datetime(to_timestamp(oslo)) == oslo
    assert to_datetime(to_timestamp(oslo)).tzinfo is UTC


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="without an offset"):
        to_timestamp(datetime(2026, 12, 1, tzinfo=UTC).replace(tzinfo=None))


def test_no_time_stays_no_time() -> None:
    assert to_optional_timestamp(None) is None


@pytest.mark.parametrize("seconds", [0, 0.25, 2, 3_600.5])
def test_a_duration_survives(seconds: float) -> None:
    assert to_seconds(to_duration(seconds)) == seconds
