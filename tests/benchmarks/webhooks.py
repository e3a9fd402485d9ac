"""Events to webhooks: how many a second a quick endpoint gets, and what a deliverer that is killed loses.

Two bars: 2,000 a second on two processors, and none lost over a hundred SIGKILLs. Real Postgres with fsync,
signatures made and verified, the endpoint in a process of its own on the same machine.
"""

import asyncio
import json
import multiprocessing
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Final

from aiohttp import web
from standardwebhooks import Webhook as Verifier

from services.cli.embedded.postgres import EmbeddedPostgres
from services.contracts.event_types import EventType
from services.results.adapters.outgoing import Outgoing
from services.results.adapters.secret_box import FernetSecretBox
from services.results.domain.fence import Fence
from services.results.store.delivery_queue import PostgresDeliveryQueue
from services.results.store.subscriptions import PostgresSubscriptionStore
from services.results.use_cases.subscribe import Subscribe
from services.results.workers import deliverer
from services.runtime.clock import SystemClock
from services.runtime.database import LOOK_UPS, Database
from services.runtime.migrate import upgrade
from services.runtime.statements import Statement

QUICK_EVENTS: Final = 20_000
SESSIONS: Final = 2_000
EVENTS_A_SESSION: Final = 4
KILLS: Final = 100
KILLED_LEASE: Final = timedelta(seconds=13)
"""Shorter than the product's, so that what a killed one held is made again soon."""
KEY: Final = "a key of the benchmark that is long enough"
_SPAWN: Final[SpawnContext] = multiprocessing.get_context("spawn")
_QUEUE: Final = Statement("""
INSERT INTO results.deliveries (id, webhook_id, tenant, session_id, place, event_id, type, body,
    created_at, due_since, lease_until)
SELECT gen_random_uuid(), CAST(:webhook_id AS uuid), 'default', CAST(md5(session::text) AS uuid),
    session * 100 + number, gen_random_uuid(), 'answer.received',
    jsonb_build_object('type', 'x', 'data', jsonb_build_array(session, number), 'fill', CAST(:fill AS text))::text,
    now(), now(), now()
FROM generate_series(1, CAST(:sessions AS int)) AS session,
    generate_series(1, CAST(:events AS int)) AS number
""")
_LEFT: Final = Statement("SELECT count(*) FROM results.deliveries WHERE lease_until IS NOT NULL")

Seen = list[tuple[int, int]]


def main() -> int:
    """Measure both; returns 1 when an event was lost or came ahead of its turn."""
    with (
        tempfile.TemporaryDirectory(prefix="svar-bench-") as folder,
        EmbeddedPostgres(Path(folder) / "postgres") as postgres,
    ):
        url = postgres.url
        upgrade(url, schema="results")
        with _receiving(slow=0.0) as endpoint, _subscribed(url, endpoint) as database:
            speed = _speed(url, database)
        with _receiving(slow=0.05) as endpoint, _subscribed(url, endpoint) as database:
            seen = _killed(url, database, endpoint)
    expected = {
        (session, number)
        for session in range(1, SESSIONS + 1)
        for number in range(1, EVENTS_A_SESSION + 1)
    }
    lost, ahead = len(expected - set(seen)), out_of_turn(seen)
    print(f"{speed:,.0f} events a second to a quick endpoint (bar: 2,000)")
    print(
        f"{KILLS} SIGKILLs over {len(expected):,} events: {lost} lost, {ahead} ahead of their turn,"
    )
    print(f"{len(seen) - len(set(seen)):,} sent once more under the same id")
    return 1 if lost or ahead else 0


def out_of_turn(seen: Seen) -> int:
    """Count events that came before the one before them; those that come again are none.

    >>> out_of_turn([(1, 1), (1, 2), (1, 1), (1, 3), (2, 2)])
    1
    """
    last: dict[int, int] = {}
    ahead = 0
    for session, number in seen:
        known = last.get(session, 0)
        ahead += number > known + 1
        last[session] = max(known, number)
    return ahead


def _speed(url: str, database: Database) -> float:
    _queue(database, sessions=QUICK_EVENTS, events=1)
    process = _delivering(url, deliverer.LEASE)
    began = time.perf_counter()
    _until_empty(database)
    passed = time.perf_counter() - began
    process.kill()
    process.join()
    return QUICK_EVENTS / passed


