"""A phone of a tenant, and what the tenant knows of it besides its sessions."""

import re
from dataclasses import dataclass
from datetime import datetime

from services.runtime.errors import Problem, ServiceError, invalid

Contact = tuple[str, str]
"""A tenant and a phone."""

# What a phone looks like; whether there is such a one, the SMS gateway knows.
_is_phone = re.compile(r"\+[1-9][0-9]{6,14}").fullmatch
NOT_A_PHONE = "A phone is written like +4790000001: a plus sign, the country, the number."


def is_phone(written: str) -> bool:
    """Say whether this could be a phone, in E.164.

    >>> is_phone("+4790000001"), is_phone("90000001"), is_phone("+٤٧٩٠٠٠٠٠٠١")
    (True, False, False)
    """
    return _is_phone(written) is not None


def phone_refused(path: str) -> ServiceError:
    """Make the error for what is no phone."""
    problem = Problem(path=path, message=NOT_A_PHONE)
    return invalid("INVALID_IDENTIFIER", NOT_A_PHONE, problems=[problem])


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Since when a phone gets no survey, for each reason that there may be; None where there is none.

    Of the quarantine after a survey it says until when.
    """

    opted_out_at: datetime | None
    denied_at: datetime | None
    unreachable_at: datetime | None
    quarantined_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptOut:
    """A phone that wants no surveys, and since when."""

    phone: str
    at: datetime
