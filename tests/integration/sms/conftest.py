"""A migrated database, a clock that stands still, and one replica of the gateway on them."""

from collections.abc import Iterator

import pytest

from services.runtime.migrate import upgrade
from tests.fakes.manual_clock import ManualClock
from tests.integration.sms.rig import Rig


@pytest.fixture
def clock() -> ManualClock:
    """A clock that a test moves."""
    return ManualClock()


@pytest.fixture
def sms_database_url(database_url: str) -> str:
    """A database with the schema `sms`."""
    upgrade(database_url, schema="sms")
    return database_url


@pytest.fixture
def rig(sms_database_url: str, clock: ManualClock) -> Iterator[Rig]:
    """A replica whose workers are not started yet."""
    with Rig(sms_database_url, clock) as replica:
        yield replica
