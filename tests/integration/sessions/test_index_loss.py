"""Redis is speed, Postgres is the truth: whatever happens to the one, the other knows the session."""

from collections.abc import Callable, Iterator

import pytest
import redis
from msgspec.structs import replace

from services.runtime.ids import new_id
from services.runtime.migrate import upgrade
from services.runtime.redis import RedisMemory
from services.sessions.adapters.session_index import RedisSessionIndex
from services.sessions.domain.session import Session
from tests.integration.sessions.harness import NORWEGIAN, SWEDISH, Harness, running

Damage = Callable[["redis.Redis", Session], object]


def key_of(session: Session) -> str:
    address = session.address
    return f"svar:session:{{{address.phone}}}:{address.sender}:{address.subnumber}"


def change_type(client: "redis.Redis", session: Session) -> None:
    client.delete(key_of(session))
    client.lpush(key_of(session), "a", "list")


DAMAGES: list[object] = [
    pytest.param(lambda _client, _session: None, id="none"),
    pytest.param(lambda client, _session: client.flushall(), id="flushed"),
    pytest.param(
        lambda client, session: client.set(key_of(session), b"\xff rubbish"), id="rubbish"
    ),
    pytest.param(lambda client, session: client.set(key_of(session), new_id()), id="unknown id"),
    pytest.param(change_type, id="another type"),
]


@pytest.mark.parametrize("phone", [NORWEGIAN, SWEDISH])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_changes_no_outcome(
    svar: Harness, redis_url: str, damage: Damage, phone: str
) -> None:
    session, other = svar.send(phone), svar.send("+4790000009")
    with redis.Redis.from_url(redis_url) as client:
        damage(client, session)
        svar.say(session, "3")
        damage(client, session)
        svar.say(session, "1")
        damage(client, session)
        svar.say(session, "Fine", "late")

    assert svar.answers(session) == {"score": 3, "why": 0, "comment": "Fine"}
    assert svar.verdicts(session) == ["answer", "answer", "answer", "late"]
    assert svar.verdicts(other) == []


def test_an_index_that_names_somebody_elses_session_is_not_believed(
    svar: Harness, redis_url: str
) -> None:
    session, other = svar.send(), svar.send("+4790000009")
    with redis.Redis.from_url(redis_url) as client:
        client.set(key_of(session), other.id)
        client.set(key_of(other), session.id)

    svar.say(session, "3")
    svar.say(other, "4")

    assert (svar.answers(session), svar.answers(other)) == ({"score": 3}, {"score": 4})


def test_an_index_that_names_a_session_for_the_bare_number_is_not_believed(
    svar: Harness, redis_url: str
) -> None:
    first, asked_last = svar.send(), svar.send()
    bare = replace(first.address, subnumber="")
    with redis.Redis.from_url(redis_url) as client:
        client.set(f"svar:session:{{{bare.phone}}}:{bare.sender}:", first.id)

    svar.say(bare, "3")

    assert (svar.answers(first), svar.answers(asked_last)) == ({}, {"score": 3})


def test_a_session_that_had_to_be_looked_up_is_written_back(svar: Harness, redis_url: str) -> None:
    session = svar.send()
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()

    svar.say(session, "3")

    assert svar.index.find([session.address]) == [session.id]


def test_a_session_that_is_over_leaves_the_index(svar: Harness) -> None:
    done, cancelled, swept = svar.send(), svar.send(), svar.send()

    svar.say(done, "9", "Fine")
    svar.ending.cancel("default", cancelled.id)
    svar.clock.advance(swept.expires_at - svar.clock.now())
    svar.wake()

    assert svar.index.find([one.address for one in (done, cancelled, swept)]) == [None] * 3


@pytest.fixture
def without_redis(database_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, "redis://127.0.0.1:1/0") as harness:
        yield harness


def test_without_redis_everything_goes_on(without_redis: Harness) -> None:
    svar = without_redis
    session, bare = svar.send(), svar.send(SWEDISH)

    svar.say(session, "banana", "9", "Fine", "late")
    svar.say(bare, "stop")

    assert svar.verdicts(session) == ["invalid", "answer", "answer", "late"]
    assert svar.state(bare) == "opted_out"


def test_redis_that_is_away_is_left_alone_for_a_moment() -> None:
    time = [0.0]
    memory = RedisMemory("redis://127.0.0.1:1/0", monotonic=lambda: time[0])
    index = RedisSessionIndex(memory)

    assert index.find([]) == []
    assert memory.get_many(["a"]) == [None]
    memory.set_many({"a": "b"}, seconds=1)
    memory.delete_many(["a"])
    assert memory.ping() is False
    memory.close()
