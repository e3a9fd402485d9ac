"""No phone gets more surveys in an hour than may be said to it, however many are sent."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    Operator,
    RuleDefinition,
    SurveyDefinition,
)
from services.sessions.domain.invitation import SendResult, Sent
from services.sessions.domain.session import Session
from services.sessions.use_cases.suppression import HEARD_ENOUGH
from tests.fakes.definitions import sound_definition
from tests.integration.sessions.harness import (
    NORWEGIAN,
    OTHER_SURVEY,
    SWEDISH,
    Harness,
    invitation,
)

HOUR = timedelta(hours=1)
ALLOWED = 10
"""The survey begins with two messages."""


def sessions_of(results: Sequence[SendResult]) -> list[Session]:
    return [result.session for result in results if isinstance(result, Sent)]


def outcomes(sessions: Sequence[Session]) -> Counter[tuple[str, str | None]]:
    return Counter((session.state.value, session.reason) for session in sessions)


def wordy(texts: int) -> SurveyDefinition:
    definition = sound_definition()
    hello, *others = definition.elements
    said: list[ElementDefinition] = [replace(hello, id=f"hello{number}") for number in range(texts)]
    return replace(definition, elements=(*said, *others))


def asking_nothing() -> SurveyDefinition:
    """A greeting and the closing, by a rule that every session matches."""
    everybody = ConditionDefinition(op=Operator.NE, variable="agentId", value="nobody")
    rule = RuleDefinition(id="done", all=(everybody,), at="hello", complete=True)
    return replace(sound_definition(), rules=(rule,))


def test_the_survey_that_would_be_too_much_is_stored_and_not_sent(svar: Harness) -> None:
    begun = [svar.send() for _ in range(ALLOWED)]

    one_more = svar.send()

    assert {session.state.value for session in begun} == {"active"}
    assert (one_more.state.value, one_more.reason) == ("suppressed", "quarantined")
    assert one_more.warnings == (HEARD_ENOUGH,)
    assert len(svar.sms.texts_to(NORWEGIAN)) == 20
    assert one_more.id in svar.sms.ends, "the address reserved for it is given back"


def test_an_hour_later_surveys_go_out_again(svar: Harness) -> None:
    for _ in range(ALLOWED):
        svar.send()

    svar.clock.advance(HOUR - timedelta(seconds=1))
    too_early = svar.send()
    svar.clock.advance(timedelta(seconds=1))

    assert (too_early.state.value, svar.send().state.value) == ("suppressed", "active")


def test_another_phone_has_a_share_of_its_own(svar: Harness) -> None:
    for _ in range(ALLOWED):
        svar.send()

    assert svar.send("+4790000002").state.value == "active"


def test_each_recipient_of_one_call_gets_a_result_of_its_own(svar: Harness) -> None:
    recipients = [NORWEGIAN] * (ALLOWED + 2) + ["+4790000002"]

    results = sessions_of(svar.send_surveys([invitation(phone) for phone in recipients]))

    states = [session.state.value for session in results]
    assert states == ["active"] * ALLOWED + ["suppressed"] * 2 + ["active"]
    assert len(svar.sms.texts_to(NORWEGIAN)) == 20


def test_many_threads_at_once_send_no_more_than_one_would(svar: Harness) -> None:
    all_of_them = Barrier(15)

    def send(_number: int) -> Session:
        all_of_them.wait()
        return svar.send()

    with ThreadPoolExecutor(15) as threads:
        sessions = list(threads.map(send, range(15)))

    assert outcomes(sessions) == {("active", None): ALLOWED, ("suppressed", "quarantined"): 5}
    assert len(svar.sms.texts_to(NORWEGIAN)) == 20


def test_a_survey_that_stays_ends_no_other(svar: Harness) -> None:
    for _ in range(ALLOWED):
        going_on = svar.send(SWEDISH)

    svar.send(SWEDISH)

    assert svar.state(going_on) == "active"


def test_what_answers_led_to_takes_no_share(svar: Harness) -> None:
    for _ in range(ALLOWED - 1):
        svar.say(svar.send(), "7", "2", "Fine")

    assert svar.send().state.value == "active"


def test_what_was_said_to_no_answer_takes_its_share(svar: Harness) -> None:
    for word in ("pear", "plum", "fig"):
        svar.say(svar.send(), word)
    for _ in range(5):
        assert svar.send().state.value == "active"

    assert svar.send().state.value == "suppressed"


def test_a_longer_survey_needs_more_room(svar: Harness) -> None:
    svar.catalog.publish(OTHER_SURVEY, wordy(4))
    for _ in range(ALLOWED - 2):
        svar.send()

    assert svar.send(survey_id=OTHER_SURVEY).state.value == "suppressed"
    assert svar.send().state.value == "active"


def test_a_survey_that_says_more_than_that_at_once_goes_to_who_has_heard_nothing(
    svar: Harness,
) -> None:
    svar.catalog.publish(OTHER_SURVEY, wordy(21))

    assert svar.send(survey_id=OTHER_SURVEY).state.value == "active"
    assert svar.send(survey_id=OTHER_SURVEY).state.value == "suppressed"


def test_a_survey_that_asks_nothing_is_held_back_as_any_other(svar: Harness) -> None:
    svar.catalog.publish(OTHER_SURVEY, asking_nothing())
    first = svar.send(survey_id=OTHER_SURVEY)
    for _ in range(ALLOWED - 1):
        svar.send()

    again = svar.send(survey_id=OTHER_SURVEY)

    assert (first.state.value, again.state.value) == ("completed", "suppressed")
    assert len(svar.sms.texts_to(NORWEGIAN)) == 20


def test_who_has_heard_enough_and_says_stop_is_told_that_it_was_heard(svar: Harness) -> None:
    for _ in range(ALLOWED):
        session = svar.send()

    svar.say(session, "stop")

    assert "START" in svar.sms.texts(session.id)[-1]


def test_a_stop_is_the_better_known_reason(svar: Harness) -> None:
    for _ in range(ALLOWED):
        session = svar.send()
    svar.say(session, "stop")

    again = svar.send()

    assert again.reason == "opted_out"
    assert [sentence.partition(":")[0] for sentence in again.warnings] == [
        "The phone has opted out"
    ]


def test_a_repetition_is_told_what_its_first_was(svar: Harness) -> None:
    first = svar.result(idempotency_key="once")
    for _ in range(ALLOWED):
        svar.send()

    again = svar.result(idempotency_key="once")

    assert (again.repeated, again.session) == (True, first.session)
