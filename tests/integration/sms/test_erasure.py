"""An erased phone: nothing names it any more, and nothing that waited for it leaves."""

import pytest

from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.sms.domain.erasure import ErasedRecipient
from services.sms.domain.reply_addresses import AddressWish
from services.sms.use_cases.erase_recipient import erase_recipient
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import inbound
from tests.fakes.searching import places_of
from tests.integration.sms.rig import LEASE, PHONE, Rig, message

OTHER = "+4790000002"


def erase(rig: Rig, phone: str = PHONE, tenant: str = "default") -> ErasedRecipient:
    return erase_recipient(rig.use_cases.uow, tenant=tenant, phone=phone)


def receive(rig: Rig, words: str, phone: str) -> None:
    item: dict[str, object] = {
        "messageId": new_id(),
        "from": phone,
        "to": "19600042",
        "text": words,
    }
    rig.use_cases.receive_callbacks("plain", [inbound(item)])


def reserve(rig: Rig, clock: ManualClock, phone: str) -> str:
    conversation = new_id()
    wish = AddressWish(
        conversation_id=conversation, recipient=phone, expires_at=clock.now() + 10 * LEASE
    )
    rig.use_cases.reserve_reply_addresses("default", [wish])
    return conversation


def test_what_named_the_phone_does_so_no_more(rig: Rig, clock: ManualClock) -> None:
    conversation = reserve(rig, clock, PHONE)
    rig.send(
        message("Secret one", conversation=conversation, sequence=1),
        message("Secret two", conversation=conversation, sequence=2),
        message("Secret three"),
    )
    receive(rig, "Secret four", PHONE)

    erased = erase(rig)

    assert erased == ErasedRecipient(sent_messages=3, received_messages=1, reply_addresses=1)
    assert places_of(rig.database, "sms", [PHONE, "Secret"]) == []
    assert erase(rig) == ErasedRecipient(sent_messages=0, received_messages=0, reply_addresses=0)


def test_what_waits_for_the_phone_never_leaves_and_is_never_handed_on(
    rig: Rig, clock: ManualClock
) -> None:
    rig.send(message("Secret"), message("For another", recipient=OTHER))
    receive(rig, "Secret reply", PHONE)
    receive(rig, "Another reply", OTHER)

    erase(rig)

    now = clock.now() + LEASE * 2
    claimed = rig.send_store.claim(
        senders=["1960", "1961"], now=now, lease=LEASE, limit=10, automatic=False
    )
    assert [one.text for one in claimed] == ["For another"]
    waiting = rig.rows("SELECT text FROM sms.inbox WHERE lease_until IS NOT NULL")
    assert [row.text for row in waiting] == ["Another reply"]


def test_two_erased_phones_may_have_had_the_same_subnumber(rig: Rig, clock: ManualClock) -> None:
    for phone in (PHONE, OTHER):
        reserve(rig, clock, phone)
    statement = "SELECT recipient, held FROM sms.reply_addresses WHERE subnumber <> ''"

    for phone in (PHONE, OTHER):
        erase(rig, phone)

    assert {(row.recipient, row.held) for row in rig.rows(statement)} <= {("", False)}


def test_callbacks_that_nobody_understood_are_deleted_where_they_name_the_phone(rig: Rig) -> None:
    for phone in (PHONE, PHONE.removeprefix("+"), OTHER):
        rig.use_cases.receive_callbacks("plain", [inbound({"sender": phone, "what": "is this"})])

    assert erase(rig).callbacks == 2

    assert places_of(rig.database, "sms", [PHONE[1:]]) == []
    assert places_of(rig.database, "sms", [OTHER]) == [f"unreadable_callbacks.raw: {OTHER}"]


def test_another_tenants_messages_stay(rig: Rig) -> None:
    rig.send(message("Hello"))

    assert erase(rig, tenant="acme").sent_messages == 0
    assert rig.statuses_of_messages() == {"Hello": "queued"}


@pytest.mark.parametrize("phone", ["", "26112", "Acme", "+47x"])
def test_what_is_no_phone_is_refused(rig: Rig, phone: str) -> None:
    with pytest.raises(ServiceError, match="INVALID_IDENTIFIER"):
        erase(rig, phone)
