"""What a decision of the engine means for a session, and for what is handed on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from services.engine.incoming import EXPIRY_GRACE
from services.engine.outcome import Outcome, OutgoingText, TextKind
from services.engine.state import SessionState, State
from services.sessions.domain.delivery import Priority
from services.sessions.domain.session import Address, Session
from services.sessions.domain.steps import ended_from_outside, step

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
ASKED = State(language="en", current_element="score", sent=2, question_sequence=2)
SESSION = Session(
    id="01990000-0000-7000-8000-000000000001",
    tenant="default",
    survey_id="11111111-1111-4111-8111-111111111111",
    survey_version=1,
    address=Address(sender="1960", subnumber="0000000001", phone="+4790000001"),
    conversation=ASKED,
    reason=None,
    expires_at=NOON + timedelta(hours=72),
    created_at=NOON,
    asked_at=NOON,
    ended_at=None,
    completed_at=None,
    client_reference="",
    warnings=(),
    variables=(),
    question_message_id="01990000-0000-7000-8000-000000000002",
)


def said(kind: TextKind, sequence: int, *, delay: float = 0.0) -> OutgoingText:
    return OutgoingText(
        text=f"text {sequence}",
        kind=kind,
        element_id=None,
        sequence=sequence,
        delay_seconds=delay,
    )


def test_a_next_question_becomes_the_one_that_is_asked() -> None:
    after = replace(ASKED, current_element="why", sent=4, question_sequence=4)
    texts = (said(TextKind.TEXT, 3), said(TextKind.QUESTION, 4, delay=2.0))

    taken = step(SESSION, Outcome(state=after, texts=texts), now=LATER)

    assert taken.delivery is not None
    first, second = taken.delivery.messages
    assert taken.session.question_message_id == second.id
    assert first.id < second.id
    assert (taken.session.asked_at, taken.session.ended_at) == (LATER, None)
    assert [message.delay_seconds for message in (first, second)] == [0.0, 2.0]
    assert {first.expires_at, second.expires_at} == {SESSION.expires_at}
    assert taken.delivery.end is None


def test_asking_again_keeps_the_question_but_not_the_time() -> None:
    after = replace(ASKED, sent=3)

    taken = step(SESSION, Outcome(state=after, texts=(said(TextKind.ERROR, 3),)), now=LATER)

    assert taken.session.question_message_id == SESSION.question_message_id
    assert taken.session.asked_at == LATER


def test_nothing_said_is_nothing_to_hand_on() -> None:
    taken = step(SESSION, Outcome(state=ASKED), now=LATER)

    assert taken.delivery is None
    assert taken.session == SESSION


def test_a_completed_session_drops_nothing_that_it_said() -> None:
    after = replace(ASKED, status=SessionState.COMPLETED, sent=3, question_sequence=0)
    outcome = Outcome(state=after, texts=(said(TextKind.COMPLETION, 3),), ended=True)

    taken = step(SESSION, outcome, now=LATER)

    assert taken.delivery is not None
    assert taken.delivery.end is not None
    assert (taken.delivery.end.at, taken.delivery.end.drop_through) == (LATER, 0)
    assert (taken.session.completed_at, taken.session.ended_at) == (LATER, LATER)


def test_a_session_that_is_stopped_drops_what_waits_but_not_its_last_words() -> None:
    after = replace(ASKED, status=SessionState.OPTED_OUT, sent=3)
    outcome = Outcome(state=after, texts=(said(TextKind.CONFIRMATION, 3),), ended=True)

    taken = step(SESSION, outcome, now=LATER)

    assert taken.delivery is not None
    assert taken.delivery.end is not None
    assert taken.delivery.end.drop_through == 2
    assert (taken.session.completed_at, taken.session.ended_at) == (None, LATER)


@pytest.mark.parametrize(
    ("kind", "at", "useful_until"),
    [
        (TextKind.QUESTION, NOON, SESSION.expires_at),
        (TextKind.QUESTION, SESSION.expires_at, SESSION.expires_at + EXPIRY_GRACE),
        (TextKind.ERROR, SESSION.expires_at, SESSION.expires_at + EXPIRY_GRACE),
        (TextKind.COMPLETION, NOON, SESSION.expires_at),
        (
            TextKind.UNAVAILABLE,
            SESSION.expires_at + timedelta(days=1),
            SESSION.expires_at + timedelta(days=2),
        ),
    ],
)
def test_no_phone_gets_a_dead_question_nor_misses_a_last_word(
    kind: TextKind, at: datetime, useful_until: datetime
) -> None:
    taken = step(SESSION, Outcome(state=replace(ASKED, sent=3), texts=(said(kind, 3),)), now=at)

    assert taken.delivery is not None
    assert taken.delivery.messages[0].expires_at == useful_until


def test_a_first_message_is_told_from_the_rest() -> None:
    silent = structs.replace(SESSION, conversation=State(language="en"))
    first = replace(said(TextKind.TEXT, 1), unprompted=True)
    texts = (first, said(TextKind.QUESTION, 2))

    taken = step(silent, Outcome(state=ASKED, texts=texts), now=LATER)

    assert taken.delivery is not None
    assert [message.priority for message in taken.delivery.messages] == [
        Priority.FIRST,
        Priority.CONVERSATION,
    ]


def test_an_end_from_outside_says_nothing_and_drops_everything() -> None:
    taken = ended_from_outside(SESSION, SessionState.CANCELLED, now=LATER)

    assert taken.session.state is SessionState.CANCELLED
    assert taken.session.ended_at == LATER
    assert taken.delivery is not None
    assert taken.delivery.messages == ()
    assert taken.delivery.end is not None
    assert taken.delivery.end.drop_through == 2
    assert taken.delivery.key == SESSION.id


@pytest.mark.parametrize(
    ("state", "after_expiry", "counts"),
    [
        (SessionState.EXPIRED, EXPIRY_GRACE, True),
        (SessionState.EXPIRED, EXPIRY_GRACE + timedelta(microseconds=1), False),
        (SessionState.CANCELLED, timedelta(0), False),
        (SessionState.ACTIVE, timedelta(0), False),
    ],
)
def test_only_a_session_swept_as_expired_has_a_grace(
    state: SessionState, after_expiry: timedelta, counts: bool
) -> None:
    session = structs.replace(SESSION, conversation=replace(ASKED, status=state))

    assert session.in_grace(SESSION.expires_at + after_expiry) is counts
