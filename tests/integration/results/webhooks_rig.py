"""Webhooks on real Postgres, with a receiver that verifies what it gets by the package for receivers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, TypeVar

import pytest
from aiohttp import web
from standardwebhooks import Webhook as Verifier

from services.contracts.event_types import EventType
from services.results.adapters.endpoints import Endpoints
from services.results.adapters.secret_box import FernetSecretBox
from services.results.domain.fence import Fence
from services.results.store.delivery_queue import PostgresDeliveryQueue
from services.results.store.subscriptions import PostgresSubscriptionStore
from services.results.use_cases.follow_deliveries import FollowDeliveries
from services.results.use_cases.subscribe import Subscribe
from services.results.workers.deliverer import Deliverer
from tests.fakes.manual_clock import ManualClock
from tests.fakes.results_sources import TENANT
from tests.integration.results.conftest import Results

KEY = "a key of the tests that is long enough"
ALL = [one.value for one in EventType]
ResultT = TypeVar("ResultT")


@dataclass(slots=True, kw_only=True)
class Receiver:
    """An endpoint: answers as it is told, 204 by default, and keeps what proved to be ours."""

    secrets: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    answers: deque[int] = field(default_factory=deque)
    always: int = 204
    url: str = ""
    hold: asyncio.Event | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    refuse: set[str] = field(default_factory=set)
    """Sessions whose events are refused."""

    async def take(self, request: web.Request) -> web.Response:
        """Take an event: one that a secret does not prove is an error of the test."""
        body = await request.read()
        verified = [Verifier(one).verify(body, dict(request.headers)) for one in self.secrets]
        self.asked.set()
        if self.hold is not None:
            await self.hold.wait()
        status = self.answers.popleft() if self.answers else self.always
        if verified[0]["data"].get("sessionId") in self.refuse:
            status = 500
        if status < 300:
            self.bodies.append(verified[0])
            self.ids.append(request.headers["webhook-id"])
            async with self.news:
                self.news.notify_all()
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    async def until(self, taken: int) -> None:
        """Wait until so many events are taken."""
        async with self.news:
            await self.news.wait_for(lambda: len(self.bodies) >= taken)

    @property
    def types(self) -> list[str]:
        """The types of what was taken, in order."""
        return [one["type"] for one in self.bodies]


@dataclass(slots=True, kw_only=True)
class Webhooks:
    """One replica, and short ways to use it."""

    results: Results
    loop: asyncio.AbstractEventLoop
    subscribe: Subscribe
    follow: FollowDeliveries
    endpoints: Endpoints
    runners: list[web.AppRunner] = field(default_factory=list)

    @property
    def clock(self) -> ManualClock:
        """The time of everything."""
        return self.results.clock

    def run(self, work: Awaitable[ResultT]) -> ResultT:
        """Run something on the loop."""
        return self.loop.run_until_complete(work)

    def replica(self) -> Deliverer:
        """Return a deliverer."""
        queue = PostgresDeliveryQueue(self.results.database)
        return Deliverer(queue, self.endpoints, clock=self.clock, loop=self.loop)

    def deliver(self) -> None:
        """Deliver everything that is due."""

        async def work() -> None:
            deliverer = self.replica()
            await deliverer.look()
            await deliverer.until_idle()

        self.run(work())

    def happen(self) -> None:
        """Take in what happened, and deliver it."""
        self.results.catch_up()
        self.deliver()

    def receiver(self, *, events: list[str] | None = None, tenant: str = TENANT) -> Receiver:
        """Return an endpoint that is subscribed."""
        receiver = self.endpoint()
        _, secret = self.subscribe.add(tenant, url=receiver.url, events=events or ALL)
        receiver.secrets.append(secret)
        return receiver

    def endpoint(self) -> Receiver:
        """Return an endpoint that runs."""
        receiver = Receiver()

        async def serve() -> None:
            app = web.Application()
            app.router.add_post("/hook", receiver.take)
            runner = web.AppRunner(app, handler_cancellation=True)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.runners.append(runner)
            receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"

        self.run(serve())
        return receiver

    def only(self) -> str:
        """Return the id of the only subscription."""
        (one,) = self.subscribe.all_of(TENANT)
        return one.id

    def states(self, webhook_id: str | None = None) -> list[str]:
        """Return the states of deliveries, newest first."""
        page, _ = self.follow.page(TENANT, webhook_id or self.only(), state="", size=200, token="")
        return [one.state.value for one in page]

    def close(self) -> None:
        """Stop everything."""
        for runner in self.runners:
            self.run(runner.cleanup())
        self.run(self.endpoints.close())
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()


def open_webhooks(results: Results, monkeypatch: pytest.MonkeyPatch) -> Webhooks:
    """Make one replica; receivers are told the time of the test."""
    _tell_the_time(results.clock, monkeypatch)
    loop = asyncio.new_event_loop()
    box, store = FernetSecretBox([KEY]), PostgresSubscriptionStore(results.database)

    async def made() -> Endpoints:
        return Endpoints(Fence(loopback=True), box)

    endpoints = loop.run_until_complete(made())

    class Checked:
        def refusal(self, url: str) -> str | None:
            return loop.run_until_complete(endpoints.names.refusal(url))

    return Webhooks(
        results=results,
        loop=loop,
        subscribe=Subscribe(store=store, box=box, addresses=Checked(), clock=results.clock),
        follow=FollowDeliveries(store=store, clock=results.clock),
        endpoints=endpoints,
    )


def _tell_the_time(clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    class TestTime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.now()

    monkeypatch.setattr("standardwebhooks.webhooks.datetime", TestTime)


def begun(work: Coroutine[Any, Any, ResultT]) -> "asyncio.Task[ResultT]":
    """Begin something on the running loop."""
    return asyncio.ensure_future(work)
