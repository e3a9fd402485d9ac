"""A fast wrong answer is a failure: what the check after a run finds."""

from collections.abc import Sequence

import pytest

from tests.benchmarks.conversations import Conversation
from tests.benchmarks.questionnaire import QUESTIONS, answer, element_id
from tests.benchmarks.verification import Kept, mistakes

PHONE = "+4790000001"


def conversation(*, answered: int) -> Conversation:
    """A conversation in which so many questions were answered, each of them once."""
    return Conversation(phone=PHONE, received=answered + 1, answered=answered)


def kept(*numbers: int) -> list[Kept]:
    """Replies as they have to be stored, to these questions in this order."""
    return [("answer", element_id(number), answer(PHONE, number)) for number in numbers]


def found(replies: Sequence[Kept], *, state: str = "active", answered: int = 2) -> list[str]:
    """Return what is found wrong with one conversation."""
    return mistakes(
        [conversation(answered=answered)], replies={PHONE: replies}, states={PHONE: state}
    )


def test_what_was_said_is_what_is_kept() -> None:
    assert found(kept(1, 2)) == []


def test_a_conversation_that_is_over_is_completed() -> None:
    everything = kept(*range(1, QUESTIONS + 1))

    assert found(everything, state="completed", answered=QUESTIONS) == []
    assert len(found(everything, state="active", answered=QUESTIONS)) == 1


@pytest.mark.parametrize(
    "replies",
    [
        pytest.param(kept(1), id="lost"),
        pytest.param(kept(1, 2, 2), id="doubled"),
        pytest.param(kept(2, 1), id="out of order"),
        pytest.param([*kept(1), ("answer", element_id(3), answer(PHONE, 2))], id="misplaced"),
        pytest.param([*kept(1), ("answer", element_id(2), 0)], id="changed"),
        pytest.param([*kept(1), ("late", element_id(2), None)], id="not taken"),
    ],
)
def test_a_reply_that_is_not_kept_exactly_right_is_found(replies: Sequence[Kept]) -> None:
    assert len(found(replies)) == 1


def test_a_customer_left_without_the_next_message_is_found() -> None:
    left = Conversation(phone=PHONE, received=2, answered=2)

    wrong = mistakes([left], replies={PHONE: kept(1, 2)}, states={PHONE: "active"})

    assert len(wrong) == 1


def test_a_reply_of_nobody_is_found() -> None:
    assert len(mistakes([], replies={PHONE: kept(1)}, states={})) == 1
