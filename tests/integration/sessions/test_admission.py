"""Surveys that are kept back although the phone wants them: exactly as many as were asked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from services.engine.definition import Cap, CapPeriod, Sampling, SecondSurvey
from services.runtime.errors import ServiceError, unavailable
from services.sessions.domain.invitation import Invitation, Sent
from services.sessions.domain.session import Variable
from tests.integration.sessions.harness import (
    NORWEGIAN,
    SURVEY,
    SWEDISH,
    Harness,
    assembled,
    invitation,
    with_settings,
)

AGENT = (Variable(key="AgentID", value=" 1234 "),)
A_WEEK = Cap(by="agentId", max=3, per=CapPeriod.WEEK)


def publish(svar: Harness, **settings: object) -> None:
    svar.catalog.publish(SURVEY, with_settings(**settings))


def phones(count: int) -> list[str]:
    return [f"+479000{number:04}" for number in range(count)]


def reasons(svar: Harness, *invitations: Invitation) -> list[str | None]:
    results = svar.send_surveys(invitations)
    return [one.session.reason if isinstance(one, Sent) else one.reason for one in results]


def test_about_as_many_are_sampled_as_were_asked_for_and_the_answer_says_why(
    svar: Harness,
) -> None:
    publish(svar, sampling=Sampling(percent=30))

    results = svar.send_surveys([invitation(phone) for phone in phones(400)])

    sessions = [one.session for one in results if isinstance(one, Sent)]
    kept_back = [one for one in sessions if one.reason == "not_sampled"]
    assert 240 <= len(kept_back) <= 320
    one = kept_back[0]
    assert (one.state.value, one.address.sender) == ("suppressed", "")
    assert one.warnings == ("The survey goes to 30 of 100 customers; this one is not among them.",)
    assert svar.sms.texts(one.id) == []


def test_a_repeated_call_repeats_the_decision(svar: Harness) -> None:
    publish(svar, sampling=Sampling(percent=50))
    calls = [invitation(phone, client_reference="call-81") for phone in phones(20)]

    first = svar.send_surveys(calls)
    again = svar.send_surveys(calls)

    assert [(one.session.id, one.session.reason) for one in first if isinstance(one, Sent)] == [
        (one.session.id, one.session.reason) for one in again if isinstance(one, Sent)
    ]
    assert all(isinstance(one, Sent) and one.repeated for one in again)


def test_who_wants_nothing_is_told_that_and_not_that_he_is_not_in_the_sample(
    svar: Harness,
) -> None:
    publish(svar, sampling=Sampling(percent=1e-9))
    svar.contacts.deny("default", NORWEGIAN)

    assert reasons(svar, invitation(), invitation(SWEDISH)) == ["denied", "not_sampled"]


def test_tests_are_neither_sampled_nor_counted(svar: Harness) -> None:
    publish(svar, sampling=Sampling(percent=1e-9), caps=(A_WEEK,))
    calls = [invitation(phone, test=True, variables=AGENT) for phone in phones(5)]

    assert reasons(svar, *calls) == [None] * 5
    assert svar.count("cap_counts") == 0


def test_beyond_a_cap_surveys_are_suppressed_until_its_period_is_over(svar: Harness) -> None:
    # A Sunday evening in UTC, and Monday in Oslo an hour later.
    svar.clock.advance(datetime(2026, 12, 6, 22, tzinfo=UTC) - svar.clock.now())
    publish(svar, caps=(A_WEEK,))
    calls = [invitation(phone, variables=AGENT) for phone in phones(4)]
    other = invitation("+4790009999", variables=(Variable(key="agentId", value="99"),))
    nobody = invitation("+4790009998")

    results = svar.send_surveys(calls)
    assert reasons(svar, *calls[:1], other, nobody) == ["capped", None, None]

    last = results[3]
    assert isinstance(last, Sent)
    assert (last.session.state.value, last.session.reason) == ("suppressed", "capped")
    assert last.session.warnings == (
        "No more than 3 of the survey are sent a week for one agentId; until 2026-12-06T23:00:00Z "
        "no other is.",
    )
    svar.clock.advance(timedelta(hours=1))
    assert reasons(svar, *calls[:3], *calls[:1]) == [None, None, None, "capped"]


def test_what_is_capped_for_certain_uses_no_subnumber_up(svar: Harness) -> None:
    publish(svar, caps=(Cap(by="phone", max=1, per=CapPeriod.DAY),))
    svar.send()

    assert reasons(svar, invitation()) == ["capped"]

    assert svar.sms.ends == {}, "nothing was reserved, so that nothing is given back"


def test_every_cap_holds(svar: Harness) -> None:
    publish(svar, caps=(Cap(by="phone", max=1, per=CapPeriod.MONTH), A_WEEK))
    calls = [
        invitation(phone, variables=AGENT) for phone in ("+4790000001", *phones(4), "+4790000001")
    ]

    assert reasons(svar, *calls) == [None, None, "capped", None, "capped", "capped"]


def test_what_is_refused_after_all_is_not_counted(svar: Harness) -> None:
    publish(svar, caps=(A_WEEK,), second_survey=SecondSurvey.REJECT)
    svar.send(SWEDISH)

    for _ in range(3):
        assert reasons(svar, invitation(SWEDISH, variables=AGENT)) == ["ACTIVE_SESSION_EXISTS"]

    assert [row["sessions"] for row in svar.rows("cap_counts")] == [0]


def test_a_repetition_counts_once(svar: Harness) -> None:
    publish(svar, caps=(A_WEEK,))
    call = invitation(idempotency_key="a", variables=AGENT)

    assert reasons(svar, call, call, call) == [None] * 3
    assert reasons(svar, call) == [None]

    assert [row["sessions"] for row in svar.rows("cap_counts")] == [1]


def test_a_survey_without_caps_counts_nothing(svar: Harness) -> None:
    svar.send(variables=AGENT)

    assert svar.count("cap_counts") == 0


@pytest.mark.parametrize("most", [7, 23])
def test_two_replicas_that_send_at_once_send_exactly_as_many(svar: Harness, most: int) -> None:
    publish(svar, caps=(Cap(by="agentId", max=most, per=CapPeriod.DAY),))
    other = assembled(
        clock=svar.clock,
        database=svar.database,
        memory=svar.memory,
        catalog=svar.catalog,
        sms=svar.sms,
        outbox=svar.outbox,
    )
    batches = [phones(40)[first : first + 5] for first in range(0, 40, 5)]
    together = Barrier(len(batches))

    def send(number: int) -> list[str | None]:
        process = (svar, other)[number % 2]
        calls = [invitation(phone, variables=AGENT) for phone in batches[number]]
        together.wait()
        return reasons(process, *calls)

    with ThreadPoolExecutor(len(batches)) as threads:
        found = [reason for part in threads.map(send, range(len(batches))) for reason in part]

    assert sorted(map(str, found)) == sorted(["None"] * most + ["capped"] * (40 - most))
    assert [row["sessions"] for row in svar.rows("cap_counts")] == [most]
    active = [row for row in svar.rows("sessions") if row["state"] == "active"]
    assert len(active) == most


def test_nothing_is_counted_while_the_networks_cannot_be_reached(svar: Harness) -> None:
    publish(svar, caps=(A_WEEK,))
    svar.sms.failing = unavailable("GONE", "The networks are away.")

    with pytest.raises(ServiceError):
        svar.send_surveys([invitation(variables=AGENT)])

    assert svar.count("cap_counts") == 0
