"""Redis as a memory that may be away, on a real one."""

from collections.abc import Iterator

import pytest
import redis

from services.runtime.redis import FAILURES, PAUSE_SECONDS, RedisMemory

NOWHERE = "redis://127.0.0.1:1/0"


class Stopwatch:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def memory(redis_url: str, stopwatch: Stopwatch) -> Iterator[RedisMemory]:
    memory = RedisMemory(redis_url, monotonic=stopwatch)
    yield memory
    memory.close()


def failures() -> float:
    # The prometheus client has no other way to read a counter back.
    return float(FAILURES._value.get())


def test_what_is_kept_comes_back_in_the_order_asked_for(memory: RedisMemory) -> None:
    memory.set_many({"a": "1", "b": "blåbær"}, seconds=60)

    assert memory.get_many(["b", "missing", "a"]) == ["blåbær".encode(), None, b"1"]


def test_what_is_forgotten_is_gone(memory: RedisMemory) -> None:
    memory.set_many({"a": "1", "b": "2"}, seconds=60)

    memory.delete_many(["a", "missing"])

    assert memory.get_many(["a", "b"]) == [None, b"2"]


def test_everything_is_kept_for_a_time_only(memory: RedisMemory, redis_url: str) -> None:
    memory.set_many({"a": "1"}, seconds=60)

    with redis.Redis.from_url(redis_url) as client:
        assert 0 < int(client.ttl("a")) <= 60


def test_nothing_asked_is_nothing_done(memory: RedisMemory) -> None:
    memory.set_many({}, seconds=60)
    memory.delete_many([])

    assert memory.get_many([]) == []


def test_a_redis_that_is_away_answers_as_if_empty(stopwatch: Stopwatch) -> None:
    memory = RedisMemory(NOWHERE, monotonic=stopwatch)

    memory.set_many({"a": "1"}, seconds=60)
    memory.delete_many(["a"])

    assert memory.get_many(["a", "b"]) == [None, None]
    assert not memory.ping()
    memory.close()


def test_after_a_failure_redis_is_left_alone_for_a_moment(stopwatch: Stopwatch) -> None:
    memory = RedisMemory(NOWHERE, monotonic=stopwatch)
    before = failures()

    for _ in range(5):
        memory.get_many(["a"])
    assert failures() == before + 1

    stopwatch.seconds += PAUSE_SECONDS
    memory.get_many(["a"])
    assert failures() == before + 2
    memory.close()


def test_a_redis_that_hangs_costs_one_deadline_and_is_found_again(
    memory: RedisMemory, redis_url: str, stopwatch: Stopwatch
) -> None:
    memory.set_many({"a": "1"}, seconds=60)

    with redis.Redis.from_url(redis_url) as client:
        # Holds writes back, and lets through what ends it.
        client.client_pause(60_000, all=False)
        memory.delete_many(["a"])
        client.client_unpause()
    while_left_alone = memory.get_many(["a"])
    stopwatch.seconds += PAUSE_SECONDS
    memory.set_many({"b": "2"}, seconds=60)

    assert while_left_alone == [None]
    assert memory.get_many(["b"]) == [b"2"]
