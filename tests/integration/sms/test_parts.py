"""Long texts in parts, both ways; nonces; requests that are made once a callback is durable."""

from datetime import timedelta
from itertools import permutations

import pytest

from services.sms.domain.http import HttpRequest, endpoint
from services.sms.domain.provider import (
    Accepted,
    CallbackKind,
    DeliveryStatus,
    Nonce,
    ProviderReply,
    ProviderReport,
    Received,
    ReplyPart,
    ReportedPart,
)
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import callback
from tests.integration.sms.rig import PHONE, Rig, message, settled, until

WORDS = ["Det var ", "veldig ", "bra!"]


def part(number: int, *, reference: str = "7", name: str | None = "", total: int = 3) -> Received:
    reply = ProviderReply(
        provider_message_id=name if name is None else f"{name or reference}-{number}",
        from_=PHONE,
        to="1961",
        text=WORDS[number - 1],
        part=ReplyPart(reference=reference, number=number, total=total),
    )
    return Received(replies=(reply,))


def hear(rig: Rig, *received: Received) -> list[int]:
    """Let a callback for each come in; returns what they are answered."""
    callbacks = []
    for number, one in enumerate(received):
        posted = callback(CallbackKind.INBOUND, b"%d %d" % (number, id(one)))
        rig.provider.says[posted.body] = one
        callbacks.append(posted)
    answers = rig.use_cases.receive_callbacks("plain", callbacks)
    return [answer.status for answer in answers]


def texts(rig: Rig) -> list[tuple[str, bool]]:
    rows = rig.rows("SELECT text, incomplete FROM sms.inbox ORDER BY received_at, id")
    return [(row.text, row.incomplete) for row in rows]


@pytest.mark.parametrize("order", list(permutations([1, 2, 3])))
def test_parts_are_joined_whatever_their_order_each_acknowledged_by_itself(
    rig: Rig, order: tuple[int, ...]
) -> None:
    for number in order:
        assert texts(rig) == []
        assert hear(rig, part(number)) == [200]

    assert texts(rig) == [("Det var veldig bra!", False)]


def test_parts_that_come_together_are_joined(rig: Rig) -> None:
    hear(rig, part(3), part(1), part(2))

    assert texts(rig) == [("Det var veldig bra!", False)]


@pytest.mark.parametrize("name", ["", None])
def test_a_part_that_comes_twice_counts_once(rig: Rig, name: str | None) -> None:
    for number in (1, 1, 2, 3, 2, 1):
        hear(rig, part(number, name=name))

    assert texts(rig) == [("Det var veldig bra!", False)]
    rig.use_cases.give_out_parts()
    assert len(texts(rig)) == 1


def test_a_reference_that_a_phone_uses_again_is_another_text(rig: Rig, clock: ManualClock) -> None:
    hear(rig, part(1), part(2), part(3))
    clock.advance(timedelta(hours=1))
    hear(rig, part(3, name="new"), part(1, name="new"), part(2, name="new"))

    assert texts(rig) == [("Det var veldig bra!", False)] * 2


def test_what_is_there_after_a_minute_is_given_out_and_marked(rig: Rig, clock: ManualClock) -> None:
    hear(rig, part(3), part(1))
    clock.advance(timedelta(seconds=59))
    rig.use_cases.give_out_parts()
    assert texts(rig) == []

    clock.advance(timedelta(seconds=2))
    rig.use_cases.give_out_parts()
    rig.use_cases.give_out_parts()

    assert texts(rig) == [("Det var bra!", True)]


def test_what_is_erased_is_not_given_out(rig: Rig, clock: ManualClock) -> None:
    hear(rig, part(1))
    with rig.use_cases.uow.begin() as transaction:
        transaction.recipients.erase("default", PHONE)
    clock.advance(timedelta(minutes=2))

    rig.use_cases.give_out_parts()

    assert texts(rig) == []
    assert [row.text for row in rig.rows("SELECT text FROM sms.inbound_parts")] == [""]


