"""The languages that replies are understood in: one file and one line here for each."""

from collections.abc import Mapping
from types import MappingProxyType

from services.engine.languages.da import DANISH
from services.engine.languages.de import GERMAN
from services.engine.languages.en import ENGLISH
from services.engine.languages.fi import FINNISH
from services.engine.languages.first_names import FIRST_NAMES
from services.engine.languages.no import NORWEGIAN
from services.engine.languages.pack import LanguagePack
from services.engine.languages.sv import SWEDISH

_PACKS = (
    ENGLISH,
    NORWEGIAN,
    SWEDISH,
    DANISH,
    FINNISH,
    GERMAN,
)

LANGUAGES: Mapping[str, LanguagePack] = MappingProxyType({pack.code: pack for pack in _PACKS})
"""Every pack by its language code, in the order in which they are asked when the session's own
language has no reading for a word."""

HELP_WORDS = frozenset(word for pack in _PACKS for word in pack.help_words)
"""What asks for help by itself, in any of the languages."""

__all__ = ["FIRST_NAMES", "HELP_WORDS", "LANGUAGES", "LanguagePack"]
