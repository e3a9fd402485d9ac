"""Finds the words of the interface in a person's language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from services.runtime.yaml_reader import read_yaml_file

LANGUAGES: Final = {"en": "English", "no": "Norsk"}
"""By code, each as its speakers call it; the first one is for everybody else."""
_READ_AS: Final = {"nb": "no", "nn": "no"}


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._by_key = catalogue(language)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with values filled in; raises KeyError for a key that is in no file."""
        text = self._by_key[key]
        return text.format_map(values) if values else text

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the text for one or for several."""
        form = "one" if number == 1 else "other"
        return self(f"{key}.{form}", n=number, **values)

    def named(self, key: str, name: str) -> str:
        """Return the text of a name under a key, or the name itself where there is none.

        For what services may name before this release has a word for it.
        """
        return self._by_key.get(f"{key}.{name}", name)

    def has(self, key: str) -> bool:
        """Return True when there is such a text."""
        return key in self._by_key


def language_for(chosen: str, accepted: str) -> str:
    """Return the language that a person chose, else the first one known of what the browser accepts.

    >>> language_for("", "nb-NO,nb;q=0.9,en;q=0.8"), language_for("no", "en"), language_for("", "fi")
    ('no', 'no', 'en')
    """
    if chosen in LANGUAGES:
        return chosen
    # Browsers send them by preference, so the weights behind add nothing.
    for one in accepted[:200].split(","):
        code = one.split(";")[0].strip().lower().split("-")[0]
        code = _READ_AS.get(code, code)
        if code in LANGUAGES:
            return code
    return next(iter(LANGUAGES))


@cache
def words_in(language: str) -> Words:
    """Return the words of one of the languages."""
    return Words(language)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return the texts of one language by key, parts of keys with dots between."""
    return dict(_flat(read_yaml_file(Path(__file__).with_name(f"{language}.yaml")), ""))


def _flat(node: Any, prefix: str) -> list[tuple[str, str]]:
    if not isinstance(node, Mapping):
        return [(prefix, str(node))]
    return [
        pair
        for key, value in node.items()
        for pair in _flat(value, f"{prefix}.{key}" if prefix else str(key))
    ]
