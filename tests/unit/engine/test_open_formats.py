"""Open questions with a format, a pattern or lengths: in a conversation, and at publishing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.engine.conversation import IncomingReply, answer, start
from services.engine.definition import AnswerFormat, ElementDefinition, JsonValue
from services.engine.outcome import Outcome, Verdict
from services.engine.state import State
from services.engine.survey import Survey, compile_survey
from services.engine.unfinished import walkable
from services.formats import READER
from tests.unit.engine.building import (
    compiled,
    opened,
    problems,
    rule,
    said,
    survey_of,
    texts,
    told,
    warnings,
    when,
)

ORDER = {"pattern": r"[A-Z]{2}-\d{4}", "example": "AB-1234"}


def test_the_answer_is_kept_in_one_spelling_with_the_reply_as_it_was_sent_beside_it() -> None:
    survey = compiled(opened("mail", format=AnswerFormat.EMAIL))

    outcome = told(survey, "It is Ola@Example.COM")

    stored = outcome.state.answers["mail"]
    assert (stored.value, stored.text) == ("Ola@example.com", "It is Ola@Example.COM")
    assert stored.understood_by == "format"
    assert State.from_json(outcome.state.to_json()) == outcome.state


def test_a_date_is_confirmed_in_words_and_stored_after_a_yes() -> None:
    survey = compiled(opened("when", format=AnswerFormat.DATE))

    asked = told(survey, "3/4/2026")
    outcome = said(survey, asked.state, "yes")

    assert texts(asked) == ["Did you mean 3 April 2026? Reply YES, or write it again."]
    stored = outcome.state.answers["when"]
    assert (stored.value, stored.text) == ("2026-04-03", "3/4/2026")


def test_a_no_to_the_date_that_was_meant_gets_the_example_form() -> None:
    survey = compiled(opened("when", format=AnswerFormat.DATE))

    asked = told(survey, "3/4/2026", "no")
    again = said(survey, asked.state, "3/4/2026")
    outcome = said(survey, again.state, "4 March 2026")

    expected = "Please reply with a date with its year, such as 31 December 2026.\nwhen"
    assert texts(asked) == [expected]
    assert texts(again) == [expected]
    assert outcome.state.answers["when"].value == "2026-03-04"


def test_the_phone_goes_into_no_state() -> None:
    survey = compiled(opened("code", format=AnswerFormat.POSTCODE))

    outcome = _from_phone(survey, "111 22", "+46701234567")

    assert outcome.state.answers["code"].value == "111 22"
    assert "4670" not in str(outcome.state.to_json())


def test_a_date_is_piped_in_as_people_read_it() -> None:
    later = opened("later", text={"en": "Why on {{answer.when}}?"})
    survey = compiled(opened("when", format=AnswerFormat.DATE), later)

    assert texts(told(survey, "31/12/2026")) == ["Why on 31 December 2026?"]


@pytest.mark.parametrize(
    ("fields", "reply", "expected"),
    [
        (ORDER, "ab-1234", "Please reply in this form: AB-1234\nask"),
        (ORDER, "AB-12345", "Please reply in this form: AB-1234\nask"),
        ({"min_length": 5}, "No", "Please write a little more: 5 characters at least.\nask"),
        ({"max_length": 5}, "Nothing", "Please write less: 5 characters at most.\nask"),
        ({"max_length": 4000}, "a" * 4001, "Please write less: 4000 characters at most.\nask"),
        ({"format": AnswerFormat.EMAIL}, "no", "Please reply with an email address only.\nask"),
        ({"format": AnswerFormat.PHONE}, "no", "Please reply with a phone number only.\nask"),
        ({"format": AnswerFormat.POSTCODE}, "none", "Please reply with a postcode only.\nask"),
    ],
)
def test_what_does_not_fit_is_asked_again_with_a_sentence_of_its_own(
    fields: dict[str, object], reply: str, expected: str
) -> None:
    assert texts(told(compiled(opened("ask", **fields)), reply)) == [expected]


@pytest.mark.parametrize("reply", ["AB-1234", " AB-1234. ", '"AB-1234"'])
def test_a_text_of_the_pattern_is_stored_without_what_stands_around_it(reply: str) -> None:
    outcome = told(compiled(opened("ask", **ORDER)), reply)

    assert outcome.state.answers["ask"].value == "AB-1234"


@pytest.mark.parametrize("length", [2, 5])
def test_both_lengths_are_included(length: int) -> None:
    survey = compiled(opened("ask", min_length=2, max_length=5))

    assert told(survey, "x" * length).state.answers["ask"].value == "x" * length


def test_a_pattern_that_others_would_never_finish_takes_no_time() -> None:
    survey = compiled(opened("ask", pattern="(a*)*b", example="aab"))

    outcome = told(survey, "a" * 4000)

    assert outcome.reply is not None
    assert outcome.reply.reason == "not_of_the_pattern"


def test_a_language_that_is_no_answer_switches_and_one_that_is_does_not() -> None:
    both = {"en": "When?", "no": "Når?"}
    fields = {"languages": ("en", "no")}
    done = {"en": "Bye", "no": "Ha det"}

    dated = _bilingual(opened("ask", text=both, format=AnswerFormat.DATE), done, **fields)
    free = _bilingual(opened("ask", text=both), done, **fields)

    assert _verdict(told(dated, "norsk")) is Verdict.LANGUAGE
    assert _verdict(told(free, "norsk")) is Verdict.ANSWER


def test_skip_leaves_an_optional_one_out_and_gets_the_format_for_a_required_one() -> None:
    optional = compiled(opened("ask", format=AnswerFormat.EMAIL, optional=True))
    required = compiled(opened("ask", format=AnswerFormat.EMAIL))

    assert _verdict(told(optional, "skip")) is Verdict.SKIP
    assert texts(told(required, "skip")) == ["Please reply with an email address only.\nask"]


def test_the_state_names_the_questions_to_which_replies_name_a_person() -> None:
    asked = [opened(one.value, format=one) for one in AnswerFormat]
    survey = compiled(opened("free"), *asked)

    free = told(survey)
    mail = said(survey, free.state, "Fine")
    phone = said(survey, mail.state, "ola@example.com")
    date = said(survey, phone.state, "+4790000001")

    states = [one.state for one in (free, mail, phone, date)]
    assert [one.personal for one in states] == [
        (),
        ("email",),
        ("email", "phone"),
        ("email", "phone"),
    ]
    assert [State.from_json(one.to_json()) for one in states] == states


@pytest.mark.parametrize(
    ("fields", "path", "sentence"),
    [
        (
            {"pattern": "(a", "example": "a"},
            "pattern",
            "The pattern cannot be read: missing ): (a.",
        ),
        (
            {"pattern": r"(a)\1", "example": "aa"},
            "pattern",
            r"The pattern cannot be read: invalid escape sequence: \1.",
        ),
        (
            {"pattern": "a+"},
            "example",
            "A pattern needs an example: customers read it when their answer does not match.",
        ),
        (
            {"pattern": "a+", "example": "b"},
            "example",
            'The example "b" does not match the pattern.',
        ),
        (
            {"pattern": "a+", "example": "a", "min_length": 2},
            "example",
            "The example has 1 characters, which the lengths do not allow.",
        ),
        ({"example": "a"}, "example", "An example is one of a pattern, and there is none."),
        (
            {"pattern": "a" * 501, "example": "a"},
            "pattern",
            "A pattern has at most 500 characters.",
        ),
        (
            {"min_length": 0},
            "minLength",
            "A length is a number of characters from 1 to 4000.",
        ),
        (
            {"max_length": 4001},
            "maxLength",
            "A length is a number of characters from 1 to 4000.",
        ),
        (
            {"min_length": 6, "max_length": 5},
            "minLength",
            "minLength (6) must not be larger than maxLength (5).",
        ),
        (
            {"format": AnswerFormat.DATE, "max_length": 10},
            "maxLength",
            '"maxLength" means nothing beside the format "date": leave one out.',
        ),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else "",
)
def test_publishing_names_what_no_answer_can_be(
    fields: dict[str, object], path: str, sentence: str
) -> None:
    found = problems(survey_of(opened("ask", **fields)))

    assert [(one.path, one.message) for one in found] == [(f"elements[0].{path}", sentence)]


@pytest.mark.parametrize(
    ("fields", "op", "value", "expected"),
    [
        (
            {"format": AnswerFormat.DATE},
            "eq",
            "31.12.2026",
            'No answer to "ask" is ever stored as "31.12.2026": dates are stored as in 2026-12-31.',
        ),
        ({"format": AnswerFormat.DATE}, "in", ["2026-12-31"], None),
        (
            {"format": AnswerFormat.DATE},
            "lt",
            2026,
            'A date has no order here: compare it with "eq", "in" or "contains".',
        ),
        (
            {"format": AnswerFormat.PHONE},
            "ne",
            "90000001",
            'No answer to "ask" is ever stored as "90000001": numbers are stored as in +4790000001.',
        ),
        ({"format": AnswerFormat.EMAIL}, "contains", "@example.com", None),
        (ORDER, "eq", "AB-12", 'No answer to "ask" is ever stored as "AB-12".'),
        (ORDER, "eq", "ab-1234", 'No answer to "ask" is ever stored as "ab-1234".'),
        (ORDER, "eq", "AB-1234", None),
        ({"max_length": 3}, "eq", "four", 'No answer to "ask" is ever stored as "four".'),
        ({}, "eq", "anything", None),
    ],
)
def test_a_rule_that_compares_with_what_is_never_stored_is_warned_of(
    fields: dict[str, object], op: str, value: JsonValue, expected: str | None
) -> None:
    definition = survey_of(opened("ask", **fields), rules=[rule(when("ask", op, value), to="done")])

    found = [one.message for one in warnings(definition) if one.path == "rules[0].if.all[0]"]

    assert found == ([] if expected is None else [expected])


def test_an_unfinished_pattern_lets_every_text_pass_in_a_preview() -> None:
    held = walkable(survey_of(opened("ask", pattern="(a")), reader=READER)

    assert held.definition.elements[0].pattern is None


def _bilingual(question: ElementDefinition, done: dict[str, str], **fields: object) -> Survey:
    definition = survey_of(question, **fields)
    *asked, closing = definition.elements
    elements = (*asked, replace(closing, text=done))
    return compile_survey(replace(definition, elements=elements), reader=READER)


def _verdict(outcome: Outcome) -> Verdict | None:
    return None if outcome.reply is None else outcome.reply.verdict


def _from_phone(survey: Survey, text: str, phone: str) -> Outcome:
    state = start(survey, language="en").state
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    return answer(survey, state, IncomingReply(text=text, received_at=noon, phone=phone))
