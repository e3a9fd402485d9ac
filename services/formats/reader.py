"""The reader that the engine is lent, put together: its protocol is `services.engine.formats.Reader`."""

from collections.abc import Callable, Sequence
from typing import Final

from services.formats import patterns, phones


class _Reader:
    """Phones by libphonenumber, patterns by RE2."""

    def country(self, phone: str) -> str:
        """Return the country of an E.164 number as in "NO", "" for one that is nobody's."""
        return phones.country(phone)

    def phones(self, text: str, *, country: str) -> Sequence[tuple[str, int, int]]:
        """Return the numbers in a text in E.164, each with where it begins and ends."""
        return phones.phones(text, country=country)

    def pattern(self, written: str) -> Callable[[str], bool]:
        """Return what says whether a whole text matches; ValueError for a pattern that is none."""
        return patterns.pattern(written)


READER: Final = _Reader()
