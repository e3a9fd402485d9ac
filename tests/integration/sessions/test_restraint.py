"""Two machines never talk to each other for long, and people who answer never notice."""

from datetime import timedelta

from services.runtime.ids import new_id
from services.sessions.domain.session import Address
from services.sessions.workers.forgetter import forgetter
from tests.fakes.fake_sms_gateway import NORWEGIAN_SENDER
from tests.integration.sessions.harness import (
    A_WHILE,
    NORWEGIAN,
    OTHER_SURVEY,
    SWEDISH,
    Harness,
    with_settings,
)

STRANGER = Address(sender=NORWEGIAN_SENDER, phone="+4799999999")
WORDS = ["pear", "plum", "fig", "lime", "cherry", "apple"]


def said_to(svar: Harness, address: Address) -> int:
    return len(svar.sms.texts_to(address.phone))


def test_a_stranger_is_told_three_times_a_day_that_nothing_was_found(svar: Harness) -> None:
    svar.say(STRANGER, *WORDS)

    assert said_to(svar, STRANGER) == 3
    assert svar.count("replies") == len(WORDS)


def test_after_a_day_a_stranger_is_told_again(svar: Harness) -> None:
    svar.say(STRANGER, *WORDS[:4])
    svar.clock.advance(timedelta(hours=24))

    svar.say(STRANGER, WORDS[4])

    assert said_to(svar, STRANGER) == 4


def test_the_limit_holds_within_one_batch(svar: Harness) -> None:
    svar.handle([svar.reply(STRANGER, words) for words in WORDS])

    assert said_to(svar, STRANGER) == 3


def test_each_sender_and_each_phone_has_a_limit_of_its_own(svar: Harness) -> None:
    other_sender = Address(sender="2000", phone=STRANGER.phone)
    other_phone = Address(sender=NORWEGIAN_SENDER, phone="+4799999998")
    svar.say(STRANGER, *WORDS)

    svar.say(other_sender, WORDS[0])
    svar.say(other_phone, WORDS[0])

    assert said_to(svar, STRANGER) == 4
    assert said_to(svar, other_phone) == 1


def test_unavailable_and_help_texts_count_together(svar: Harness) -> None:
    session = svar.send()
    svar.say(session, "9", "Fine")
    before = len(svar.sms.texts(session.id))

    svar.say(session, "help", "too late", "help", "hello?", "help")

    assert len(svar.sms.texts(session.id)) == before + 3
    assert svar.verdicts(session)[2:] == ["help", "late", "help", "late", "help"]
    sequences = svar.sms.sequences(session.id)
    assert sequences == list(range(1, len(sequences) + 1))


def test_a_question_is_asked_again_although_no_automatic_text_is_left(svar: Harness) -> None:
    svar.say(svar.send(), "help", *["9", "Fine"], "too late", "much too late")
    session = svar.send()

    svar.say(session, "banana", "9", "Fine")

    assert svar.state(session) == "completed"
    assert svar.sms.sequences(session.id) == [1, 2, 3, 4, 5]


def test_the_third_same_text_that_is_no_answer_is_ignored(svar: Harness) -> None:
    session = svar.send()

    svar.say(session, "Ja", "Ja", " Ja", "Ja")

    assert svar.verdicts(session) == ["invalid", "invalid", "ignored", "ignored"]
    assert svar.sms.sequences(session.id) == [1, 2, 3, 4]
    assert svar.view(session).session.conversation.invalid_replies == 2


def test_a_different_text_is_answered_again(svar: Harness) -> None:
    session = svar.send()

    svar.say(session, "Ja", "Ja", "Ja", "Nei", "9", "Fine")

    assert svar.verdicts(session)[2:] == ["ignored", "invalid", "answer", "answer"]
    assert svar.state(session) == "completed"


def test_the_same_answer_again_and_again_is_an_ordinary_customer(svar: Harness) -> None:
    session = svar.send()

    svar.say(session, "1", "1", "1")

    assert svar.verdicts(session) == ["answer"] * 3


