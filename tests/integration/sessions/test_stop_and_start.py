"""What stop and start mean beyond the session that they are said in."""

from datetime import timedelta

from services.sessions.domain.session import Address
from tests.fakes.fake_sms_gateway import NORWEGIAN_SENDER
from tests.integration.sessions.harness import A_WHILE, NORWEGIAN, Harness

CONFIRMED = "You will get no more surveys from us. Reply START to undo this."
CONFIRMED_NO = "Du får ikke flere undersøkelser fra oss. Svar START for å angre."
WELCOME = "You can get surveys from us again."


def test_stop_ends_every_open_session_of_the_phone_and_is_confirmed_once(svar: Harness) -> None:
    first, second, other = svar.send(), svar.send(), svar.send("+4790000002")

    svar.say(first, "STOPP!")

    assert (svar.state(first), svar.state(second)) == ("opted_out", "opted_out")
    assert svar.state(other) == "active"
    assert svar.sms.texts_to(NORWEGIAN).count(CONFIRMED) == 1
    assert svar.sms.ends[first.id].drop_through == 2
    assert svar.sms.ends[second.id].drop_through == 2
    assert svar.verdicts(first) == ["stop"]


def test_after_a_stop_surveys_are_stored_as_suppressed_and_nothing_is_sent(svar: Harness) -> None:
    svar.say(svar.send(), "stop")
    before = len(svar.sms.sent)

    session = svar.send()

    assert (session.state.value, session.reason) == ("suppressed", "opted_out")
    assert len(svar.sms.sent) == before
    assert svar.view(session).session == session
    assert svar.view(session).messages.sent == []


def test_a_second_stop_and_whatever_else_follows_are_kept_in_silence(svar: Harness) -> None:
    first, second = svar.send(), svar.send()
    svar.say(first, "stop")
    before = len(svar.sms.sent)

    svar.say(first, "stop", "hello?")
    svar.say(second, "stop", "8", "help")
    svar.say(Address(sender=NORWEGIAN_SENDER, phone=NORWEGIAN), "stop")

    assert len(svar.sms.sent) == before
    assert svar.count("replies") == 7


def test_start_is_confirmed_once_and_lets_surveys_through_again(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "stop", "START", "start")

    again = svar.send()

    assert svar.sms.texts(session.id).count(WELCOME) == 1
    assert again.state.value == "active"


def test_whoever_stops_starts_and_stops_again_is_left_alone(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "stop", "start", "stop")

    again = svar.send()

    assert again.reason == "opted_out"
    assert svar.sms.texts(session.id).count(CONFIRMED) == 2
    assert svar.state(session) == "opted_out"


def test_start_means_nothing_to_somebody_who_never_stopped(svar: Harness) -> None:
    stranger = Address(sender=NORWEGIAN_SENDER, phone="+4799999999")

    svar.say(stranger, "start")

    assert svar.sms.sent == []
    assert svar.count("contacts") == 0


def test_a_stranger_may_stop_before_anything_was_sent(svar: Harness) -> None:
    stranger = Address(sender=NORWEGIAN_SENDER, phone="+4799999999")

    svar.say(stranger, "stop", "stop")

    assert svar.sms.texts_to("+4799999999") == [CONFIRMED_NO]
    assert svar.send("+4799999999").reason == "opted_out"


def test_stop_in_a_session_that_is_over_counts(svar: Harness) -> None:
    done, running = svar.send(), svar.send()
    svar.say(done, "9", "Fine", "stop")

    assert svar.state(done) == "completed"
    assert svar.state(running) == "opted_out"
    assert svar.sms.texts(done.id)[-1] == CONFIRMED


def test_stop_and_what_follows_in_the_same_batch(svar: Harness) -> None:
    first, second = svar.send(), svar.send()
    svar.clock.advance(A_WHILE)

    svar.handle([svar.reply(first, "8"), svar.reply(first, "stop"), svar.reply(second, "8")])

    assert svar.verdicts(first) == ["answer", "stop"]
    assert svar.verdicts(second) == ["ignored"]
    assert svar.answers(first) == {"score": 8}
    assert svar.sms.sequences(first.id) == [1, 2, 3, 4]
    assert svar.sms.ends[first.id].drop_through == 3


def test_nobody_who_stopped_is_asked_on_although_the_grace_runs(svar: Harness) -> None:
    expired, other = svar.send(), svar.send()
    svar.clock.advance(timedelta(hours=72, seconds=1))
    svar.wake()
    svar.say(other, "stop")
    before = len(svar.sms.sent)

    svar.say(expired, "8")

    assert svar.verdicts(expired) == ["ignored"]
    assert len(svar.sms.sent) == before


def test_another_tenants_sessions_go_on(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)
    bare = Address(sender="2000", phone=NORWEGIAN)

    svar.handle([svar.reply(bare, "stop", tenant="acme")])

    assert svar.state(session) == "active"
    assert svar.send().state.value == "active"
