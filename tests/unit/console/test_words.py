"""The interface's words: the same ones in every language."""

import re

import pytest

from services.console.words.catalogue import LANGUAGES, catalogue, language_for

_VALUES = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_with_the_same_values_in_them(language: str) -> None:
    english, other = catalogue("en"), catalogue(language)

    assert sorted(other) == sorted(english)
    assert {key: set(_VALUES.findall(text)) for key, text in other.items()} == {
        key: set(_VALUES.findall(text)) for key, text in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in catalogue(language).items() if not text.strip()] == []


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        ("", "nn-NO,nn;q=0.9", "no"),
        ("en", "no", "en"),
        ("tlh", "no", "no"),
        ("", "", "en"),
        ("", "fi," * 10_000 + "no", "en"),
    ],
)
def test_the_language_is_the_persons_choice_else_the_browsers(
    chosen: str, accepted: str, language: str
) -> None:
    assert language_for(chosen, accepted) == language
