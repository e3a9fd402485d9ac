"""Sessions that end for reasons outside the conversation: a call, the time, the networks."""

from datetime import timedelta
from typing import Any

import pytest

from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.sessions.domain.session import Session
from services.sessions.use_cases.end_sessions import StatusReport
from tests.integration.sessions.harness import NORWEGIAN, SURVEY, SWEDISH, Harness


def report(session: Session, status: str = "failed", **changes: Any) -> StatusReport:
    fields = {"sequence": 1, "recipient_opted_out": False} | changes
    return StatusReport(
        id=new_id(), tenant=session.tenant, session_id=session.id, status=status, **fields
    )


def test_a_cancelled_session_drops_what_waits_and_says_no_more(svar: Harness) -> None:
    session = svar.send()

    cancelled = svar.ending.cancel("default", session.id)

    assert cancelled.state.value == "cancelled"
    assert svar.state(session) == "cancelled"
    assert svar.sms.ends[session.id].drop_through == 2
    assert svar.sms.sequences(session.id) == [1, 2]


def test_cancelling_what_is_over_changes_nothing(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "9", "Fine")
    before = svar.view(session)

    assert svar.ending.cancel("default", session.id).state.value == "completed"
    assert svar.view(session) == before


def test_a_reply_to_a_cancelled_session_gets_the_unavailable_text(svar: Harness) -> None:
    session = svar.send()
    svar.ending.cancel("default", session.id)

    svar.say(session, "8")

    assert svar.verdicts(session) == ["late"]
    assert svar.sms.texts(session.id)[-1] == "This survey is over and takes no more answers."


@pytest.mark.parametrize("session_id", ["", "x", SURVEY])
def test_what_is_not_there_cannot_be_cancelled(svar: Harness, session_id: str) -> None:
    with pytest.raises(ServiceError, match="SESSION_NOT_FOUND"):
        svar.ending.cancel("default", session_id)


def test_another_tenants_session_cannot_be_cancelled_or_read(svar: Harness) -> None:
    session = svar.send()

    with pytest.raises(ServiceError, match="SESSION_NOT_FOUND"):
        svar.ending.cancel("acme", session.id)
    with pytest.raises(ServiceError, match="SESSION_NOT_FOUND"):
        svar.reading.get("acme", session.id)

    assert svar.state(session) == "active"


def test_the_sweep_ends_sessions_whose_time_is_up_and_says_nothing(svar: Harness) -> None:
    soon = (svar.clock.now() + timedelta(hours=1)).isoformat()
    ending = [svar.send(f"+479000000{n}", expiry_time=soon) for n in range(3)]
    lasting = svar.send()
    svar.clock.advance(timedelta(hours=1))
    before = len(svar.sms.sent)

    assert svar.wake() == 3
    assert svar.wake() == 0

    assert [svar.state(one) for one in (*ending, lasting)] == ["expired"] * 3 + ["active"]
    assert {svar.sms.ends[one.id].drop_through for one in ending} == {2}
    assert len(svar.sms.sent) == before


def test_a_late_report_does_not_make_a_session_with_answers_undeliverable(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "8")

    svar.ending.heed_reports([report(session, "failed")])

    assert svar.state(session) == "active"


@pytest.mark.parametrize("status", ["failed", "rejected", "expired"])
def test_a_first_message_that_fails_for_good_ends_its_session(svar: Harness, status: str) -> None:
    session = svar.send()

    svar.ending.heed_reports([report(session, status), report(session, status)])

    assert svar.state(session) == "undeliverable"
    assert session.id in svar.sms.ends


def test_other_reports_end_nothing(svar: Harness) -> None:
    session = svar.send()

    svar.ending.heed_reports(
        [report(session, "delivered"), report(session, "sent"), report(session, sequence=2)]
    )

    assert svar.state(session) == "active"


def test_a_report_on_a_session_that_is_over_or_unknown_changes_nothing(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "9", "Fine")
    unknown = StatusReport(
        id=new_id(),
        tenant="default",
        session_id=new_id(),
        sequence=1,
        status="failed",
        recipient_opted_out=False,
    )

    svar.ending.heed_reports([report(session), unknown])

    assert svar.state(session) == "completed"


def test_a_provider_that_says_opted_out_counts_as_stop(svar: Harness) -> None:
    told, other, stranger = svar.send(), svar.send(), svar.send(SWEDISH)
    before = len(svar.sms.sent)

    svar.ending.heed_reports(
        [report(told, recipient_opted_out=True, sequence=2), report(told), report(told)]
    )

    assert [svar.state(one) for one in (told, other)] == ["opted_out", "opted_out"]
    assert svar.state(stranger) == "active"
    assert svar.send(NORWEGIAN).reason == "opted_out"
    assert len(svar.sms.sent) == before
