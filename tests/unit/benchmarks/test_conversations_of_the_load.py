"""What the load accepts as a right conversation, and what it calls wrong."""

import pytest

from tests.benchmarks.conversations import Conversation, Conversations
from tests.benchmarks.questionnaire import QUESTIONS, message

PHONE = "+4790000001"
ADDRESS = "19630000000042"


def take(conversations: Conversations, number: int, **changes: str) -> Conversation | None:
    """Take message `number` of the conversation, under an id of its own."""
    what = {"phone": PHONE, "address": ADDRESS, "text": message(number), **changes}
    return conversations.receive(what.pop("id", f"id-{number}"), **what)


def invited() -> Conversations:
    """Conversations with one phone that waits for its first question."""
    conversations = Conversations()
    conversations.expect(PHONE)
    return conversations


def test_a_whole_conversation_is_right() -> None:
    conversations = invited()

    for number in range(1, QUESTIONS + 2):
        conversation = take(conversations, number)
        assert conversation is not None
        conversation.answered = min(number, QUESTIONS)

    assert conversations.wrong == []
    assert conversation is not None
    assert not conversation.asked


def test_the_same_message_twice_is_a_repetition_and_not_wrong() -> None:
    conversations = invited()
    take(conversations, 1)

    assert take(conversations, 1) is None

    assert conversations.repeats == 1
    assert conversations.wrong == []


def test_the_same_question_under_another_id_is_wrong() -> None:
    conversations = invited()
    take(conversations, 1)

    assert take(conversations, 1, id="another") is None

    assert len(conversations.wrong) == 1


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"text": message(2)}, id="a question before its turn"),
        pytest.param({"text": message(QUESTIONS + 1)}, id="the thanks at the beginning"),
        pytest.param({"phone": "+4790000002"}, id="a phone that was sent nothing"),
    ],
)
def test_what_had_not_to_come_is_wrong(changes: dict[str, str]) -> None:
    conversations = invited()

    assert take(conversations, 1, **changes) is None

    assert len(conversations.wrong) == 1


def test_a_question_without_an_answer_before_it_is_wrong() -> None:
    conversations = invited()
    take(conversations, 1)

    assert take(conversations, 2) is None

    assert len(conversations.wrong) == 1


def test_another_reply_address_in_mid_conversation_is_wrong() -> None:
    conversations = invited()
    first = take(conversations, 1)
    assert first is not None
    first.answered = 1

    take(conversations, 2, address="19630000000043")

    assert len(conversations.wrong) == 1
