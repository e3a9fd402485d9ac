"""How Postgres takes words apart, by language."""

from typing import Final

PLAIN: Final = "simple"
_CONFIGS: Final = {
    "no": "norwegian",
    "en": "english",
    "sv": "swedish",
    "da": "danish",
    "fi": "finnish",
    "de": "german",
}
CONFIGS: Final = (PLAIN, *_CONFIGS.values())


def config_of(language: str) -> str:
    """Return the text search configuration of a language; one that only splits for others."""
    return _CONFIGS.get(language, PLAIN)
