"""The system of the model on a migrated database of its own, and quiet."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from services.runtime.migrate import upgrade
from tests.model.world import World


@pytest.fixture
def world(database_url: str, redis_url: str) -> Iterator[World]:
    """The system on an empty database; what it logs below a warning is left out."""
    for schema in ("sms", "sessions"):
        upgrade(database_url, schema=schema)
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    made = World(database_url, redis_url)
    yield made
    made.close()
    structlog.configure(**before)
