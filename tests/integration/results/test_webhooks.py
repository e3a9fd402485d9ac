"""Events reach who subscribed: all of them, proven, in order, whatever dies on the way."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from msgspec.structs import replace

from services.results.domain.source import LateReply, SourceSession
from services.results.domain.webhooks import Delivery, WebhookState
from services.results.store.delivery_queue import PostgresDeliveryQueue
from services.results.store.forgetting_deliveries import (
    KEPT,
    PARKED_KEPT,
    tidy_deliveries,
)
from services.results.use_cases.subscribe import Change
from services.results.workers.deliverer import LEASE
from services.runtime.errors import ServiceError
from tests.fakes.results_sources import TENANT, answer, session
from tests.integration.results.conftest import Results
from tests.integration.results.webhooks_rig import Webhooks, begun, open_webhooks


@pytest.fixture
def webhooks(results: Results, monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhooks]:
    results.catch_up()
    opened = open_webhooks(results, monkeypatch)
    yield opened
    opened.close()


def completed(made: SourceSession) -> SourceSession:
    return replace(
        made,
        state="completed",
        completed_at=made.created_at + timedelta(minutes=2),
        answers=(answer("score", 9),),
    )


def test_events_come_signed_and_in_the_order_in_which_they_happened(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    made = webhooks.results.sources.put(session())
    webhooks.happen()
    webhooks.results.sources.put(completed(made))
    webhooks.happen()
    late = LateReply(id=made.id, text="thanks", received_at=made.created_at)
    webhooks.results.sources.put(replace(completed(made), late=(late,)))
    webhooks.happen()

    assert receiver.types == [
        "session.started",
        "answer.received",
        "session.completed",
        "reply.late",
    ]
    first, second, third, last = receiver.bodies
    assert first["data"]["sessionId"] == made.id
    assert second["data"]["answer"]["value"] == 9
    assert second["timestamp"] == "2026-11-20T12:01:00Z"
    assert [one["elementId"] for one in third["data"]["answers"]] == ["score"]
    assert last["data"]["reply"]["text"] == "thanks"
    assert webhooks.states() == ["delivered"] * 4


def test_what_is_taken_in_again_is_sent_once(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    webhooks.results.sources.put(completed(session()))
    webhooks.happen()

    webhooks.results.store.begin_again()
    webhooks.happen()

    assert len(receiver.ids) == 3


def test_only_what_was_subscribed_to_is_sent_and_only_to_its_tenant(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver(events=["session.completed"])
    other = webhooks.receiver(tenant="other")
    webhooks.results.sources.put(completed(session()))

    webhooks.happen()

    assert (receiver.types, other.types) == (["session.completed"], [])


def test_sessions_from_long_before_the_subscription_are_no_news(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    webhooks.results.sources.put(session(created_at=webhooks.clock.now() - timedelta(hours=1)))

    webhooks.happen()

    assert receiver.types == []


def test_a_delivery_that_fails_is_made_again_and_the_next_of_its_session_waits(
    webhooks: Webhooks,
) -> None:
    receiver = webhooks.receiver()
    receiver.answers.extend([500])
    webhooks.results.sources.put(completed(session()))

    webhooks.happen()
    assert receiver.types == []
    webhooks.clock.advance(timedelta(seconds=5))
    webhooks.deliver()

    assert receiver.types == ["session.started", "answer.received", "session.completed"]


def test_nobody_looks_again_and_again_at_what_waits_behind_something(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    receiver.answers.extend([500])
    webhooks.results.sources.put(completed(session()))
    webhooks.happen()
    queue = PostgresDeliveryQueue(webhooks.results.database)

    assert queue.due(now=webhooks.clock.now()) == []
    assert queue.due(now=webhooks.clock.now() + timedelta(seconds=5)) == [webhooks.only()]


def test_other_sessions_do_not_wait_for_one_that_is_refused(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver(events=["session.started"])
    refused, *others = (webhooks.results.sources.put(session()) for _ in range(6))
    receiver.refuse.add(refused.id)

    webhooks.happen()

    assert {one["data"]["sessionId"] for one in receiver.bodies} == {one.id for one in others}
    assert webhooks.subscribe.get(TENANT, webhooks.only()).state is WebhookState.ACTIVE


def test_an_endpoint_that_is_down_delays_no_other(webhooks: Webhooks) -> None:
    down, quick = webhooks.receiver(), webhooks.receiver()
    for _ in range(40):
        webhooks.results.sources.put(session())
    webhooks.results.catch_up()

    async def work() -> None:
        down.hold = asyncio.Event()
        deliverer = webhooks.replica()
        await deliverer.look()
        await down.asked.wait()
        await quick.until(40)
        assert down.bodies == []
        down.hold.set()
        await deliverer.until_idle()

    webhooks.run(work())
    assert len(down.bodies) == 40


def test_an_endpoint_that_fails_at_everything_rests(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver(events=["session.started"])
    receiver.always = 503
    for _ in range(100):
        webhooks.results.sources.put(session())

    webhooks.happen()
    tried = sum(one.attempts for one in _all_of(webhooks))
    webhooks.clock.advance(timedelta(seconds=6))
    webhooks.deliver()

    assert tried < 100
    assert sum(one.attempts for one in _all_of(webhooks)) == tried + 1, "one at a time"
    receiver.always = 204
    webhooks.clock.advance(timedelta(seconds=20))
    webhooks.deliver()
    webhooks.clock.advance(timedelta(seconds=20))
    webhooks.deliver()
    assert len(receiver.bodies) == 100


def test_410_disables(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    receiver.always = 410
    webhooks.results.sources.put(completed(session()))

    webhooks.happen()
    webhooks.results.sources.put(session())
    webhooks.happen()

    assert webhooks.subscribe.get(TENANT, webhooks.only()).state is WebhookState.DISABLED
    tidy_deliveries(webhooks.results.database, now=webhooks.clock.now())
    assert webhooks.states() == ["parked"] * 3, "what happened since is not kept"


def test_after_a_day_in_vain_it_is_failing_and_what_waits_is_parked_and_can_be_sent_again(
    webhooks: Webhooks,
) -> None:
    receiver = webhooks.receiver()
    receiver.always = 500
    webhooks.results.sources.put(completed(session()))
    webhooks.happen()
    for _ in range(30):
        webhooks.clock.advance(timedelta(hours=1))
        webhooks.deliver()

    webhook = webhooks.subscribe.get(TENANT, webhooks.only())
    assert (webhook.state, webhook.failure) == (WebhookState.FAILING, "HTTP_500")
    webhooks.results.sources.put(session())
    webhooks.results.catch_up()
    tidy_deliveries(webhooks.results.database, now=webhooks.clock.now())
    parked = [one for one in _all_of(webhooks) if one.state == "parked"]
    assert len(parked) == 4

    with pytest.raises(ServiceError, match="WEBHOOK_NOT_ACTIVE"):
        webhooks.follow.redeliver(TENANT, webhook.id, parked[0].id)
    receiver.always = 200
    webhooks.subscribe.change(TENANT, webhook.id, Change(state="active"))
    for one in parked:
        webhooks.follow.redeliver(TENANT, webhook.id, one.id)
    webhooks.deliver()

    assert len(receiver.bodies) == 4


def test_one_that_failed_is_tried_at_a_new_address(webhooks: Webhooks) -> None:
    receiver, moved = webhooks.receiver(), webhooks.endpoint()
    receiver.always = 500
    moved.secrets = receiver.secrets
    webhooks.results.sources.put(session())
    webhooks.happen()
    for _ in range(30):
        webhooks.clock.advance(timedelta(hours=1))
        webhooks.deliver()
    webhook = webhooks.subscribe.get(TENANT, webhooks.only())
    assert webhook.state is WebhookState.FAILING

    changed = webhooks.subscribe.change(TENANT, webhook.id, Change(url=moved.url))
    webhooks.results.sources.put(session())
    webhooks.happen()

    assert (changed.state, changed.failure) == (WebhookState.ACTIVE, "")
    assert moved.types == ["session.started"]


def test_a_response_that_nobody_can_read_keeps_no_figures_waiting(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    unreadable = webhooks.results.sources.put(session())
    webhooks.happen()
    with webhooks.results.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE results.responses SET body = 'x'")

    webhooks.results.sources.put(completed(unreadable))
    webhooks.results.sources.put(session())
    webhooks.happen()

    assert webhooks.results.sent() == 2
    assert receiver.types == ["session.started"] * 2


def test_who_is_told_to_stop_gives_up_what_takes_too_long(
    webhooks: Webhooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.results.workers.deliverer.DRAIN_SECONDS", 0.01)
    receiver = webhooks.receiver()
    webhooks.results.sources.put(session())
    webhooks.results.catch_up()

    async def work() -> None:
        receiver.hold = asyncio.Event()
        deliverer = webhooks.replica()
        deliverer.start()
        await receiver.asked.wait()
        await asyncio.to_thread(deliverer.stop)

    webhooks.run(work())

    assert webhooks.states() == ["waiting"]
    receiver.hold = None
    webhooks.clock.advance(LEASE)
    webhooks.deliver()
    assert len(receiver.ids) == 1


def test_who_dies_between_sending_and_writing_it_down_has_it_sent_again_under_the_same_id(
    webhooks: Webhooks,
) -> None:
    receiver = webhooks.receiver(events=["session.started"])
    webhooks.results.sources.put(session())
    webhooks.results.catch_up()
    queue, now = PostgresDeliveryQueue(webhooks.results.database), webhooks.clock.now()

    # What a lane does, up to where the process is killed.
    endpoint = queue.endpoint(webhooks.only())
    assert endpoint is not None
    (due,) = queue.claim(webhooks.only(), now=now, until=now + LEASE, limit=9)
    webhooks.run(webhooks.endpoints.deliver(due, endpoint, now=now))
    webhooks.deliver()
    assert len(receiver.ids) == 1, "it is leased"
    webhooks.clock.advance(LEASE)
    webhooks.deliver()

    assert len(receiver.ids) == 2
    assert len(set(receiver.ids)) == 1


def test_two_replicas_send_nothing_twice(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    for _ in range(50):
        webhooks.results.sources.put(completed(session()))
    webhooks.results.catch_up()

    async def work() -> None:
        replicas = [webhooks.replica(), webhooks.replica()]
        await asyncio.gather(*(begun(one.look()) for one in replicas))
        for _ in range(4):
            for one in replicas:
                await one.until_idle()
                await one.look()
        for one in replicas:
            await one.until_idle()

    webhooks.run(work())

    assert len(receiver.ids) == len(set(receiver.ids)) == 150
    by_session: dict[str, list[str]] = {}
    for body in receiver.bodies:
        by_session.setdefault(body["data"]["sessionId"], []).append(body["type"])
    order = ["session.started", "answer.received", "session.completed"]
    assert all(types == order for types in by_session.values())


def test_after_a_rotation_both_secrets_prove_it_for_a_day(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver(events=["session.started"])
    before = receiver.secrets[0]
    _, after = webhooks.subscribe.rotate(TENANT, webhooks.only())

    receiver.secrets = [before, after]
    webhooks.results.sources.put(session())
    webhooks.happen()
    webhooks.clock.advance(timedelta(hours=24))
    receiver.secrets = [after]
    webhooks.results.sources.put(session())
    webhooks.happen()
    assert len(receiver.bodies) == 2

    receiver.secrets = [before]
    webhooks.results.sources.put(session())
    webhooks.happen()
    assert len(receiver.bodies) == 2, "the old one proves nothing any more"


def test_a_redirect_is_not_followed(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver(events=["session.started"])
    receiver.always = 302
    webhooks.results.sources.put(session())

    webhooks.happen()

    (waiting,) = _all_of(webhooks)
    assert (waiting.state, waiting.reason, waiting.attempts) == ("waiting", "HTTP_302", 1)


def test_a_test_is_sent_whatever_is_subscribed_to(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver(events=["session.completed"])

    made = webhooks.follow.test(TENANT, webhooks.only())
    webhooks.deliver()

    assert receiver.types == ["webhook.test"]
    assert receiver.ids == [made]


def test_of_who_is_forgotten_nothing_is_kept(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver(events=["session.started", "session.completed"])
    sources = webhooks.results.sources
    delivered = sources.put(session())
    webhooks.happen()
    receiver.always = 410
    parked = sources.put(completed(session()))
    sources.put(completed(session()))
    deleted = sources.put(completed(session()))
    webhooks.happen()
    assert sorted(webhooks.states()) == ["delivered"] + ["parked"] * 3 + ["waiting"] * 3

    for one in (delivered, parked):
        sources.put(replace(one, phone=""))
    sources.drop(deleted.id)
    webhooks.results.catch_up()

    assert sorted(webhooks.states()) == ["parked", "waiting"]


def test_deliveries_are_kept_for_a_week_and_parked_ones_for_a_month(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    webhooks.results.sources.put(session())
    webhooks.happen()
    receiver.always = 410
    webhooks.results.sources.put(session())
    webhooks.happen()
    assert sorted(webhooks.states()) == ["delivered", "parked"]

    webhooks.clock.advance(KEPT + timedelta(seconds=1))
    tidy_deliveries(webhooks.results.database, now=webhooks.clock.now())
    assert webhooks.states() == ["parked"]
    webhooks.clock.advance(PARKED_KEPT)
    tidy_deliveries(webhooks.results.database, now=webhooks.clock.now())
    assert webhooks.states() == []


def test_what_is_removed_is_called_no_more_and_forgotten(webhooks: Webhooks) -> None:
    receiver = webhooks.receiver()
    webhooks.results.sources.put(session())
    webhooks.results.catch_up()

    webhooks.subscribe.remove(TENANT, webhooks.only())
    webhooks.deliver()
    tidy_deliveries(webhooks.results.database, now=webhooks.clock.now())

    assert receiver.bodies == []
    assert webhooks.subscribe.all_of(TENANT) == []
    with webhooks.results.database.transaction() as connection:
        for table in ("webhooks", "deliveries"):
            left = connection.exec_driver_sql(f"SELECT count(*) FROM results.{table}")
            assert left.scalar_one() == 0


def _all_of(webhooks: Webhooks) -> Sequence[Delivery]:
    page, _ = webhooks.follow.page(TENANT, webhooks.only(), state="", size=200, token="")
    return page
