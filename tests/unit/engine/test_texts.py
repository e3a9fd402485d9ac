"""What the customer reads: pipes, hints, built-in phrases and what takes their place."""

import re
from dataclasses import replace

import pytest

from services.engine.conversation import start
from services.engine.definition import ElementType, OptionDefinition, Settings
from services.engine.languages import LANGUAGES
from services.engine.phrases import BUILT_IN_LANGUAGES, Phrase, phrase, phrase_named
from services.engine.phrases.english import ENGLISH
from services.engine.piping import piped
from services.engine.replies import Reason
from services.engine.state import State
from services.engine.survey import compile_survey
from services.text.as_sent import measure_as_sent
from tests.unit.engine.building import (
    choice,
    compiled,
    element,
    opened,
    said,
    scale,
    survey_of,
    text,
    texts,
    told,
)

_PLACE = re.compile(r"\{(\w+)\}")
KNOWN = State(
    language="en", variables={"agentname": "Ada", "empty": "", "odd": "{{var.agentName}}"}
)

PIPES = {
    "a variable without case": ("Hi {{var.AGENTNAME}}", "Hi Ada"),
    "spaces inside": ("Hi {{ var.agentName | you }}", "Hi Ada"),
    "a fallback": ("Hi {{var.nobody|our colleague}}", "Hi our colleague"),
    "a fallback for what is empty": ("Hi {{var.empty|you}}", "Hi you"),
    "nothing at all": ("Hi {{var.nobody}}!", "Hi !"),
    "an empty fallback": ("Hi {{var.nobody|}}!", "Hi !"),
    "an unknown source": ("{{secret.key|-}}", "-"),
    "not piped twice": ("{{var.odd}}", "{{var.agentName}}"),
    "several": ("{{var.agentName}} {{var.agentName}}", "Ada Ada"),
    "no pipe": ("{var.agentName} {{", "{var.agentName} {{"),
}


@pytest.mark.parametrize(("written", "read"), PIPES.values(), ids=PIPES.keys())
def test_a_pipe_is_replaced(written: str, read: str) -> None:
    assert piped(written, KNOWN) == read


def test_every_kind_of_answer_can_be_piped() -> None:
    survey = compiled(
        scale("score"),
        element("sure", ElementType.YES_NO),
        choice("colours", "red", "blue", "green", max_selections=2),
        opened("why"),
        text(
            "so",
            text={
                "en": "{{answer.score}}, {{answer.sure}}, {{answer.colours}}, {{answer.why|none}}"
            },
        ),
    )

    assert texts(told(survey, "7", "nope", "3 1", "just so"))[0] == "7, no, red, green, just so"


def test_an_answer_is_piped_in_the_language_of_the_session() -> None:
    labels = OptionDefinition(id="r", text={"en": "red", "no": "rød"})
    both = {"en": "{{answer.colour}}, {{answer.sure}}", "no": "{{answer.colour}}, {{answer.sure}}"}
    definition = survey_of(
        element("colour", ElementType.DROPDOWN, options=(labels,)),
        element("sure", ElementType.YES_NO),
        opened("why", text=both),
        languages=("en", "no"),
    )
    survey = compile_survey(definition)
    state = start(survey, language="no").state

    outcome = said(survey, said(survey, state, "1").state, "yes")

    assert texts(outcome) == ["rød, ja"]


def test_hints_can_be_left_out() -> None:
    score = scale("score", min_label={"en": "bad"}, max_label={"en": "good"})
    hinted = compiled(score)
    plain = compiled(score, settings=Settings(show_hints=False))

    assert texts(told(hinted)) == ["score\n1 = bad, 10 = good"]
    assert texts(told(plain)) == ["score"]


def test_options_are_listed_without_hints_too() -> None:
    survey = compiled(choice("colour", "red", "blue"), settings=Settings(show_hints=False))

    assert texts(told(survey)) == ["colour\n1. red\n2. blue"]


def test_one_label_is_a_hint_of_its_own() -> None:
    assert texts(told(compiled(scale("score", max_label={"en": "good"})))) == ["score\n10 = good"]


def test_the_error_of_the_reason_can_be_replaced_alone() -> None:
    survey = compiled(
        scale("score"),
        texts={"notWhole": {"en": "No decimals, {low}-{high}!"}, "error": {"en": "Hm."}},
    )

    assert texts(told(survey, "7,5")) == ["No decimals, 1-10!\nscore"]
    assert texts(told(survey, "x")) == ["Hm.\nscore"]


def test_the_unavailable_text_can_be_replaced_without_an_element() -> None:
    survey = compiled(scale("score"), texts={"unavailable": {"en": "Closed."}})

    assert texts(told(survey, "7", "8")) == ["Closed."]


def test_number_errors_name_the_bounds_there_are() -> None:
    at_least = compiled(element("age", ElementType.NUMBER, min=18))
    at_most = compiled(element("age", ElementType.NUMBER, max=5))
    any_number = compiled(element("age", ElementType.NUMBER))

    assert texts(told(at_least, "3")) == ["Please reply with a whole number of at least 18.\nage"]
    assert texts(told(at_most, "9")) == ["Please reply with a whole number of at most 5.\nage"]
    assert texts(told(any_number, "x")) == ["Please reply with a whole number.\nage"]


@pytest.mark.parametrize("language", sorted(BUILT_IN_LANGUAGES))
def test_every_phrase_exists_with_its_places_and_fits_one_segment(language: str) -> None:
    for name in Phrase:
        english, written = phrase(name, "en"), phrase(name, language)

        assert language == "en" or written != english, name
        assert sorted(_PLACE.findall(written)) == sorted(_PLACE.findall(english)), name
        assert measure_as_sent(written).segments == 1, name
        assert measure_as_sent(written).unicode_because is None, name


def test_phrases_are_there_for_every_language_that_replies_are_understood_in() -> None:
    assert set(LANGUAGES) == BUILT_IN_LANGUAGES


def test_every_reason_has_a_phrase() -> None:
    spoken = [reason for reason in Reason if reason is not Reason.EMPTY]

    assert all(phrase_named(reason.value) is not None for reason in spoken)


def test_a_language_without_phrases_gets_the_english_ones() -> None:
    assert "fo" not in BUILT_IN_LANGUAGES
    assert phrase(Phrase.NOT_FOUND, "fo") == ENGLISH[Phrase.NOT_FOUND]
    assert phrase(Phrase.NOT_FOUND, "fo", overrides={"not_found": {"fo": "Onki."}}) == "Onki."


def test_labels_of_other_languages_choose_too() -> None:
    labels = OptionDefinition(id="r", text={"en": "red", "no": "rød"})
    other = replace(labels, id="b", text={"en": "blue", "no": "blå"})
    definition = survey_of(
        element("colour", ElementType.DROPDOWN, options=(labels, other)), languages=("en",)
    )

    assert told(compile_survey(definition), "blå").state.answers["colour"].option_ids == ("b",)
