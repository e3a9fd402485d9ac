"""Leases: no message is lost with a process, and none is sent by two."""

import asyncio
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

import psycopg

from services.runtime.clock import SystemClock
from services.runtime.ids import new_id
from services.sms.domain.provider import Temporary, Traits
from tests.fakes.manual_clock import ManualClock
from tests.integration.sms.rig import LEASE, Rig, message, pass_time, settled, until

SECOND = timedelta(seconds=1)


def test_what_a_process_that_died_held_is_swept(rig: Rig, clock: ManualClock) -> None:
    conversation = new_id()
    rig.send(*(message(f"{n}", conversation=conversation, sequence=n) for n in (1, 2)))
    assert rig.provider.sent == []

    rig.start()
    clock.advance(LEASE + SECOND)

    rig.provider.until(lambda: rig.provider.texts == ["1", "2"])


def test_what_was_leaving_when_its_process_died_is_not_sent_again_where_it_would_come_twice(
    rig: Rig, clock: ManualClock
) -> None:
    rig.provider.traits = Traits(drops_repeats=False)
    leaving, waiting = message("leaving"), message("waiting")
    rig.send(leaving, waiting)
    assert rig.send_store.mark([leaving.id, new_id()], at=clock.now()) == {leaving.id}

    rig.start()
    clock.advance(LEASE + SECOND)

    until(lambda: set(rig.statuses_of_messages().values()) == {"sent"})
    assert rig.provider.texts == ["waiting"]
    rows = rig.rows("SELECT text, error_code FROM sms.messages ORDER BY text")
    assert [tuple(row) for row in rows] == [("leaving", "unclear"), ("waiting", "")]


def test_a_mark_is_there_while_a_message_leaves_and_goes_with_a_clear_answer(
    rig: Rig, clock: ManualClock
) -> None:
    rig.provider.traits = Traits(drops_repeats=False)
    rig.provider.gate = asyncio.Event()
    rig.provider.script(Temporary(reason="http_500"))
    rig.start()

    rig.send(message("hello"))
    rig.provider.until(lambda: rig.provider.texts == ["hello"])
    [row] = rig.rows("SELECT status, unclear_at FROM sms.messages")
    assert (row.status, row.unclear_at) == ("queued", clock.now())

    rig.network.loop.call_soon_threadsafe(rig.provider.gate.set)
    until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 1")))
    assert rig.rows("SELECT 1 FROM sms.messages WHERE unclear_at IS NOT NULL") == []
    clock.advance(SECOND)
    settled(rig, "hello", "sent")
    assert rig.provider.texts == ["hello", "hello"]


def test_two_replicas_send_every_message_once(sms_database_url: str) -> None:
    clock = ManualClock()
    with Rig(sms_database_url, clock) as idle:
        batch = [message(f"{n}") for n in range(600)]
        idle.send(*batch)
    clock.advance(LEASE + SECOND)

    with Rig(sms_database_url, clock) as one, Rig(sms_database_url, clock) as other:
        one.start()
        other.start()
        until(lambda: len(one.provider.sent) + len(other.provider.sent) == len(batch))
        until(lambda: set(one.statuses_of_messages().values()) == {"sent"})

    sent = [*one.provider.texts, *other.provider.texts]
    assert sorted(sent) == sorted(one.text for one in batch)


def test_a_message_that_waits_in_memory_keeps_its_lease(rig: Rig, clock: ManualClock) -> None:
    rig.start()
    conversation = new_id()
    rig.send(*(message(f"{n}", conversation=conversation, sequence=n, delay=60) for n in (1, 2)))
    settled(rig, "1", "sent")

    for _ in range(12):
        pass_time(rig, clock, 5)

    rig.provider.until(lambda: rig.provider.texts == ["1", "2"])


def test_what_was_never_promoted_is_found_by_the_sweep(rig: Rig, clock: ManualClock) -> None:
    conversation = new_id()
    rig.send(*(message(f"{n}", conversation=conversation, sequence=n) for n in (1, 2)))
    with rig.database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE sms.messages SET status = 'sent', lease_until = NULL WHERE sequence = 1"
        )

    clock.advance(LEASE + SECOND)
    rig.start()

    rig.provider.until(lambda: rig.provider.texts == ["2"])


