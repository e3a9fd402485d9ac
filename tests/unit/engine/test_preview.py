"""A preview holds the whole conversation and says what became of every reply."""

from services.engine.outcome import OutgoingText
from services.engine.preview import PreviewReply, preview
from services.engine.state import SessionState
from tests.unit.engine.building import choice, compiled, scale, text

SURVEY = compiled(text("hello"), scale("score"), choice("colour", "red", "blue"))


def test_turns_stand_in_the_order_in_which_a_phone_shows_them() -> None:
    held = preview(
        SURVEY, language="en", content="Dear you", replies=["x", "8 fine", "2", "thanks"]
    )

    shown = [
        turn.text if isinstance(turn, OutgoingText) else f"> {turn.text}" for turn in held.turns
    ]
    assert shown == [
        "Dear you\nhello",
        "score",
        "> x",
        "Please reply with a whole number from 1 to 10.\nscore",
        "> 8 fine",
        "colour\n1. red\n2. blue",
        "> 2",
        "done",
        "> thanks",
        "This survey is over and takes no more answers.",
    ]
    assert held.state is SessionState.COMPLETED
    assert {name: stored.value for name, stored in held.answers.items()} == {
        "score": 8,
        "colour": 1,
    }


def test_replies_say_whether_they_were_accepted_and_why_not() -> None:
    held = preview(SURVEY, language="en", replies=["11", "8", "", "blue", "more"])

    replies = [turn for turn in held.turns if isinstance(turn, PreviewReply)]
    assert [(turn.accepted, turn.reason) for turn in replies] == [
        (False, "out_of_range"),
        (True, ""),
        (False, "empty"),
        (True, ""),
        (False, "late"),
    ]
    assert replies[3].taken.option_ids == ("blue",)


def test_a_preview_without_replies_is_the_start() -> None:
    held = preview(SURVEY, language="en")

    assert len(held.turns) == 2
    assert held.state is SessionState.ACTIVE
