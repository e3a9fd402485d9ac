"""What holds for every reply whatever: nothing raises, ranges hold, number words are read back."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from services.engine.keywords import keyword_of
from services.engine.languages import LANGUAGES
from services.engine.replies import (
    OptionWords,
    Understood,
    Verdict,
    choices,
    is_autoresponder,
    is_empty,
    is_reaction,
    normalise,
    open_text,
    whole_number,
    yes_or_no,
)

BOUND = 999_999_999_999_999
LANGUAGE_CODES = [*LANGUAGES, "xx"]
OPTIONS = [
    OptionWords(labels=("Waiting time", "Ventetid"), aliases=("wait",)),
    OptionWords(labels=("2 days",)),
    OptionWords(labels=("👍", "Å, ja / nei")),
    OptionWords(labels=("",)),
]
bounded = settings(derandomize=True, max_examples=300, deadline=None, database=None)

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
# Pieces that the rules know, so that their combinations are met far more often than by chance.
pieces = st.sampled_from(
    [
        *"0128/+-−–,.;:!()«»\"'%$_½②²２٨👍🔟 ",
        *("10", "11", "7,5", " of ", " av ", " out of ", "<3", "\n", "\0", "\ud800"),
        *("\u200b", "\ufe0f\u20e3", "\u0336", " og ", " and ", " or ", " eller ", "minus "),
        *("half", "ti", "ten", "åtte", "one", "yes", "ja", "no", "nei", "nr ", "2 days"),
        *("wait", "Ventetid", "ab"),
    ]
)
likely_text = st.lists(st.one_of(pieces, st.just(" ")), max_size=9).map("".join)
replies = st.one_of(any_text, likely_text)
languages = st.sampled_from(LANGUAGE_CODES)


@bounded
@given(replies, languages, st.integers(-20, 20), st.integers(0, 120))
def test_an_accepted_number_is_within_its_range(
    text: str, language: str, low: int, width: int
) -> None:
    high = low + width

    number = whole_number(text, language=language, low=low, high=high, of_maximum=high)

    if isinstance(number, Understood):
        assert type(number.value) is int
        assert low <= number.value <= high


@bounded
@given(replies, languages)
def test_a_number_without_a_range_stays_within_the_bound(text: str, language: str) -> None:
    number = whole_number(text, language=language, low=None, high=None, of_maximum=None)

    if isinstance(number, Understood):
        assert type(number.value) is int
        assert abs(number.value) <= BOUND


@bounded
@given(replies, languages, st.integers(1, 4))
def test_chosen_options_exist_ascend_and_are_few_enough(
    text: str, language: str, max_selections: int
) -> None:
    chosen = choices(text, language=language, options=OPTIONS, max_selections=max_selections)

    if isinstance(chosen, Understood):
        assert isinstance(chosen.value, tuple)
        assert 1 <= len(chosen.value) <= max_selections
        assert list(chosen.value) == sorted(set(chosen.value))
        assert set(chosen.value) <= set(range(len(OPTIONS)))


@bounded
@given(replies, languages)
def test_no_text_makes_any_parser_raise(text: str, language: str) -> None:
    assert isinstance(yes_or_no(text, language=language), Verdict)
    assert isinstance(open_text(text), Verdict)
    for verdict in (is_empty(text), is_reaction(text), is_autoresponder(text)):
        assert isinstance(verdict, bool)
    is_reaction(text, last_messages=[text])
    keyword_of(text, in_open_question=True)


@bounded
@given(replies)
def test_what_is_kept_can_be_stored(text: str) -> None:
    kept = open_text(text)
    number = whole_number("5, " + text, language="en", low=1, high=10, of_maximum=10)

    for value in (
        kept.value if isinstance(kept, Understood) else "",
        number.comment if isinstance(number, Understood) else "",
    ):
        assert isinstance(value, str)
        assert "\0" not in value
        assert value == value.strip()
        value.encode()


@bounded
@given(replies)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert once == " ".join(once.split())


@bounded
@given(
    st.integers(-BOUND, BOUND), languages, st.sampled_from(["{}", " {} ", "{}!", "«{}»", "{} 👍"])
)
def test_every_number_in_digits_is_read_back(number: int, language: str, form: str) -> None:
    understood = whole_number(
        form.format(number), language=language, low=None, high=None, of_maximum=None
    )

    assert understood == Understood(value=number)


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("number", range(101))
def test_every_number_word_is_read_back(number: int, language: str) -> None:
    word = num2words(number, lang=language)

    for form in (word, word.upper(), f"{word}!", f"«{word.capitalize()}»", f" {word} 👍"):
        understood = whole_number(form, language=language, low=0, high=100, of_maximum=100)
        assert understood == Understood(value=number), form


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("number", range(1, 101))
def test_a_number_word_among_unknown_words_is_not_stored(number: int, language: str) -> None:
    sentence = f"vvv {num2words(number, lang=language)} www"

    outcome = whole_number(sentence, language=language, low=0, high=100, of_maximum=100)

    assert not isinstance(outcome, Understood)


def test_digits_of_every_script_are_read() -> None:
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if sign.isdecimal():
            expected = Understood(value=int(sign))
            assert whole_number(sign, language="en", low=0, high=9, of_maximum=9) == expected, hex(
                code
            )


def test_no_character_alone_makes_a_parser_raise() -> None:
    for code in range(0, sys.maxunicode + 1, 7):
        whole_number("5" + chr(code), language="en", low=1, high=10, of_maximum=10)
