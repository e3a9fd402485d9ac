"""How much waits and for how long is read from the tables themselves, by every replica alike."""

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from services.runtime.database import Database
from services.runtime.ids import new_id
from services.runtime.migrate import upgrade
from services.runtime.queue_gauge import QueueView, queue_gauge
from services.runtime.snapshot_gauge import snapshot_gauge
from services.runtime.statements import Statement
from services.sessions.store.queues import QUEUES as SESSIONS_QUEUES
from services.sms.store.queues import QUEUES as SMS_QUEUES

_INSERT = Statement("""
INSERT INTO sms.inbox (id, tenant, provider, sender, subnumber, phone, text, received_at,
    lease_until, attempts, reason)
VALUES (:id, 'default', :provider, '1960', '1', :phone, '8', :received_at, :lease_until, 0, '')
""")


def figure(name: str, queue: str, provider: str) -> float | None:
    return REGISTRY.get_sample_value(name, {"queue": queue, "provider": provider})


@pytest.fixture
def database(database_url: str) -> Database:
    for schema in ("sms", "sessions"):
        upgrade(database_url, schema=schema)
    return Database(database_url, connections=2, application="test")


def add(database: Database, *, provider: str, age: timedelta, waits: bool = True) -> None:
    now = datetime.now(UTC)
    with database.transaction() as connection:
        values = {
            "id": new_id(),
            "provider": provider,
            "phone": "+4790000001",
            "received_at": now - age,
            # In somebody's hands, as nearly all of them are nearly always.
            "lease_until": now + timedelta(seconds=8) if waits else None,
        }
        _INSERT.run(connection, values)


def test_what_waits_is_counted_by_provider_and_its_age_told(database: Database) -> None:
    add(database, provider="plain", age=timedelta(minutes=2))
    add(database, provider="plain", age=timedelta(seconds=1))
    add(database, provider="other", age=timedelta(hours=1), waits=False)

    queue_gauge(database, SMS_QUEUES).run_once()

    assert figure("svar_queue_rows", "inbox", "plain") == 2
    oldest = figure("svar_queue_oldest_seconds", "inbox", "plain")
    assert oldest is not None
    assert 119 < oldest < 150
    assert figure("svar_queue_rows", "inbox", "other") is None
    assert figure("svar_queue_oldest_seconds", "messages", "") == 0
    database.close()


def test_a_queue_that_is_empty_again_says_so(database: Database) -> None:
    gauge = queue_gauge(database, SMS_QUEUES)
    add(database, provider="emptied", age=timedelta(minutes=2))
    gauge.run_once()
    with database.transaction() as connection:
        Statement("UPDATE sms.inbox SET lease_until = NULL").run(connection)

    gauge.run_once()

    assert figure("svar_queue_rows", "inbox", "emptied") == 0
    assert figure("svar_queue_oldest_seconds", "inbox", "emptied") == 0
    database.close()


@pytest.mark.parametrize("view", [*SMS_QUEUES, *SESSIONS_QUEUES], ids=lambda view: view.queue)
def test_every_queue_can_be_looked_at(view: QueueView, database: Database) -> None:
    with database.transaction() as connection:
        assert view.statement.run(connection, {"limit": 1}) == []
    database.close()


def test_a_transaction_that_stays_open_is_seen(database: Database) -> None:
    with database.transaction() as held:
        Statement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").run(held)
        Statement("SELECT 1").run(held)
        snapshot_gauge(database).run_once()
        seen = REGISTRY.get_sample_value("svar_postgres_oldest_snapshot_seconds")

    assert seen is not None
    assert seen > 0
    database.close()
