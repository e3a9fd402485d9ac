"""What happened to a session is told once, in order, under ids that stay the same."""

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from services.contracts.event_types import EventType
from services.results.domain.events import (
    LONGEST_BODY,
    Known,
    events_between,
    is_news,
    known_of,
)
from services.results.domain.facts import facts_of
from services.results.domain.response import body_of
from services.results.domain.source import LateReply, MessageSums, Source, SourceSession
from services.settings.tenants import WrittenTenants
from tests.fakes.results_sources import NOON, TENANT, answer, session


def known(of: SourceSession) -> Known:
    source = Source(session=of, sums=MessageSums())
    zone = WrittenTenants().of(TENANT).timezone
    return known_of(body_of(source, facts_of(source, zone=zone, now=NOON)))


def types(before: SourceSession | None, after: SourceSession) -> list[EventType]:
    found = events_between(known(before) if before else None, after, now=NOON)
    return [one.type for one in found]


@pytest.mark.parametrize(
    ("state", "event"),
    [
        ("completed", EventType.COMPLETED),
        ("expired", EventType.EXPIRED),
        ("stopped", EventType.STOPPED),
        ("opted_out", EventType.OPTED_OUT),
        ("undeliverable", EventType.UNDELIVERABLE),
    ],
)
def test_an_end_is_told_once(state: str, event: EventType) -> None:
    begun = session()
    ended = replace(begun, state=state)

    assert types(begun, ended) == [event]
    assert types(ended, replace(ended, language="en")) == []


@pytest.mark.parametrize("state", ["superseded", "cancelled"])
def test_an_end_that_is_nobody_s_answer_is_not_told(state: str) -> None:
    begun = session()

    assert types(begun, replace(begun, state=state)) == []


def test_a_session_that_is_read_late_has_all_its_events_in_order() -> None:
    ended = session(state="completed", answers=(answer("score", 9), answer("why", "fast")))

    assert types(None, ended) == [
        EventType.STARTED,
        EventType.ANSWERED,
        EventType.ANSWERED,
        EventType.COMPLETED,
    ]


def test_a_suppressed_session_has_no_events() -> None:
    assert types(None, session(state="suppressed")) == []


def test_an_answer_is_told_once_even_when_its_words_are_erased() -> None:
    begun = session()
    answered = replace(begun, answers=(answer("score", 9, comment="fine"),))
    erased = replace(answered, phone="", answers=(answer("score", 9, text=""),))

    assert types(begun, answered) == [EventType.ANSWERED]
    assert types(answered, erased) == []


def test_late_replies_of_the_same_second_are_told_apart() -> None:
    replies = tuple(LateReply(id=str(n), text=str(n), received_at=NOON) for n in range(3))
    ended = session(state="completed")
    first, more = replace(ended, late=replies[:1]), replace(ended, late=replies)

    assert types(ended, first) == [EventType.LATE]
    assert types(first, more) == [EventType.LATE] * 2


def test_ids_stay_the_same_and_differ_between_events() -> None:
    ended = session(state="completed", answers=(answer("score", 9),))

    first = events_between(None, ended, now=NOON)
    again = events_between(None, ended, now=NOON + timedelta(days=1))

    assert [one.id for one in first] == [one.id for one in again]
    assert len({one.id for one in first}) == 3


def test_a_body_has_type_timestamp_and_data() -> None:
    made = session(client_reference="call-81", variables=(("agentId", "1234"),))

    (event,) = events_between(None, made, now=NOON)

    body = json.loads(event.body)
    assert list(body) == ["type", "timestamp", "data"]
    assert (body["type"], body["timestamp"]) == ("session.started", "2026-11-20T12:00:00Z")
    assert body["data"]["clientReference"] == "call-81"
    assert body["data"]["variables"] == [{"key": "agentId", "value": "1234"}]
    assert body["data"]["identifier"] == "+4790000001"


def test_a_body_that_would_be_too_long_says_so() -> None:
    long = tuple(answer(f"q{n}", "x" * 1_000) for n in range(300))

    *_, completed = events_between(None, session(state="completed", answers=long), now=NOON)

    assert len(completed.body) < LONGEST_BODY
    assert json.loads(completed.body)["data"]["shortened"] is True
    assert "answers" not in json.loads(completed.body)["data"]


def test_an_old_session_that_is_read_for_the_first_time_is_no_news() -> None:
    made = session()

    assert is_news(made, None, subscribed_at=NOON)
    assert is_news(made, None, subscribed_at=NOON + timedelta(minutes=1))
    assert not is_news(made, None, subscribed_at=NOON + timedelta(minutes=2))
    assert is_news(made, known(made), subscribed_at=NOON + timedelta(days=2))
