"""The rules of an SMPP connection, with no connection: PDUs and times in, PDUs and events out."""

import pytest

from services.sms.providers.smpp.commands import RESPONSE, Command, Status
from services.sms.providers.smpp.pdus import Pdu
from services.sms.providers.smpp.session import (
    Answered,
    Bound,
    Delivered,
    Ended,
    Overdue,
    Session,
    State,
)


def bound(*, deadline: float = 10, enquire_every: float = 30) -> Session:
    session = Session(deadline=deadline, enquire_every=enquire_every, now=0)
    bind = session.bind(Command.BIND_TRANSCEIVER, b"", 0)
    assert session.hear(answer_to(bind), 0) == (None, Bound())
    return session


def answer_to(pdu: Pdu, status: int = Status.OK, body: bytes = b"") -> Pdu:
    return Pdu(pdu.command | RESPONSE, pdu.sequence, body, status)


def test_a_centre_that_takes_us_makes_the_session_bound() -> None:
    assert bound().state is State.BOUND


def test_a_centre_that_refuses_us_ends_the_session_and_says_why() -> None:
    session = Session(deadline=10, enquire_every=30, now=0)
    bind = session.bind(Command.BIND_TRANSCEIVER, b"", 0)

    _, event = session.hear(answer_to(bind, 0x0E), 0)

    assert event == Ended("the centre refuses to bind us", 0x0E)
    assert session.state is State.ENDED


def test_a_bind_that_nobody_answers_ends_the_session() -> None:
    session = Session(deadline=10, enquire_every=30, now=0)
    session.bind(Command.BIND_TRANSCEIVER, b"", 0)

    assert session.tick(9.9) == (None, [])
    assert session.tick(10) == (None, [Ended("the centre does not answer")])


def test_answers_find_their_submits_in_any_order() -> None:
    session = bound()
    first, second = session.submit(b"1", 0), session.submit(b"2", 0)

    events = [session.hear(answer_to(one, body=b"x"), 1)[1] for one in (second, first)]

    assert events == [Answered(second.sequence, 0, b"x"), Answered(first.sequence, 0, b"x")]
    assert session.unanswered == 0


def test_a_second_answer_says_nothing() -> None:
    session = bound()
    sent = session.submit(b"", 0)
    session.hear(answer_to(sent), 1)

    assert session.hear(answer_to(sent), 1) == (None, None)


def test_a_submit_that_the_centre_cannot_read_is_answered() -> None:
    session = bound()
    sent = session.submit(b"", 0)

    _, event = session.hear(Pdu(Command.GENERIC_NACK, sent.sequence, status=0x03), 1)

    assert event == Answered(sent.sequence, 0x03, b"")


def test_a_submit_is_overdue_after_the_deadline_and_its_answer_then_ignored() -> None:
    session = bound()
    early, late = session.submit(b"1", 0), session.submit(b"2", 5)

    assert session.tick(10) == (None, [Overdue(early.sequence)])
    assert session.hear(answer_to(early), 11) == (None, None)
    assert session.hear(answer_to(late), 11)[1] == Answered(late.sequence, 0, b"")


def test_a_quiet_connection_is_asked_whether_it_lives() -> None:
    session = bound()

    enquiry, _ = session.tick(30)

    assert enquiry is not None
    assert enquiry.command == Command.ENQUIRE_LINK
    assert session.tick(31) == (None, [])
    assert session.hear(answer_to(enquiry), 32) == (None, None)
    assert session.tick(40) == (None, [])


def test_a_connection_on_which_something_came_is_not_asked() -> None:
    session = bound()
    session.hear(Pdu(Command.ENQUIRE_LINK, 1), 20)

    assert session.tick(30) == (None, [])


def test_a_connection_that_does_not_answer_is_given_up() -> None:
    session = bound()
    session.tick(30)

    assert session.tick(40) == (None, [Ended("the centre does not answer")])


@pytest.mark.parametrize("command", [Command.DELIVER_SM, Command.DATA_SM])
def test_a_message_is_not_answered_before_somebody_says_so(command: Command) -> None:
    session = bound()
    pdu = Pdu(command, 77, b"body")

    assert session.hear(pdu, 0) == (None, Delivered(pdu))
    assert session.answer(pdu, durable=True) == Pdu(command | RESPONSE, 77, b"\x00")
    assert session.answer(pdu, durable=False).status == Status.TRY_LATER


@pytest.mark.parametrize(
    ("heard", "answer"),
    [
        (Pdu(Command.ENQUIRE_LINK, 9), Pdu(Command.ENQUIRE_LINK_RESP, 9)),
        (Pdu(Command.ALERT_NOTIFICATION, 9), None),
        (Pdu(Command.OUTBIND, 9), None),
        (Pdu(0x3, 9), Pdu(Command.GENERIC_NACK, 9, status=Status.INVALID_COMMAND_ID)),
        (Pdu(0x80000003, 9), None),
    ],
    ids=["enquiry", "alert", "outbind", "unheard of", "an answer to nothing"],
)
def test_what_is_no_message_is_answered_at_once(heard: Pdu, answer: Pdu | None) -> None:
    assert bound().hear(heard, 0) == (answer, None)


def test_a_centre_that_unbinds_us_is_answered_and_the_session_over() -> None:
    session = bound()

    answer, event = session.hear(Pdu(Command.UNBIND, 9), 0)

    assert answer == Pdu(Command.UNBIND_RESP, 9)
    assert event == Ended("the centre unbinds us")


def test_unbinding_ends_with_the_answer() -> None:
    session = bound()

    unbind = session.unbind(0)

    assert session.hear(answer_to(unbind), 1) == (None, Ended("unbound"))


def test_sequences_begin_anew_after_the_last_one() -> None:
    session = bound()
    session._sequence = 0x7FFFFFFE

    assert [session.submit(b"", 0).sequence for _ in range(2)] == [0x7FFFFFFF, 1]
