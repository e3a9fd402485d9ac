"""What Svar says by itself: errors, hints, confirmations, in every language it ships with.

A language is one file beside this one and one line in `_LANGUAGES`. Any phrase gives way to a text
that a survey or a tenant puts in its place.
"""

from collections.abc import Mapping

from services.engine.definition import Translations
from services.engine.phrases.danish import DANISH
from services.engine.phrases.english import ENGLISH
from services.engine.phrases.finnish import FINNISH
from services.engine.phrases.german import GERMAN
from services.engine.phrases.norwegian import NORWEGIAN
from services.engine.phrases.phrase import REFUSALS, Phrase, phrase_named
from services.engine.phrases.swedish import SWEDISH

__all__ = ["BUILT_IN_LANGUAGES", "REFUSALS", "Phrase", "overridden", "phrase", "phrase_named"]

_LANGUAGES: Mapping[str, Mapping[Phrase, str]] = {
    "en": ENGLISH,
    "no": NORWEGIAN,
    "sv": SWEDISH,
    "da": DANISH,
    "fi": FINNISH,
    "de": GERMAN,
}

BUILT_IN_LANGUAGES = frozenset(_LANGUAGES)
"""The languages with phrases of their own; any other gets the English ones."""


def overridden(name: Phrase, language: str, overrides: Mapping[str, Translations]) -> str | None:
    """The text that `overrides` put in a phrase's place, if any; `not_found` means `notFound`."""
    if not overrides:
        return None
    for key, translations in overrides.items():
        if phrase_named(key) is name and translations.get(language):
            return translations[language]
    return None


def phrase(
    name: Phrase, language: str, *, overrides: Mapping[str, Translations] | None = None
) -> str:
    """A phrase in a language: the override's, else the built-in one, in English where there is none.

    >>> phrase(Phrase.YES, "no")
    'ja'
    >>> phrase(Phrase.YES, "no", overrides={"yes": {"no": "jo"}})
    'jo'
    """
    replaced = overridden(name, language, overrides or {})
    return replaced or _LANGUAGES.get(language, ENGLISH)[name]