def report(name: str, status: DeliveryStatus | None, *, our_id: str | None = None) -> Received:
    one = ProviderReport(
        provider_message_id=name,
        our_id=our_id,
        status=status,
        error_code="" if status is DeliveryStatus.DELIVERED else "9",
        part=ReportedPart(id=name),
    )
    return Received(reports=(one,))


def applied(rig: Rig) -> bool:
    """Say whether no report waits for anything."""
    return not rig.rows("SELECT 1 FROM sms.status_reports WHERE lease_until IS NOT NULL")


def sent_in_parts(rig: Rig, *names: str) -> str:
    rig.start()
    rig.provider.script(Accepted(provider_message_id=names[0], part_ids=names))
    rig.send(one := message("long"))
    settled(rig, "long", "sent")
    return one.id


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "a", "b")])
def test_a_message_is_delivered_when_all_of_its_parts_are(rig: Rig, order: tuple[str, ...]) -> None:
    sent_in_parts(rig, "a", "b", "c")

    for name in order:
        assert rig.statuses_of_messages() == {"long": "sent"}
        hear(rig, report(name, DeliveryStatus.DELIVERED), report(name, None))
        until(lambda: applied(rig))

    assert rig.statuses_of_messages() == {"long": "delivered"}
    assert {one.status.value for one in rig.sink.reports} == {"delivered"}


def test_a_message_fails_when_one_of_its_parts_does_and_stays_so(rig: Rig) -> None:
    sent_in_parts(rig, "a", "b")

    hear(rig, report("b", DeliveryStatus.FAILED))
    until(lambda: applied(rig))
    assert rig.statuses_of_messages() == {"long": "failed"}

    hear(rig, report("a", DeliveryStatus.DELIVERED), report("b", DeliveryStatus.DELIVERED))
    until(lambda: applied(rig))
    assert rig.statuses_of_messages() == {"long": "failed"}


def test_a_part_never_goes_back_from_a_final_state(rig: Rig) -> None:
    sent_in_parts(rig, "a", "b")

    hear(rig, report("a", DeliveryStatus.DELIVERED))
    until(lambda: applied(rig))
    hear(rig, report("a", DeliveryStatus.DELIVERED))
    until(lambda: applied(rig))
    assert rig.statuses_of_messages() == {"long": "sent"}
    hear(rig, report("b", DeliveryStatus.DELIVERED))
    until(lambda: applied(rig))

    parts = rig.rows("SELECT part, status FROM sms.message_parts ORDER BY part")
    assert [(row.part, row.status) for row in parts] == [("a", "delivered"), ("b", "delivered")]
    assert rig.statuses_of_messages() == {"long": "delivered"}


def test_reports_on_parts_that_overtake_the_answer_to_the_send_are_kept(
    rig: Rig, clock: ManualClock
) -> None:
    hear(rig, report("b", DeliveryStatus.DELIVERED), report("a", DeliveryStatus.DELIVERED))
    rig.start()
    until(lambda: not rig.rows("SELECT 1 FROM sms.status_reports WHERE attempts = 0"))

    rig.provider.script(Accepted(provider_message_id="a", part_ids=("a", "b")))
    rig.send(message("long"))
    settled(rig, "long", "sent")
    clock.advance(timedelta(hours=1))

    settled(rig, "long", "delivered")


def nonce(text: str, used_for: bytes) -> Received:
    reply = ProviderReply(provider_message_id=None, from_=PHONE, to="1961", text=text)
    return Received(replies=(reply,), nonce=Nonce(value="n", used_for=used_for))


def test_a_nonce_counts_for_one_callback_only(rig: Rig, clock: ManualClock) -> None:
    assert hear(rig, nonce("8", b"8"), nonce("9", b"9")) == [200, 401]
    clock.advance(timedelta(minutes=1))
    assert hear(rig, nonce("10", b"9"), nonce("8", b"8")) == [401, 200]

    assert texts(rig) == [("8", False), ("8", False)]


def test_a_request_is_made_once_its_callback_is_durable(rig: Rig) -> None:
    confirm = HttpRequest(to=endpoint("https://sns.example/", {}), method="GET")

    assert hear(rig, Received(request=confirm)) == [200]

    assert rig.later.made == [("plain", confirm)]
