"""How far messages have come, for whoever reminds; and what is taken back because somebody replied."""

from services.runtime.ids import new_id
from services.sms.domain.messages import (
    ConversationPlace,
    MessageStanding,
    MessageStatus,
    Withdrawal,
)
from services.sms.domain.reply_addresses import AddressWish
from services.sms.use_cases.list_messages import look_up_messages
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import inbound
from tests.integration.sms.rig import PHONE, Rig, message, pass_time, settled, until


def standing(rig: Rig, conversation: str, sequence: int = 1) -> MessageStanding:
    place = ConversationPlace(conversation_id=conversation, sequence=sequence)
    (found,) = look_up_messages(rig.use_cases.uow, [place])
    return found


def test_a_message_is_found_where_it_is(rig: Rig, clock: ManualClock) -> None:
    conversation = new_id()
    rig.start()

    rig.send(message("Score?", conversation=conversation, sequence=1))
    rig.send(message("Why?", conversation=conversation, sequence=2, delay=60))
    settled(rig, "Score?", "sent")

    sent_at = clock.now()
    assert standing(rig, conversation) == MessageStanding(
        status=MessageStatus.SENT, sent_at=sent_at
    )
    assert standing(rig, conversation, 2) == MessageStanding(status=MessageStatus.QUEUED)
    assert standing(rig, conversation, 3) == MessageStanding()


def test_a_reply_waits_until_it_is_handed_on(rig: Rig) -> None:
    conversation = new_id()
    rig.send(message("Score?", conversation=conversation, sequence=1))
    other = message("Score?", conversation=new_id(), sequence=1, subnumber="0043")
    rig.send(other)
    rig.use_cases.receive_callbacks(
        "plain", [inbound({"messageId": "1", "from": PHONE, "to": "19600042", "text": "8"})]
    )

    assert standing(rig, conversation).reply_waits
    assert not standing(rig, str(other.conversation_id)).reply_waits, "it is for another number"

    rig.start()
    rig.sink.until(lambda: len(rig.sink.replies) == 1)
    until(lambda: not standing(rig, conversation).reply_waits)


def test_what_is_withdrawn_never_leaves_and_keeps_nothing_back(
    rig: Rig, clock: ManualClock
) -> None:
    conversation = new_id()
    wish = AddressWish(conversation_id=conversation, recipient=PHONE, expires_at=clock.now())
    rig.use_cases.reserve_reply_addresses("default", [wish])
    rig.start()
    rig.send(message("Score?", conversation=conversation, sequence=1))
    settled(rig, "Score?", "sent")
    # A reminder that has to wait, and the answer that overtakes it.
    rig.send(message("Score? Please", conversation=conversation, sequence=2, delay=60))

    rig.use_cases.send_messages(
        [message("Why?", conversation=conversation, sequence=3)],
        [],
        withdrawals=[Withdrawal(conversation_id=conversation, drop_through=2)],
    )

    settled(rig, "Why?", "sent")
    pass_time(rig, clock, 100)
    assert rig.provider.texts == ["Score?", "Why?"]
    assert rig.statuses_of_messages()["Score? Please"] == "failed"


def test_what_is_withdrawn_before_it_comes_is_not_sent_either(rig: Rig, clock: ManualClock) -> None:
    conversation = new_id()
    wish = AddressWish(conversation_id=conversation, recipient=PHONE, expires_at=clock.now())
    rig.use_cases.reserve_reply_addresses("default", [wish])
    rig.start()
    rig.send(message("Score?", conversation=conversation, sequence=1))
    settled(rig, "Score?", "sent")

    rig.use_cases.send_messages(
        [message("Why?", conversation=conversation, sequence=3)],
        [],
        withdrawals=[Withdrawal(conversation_id=conversation, drop_through=2)],
    )
    rig.send(message("Score? Please", conversation=conversation, sequence=2))

    settled(rig, "Why?", "sent")
    assert rig.provider.texts == ["Score?", "Why?"]
