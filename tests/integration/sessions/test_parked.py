"""Poison in the sessions service: whom it concerns waits for a person, and everybody else goes on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from services.runtime.errors import invalid
from services.runtime.handoff import Handoff
from services.runtime.leased import Failure, Leased
from services.runtime.parked import ParkedFilter, ParkedItems
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.reply import Reply
from services.sessions.domain.session import Session
from services.sessions.store.parked import parked_items
from tests.fakes.fake_handoff_store import FakeHandoffStore
from tests.integration.sessions.harness import A_WHILE, LEASE, Harness, ImmediateOutbox

PHONES = [f"+479000{number:04}" for number in range(50)]
EVERYTHING = ParkedFilter()


@pytest.fixture
def parked(svar: Harness) -> ParkedItems:
    """What the service has parked."""
    return parked_items(svar.database)


def refuse_replies(svar: Harness, words: str) -> None:
    """Let handling a reply of these words raise."""
    svar.execute(
        f"ALTER TABLE sessions.replies ADD CONSTRAINT poison CHECK (text <> '{words}') NOT VALID"
    )


def refuse_none(svar: Harness) -> None:
    svar.execute("ALTER TABLE sessions.replies DROP CONSTRAINT poison")


def hand_on(svar: Harness, replies: Sequence[Reply]) -> dict[str, str]:
    """Hand replies over as the SMS gateway does; returns why some were parked, by their id."""
    store = FakeHandoffStore()
    handoff = Handoff(
        "replies",
        store=store,
        deliver=lambda rows: svar.handle([by_id[row.id] for row in rows]),
        clock=svar.clock,
    )
    by_id = {reply.id: reply for reply in replies}
    handoff.hand_on([store.insert(reply.id, until=handoff.lease_until()) for reply in replies])
    return store.parked


def test_one_reply_of_fifty_that_cannot_be_handled_waits_alone(svar: Harness) -> None:
    sessions = [svar.send(phone) for phone in PHONES]
    svar.clock.advance(A_WHILE)
    words = ["poison" if number == 17 else "8" for number in range(50)]
    replies = [svar.reply(session, said) for session, said in zip(sessions, words, strict=True)]
    refuse_replies(svar, "poison")

    assert hand_on(svar, replies) == {replies[17].id: "CheckViolation"}

    others = [session for session in sessions if session is not sessions[17]]
    assert [svar.answers(session) for session in others] == [{"score": 8}] * 49
    assert svar.verdicts(sessions[17]) == []
    refuse_none(svar)
    assert hand_on(svar, [replies[17]]) == {}
    assert svar.verdicts(sessions[17]) == ["invalid"]


def test_later_replies_go_on_while_an_earlier_one_is_parked(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)
    refuse_replies(svar, "3")
    early, later = svar.reply(session, "3"), svar.reply(session, "8")

    assert list(hand_on(svar, [early, later])) == [early.id]
    assert svar.answers(session) == {"score": 8}

    refuse_none(svar)
    svar.clock.advance(A_WHILE)
    assert hand_on(svar, [early]) == {}
    # It was written to a question that is answered by now, and never answers the next one.
    assert svar.verdicts(session) == ["early", "answer"]
    assert svar.answers(session) == {"score": 8}


def test_a_parked_reply_that_nothing_followed_answers_its_question(svar: Harness) -> None:
    session, other = svar.send(), svar.send("+4790000002")
    svar.clock.advance(A_WHILE)
    refuse_replies(svar, "3")
    reply = svar.reply(session, "3")
    assert list(hand_on(svar, [reply, svar.reply(other, "8")])) == [reply.id]

    refuse_none(svar)
    svar.clock.advance(timedelta(hours=1))

    assert hand_on(svar, [reply]) == {}
    assert svar.answers(session) == {"score": 3}


def test_a_parked_reply_counts_when_the_session_expired_meanwhile(svar: Harness) -> None:
    session, other = svar.send(), svar.send("+4790000002")
    svar.clock.advance(A_WHILE)
    refuse_replies(svar, "3")
    reply = svar.reply(session, "3")
    assert list(hand_on(svar, [reply, svar.reply(other, "8")])) == [reply.id]
    refuse_none(svar)
    svar.clock.advance(timedelta(hours=73))
    svar.wake()
    assert svar.state(session) == "expired"

    assert hand_on(svar, [reply]) == {}

    assert svar.answers(session) == {"score": 3}


def test_a_parked_stop_still_stops_after_later_replies(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)
    refuse_replies(svar, "stop")
    stop, later = svar.reply(session, "stop"), svar.reply(session, "8")
    hand_on(svar, [stop, later])
    refuse_none(svar)
    svar.clock.advance(A_WHILE)

    assert hand_on(svar, [stop]) == {}

    assert svar.state(session) == "opted_out"


@pytest.mark.parametrize("rubbish", ["{}", "[]", '"x"', '{"language": "en", "status": "dancing"}'])
def test_a_session_that_cannot_be_read_parks_its_own_replies_only(
    svar: Harness, rubbish: str
) -> None:
    sound, broken = svar.send(), svar.send("+4790000002")
    svar.clock.advance(A_WHILE)
    replies = [svar.reply(broken, "8"), svar.reply(sound, "8")]
    spoil(svar, broken, rubbish)

    assert hand_on(svar, replies) == {replies[0].id: "SESSION_UNREADABLE"}

    assert svar.answers(sound) == {"score": 8}


def test_a_session_that_cannot_be_read_keeps_no_other_from_expiring(svar: Harness) -> None:
    broken, *sound = [svar.send(phone) for phone in PHONES[:5]]
    spoil(svar, broken, "{}")
    svar.clock.advance(timedelta(hours=73))

    assert svar.wake() == 4

    assert [svar.state(session) for session in sound] == ["expired"] * 4
    [row] = [row for row in svar.rows("sessions") if row["id"] == broken.id]
    assert row["state"] == "active"


def test_a_delivery_that_sms_refuses_is_parked_and_given_back(
    svar: Harness, parked: ParkedItems
) -> None:
    assert isinstance(svar.outbox, ImmediateOutbox)
    svar.outbox.dead = True
    refused, taken = svar.send(), svar.send("+4790000002")
    svar.clock.advance(LEASE)
    relay = relay_that_refuses(svar, refused)

    relay.hand_on(claim(svar))

    assert svar.sms.sequences(taken.id) == [1, 2]
    [item] = parked.page(EVERYTHING)
    assert (item.kind, item.phone, item.tenant) == ("message", "+47******01", "default")
    assert (item.reason, item.attempts) == ("INVALID_REQUEST", 1)
    assert parked.kinds() == {"message": 1}

    assert len(parked.retry_all(EVERYTHING)) == 1
    relay_that_refuses(svar, None).hand_on(claim_given_back(svar))

    assert svar.sms.sequences(refused.id) == [1, 2]
    assert svar.count("outbox") == 0
    assert parked.counts() == []


def test_a_delivery_that_cannot_be_read_is_listed_and_read_once_it_is_mended(
    svar: Harness, parked: ParkedItems
) -> None:
    assert isinstance(svar.outbox, ImmediateOutbox)
    svar.outbox.dead = True
    session = svar.send()
    [row] = svar.rows("outbox")
    svar.execute("CREATE TABLE sessions.kept AS SELECT delivery FROM sessions.outbox")
    svar.execute("UPDATE sessions.outbox SET delivery = '[]'")
    svar.clock.advance(LEASE)
    assert claim(svar) == []
    [item] = parked.page(EVERYTHING)
    assert (item.id, item.reason, item.phone) == (row["id"], "UNREADABLE", "")

    parked.retry([item.id])
    assert claim_given_back(svar) == []
    assert listed_attempts(parked) == [2]
    svar.execute("UPDATE sessions.outbox SET delivery = kept.delivery FROM sessions.kept")
    parked.retry([item.id])

    [claimed] = claim_given_back(svar)
    assert claimed.row.session_id == session.id


def test_what_the_first_release_parked_is_listed_since_it_was_made(
    svar: Harness, parked: ParkedItems
) -> None:
    assert isinstance(svar.outbox, ImmediateOutbox)
    svar.outbox.dead = True
    before = database_time(svar)
    svar.send()
    svar.execute("UPDATE sessions.outbox SET lease_until = NULL, reason = 'POISON'")

    [item] = parked.page(EVERYTHING)

    assert before - timedelta(milliseconds=1) <= item.since <= database_time(svar)
    assert parked.retry([item.id]) == {item.id}


def relay_that_refuses(svar: Harness, session: Session | None) -> Handoff[Delivery]:
    """Make a relay to an SMS gateway that refuses what a session says."""

    def deliver(batch: Sequence[Leased[Delivery]]) -> list[Failure]:
        if session is not None and any(one.row.session_id == session.id for one in batch):
            raise invalid("INVALID_REQUEST", "One of them is bad.")
        svar.sms.send([one.row for one in batch])
        return []

    return Handoff("outbox", store=svar.store, deliver=deliver, clock=svar.clock)


def claim(svar: Harness) -> Sequence[Leased[Delivery]]:
    """Lease what is due by the service's clock."""
    now = svar.clock.now()
    return svar.store.claim(now=now, until=now + LEASE, limit=10)


def claim_given_back(svar: Harness) -> Sequence[Leased[Delivery]]:
    """Lease what is due by the clock of Postgres, which parked it."""
    now = database_time(svar)
    return svar.store.claim(now=now, until=now + LEASE, limit=10)


def database_time(svar: Harness) -> datetime:
    """Return the time by the clock of Postgres."""
    with svar.database.transaction() as connection:
        now: datetime = connection.execute(text("SELECT now()")).scalar_one()
        return now


def listed_attempts(parked: ParkedItems) -> list[int]:
    return [item.attempts for item in parked.page(EVERYTHING)]


def spoil(svar: Harness, session: Session, rubbish: str) -> None:
    """Write something into a session that nobody can read."""
    svar.execute(
        f"UPDATE sessions.sessions SET conversation = '{rubbish}' WHERE id = '{session.id}'"
    )
