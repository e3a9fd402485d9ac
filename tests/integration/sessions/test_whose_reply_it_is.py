"""Sessions that are over, and the worker that ends them: whose a late reply is."""

from datetime import timedelta

from msgspec.structs import replace

from services.sessions.workers.waker import WAKE_EVERY, waker
from tests.integration.sessions.harness import A_WHILE, SWEDISH, Harness


def test_of_two_closed_sessions_the_newer_has_the_late_reply(svar: Harness) -> None:
    older = svar.send(SWEDISH)
    svar.say(older, "9", "Fine")
    newer = svar.send(SWEDISH)
    svar.say(newer, "9", "Fine", "One more thing")

    assert svar.verdicts(older) == ["answer", "answer"]
    assert svar.verdicts(newer) == ["answer", "answer", "late"]


def test_late_replies_of_two_surveys_side_by_side_stay_apart(svar: Harness) -> None:
    first, second = svar.send(), svar.send()
    svar.say(first, "9", "Fine")

    svar.say(first, "One more thing")
    svar.say(second, "7")

    assert (svar.state(first), svar.state(second)) == ("completed", "active")
    assert svar.verdicts(first)[-1] == "late"
    assert svar.answers(second) == {"score": 7}


def test_a_reply_to_a_superseded_session_on_the_bare_number_answers_the_newer(
    svar: Harness,
) -> None:
    older, newer = svar.send(SWEDISH), svar.send(SWEDISH)

    svar.say(replace(older.address, subnumber=""), "8")

    assert svar.state(older) == "superseded"
    assert svar.answers(newer) == {"score": 8}


def test_a_partial_session_keeps_its_answers_when_it_expires(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "7")
    svar.clock.advance(timedelta(hours=72))

    svar.wake()

    assert svar.state(session) == "expired"
    assert svar.answers(session) == {"score": 7}


def test_the_sweep_runs_by_itself_and_within_a_minute(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(hours=72) + A_WHILE)
    worker = waker(svar.wake)

    worker.start()
    worker.stop()

    assert svar.state(session) == "expired"
    assert timedelta(0) < WAKE_EVERY < timedelta(minutes=1)
