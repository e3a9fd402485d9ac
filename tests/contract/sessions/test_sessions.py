"""What the use cases rely on when they find, lock and store sessions."""

import pytest
from msgspec import structs

from services.engine.state import SessionState
from services.runtime.ids import new_id
from services.sessions.domain.page import SessionFilter
from services.sessions.ports.sessions import AddressHeldError
from services.sessions.ports.unit_of_work import UnitOfWork
from tests.contract.sessions.rows import (
    ADDRESS,
    CONTACT,
    DAY,
    HOUR,
    NOON,
    OTHER_PHONE,
    PHONE,
    SECOND,
    at,
    ended,
    session,
)


def test_a_session_is_found_again_as_it_was_added(uow: UnitOfWork) -> None:
    added = session()

    with uow.begin() as transaction:
        transaction.sessions.add([added])

    with uow.begin() as transaction:
        assert transaction.sessions.get("default", added.id) == added
        assert transaction.sessions.lock([added.id, new_id()]) == {added.id: added}
        assert transaction.sessions.get("acme", added.id) is None


def test_what_changes_of_a_session_is_saved_and_the_rest_stays(uow: UnitOfWork) -> None:
    before = session()
    after = ended(before, SessionState.COMPLETED, completed_at=NOON + SECOND, reason="why")
    with uow.begin() as transaction:
        transaction.sessions.add([before])

    with uow.begin() as transaction:
        transaction.sessions.save([structs.replace(after, client_reference="another")])

    with uow.begin() as transaction:
        assert transaction.sessions.get("default", before.id) == after


def test_what_raises_or_is_rolled_back_never_was(uow: UnitOfWork) -> None:
    one, other = session(), session(at(OTHER_PHONE))

    def fail() -> None:
        with uow.begin() as transaction:
            transaction.sessions.add([one])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with uow.begin() as transaction:
        transaction.sessions.add([other])
        transaction.roll_back()

    with uow.begin() as transaction:
        assert transaction.sessions.lock([one.id, other.id]) == {}


def test_an_address_has_one_open_session(uow: UnitOfWork) -> None:
    first = session()
    with uow.begin() as transaction:
        transaction.sessions.add([first, session(at(subnumber="2")), ended(session())])

    with pytest.raises(AddressHeldError), uow.begin() as transaction:
        transaction.sessions.add([session()])

    with uow.begin() as transaction:
        transaction.sessions.save([ended(first)])
        transaction.sessions.add([session()])


def test_a_reply_belongs_to_the_open_session_asked_last_else_to_the_newest_closed_one(
    uow: UnitOfWork,
) -> None:
    lately, long_ago = NOON - HOUR, NOON - 20 * DAY
    older, newer = session(), session(at(subnumber="2"), asked_at=NOON + SECOND)
    over = ended(session(at(OTHER_PHONE), asked_at=lately))
    forgotten = ended(session(at("+4790000003")), ended_at=long_ago)
    with uow.begin() as transaction:
        transaction.sessions.add([older, newer, over, forgotten])

    wanted = [
        ("default", ADDRESS),
        ("default", at(subnumber="")),
        ("default", at(subnumber="3")),
        ("acme", ADDRESS),
        ("default", over.address),
        ("default", forgotten.address),
    ]
    with uow.begin() as transaction:
        found = transaction.sessions.find(wanted, closed_since=NOON - 14 * DAY)

    assert list(found) == [older.id, newer.id, None, None, over.id, None]


def test_open_sessions_are_found_by_address_by_contact_and_by_time(uow: UnitOfWork) -> None:
    soon, later = session(expires_at=NOON), session(at(subnumber="2"))
    over, other = ended(session(at(subnumber="3"))), session(at(OTHER_PHONE))
    with uow.begin() as transaction:
        transaction.sessions.add([soon, later, over, other])

    with uow.begin() as transaction:
        stored = transaction.sessions
        assert list(stored.open_at([over.address, later.address])) == [later.id]
        assert set(stored.open_of([CONTACT, ("acme", OTHER_PHONE)])) == {soon.id, later.id}
        assert set(stored.all_of(CONTACT)) == {soon.id, later.id, over.id}
        assert stored.contacts_of([over.id, new_id()]) == {over.id: CONTACT}
        assert list(stored.due(now=NOON, limit=5)) == [soon.id]
        assert list(stored.due(now=NOON - SECOND, limit=5)) == []


def test_pages_are_newest_first_and_narrowed_by_whatever_is_given(uow: UnitOfWork) -> None:
    first = session(client_reference="one")
    second = ended(session(at(OTHER_PHONE), created_at=NOON + HOUR))
    third = session(at(subnumber="3"), tenant="acme")
    with uow.begin() as transaction:
        transaction.sessions.add([first, second, third])

    def found(**narrowed: object) -> list[str]:
        wanted = SessionFilter(tenant="default", **narrowed)  # type: ignore[arg-type]  # by name
        with uow.begin() as transaction:
            return [one.id for one in transaction.sessions.page(wanted)]

    assert found() == [second.id, first.id]
    assert found(limit=1) == [second.id]
    assert found(before_id=second.id) == [first.id]
    assert found(identifier=PHONE) == [first.id]
    assert found(client_reference="one") == [first.id]
    assert found(state=SessionState.CANCELLED) == [second.id]
    assert found(from_time=NOON + SECOND) == [second.id]
    assert found(to_time=NOON + SECOND) == [first.id]
    assert found(survey_id=new_id()) == []
