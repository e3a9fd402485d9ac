"""What a tenant can set for itself: the `tenants` section of the SMS configuration file.

Read by the services that need it, each from the same file. Not for senders and providers, which
only the SMS gateway knows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import Annotated, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    model_validator,
)

from services.contracts.configuration_file import mistakes, read_configuration_file
from services.engine.phrases.phrase import Phrase, phrase_named
from services.runtime.errors import ConfigurationError
from services.text.typography import Typography

Translations = Mapping[str, str]
"""A text by language code."""


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
    (behaviour.md section 3: `no` for +47).
    `quarantine_days` is how long a phone is left alone after a survey. `countries` are the
    prefixes that may be written to, None for those that the tenant's senders serve;
    `machines` lets Norwegian numbers for machines pass. `retention_months` deletes and
    `anonymise_months` removes phones (behaviour.md section 10).
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


def load_tenant_settings(path: str) -> Mapping[str, TenantSettings]:
    """Return the settings of each tenant that the file names; none when the path is empty.

    Raises ConfigurationError with every mistake in the section.
    """
    if not path:
        return {}
    problems: list[str] = []
    section = read_configuration_file(path).get("tenants")
    settings = tenant_settings(section, problems=problems)
    if problems:
        raise ConfigurationError(problems)
    return settings


def tenant_settings(section: object, *, problems: list[str]) -> Mapping[str, TenantSettings]:
    """Read the section as YAML gave it, adding a sentence to `problems` for each mistake."""
    if section is None:
        return {}
    if not isinstance(section, dict):
        problems.append("tenants: must be a mapping of tenants to their settings.")
        return {}
    tenants: dict[str, TenantSettings] = {}
    for name, written in section.items():
        try:
            tenants[str(name)] = _Tenant.model_validate(written or {}).value()
        except ValidationError as exc:
            problems.extend(mistakes(exc, f"tenants.{name}"))
    return tenants


_is_time_of_day: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])").fullmatch


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise ValueError("must be a time zone such as Europe/Oslo") from exc


def _time_of_day(value: object) -> time:
    found = _is_time_of_day(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('must be a time of day in quotes, such as "20:00"')
    return time(int(found[1]), int(found[2]))


def _typography(value: object) -> Typography:
    if not isinstance(value, str) or value not in set(Typography):
        raise ValueError(f"must be one of: {', '.join(Typography)}")
    return Typography(value)


def _phrase_name(value: str) -> str:
    phrase = phrase_named(value)
    if phrase is None:
        raise ValueError(f"is not a known text (known: {', '.join(Phrase)})")
    return phrase.value


_PhraseName = Annotated[str, AfterValidator(_phrase_name)]
_TimeOfDay = Annotated[time, PlainValidator(_time_of_day)]
_Prefix = Annotated[str, Field(pattern=r"^(\*|\+[1-9][0-9]{0,6})$")]
_Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
_Texts = dict[_Language, Annotated[str, Field(min_length=1)]]
_STRICT = ConfigDict(strict=True, extra="forbid", frozen=True)


class _QuietHours(BaseModel):
    model_config = _STRICT

    start: _TimeOfDay = Field(alias="from")
    end: _TimeOfDay = Field(alias="to")

    @model_validator(mode="after")
    def _not_always(self) -> Self:
        if self.start == self.end:
            raise ValueError("from and to must not be the same")
        return self

    def value(self) -> QuietHours:
        return QuietHours(start=self.start, end=self.end)


class _Tenant(BaseModel):
    model_config = _STRICT

    timezone: Annotated[ZoneInfo, PlainValidator(_zone)] = ZoneInfo("Europe/Oslo")
    default_language: _Language = "en"
    languages: dict[_Prefix, _Language] = {"+47": "no"}
    not_found: _Texts = {}
    unavailable: _Texts = {}
    opt_out_confirmation: _Texts = {}
    start_confirmation: _Texts = {}
    help: _Texts = {}
    error: _Texts = {}
    texts: dict[_PhraseName, _Texts] = {}
    quiet_hours: _QuietHours | None = None
    quarantine_days: int = Field(default=0, ge=0, le=3650)
    countries: list[_Prefix] | None = None
    machines: bool = False
    typography: Annotated[Typography, PlainValidator(_typography)] = Typography.PUNCTUATION
    retention_months: int = Field(default=25, ge=1, le=1200)
    anonymise_months: int = Field(default=4, ge=1, le=1200)

    def value(self) -> TenantSettings:
        quiet = self.quiet_hours
        return TenantSettings(
            timezone=self.timezone,
            default_language=self.default_language,
            languages=MappingProxyType(self.languages),
            texts=MappingProxyType(self._texts()),
            quiet_hours=quiet.value() if quiet else None,
            quarantine_days=self.quarantine_days,
            countries=None if self.countries is None else tuple(self.countries),
            machines=self.machines,
            typography=self.typography,
            retention_months=self.retention_months,
            anonymise_months=self.anonymise_months,
        )

    def _texts(self) -> dict[str, Translations]:
        named: dict[Phrase, Translations] = {
            Phrase.NOT_FOUND: self.not_found,
            Phrase.UNAVAILABLE: self.unavailable,
            Phrase.OPT_OUT_CONFIRMATION: self.opt_out_confirmation,
            Phrase.START_CONFIRMATION: self.start_confirmation,
            Phrase.HELP: self.help,
            Phrase.ERROR: self.error,
        }
        written = {phrase.value: text for phrase, text in named.items() if text}
        return dict(self.texts) | written
