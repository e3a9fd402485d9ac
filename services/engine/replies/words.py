"""Looks words up in the language packs: the session's language first, then the others."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from services.engine.languages import LANGUAGES, LanguagePack

ALL_MINUS_WORDS = frozenset(chain.from_iterable(pack.minus_words for pack in LANGUAGES.values()))
ALL_OF_WORDS = frozenset(chain.from_iterable(pack.of_words for pack in LANGUAGES.values()))

_NO_WORDS: frozenset[str] = frozenset()


def number_word(words: str, language: str) -> int | None:
    """Return the number that all of `words` (normalised) spells out in one of the languages.

    >>> number_word("ti", "en"), number_word("twenty-one", "no"), number_word("ti poeng", "no")
    (10, 21, None)
    """
    for pack in _packs(language):
        number = pack.number_words.get(words)
        if number is not None:
            return number
    return None


def yes_or_no_word(words: str, language: str) -> bool | None:
    """Return what all of `words` (normalised, without punctuation) says, if it says yes or no."""
    for pack in _packs(language):
        if words in pack.yes_words:
            return True
        if words in pack.no_words:
            return False
    return None


def number_words_of(language: str) -> Mapping[str, int]:
    """Return the number words of one language; none if there is no such pack."""
    pack = LANGUAGES.get(language)
    return pack.number_words if pack else MappingProxyType({})


def half_words_of(language: str) -> frozenset[str]:
    """Return the words for a half in `language` and in English."""
    return _of_language(language, lambda pack: pack.half_words)


def or_words_of(language: str) -> frozenset[str]:
    """Return the words for `or` and `to` in `language` and in English."""
    return _of_language(language, lambda pack: pack.or_words)


def and_words_of(language: str) -> frozenset[str]:
    """Return the words for `and` in `language`, in English and in Norwegian."""
    return _of_language(language, lambda pack: pack.and_words) | {"og"}


def number_marks_of(language: str) -> frozenset[str]:
    """Return the words that announce the number of an option in `language` and in English."""
    return _of_language(language, lambda pack: pack.number_marks)


def _of_language(language: str, words: Callable[[LanguagePack], frozenset[str]]) -> frozenset[str]:
    pack = LANGUAGES.get(language)
    return words(LANGUAGES["en"]) | (words(pack) if pack else _NO_WORDS)


def _packs(language: str) -> Iterator[LanguagePack]:
    pack = LANGUAGES.get(language)
    if pack:
        yield pack
    yield from (other for other in LANGUAGES.values() if other is not pack)
