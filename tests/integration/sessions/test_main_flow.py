"""A survey from its first message to its last, over real Postgres and Redis."""

from dataclasses import replace

from services.engine.definition import (
    AnswerFormat,
    ElementDefinition,
    ElementType,
    SurveyDefinition,
)
from services.sessions.domain.delivery import Priority
from services.sessions.domain.invitation import Sent
from services.sessions.domain.session import Variable
from tests.fakes.definitions import sound_definition
from tests.integration.sessions.harness import NORWEGIAN, SURVEY, SWEDISH, Harness, invitation


def test_a_norwegian_is_asked_from_a_subnumber_until_everything_is_answered(svar: Harness) -> None:
    session = svar.send(language_code="nb-NO", content="Takk for samtalen.")

    assert svar.say(session, "fjorten", "7", "2", "Alt var bra") == []

    assert svar.sms.texts(session.id)[0] == "Takk for samtalen.\nTakk."
    assert svar.sms.texts(session.id)[-1] == "Tusen takk!"
    assert svar.sms.sequences(session.id) == [1, 2, 3, 4, 5, 6]
    assert session.address.subnumber == "0000000001"
    assert svar.state(session) == "completed"
    assert svar.answers(session) == {"score": 7, "why": 1, "comment": "Alt var bra"}
    assert svar.verdicts(session) == ["invalid", "answer", "answer", "answer"]


def test_a_swede_is_asked_from_the_bare_number_in_english(svar: Harness) -> None:
    session = svar.send(SWEDISH, language_code="sv")

    svar.say(session, "10", "no")

    assert session.address.subnumber == ""
    assert session.warnings == ("The survey does not exist in sv; en is used.",)
    assert svar.answers(session) == {"score": 10, "comment": "no"}
    assert svar.sms.texts(session.id)[-1] == "Thanks a lot!"
    assert svar.state(session) == "completed"


def test_a_number_is_read_in_the_country_of_the_phone_that_writes_it(svar: Harness) -> None:
    asked = ElementDefinition(
        id="call", type=ElementType.OPEN, format=AnswerFormat.PHONE, text={"en": "Which number?"}
    )
    done = ElementDefinition(id="done", type=ElementType.COMPLETION, text={"en": "Bye."})
    definition = SurveyDefinition(default_language="en", languages=("en",), elements=(asked, done))
    svar.catalog.publish(SURVEY, definition)
    norwegian, swede = svar.send(), svar.send(SWEDISH)

    svar.say(norwegian, "900 00 009")
    svar.say(swede, "070-123 45 67, thanks")

    assert svar.answers(norwegian) == {"call": "+4790000009"}
    assert svar.answers(swede) == {"call": "+46701234567"}
    (kept,) = svar.view(swede).answers
    assert (kept.reply.text, kept.taken.understood_by) == ("070-123 45 67, thanks", "format")


def test_a_survey_begins_with_its_texts_and_the_first_question(svar: Harness) -> None:
    session = svar.send()

    first, second = svar.sms.sent
    assert (first.message.kind, first.message.delay_seconds, first.message.priority) == (
        "text",
        0,
        Priority.FIRST,
    )
    assert (second.message.kind, second.message.delay_seconds, second.message.priority) == (
        "question",
        2.0,
        Priority.CONVERSATION,
    )
    assert session.conversation.current_element == "score"
    assert session.question_message_id == second.message.id
    assert svar.count("outbox") == 0


def test_what_is_stored_is_what_was_begun(svar: Harness) -> None:
    variables = (Variable(key="agentId", value="1234"), Variable(key="AGENTID", value="5"))

    session = svar.send(variables=variables, client_reference="call-81")

    assert svar.view(session).session == session
    assert session.variables == (Variable(key="AGENTID", value="5"),)
    assert session.warnings == ("The variable AGENTID is given twice; the last is used.",)


def test_a_confirmed_answer_is_shown_with_the_reply_that_holds_it(svar: Harness) -> None:
    session = svar.send()

    svar.say(session, "7 skvulp fjas", "ja takk")

    (answer,) = svar.view(session).answers
    assert (answer.taken.value, answer.reply.text) == (7, "7 skvulp fjas")
    assert answer.taken.understood_by == "confirmed"
    assert svar.verdicts(session) == ["confirm", "answer"]
    assert [one.reply.text for one in svar.view(session).messages.replies] == [
        "7 skvulp fjas",
        "ja takk",
    ]


def test_every_reply_is_kept_as_it_came_with_what_became_of_it(svar: Harness) -> None:
    session = svar.send()

    svar.say(session, " 5, waited 20 minutes ", "", "banana", "help")

    kept = svar.view(session).messages.replies
    assert [one.reply.text for one in kept] == [" 5, waited 20 minutes ", "", "banana", "help"]
    assert svar.verdicts(session) == ["answer", "empty", "invalid", "help"]
    assert kept[0].taken.comment == "waited 20 minutes"
    assert kept[2].taken.reason is not None


def test_a_survey_that_completes_itself_ends_its_conversation(svar: Harness) -> None:
    session = svar.send()

    svar.say(session, "9", "fine")

    end = svar.sms.ends[session.id]
    assert (end.at, end.drop_through) == (svar.clock.now(), 0)
    assert svar.view(session).session.completed_at == svar.clock.now()


def test_an_invalid_reply_too_many_stops_a_required_question(svar: Harness) -> None:
    session = svar.send()

    svar.say(session, "banana", "pear", "plum", "fig", "lime")

    assert svar.state(session) == "stopped"
    assert svar.sms.texts(session.id)[-1] == "This survey is over and takes no more answers."
    assert svar.verdicts(session) == ["invalid"] * 5
    assert session.id in svar.sms.ends


def test_many_recipients_each_get_a_result_of_their_own(svar: Harness) -> None:
    phones = [NORWEGIAN, "+4790000002", "banana", "+15005550006", SWEDISH]

    results = svar.send_surveys([invitation(phone) for phone in phones])

    outcomes = [one.session.state.value if isinstance(one, Sent) else one.reason for one in results]
    assert outcomes == ["active", "active", "INVALID_IDENTIFIER", "NO_SENDER", "active"]
    assert svar.count("sessions") == 3


def test_a_session_stays_on_the_version_that_it_began_with(svar: Harness) -> None:
    session = svar.send()
    svar.catalog.publish(session.survey_id, in_other_words())

    newer = svar.send("+4790000002")
    svar.say(session, "8")

    assert (session.survey_version, newer.survey_version) == (1, 2)
    assert svar.sms.texts(session.id)[-1].startswith("What mattered most?")
    assert svar.sms.texts(newer.id)[0] == "Hello again."


def in_other_words() -> SurveyDefinition:
    definition = sound_definition()
    hello = replace(definition.elements[0], text={"en": "Hello again.", "no": "Hei igjen."})
    return replace(definition, elements=(hello, *definition.elements[1:]))
