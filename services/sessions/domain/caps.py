"""How many sessions of a survey may begin: for one value of a variable, in a day, a week or a month.

Exactly so many is the store's business: a count is locked while sessions are begun that count towards it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from typing import Final
from zoneinfo import ZoneInfo

from services.engine.definition import Cap, CapPeriod
from services.engine.shares import is_in_share
from services.sessions.domain.invitation import CheckedInvitation

SAMPLING: Final = "\0sampling"
"""The name that sampling goes by among the hashes; no author can write it."""
BY_PHONE: Final = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count: `key` names it without saying whose it is, at `ends_at` its period is over."""

    key: bytes
    cap: Cap
    ends_at: datetime


def is_sampled(one: CheckedInvitation) -> bool:
    """Say whether a session is among those that are sent; a test always is."""
    sampling = one.survey.settings.sampling
    return (
        sampling is None
        or one.invitation.test
        or is_in_share(one.session_id, SAMPLING, sampling.percent)
    )


def counts_of(one: CheckedInvitation, *, zone: ZoneInfo, now: datetime) -> Sequence[Count]:
    """Return what a session counts towards; nothing for a test, and for variables that were not given."""
    if one.invitation.test:
        return ()
    values = {variable.key.casefold(): variable.value.strip() for variable in one.variables}
    values[BY_PHONE] = one.invitation.identifier
    return [
        _count(one, cap, values[cap.by.casefold()], zone=zone, now=now)
        for cap in one.survey.settings.caps
        if values.get(cap.by.casefold())
    ]


def _count(one: CheckedInvitation, cap: Cap, value: str, *, zone: ZoneInfo, now: datetime) -> Count:
    first, after = period(cap.per, now.astimezone(zone).date())
    invitation = one.invitation
    parts = (
        invitation.tenant,
        invitation.survey_id,
        cap.by.casefold(),
        cap.per.value,
        first.isoformat(),
        value,
    )
    # A phone must not be kept for longer than its sessions are, and a count needs nobody's.
    key = blake2b("\0".join(parts).encode(), digest_size=16).digest()
    ends_at = datetime.combine(after, time(), zone).astimezone(UTC)
    return Count(key=key, cap=cap, ends_at=ends_at)


def period(per: CapPeriod, day: date) -> tuple[date, date]:
    """Return the first day of the period that a day lies in, and of the one after it.

    >>> period(CapPeriod.WEEK, date(2026, 12, 2))
    (datetime.date(2026, 11, 30), datetime.date(2026, 12, 7))
    >>> period(CapPeriod.MONTH, date(2026, 12, 31))
    (datetime.date(2026, 12, 1), datetime.date(2027, 1, 1))
    """
    match per:
        case CapPeriod.DAY:
            return day, day + timedelta(days=1)
        case CapPeriod.WEEK:
            first = day - timedelta(days=day.weekday())
            return first, first + timedelta(days=7)
        case CapPeriod.MONTH:
            first = day.replace(day=1)
            return first, (first + timedelta(days=31)).replace(day=1)
