"""What tenants set for themselves, and the port by which use cases ask for it.

Where it is written is `tenants_section`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import Final, Protocol, Self
from zoneinfo import ZoneInfo

from services.text.typography import Typography

Translations = Mapping[str, str]
"""A text by language code."""
PERSONAL_VARIABLES: Final = frozenset({"consumerphone", "consumeremail"})
"""The variables that name a person whatever a tenant says, without case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """When nobody is written to first, in the tenant's zone; may pass midnight."""

    start: time
    end: time

    def hold(self, at: time) -> bool:
        """Say whether a time of day lies within, the start included and the end not.

        >>> QuietHours(start=time(20), end=time(8)).hold(time(23, 30))
        True
        """
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantSettings:
    """What a tenant set, with the defaults for what it did not.

    `texts` replaces built-in phrases, by the engine's name for them (`notFound`).
    `default_language` is for texts outside a session, `languages` for phones with a prefix
    (`services/sessions/README.md`: `no` for +47).
    `quarantine_days` is how long a phone is left alone after a survey. `countries` are the
    prefixes that may be written to, None for those that the tenant's senders serve;
    `machines` lets Norwegian numbers for machines pass.
    `retention_months` after its end a session is deleted, and `anonymise_months` after it the phone goes
    and `personal_variables` (keys without case) do, beside those that always are; both at `forget_at`, in the
    tenant's zone (`deploy/KEEPING.md`).
    `segments_a_day` is how many SMS may be sent a day, in the tenant's zone, before no conversation is
    begun any more, None for no limit. `new_prefix_a_day` is how many may begin a day to ten thousand
    numbers that follow each other and had none before, None for no brake.
    `automatic_texts_per_hour` bounds the texts to phones outside any session ("not found", help).
    """

    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Oslo"))
    default_language: str = "en"
    languages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({"+47": "no"}))
    texts: Mapping[str, Translations] = field(default_factory=lambda: MappingProxyType({}))
    quiet_hours: QuietHours | None = None
    quarantine_days: int = 0
    countries: tuple[str, ...] | None = None
    machines: bool = False
    typography: Typography = Typography.PUNCTUATION
    retention_months: int = 25
    anonymise_months: int = 4
    forget_at: time = time(3, 30)
    personal_variables: frozenset[str] = frozenset()
    automatic_texts_per_hour: int = 60
    segments_a_day: int | None = None
    new_prefix_a_day: int | None = None

    @classmethod
    def default(cls) -> Self:
        """Return what holds for a tenant that set nothing."""
        return cls()

    def language_for(self, phone: str) -> str:
        """Return the language of texts outside a session; the longest prefix decides."""
        prefixes = [prefix for prefix in self.languages if phone.startswith(prefix)]
        return self.languages[max(prefixes, key=len)] if prefixes else self.default_language

    def quiet_until(self, instant: datetime) -> datetime | None:
        """Return when the quiet hours end that an aware instant lies in, None outside any."""
        if self.quiet_hours is None:
            return None
        local = instant.astimezone(self.timezone)
        if not self.quiet_hours.hold(local.time()):
            return None
        day = local.date() + timedelta(days=local.time() >= self.quiet_hours.end)
        return datetime.combine(day, self.quiet_hours.end, self.timezone).astimezone(UTC)


class Tenants(Protocol):
    """The port: what each tenant set."""

    def of(self, tenant: str) -> TenantSettings:
        """Return what a tenant set, the defaults for one that is not known."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTenants:
    """`Tenants` as somebody wrote them down, by their names."""

    by_name: Mapping[str, TenantSettings] = field(default_factory=lambda: MappingProxyType({}))
    default: TenantSettings = field(default_factory=TenantSettings.default)

    def of(self, tenant: str) -> TenantSettings:
        """Return what a tenant set, the defaults for one that is not named."""
        return self.by_name.get(tenant, self.default)
