"""The phones of the fault suite: what they reply to what they see, and when they wait."""

import random

import pytest

from tests.faults.questionnaire import greeting, questions, thanks
from tests.faults.talk import NONSENSE, Habit, Talk, begin

PHONE = "+4790000001"
FIRST, SECOND = questions("alpha")[:2]


def talk_of(habit: Habit = Habit.NONE, *, odd_at: int = 1) -> Talk:
    """A conversation with a person of this habit, that has got its greeting."""
    talk = Talk(
        phone=PHONE,
        survey="alpha",
        address="19630000000001",
        habit=habit,
        odd_at=odd_at,
        patience=0,
        chance=random.Random(1),
    )
    talk.receive(greeting("alpha"))
    return talk


def test_each_question_gets_the_reply_that_was_drawn_for_it() -> None:
    talk = talk_of()

    said = [talk.receive(one.text) for one in questions("alpha")]

    assert [[reply.text for reply in replies] for replies in said] == [
        [one.reply(PHONE)] for one in questions("alpha")
    ]


def test_after_the_thanks_nothing_is_said_and_nothing_waited_for() -> None:
    talk = talk_of()

    assert talk.receive(thanks("alpha")) == []
    talk.acknowledged(talk.received, 5.0)

    assert (talk.done, talk.waiting_since) == (True, None)


def test_a_phone_waits_from_the_acknowledgement_to_the_next_message() -> None:
    talk = talk_of()
    talk.receive(FIRST.text)

    talk.acknowledged(talk.received, 5.0)
    assert talk.waiting_since == 5.0

    talk.receive(SECOND.text)
    assert talk.waiting_since is None


def test_an_acknowledgement_later_than_the_next_message_makes_nobody_wait() -> None:
    talk = talk_of()
    talk.receive(FIRST.text)
    before = talk.received
    talk.receive(SECOND.text)

    talk.acknowledged(before, 5.0)

    assert talk.waiting_since is None


def test_nonsense_comes_first_and_the_answer_when_asked_again() -> None:
    talk = talk_of(Habit.CLUMSY)

    first = talk.receive(FIRST.text)
    again = talk.receive(f"A number, please.\n{FIRST.text}")

    assert [reply.text for reply in (*first, *again)] == [NONSENSE, FIRST.reply(PHONE)]


def test_who_has_answered_does_not_answer_again_when_asked_again() -> None:
    talk = talk_of()
    talk.receive(FIRST.text)

    assert talk.receive(f"A number, please.\n{FIRST.text}") == []


@pytest.mark.parametrize(
    ("habit", "stray"), [(Habit.TAPS_TOGETHER, False), (Habit.TAPS_APART, True)]
)
def test_a_double_tap_is_two_copies_of_one_reply(habit: Habit, stray: bool) -> None:
    [reply] = talk_of(habit).receive(FIRST.text)

    assert (reply.copies, reply.stray) == (2, stray)


def test_the_impatient_reply_to_the_greeting() -> None:
    talk = begin(PHONE, "alpha", address="1963", seed="1")
    talk.habit = Habit.IMPATIENT

    [reply] = talk.receive(greeting("alpha"))

    assert (reply.text, reply.element, reply.stray) == (NONSENSE, None, True)


def test_a_seed_draws_the_same_people_again() -> None:
    drawn = [
        [
            (talk.habit, talk.odd_at, talk.patience)
            for talk in (begin(f"+479{n:07}", "alpha", address="", seed=seed) for n in range(50))
        ]
        for seed in ("1", "1", "2")
    ]

    assert drawn[0] == drawn[1] != drawn[2]
    assert {habit for habit, _, _ in drawn[0]} == set(Habit)
