"""What somebody asked for leaves a row that says who; no row holds a whole phone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from services.runtime.actor import Actor, bind_actor
from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.sessions.use_cases.reveal_number import RevealNumber
from tests.integration.sessions.harness import Harness

PHONE = "+4790000001"
MASKED = "phone/+47******01"


@pytest.fixture(autouse=True)
def actor() -> Iterator[Actor]:
    """Somebody acts, for as long as the test takes."""
    actor = Actor(kind="key", id="454d54a5", name="CRM")
    bind_actor(actor)
    yield actor
    bind_actor(None)


def audit(svar: Harness) -> list[tuple[object, object]]:
    rows = sorted(svar.rows("audit"), key=lambda row: str(row["id"]))
    who = {(row["actor_kind"], row["actor_id"], row["actor_name"]) for row in rows}
    assert who <= {("key", "454d54a5", "CRM")}
    return [(row["operation"], row["object"]) for row in rows]


def test_cancelling_a_session_is_written_down_once(svar: Harness) -> None:
    session = svar.send()

    for _ in range(2):
        svar.ending.cancel("default", session.id)

    assert audit(svar) == [("session.cancel", f"session/{session.id}")]


def test_every_look_at_a_whole_number_is_written_down(svar: Harness) -> None:
    session = svar.send(PHONE)
    reveal = RevealNumber(uow=svar.uow, clock=svar.clock)

    shown = [reveal("default", session.id) for _ in range(2)]
    with pytest.raises(ServiceError, match="no such session"):
        reveal("other", session.id)

    assert shown == [PHONE, PHONE]
    assert audit(svar) == [("session.reveal_number", f"session/{session.id}")] * 2


def test_a_session_that_is_not_there_leaves_nothing(svar: Harness) -> None:
    with pytest.raises(ServiceError):
        svar.ending.cancel("default", new_id())

    assert audit(svar) == []


def test_what_is_done_to_a_phone_is_written_down_without_the_phone(svar: Harness) -> None:
    for _ in range(2):
        svar.contacts.opt_out("default", PHONE)
        svar.clock.advance(timedelta(seconds=1))
    svar.contacts.opt_in("default", PHONE)
    for _ in range(2):
        svar.contacts.deny("default", PHONE)
        svar.clock.advance(timedelta(seconds=1))
    svar.contacts.allow("default", PHONE)
    svar.erase("default", PHONE)

    assert audit(svar) == [
        ("contact.opt_out", MASKED),
        ("contact.opt_in", MASKED),
        ("contact.deny", MASKED),
        ("contact.allow", MASKED),
        ("contact.erase", MASKED),
    ]


def test_taking_back_what_is_not_there_is_not_written_down(svar: Harness) -> None:
    svar.contacts.opt_in("default", PHONE)

    assert audit(svar) == []


def test_what_phones_and_time_do_is_not_written_down(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(seconds=60))
    svar.handle([svar.reply(session, "stop")])

    assert svar.state(session) == "opted_out"
    assert audit(svar) == []
