"""Phone numbers as people write them, on the metadata of libphonenumber."""

import re
from collections.abc import Sequence
from typing import Final

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumberFormat, PhoneNumberMatcher

is_norwegian_mobile: Final = re.compile(r"\+47(?:4|9)[0-9]{7}").fullmatch
"""The regulator's plan; the library's metadata lacks 42, 43, 44, 49 and some of 45."""
_NO_COUNTRY: Final = frozenset({"ZZ", "001"})
"""Unknown, and numbers of no country such as those of satellites."""
_MOST_TRIED: Final = 8
"""Stretches of digits in one text that are tried; nobody who answers names more."""


def country(phone: str) -> str:
    """Return the country of an E.164 number, "" where there is none.

    >>> country("+4790000001"), country("+447700900123"), country("1960")
    ('NO', 'GB', '')
    """
    try:
        number = phonenumbers.parse(phone, None)
    except NumberParseException:
        return ""
    prefix = phonenumbers.region_code_for_country_code(number.country_code or 0)
    found = phonenumbers.region_code_for_number(number) or prefix
    return "" if found in _NO_COUNTRY else found


def phones(text: str, *, country: str) -> Sequence[tuple[str, int, int]]:
    """Return the valid numbers in a text in E.164, with where each begins and ends.

    National ones are read as dialled in `country`; without one, only those with `+` are.

    >>> phones("ring 900 00 001!", country="NO")
    [('+4790000001', 5, 15)]
    >>> phones("00 46 70 123 45 67", country="NO"), phones("12", country="NO")
    ([('+46701234567', 0, 18)], [])
    """
    region = country or None
    whole = _read(text, region)
    if whole:
        return [(whole, 0, len(text))]
    found = []
    for match in PhoneNumberMatcher(
        text, region, leniency=Leniency.POSSIBLE, max_tries=_MOST_TRIED
    ):
        written = phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
        if is_norwegian_mobile(written) or phonenumbers.is_valid_number(match.number):
            found.append((written, match.start, match.end))
    return found


_ONLY_A_NUMBER: Final = re.compile(r"\s*[+(]?[0-9][0-9\s().\-/]*")


def _read(text: str, region: str | None) -> str:
    """Return a text that is a number and nothing else in E.164, "" for any other."""
    if not _ONLY_A_NUMBER.fullmatch(text):
        return ""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return ""
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if is_norwegian_mobile(written) or phonenumbers.is_valid_number(number):
        return written
    return ""
