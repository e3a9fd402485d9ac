"""Two clear replies in another language of the survey switch the session, and it is said once."""

from services.engine.conversation import start
from services.engine.definition import ElementType, SurveyDefinition
from services.engine.outcome import Outcome
from services.engine.survey import Survey, compile_survey
from tests.unit.engine.building import element, said, scale
from tests.unit.engine.building import texts as texts_of

TEXTS = {"en": "Score?", "de": "Note?"}


def _survey() -> Survey:
    questions = [scale(name, text=TEXTS) for name in ("one", "two", "three", "four")]
    done = element("bye", ElementType.COMPLETION, text={"en": "Thanks.", "de": "Danke."})
    return compile_survey(
        SurveyDefinition(
            name="A survey",
            default_language="en",
            languages=("en", "de"),
            elements=(*questions, done),
        )
    )


def _held(*replies: str) -> Outcome:
    survey = _survey()
    outcome = start(survey, language="en")
    for reply in replies:
        outcome = said(survey, outcome.state, reply)
    return outcome


def test_one_reply_in_another_language_switches_nothing() -> None:
    assert _held("8, sehr gut").state.language == "en"


def test_two_in_a_row_switch_and_say_so_once() -> None:
    outcome = _held("8, sehr gut", "7, nicht schlecht")

    assert outcome.state.language == "de"
    assert texts_of(outcome) == ["Wir machen auf Deutsch weiter.\nNote?"]
    assert texts_of(_held("8, sehr gut", "7, nicht schlecht", "ich gebe 9")) == ["Note?"]


def test_a_reply_in_the_own_language_between_begins_anew() -> None:
    assert _held("8, sehr gut", "8, very good", "7, nicht schlecht").state.language == "en"


def test_a_bare_number_between_says_nothing() -> None:
    assert _held("8, sehr gut", "8", "7, nicht schlecht").state.language == "de"
