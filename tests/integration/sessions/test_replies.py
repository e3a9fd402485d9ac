"""Which session a reply belongs to, and whether it is an answer at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from msgspec.structs import replace

from services.runtime.ids import new_id
from services.sessions.domain.session import Address
from tests.fakes.fake_sms_gateway import NORWEGIAN_SENDER
from tests.integration.sessions.harness import (
    A_WHILE,
    NORWEGIAN,
    SURVEY,
    SWEDISH,
    Harness,
    invitation,
    with_settings,
)

OVER = "This survey is over and takes no more answers."
NOT_FOUND_NO = "Vi har ingen undersøkelse som venter på svaret ditt."
NOT_FOUND_EN = "We have no survey that waits for your reply."


def test_a_reply_delivered_twice_in_one_batch_acts_once(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)
    reply = svar.reply(session, "8")

    svar.handle([reply, reply])

    assert svar.verdicts(session) == ["answer"]
    assert svar.sms.sequences(session.id) == [1, 2, 3]


def test_a_reply_delivered_again_later_acts_once(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)
    reply = svar.reply(session, "2")

    svar.handle([reply])
    svar.clock.advance(A_WHILE)
    failures = svar.handle([reply])

    assert failures == []
    assert svar.answers(session) == {"score": 2}
    assert svar.sms.sequences(session.id) == [1, 2, 3]


def test_a_reply_delivered_to_two_threads_at_once_acts_once(svar: Harness) -> None:
    session = svar.send()
    stranger = Address(sender=NORWEGIAN_SENDER, phone="+4799999999")
    svar.clock.advance(A_WHILE)
    replies = [svar.reply(session, "8"), svar.reply(stranger, "hello")]
    both = Barrier(2)

    def deliver(order: int) -> None:
        both.wait()
        assert svar.handle(replies[::order]) == []

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(deliver, (1, -1)))

    assert svar.verdicts(session) == ["answer"]
    assert svar.sms.texts_to("+4799999999") == [NOT_FOUND_NO]
    assert svar.count("replies") == 2


def test_replies_of_one_session_in_one_batch_are_taken_in_order(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)
    unseen = [replace(svar.reply(session, words), in_reply_to=None) for words in ("8", "1", "Fine")]

    svar.handle(unseen)

    assert svar.answers(session) == {"score": 8, "why": 0, "comment": "Fine"}
    assert svar.sms.sequences(session.id) == [1, 2, 3, 4, 5]
    assert svar.state(session) == "completed"


def test_a_batch_of_a_hundred_sessions_answers_each(svar: Harness) -> None:
    phones = [f"+47900{number:05}" for number in range(100)]
    sent = [svar.send(phone) for phone in phones]
    svar.clock.advance(A_WHILE)

    svar.handle([svar.reply(session, "8") for session in sent])

    assert [svar.answers(session) for session in sent] == [{"score": 8}] * 100
    assert all(svar.sms.sequences(session.id) == [1, 2, 3] for session in sent)


def test_a_double_tap_does_not_answer_the_next_question(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)
    first, second = svar.reply(session, "2"), svar.reply(session, "2")

    svar.handle([first])
    svar.handle([second])

    assert svar.verdicts(session) == ["answer", "early"]
    assert svar.answers(session) == {"score": 2}


def test_a_double_tap_in_two_requests_is_too_quick_for_anybody(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "2")

    svar.clock.advance(timedelta(seconds=0.9))
    svar.handle([svar.reply(session, "2")])
    svar.clock.advance(timedelta(seconds=0.1))
    svar.handle([svar.reply(session, "2")])

    assert svar.verdicts(session) == ["answer", "early", "answer"]
    assert svar.answers(session) == {"score": 2, "why": 1}


def test_a_reply_to_a_text_whose_question_still_waits_is_early(svar: Harness) -> None:
    session = svar.send()

    svar.clock.advance(timedelta(seconds=1.5))
    svar.handle([svar.reply(session, "8")])

    assert svar.verdicts(session) == ["early"]


def test_a_machine_that_tests_may_answer_at_once(svar: Harness) -> None:
    svar.catalog.publish(SURVEY, with_settings(think_seconds=0, delay_seconds=0))
    session = svar.send()

    svar.handle([svar.reply(session, "8")])

    assert svar.verdicts(session) == ["answer"]


def test_a_reply_to_a_survey_that_is_done_gets_the_unavailable_text(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "9", "Fine", "One more thing")

    assert svar.verdicts(session) == ["answer", "answer", "late"]
    assert svar.sms.texts(session.id)[-1] == OVER
    assert svar.state(session) == "completed"


def test_a_reply_after_the_grace_gets_the_unavailable_text(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(hours=72, minutes=5, seconds=1))

    svar.handle([svar.reply(session, "8")])

    assert svar.verdicts(session) == ["late"]
    assert svar.state(session) == "expired"
    assert svar.sms.texts(session.id)[-1] == OVER
    assert svar.sms.ends[session.id].drop_through == 2


def test_a_reply_within_the_grace_counts(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(hours=72, minutes=5))

    svar.handle([svar.reply(session, "8")])

    assert svar.verdicts(session) == ["answer"]


def test_a_reply_received_in_time_counts_however_late_it_is_handled(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(hours=71))
    reply = svar.reply(session, "8")
    svar.clock.advance(timedelta(hours=2))
    svar.wake()

    svar.handle([reply])

    assert svar.verdicts(session) == ["answer"]


def test_a_session_swept_as_expired_still_takes_what_came_within_the_grace(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(hours=72, seconds=10))
    assert svar.wake() == 1

    svar.say(session, "9")
    asked = svar.sms.sent[-1].message
    svar.say(session, "Fine")

    assert asked.expires_at == session.expires_at + timedelta(minutes=5)
    assert svar.answers(session) == {"score": 9, "comment": "Fine"}
    assert svar.state(session) == "completed"
    assert svar.sms.texts(session.id)[-1] == "Thanks a lot!"


def test_a_session_swept_as_expired_stays_so_while_it_is_not_done(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(hours=72, seconds=10))
    svar.wake()

    svar.say(session, "8")

    assert svar.state(session) == "expired"
    assert svar.answers(session) == {"score": 8}


def test_an_unknown_phone_is_told_so_in_the_language_of_its_country(svar: Harness) -> None:
    norwegian = Address(sender=NORWEGIAN_SENDER, phone="+4799999999")
    danish = Address(sender=NORWEGIAN_SENDER, phone="+4599999999")

    svar.handle([svar.reply(norwegian, "hei"), svar.reply(danish, "hej")])

    assert svar.sms.texts_to("+4799999999") == [NOT_FOUND_NO]
    assert svar.sms.texts_to("+4599999999") == [NOT_FOUND_EN]
    assert [row["verdict"] for row in svar.rows("replies")] == ["unknown", "unknown"]
    assert svar.sms.sent[0].message.sequence == 0


def test_a_stranger_on_somebody_elses_subnumber_touches_nothing(svar: Harness) -> None:
    session = svar.send()
    before = svar.view(session)

    svar.say(replace(session.address, phone="+4799999999"), "8")

    assert svar.view(session) == before
    assert svar.sms.texts_to("+4799999999") == [NOT_FOUND_NO]


def test_a_subnumber_that_the_phone_never_had_is_nobodys(svar: Harness) -> None:
    session = svar.send()

    svar.say(replace(session.address, subnumber="0000000099"), "8")

    assert svar.verdicts(session) == []
    assert svar.sms.texts_to(NORWEGIAN)[-1] == NOT_FOUND_NO


def test_the_bare_number_means_the_session_asked_last(svar: Harness) -> None:
    older, newer = svar.send(), svar.send()
    bare = replace(older.address, subnumber="")

    svar.say(bare, "7")
    svar.say(older, "3")
    svar.say(bare, "1")

    assert svar.answers(newer) == {"score": 7}
    assert svar.answers(older) == {"score": 3, "why": 0}


def test_what_the_bare_number_said_before_makes_no_reply_to_it_early(svar: Harness) -> None:
    bare = replace(svar.send(NORWEGIAN).address, subnumber="", phone="+4790000077")
    svar.say(bare, "Hello?")
    not_found = svar.sms.seen_at(bare, svar.clock.now())
    session = svar.send("+4790000077")
    svar.clock.advance(A_WHILE)

    svar.handle([svar.reply(bare, "8", in_reply_to=not_found)])

    assert not_found is not None
    assert svar.answers(session) == {"score": 8}


def test_being_asked_again_counts_as_being_asked(svar: Harness) -> None:
    older, newer = svar.send(), svar.send()

    svar.say(older, "banana")
    svar.say(replace(older.address, subnumber=""), "3")

    assert svar.answers(older) == {"score": 3}
    assert svar.answers(newer) == {}


def test_an_open_session_goes_before_one_that_closed_later(svar: Harness) -> None:
    open_one, done = svar.send(), svar.send()
    svar.say(done, "9", "Fine")

    svar.say(replace(done.address, subnumber=""), "4")

    assert svar.answers(open_one) == {"score": 4}


def test_a_closed_session_is_known_for_fourteen_days_after_its_end(svar: Harness) -> None:
    session = svar.send(SWEDISH)
    svar.clock.advance(timedelta(hours=73))
    svar.wake()

    svar.clock.advance(timedelta(days=13, hours=23))
    svar.handle([svar.reply(session, "8")])
    svar.clock.advance(timedelta(hours=2))
    svar.handle([svar.reply(session, "8")])

    assert svar.verdicts(session) == ["late"]
    assert svar.sms.texts_to(SWEDISH)[-2:] == [OVER, NOT_FOUND_EN]


def test_another_tenants_reply_never_touches_a_session(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)

    svar.handle([svar.reply(session, "8", tenant="acme")])

    assert svar.verdicts(session) == []


def test_a_message_about_something_else_that_is_older_makes_a_reply_early(svar: Harness) -> None:
    session = svar.send(SWEDISH)
    svar.clock.advance(A_WHILE)
    seen = svar.sms.seen_at(session.address, svar.clock.now())
    assert seen is not None
    older = replace(seen, session_id=new_id(), message_id="0" * 8 + seen.message_id[8:])
    newer = replace(seen, session_id=new_id(), message_id=new_id())

    svar.handle([svar.reply(session, "8", in_reply_to=older)])
    svar.handle([svar.reply(session, "8", in_reply_to=newer)])

    assert svar.verdicts(session) == ["early", "answer"]


def test_recipients_of_one_call_are_all_found_again(svar: Harness) -> None:
    results = svar.send_surveys([invitation(f"+46700{n:06}") for n in range(20)])
    svar.clock.advance(A_WHILE)
    addresses = [Address(sender="+46730000001", phone=f"+46700{n:06}") for n in range(20)]

    svar.handle([svar.reply(address, "8") for address in addresses])

    assert len(results) == 20
    assert {row["verdict"] for row in svar.rows("replies")} == {"answer"}
