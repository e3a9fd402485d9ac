"""Replies are kept before they are acknowledged, once each, with the message that they answer."""

from datetime import timedelta

import pytest

from services.runtime.errors import ServiceError, unavailable
from services.runtime.ids import new_id
from services.runtime.leased import Failure
from services.sms.domain.provider import (
    Acknowledgement,
    Callback,
    CallbackKind,
    PermanentRecipient,
    Temporary,
)
from services.sms.domain.replies import NewReply
from services.sms.store.unit_of_work import PostgresUnitOfWork
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import callback, inbound, status
from tests.integration.sms.rig import LEASE, PHONE, Rig, message, until

ADDRESS = "19600042"


def test_a_reply_reaches_whoever_holds_the_conversations(rig: Rig, clock: ManualClock) -> None:
    rig.start()

    answers = receive(rig, inbound(item("8")))

    assert [(one.status, one.body) for one in answers] == [(200, b'{"accepted": 1}')]
    rig.sink.until(lambda: len(rig.sink.replies) == 1)
    reply = rig.sink.replies[0]
    assert (reply.tenant, reply.sender, reply.subnumber) == ("default", "1960", "0042")
    assert (reply.phone, reply.text, reply.received_at) == (PHONE, "8", clock.now())
    assert reply.in_reply_to is None
    until(lambda: rig.rows("SELECT 1 FROM sms.inbox WHERE lease_until IS NOT NULL") == [])


def test_a_reply_is_durable_before_anybody_handles_it(rig: Rig, clock: ManualClock) -> None:
    receive(rig, inbound(item("8")))
    assert len(rig.rows("SELECT 1 FROM sms.inbox")) == 1

    clock.advance(LEASE * 2)
    rig.start()

    rig.sink.until(lambda: [reply.text for reply in rig.sink.replies] == ["8"])


def test_a_reply_delivered_twice_is_kept_once(rig: Rig) -> None:
    again = item("8", messageId="m1")

    first, second = receive(rig, inbound(again), inbound(again))
    [third] = receive(rig, inbound(again, item("9", messageId="m2")))

    assert [first.status, second.status, third.status] == [200, 200, 200]
    rows = rig.rows("SELECT text FROM sms.inbox ORDER BY id")
    assert [row.text for row in rows] == ["8", "9"]


def test_two_providers_may_give_two_messages_one_id(rig: Rig, clock: ManualClock) -> None:
    now = clock.now()

    with PostgresUnitOfWork(rig.database).begin() as transaction:
        both = [arrived("8", provider="plain"), arrived("8", provider="other")]
        kept = transaction.inbox.add_replies(both, now=now, lease_until=now)

    assert [reply.id for reply in kept] == [reply.id for reply in both]


@pytest.mark.parametrize(
    ("seconds", "kept"), [pytest.param(3.9, 1, id="at once"), pytest.param(4.1, 2, id="later")]
)
def test_without_an_id_the_same_text_within_four_seconds_is_the_same_reply(
    rig: Rig, clock: ManualClock, seconds: float, kept: int
) -> None:
    receive(rig, inbound(item("8", messageId=None), item("8", messageId=None)))
    clock.advance(timedelta(seconds=seconds))

    receive(rig, inbound(item("8", messageId=None), item("9", messageId=None)))

    rows = rig.rows("SELECT text FROM sms.inbox WHERE text = '8'")
    assert len(rows) == kept


def test_a_wrong_token_stores_nothing(rig: Rig) -> None:
    [answer] = receive(rig, inbound(item("8"), token="x"))

    assert answer.status == 401
    assert rig.rows("SELECT 1 FROM sms.inbox") == []
    assert rig.rows("SELECT 1 FROM sms.unreadable_callbacks") == []


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(callback(CallbackKind.INBOUND, b"{nonsense"), id="not JSON"),
        pytest.param(
            inbound({"messageId": "m9", "from": PHONE, "to": "2999", "text": "8"}),
            id="to a number that is not ours",
        ),
        pytest.param(
            inbound({"messageId": "m9", "from": PHONE, "to": "196012", "text": "8"}),
            id="to a subnumber of the wrong length",
        ),
    ],
)
def test_what_cannot_be_understood_is_kept_aside_and_acknowledged(rig: Rig, bad: Callback) -> None:
    answers = receive(rig, bad, inbound(item("8")))

    assert [answer.status for answer in answers] == [200, 200]
    assert len(rig.rows("SELECT 1 FROM sms.unreadable_callbacks")) == 1
    assert [row.text for row in rig.rows("SELECT text FROM sms.inbox")] == ["8"]


