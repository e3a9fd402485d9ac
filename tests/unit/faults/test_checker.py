"""The checker of the fault suite: each rule holds for a sound history, and breaks for each way to spoil one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.faults.checker import RULES, check
from tests.faults.history import Arrival, Carried, Disturbance, History, KeptReply, Rest, Said
from tests.faults.questionnaire import OVER, questions
from tests.faults.rules_of_messages import MOST_AT_ONCE
from tests.unit.faults.histories import sound_history

Spoil = Callable[[History], History]


def _first(items: Sequence[Any], **changes: Any) -> list[Any]:
    return [replace(items[0], **changes), *items[1:]]


def _without_first(items: Sequence[Any]) -> list[Any]:
    return list(items[1:])


def _again(items: Sequence[Any], **changes: Any) -> list[Any]:
    return [*items, replace(items[0], **changes)]


def _reply(history: History, number: int, **changes: Any) -> list[KeptReply]:
    replies = list(history.replies)
    replies[number] = replace(replies[number], **changes)
    return replies


def _swapped(items: Sequence[Any], one: int, other: int) -> list[Any]:
    swapped = list(items)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    return swapped


def _sent_again(history: History, *, after: float = 1.0) -> History:
    arrival = history.arrivals[0]
    again = Arrival(message=arrival.message, at=arrival.at + after, kept=True, clear=True)
    return replace(history, arrivals=[*history.arrivals, again])


def _forgotten(history: History, count: int) -> History:
    """Let a process be killed after it had sent so many messages, which another sends again."""
    arrivals = [
        Arrival(message=f"m-{number}", at=at, kept=True, clear=True)
        for number in range(count)
        for at in (100.0, 108.0)
    ]
    killed = Disturbance(name="killed", target="sms", began=100.5, ended=102.0)
    return replace(history, arrivals=[*history.arrivals, *arrivals], disturbances=[killed])


def _stray(history: History, *, verdict: str, element: str | None = None) -> History:
    """Add a reply that is no answer to anything, at the end of the first session."""
    first = history.replies[0]
    said = Said(id="in-x", phone=first.phone, to=first.address, text="hm", element=element)
    received = replace(history.received[0], id="r-x", provider_id="in-x", at=9.0)
    reply = replace(first, id="r-x", text="hm", verdict=verdict, element=element, at=9.0)
    return replace(
        history,
        said=[*history.said, said],
        received=[*history.received, received],
        replies=[*history.replies, reply],
    )


SURVEYS = "a survey acknowledged and lost, or sent twice"
LOST = "a reply acknowledged and lost"
TWICE = "a reply kept twice"
ANSWERED = "a question answered twice"
SESSION = "a reply in a wrong session"
QUESTION = "an answer to a wrong question, or a wrong value"
ASIDE = "an answer put aside that had to be taken"
STATE = "a session that is not as its phone has answered"
ASTRAY = "a message that never left, or that nobody was to get"
ORDER = "a question skipped, said twice or out of order"
SENT = "a message sent twice although its outcome was clear"
SUBNUMBER = "a subnumber shared by two open sessions of a phone"
TOO_MANY = "more messages sent twice by an interruption than were leaving just then"
REPORT = "a delivery report acknowledged and lost"
WAITING = "a customer without the next message 10 s after everything runs again"

SPOILT: list[tuple[str, str, Spoil]] = [
    ("a session is not there", SURVEYS, lambda h: replace(h, sessions=_without_first(h.sessions))),
    (
        "a survey began two sessions",
        SURVEYS,
        lambda h: replace(h, sessions=_again(h.sessions, id="s-x", address="19630000000009")),
    ),
    (
        "another session was acknowledged",
        SURVEYS,
        lambda h: replace(h, invitations=_first(h.invitations, session="s-x")),
    ),
    (
        "a session of another phone",
        SURVEYS,
        lambda h: replace(h, sessions=_first(h.sessions, phone="+4790000009")),
    ),
    (
        "a session that nobody sent",
        SURVEYS,
        lambda h: replace(h, sessions=_again(h.sessions, reference="+4790000009/alpha")),
    ),
    ("not in the inbox", LOST, lambda h: replace(h, received=_without_first(h.received))),
    ("put aside", LOST, lambda h: replace(h, received=_first(h.received, parked=True))),
    ("never handled", LOST, lambda h: replace(h, replies=_without_first(h.replies))),
    ("still waiting", LOST, lambda h: replace(h, received=_first(h.received, waiting=True))),
    ("twice in the inbox", TWICE, lambda h: replace(h, received=_again(h.received, id="r-x"))),
    ("never came in", TWICE, lambda h: replace(h, replies=_again(h.replies, id="r-x"))),
    (
        "two answers to one question",
        ANSWERED,
        lambda h: replace(h, replies=_reply(h, 1, element="alpha1")),
    ),
    ("in no session", SESSION, lambda h: replace(h, replies=_reply(h, 0, session=None))),
    (
        "in the other's session",
        SESSION,
        lambda h: replace(h, replies=_reply(h, 0, session="s-+46700000002")),
    ),
    (
        "not from where it was sent",
        SESSION,
        lambda h: replace(h, said=_first(h.said, to="19630000000009")),
    ),
    ("another value", QUESTION, lambda h: replace(h, replies=_reply(h, 0, value=0))),
    ("the next question", QUESTION, lambda h: replace(h, replies=_reply(h, 0, element="alpha2"))),
    ("not asked yet", QUESTION, lambda h: replace(h, replies=_reply(h, 0, at=0.5))),
    ("an answer that nobody gave", QUESTION, lambda h: replace(h, said=_without_first(h.said))),
    (
        "early, and nothing else answers",
        ASIDE,
        lambda h: replace(h, replies=_reply(h, 0, verdict="early")),
    ),
    ("refused", ASIDE, lambda h: replace(h, replies=_reply(h, 0, verdict="invalid"))),
    (
        "late, and the survey is not over",
        ASIDE,
        lambda h: replace(h, replies=_reply(h, 4, verdict="late")),
    ),
    ("ignored", ASIDE, lambda h: replace(h, replies=_reply(h, 0, verdict="ignored"))),
    ("not completed", STATE, lambda h: replace(h, sessions=_first(h.sessions, state="active"))),
    ("no answers shown", STATE, lambda h: replace(h, sessions=_first(h.sessions, answers={}))),
    (
        "another answer shown",
        STATE,
        lambda h: replace(
            h, sessions=_first(h.sessions, answers={**h.sessions[0].answers, "alpha1": 0})
        ),
    ),
    ("never left", ASTRAY, lambda h: replace(h, messages=_first(h.messages, status="queued"))),
    ("not at the provider", ASTRAY, lambda h: replace(h, carried=_without_first(h.carried))),
    ("from nowhere", ASTRAY, lambda h: replace(h, carried=_again(h.carried, message="m-x"))),
    ("another text", ASTRAY, lambda h: replace(h, carried=_first(h.carried, text="Hello"))),
    ("to somebody else", ASTRAY, lambda h: replace(h, carried=_first(h.carried, recipient="+47"))),
    ("never handed over", ASTRAY, lambda h: replace(h, outbox=1)),
    ("skipped", ORDER, lambda h: replace(h, messages=[*h.messages[:2], *h.messages[3:]])),
    ("said twice", ORDER, lambda h: replace(h, messages=_again(h.messages, id="m-x", number=8))),
    ("left out of order", ORDER, lambda h: replace(h, carried=_swapped(h.carried, 1, 2))),
    (
        "another order",
        ORDER,
        lambda h: replace(h, messages=_first(h.messages, text=questions("alpha")[2].text)),
    ),
    (
        "over without being asked",
        ORDER,
        lambda h: replace(h, messages=_again(h.messages, id="m-x", number=8, text=OVER)),
    ),
    ("sent again", SENT, _sent_again),
    (
        "a process forgets more than it can know",
        TOO_MANY,
        lambda h: _forgotten(h, MOST_AT_ONCE + 1),
    ),
    (
        "a subnumber for two",
        SUBNUMBER,
        lambda h: replace(h, sessions=_again(h.sessions, id="s-x", created_at=1.0)),
    ),
    ("a report lost", REPORT, lambda h: replace(h, delivered=["m-+4790000001-1"])),
    (
        "left waiting",
        WAITING,
        lambda h: replace(h, rests=[Rest(waiting=1, longest=10.0, left=["+4790000001/alpha"])]),
    ),
]


def _broken(history: History) -> set[str]:
    return {one.never for one in check(history) if one.broken}


def test_a_sound_history_breaks_no_rule_and_gives_nearly_every_rule_something_to_look_at() -> None:
    verdicts = check(sound_history())

    assert [one for one in verdicts if one.broken] == []
    # In a sound history nothing is sent again, nor put aside, and nothing breaks.
    assert {one.never for one in verdicts if not one.looked_at} == {SENT, ASIDE, TOO_MANY}


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [(rule, spoil) for _, rule, spoil in SPOILT],
    ids=[name for name, _, _ in SPOILT],
)
def test_what_must_never_happen_is_found(rule: str, spoil: Spoil) -> None:
    assert rule in _broken(spoil(sound_history()))


def test_every_rule_can_be_broken() -> None:
    assert {rule.never for rule in RULES} == {rule for _, rule, _ in SPOILT}


class TestWhatIsAllowed:
    """What looks wrong at first and is right."""

    def test_a_double_tap_is_early(self) -> None:
        assert _broken(_stray(sound_history(), verdict="early", element="alpha1")) == set()

    def test_a_reply_after_the_end_is_late(self) -> None:
        assert _broken(_stray(sound_history(), verdict="late")) == set()

    def test_a_survey_that_nobody_acknowledged_may_be_lost(self) -> None:
        history = sound_history()
        unsent = replace(history.invitations[0], key="+4790000009/alpha", session=None)

        assert _broken(replace(history, invitations=[*history.invitations, unsent])) == set()

    def test_a_reply_that_nobody_acknowledged_may_be_lost(self) -> None:
        history = sound_history()
        unheard = replace(history.said[0], id="in-x", acknowledged_at=None)

        assert _broken(replace(history, said=[*history.said, unheard])) == set()

    def test_a_question_is_asked_again_for_each_refusal(self) -> None:
        history = _stray(sound_history(), verdict="invalid", element="alpha5")
        question, thanks = history.messages[5], history.messages[6]
        said = Carried(
            message="m-x", sender=question.address, recipient=question.recipient, text="?"
        )
        again = replace(question, id="m-x", number=7, text=f"What?\n{question.text}")
        history = replace(
            history,
            said=[*history.said[:-1], replace(history.said[-1], element=None)],
            messages=[
                *history.messages[:6],
                again,
                replace(thanks, number=8),
                *history.messages[7:],
            ],
            carried=[
                *history.carried[:6],
                replace(said, text=again.text),
                *history.carried[6:],
            ],
        )

        assert _broken(history) == set()

    @pytest.mark.parametrize("target", ["sms", "sms (2)"])
    def test_a_message_is_sent_again_when_the_sender_was_interrupted(self, target: str) -> None:
        killed = Disturbance(name="killed", target=target, began=0.5, ended=0.6)

        assert _broken(replace(_sent_again(sound_history()), disturbances=[killed])) == set()

    @pytest.mark.parametrize(
        ("target", "began"), [("Postgres", 0.5), ("sms", 1.5)], ids=["somebody else", "afterwards"]
    )
    def test_it_is_not_when_something_else_was(self, target: str, began: float) -> None:
        killed = Disturbance(name="killed", target=target, began=began, ended=began + 1)

        assert _broken(replace(_sent_again(sound_history()), disturbances=[killed])) == {SENT}

    def test_a_process_that_is_killed_forgets_what_was_leaving(self) -> None:
        assert _broken(_forgotten(sound_history(), MOST_AT_ONCE)) == set()

    def test_a_message_is_sent_again_when_its_outcome_was_unclear(self) -> None:
        history = _sent_again(sound_history())
        unclear = replace(history.arrivals[0], clear=False)

        assert _broken(replace(history, arrivals=[unclear, *history.arrivals[1:]])) == set()

    def test_a_message_is_sent_again_when_its_sender_has_not_heard_the_answer_in_time(self) -> None:
        history = _sent_again(sound_history())
        noted = replace(history.messages[0], attempts=1)

        assert _broken(replace(history, messages=[noted, *history.messages[1:]])) == set()

    def test_what_was_noted_of_an_unclear_outcome_is_no_excuse_for_another(self) -> None:
        history = _sent_again(_sent_again(sound_history()), after=2.0)
        noted = replace(history.messages[0], attempts=1)
        unclear = replace(history.arrivals[0], clear=False)
        spoilt = replace(
            history,
            messages=[noted, *history.messages[1:]],
            arrivals=[unclear, *history.arrivals[1:]],
        )

        assert _broken(spoilt) == {SENT}

    def test_a_stray_may_answer_a_later_question_that_its_phone_has_seen(self) -> None:
        history = sound_history()
        tap = replace(history.said[0], stray=True)
        tapped = replace(history, said=[tap, *history.said[1:]])
        taken = replace(
            tapped,
            replies=[
                replace(history.replies[0], element="alpha2", value=1, at=2.5),
                replace(history.replies[1], element="alpha1", verdict="answer", at=1.7),
                *history.replies[2:],
            ],
            sessions=_first(
                history.sessions,
                answers={
                    **history.sessions[0].answers,
                    "alpha1": history.replies[1].value,
                    "alpha2": 1,
                },
            ),
        )

        assert _broken(taken) == set()
