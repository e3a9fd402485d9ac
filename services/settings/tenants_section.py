"""Reads the `tenants` section of the SMS configuration file.

Read by the services that need it, each from the same file. Not for senders and providers, which
only the SMS gateway knows.
"""

import re
from datetime import time
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

from services.engine.phrases.phrase import Phrase, phrase_named
from services.runtime.errors import ConfigurationError
from services.settings.configuration_file import mistakes, read_configuration_file
from services.settings.tenants import QuietHours, TenantSettings, Translations, WrittenTenants
from services.text.typography import Typography


def load_tenants(path: str) -> WrittenTenants:
    """Return the tenants that the file names; none when the path is empty.

    Raises ConfigurationError with every mistake in the section.
    """
    if not path:
        return WrittenTenants()
    problems: list[str] = []
    tenants = read_tenants(read_configuration_file(path).get("tenants"), problems=problems)
    if problems:
        raise ConfigurationError(problems)
    return tenants


def read_tenants(section: object, *, problems: list[str]) -> WrittenTenants:
    """Read the section as YAML gave it, adding a sentence to `problems` for each mistake."""
    if section is None:
        return WrittenTenants()
    if not isinstance(section, dict):
        problems.append("tenants: must be a mapping of tenants to their settings.")
        return WrittenTenants()
    tenants: dict[str, TenantSettings] = {}
    for name, written in section.items():
        try:
            tenants[str(name)] = _Tenant.model_validate(written or {}).value()
        except ValidationError as exc:
            problems.extend(mistakes(exc, f"tenants.{name}"))
    return WrittenTenants(by_name=MappingProxyType(tenants))


# The agent stays when the person goes, so that figures by agent do.
_NEVER_PERSONAL: Final = frozenset({"agentid"})
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


def _variable_key(value: str) -> str:
    key = value.casefold()
    if key in _NEVER_PERSONAL:
        raise ValueError("stays when the person goes, so that figures by agent do")
    return key


_VariableKey = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_variable_key)]
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
    forget_at: _TimeOfDay = time(3, 30)
    personal_variables: list[_VariableKey] = Field(default=[], max_length=100)
    automatic_texts_per_hour: int = Field(default=60, ge=0, le=1_000_000)
    segments_a_day: int | None = Field(default=None, ge=1, le=1_000_000_000)
    new_prefix_a_day: int | None = Field(default=None, ge=1, le=1_000_000)

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
            automatic_texts_per_hour=self.automatic_texts_per_hour,
            segments_a_day=self.segments_a_day,
            new_prefix_a_day=self.new_prefix_a_day,
            forget_at=self.forget_at,
            personal_variables=frozenset(self.personal_variables),
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