def test_a_process_frozen_past_its_lease_leaves_its_messages_to_others(
    rig: Rig, clock: ManualClock
) -> None:
    rig.start()
    conversation = new_id()
    rig.send(*(message(f"{n}", conversation=conversation, sequence=n, delay=2) for n in (1, 2)))
    settled(rig, "1", "sent")
    with rig.database.transaction() as connection:
        # Another process has it now.
        connection.exec_driver_sql(
            "UPDATE sms.messages SET lease_until = lease_until + interval '1 hour'"
            " WHERE status = 'queued'"
        )

    clock.advance(timedelta(seconds=60))
    rig.look_at_the_clock()

    assert rig.provider.texts == ["1"]


def test_what_a_process_that_stops_still_holds_is_free_at_once(sms_database_url: str) -> None:
    clock = ManualClock()
    with Rig(sms_database_url, clock) as one:
        one.start()
        conversation = new_id()
        texts = [message(f"{n}", conversation=conversation, sequence=n, delay=2) for n in (1, 2)]
        one.send(*texts)
        settled(one, "1", "sent")

    with Rig(sms_database_url, clock) as other:
        other.start()
        clock.advance(2 * SECOND)
        other.look_at_the_clock()
        other.provider.until(lambda: other.provider.texts == ["2"])


def test_order_holds_whatever_the_order_of_arrival_at_two_replicas(sms_database_url: str) -> None:
    texts = [
        message(f"{name}", conversation=conversation, sequence=name)
        for conversation in (new_id() for _ in range(40))
        for name in range(1, 7)
    ]
    shuffled = random.Random(7).sample(texts, len(texts))
    batches = [shuffled[at : at + 5] for at in range(0, len(shuffled), 5)]
    conversations = {one.id: one.conversation_id for one in texts}
    clock = SystemClock()

    with Rig(sms_database_url, clock) as one, Rig(sms_database_url, clock) as other:
        other.provider.sent = one.provider.sent
        replicas = [one.start(), other.start()]
        with ThreadPoolExecutor(6) as pool:
            for done in [
                pool.submit(replicas[number % 2].send, *batch)
                for number, batch in enumerate(batches)
            ]:
                done.result()
        until(lambda: len(one.provider.sent) >= len(texts), within=15)
        until(lambda: set(one.statuses_of_messages().values()) == {"sent"})

    order: dict[str | None, list[str]] = {}
    for sent in one.provider.sent:
        order.setdefault(conversations[sent.id], []).append(sent.text)
    assert list(order.values()) == [["1", "2", "3", "4", "5", "6"]] * 40


def test_a_message_that_leaves_slowly_keeps_its_lease(rig: Rig, clock: ManualClock) -> None:
    rig.provider.gate = asyncio.Event()
    rig.start()
    rig.send(message("slow"))
    rig.provider.until(lambda: rig.provider.texts == ["slow"])

    for _ in range(4):
        clock.advance(LEASE - 2 * SECOND)
        until(lambda: _lease(rig) == clock.now() + LEASE)

    rig.network.loop.call_soon_threadsafe(rig.provider.gate.set)
    settled(rig, "slow", "sent")
    assert rig.provider.texts == ["slow"]


def test_after_an_outage_whoever_sent_a_message_writes_it_down_before_another_sends_it(
    sms_database_url: str,
) -> None:
    clock = ManualClock()
    with Rig(sms_database_url, clock) as one, Rig(sms_database_url, clock) as other:
        one.provider.gate = asyncio.Event()
        one.start()
        other.start()
        one.send(*(message(f"{n}") for n in range(10)))
        one.provider.until(lambda: len(one.provider.sent) == 10)

        with _outage(one):
            one.network.loop.call_soon_threadsafe(one.provider.gate.set)
            clock.advance(LEASE + SECOND)
            until(lambda: not one.database.ping() and not other.database.ping())
            # The one that knows what became of the messages is the slower one to come back.
            one.network.loop.call_soon_threadsafe(time.sleep, 0.3)
        until(lambda: set(one.statuses_of_messages().values()) == {"sent"})

    assert len(one.provider.sent) == 10
    assert other.provider.sent == []


@contextmanager
def _outage(rig: Rig) -> Iterator[None]:
    """Cut everybody off from the database of a rig, and let nobody in."""
    url = rig.database.engine.url
    name = url.database
    server = url.set(drivername="postgresql", database="postgres")
    with psycopg.connect(server.render_as_string(), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


def _lease(rig: Rig) -> datetime:
    [row] = rig.rows("SELECT lease_until FROM sms.messages")
    lease: datetime = row.lease_until
    return lease
