"""Delivery reports on messages that were never ours cost little, and block none that are."""

import asyncio
from datetime import timedelta

from prometheus_client import REGISTRY

from services.runtime.ids import new_id
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import status
from tests.integration.sms.rig import Rig, message, until

HOUR = timedelta(hours=1)
DELIVERED = ("delivered", "failed")


def test_a_report_on_nothing_of_ours_is_kept_and_looked_for_less_and_less(
    rig: Rig, clock: ManualClock
) -> None:
    stray = status({"messageId": "somebody-elses", "status": "delivered"})
    rig.use_cases.receive_callbacks("plain", [stray])
    clock.advance(10 * HOUR)
    rig.start()

    until(lambda: bool(rig.rows("SELECT 1 FROM sms.status_reports WHERE attempts > 0")))

    [row] = rig.rows("SELECT lease_until, parked_at, applied FROM sms.status_reports")
    assert row.lease_until >= clock.now() + HOUR
    assert (row.parked_at, row.applied) == (None, False)


def test_reports_for_unknown_ids_are_given_up_after_a_day(rig: Rig, clock: ManualClock) -> None:
    rig.provider.gate = asyncio.Event()
    rig.start()
    rig.send(one := message("leaves slowly"))
    ours = status({"id": one.id, "status": "delivered"})
    others = [
        status({"messageId": "somebody-elses", "status": "failed"}),
        status({"id": new_id(), "status": "delivered"}),
    ]
    before = given_up()
    rig.use_cases.receive_callbacks("plain", [ours, *others])
    until(lambda: len(attempted(rig)) == 3)

    clock.advance(23 * HOUR)
    until(lambda: min(attempted(rig)) >= 2)
    assert len(attempted(rig)) == 3

    # Each waits a tenth of its age longer than the time before.
    clock.advance(4 * HOUR)
    until(lambda: len(attempted(rig)) == 1)
    assert given_up() - before == 2
    rows = rig.rows("SELECT message_id, parked_at FROM sms.status_reports")
    assert [(row.message_id, row.parked_at) for row in rows] == [(one.id, None)]
    rig.network.loop.call_soon_threadsafe(rig.provider.gate.set)


def attempted(rig: Rig) -> list[int]:
    rows = rig.rows("SELECT attempts FROM sms.status_reports WHERE attempts > 0")
    return [row.attempts for row in rows]


def given_up() -> float:
    return REGISTRY.get_sample_value("svar_sms_reports_given_up_total") or 0


def test_reports_of_one_message_in_any_order_end_in_one_final_status(
    rig: Rig, clock: ManualClock
) -> None:
    rig.start()
    rig.send(one := message("one"))
    until(lambda: rig.statuses_of_messages() == {"one": "sent"})
    words = ("expired", "delivered", "rejected", "failed")

    for word in words:
        clock.advance(timedelta(seconds=1))
        rig.use_cases.receive_callbacks("plain", [status({"id": one.id, "status": word})])
        until(lambda: rig.rows("SELECT 1 FROM sms.status_reports WHERE NOT applied") == [])

    assert rig.statuses_of_messages() == {"one": "expired"}


def test_of_reports_that_are_applied_together_the_first_counts(rig: Rig) -> None:
    messages = [message(f"{number}") for number in range(20)]
    rig.start()
    rig.send(*messages)
    until(lambda: set(rig.statuses_of_messages().values()) == {"sent"})
    reports = [
        status({"messageId": f"p-{one.id}", "status": word})
        for words, half in ((DELIVERED, messages[:10]), (DELIVERED[::-1], messages[10:]))
        for word in words
        for one in half
    ]

    rig.use_cases.receive_callbacks("plain", reports)
    until(lambda: rig.rows("SELECT 1 FROM sms.status_reports WHERE NOT applied") == [])

    expected = {one.text: "delivered" if int(one.text) < 10 else "failed" for one in messages}
    assert rig.statuses_of_messages() == expected
