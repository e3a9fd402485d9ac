"""The state survives being written down, whatever is in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engine.definition import JsonValue
from services.engine.state import SessionState, State, StoredAnswer

values = st.one_of(st.integers(), st.booleans(), st.text(), st.lists(st.integers(0, 20)).map(tuple))
answers = st.builds(
    StoredAnswer,
    value=values,
    option_ids=st.lists(st.text()).map(tuple),
    labels=st.lists(st.text()).map(tuple),
    comment=st.text(),
    text=st.text(),
    understood_by=st.text(),
)
states = st.builds(
    State,
    language=st.text(),
    variables=st.dictionaries(st.text(), st.text()),
    status=st.sampled_from(SessionState),
    current_element=st.none() | st.text(),
    answers=st.dictionaries(st.text(), answers),
    invalid_replies=st.integers(0, 9),
    attempts=st.integers(0, 9),
    pending=st.none() | answers,
    confirms=st.integers(0, 9),
    spoken=st.sampled_from(["", "de"]),
    sent=st.integers(0, 99),
    question_sequence=st.integers(0, 99),
)


@given(states)
def test_a_state_reads_back_as_it_was_written(state: State) -> None:
    assert State.from_json(json.loads(json.dumps(state.to_json()))) == state


def test_true_does_not_become_one() -> None:
    state = State(language="en", answers={"sure": StoredAnswer(value=True)})

    back = State.from_json(json.loads(json.dumps(state.to_json())))

    assert back.answers["sure"].value is True


def test_a_state_of_a_newer_version_can_be_read() -> None:
    written: dict[str, JsonValue] = {
        "language": "no",
        "status": "active",
        "mood": "good",
        "answers": {"a": {"v": 1, "z": 2}},
    }

    state = State.from_json(written)

    assert state.answers["a"].value == 1


def test_what_is_empty_is_not_written() -> None:
    assert State(language="en").to_json() == {"language": "en", "status": "active"}


def test_an_open_answer_is_written_once() -> None:
    assert StoredAnswer(value="Fine", text="Fine").to_json() == {"v": "Fine"}


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"language": "en"},
        {"language": "en", "status": "asleep"},
        {"language": "en", "status": "active", "answers": {"a": {}}},
    ],
)
def test_what_is_no_state_is_refused(written: dict[str, JsonValue]) -> None:
    with pytest.raises(ValueError, match=r"language|SessionState|value"):
        State.from_json(written)
