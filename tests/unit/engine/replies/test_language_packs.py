"""What every language pack must hold, so that a new one cannot half work."""

from collections.abc import Iterator
from itertools import chain

import pytest

from services.engine.languages import LANGUAGES, LanguagePack
from services.engine.replies import normalise

PACKS = pytest.mark.parametrize("pack", LANGUAGES.values(), ids=list(LANGUAGES))


@PACKS
def test_every_number_up_to_a_hundred_has_a_word(pack: LanguagePack) -> None:
    assert set(range(101)) <= set(pack.number_words.values())


@PACKS
def test_no_word_means_yes_and_no(pack: LanguagePack) -> None:
    assert pack.yes_words.isdisjoint(pack.no_words)


@PACKS
def test_no_number_word_is_an_answer_in_words_too(pack: LanguagePack) -> None:
    assert (pack.yes_words | pack.no_words).isdisjoint(pack.number_words)


@PACKS
def test_the_words_are_written_as_replies_are_read(pack: LanguagePack) -> None:
    assert [word for word in _words(pack) if normalise(word) != word] == []


def _words(pack: LanguagePack) -> Iterator[str]:
    return chain(
        pack.number_words,
        pack.minus_words,
        pack.half_words,
        pack.and_words,
        pack.or_words,
        pack.of_words,
        pack.number_marks,
        pack.yes_words,
        pack.no_words,
        pack.autoresponder_openings,
    )


def test_packs_are_registered_under_their_own_code() -> None:
    assert all(code == pack.code for code, pack in LANGUAGES.items())
