"""Links are kept up, and what comes in by them is durable before the other side is told so."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from services.sms.domain.provider import (
    Accepted,
    DeliveryStatus,
    ProviderMessage,
    ProviderReply,
    ProviderReport,
    Received,
    SendResult,
    Traits,
)
from services.sms.domain.replies import Reply
from services.sms.ports.handing_on import HandoffQueue
from services.sms.ports.provider import Inbox
from services.sms.use_cases.keep_replies import KeepReplies
from services.sms.workers.links import LinksAtWork
from tests.integration.sms.rig import PHONE, Rig, message, settled, until


class FakeLink:
    """A connection that takes everything, and brings what a test says; it can be cut."""

    def __init__(self) -> None:
        self.traits = Traits(drops_repeats=False, batch=5)
        self.sent: list[ProviderMessage] = []
        self.runs = 0
        self.told: list[bool] = []
        self.up = threading.Event()
        self._coming: asyncio.Queue[Received | None] = asyncio.Queue()

    async def run(self, inbox: Inbox) -> None:
        self.runs += 1
        self.up.set()
        while (received := await self._coming.get()) is not None:
            self.told.append(await inbox.take(received))
        raise ConnectionResetError

    async def send(self, messages: Sequence[ProviderMessage]) -> Sequence[SendResult]:
        self.sent.extend(messages)
        return [Accepted(provider_message_id=f"link-{one.id}") for one in messages]

    def bring(self, rig: Rig, received: Received | None) -> None:
        """Let something come in; None cuts the connection."""
        rig.network.loop.call_soon_threadsafe(self._coming.put_nowait, received)


class FullQueue:
    """A queue that has no room, until `full` is false."""

    def __init__(self, queue: HandoffQueue[Reply]) -> None:
        self.full = True
        self.lease_until = queue.lease_until
        self.offer = queue.offer


@contextmanager
def linked(rig: Rig, link: FakeLink, *, keep: KeepReplies | None = None) -> Iterator[FakeLink]:
    receiving = rig.use_cases.receive_callbacks
    links = LinksAtWork(
        {"plain": link},
        senders=receiving.senders,
        keep=keep or receiving.keep,
        loop=rig.network.loop,
    )
    links.start()
    assert link.up.wait(10)
    try:
        yield link
    finally:
        links.stop()


def reply(words: str) -> ProviderReply:
    return ProviderReply(provider_message_id=words, from_=PHONE, to="19600042", text=words)


def test_messages_leave_by_a_link_and_its_replies_and_reports_come_in(
    sms_database_url: str, rig: Rig
) -> None:
    link = FakeLink()
    with Rig(sms_database_url, rig.clock, carrier=link) as other, linked(other, link):
        other.start()
        other.send(asked := message("hello"))
        settled(other, "hello", "sent")

        report = ProviderReport(
            provider_message_id=f"link-{asked.id}", our_id=None, status=DeliveryStatus.DELIVERED
        )
        link.bring(other, Received(replies=(reply("8"),), reports=(report,)))

        other.sink.until(lambda: [one.text for one in other.sink.replies] == ["8"])
        settled(other, "hello", "delivered")
        assert link.told == [True]
        assert [one.text for one in link.sent] == ["hello"]


def test_what_cannot_be_stored_is_not_acknowledged_and_may_come_again(rig: Rig) -> None:
    queue = FullQueue(rig.replies)
    keep = replace(rig.use_cases.receive_callbacks.keep, queue=queue)
    with linked(rig, FakeLink(), keep=keep) as link:
        link.bring(rig, Received(replies=(reply("8"),)))
        until(lambda: link.told == [False])
        queue.full = False
        link.bring(rig, Received(replies=(reply("8"),)))
        until(lambda: link.told == [False, True])

    assert [row.text for row in rig.rows("SELECT text FROM sms.inbox")] == ["8"]


def test_a_link_that_breaks_is_run_again(rig: Rig) -> None:
    with linked(rig, FakeLink()) as link:
        link.bring(rig, None)
        until(lambda: link.runs == 2)
        link.bring(rig, None)
        until(lambda: link.runs == 3)
        link.bring(rig, Received(replies=(reply("8"),)))
        until(lambda: link.told == [True])


def test_a_stop_ends_a_link_that_waits(rig: Rig) -> None:
    with linked(rig, FakeLink()) as link:
        pass

    link.bring(rig, Received())
    rig.look_at_the_clock()
    assert link.told == []
