"""What the use cases rely on when they count what was said, recognise requests and tell of changes."""

from services.engine.definition import Cap, CapPeriod
from services.runtime.ids import new_id
from services.sessions.domain.caps import Count
from services.sessions.domain.delivery import Delivery, End
from services.sessions.domain.hourly_count import HourlyCount
from services.sessions.domain.restraint import Heard
from services.sessions.ports.unit_of_work import UnitOfWork
from tests.contract.sessions.rows import (
    ADDRESS,
    CONTACT,
    DAY,
    HOUR,
    NOON,
    PHONE,
    SECOND,
    at,
    ended,
    session,
)

LINE, EVERYTHING = (*CONTACT, "1960"), (*CONTACT, "")


def test_what_was_said_is_counted_on_lines(uow: UnitOfWork) -> None:
    times = [NOON, NOON + SECOND]

    with uow.begin() as transaction:
        said = transaction.said_texts
        assert said.lock([EVERYTHING, LINE], now=NOON) == {EVERYTHING: [], LINE: []}
        said.note({LINE: times}, now=NOON)

    with uow.begin() as transaction:
        found = transaction.said_texts.lock([LINE], now=NOON)
        assert {line: list(at) for line, at in found.items()} == {LINE: times}
        transaction.said_texts.note({LINE: times[1:]}, now=NOON)
        found = transaction.said_texts.lock([LINE], now=NOON)
        assert {line: list(at) for line, at in found.items()} == {LINE: times[1:]}


def test_what_a_tenant_says_outside_any_session_is_counted(uow: UnitOfWork) -> None:
    count = HourlyCount().with_one_more(NOON).with_one_more(NOON).with_one_more(NOON + HOUR)

    with uow.begin() as transaction:
        said = transaction.said_texts
        assert said.lock_outside(["acme", "default"], now=NOON) == {
            "acme": HourlyCount(),
            "default": HourlyCount(),
        }
        said.note_outside({"default": count}, now=NOON)

    with uow.begin() as transaction:
        found = transaction.said_texts.lock_outside(["default", "acme"], now=NOON)
        assert found == {"acme": HourlyCount(), "default": count}
        assert found["default"].total(NOON + HOUR) == 3
        assert found["default"].total(NOON + 2 * HOUR) == 1


def test_a_phone_has_heard_first_messages_and_others(uow: UnitOfWork) -> None:
    with uow.begin() as transaction:
        transaction.sessions.add([session(), ended(session(at(subnumber="2")))])
        transaction.said_texts.note({EVERYTHING: [NOON, NOON + HOUR], LINE: [NOON]}, now=NOON)

    with uow.begin() as transaction:
        heard = transaction.said_texts.heard
        stranger = ("acme", PHONE)
        assert heard([CONTACT, stranger], since=NOON - SECOND) == {
            CONTACT: Heard(first_messages=4, others=2)
        }
        assert heard([CONTACT], since=NOON) == {CONTACT: Heard(first_messages=0, others=1)}


def test_counts_are_forgotten_when_they_do_not_matter(uow: UnitOfWork) -> None:
    with uow.begin() as transaction:
        transaction.said_texts.note({LINE: [NOON]}, now=NOON)
        transaction.said_texts.note({EVERYTHING: [NOON + HOUR]}, now=NOON + HOUR)

    with uow.begin() as transaction:
        transaction.said_texts.forget(now=NOON + DAY + SECOND)

    with uow.begin() as transaction:
        found = transaction.said_texts.lock([LINE, EVERYTHING], now=NOON)
        assert {line: list(at) for line, at in found.items()} == {
            LINE: [],
            EVERYTHING: [NOON + HOUR],
        }


def test_a_request_is_its_first_sessions_for_a_while(uow: UnitOfWork) -> None:
    key, other = ("default", "key:1"), ("acme", "key:1")
    first, second = new_id(), new_id()

    with uow.begin() as transaction:
        requests = transaction.requests
        until = NOON + DAY
        assert requests.claim({key: first}, now=NOON, until=until) == {key: first}
        assert requests.claim({key: second}, now=NOON, until=until) == {key: first}
        assert requests.held([key, other], now=NOON) == {key: first}
        assert requests.held([key], now=until) == {}
        assert requests.claim({key: second}, now=until, until=until + DAY) == {key: second}
        requests.forget(now=until)
        assert requests.held([key], now=until) == {key: second}
        requests.release([key, other])
        assert requests.held([key], now=until) == {}


def test_changes_are_forgotten_from_the_oldest_on(uow: UnitOfWork) -> None:
    for number in range(3):
        with uow.begin() as transaction:
            transaction.changes.tell(
                [
                    Delivery(
                        id=new_id(),
                        tenant="default",
                        session_id=None,
                        address=ADDRESS,
                        end=End(at=NOON),
                    )
                ],
                leased_until=NOON + HOUR,
                touched=[("default", new_id())],
                at=NOON + number * SECOND,
            )
            transaction.changes.tell([], leased_until=NOON, touched=[], at=NOON)

    def forget(seconds: int, *, limit: int) -> int:
        with uow.begin() as transaction:
            before = NOON + seconds * SECOND
            return transaction.changes.forget(before=before, passed_before=before, limit=limit)

    assert forget(0, limit=5) == 0
    assert forget(9, limit=2) == 2
    assert forget(9, limit=2) == 1
    assert forget(9, limit=2) == 0


def test_what_caps_count_begins_at_nothing_and_is_forgotten_when_its_period_is_over(
    uow: UnitOfWork,
) -> None:
    cap = Cap(by="agentId", max=20, per=CapPeriod.DAY)
    one, other = (Count(key=key, cap=cap, ends_at=NOON + HOUR) for key in (b"1", b"2"))

    with uow.begin() as transaction:
        assert transaction.caps.counted([one.key]) == {}
        assert transaction.caps.lock([other, one, one]) == {b"1": 0, b"2": 0}
        transaction.caps.note({one.key: 3})

    with uow.begin() as transaction:
        transaction.caps.forget(now=NOON + HOUR)
        assert transaction.caps.counted([one.key, other.key]) == {b"1": 3, b"2": 0}
        assert transaction.caps.lock([one]) == {b"1": 3}
        transaction.caps.forget(now=NOON + HOUR + SECOND)
        assert transaction.caps.counted([one.key, other.key]) == {}
