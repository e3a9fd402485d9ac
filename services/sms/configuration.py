"""The SMS configuration file (`SVAR_SMS_CONFIG`, `services/sms/README.md`) as frozen values.

All mistakes are reported at once, each with its place; nothing starts half-configured. What the
environment itself says (ports, URLs) is read elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from pydantic import ValidationError

from services.runtime.errors import ConfigurationError
from services.settings.configuration_file import (
    Section,
    mistakes,
    put_in_secrets,
    read_configuration_file,
)
from services.settings.tenants import TenantSettings, WrittenTenants
from services.settings.tenants_section import read_tenants
from services.sms.domain.senders import Digits, NoSubnumbers, ProviderNamed, Sender
from services.sms.providers.base import ProviderSettings
from services.sms.providers.registry import PROVIDER_TYPES
from services.sms.sender_section import read_senders

SECTIONS: Final = ("providers", "senders", "tenants")

BUILT_IN: Final[Section] = {
    "providers": {"handset": {"type": "handset"}},
    "senders": [
        {
            "tenant": "default",
            "address": "1960",
            "provider": "handset",
            "serves": ["+47"],
            "subnumbers": {"digits": 10},
        },
        {
            "tenant": "default",
            "address": "+46730000001",
            "provider": "handset",
            "serves": ["*"],
        },
    ],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsConfiguration:
    """What the file says. Providers are by name, tenants by their id."""

    providers: Mapping[str, ProviderSettings]
    senders: tuple[Sender, ...]
    tenants: WrittenTenants

    def tenant(self, tenant: str) -> TenantSettings:
        """Return what a tenant set, the defaults for one that the file does not name."""
        return self.tenants.of(tenant)

    def quiet_until(self, tenant: str, now: datetime) -> datetime | None:
        """Return the end of a tenant's quiet hours, None outside them."""
        return self.tenant(tenant).quiet_until(now)


def load_sms_configuration(path: str, *, environment: Mapping[str, str]) -> SmsConfiguration:
    """Read the file; an empty path means one handset provider with two senders.

    `environment` is where `${NAME}` is looked up. Raises ConfigurationError with every mistake.
    """
    content = read_configuration_file(path) if path else BUILT_IN
    return sms_configuration(content, environment=environment)


def sms_configuration(content: Section, *, environment: Mapping[str, str]) -> SmsConfiguration:
    """Return the values of a file's content; raises ConfigurationError with every mistake."""
    problems = [
        f"{name}: is not a known section (known: {', '.join(SECTIONS)})."
        for name in content
        if name not in SECTIONS
    ]

    def section(name: str) -> object:
        written = content.get(name)
        return put_in_secrets(written, name, environment=environment, problems=problems)

    providers = _providers(section("providers"), problems)
    senders = read_senders(section("senders"), providers=list(providers), problems=problems)
    problems.extend(_wrong_subnumbers(senders, providers))
    tenants = read_tenants(content.get("tenants"), problems=problems)
    if problems:
        raise ConfigurationError(problems)
    valid = {name: settings for name, settings in providers.items() if settings is not None}
    return SmsConfiguration(providers=MappingProxyType(valid), senders=senders, tenants=tenants)


def _providers(section: object, problems: list[str]) -> dict[str, ProviderSettings | None]:
    """Read each provider; one with mistakes is None, so that senders may still refer to it."""
    if not isinstance(section, dict) or not section:
        problems.append("providers: must be a mapping of at least one name to its settings.")
        return {}
    return {str(name): _provider(str(name), written, problems) for name, written in section.items()}


def _wrong_subnumbers(
    senders: Iterable[Sender], providers: Mapping[str, ProviderSettings | None]
) -> Iterator[str]:
    """Find senders whose subnumbers are not of the kind that their provider has."""
    for sender in senders:
        provider = providers.get(sender.provider)
        if provider is None or isinstance(sender.subnumbers, NoSubnumbers):
            continue
        place = f"senders: {sender.address}: subnumbers"
        fallback = providers.get(sender.fallback or "")
        if fallback is not None and fallback.names_sessions:
            yield f"senders: {sender.address}: fallback: {sender.fallback} names its own sessions."
        if isinstance(sender.subnumbers, Digits) and provider.names_sessions:
            yield f'{place}: {sender.provider} makes them itself; use "provider" or "none".'
        elif isinstance(sender.subnumbers, ProviderNamed) and not provider.names_sessions:
            yield f"{place}: {sender.provider} names no sessions; use {{digits: N}} or none."


def _provider(name: str, written: object, problems: list[str]) -> ProviderSettings | None:
    place = f"providers.{name}"
    if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
        problems.append(f"{place}: the name is part of a URL: letters, digits, - and _ only.")
    if not isinstance(written, dict):
        problems.append(f"{place}: must be a mapping with a type.")
        return None
    kind = PROVIDER_TYPES.get(str(written.get("type")))
    if kind is None:
        problems.append(
            f"{place}.type: {_unknown_type(written)} (known: {', '.join(PROVIDER_TYPES)})."
        )
        return None
    try:
        return kind.model_validate(written)
    except ValidationError as exc:
        problems.extend(mistakes(exc, place))
        return None


def _unknown_type(written: Mapping[object, object]) -> str:
    if "type" not in written:
        return "is missing"
    return f'there is no type "{written["type"]}"'
