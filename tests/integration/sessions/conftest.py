"""A service process on a database and a Redis of its own."""

from collections.abc import Iterator

import pytest

from services.runtime.migrate import upgrade
from tests.integration.sessions.harness import Harness, running


@pytest.fixture
def svar(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, redis_url) as harness:
        yield harness
