"""Which phone numbers we write to, and how numbers that come in are written.

Numbers of people only; our own are `services.sms.domain.senders`. The rules are those of
`services/sms/README.md`, on the metadata of libphonenumber.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from services.formats.phones import is_norwegian_mobile


class RecipientProblem(StrEnum):
    """Why we do not write to a number."""

    SYNTAX = "syntax"
    INVALID = "invalid"
    NOT_MOBILE = "not_mobile"
    COUNTRY_NOT_ALLOWED = "country_not_allowed"


ANYWHERE: Final = "*"

# Explicit digits: \d would take those of every script.
_is_e164: Final = re.compile(r"\+[1-9][0-9]{6,14}").fullmatch
_is_norwegian_machine: Final = re.compile(r"\+47(?:58[0-9]{10}|59[0-9]{6})").fullmatch
_MOBILE: Final = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
_not_digits: Final = re.compile(r"[\s().\-/]+")


def recipient_problem(
    text: str, *, countries: Iterable[str], machines: bool = False
) -> RecipientProblem | None:
    """Return why a number cannot be written to, or None when it can.

    `countries` are prefixes such as "+47", or "*" for anywhere. `machines` lets Norwegian
    numbers for machines pass (58 with 12 digits, 59 with 8).

    >>> recipient_problem("+4744444444", countries=["+47"]) is None
    True
    >>> recipient_problem("+4722225555", countries=["+47"])
    <RecipientProblem.NOT_MOBILE: 'not_mobile'>
    """
    if not _is_e164(text):
        return RecipientProblem.SYNTAX
    problem = _kind_problem(text, machines=machines)
    if problem is None and not _within(text, countries):
        return RecipientProblem.COUNTRY_NOT_ALLOWED
    return problem


def normalise_inbound(text: str) -> str:
    """Return the number that a message came from in E.164 where it can be, else as it is.

    Takes `+47…`, `0047…`, and `47…` where that is a valid number. Short codes and names stay.

    >>> [normalise_inbound(text) for text in ("004790000001", "4790000001", "1960", "Acme")]
    ['+4790000001', '+4790000001', '1960', 'Acme']
    """
    if _is_e164(text):
        return text
    bare = _not_digits.sub("", text)
    if _is_e164(bare):
        return bare
    if bare.startswith("00") and _is_e164(f"+{bare[2:]}"):
        return f"+{bare[2:]}"
    # With neither plus nor zeros it may be a short code or a national number: only what is valid.
    if _is_e164(f"+{bare}") and _is_valid(f"+{bare}"):
        return f"+{bare}"
    return text.strip()


def is_short_code_or_alphanumeric(address: str) -> bool:
    """Say whether a normalised address is no phone: nothing is ever sent to such a one.

    >>> is_short_code_or_alphanumeric("26112"), is_short_code_or_alphanumeric("+4790000001")
    (True, False)
    """
    return not _is_e164(address)


def _kind_problem(text: str, *, machines: bool) -> RecipientProblem | None:
    if is_norwegian_mobile(text):
        return None
    if _is_norwegian_machine(text):
        return None if machines else RecipientProblem.NOT_MOBILE
    number = _parsed(text)
    if number is None or not phonenumbers.is_valid_number(number):
        return RecipientProblem.INVALID
    if phonenumbers.number_type(number) not in _MOBILE:
        return RecipientProblem.NOT_MOBILE
    return None


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    """Return the number, or None unless writing it out again gives the same text."""
    try:
        number = phonenumbers.parse(text, None)
    except NumberParseException:
        return None
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return number if written == text else None


def _is_valid(text: str) -> bool:
    return _kind_problem(text, machines=True) is not RecipientProblem.INVALID


def _within(text: str, countries: Iterable[str]) -> bool:
    return any(country == ANYWHERE or text.startswith(country) for country in countries)
