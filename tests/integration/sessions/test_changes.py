"""Every transaction that changes sessions names them once, for whoever follows what happens."""

from datetime import timedelta
from typing import Any

import pytest

from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.sessions.domain.session import Address
from services.sessions.use_cases.end_sessions import StatusReport
from services.sessions.workers.forgetter import forget_changes
from tests.integration.sessions.harness import (
    NORWEGIAN,
    OTHER_SURVEY,
    SURVEY,
    SWEDISH,
    Harness,
    invitation,
)

ANOTHER = "+4790000002"


def changes(svar: Harness) -> list[list[str]]:
    """Return the sessions that each transaction named, in order, and forget them."""
    named = [sorted(row["session_ids"]) for row in svar.rows("changes")]
    svar.execute("DELETE FROM sessions.changes")
    return named


def test_a_send_names_the_sessions_that_it_begins_and_ends(svar: Harness) -> None:
    first = svar.send(SWEDISH)
    assert changes(svar) == [[first.id]]

    second = svar.send(SWEDISH)

    assert svar.state(first) == "superseded"
    assert changes(svar) == [sorted([first.id, second.id])]


def test_many_sends_name_theirs_in_one_row(svar: Harness) -> None:
    svar.send_surveys([invitation(NORWEGIAN), invitation(ANOTHER), invitation(SWEDISH)])

    (named,) = changes(svar)
    assert named == sorted(row["id"] for row in svar.rows("sessions"))


def test_a_suppressed_session_is_named_too(svar: Harness) -> None:
    svar.contacts.opt_out("default", NORWEGIAN)

    session = svar.send()

    assert changes(svar) == [[session.id]]


def test_a_batch_of_replies_names_each_session_once(svar: Harness) -> None:
    one, other = svar.send(NORWEGIAN), svar.send(ANOTHER)
    changes(svar)

    svar.clock.advance(timedelta(seconds=20))
    svar.handle([svar.reply(one, "x"), svar.reply(other, "9"), svar.reply(one, "8")])

    assert changes(svar) == [sorted([one.id, other.id])]


def test_a_reply_that_changes_nothing_is_there_to_be_read_anew(svar: Harness) -> None:
    session = svar.send()
    svar.ending.cancel("default", session.id)
    changes(svar)

    svar.say(session, "too late")
    svar.say(session, " ")

    assert changes(svar) == [[session.id], [session.id]]


def test_what_is_outside_any_session_is_not_named(svar: Harness) -> None:
    svar.say(Address(sender="1960", phone=NORWEGIAN), "hello?")

    assert svar.sms.texts_to(NORWEGIAN) != []
    assert changes(svar) == []


def test_what_is_repeated_is_not_named_again(svar: Harness) -> None:
    session = svar.send(idempotency_key="once")
    reply = svar.reply(session, "9")
    svar.handle([reply])
    changes(svar)

    svar.handle([reply])
    svar.send(idempotency_key="once")
    svar.ending.cancel("default", session.id)
    svar.ending.cancel("default", session.id)

    assert changes(svar) == [[session.id]]


def test_what_is_rolled_back_is_not_named(svar: Harness) -> None:
    session = svar.send()
    changes(svar)

    with pytest.raises(ServiceError):
        svar.ending.cancel("acme", session.id)

    assert changes(svar) == []


def end_by_time(svar: Harness) -> None:
    svar.clock.advance(timedelta(days=4))
    svar.wake()


def end_by_report(svar: Harness) -> None:
    (row,) = svar.rows("sessions")
    report = StatusReport(
        id=new_id(),
        tenant="default",
        session_id=row["id"],
        sequence=1,
        status="failed",
        recipient_opted_out=False,
    )
    svar.ending.heed_reports([report])


@pytest.mark.parametrize(
    "end",
    [
        end_by_time,
        end_by_report,
        lambda svar: svar.contacts.opt_out("default", NORWEGIAN),
        lambda svar: svar.erase("default", NORWEGIAN),
    ],
    ids=["time", "a report", "an opt-out", "erasure"],
)
def test_every_way_to_end_a_session_names_it(svar: Harness, end: Any) -> None:
    session = svar.send()
    changes(svar)

    end(svar)

    assert changes(svar) == [[session.id]]


def test_a_row_holds_its_transaction_and_the_tenants(svar: Harness) -> None:
    svar.catalog.publish(OTHER_SURVEY, svar.catalog.definition(SURVEY), tenant="acme")
    svar.send_surveys(
        [invitation(NORWEGIAN), invitation(SWEDISH, tenant="acme", survey_id=OTHER_SURVEY)]
    )

    with svar.database.transaction() as connection:
        statement = "SELECT CAST(xmin AS text), transaction_id, tenants FROM sessions.changes"
        ((writer, transaction_id, tenants),) = connection.exec_driver_sql(statement).all()

    # A row's own xmin has no epoch.
    assert transaction_id % 2**32 == int(writer)
    assert sorted(tenants) == ["acme", "default"]


def test_old_changes_are_forgotten_a_few_at_a_time(svar: Harness) -> None:
    for number in range(5):
        svar.send(f"+479000010{number}")
    svar.clock.advance(timedelta(days=7))
    young = svar.send("+4790000200")

    forget_changes(svar.uow, now=svar.clock.now(), limit=2)
    assert svar.count("changes") == 6, "nothing is older than seven days"
    forget_changes(svar.uow, now=svar.clock.now() + timedelta(seconds=1), limit=2)

    assert changes(svar) == [[young.id]]


def test_what_another_replica_forgets_is_left_to_it(svar: Harness) -> None:
    svar.send(NORWEGIAN)
    svar.send(ANOTHER)
    svar.clock.advance(timedelta(days=1))

    with svar.uow.begin() as first, svar.uow.begin() as second:
        now = svar.clock.now()
        taken = first.changes.forget(before=now, passed_before=now, limit=1)
        others = second.changes.forget(before=now, passed_before=now, limit=5)
        assert (taken, others) == (1, 0)
