"""Where a reply comes from, and who reads for the engine what takes more than the standard library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

_COUNTRIES: Final = {"no": "NO", "sv": "SE", "da": "DK", "fi": "FI", "de": "DE"}
"""Where most people live who write a language, for phones that nobody knows; English is nowhere's."""


class Reader(Protocol):
    """Reads phones and patterns; `services.formats` is the one that runs. Holds nothing of a customer."""

    def country(self, phone: str) -> str:
        """Return the country of an E.164 number as in "NO", "" for one that is nobody's."""
        ...

    def phones(self, text: str, *, country: str) -> Sequence[tuple[str, int, int]]:
        """Return the numbers in a text in E.164, each with where it begins and ends."""
        ...

    def pattern(self, written: str) -> Callable[[str], bool]:
        """Return what says whether a whole text matches, in time linear in its length.

        Raises ValueError with a sentence for a pattern that is none.
        """
        ...


class Unread:
    """Stands where no reader was lent: knows no phones and takes every pattern to be matched."""

    def country(self, phone: str) -> str:
        """No country."""
        return ""

    def phones(self, text: str, *, country: str) -> Sequence[tuple[str, int, int]]:
        """No number."""
        return ()

    def pattern(self, written: str) -> Callable[[str], bool]:
        """Everything matches."""
        return lambda text: True


UNREAD: Final = Unread()


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The phone that a reply comes from, in E.164 and empty where it is not known, and a reader."""

    phone: str = ""
    reader: Reader = UNREAD

    def country(self, language: str) -> str:
        """The country of the phone, else the one where most people live who write the language."""
        return self.reader.country(self.phone) if self.phone else _COUNTRIES.get(language, "")


NOWHERE: Final = Near()
