"""What one declaration of a leased table makes on Postgres, beside what `Handoff` relies on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import text

from services.runtime.database import Database, open_pools
from services.runtime.ids import new_id
from services.runtime.leased_rows import LeasedRows, LeasedTable
from services.runtime.migrate import upgrade
from services.runtime.park_reason import ParkReason
from services.runtime.parked import ParkedFilter, ParkedItems
from services.sessions.store.outbox import OUTBOX
from services.sms.store.leased_tables import CALLBACKS, REPLIES, REPORTS
from tests.fakes.leased_work import UNREADABLE_WORD, create_work, work_table

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
LEASE = timedelta(seconds=8)
EVERYTHING = ParkedFilter()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, connections=2, application="svar-test")
    create_work(database)
    yield database
    database.close()


def insert(database: Database, said: str = "8", *, at: datetime = NOW, phone: str = "+479") -> str:
    made = new_id()
    with database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO work.items (id, said, phone, came_at, lease_until)"
                " VALUES (:id, :said, :phone, :at, :at)"
            ),
            {"id": made, "said": said, "phone": phone, "at": at},
        )
    return made


def claim(store: LeasedRows[str], *, now: datetime = NOW) -> list[str]:
    return [row.id for row in store.claim(now=now, until=now + LEASE, limit=10)]


def lease_of(database: Database, id: str) -> datetime | None:
    with database.transaction() as connection:
        found = text("SELECT lease_until FROM work.items WHERE id = :id")
        lease: datetime | None = connection.execute(found, {"id": id}).scalar_one()
        return lease


def test_a_row_that_cannot_be_read_is_parked_alone(database: Database) -> None:
    store = LeasedRows(database, work_table())
    first, bad, last = (insert(database, said) for said in ("1", UNREADABLE_WORD, "2"))

    assert claim(store) == [first, last]

    [item] = ParkedItems(database, [work_table().parked]).page(EVERYTHING)
    assert (item.id, item.reason, item.attempts) == (bad, "UNREADABLE", 1)


@pytest.mark.parametrize("deleted", [False, True], ids=["kept", "deleted"])
def test_operators_see_what_is_parked_and_nothing_that_is_done(
    database: Database, deleted: bool
) -> None:
    table = work_table(deleted=deleted)
    store, parked = LeasedRows(database, table), ParkedItems(database, [table.parked])
    done, bad, waiting = (insert(database) for _ in range(3))
    claim(store)

    store.finish([done])
    store.park([bad], because=ParkReason.FAULT, reason="POISON")

    [item] = parked.page(EVERYTHING)
    assert (item.kind, item.id, item.tenant) == ("work", bad, "acme")
    assert (item.because, item.reason) == (ParkReason.FAULT, "POISON")
    assert parked.page(ParkedFilter(because=ParkReason.FAULT, reason="POISON")) == [item]
    assert parked.page(ParkedFilter(because=ParkReason.REFUSED)) == []
    assert parked.kinds() == {"work": 1}
    assert parked.retry([done, bad, waiting]) == {bad}
    assert parked.counts() == []
    # Of the time that it came in: before everything that came since.
    assert lease_of(database, bad) == NOW
    assert claim(store) == [bad]


def test_what_does_not_exist_any_more_is_neither_shown_nor_given_back(database: Database) -> None:
    store, parked = LeasedRows(database, work_table()), ParkedItems(database, [work_table().parked])
    bad = insert(database)
    claim(store)
    store.park([bad], because=ParkReason.FAULT, reason="POISON")

    with database.transaction() as connection:
        connection.execute(text("UPDATE work.items SET phone = ''"))

    assert parked.page(EVERYTHING) == []
    assert parked.retry([bad]) == set()


def test_what_is_old_is_postponed_by_a_tenth_of_its_age_more(database: Database) -> None:
    store = LeasedRows(database, work_table(postponed_by_age=True))
    fresh, old = insert(database, at=NOW), insert(database, at=NOW - timedelta(hours=1))
    claim(store)

    store.postpone([fresh, old], until=NOW, reason="not yet")

    assert lease_of(database, fresh) == NOW
    assert lease_of(database, old) == NOW + timedelta(minutes=6)


def test_what_another_has_parked_stays_parked(database: Database) -> None:
    store = LeasedRows(database, work_table())
    bad = insert(database)
    claim(store)
    store.park([bad], because=ParkReason.FAULT, reason="POISON")

    store.postpone([bad], until=NOW, reason="AWAY")

    assert claim(store, now=NOW + LEASE) == []


@pytest.mark.parametrize(
    "table", [REPLIES, REPORTS, CALLBACKS, OUTBOX], ids=lambda table: table.name
)
def test_no_statement_reads_the_whole_of_a_large_table(
    database_url: str, table: LeasedTable[object]
) -> None:
    upgrade(database_url, schema=table.name.split(".")[0])
    pools = open_pools(database_url, connections=2, application="svar-test")
    database = pools.hot
    with database.transaction() as connection:
        connection.execute(text(FILL[table.name]))
        connection.execute(text("SELECT pg_stat_force_next_flush()"))
    before = rows_scanned(database_url, table.name)
    store = LeasedRows(database, table)

    for _ in range(3):
        claimed = [row.id for row in store.claim(now=NOW, until=NOW + LEASE, limit=100)]
        assert len(claimed) == 100
        store.postpone(claimed[:30], until=NOW + LEASE, reason="AWAY")
        store.park(claimed[30:60], because=ParkReason.FAULT, reason="POISON")
        store.finish(claimed[60:])
    # What nobody understood is parked, nearly all of it.
    if table is not CALLBACKS:
        with pools.ordinary.transaction() as connection:
            connection.execute(text(f"ANALYZE {table.name}"))
        ParkedItems(pools.ordinary, [table.parked]).page(EVERYTHING)
    for one in (pools.hot, pools.ordinary):
        with one.transaction() as connection:
            connection.execute(text("SELECT pg_stat_force_next_flush()"))
    pools.close()

    assert rows_scanned(database_url, table.name) == before


def rows_scanned(url: str, table: str) -> int:
    """Return how many rows were read by scans of the whole table so far."""
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relid = %s::regclass", [table]
        ).fetchone()
        assert found is not None
        return int(found[0])


# All are due, so that an index on the lease alone must do; of a thousand one is parked.
_LEASE = f"CASE WHEN n % 1000 > 0 THEN TIMESTAMPTZ '{NOW}' - n * interval '1 second' END"
_PARKED = "CASE WHEN n % 1000 = 0 THEN now() END"
FILL = {
    "sms.inbox": f"""
        INSERT INTO sms.inbox (id, tenant, provider, sender, subnumber, phone, text, received_at,
            lease_until, attempts, reason, parked_at)
        SELECT gen_random_uuid(), 'acme', 'plain', '1960', '', '+479' || n, '8', now(),
            {_LEASE}, 0, '', {_PARKED} FROM generate_series(1, 20000) AS n
    """,
    "sms.status_reports": f"""
        INSERT INTO sms.status_reports (id, provider, provider_message_id, status, error_code,
            opted_out, applied, reported_at, lease_until, attempts, reason, parked_at)
        SELECT gen_random_uuid(), 'plain', 'p' || n, 'delivered', '', false, false, now(),
            {_LEASE}, 0, '', {_PARKED} FROM generate_series(1, 20000) AS n
    """,
    "sms.unreadable_callbacks": f"""
        INSERT INTO sms.unreadable_callbacks (id, provider, reason, raw, received_at, lease_until)
        SELECT gen_random_uuid(), 'plain', '', '', now(), {_LEASE}
        FROM generate_series(1, 20000) AS n
    """,
    "sessions.outbox": f"""
        INSERT INTO sessions.outbox (id, delivery, lease_until)
        SELECT gen_random_uuid(), '{{"tenant": "acme", "session": "s", "address": ["1960", "", "+47"],
            "messages": []}}', {_LEASE} FROM generate_series(1, 20000) AS n
    """,
}
