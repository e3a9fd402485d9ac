"""What strangers make us store is bounded a day and forgotten after 30; what a person has to see stays."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from services.runtime.ids import new_id
from services.sms.domain.provider import CallbackKind
from services.sms.store.strangers import Strangers
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import callback, inbound, status
from tests.integration.sms.rig import PHONE, Rig, message, settled, until

BOUND = 10
STRAY: dict[str, object] = {"to": "2999", "from": PHONE}
DAY = timedelta(days=1)
COUNTS = "SELECT kind, kept, dropped FROM sms.stranger_counts WHERE day = CAST(:day AS date) ORDER BY kind"


@pytest.fixture
def bounded(sms_database_url: str, clock: ManualClock) -> Iterator[Rig]:
    """A replica with a small bound."""
    with Rig(sms_database_url, clock, strangers_a_day=BOUND) as rig:
        yield rig


def item(words: str, **changes: object) -> dict[str, object]:
    return {"messageId": new_id(), "from": PHONE, "to": "19600042", "text": words} | changes


def receive(rig: Rig, *items: dict[str, object], kind: CallbackKind = CallbackKind.INBOUND) -> int:
    """Hand over one callback with these items; returns the status of the answer."""
    [answer] = rig.use_cases.receive_callbacks("plain", [callback(kind, list(items))])
    return answer.status


def dropped(kind: str) -> float:
    labels = {"provider": "plain", "kind": kind}
    return REGISTRY.get_sample_value("svar_sms_strangers_dropped_total", labels) or 0


def count(rig: Rig, table: str) -> int:
    return len(rig.rows(f"SELECT 1 FROM sms.{table}"))


def test_replies_of_strangers_are_bounded_a_day_and_acknowledged_all_the_same(
    bounded: Rig, clock: ManualClock
) -> None:
    before = dropped("reply")

    statuses = [receive(bounded, *(item(f"{n} {m}") for m in range(3))) for n in range(5)]

    assert statuses == [200] * 5
    assert count(bounded, "inbox") == BOUND
    assert dropped("reply") - before == 5
    [row] = bounded.rows(COUNTS, day=clock.now())
    assert (row.kind, row.kept, row.dropped) == ("reply", BOUND, 5)

    clock.advance(DAY)
    receive(bounded, item("tomorrow"))
    assert count(bounded, "inbox") == BOUND + 1


def test_only_what_was_kept_is_handed_on(bounded: Rig) -> None:
    bounded.start()

    receive(bounded, *(item(f"{n}") for n in range(15)))

    bounded.sink.until(lambda: len(bounded.sink.replies) == BOUND)
    until(lambda: bounded.rows("SELECT 1 FROM sms.inbox WHERE lease_until IS NOT NULL") == [])
    assert [one.text for one in bounded.sink.replies] == [f"{n}" for n in range(BOUND)]


def test_a_customer_is_heard_however_much_strangers_write(bounded: Rig) -> None:
    bounded.start()
    bounded.send(message("how was it?"))
    settled(bounded, "how was it?", "sent")
    receive(bounded, *(item(f"{n}", **{"from": "+4790000002"}) for n in range(40)))

    receive(bounded, *(item(f"answer {n}") for n in range(20)))

    texts = {
        row.text for row in bounded.rows("SELECT text FROM sms.inbox WHERE phone = :p", p=PHONE)
    }
    assert texts == {f"answer {n}" for n in range(20)}


@pytest.mark.parametrize(
    ("kind", "path", "made"),
    [
        pytest.param("stray", CallbackKind.INBOUND, {"to": "2999", "from": PHONE}, id="strays"),
        pytest.param("unreadable", CallbackKind.INBOUND, {}, id="riddles"),
        pytest.param("unreadable", CallbackKind.STATUS, {"status": "what?"}, id="odd reports"),
    ],
)
def test_what_cannot_be_understood_is_bounded_a_day(
    bounded: Rig, kind: str, path: CallbackKind, made: dict[str, object]
) -> None:
    before = dropped(kind)

    assert receive(bounded, *[made] * 25, kind=path) == 200
    assert receive(bounded, *[made] * 25, kind=path) == 200

    assert count(bounded, "unreadable_callbacks") == BOUND
    assert dropped(kind) - before == 40


def test_strangers_are_forgotten_after_thirty_days_and_riddles_stay_for_a_person(
    rig: Rig, clock: ManualClock
) -> None:
    rig.start()
    rig.send(message("how was it?"))
    settled(rig, "how was it?", "sent")
    receive(rig, item("an answer"), item("a stranger", **{"from": "+4790000002"}))
    receive(rig, {"to": "2999", "from": PHONE}, {})
    until(lambda: rig.rows("SELECT 1 FROM sms.inbox WHERE lease_until IS NOT NULL") == [])
    strangers = Strangers(rig.database)

    assert strangers.forget(clock.now() + 29 * DAY) == 0
    assert strangers.forget(clock.now() + 31 * DAY) == 2

    assert [row.text for row in rig.rows("SELECT text FROM sms.inbox")] == ["an answer"]
    kinds = [row.kind for row in rig.rows("SELECT kind FROM sms.unreadable_callbacks")]
    assert kinds == ["inbound"]
    assert count(rig, "stranger_rows") == count(rig, "stranger_counts") == 0


def test_what_waits_or_is_parked_is_not_forgotten(rig: Rig, clock: ManualClock) -> None:
    receive(rig, item("waits"), {"to": "2999", "from": PHONE})
    with rig.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE sms.unreadable_callbacks SET lease_until = now()")

    Strangers(rig.database).forget(clock.now() + 31 * DAY)

    assert (count(rig, "inbox"), count(rig, "unreadable_callbacks")) == (1, 1)


def test_much_is_forgotten_in_batches(rig: Rig, clock: ManualClock) -> None:
    for _ in range(3):
        receive(rig, *[STRAY] * 900)

    assert Strangers(rig.database).forget(clock.now() + 31 * DAY) == 2_700
    assert count(rig, "unreadable_callbacks") == 0


def test_reports_are_no_strangers(bounded: Rig) -> None:
    reports: list[dict[str, object]] = [
        {"messageId": f"p{n}", "status": "delivered"} for n in range(50)
    ]
    bounded.use_cases.receive_callbacks("plain", [status(*reports), inbound(item("8"))])

    assert count(bounded, "status_reports") == 50
