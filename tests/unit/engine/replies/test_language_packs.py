"""What every language pack must hold, so that a new one cannot half work."""

from collections.abc import Iterator
from dataclasses import fields
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
def test_the_words_are_written_as_replies_are_read(pack: LanguagePack) -> None:
    assert [word for word in _words(pack) if normalise(word) != word] == []


def _words(pack: LanguagePack) -> Iterator[str]:
    """Every word of every section but those that hold signs or machines' openings."""
    for field in fields(LanguagePack):
        section = getattr(pack, field.name)
        if field.name != "reaction_openings" and not isinstance(section, str):
            yield from section
            yield from chain.from_iterable(
                words for words in getattr(section, "values", tuple)() if not isinstance(words, int)
            )


@PACKS
def test_every_section_has_words(pack: LanguagePack) -> None:
    bare = [field.name for field in fields(LanguagePack) if not getattr(pack, field.name)]

    # English glues nothing to a number, and Finnish has no articles.
    assert set(bare) <= {"en": {"number_endings"}, "fi": {"articles", "definite_articles"}}.get(
        pack.code, set()
    )


def test_packs_count_the_same_units() -> None:
    for section in ("units", "unit_questions", "unit_leads"):
        names = {code: set(getattr(pack, section)) for code, pack in LANGUAGES.items()}
        assert all(units == names["en"] for units in names.values()), names


@PACKS
def test_words_for_one_that_are_articles_are_words_for_one(pack: LanguagePack) -> None:
    spelled = {word for word in pack.articles if word in pack.number_words}

    assert {pack.number_words[word] for word in spelled} <= {1}


@PACKS
def test_no_false_friend_is_a_number_or_an_answer_in_its_own_language(pack: LanguagePack) -> None:
    own = set(pack.number_words) | pack.yes_words | pack.no_words

    assert pack.false_friends & own == set()


@PACKS
def test_a_word_that_denies_never_stands_around_an_answer(pack: LanguagePack) -> None:
    denying = pack.denials | pack.nevers

    assert denying & (pack.around | pack.rating | pack.lead | pack.tail | pack.points) == set()


def test_packs_are_registered_under_their_own_code() -> None:
    assert all(code == pack.code for code, pack in LANGUAGES.items())
