"""Every conversation of a phone gets a reply address of its own."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from services.runtime.ids import new_id
from services.sms.configuration import sms_configuration
from services.sms.domain.reply_addresses import (
    AddressWish,
    InvalidRecipient,
    NoAddress,
    Reservation,
    ReservedAddress,
)
from services.sms.domain.senders import SenderDirectory
from services.sms.store.unit_of_work import PostgresUnitOfWork
from services.sms.use_cases.allowed_recipients import AllowedRecipients
from services.sms.use_cases.reserve_reply_addresses import ReserveReplyAddresses
from tests.fakes.manual_clock import ManualClock
from tests.integration.sms.rig import CONFIGURATION, PHONE, Rig, end

DAY = timedelta(days=1)


def test_a_conversation_keeps_its_address_however_often_it_asks(
    rig: Rig, clock: ManualClock
) -> None:
    first = wish(clock)

    [before] = reserve(rig, first)
    [after] = reserve(rig, first)

    assert before == after
    assert isinstance(before, ReservedAddress)
    assert before.sender == "1960"
    assert len(before.subnumber) == 4


def test_conversations_of_one_phone_get_different_senders_or_subnumbers(
    rig: Rig, clock: ManualClock
) -> None:
    got = [reserve(rig, wish(clock))[0] for _ in range(3)]
    got += reserve(rig, *(wish(clock) for _ in range(3)))

    with_subnumbers = [one for one in got if isinstance(one, ReservedAddress) and one.subnumber]
    assert len(set(got)) == len(got)
    assert len(with_subnumbers) == 5


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("90000001", InvalidRecipient(cause="syntax")),
        ("+4722225555", InvalidRecipient(cause="not_mobile")),
        ("+447400123456", InvalidRecipient(cause="country_not_allowed")),
        ("+46730000001", InvalidRecipient(cause="own_number")),
    ],
)
def test_a_number_that_nothing_is_sent_to_is_refused_with_the_cause(
    rig: Rig, clock: ManualClock, recipient: str, expected: Reservation
) -> None:
    good = wish(clock)

    refused, reserved = reserve(rig, wish(clock, recipient), good)

    assert refused == expected
    assert isinstance(reserved, ReservedAddress)


def test_a_tenant_without_senders_gets_none(rig: Rig, clock: ManualClock) -> None:
    [refused] = rig.use_cases.reserve_reply_addresses("nobody", [wish(clock)])

    assert refused is NoAddress.NO_SENDER


def test_a_sender_that_serves_anywhere_stands_in_while_the_nearest_is_busy(
    rig: Rig, clock: ManualClock
) -> None:
    senders = [
        {"address": "+46730000001", "provider": "plain", "serves": ["*"]},
        {"address": "1961", "provider": "plain", "serves": ["+47"]},
    ]
    reserve_from = reserving_from(senders, rig=rig, clock=clock)
    first, second, third, fourth = (wish(clock) for _ in range(4))

    at_once = reserve_from("default", [first, second])
    [shared] = reserve_from("default", [third])
    rig.send(
        ends=(end(first.conversation_id, clock.now()), end(third.conversation_id, clock.now()))
    )
    [free_again] = reserve_from("default", [fourth])

    near, far = (ReservedAddress(sender=one, subnumber="") for one in ("1961", "+46730000001"))
    assert [*at_once, shared, free_again] == [near, far, near, near]


class TestTenSlots:
    """A sender with one digit."""

    @pytest.fixture
    def ten(self, rig: Rig, clock: ManualClock) -> ReserveReplyAddresses:
        senders = [
            {"address": "1960", "provider": "plain", "serves": ["+47"], "subnumbers": {"digits": 1}}
        ]
        return reserving_from(senders, rig=rig, clock=clock)

    def test_are_all_given_before_one_is_refused(
        self, ten: ReserveReplyAddresses, clock: ManualClock
    ) -> None:
        results = ten("default", [wish(clock) for _ in range(11)])

        slots = {one.subnumber for one in results if isinstance(one, ReservedAddress)}
        assert slots == set("0123456789")
        assert results[-1] is NoAddress.NO_SUBNUMBER

    def test_are_given_again_fourteen_days_after_the_end(
        self, ten: ReserveReplyAddresses, rig: Rig, clock: ManualClock
    ) -> None:
        wishes = [wish(clock) for _ in range(10)]
        results = ten("default", wishes)
        clock.advance(timedelta(hours=1))
        rig.send(ends=(end(wishes[3].conversation_id, clock.now()),))

        clock.advance(13 * DAY)
        [too_early] = ten("default", [wish(clock)])
        clock.advance(DAY)
        [again] = ten("default", [wish(clock)])

        assert too_early is NoAddress.NO_SUBNUMBER
        assert again == results[3]

    def test_go_round_after_the_last_one_given(
        self, ten: ReserveReplyAddresses, clock: ManualClock
    ) -> None:
        got = []
        for _ in range(4):
            [one] = ten("default", [wish(clock)])
            assert isinstance(one, ReservedAddress)
            got.append(int(one.subnumber))
            clock.advance(timedelta(seconds=1))

        assert [(one - got[0]) % 10 for one in got] == [0, 1, 2, 3]

    def test_are_never_given_twice_however_many_ask_at_once(
        self, ten: ReserveReplyAddresses, rig: Rig, clock: ManualClock
    ) -> None:
        phones = [f"+479000000{n}" for n in range(4)]

        def ask(_thread: int) -> list[tuple[str, Reservation]]:
            wishes = [wish(clock, phone) for phone in phones for _ in range(2)]
            results = ten("default", wishes)
            return [(one.recipient, result) for one, result in zip(wishes, results, strict=True)]

        with ThreadPoolExecutor(8) as pool:
            answers = [answer for one in pool.map(ask, range(8)) for answer in one]

        given = [answer for answer in answers if isinstance(answer[1], ReservedAddress)]
        assert len(given) == len(set(given)) == 10 * len(phones)
        refused = [answer for _, answer in answers if not isinstance(answer, ReservedAddress)]
        assert set(refused) == {NoAddress.NO_SUBNUMBER}

    def test_one_conversation_that_asks_many_times_at_once_has_one(
        self, ten: ReserveReplyAddresses, clock: ManualClock
    ) -> None:
        one = wish(clock)

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: ten("default", [one]), range(16)))

        assert len({answer[0] for answer in answers}) == 1


def wish(clock: ManualClock, recipient: str = PHONE) -> AddressWish:
    """Make a wish of a conversation of its own, for long enough."""
    return AddressWish(
        conversation_id=new_id(), recipient=recipient, expires_at=clock.now() + 60 * DAY
    )


def reserving_from(
    senders: Sequence[Mapping[str, object]], *, rig: Rig, clock: ManualClock
) -> ReserveReplyAddresses:
    """Make the use case for other senders."""
    configuration = sms_configuration({**CONFIGURATION, "senders": senders}, environment={})
    directory = SenderDirectory(configuration.senders)
    return ReserveReplyAddresses(
        uow=PostgresUnitOfWork(rig.database),
        senders=directory,
        allowed=AllowedRecipients(senders=directory, tenant=configuration.tenant),
        clock=clock,
    )


def reserve(rig: Rig, *wishes: AddressWish) -> list[Reservation]:
    """Reserve for the default tenant."""
    return list(rig.use_cases.reserve_reply_addresses("default", wishes))
