"""Two sessions for one phone, and two requests for one session."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from services.engine.definition import SecondSurvey
from services.runtime.errors import ServiceError, unavailable
from services.sessions.domain.invitation import Sent
from tests.integration.sessions.harness import (
    NORWEGIAN,
    OTHER_SURVEY,
    SURVEY,
    SWEDISH,
    Harness,
    invitation,
    with_settings,
)


def refusing(svar: Harness) -> None:
    svar.catalog.publish(SURVEY, with_settings(second_survey=SecondSurvey.REJECT))


def reasons(results: object) -> list[str]:
    assert isinstance(results, list)
    return [one.session.state.value if isinstance(one, Sent) else one.reason for one in results]


def test_with_subnumbers_two_sessions_live_side_by_side(svar: Harness) -> None:
    first, second = svar.send(), svar.send()

    svar.say(first, "3")
    svar.say(second, "4")

    assert (svar.answers(first), svar.answers(second)) == ({"score": 3}, {"score": 4})


def test_without_subnumbers_the_newer_session_takes_over(svar: Harness) -> None:
    older = svar.send(SWEDISH)
    svar.say(older, "3")
    newer = svar.send(SWEDISH)

    svar.say(newer, "4")

    assert (svar.state(older), svar.answers(older)) == ("superseded", {"score": 3})
    assert (svar.state(newer), svar.answers(newer)) == ("active", {"score": 4})
    assert svar.sms.ends[older.id].drop_through == 3


def test_a_survey_may_refuse_to_take_over(svar: Harness) -> None:
    refusing(svar)
    older = svar.send(SWEDISH)

    with pytest.raises(ServiceError, match="ACTIVE_SESSION_EXISTS"):
        svar.send(SWEDISH)

    assert svar.state(older) == "active"
    assert svar.count("sessions") == 1


def test_a_refused_request_may_be_made_again_when_the_phone_is_free(svar: Harness) -> None:
    refusing(svar)
    older = svar.send(SWEDISH)
    with pytest.raises(ServiceError, match="ACTIVE_SESSION_EXISTS"):
        svar.send(SWEDISH, idempotency_key="k")

    svar.say(older, "9", "Fine")

    assert svar.result(SWEDISH, idempotency_key="k").repeated is False


def test_a_session_whose_time_is_up_is_in_nobodys_way(svar: Harness) -> None:
    refusing(svar)
    older = svar.send(SWEDISH)
    svar.clock.advance(timedelta(hours=73))

    newer = svar.send(SWEDISH)

    assert (svar.state(older), svar.state(newer)) == ("expired", "active")


def test_two_for_one_phone_in_one_call_come_one_after_the_other(svar: Harness) -> None:
    results = svar.send_surveys([invitation(SWEDISH), invitation(NORWEGIAN), invitation(SWEDISH)])

    states = [svar.state(one.session) for one in results if isinstance(one, Sent)]
    assert states == ["superseded", "active", "active"]


def test_two_for_one_phone_in_one_call_where_the_first_has_it(svar: Harness) -> None:
    refusing(svar)

    results = svar.send_surveys([invitation(SWEDISH), invitation(SWEDISH)])

    assert reasons(results) == ["active", "ACTIVE_SESSION_EXISTS"]


@pytest.mark.parametrize("policy", SecondSurvey)
def test_many_threads_that_send_to_one_phone_leave_one_session_open(
    svar: Harness, policy: SecondSurvey
) -> None:
    svar.catalog.publish(SURVEY, with_settings(second_survey=policy))
    phones = [SWEDISH, "+46700000002", "+46700000003"]
    all_of_them = Barrier(6)

    def send(number: int) -> list[str]:
        all_of_them.wait()
        ordered = phones if number % 2 else phones[::-1]
        return reasons(svar.send_surveys([invitation(phone) for phone in ordered]))

    with ThreadPoolExecutor(6) as threads:
        outcomes = Counter(one for many in threads.map(send, range(6)) for one in many)

    states = Counter(row["state"] for row in svar.rows("sessions"))
    if policy is SecondSurvey.REJECT:
        assert outcomes == {"active": 3, "ACTIVE_SESSION_EXISTS": 15}
        assert states == {"active": 3}
    else:
        assert outcomes == {"active": 18}
        assert states == {"active": 3, "superseded": 15}


SAME = [
    pytest.param({"idempotency_key": "once"}, id="by the header"),
    pytest.param({"client_reference": "call-81"}, id="by the client reference"),
]


@pytest.mark.parametrize("same", SAME)
def test_the_same_request_again_gets_the_same_session_and_sends_nothing(
    svar: Harness, same: dict[str, str]
) -> None:
    first = svar.result(**same)
    before = len(svar.sms.sent)

    again = svar.result(**same)

    assert (first.repeated, again.repeated) == (False, True)
    assert again.session == first.session
    assert len(svar.sms.sent) == before


@pytest.mark.parametrize("same", SAME)
def test_twenty_identical_calls_from_twenty_threads_make_one_session(
    svar: Harness, same: dict[str, str]
) -> None:
    all_of_them = Barrier(20)

    def send(_number: int) -> str:
        all_of_them.wait()
        return svar.send(SWEDISH, **same).id

    with ThreadPoolExecutor(20) as threads:
        ids = set(threads.map(send, range(20)))

    assert len(ids) == 1
    assert [row["id"] for row in svar.rows("sessions")] == [*ids]
    assert len(svar.sms.texts_to(SWEDISH)) == 2


def test_identical_requests_in_one_call_make_one_session(svar: Harness) -> None:
    results = svar.send_surveys([invitation(client_reference="same")] * 3)

    assert [one.repeated for one in results if isinstance(one, Sent)] == [False, True, True]
    assert svar.count("sessions") == 1


def test_a_day_later_the_same_request_is_a_new_one(svar: Harness) -> None:
    svar.send(idempotency_key="once")
    svar.clock.advance(timedelta(hours=24))

    assert svar.result(idempotency_key="once").repeated is False


def test_the_header_goes_before_the_client_reference(svar: Harness) -> None:
    svar.send(idempotency_key="a", client_reference="same")

    assert svar.result(idempotency_key="b", client_reference="same").repeated is False


def test_another_survey_phone_or_tenant_is_another_request(svar: Harness) -> None:
    svar.catalog.publish(OTHER_SURVEY, with_settings())
    svar.catalog.publish(SURVEY, with_settings(), tenant="acme")
    svar.send(client_reference="same")

    others = [
        svar.result(client_reference="same", survey_id=OTHER_SURVEY),
        svar.result("+4790000002", client_reference="same"),
        svar.result(client_reference="same", tenant="acme"),
    ]

    assert [one.repeated for one in others] == [False, False, False]


def test_a_repetition_gets_its_first_answer_although_the_survey_is_paused_now(
    svar: Harness,
) -> None:
    expiry = (svar.clock.now() + timedelta(hours=1)).isoformat()
    first = svar.send(idempotency_key="once", expiry_time=expiry)
    svar.clock.advance(timedelta(hours=2))
    out_of_time = svar.result(idempotency_key="once", expiry_time=expiry)
    svar.catalog.states[SURVEY] = "paused"
    paused = svar.result(idempotency_key="once")

    assert (out_of_time.repeated, paused.repeated) == (True, True)
    assert out_of_time.session.id == paused.session.id == first.id


def test_a_reserved_address_that_is_not_needed_is_given_back(svar: Harness) -> None:
    svar.catalog.publish(SURVEY, with_settings(second_survey=SecondSurvey.REJECT))
    svar.send(SWEDISH)

    svar.send_surveys([invitation(SWEDISH)])

    assert svar.count("sessions") == 1
    assert len(svar.sms.ends) == 1


def test_for_a_repetition_no_address_is_reserved(svar: Harness) -> None:
    first = svar.result(idempotency_key="once")
    svar.sms.failing = unavailable("SMS_AWAY", "There is nobody to reserve an address.")

    again = svar.result(idempotency_key="once")

    assert (again.repeated, again.session) == (True, first.session)
    assert svar.sms.refused == 0
