"""Many threads on the same few sessions: nothing is lost, skipped, doubled or deadlocked."""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import redis
from msgspec.structs import replace

from services.runtime.errors import ServiceError
from services.runtime.migrate import upgrade
from services.sessions.domain.reply import Reply
from services.sessions.domain.session import Session
from tests.integration.sessions.harness import A_WHILE, Harness, running

THREADS = 8
SESSIONS = 20
ANSWERS = {"score": 3, "why": 0, "comment": "Fine"}
WORDS = ("3", "1", "Fine")


@pytest.fixture
def crowded(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, redis_url, connections=THREADS) as harness:
        yield harness


def deliver(svar: Harness, batches: Sequence[Sequence[Reply]]) -> int:
    """Deliver batches from many threads at once; returns how many had to be repeated."""
    together = Barrier(len(batches))

    def until_it_works(batch: Sequence[Reply]) -> int:
        together.wait()
        for attempt in range(50):
            try:
                failures = svar.handle(batch)
            except ServiceError as error:
                if not error.retryable:
                    raise
            else:
                assert failures == []
                return attempt
        raise AssertionError("never handled")

    with ThreadPoolExecutor(len(batches)) as threads:
        return sum(threads.map(until_it_works, batches))


def shuffled(replies: Sequence[Reply], seed: int) -> list[Reply]:
    return random.Random(seed).sample(replies, len(replies))


def test_the_same_replies_from_eight_threads_are_answered_once(crowded: Harness) -> None:
    svar = crowded
    sessions = [svar.send(f"+479000{n:04}") for n in range(SESSIONS)]

    for words in WORDS:
        svar.clock.advance(A_WHILE)
        replies = [svar.reply(session, words) for session in sessions]
        repeated = deliver(svar, [shuffled(replies, seed) for seed in range(THREADS)])
        assert repeated == 0

    for session in sessions:
        assert svar.answers(session) == ANSWERS
        assert svar.verdicts(session) == ["answer"] * 3
        assert svar.sms.sequences(session.id) == [1, 2, 3, 4, 5]
    assert svar.count("outbox") == 0


def test_different_replies_from_eight_threads_each_act_once(crowded: Harness) -> None:
    svar = crowded
    sessions = [svar.send(f"+479000{n:04}") for n in range(SESSIONS)]
    svar.clock.advance(A_WHILE)
    batches = [
        shuffled([svar.reply(session, "3") for session in sessions], seed)
        for seed in range(THREADS)
    ]

    assert deliver(svar, batches) == 0

    for session in sessions:
        assert svar.verdicts(session).count("answer") == 1
        assert svar.verdicts(session).count("early") == THREADS - 1
        assert svar.sms.sequences(session.id) == [1, 2, 3]


def test_stops_among_the_replies_end_everything_and_lose_nothing(
    crowded: Harness, redis_url: str
) -> None:
    svar = crowded
    # Two sessions a phone: a stop in one ends the other, which another thread may be answering.
    pairs = [(svar.send(phone), svar.send(phone)) for phone in phones()]
    svar.clock.advance(A_WHILE)
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    batches = [shuffled(mixed(svar, pairs, thread), thread) for thread in range(THREADS)]

    assert deliver(svar, batches) == 0

    assert svar.count("replies") == sum(len(batch) for batch in batches)
    for number, pair in enumerate(pairs):
        stopped = number % 2 == 0
        assert [svar.state(one) == "opted_out" for one in pair] == [stopped, stopped]
        for session in pair:
            sequences = svar.sms.sequences(session.id)
            assert sequences == list(range(1, len(sequences) + 1))
        texts = svar.sms.texts_to(pair[0].address.phone)
        assert sum("START" in one for one in texts) == (1 if stopped else 0)


def phones() -> list[str]:
    return [f"+479000{n:04}" for n in range(SESSIONS // 2)]


def mixed(svar: Harness, pairs: Sequence[tuple[Session, Session]], thread: int) -> list[Reply]:
    replies = []
    for number, pair in enumerate(pairs):
        first, second = pair if thread % 2 else pair[::-1]
        stops = number % 2 == 0 and thread < 4
        replies.append(svar.reply(first, "stop" if stops else "3"))
        replies.append(replace(svar.reply(second, "3"), address=second.address))
    return replies


def test_sweeps_cancels_and_reports_among_the_replies_end_in_peace(crowded: Harness) -> None:
    svar = crowded
    sessions = [svar.send(f"+479000{n:04}") for n in range(SESSIONS)]
    svar.clock.advance(sessions[0].expires_at - svar.clock.now())
    replies = [svar.reply(session, "3") for session in sessions]
    together = Barrier(THREADS)

    def work(thread: int) -> None:
        together.wait()
        if thread == 0:
            svar.wake()
        elif thread == 1:
            for session in reversed(sessions):
                svar.ending.cancel("default", session.id)
        else:
            svar.handle(shuffled(replies, thread))

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(work, range(THREADS)))

    assert {svar.state(session) for session in sessions} <= {"expired", "cancelled"}
    assert all(len(svar.verdicts(session)) == 1 for session in sessions)
    for session in sessions:
        sequences = svar.sms.sequences(session.id)
        assert sequences == list(range(1, len(sequences) + 1))
