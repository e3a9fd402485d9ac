"""What the use cases rely on when they ask who wants, or gets, nothing, and when they forget somebody."""

import pytest

from services.engine.outcome import Verdict
from services.engine.state import SessionState
from services.sessions.domain.contact import OptOut
from services.sessions.domain.erasure import Remaining
from services.sessions.domain.message_page import MessagePage
from services.sessions.ports.unit_of_work import UnitOfWork
from tests.contract.sessions.rows import (
    CONTACT,
    DAY,
    HOUR,
    NOON,
    OTHER_PHONE,
    PHONE,
    SECOND,
    at,
    ended,
    kept,
    session,
)

OTHER = ("default", OTHER_PHONE)


def test_an_opt_out_is_new_once_and_keeps_its_time(uow: UnitOfWork) -> None:
    with uow.begin() as transaction:
        contacts = transaction.contacts
        assert contacts.opt_out([CONTACT, OTHER], at=NOON) == {CONTACT, OTHER}
        assert contacts.opt_out([CONTACT], at=NOON + HOUR) == set()
        assert contacts.opted_out_at(CONTACT) == NOON
        assert contacts.opted_out_at(("acme", PHONE)) is None
        assert contacts.opt_in([CONTACT, ("acme", PHONE)]) == {CONTACT}
        assert contacts.suppressed([CONTACT, OTHER]) == {OTHER: "opted_out"}


def test_who_is_denied_gets_nothing_and_who_opted_out_besides_is_said_to_have(
    uow: UnitOfWork,
) -> None:
    with uow.begin() as transaction:
        contacts = transaction.contacts
        assert contacts.deny(CONTACT, at=NOON) == NOON
        assert contacts.deny(CONTACT, at=NOON + HOUR) == NOON
        assert contacts.suppressed([CONTACT]) == {CONTACT: "denied"}
        contacts.opt_out([CONTACT], at=NOON)
        assert contacts.suppressed([CONTACT]) == {CONTACT: "opted_out"}
        contacts.allow(CONTACT)
        contacts.allow(OTHER)
        contacts.opt_in([CONTACT])
        assert contacts.suppressed([CONTACT, OTHER]) == {}


def test_opt_outs_are_listed_by_phone(uow: UnitOfWork) -> None:
    with uow.begin() as transaction:
        transaction.contacts.opt_out([OTHER, CONTACT, ("acme", PHONE)], at=NOON)
        transaction.contacts.lock([("default", "+4790000000")])

        first = transaction.contacts.opt_outs("default", after="", limit=1)
        second = transaction.contacts.opt_outs("default", after=PHONE, limit=5)

    assert list(first) == [OptOut(phone=PHONE, at=NOON)]
    assert list(second) == [OptOut(phone=OTHER_PHONE, at=NOON)]


def test_who_was_sent_a_survey_lately_is_known(uow: UnitOfWork) -> None:
    suppressed = ended(session(at(OTHER_PHONE)), SessionState.SUPPRESSED)
    with uow.begin() as transaction:
        transaction.sessions.add([session(), suppressed])

        before = transaction.contacts.sent_since({CONTACT: NOON - SECOND, OTHER: NOON - SECOND})
        after = transaction.contacts.sent_since({CONTACT: NOON})

    assert (before, after) == ({CONTACT: NOON}, {})


@pytest.mark.parametrize(
    ("states", "is_unreachable"),
    [
        pytest.param([SessionState.UNDELIVERABLE], False, id="once"),
        pytest.param([SessionState.UNDELIVERABLE] * 2, True, id="twice"),
        pytest.param(
            [SessionState.UNDELIVERABLE, SessionState.COMPLETED, SessionState.UNDELIVERABLE],
            False,
            id="not in a row",
        ),
        pytest.param(
            [SessionState.UNDELIVERABLE, SessionState.SUPPRESSED, SessionState.UNDELIVERABLE],
            True,
            id="with one in between that was never sent",
        ),
    ],
)
def test_a_phone_is_unreachable_after_two_surveys_that_never_arrived(
    uow: UnitOfWork, states: list[SessionState], is_unreachable: bool
) -> None:
    times = [NOON + number * SECOND for number in range(len(states))]
    sessions = [
        ended(session(created_at=created_at), state)
        for created_at, state in zip(times, states, strict=True)
    ]
    with uow.begin() as transaction:
        transaction.sessions.add(sessions)

        found = transaction.contacts.unreachable([CONTACT, OTHER], since=NOON - DAY)
        long_ago = transaction.contacts.unreachable([CONTACT], since=NOON + DAY)

    assert (found, long_ago) == ({CONTACT: times[-1]} if is_unreachable else {}, {})


def test_idle_contacts_are_forgotten_in_their_order(uow: UnitOfWork) -> None:
    stopped, busy, old = "+4790000003", "+4790000004", "+4790000005"
    with uow.begin() as transaction:
        everybody = [("default", phone) for phone in (PHONE, OTHER_PHONE, stopped, busy, old)]
        transaction.contacts.lock(everybody)
        transaction.contacts.opt_out([("default", stopped)], at=NOON)
        transaction.contacts.deny(OTHER, at=NOON)
        transaction.sessions.add([session(at(busy)), ended(session(at(old)))])

    def forget(phone: str, *, limit: int) -> object:
        with uow.begin() as transaction:
            return transaction.contacts.forget_idle(
                after=("default", phone), idle_since=NOON + DAY, limit=limit
            )

    assert forget("", limit=2) == OTHER
    assert forget(OTHER_PHONE, limit=9) == ("default", old)
    assert forget(old, limit=9) is None
    # Once more: what is left is what something is known of.
    assert forget("", limit=3) == ("default", busy)


def test_who_is_erased_is_nowhere(uow: UnitOfWork) -> None:
    mine, theirs = ended(session()), session(at(OTHER_PHONE))
    replies = [
        kept(mine.id, "Fordi det var bra", taken={"value": "bra", "comment": "takk"}),
        kept(None, "hei", verdict=Verdict.UNKNOWN),
        kept(theirs.id, address=at(OTHER_PHONE)),
    ]
    key = ("default", f"ref:{PHONE}")
    with uow.begin() as transaction:
        transaction.sessions.add([mine, theirs])
        transaction.replies.keep(replies)
        transaction.requests.claim({key: mine.id}, now=NOON, until=NOON + DAY)
        transaction.contacts.opt_out([CONTACT], at=NOON)
        transaction.contacts.deny(CONTACT, at=NOON)

    with uow.begin() as transaction:
        assert transaction.contacts.erase(CONTACT, [mine.id]) == (2, list(Remaining))

    with uow.begin() as transaction:
        blank = transaction.sessions.get("default", mine.id)
        assert blank is not None
        assert (blank.address.phone, blank.variables) == ("", ())
        assert transaction.sessions.get("default", theirs.id) == theirs
        (said,) = transaction.replies.page_of(mine.id, MessagePage()).replies
        assert (said.reply.text, said.reply.address.phone) == ("", "")
        assert (said.taken.value, said.taken.comment) == ("", "")
        (other,) = transaction.replies.page_of(theirs.id, MessagePage()).replies
        assert other == replies[2]
        assert transaction.requests.held([key], now=NOON) == {}
        assert transaction.contacts.suppressed([CONTACT]) == {CONTACT: "opted_out"}
        assert transaction.contacts.erase(CONTACT, [])[1] == list(Remaining)
