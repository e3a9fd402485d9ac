"""Nothing follows a conversation's first message that failed for good (`services/sms/README.md`)."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from services.runtime.clock import SystemClock
from services.runtime.ids import new_id
from services.sms.domain.messages import NewMessage
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    OptedOut,
    PermanentRecipient,
    SendResult,
    Temporary,
)
from services.sms.domain.reply_addresses import AddressWish
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import inbound, status
from tests.integration.sms.rig import PHONE, Rig, end, message, pass_time, settled, until

SECOND = timedelta(seconds=1)
GONE = PermanentRecipient(code="gone")


def opening(conversation: str, count: int = 3, *, delay: float = 1) -> list[NewMessage]:
    """Make the first texts of a conversation; each names its place."""
    return [
        message(f"{n}", conversation=conversation, sequence=n, delay=delay)
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(GONE, id="refused"),
        pytest.param(OptedOut(), id="opted out"),
        pytest.param(Temporary(reason="down", after=timedelta(days=9)), id="not sent in time"),
    ],
)
def test_what_waits_behind_a_first_message_that_failed_is_dropped_with_it(
    rig: Rig, clock: ManualClock, failure: SendResult
) -> None:
    rig.provider.script(failure)
    rig.start()

    rig.send(*opening(new_id()))

    rig.sink.until(lambda: len(rig.sink.reports) == 1)
    assert rig.sink.reports[0].sequence == 1
    rows = rig.rows("SELECT error_code FROM sms.messages WHERE sequence > 1 AND status = 'failed'")
    assert [row.error_code for row in rows] == ["dropped", "dropped"]
    pass_time(rig, clock, 60)
    assert rig.provider.texts == ["1"]


def test_what_comes_behind_it_later_is_dropped_too(rig: Rig) -> None:
    rig.provider.script(GONE)
    rig.start()
    conversation = new_id()
    first, second, third = opening(conversation, delay=0)
    rig.send(first)
    settled(rig, "1", "failed")

    rig.send(second)
    rig.send(third)

    assert rig.statuses_of_messages() == {"1": "failed", "2": "failed", "3": "failed"}
    assert rig.provider.texts == ["1"]


def test_what_came_before_it_is_dropped_as_well(rig: Rig) -> None:
    rig.provider.script(GONE)
    rig.start()
    first, second, third = opening(new_id(), delay=0)

    rig.send(third)
    rig.send(second)
    rig.send(first)

    until(lambda: set(rig.statuses_of_messages().values()) == {"failed"})
    assert rig.provider.texts == ["1"]


def test_what_is_refused_before_it_is_sent_has_no_followers(rig: Rig, clock: ManualClock) -> None:
    rig.start()
    first, second, _ = opening(new_id())
    refused = message("1", conversation=first.conversation_id, sequence=1, recipient="26112")

    rig.send(refused, second)

    assert rig.statuses_of_messages() == {"1": "failed", "2": "failed"}
    pass_time(rig, clock, 60)
    assert rig.provider.sent == []


def test_a_report_that_it_failed_takes_back_what_waits_for_its_time(
    rig: Rig, clock: ManualClock
) -> None:
    rig.start()
    first, *rest = opening(new_id())
    rig.send(first, *rest)
    settled(rig, "1", "sent")

    receive(rig, status({"id": first.id, "status": "failed", "errorCode": "30005"}))

    # Before any sweep could find the report: the clock stands still.
    until(lambda: rig.statuses_of_messages()["3"] == "failed")
    pass_time(rig, clock, 60)
    assert rig.provider.texts == ["1"]
    rig.sink.until(lambda: [one.error_code for one in rig.sink.reports] == ["30005"])


@pytest.mark.parametrize("cause", ["a report", "an end"])
def test_what_waits_in_another_replica_is_taken_back_as_well(
    sms_database_url: str, rig: Rig, clock: ManualClock, cause: str
) -> None:
    conversation = new_id()
    first, *rest = opening(conversation)
    with Rig(sms_database_url, clock) as other:
        rig.start()
        rig.send(first, *rest)
        settled(rig, "1", "sent")
        rig.look_at_the_clock()
        if cause == "a report":
            other.statuses.start()
            receive(other, status({"id": first.id, "status": "failed"}))
        else:
            other.send(ends=(end(conversation, clock.now(), drop_through=3),))
        until(lambda: rig.statuses_of_messages()["2"] == "failed")
        other.statuses.stop()

    # Within the lease, and before any of it is renewed.
    pass_time(rig, clock, 1)
    assert rig.provider.texts == ["1"]


def test_somebody_who_replied_was_reached_whatever_a_report_says(rig: Rig) -> None:
    rig.start()
    first, second, _ = opening(new_id(), delay=0)
    rig.send(first)
    settled(rig, "1", "sent")
    receive(rig, inbound({"messageId": "r1", "from": PHONE, "to": "19600042", "text": "8"}))

    receive(rig, status({"id": first.id, "status": "failed"}))
    settled(rig, "1", "failed")
    rig.send(second)

    rig.provider.until(lambda: rig.provider.texts == ["1", "2"])


def test_an_ended_conversation_still_says_that_it_is_over(rig: Rig, clock: ManualClock) -> None:
    rig.provider.script(GONE)
    rig.start()
    conversation = new_id()
    wish = AddressWish(
        conversation_id=conversation, recipient=PHONE, expires_at=clock.now() + 60 * SECOND
    )
    rig.use_cases.reserve_reply_addresses("default", [wish])
    first, second, unavailable = opening(conversation, delay=0)
    rig.send(first, second)
    until(lambda: set(rig.statuses_of_messages().values()) == {"failed"})
    rig.send(ends=(end(conversation, clock.now(), drop_through=2),))

    rig.send(unavailable)

    rig.provider.until(lambda: rig.provider.texts == ["1", "3"])


def test_under_load_on_two_replicas_nothing_follows_whatever_comes_when(
    sms_database_url: str,
) -> None:
    clock = SystemClock()
    conversations = [new_id() for _ in range(60)]
    texts = [one for conversation in conversations for one in opening(conversation, delay=0.05)]
    order = random.Random(5)
    with Rig(sms_database_url, clock) as one, Rig(sms_database_url, clock) as other:
        doomed = {text.id for text in texts if text.sequence == 1}
        for rig in (one, other):
            rig.provider.temper = lambda sent: GONE if sent.id in doomed else None
            rig.start()
        batches = order.sample(texts, len(texts))
        with ThreadPoolExecutor(6) as pool:
            for done in [
                pool.submit(order.choice((one, other)).send, *batches[at : at + 7])
                for at in range(0, len(batches), 7)
            ]:
                done.result()
        until(lambda: one.rows("SELECT 1 FROM sms.messages WHERE status = 'queued'") == [])

        sent = [*one.provider.sent, *other.provider.sent]
        assert {message.id for message in sent} == doomed
        assert len(sent) == len(doomed)


def receive(rig: Rig, *callbacks: Callback) -> list[Acknowledgement]:
    """Hand callbacks over."""
    return list(rig.use_cases.receive_callbacks("plain", callbacks))