def test_an_answer_in_between_begins_the_row_anew(svar: Harness) -> None:
    session = svar.send()

    svar.say(session, "banana", "banana", "3", "banana", "banana", "banana")

    assert svar.verdicts(session) == [
        "invalid",
        "invalid",
        "answer",
        "invalid",
        "invalid",
        "ignored",
    ]


def test_three_same_texts_in_one_batch_count_too(svar: Harness) -> None:
    session = svar.send()
    svar.clock.advance(A_WHILE)

    svar.handle([svar.reply(session, "Ja") for _ in range(3)])

    assert svar.verdicts(session) == ["invalid", "invalid", "ignored"]


def test_a_strangers_third_same_text_is_not_answered(svar: Harness) -> None:
    svar.say(STRANGER, "Hello", "Hello", "Hello")
    svar.say(STRANGER, "Hello!")

    assert said_to(svar, STRANGER) == 3


def test_stop_counts_however_often_it_is_said(svar: Harness) -> None:
    session = svar.send()
    for _ in range(3):
        svar.say(session, "stop")
        assert svar.send().reason == "opted_out"
        svar.contacts.opt_in("default", NORWEGIAN)


def test_whoever_answers_nothing_hears_twenty_messages_an_hour(svar: Harness) -> None:
    svar.catalog.publish(OTHER_SURVEY, with_settings(invalid_reply_limit=10))
    sessions = []
    for number in range(3):
        sessions.append(svar.send(SWEDISH, survey_id=OTHER_SURVEY))
        svar.say(sessions[-1], *(f"{word}{' pie' * number}" for word in WORDS))

    assert said_to(svar, Address(phone=SWEDISH)) == 20
    sequences = svar.sms.sequences(sessions[-1].id)
    assert sequences == list(range(1, len(sequences) + 1))

    svar.clock.advance(timedelta(hours=1))
    svar.say(sessions[-1], "banana")
    assert said_to(svar, Address(phone=SWEDISH)) == 21


def test_whoever_answers_is_asked_on_after_twenty_messages(svar: Harness) -> None:
    svar.catalog.publish(OTHER_SURVEY, with_settings(invalid_reply_limit=10))
    for number in range(3):
        session = svar.send(SWEDISH, survey_id=OTHER_SURVEY)
        svar.say(session, *(f"{word}{' pie' * number}" for word in WORDS))
    before = len(svar.sms.texts(session.id))

    svar.say(session, "9", "Fine")

    assert svar.state(session) == "completed"
    assert len(svar.sms.texts(session.id)) == before + 2
    sequences = svar.sms.sequences(session.id)
    assert sequences == list(range(1, len(sequences) + 1))


def test_first_messages_leave_less_to_say_to_whoever_answers_nothing(svar: Harness) -> None:
    sessions = [svar.send() for _ in range(9)]

    svar.say(sessions[0], *WORDS)

    assert said_to(svar, Address(phone=NORWEGIAN)) == 20


def test_a_stop_is_heeded_although_nothing_may_be_said(svar: Harness) -> None:
    for _ in range(15):
        svar.say(STRANGER, "stop", "start")

    svar.say(STRANGER, "stop")

    assert said_to(svar, STRANGER) == 20
    assert svar.send(STRANGER.phone).reason == "opted_out"


def test_an_ordinary_conversation_counts_nothing(svar: Harness) -> None:
    svar.say(svar.send(), "7", "2", "Fine")

    assert svar.count("said_texts") == 0


def test_what_does_not_count_any_more_is_forgotten(svar: Harness) -> None:
    svar.send(idempotency_key="once")
    svar.say(STRANGER, *WORDS)
    svar.clock.advance(timedelta(hours=23))
    svar.send("+4790000002", idempotency_key=new_id())
    svar.clock.advance(timedelta(hours=1))
    worker = forgetter(svar.uow, clock=svar.clock)

    worker.start()
    worker.stop()

    assert svar.count("requests") == 1
    assert svar.count("said_texts") == 0