def test_an_unknown_provider_is_not_found(rig: Rig) -> None:
    with pytest.raises(ServiceError, match="PROVIDER_NOT_FOUND"):
        rig.use_cases.receive_callbacks("other", [inbound(item("8"))])


def test_a_reply_that_cannot_be_handled_now_is_handed_over_again(
    rig: Rig, clock: ManualClock
) -> None:
    refused: list[str] = []

    def once(name: str) -> Failure | None:
        if refused:
            return None
        refused.append(name)
        return Failure(id=name, reason="busy", retryable=True)

    rig.sink.failing = once
    rig.start()

    receive(rig, inbound(item("8"), item("9")))

    rig.sink.until(lambda: len(rig.sink.replies) == 1)
    until(lambda: bool(rig.rows("SELECT 1 FROM sms.inbox WHERE attempts = 1")))
    clock.advance(timedelta(seconds=1))
    rig.sink.until(lambda: len(rig.sink.replies) == 2)


class TestInReplyTo:
    """The newest message that was first in line and due when the reply came in."""

    def test_is_the_last_message_of_that_address_and_phone(
        self, rig: Rig, clock: ManualClock
    ) -> None:
        rig.start()
        conversation = new_id()
        texts = [message(f"{n}", conversation=conversation, sequence=n) for n in (1, 2)]
        rig.send(
            *texts,
            message("elsewhere", subnumber="0043"),
            message("other", recipient="+4790000002"),
        )
        until(lambda: set(rig.statuses_of_messages().values()) == {"sent"})
        clock.advance(timedelta(seconds=1))

        receive(rig, inbound(item("8")))

        seen = reply_seen(rig)
        assert seen == (texts[1].id, conversation, 2)

    def test_is_not_a_message_that_waits_its_seconds(self, rig: Rig, clock: ManualClock) -> None:
        rig.start()
        conversation = new_id()
        texts = [message(f"{n}", conversation=conversation, sequence=n, delay=2) for n in (1, 2)]
        rig.send(*texts)
        until(lambda: rig.statuses_of_messages()["1"] == "sent")

        clock.advance(timedelta(seconds=1.9))
        receive(rig, inbound(item("too early")))

        assert reply_seen(rig) == (texts[0].id, conversation, 1)

    def test_is_not_a_message_behind_one_that_has_not_left(self, rig: Rig) -> None:
        conversation = new_id()
        texts = [message(f"{n}", conversation=conversation, sequence=n) for n in (1, 2)]
        rig.send(*texts)

        receive(rig, inbound(item("8")))

        assert row_seen(rig) == (texts[0].id, conversation, 1)

    def test_stays_a_message_that_is_tried_again(self, rig: Rig, clock: ManualClock) -> None:
        rig.provider.script(Temporary(reason="http_500", after=timedelta(minutes=1)))
        rig.start()
        first = message("1")
        rig.send(first)
        until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 1")))

        receive(rig, inbound(item("8")))

        assert row_seen(rig) == (first.id, None, 0)

    def test_of_several_due_at_one_moment_it_is_the_one_made_last(self, rig: Rig) -> None:
        ended, begun = new_id(), new_id()
        rig.start()
        rig.send(message("1", conversation=ended, sequence=1, sender="1961", subnumber=""))
        until(lambda: rig.statuses_of_messages()["1"] == "sent")
        goodbye = message("2", conversation=ended, sequence=2, sender="1961", subnumber="")
        question = message("3", conversation=begun, sequence=1, sender="1961", subnumber="")

        rig.send(question, goodbye)
        receive(rig, inbound(item("8", to="1961")))

        assert row_seen(rig) == (question.id, begun, 1)

    def test_is_nothing_for_a_stranger(self, rig: Rig) -> None:
        rig.send(message("1"))

        receive(rig, inbound({**item("8"), "from": "+4790000009"}))

        assert row_seen(rig) == (None, None, None)


