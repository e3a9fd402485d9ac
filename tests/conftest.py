"""The servers that tests need: one embedded Postgres and one Redis for each worker, started on first use.

A test gets a database of its own and an empty Redis; nothing is ever shared between two tests.
"""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from hypothesis import HealthCheck, settings

from services.cli.embedded.postgres import EmbeddedPostgres
from services.cli.embedded.redis import EmbeddedRedis

# How long an input takes says how busy the machine is, not whether the code is right.
settings.register_profile("svar", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("svar")

_numbers = itertools.count(1)

HERE = Path(__file__).parent
SYSTEMS = {"browser": "systems 1", "faults": "systems 1", "e2e": "systems 2"}
"""By folder, which worker has the tests that start whole systems: more than two at once starve each other."""
EVEN = {"test_parked": "systems 1"}
"""Modules that make the two take about as long."""
SYSTEM_TIMEOUT = pytest.mark.timeout(300)
"""Much more than anything takes on a quiet machine."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run at most two whole systems at once, and give them time."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0] if HERE in item.path.parents else ""
        if folder in SYSTEMS:
            group = EVEN.get(item.path.stem, SYSTEMS[folder])
            item.add_marker(pytest.mark.xdist_group(group))
            item.add_marker(SYSTEM_TIMEOUT)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to run when the groups hold nothing, as with releases of pytest that xdist does not know."""
    if getattr(session.config.option, "loadgroup", False):
        grouped = [item for item in session.items if item.get_closest_marker("xdist_group")]
        assert all("@" in item.nodeid for item in grouped), "pytest-xdist groups nothing"


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """A folder with a short name, because sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="svar-test-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres(server_folder: Path) -> Iterator[EmbeddedPostgres]:
    """A running Postgres that a crash of the machine may cost its data, which makes it quick."""
    with EmbeddedPostgres(server_folder / "postgres", durable=False) as server:
        yield server


@pytest.fixture
def database_url(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The plain `postgresql://` URL of a new, empty database, dropped after the test."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(postgres.database_url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield postgres.database_url(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def redis_server(server_folder: Path) -> Iterator[EmbeddedRedis]:
    """A running Redis that keeps nothing on disk."""
    with EmbeddedRedis(server_folder / "redis", durable=False) as server:
        yield server


@pytest.fixture
def redis_url(redis_server: EmbeddedRedis) -> str:
    """The URL of a Redis with nothing in it."""
    with redis.Redis.from_url(redis_server.url) as client:
        client.flushall()
    return redis_server.url
