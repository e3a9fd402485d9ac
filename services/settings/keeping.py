"""When tenants forget, and what: tenants with the same settings are one group. Pure.

A group's time comes once a day, at a time of day in its zone. What is old then is told by that moment and not by
when somebody gets round to it, so that every replica and every service means the same.
"""

import hashlib
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.settings.tenants import PERSONAL_VARIABLES, TenantSettings, WrittenTenants

LONGEST_SESSION: Final = timedelta(days=16)
"""Longer than any session lasts: what began so long before a time has ended by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long some tenants keep what they have: those named, or where `others`, all but those named."""

    tenants: tuple[str, ...]
    others: bool
    zone: ZoneInfo
    forget_at: time
    retention_months: int
    anonymise_months: int
    personal: tuple[str, ...]
    """The keys of variables that go with the phone, without case, in order."""

    def last_time(self, now: datetime) -> datetime:
        """Return the last moment, in UTC, at which the group was to forget: `now` or before."""
        local = now.astimezone(self.zone)
        today = datetime.combine(local.date(), self.forget_at, self.zone)
        if today.astimezone(UTC) <= now:
            return today.astimezone(UTC)
        yesterday = local.date() - timedelta(days=1)
        return datetime.combine(yesterday, self.forget_at, self.zone).astimezone(UTC)

    def deleted_before(self, moment: datetime) -> datetime:
        """Return before which time a session must have ended to be deleted."""
        return months_before(moment.astimezone(self.zone), self.retention_months)

    def anonymised_before(self, moment: datetime) -> datetime:
        """Return before which time a session must have ended to lose its phone."""
        return months_before(moment.astimezone(self.zone), self.anonymise_months)

    @property
    def name(self) -> str:
        """Names the group and all of its settings: another one is another group, that begins anew."""
        told = repr(
            (
                self.tenants,
                self.others,
                self.zone.key,
                self.forget_at,
                self.retention_months,
                self.anonymise_months,
                self.personal,
            )
        )
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def groups_of(tenants: WrittenTenants) -> Sequence[Keeping]:
    """Return the groups, so that every tenant is in one: those that are not named are the last one's."""
    named: dict[tuple[object, ...], list[str]] = {}
    common = _key(tenants.default)
    for name, settings in sorted(tenants.by_name.items()):
        if _key(settings) != common:
            named.setdefault(_key(settings), []).append(name)
    groups = [
        _group(tenants.of(names[0]), names=tuple(names), others=False) for names in named.values()
    ]
    apart = tuple(sorted(name for names in named.values() for name in names))
    return [*groups, _group(tenants.default, names=apart, others=True)]


def _key(settings: TenantSettings) -> tuple[object, ...]:
    return (
        settings.timezone.key,
        settings.forget_at,
        settings.retention_months,
        settings.anonymise_months,
        _personal(settings),
    )


def _group(settings: TenantSettings, *, names: tuple[str, ...], others: bool) -> Keeping:
    return Keeping(
        tenants=names,
        others=others,
        zone=settings.timezone,
        forget_at=settings.forget_at,
        retention_months=settings.retention_months,
        anonymise_months=settings.anonymise_months,
        personal=_personal(settings),
    )


def _personal(settings: TenantSettings) -> tuple[str, ...]:
    return tuple(sorted(PERSONAL_VARIABLES | settings.personal_variables))


def months_before(at: datetime, months: int) -> datetime:
    """Return the same day and time so many months before, in UTC; the month's last day where it has fewer.

    >>> months_before(datetime(2027, 3, 31, 3, 30, tzinfo=ZoneInfo("Europe/Oslo")), 1)
    datetime.datetime(2027, 2, 28, 2, 30, tzinfo=datetime.timezone.utc)
    >>> months_before(datetime(2027, 1, 15, tzinfo=UTC), 25).date()
    datetime.date(2024, 12, 15)
    """
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = min(at.day, monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day).astimezone(UTC)