class TestDeliveryReports:
    """They change the message once, and are handed on."""

    def test_by_the_providers_id_or_ours(self, rig: Rig) -> None:
        rig.start()
        one, two = message("one"), message("two")
        rig.send(one, two)
        until(lambda: set(rig.statuses_of_messages().values()) == {"sent"})

        receive(
            rig,
            status(
                {"messageId": f"p-{one.id}", "status": "delivered"},
                {"id": two.id, "status": "failed", "errorCode": "27"},
            ),
        )

        rig.sink.until(lambda: len(rig.sink.reports) == 2)
        assert rig.statuses_of_messages() == {"one": "delivered", "two": "failed"}
        reports = {report.message_id: report for report in rig.sink.reports}
        assert (reports[two.id].status, reports[two.id].error_code) == ("failed", "27")

    def test_never_change_a_final_status(self, rig: Rig) -> None:
        rig.start()
        rig.send(one := message("one"))
        until(lambda: rig.statuses_of_messages() == {"one": "sent"})

        for word in ("delivered", "failed"):
            receive(rig, status({"id": one.id, "status": word}))
            until(lambda: rig.rows("SELECT 1 FROM sms.status_reports WHERE NOT applied") == [])

        assert rig.statuses_of_messages() == {"one": "delivered"}

    def test_that_overtake_our_bookkeeping_are_applied_later(
        self, rig: Rig, clock: ManualClock
    ) -> None:
        one = message("one")
        receive(rig, status({"messageId": f"p-{one.id}", "status": "delivered"}))
        rig.start()
        until(lambda: bool(rig.rows("SELECT 1 FROM sms.status_reports WHERE attempts > 0")))

        rig.send(one)
        until(lambda: rig.statuses_of_messages() == {"one": "sent"})
        clock.advance(timedelta(seconds=10))

        rig.sink.until(lambda: len(rig.sink.reports) == 1)
        assert rig.statuses_of_messages() == {"one": "delivered"}

    def test_of_another_provider_change_nothing(self, rig: Rig) -> None:
        rig.start()
        rig.send(one := message("one"))
        until(lambda: rig.statuses_of_messages() == {"one": "sent"})
        with rig.database.transaction() as connection:
            connection.exec_driver_sql("UPDATE sms.messages SET provider = 'other'")

        receive(rig, status({"id": one.id, "status": "failed"}))

        until(lambda: bool(rig.rows("SELECT 1 FROM sms.status_reports WHERE attempts > 0")))
        assert rig.statuses_of_messages() == {"one": "sent"}

    def test_of_failures_survive_a_sink_that_is_down(self, rig: Rig, clock: ManualClock) -> None:
        rig.sink.down = unavailable("DOWN", "It is down.")
        rig.provider.script(PermanentRecipient(code="x"))
        rig.start()
        rig.send(message("one"))
        until(lambda: bool(rig.rows("SELECT 1 FROM sms.status_reports WHERE attempts > 0")))

        rig.sink.down = None
        clock.advance(timedelta(seconds=30))

        rig.sink.until(lambda: len(rig.sink.reports) == 1)


def item(text: str, **changes: object) -> dict[str, object]:
    """Make an inbound message with an id of its own."""
    values = {"messageId": new_id(), "from": PHONE, "to": ADDRESS, "text": text} | changes
    return {name: value for name, value in values.items() if value is not None}


def arrived(text: str, *, provider: str) -> NewReply:
    """Make a message as read from a provider that calls it m-1."""
    return NewReply(
        id=new_id(),
        tenant="default",
        provider=provider,
        provider_message_id="m-1",
        sender="1960",
        subnumber="0042",
        phone=PHONE,
        text=text,
    )


def receive(rig: Rig, *callbacks: Callback) -> list[Acknowledgement]:
    """Hand callbacks over."""
    return list(rig.use_cases.receive_callbacks("plain", callbacks))


def reply_seen(rig: Rig) -> tuple[str | None, str | None, int | None]:
    """Return what the reply was stamped with when it was handed on."""
    rig.sink.until(lambda: len(rig.sink.replies) == 1)
    seen = rig.sink.replies[0].in_reply_to
    assert seen is not None
    return seen.message_id, seen.conversation_id, seen.sequence


def row_seen(rig: Rig) -> tuple[str | None, str | None, int | None]:
    """Return what the reply was stamped with when it was stored."""
    [row] = rig.rows("SELECT seen_message_id, seen_conversation_id, seen_sequence FROM sms.inbox")
    return row.seen_message_id, row.seen_conversation_id, row.seen_sequence
