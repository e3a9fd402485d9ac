"""What operators see and do: circuits, a second provider that takes over, limits, parked items."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import cast

import grpc
import pytest
from svar.sms.v1 import operations_service_pb2 as pb

from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.settings.tenants import TenantSettings
from services.sms.domain.messages import Priority
from services.sms.domain.provider import PermanentConfiguration, Temporary, Unclear
from services.sms.domain.senders import SenderDirectory
from services.sms.operations_servicer import Operations, OperationsServicer, ProviderFacts
from services.sms.store.circuits import PostgresCircuits
from services.sms.store.operations import PostgresOperatorsView
from services.sms.store.parked import parked_items
from services.sms.store.range_days import RangeDays
from tests.fakes.known_keys import provider_tools
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import ScriptedProvider, inbound, status
from tests.integration.sms.rig import PHONE, Rig, message, pass_time, settled, until

NOBODY = cast(grpc.ServicerContext, None)
"""Whom no answer looks at."""


@pytest.fixture
def second(clock: ManualClock) -> ScriptedProvider:
    """The provider that takes over."""
    return ScriptedProvider(provider_tools(clock.now))


@pytest.fixture
def doubled(sms_database_url: str, clock: ManualClock, second: ScriptedProvider) -> Iterator[Rig]:
    """A replica whose sender has a second provider."""
    with Rig(sms_database_url, clock, others={"second": second}) as rig:
        yield rig.start()


def operations(rig: Rig) -> OperationsServicer:
    return OperationsServicer(
        Operations(
            senders=SenderDirectory(rig.configuration.senders),
            providers={"plain": ProviderFacts(type="http", rate=5)},
            view=PostgresOperatorsView(rig.database),
            circuits=PostgresCircuits(rig.database),
            at_work=rig.sending,
            parked=parked_items(rig.database),
            clock=rig.clock,
        )
    )


def held(rig: Rig) -> set[str]:
    return {one.provider for one in PostgresCircuits(rig.database).all() if one.held_open}


def set_circuit(rig: Rig, *, open: bool, reason: str = "down") -> None:
    wanted = pb.SetCircuitRequest(provider="plain", open=open, reason=reason)
    operations(rig).SetCircuit(wanted, NOBODY)
    rig.sending.hold_circuits(held(rig))


def test_nothing_is_sent_over_a_circuit_that_is_held_open(rig: Rig, clock: ManualClock) -> None:
    rig.start()
    set_circuit(rig, open=True, reason="they are down until noon")
    rig.look_at_the_clock()
    rig.send(message("one"))
    pass_time(rig, clock, 1)

    [provider] = (
        operations(rig).ListProviderStates(pb.ListProviderStatesRequest(), NOBODY).providers
    )
    assert provider.circuit == pb.CIRCUIT_STATE_OPEN
    assert provider.held_open_reason == "they are down until noon"
    assert (provider.waiting, provider.accepted, provider.rate) == (1, 0, 5)
    assert rig.provider.sent == []

    set_circuit(rig, open=False, reason="they are back")
    settled(rig, "one", "sent")


def test_a_circuit_wants_a_reason_and_a_provider(rig: Rig) -> None:
    with pytest.raises(ServiceError, match="A reason is needed"):
        set_circuit(rig, open=True, reason="  ")
    unknown = pb.SetCircuitRequest(provider="nobody", open=True, reason="x")
    with pytest.raises(ServiceError, match="There is no such provider"):
        operations(rig).SetCircuit(unknown, NOBODY)


def test_a_second_provider_takes_over_while_the_first_refuses_us(
    doubled: Rig, second: ScriptedProvider, clock: ManualClock
) -> None:
    doubled.provider.temper = lambda _: PermanentConfiguration(code="http_401")
    doubled.send(message("one", sender="1970"))
    until(lambda: bool(doubled.provider.sent))

    def sent() -> bool:
        pass_time(doubled, clock, 2)
        return bool(second.sent)

    until(sent)
    settled(doubled, "one", "sent")
    [row] = doubled.rows("SELECT provider FROM sms.messages")
    assert row.provider == "second"


def test_replies_and_reports_come_back_over_the_second_provider(
    doubled: Rig, second: ScriptedProvider
) -> None:
    doubled.sending.hold_circuits({"plain"})
    doubled.look_at_the_clock()
    doubled.send(one := message("one", sender="1970", subnumber=""))
    settled(doubled, "one", "sent")
    reply: dict[str, object] = {"messageId": "r1", "from": PHONE, "to": "1970", "text": "8"}

    doubled.use_cases.receive_callbacks("second", [inbound(reply)])
    doubled.use_cases.receive_callbacks("second", [status({"id": one.id, "status": "delivered"})])

    settled(doubled, "one", "delivered")
    assert [row.text for row in doubled.rows("SELECT text FROM sms.inbox")] == ["8"]
    assert [one.text for one in second.sent] == ["one"]


def test_what_the_first_provider_may_have_is_not_given_to_the_second(
    doubled: Rig, second: ScriptedProvider, clock: ManualClock
) -> None:
    doubled.provider.script(Unclear(reason="timeout"))
    doubled.send(message("one", sender="1970"))
    until(lambda: bool(doubled.rows("SELECT 1 FROM sms.messages WHERE unclear_at IS NOT NULL")))
    doubled.sending.hold_circuits({"plain"})
    for _ in range(5):
        pass_time(doubled, clock, 3)

    assert second.sent == []


def test_beyond_what_a_tenant_may_spend_nothing_is_begun(rig: Rig) -> None:
    limited = TenantSettings(segments_a_day=2)
    use_case = replace(rig.use_cases.send_messages, tenant=lambda _: limited)

    for number in range(3):
        use_case([message(f"first {number}", priority=Priority.FIRST)], ())
    use_case([message("an answer")], ())

    rows = rig.rows("SELECT text, error_code FROM sms.messages ORDER BY text")
    assert {row.text: row.error_code for row in rows} == {
        "an answer": "",
        "first 0": "",
        "first 1": "",
        "first 2": "spending_limit",
    }


def test_a_range_of_numbers_that_suddenly_gets_many_is_braked(rig: Rig, clock: ManualClock) -> None:
    use_case = replace(
        rig.use_cases.send_messages, tenant=lambda _: TenantSettings(new_prefix_a_day=2)
    )

    def begun(name: str, *, to: str = PHONE, count: int = 4) -> int:
        """Return how many of so many beginnings of a day were taken."""
        sent = [message(name, priority=Priority.FIRST, recipient=to) for _ in range(count)]
        use_case(sent, ())
        # Handed over again, because the answer was lost.
        use_case(sent, ())
        rows = rig.rows(f"SELECT 1 FROM sms.messages WHERE text = '{name}' AND error_code = ''")
        return len(rows)

    assert begun("one day") == 2
    assert begun("the same day", count=1) == 0
    assert begun("another range", to="+4790010001", count=1) == 1
    use_case([message("an answer")], ())
    clock.advance(timedelta(days=1))
    assert begun("the day after", count=9) == 6
    clock.advance(timedelta(days=40))
    assert begun("long after") == 2

    assert rig.rows("SELECT 1 FROM sms.messages WHERE text = 'an answer' AND error_code = ''")
    reports = rig.rows("SELECT 1 FROM sms.status_reports WHERE error_code = 'prefix_brake'")
    assert len(reports) == 2 + 1 + 3 + 2
    assert RangeDays(rig.database).forget(clock.now()) == 3


def test_operators_see_the_queue_the_messages_and_what_went_wrong(
    rig: Rig, clock: ManualClock
) -> None:
    rig.provider.temper = lambda _: Temporary(reason="http_503")
    rig.start()
    rig.send(message("one", sender="1961", subnumber=""))
    until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts > 0")))
    clock.advance(timedelta(seconds=30))
    seen = operations(rig)

    [queue] = seen.ListQueue(pb.ListQueueRequest(), NOBODY).queues
    listed = seen.ListPhoneMessages(pb.ListPhoneMessagesRequest(phone=PHONE), NOBODY).messages
    senders = seen.ListSenders(pb.ListSendersRequest(tenant="default"), NOBODY).senders

    assert (queue.sender, queue.due, queue.later) == ("1961", 1, 0)
    assert queue.reason == "http_503"
    assert [(one.text, one.attempts > 0, one.inbound) for one in listed] == [("one", True, False)]
    assert [one.subnumbers for one in senders] == ["digits", "none", "none"]


def test_parked_items_are_listed_and_given_back(rig: Rig) -> None:
    rig.use_cases.receive_callbacks("plain", [inbound({"nonsense": 1})])
    seen = operations(rig)

    [item] = seen.ListParked(pb.ListParkedRequest(), NOBODY).items
    assert (item.kind, item.because) == ("callback", "UNREADABLE")

    given_back = seen.RetryParked(pb.RetryParkedRequest(ids=[item.id, new_id()]), NOBODY).ids
    assert list(given_back) == [item.id]
    assert list(seen.ListParked(pb.ListParkedRequest(), NOBODY).items) == []