def _killed(url: str, database: Database, endpoint: "Endpoint") -> Seen:
    _queue(database, sessions=SESSIONS, events=EVENTS_A_SESSION)
    for _ in range(KILLS):
        process = _delivering(url, KILLED_LEASE)
        time.sleep(random.uniform(0.05, 0.2))
        process.kill()
        process.join()
    process = _delivering(url, KILLED_LEASE)
    _until_empty(database)
    process.kill()
    process.join()
    return endpoint.seen()


# -- what waits


@contextmanager
def _subscribed(url: str, endpoint: "Endpoint") -> Iterator[Database]:
    database = Database(url, connections=2, application="bench")
    box = FernetSecretBox([KEY])
    outgoing = Outgoing(Fence(loopback=True), box)
    store = PostgresSubscriptionStore(database)
    subscribe = Subscribe(store=store, box=box, addresses=outgoing, clock=SystemClock())
    for before in subscribe.all_of("default"):
        subscribe.remove("default", before.id)
    events = [EventType.ANSWERED.value]
    _, secret = subscribe.add("default", url=endpoint.url, events=events)
    endpoint.told.send(secret)
    yield database
    outgoing.close()
    database.close()


def _queue(database: Database, *, sessions: int, events: int) -> None:
    (webhook,) = Subscribe(
        store=PostgresSubscriptionStore(database),
        box=FernetSecretBox([KEY]),
        addresses=_Anywhere(),
        clock=SystemClock(),
    ).all_of("default")
    values = {
        "webhook_id": webhook.id,
        "sessions": sessions,
        "events": events,
        # As long as an answer with its variables.
        "fill": "x" * 500,
    }
    with database.transaction() as connection:
        _QUEUE.run(connection, values)


class _Anywhere:
    def refusal(self, url: str) -> str | None:
        return None


def _until_empty(database: Database) -> None:
    while True:
        with database.transaction() as connection:
            if not _LEFT.run(connection).value_or_none():
                return
        time.sleep(0.2)


# -- the process that delivers, and the one that receives


def _delivering(url: str, lease: timedelta) -> SpawnProcess:
    here, there = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_deliver, args=(url, lease, there), daemon=True)
    process.start()
    here.recv()
    return process


def _deliver(url: str, lease: timedelta, up: Connection) -> None:
    deliverer.LEASE = lease  # type: ignore[misc]  # a constant of the product
    database = Database(url, connections=2, application="bench-deliverer", planner=LOOK_UPS)
    outgoing = Outgoing(Fence(loopback=True), FernetSecretBox([KEY]))
    deliverer.Deliverer(
        PostgresDeliveryQueue(database),
        outgoing.endpoints,
        clock=SystemClock(),
        loop=outgoing.loop,
    ).start()
    up.send(True)
    time.sleep(3_600)


class Endpoint:
    """A receiver in a process of its own."""

    def __init__(self, told: Connection) -> None:
        self.told = told
        self.url: str = told.recv()

    def seen(self) -> Seen:
        """Return what came, in order."""
        self.told.send(None)
        found: Seen = [(session, number) for session, number in self.told.recv()]
        return found


@contextmanager
def _receiving(*, slow: float) -> Iterator[Endpoint]:
    here, there = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_receive, args=(there, slow), daemon=True)
    process.start()
    yield Endpoint(here)
    process.kill()
    process.join()


def _receive(told: Connection, slow: float) -> None:
    asyncio.run(_serve(told, slow))


async def _serve(told: Connection, slow: float) -> None:
    seen: list[list[int]] = []
    verifiers: list[Verifier] = []

    async def take(request: web.Request) -> web.Response:
        body = await request.read()
        verifiers[0].verify(body, dict(request.headers), json_parse=False)
        if slow:
            await asyncio.sleep(random.uniform(0, slow))
        seen.append(json.loads(body)["data"])
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    told.send(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    verifiers.append(Verifier(await asyncio.to_thread(told.recv)))
    await asyncio.to_thread(told.recv)
    told.send(seen)
    await asyncio.Event().wait()
