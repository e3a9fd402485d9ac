"""A preview of what an author is still writing: it goes as far as it can, and says where it stopped."""

from dataclasses import replace

import pytest

from services.engine.definition import (
    AnswerFormat,
    ElementDefinition,
    ElementType,
    RuleDefinition,
    SurveyDefinition,
)
from services.engine.outcome import OutgoingText
from services.engine.preview import Preview
from services.engine.state import SessionState
from services.runtime.errors import ServiceError
from services.surveys.domain.sms_text import TenantStyle
from services.surveys.use_cases.preview_survey import PreviewRequest, preview_survey
from tests.fakes.definitions import sound_definition, unfinished_definition

SOUND = sound_definition()


def held(
    definition: SurveyDefinition, *replies: str, language: str = "", **more: object
) -> Preview:
    request = PreviewRequest(
        definition=definition,
        language_code=language,
        replies=replies,
        unfinished=True,
        **more,  # type: ignore[arg-type]  # by name
    )
    return preview_survey(request, style=TenantStyle())


def texts(preview: Preview) -> list[str]:
    return [turn.text for turn in preview.turns if isinstance(turn, OutgoingText)]


def test_a_finished_one_is_held_as_any() -> None:
    unfinished = held(SOUND, "8", "2", "no more")
    finished = preview_survey(
        PreviewRequest(definition=SOUND, replies=("8", "2", "no more")), style=TenantStyle()
    )

    assert unfinished == finished


def test_a_number_is_read_in_the_country_of_the_phone_that_is_given() -> None:
    call = ElementDefinition(
        id="call", type=ElementType.OPEN, format=AnswerFormat.PHONE, text={"en": "Which number?"}
    )
    definition = replace(SOUND, elements=(call, SOUND.elements[-1]), rules=(), languages=("en",))

    swede = held(definition, "070-123 45 67", phone="+46700000001")
    nobody = held(definition, "070-123 45 67")

    assert swede.answers["call"].value == "+46701234567"
    assert not nobody.answers


def test_a_missing_translation_is_stood_in_for_by_the_default_language() -> None:
    first, *rest = SOUND.elements
    english = replace(first, text={"en": "Hello."})

    preview = held(replace(SOUND, elements=(english, *rest)), language="no")

    assert texts(preview)[0] == "Hello."


def test_a_question_that_lacks_what_it_needs_stops_it_there() -> None:
    scale = ElementDefinition(id="bare", type=ElementType.SCALE, text={"en": "How much?"})

    preview = held(replace(SOUND, elements=(SOUND.elements[0], scale, *SOUND.elements[1:])))

    assert (preview.state, preview.stopped_at) == (SessionState.STOPPED, "elements[1]")
    assert len(texts(preview)) == 1


def test_without_a_completion_it_stops_after_the_last_element() -> None:
    elements = tuple(one for one in SOUND.elements if one.type is not ElementType.COMPLETION)

    preview = held(replace(SOUND, elements=elements), "8", "2", "no more")

    assert (preview.state, preview.stopped_at) == (SessionState.STOPPED, "elements")
    assert len(preview.answers) == 3


@pytest.mark.parametrize("target", ["", "nowhere", "score"])
def test_a_rule_that_cannot_be_tried_is_passed_over(target: str) -> None:
    rule = RuleDefinition(id="r", go_to=target)

    assert (
        held(replace(SOUND, rules=(rule,)), "8").turns == held(replace(SOUND, rules=()), "8").turns
    )


def test_nothing_at_all_can_be_held_too() -> None:
    preview = held(replace(SOUND, elements=(), rules=(), languages=(), default_language=""))

    assert (preview.turns, preview.stopped_at) == ((), "elements")
    assert held(unfinished_definition()).stopped_at


def test_what_is_beyond_the_bounds_is_refused() -> None:
    too_many = tuple(replace(SOUND.elements[0], id=f"e{number}") for number in range(501))

    with pytest.raises(ServiceError, match="SURVEY_INVALID"):
        held(replace(SOUND, elements=too_many))


def test_until_expiry_no_more_is_taken_as_an_answer() -> None:
    preview = held(SOUND, "8", "2", expires_after=1)

    assert preview.state is SessionState.EXPIRED
    assert list(preview.answers) == ["score"]
    assert held(SOUND, expires_after=0).state is SessionState.EXPIRED
