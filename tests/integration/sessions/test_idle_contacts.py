"""Contacts that nothing is known of are forgotten, and never while somebody needs them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

from services.sessions.workers.forgetter import forgetter
from tests.integration.sessions.harness import NORWEGIAN, SWEDISH, Harness

FORTNIGHT = timedelta(days=14)
NOTHING = ("", "")


def phones(svar: Harness) -> list[str]:
    return [row["phone"] for row in svar.rows("contacts")]


def forget(svar: Harness, *, limit: int = 100, after: tuple[str, str] = NOTHING) -> object:
    with svar.uow.begin() as transaction:
        return transaction.contacts.forget_idle(
            after=after, idle_since=svar.clock.now() - FORTNIGHT, limit=limit
        )


def test_a_phone_whose_surveys_are_long_over_is_forgotten(svar: Harness) -> None:
    svar.say(svar.send(), "9", "Fine")
    svar.clock.advance(FORTNIGHT - timedelta(minutes=1))
    forget(svar)
    before = phones(svar)
    svar.clock.advance(timedelta(minutes=1))

    forget(svar)

    assert (before, phones(svar)) == ([NORWEGIAN], [])


def test_a_phone_with_an_open_session_is_kept(svar: Harness) -> None:
    svar.send()
    svar.clock.advance(2 * FORTNIGHT)

    forget(svar)

    assert phones(svar) == [NORWEGIAN]


def test_who_opted_out_or_is_denied_is_never_forgotten(svar: Harness) -> None:
    svar.say(svar.send(), "stop")
    svar.contacts.deny("default", SWEDISH)
    svar.clock.advance(100 * FORTNIGHT)

    forget(svar)

    assert sorted(phones(svar)) == sorted([NORWEGIAN, SWEDISH])
    assert svar.send().reason == "opted_out"
    assert svar.send(SWEDISH).reason == "denied"


def test_contacts_are_looked_at_a_few_at_a_time(svar: Harness) -> None:
    numbers = [f"+479000000{number}" for number in range(5)]
    for number in numbers:
        svar.contacts.deny("default", number)
        svar.contacts.allow("default", number)

    last = forget(svar, limit=2)

    assert last == ("default", numbers[1])
    assert phones(svar) == numbers[2:]
    assert forget(svar, limit=2, after=("default", numbers[4])) is None


def test_the_worker_forgets_by_itself(svar: Harness) -> None:
    for number in range(3):
        svar.contacts.deny("default", f"+479000000{number}")
        svar.contacts.allow("default", f"+479000000{number}")
    worker = forgetter(svar.uow, clock=svar.clock, contacts_at_a_time=2)

    worker.start()
    worker.stop()

    assert len(phones(svar)) == 1


def test_a_contact_that_somebody_has_locked_is_left_alone(svar: Harness) -> None:
    svar.contacts.deny("default", NORWEGIAN)
    svar.contacts.allow("default", NORWEGIAN)

    with svar.uow.begin() as transaction:
        transaction.contacts.lock([("default", NORWEGIAN)])
        forget(svar)

    assert phones(svar) == [NORWEGIAN]


def test_whoever_waits_for_a_contact_that_is_being_forgotten_has_it_in_the_end(
    svar: Harness,
) -> None:
    svar.contacts.deny("default", NORWEGIAN)
    svar.contacts.allow("default", NORWEGIAN)
    waiting = Event()

    def lock() -> None:
        with svar.uow.begin() as transaction:
            waiting.set()
            transaction.contacts.lock([("default", NORWEGIAN)])

    with ThreadPoolExecutor(1) as threads:
        with svar.uow.begin() as transaction:
            transaction.contacts.forget_idle(after=NOTHING, idle_since=svar.clock.now(), limit=9)
            locked = threads.submit(lock)
            waiting.wait()
        locked.result(timeout=10)

    assert phones(svar) == [NORWEGIAN]


def test_a_survey_is_sent_to_who_was_forgotten(svar: Harness) -> None:
    svar.say(svar.send(), "9", "Fine")
    svar.clock.advance(FORTNIGHT)
    forget(svar)

    assert svar.send().state.value == "active"
    assert phones(svar) == [NORWEGIAN]
