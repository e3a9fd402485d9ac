"""The store of the sessions service: in memory, and in Postgres."""

from collections.abc import Iterator

import pytest

from services.runtime.database import Database
from services.runtime.migrate import upgrade
from services.sessions.ports.unit_of_work import UnitOfWork
from services.sessions.store.unit_of_work import PostgresUnitOfWork
from tests.fakes.sessions_store.unit_of_work import FakeUnitOfWork


@pytest.fixture(params=["memory", "postgres"])
def uow(request: pytest.FixtureRequest) -> Iterator[UnitOfWork]:
    if request.param == "memory":
        yield FakeUnitOfWork()
        return
    url = request.getfixturevalue("database_url")
    upgrade(url, schema="sessions")
    database = Database(url, connections=2, application="test")
    yield PostgresUnitOfWork(database)
    database.close()
