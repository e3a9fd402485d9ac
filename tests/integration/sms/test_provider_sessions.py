"""SMS sessions that the provider names: told with the first message, used by the second, and by replies."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from services.runtime.ids import new_id
from services.sms.domain.provider import (
    Accepted,
    CallbackKind,
    ProviderReply,
    Received,
    Traits,
    Unclear,
)
from services.sms.domain.reply_addresses import AddressWish, ReservedAddress
from services.sms.domain.senders import UNKNOWN_SLOT, ProviderNamed, Sender
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import callback
from tests.integration.sms.rig import PHONE, Rig, end, message, settled, until

OURS = Sender(
    tenant="default",
    address="1970",
    provider="plain",
    serves=("+47",),
    subnumbers=ProviderNamed(),
)


@pytest.fixture
def naming(sms_database_url: str, clock: ManualClock) -> Iterator[Rig]:
    """A replica whose provider names sessions, and drops no repeats."""
    with Rig(sms_database_url, clock, senders=(OURS,)) as rig:
        rig.provider.traits = Traits(drops_repeats=False, names_sessions=True)
        yield rig.start()


def reserved(rig: Rig, conversation: str) -> str:
    wish = AddressWish(
        conversation_id=conversation,
        recipient=PHONE,
        expires_at=rig.clock.now() + timedelta(days=1),
    )
    [address] = rig.use_cases.reserve_reply_addresses("default", [wish])
    assert isinstance(address, ReservedAddress)
    assert address.sender == "1970"
    return address.subnumber


def say(rig: Rig, words: str, conversation: str, slot: str, sequence: int = 1) -> None:
    rig.send(
        message(words, conversation=conversation, sequence=sequence, sender="1970", subnumber=slot)
    )


def hear(rig: Rig, words: str, session: str | None) -> str:
    """Let a reply come in; returns the slot that it is kept with."""
    reply = ProviderReply(
        provider_message_id=new_id(), from_=PHONE, to="1970", text=words, session=session
    )
    posted = callback(CallbackKind.INBOUND, words.encode())
    rig.provider.says[posted.body] = Received(replies=(reply,))
    rig.use_cases.receive_callbacks("plain", [posted])
    [row] = rig.rows("SELECT subnumber FROM sms.inbox WHERE text = :words", words=words)
    found: str = row.subnumber
    return found


def test_the_first_message_opens_a_session_and_the_second_is_of_it(naming: Rig) -> None:
    conversation = new_id()
    slot = reserved(naming, conversation)
    naming.provider.script(Accepted(provider_message_id="p1", session_ref="01bx"))

    say(naming, "one", conversation, slot)
    say(naming, "two", conversation, slot, sequence=2)
    settled(naming, "two", "sent")

    first, second = naming.provider.sent
    assert [first.sender, second.sender] == ["1970", "1970"]
    assert (first.opens_session, first.session_ref) == (True, None)
    assert (second.opens_session, second.session_ref) == (False, "01bx")


def test_two_conversations_of_a_phone_are_told_apart_by_their_sessions(naming: Rig) -> None:
    slots = {}
    for name in ("a", "b"):
        conversation = new_id()
        slots[name] = reserved(naming, conversation)
        naming.provider.script(Accepted(session_ref=name))
        say(naming, name, conversation, slots[name])
        settled(naming, name, "sent")

    assert slots["a"] != slots["b"]
    assert hear(naming, "to b", "b") == slots["b"]
    assert hear(naming, "to a", "a") == slots["a"]


def test_an_unknown_session_is_nobodys(naming: Rig) -> None:
    conversation = new_id()
    slot = reserved(naming, conversation)
    naming.provider.script(Accepted(session_ref="known"))
    say(naming, "one", conversation, slot)
    settled(naming, "one", "sent")

    assert hear(naming, "hei", "never heard of") == UNKNOWN_SLOT
    assert hear(naming, "hei igjen", "known") == slot


def test_after_an_unclear_send_the_next_message_opens_a_session(naming: Rig) -> None:
    conversation = new_id()
    slot = reserved(naming, conversation)
    naming.provider.script(Unclear(reason="timeout"), Accepted(session_ref="second"))

    say(naming, "one", conversation, slot)
    say(naming, "two", conversation, slot, sequence=2)
    settled(naming, "two", "sent")

    assert [one.opens_session for one in naming.provider.sent] == [True, True]
    assert hear(naming, "8", "second") == slot


def test_an_unknown_session_is_that_of_the_only_conversation_without_one(naming: Rig) -> None:
    conversation = new_id()
    slot = reserved(naming, conversation)
    naming.provider.script(Unclear(reason="timeout"))
    say(naming, "one", conversation, slot)
    settled(naming, "one", "sent")

    assert hear(naming, "8", "first") == slot
    assert hear(naming, "9", "first") == slot
    assert hear(naming, "10", "other") == UNKNOWN_SLOT


def test_an_unknown_session_is_nobodys_where_two_could_be_meant(naming: Rig) -> None:
    for name in ("a", "b"):
        conversation = new_id()
        naming.provider.script(Unclear(reason="timeout"))
        say(naming, name, conversation, reserved(naming, conversation))
        settled(naming, name, "sent")

    assert hear(naming, "8", "first") == UNKNOWN_SLOT


def test_a_conversation_that_is_over_adopts_no_session(naming: Rig, clock: ManualClock) -> None:
    conversation = new_id()
    naming.provider.script(Unclear(reason="timeout"))
    say(naming, "one", conversation, reserved(naming, conversation))
    settled(naming, "one", "sent")
    naming.send(ends=(end(conversation, clock.now()),))

    assert hear(naming, "8", "first") == UNKNOWN_SLOT


def test_a_text_outside_any_conversation_belongs_to_no_session(naming: Rig) -> None:
    naming.send(message("sorry", sender="1970", subnumber=UNKNOWN_SLOT))
    until(lambda: bool(naming.provider.sent))

    [one] = naming.provider.sent
    assert (one.sender, one.opens_session, one.session_ref) == ("1970", False, None)


def test_a_reply_without_a_session_came_to_the_bare_number(naming: Rig) -> None:
    assert hear(naming, "8", None) == ""
