"""What is old goes by itself: first who a session was with, later the session (`deploy/KEEPING.md`)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.engine.definition import (
    AnswerFormat,
    ElementDefinition,
    ElementType,
    SurveyDefinition,
)
from services.runtime.migrate import upgrade
from services.runtime.walks import Walker, Walks
from services.sessions.domain.session import Session, Variable
from services.sessions.main import daily_walks_of
from services.sessions.store.tables import walks
from services.sessions.workers.forgetter import forgetter
from services.settings.tenants import TenantSettings, WrittenTenants
from tests.fakes.definitions import sound_definition
from tests.fakes.searching import places_of
from tests.integration.sessions.harness import NORWEGIAN, SURVEY, SWEDISH, Harness, running

DAY = timedelta(days=1)
SECRET = "dette er hemmelig"
MAIL = "kari@example.org"
NAME = "Kari Nordmann"
REFERENCE = "call-4711"
AGENT = "agent-17"
NAMING = (NORWEGIAN, MAIL, NAME, REFERENCE)
TENANTS: Mapping[str, TenantSettings] = {
    "default": TenantSettings(personal_variables=frozenset({"customername"})),
    "long": TenantSettings(retention_months=60, anonymise_months=30),
}


@pytest.fixture
def keeping(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, redis_url, tenants=TENANTS) as harness:
        # Ids tell when they were made, by the clock on the wall.
        harness.clock.advance(datetime.now(UTC) - harness.clock.now())
        for tenant in ("long", "unnamed"):
            harness.catalog.publish(SURVEY, sound_definition(), tenant=tenant)
        yield harness


def walker(svar: Harness, tenants: Mapping[str, TenantSettings] = TENANTS) -> Walker:
    declared = daily_walks_of(WrittenTenants(by_name=tenants), svar.erase.changes)
    return Walker(Walks(svar.database, walks), declared=declared, clock=svar.clock, rows=2)


def forget(svar: Harness, tenants: Mapping[str, TenantSettings] = TENANTS) -> None:
    take = walker(svar, tenants)
    while not take():
        pass
    forgetter(svar.uow, clock=svar.clock).run_once()


def answered(svar: Harness, **changes: Any) -> Session:
    """A survey that was answered to its end, with everything that names a person."""
    variables = (
        Variable(key="consumerPhone", value=NORWEGIAN),
        Variable(key="ConsumerEmail", value=MAIL),
        Variable(key="customerName", value=NAME),
        Variable(key="agentId", value=AGENT),
    )
    session = svar.send(variables=variables, client_reference=REFERENCE, **changes)
    svar.say(session, "9", SECRET, "ja")
    return session


def asking_for_an_email() -> SurveyDefinition:
    elements = (
        ElementDefinition(
            id="mail", type=ElementType.OPEN, format=AnswerFormat.EMAIL, text={"no": "E-post?"}
        ),
        ElementDefinition(id="why", type=ElementType.OPEN, text={"no": "Hvorfor?"}),
        ElementDefinition(id="done", type=ElementType.COMPLETION, text={"no": "Takk!"}),
    )
    return SurveyDefinition(default_language="no", languages=("no",), elements=elements)


def places(svar: Harness, *words: str) -> list[str]:
    return places_of(svar.database, "sessions", words)


def pass_months(svar: Harness, months: int) -> None:
    svar.clock.advance(timedelta(days=31 * months))


def test_after_the_anonymisation_time_nothing_names_the_person(keeping: Harness) -> None:
    svar = keeping
    session = answered(svar)
    svar.say(session, NAME)
    before = svar.answers(session)
    assert {place.split(".")[0] for place in places(svar, *NAMING)} >= {"sessions", "replies"}

    svar.clock.advance(119 * DAY)
    forget(svar)
    assert places(svar, NORWEGIAN), "which is not yet four months"

    svar.clock.advance(6 * DAY)
    forget(svar)

    # What somebody wrote stays until it is deleted, whatever it says.
    assert places(svar, *NAMING) == [f"replies.text: {NAME}"]
    assert svar.answers(session) == before
    assert places(svar, AGENT)
    assert places(svar, SECRET)


def test_answers_that_say_who_somebody_is_go_with_the_phone(keeping: Harness) -> None:
    svar = keeping
    svar.catalog.publish(SURVEY, asking_for_an_email(), tenant="default")
    session = svar.send()
    svar.say(session, f"skriv ikke til {MAIL}", f"skriv til {MAIL}", "ja", SECRET)
    assert svar.answers(session) == {"mail": MAIL, "why": SECRET}

    svar.clock.advance(125 * DAY)
    forget(svar)

    assert places(svar, NORWEGIAN, MAIL) == []
    assert svar.answers(session) == {"mail": "", "why": SECRET}


def test_after_the_retention_time_nothing_of_a_session_is_left(keeping: Harness) -> None:
    svar = keeping
    session = answered(svar)
    svar.say(session, "too late")
    svar.erase("default", SWEDISH)
    svar.clock.advance(DAY)
    svar.erase.finish()

    pass_months(svar, 25)
    forget(svar)
    # For as long as a reader may be down, it is kept that something happened to it.
    svar.clock.advance(8 * DAY)
    forget(svar)

    assert places(svar, *NAMING, SECRET, "too late", AGENT, session.id) == []
    assert [svar.count(table) for table in ("sessions", "replies", "contacts", "erasures")] == [
        0
    ] * 4


def test_what_is_younger_stays_and_so_does_what_is_open(keeping: Harness) -> None:
    svar = keeping
    old = answered(svar)
    svar.clock.advance(20 * DAY)
    young = answered(svar)
    svar.clock.advance(111 * DAY)
    open_one = svar.send(SWEDISH)

    forget(svar)

    phones = {row["id"]: row["phone"] for row in svar.rows("sessions")}
    assert phones == {old.id: "", young.id: NORWEGIAN, open_one.id: SWEDISH}


def test_one_that_was_not_due_yet_is_met_again(keeping: Harness) -> None:
    svar = keeping
    # It begins first, and ends last.
    long = svar.send(SWEDISH)
    svar.clock.advance(2 * DAY)
    short = answered(svar)
    svar.say(long, "9", "Fine")
    svar.execute(
        f"UPDATE sessions.sessions SET ended_at = ended_at + interval '9 days' WHERE id = '{long.id}'"
    )
    svar.clock.advance(125 * DAY)
    forget(svar)
    phones = {row["id"]: row["phone"] for row in svar.rows("sessions")}
    assert phones == {long.id: SWEDISH, short.id: ""}

    svar.clock.advance(9 * DAY)
    forget(svar)

    assert places(svar, SWEDISH, NORWEGIAN) == []


def test_tenants_keep_what_they_have_as_long_as_each_says(keeping: Harness) -> None:
    svar = keeping
    for tenant in ("default", "long", "unnamed"):
        session = svar.send(tenant=tenant)
        svar.ending.cancel(tenant, session.id)

    pass_months(svar, 5)
    forget(svar)
    named = {row["tenant"]: bool(row["phone"]) for row in svar.rows("sessions")}
    pass_months(svar, 22)
    forget(svar)

    assert named == {"default": False, "long": True, "unnamed": False}
    assert [row["tenant"] for row in svar.rows("sessions")] == ["long"]


def test_a_variable_named_personal_later_goes_from_what_was_anonymised_before(
    keeping: Harness,
) -> None:
    svar = keeping
    answered(svar)
    pass_months(svar, 5)
    forget(svar, {})
    assert places(svar, NAME)

    forget(svar, TENANTS)

    assert places(svar, *NAMING) == []


def test_those_who_read_the_changes_hear_of_what_is_forgotten(keeping: Harness) -> None:
    svar = keeping
    session = answered(svar)

    for months in (5, 25):
        pass_months(svar, months)
        forget(svar)
        told = [one for row in svar.rows("changes") for one in row["session_ids"]]
        assert told == [session.id]
        svar.execute("DELETE FROM sessions.changes")


def test_a_phone_that_opted_out_gets_nothing_however_long_ago_that_was(keeping: Harness) -> None:
    svar = keeping
    svar.say(svar.send(), "stop")

    pass_months(svar, 30)
    forget(svar)

    assert svar.count("sessions") == 0
    assert svar.send().reason == "opted_out"


def test_a_delivery_put_aside_goes_with_the_phone(keeping: Harness) -> None:
    svar = keeping
    svar.outbox.dead = True  # type: ignore[attr-defined]  # of the harness
    session = svar.send()
    svar.ending.cancel("default", session.id)
    svar.execute("UPDATE sessions.outbox SET lease_until = NULL, parked_at = now()")

    pass_months(svar, 5)
    forget(svar)

    assert svar.count("outbox") == 0
    assert places(svar, NORWEGIAN) == []


def test_a_day_is_walked_once_by_whichever_replica_comes_first(keeping: Harness) -> None:
    svar = keeping
    answered(svar)
    svar.clock.advance(125 * DAY)
    first, second = walker(svar), walker(svar)
    while not first():
        pass
    svar.execute(f"UPDATE sessions.sessions SET phone = '{SWEDISH}'")

    assert second()
    assert places(svar, SWEDISH), "which nobody looks at again today"

    svar.clock.advance(DAY)
    while not second():
        pass
    assert places(svar, SWEDISH) == []
