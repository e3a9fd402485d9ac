"""Who wants no surveys, who gets none, who is left alone for a while, and who is forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from services.runtime.errors import ServiceError, unavailable
from services.runtime.migrate import upgrade
from services.sessions.domain.erasure import ErasedMessages, Erasure, Remaining, Waiting
from services.sessions.domain.session import Address, Variable
from services.sessions.store.change_log import PostgresChangeLog
from services.settings.tenants import TenantSettings
from tests.fakes.fake_sms_gateway import NORWEGIAN_SENDER
from tests.fakes.searching import places_of
from tests.integration.sessions.harness import (
    A_WHILE,
    NORWEGIAN,
    SURVEY,
    SWEDISH,
    Harness,
    invitation,
    running,
)

NOBODY = "+4799999999"


@pytest.fixture
def considerate(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    tenants = {"default": TenantSettings(quarantine_days=30)}
    with running(database_url, redis_url, tenants=tenants) as harness:
        yield harness


def test_an_opt_out_by_call_ends_open_sessions_without_a_word(svar: Harness) -> None:
    first, second, other = svar.send(), svar.send(), svar.send(SWEDISH)
    before = len(svar.sms.sent)

    opt_out = svar.contacts.opt_out("default", NORWEGIAN)

    assert (opt_out.phone, opt_out.at) == (NORWEGIAN, svar.clock.now())
    assert [svar.state(one) for one in (first, second, other)] == ["opted_out"] * 2 + ["active"]
    assert svar.sms.ends[first.id].drop_through == 2
    assert len(svar.sms.sent) == before
    assert svar.send().reason == "opted_out"


def test_until_when_a_phone_is_left_alone_is_shown(considerate: Harness) -> None:
    before = considerate.contacts.standing("default", NORWEGIAN)
    considerate.send()
    begun = considerate.clock.now()
    during = considerate.contacts.standing("default", NORWEGIAN)
    considerate.clock.advance(timedelta(days=30, seconds=1))
    after = considerate.contacts.standing("default", NORWEGIAN)

    assert before.quarantined_until is None
    assert during.quarantined_until == begun + timedelta(days=30)
    assert after.quarantined_until is None


def test_an_opt_out_keeps_its_first_time(svar: Harness) -> None:
    first = svar.contacts.opt_out("default", NORWEGIAN)
    svar.clock.advance(timedelta(hours=1))

    assert svar.contacts.opt_out("default", NORWEGIAN) == first
    assert svar.contacts.opt_out_of("default", NORWEGIAN) == first


def test_a_stop_shows_as_an_opt_out_and_a_start_takes_it_back(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "stop")
    assert svar.contacts.opt_out_of("default", NORWEGIAN).at == svar.clock.now()

    svar.say(session, "start")

    with pytest.raises(ServiceError, match="OPT_OUT_NOT_FOUND"):
        svar.contacts.opt_out_of("default", NORWEGIAN)


def test_taking_an_opt_out_back_lets_surveys_through(svar: Harness) -> None:
    svar.contacts.opt_out("default", NORWEGIAN)

    svar.contacts.opt_in("default", NORWEGIAN)
    svar.contacts.opt_in("default", NORWEGIAN)

    assert svar.send().state.value == "active"


def test_another_tenants_opt_outs_are_its_own(svar: Harness) -> None:
    svar.contacts.opt_out("acme", NORWEGIAN)

    assert svar.send().state.value == "active"
    assert svar.contacts.opt_outs("default", after="", limit=10).opt_outs == []


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_pages_hold_every_opt_out_once(svar: Harness, limit: int) -> None:
    phones = [f"+479000000{n}" for n in range(5)]
    for phone in reversed(phones):
        svar.contacts.opt_out("default", phone)
    svar.send("+4790000009")
    found: list[str] = []
    last: str | None = ""

    while last is not None:
        page = svar.contacts.opt_outs("default", after=last, limit=limit)
        found += [one.phone for one in page.opt_outs]
        last = page.last

    assert found == phones


def test_a_denied_phone_gets_no_new_survey_until_it_is_allowed(svar: Harness) -> None:
    going_on = svar.send()
    since = svar.contacts.deny("default", NORWEGIAN)
    svar.clock.advance(timedelta(hours=1))

    assert svar.contacts.deny("default", NORWEGIAN) == since
    assert svar.send().reason == "denied"
    assert svar.state(going_on) == "active"
    assert svar.contacts.opt_outs("default", after="", limit=10).opt_outs == []

    svar.contacts.allow("default", NORWEGIAN)
    svar.contacts.allow("default", NORWEGIAN)

    assert svar.send().state.value == "active"


def test_who_opted_out_and_is_denied_is_said_to_have_opted_out(svar: Harness) -> None:
    svar.contacts.deny("default", NORWEGIAN)
    svar.contacts.opt_out("default", NORWEGIAN)

    assert svar.send().reason == "opted_out"


def test_a_phone_is_left_alone_for_as_long_as_the_tenant_says(considerate: Harness) -> None:
    svar = considerate
    first = svar.send()
    svar.clock.advance(timedelta(days=30) - timedelta(seconds=1))

    again = svar.send()
    svar.clock.advance(timedelta(seconds=1))

    assert (first.state.value, again.state.value) == ("active", "suppressed")
    assert again.reason == "quarantined"
    assert svar.send().state.value == "active"


def test_of_two_surveys_in_one_call_a_phone_gets_one(considerate: Harness) -> None:
    svar = considerate

    results = svar.send_surveys([invitation(), invitation(), invitation(SWEDISH)])

    states = [one.session.state.value for one in results if not isinstance(one, ServiceError)]
    assert states == ["active", "suppressed", "active"]
    assert len(svar.sms.ends) == 1


def test_a_repeated_request_gets_its_session_in_spite_of_the_quarantine(
    considerate: Harness,
) -> None:
    first = considerate.result(idempotency_key="once")
    again = considerate.result(idempotency_key="once")

    assert (again.session, again.repeated) == (first.session, True)


def test_who_was_never_reached_is_not_in_quarantine(considerate: Harness) -> None:
    svar = considerate
    session = svar.send()
    svar.execute(f"UPDATE sessions.sessions SET state = 'undeliverable' WHERE id = '{session.id}'")

    assert svar.send().state.value == "active"


@pytest.mark.parametrize("phone", ["", "90000001", "+47 90000001", "x", "+4790000001\0"])
def test_what_is_no_phone_is_refused(svar: Harness, phone: str) -> None:
    calls = (
        svar.contacts.opt_out_of,
        svar.contacts.opt_out,
        svar.contacts.opt_in,
        svar.contacts.deny,
        svar.contacts.allow,
        svar.erase,
    )
    for call in calls:
        with pytest.raises(ServiceError, match="INVALID_IDENTIFIER") as raised:
            call("default", phone)
        assert [problem.path for problem in raised.value.problems] == ["phone"]


def test_nothing_is_left_that_names_an_erased_phone_or_what_was_written(svar: Harness) -> None:
    secret = Variable(key="consumerEmail", value="kari@example.com")
    done = svar.send(client_reference="call-1", variables=(secret,))
    svar.say(done, "7, hemmelig venting", "2", "En hemmelighet")
    going_on = svar.send()
    svar.say(Address(sender=NORWEGIAN_SENDER, phone=NORWEGIAN), "Hvem er du")
    svar.contacts.deny("default", NORWEGIAN)

    erased = svar.erase("default", NORWEGIAN)

    assert (erased.sessions, erased.replies) == (2, 4)
    assert erased.messages is not None
    assert erased.messages.sent > 0
    finish(svar)
    words = (NORWEGIAN, "hemmelig", "kari", "Hvem", "call-1")
    assert places_of(svar.database, "sessions", words) == [f"contacts.phone: {NORWEGIAN}"]
    assert erased.remaining == [Remaining.DENIED]
    assert svar.state(going_on) == "cancelled"
    assert svar.sms.texts_to(NORWEGIAN) == []


def test_a_session_that_cannot_be_read_is_erased_with_the_others(svar: Harness) -> None:
    broken, sound = svar.send(), svar.send()
    svar.say(sound, "7, hemmelig venting")
    svar.execute(
        'UPDATE sessions.sessions SET conversation = \'{"said": "hemmelig"}\''
        f" WHERE id = '{broken.id}'"
    )

    erased = svar.erase("default", NORWEGIAN)
    finish(svar)

    assert erased.sessions == 2
    assert places_of(svar.database, "sessions", [NORWEGIAN, "hemmelig"]) == []
    assert broken.id in svar.rows("changes")[-1]["session_ids"]
    assert svar.state(sound) == "cancelled"


def test_what_was_chosen_stays_with_nobody_behind_it(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "7, for lenge", "2", "En hemmelighet")

    svar.erase("default", NORWEGIAN)

    view = svar.view(session)
    assert svar.answers(session) == {"score": 7, "why": 1, "comment": ""}
    assert (view.session.address.phone, view.session.variables) == ("", ())
    assert {kept.taken.comment for kept in view.answers} == {""}
    assert view.session.state.value == "completed"


def test_erasing_again_finds_nothing(svar: Harness) -> None:
    svar.say(svar.send(), "8")
    svar.erase("default", NORWEGIAN)

    for phone in (NORWEGIAN, NOBODY):
        again = svar.erase("default", phone)
        assert (again.sessions, again.replies, again.remaining) == (0, 0, [])
        assert again.messages == ErasedMessages(sent=0, received=0)


def test_erasing_touches_nobody_else(svar: Harness) -> None:
    other = svar.send(SWEDISH, variables=(Variable(key="a", value="b"),))
    svar.say(other, "8")
    svar.contacts.opt_out("acme", NORWEGIAN)
    svar.send()
    before = svar.view(other)

    svar.erase("default", NORWEGIAN)

    assert svar.view(other) == before
    assert svar.contacts.opt_out_of("acme", NORWEGIAN)


def test_an_erased_phone_is_a_stranger_whose_survey_begins_anew(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "8")
    svar.erase("default", NORWEGIAN)

    svar.say(session, "9")
    again = svar.send()

    assert svar.verdicts(session) == ["answer"]
    assert again.state.value == "active"


def test_who_opted_out_is_not_written_to_after_an_erasure_either(svar: Harness) -> None:
    svar.say(svar.send(), "stop")

    erasure = svar.erase("default", NORWEGIAN)
    finish(svar)

    assert erasure.remaining == [Remaining.OPT_OUT]
    assert svar.send().reason == "opted_out"


def test_an_erasure_that_the_gateway_missed_is_finished_when_it_is_back(svar: Harness) -> None:
    svar.send()
    svar.clock.advance(A_WHILE)
    svar.outbox.dead = True  # type: ignore[attr-defined]  # the harness's outbox can die
    svar.sms.failing = unavailable("SERVICE_UNAVAILABLE", "Down.")
    erased = svar.erase("default", NORWEGIAN)
    assert (erased.sessions, erased.messages, erased.waiting) == (1, None, [Waiting.SMS])
    finish(svar)
    assert status(svar, erased.id).waiting == [Waiting.SMS]
    svar.sms.failing = None

    svar.clock.advance(timedelta(minutes=5))
    finish(svar)

    done = status(svar, erased.id)
    assert (done.messages, done.waiting) == (ErasedMessages(sent=2, received=0), [])
    assert done.done_at is not None
    assert svar.sms.texts_to(NORWEGIAN) == []


def test_an_erasure_outlives_the_process_that_was_asked_for_it(svar: Harness) -> None:
    svar.send()
    svar.outbox.dead = True  # type: ignore[attr-defined]  # the harness's outbox can die
    # It dies before it has told anybody.
    svar.sms.failing = unavailable("SERVICE_UNAVAILABLE", "Down.")
    erased = svar.erase("default", NORWEGIAN)
    svar.execute("UPDATE sessions.erasures SET lease_until = 'infinity'")
    svar.sms.failing = None
    finish(svar)
    assert status(svar, erased.id).waiting == [Waiting.SMS]

    svar.execute("UPDATE sessions.erasures SET lease_until = '-infinity'")
    finish(svar)

    assert status(svar, erased.id).done_at is not None


def test_an_erasure_waits_for_those_who_read_the_changes(svar: Harness) -> None:
    svar.send()
    log = PostgresChangeLog(svar.database)
    before = log.changes(reader="results", after=0, limit=100)
    log.changes(reader="results", after=before.cursor, limit=100)

    erased = svar.erase("default", NORWEGIAN)
    assert erased.waiting == [Waiting.RESULTS]
    told = log.changes(reader="results", after=before.cursor, limit=100)
    assert told.session_ids
    finish(svar)
    assert status(svar, erased.id).waiting == [Waiting.RESULTS]

    log.changes(reader="results", after=told.cursor, limit=100)
    finish(svar)

    assert status(svar, erased.id).done_at is not None


def test_what_was_on_its_way_during_an_erasure_is_found_by_the_second_look(svar: Harness) -> None:
    session = svar.send()
    late = svar.reply(session, "en hemmelighet")
    erased = svar.erase("default", NORWEGIAN)
    assert not erased.waiting
    svar.handle([late])
    assert places_of(svar.database, "sessions", ["hemmelighet"])

    finish(svar)

    assert status(svar, erased.id).replies == 1
    assert places_of(svar.database, "sessions", ["hemmelighet", NORWEGIAN]) == []


def test_the_second_look_leaves_a_newer_survey_alone(svar: Harness) -> None:
    svar.send()
    erased = svar.erase("default", NORWEGIAN)
    newer = svar.send()

    finish(svar)

    assert svar.state(newer) == "active"
    assert svar.view(newer).session.address.phone == NORWEGIAN
    assert status(svar, erased.id).done_at is not None


def test_an_erasure_is_its_tenants(svar: Harness) -> None:
    erased = svar.erase("default", NORWEGIAN)

    for tenant, erasure_id in (("acme", erased.id), ("default", "x"), ("default", SURVEY)):
        with pytest.raises(ServiceError, match="ERASURE_NOT_FOUND"):
            svar.erase.get(tenant, erasure_id)


def finish(svar: Harness) -> None:
    """Let time pass until everything that can be finished is."""
    for _ in range(4):
        svar.clock.advance(timedelta(minutes=1))
        svar.erase.finish()


def status(svar: Harness, erasure_id: str) -> Erasure:
    return svar.erase.get("default", erasure_id)
