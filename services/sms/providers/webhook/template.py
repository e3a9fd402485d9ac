"""Templates of requests: values whose texts hold placeholders, filled in for each message."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from services.sms.domain.provider import ProviderMessage
from services.text.segments import Encoding

PLACEHOLDERS: Final = (
    *("id", "from", "from_digits", "to", "to_digits", "text", "encoding", "ucs2", "segments"),
    *("valid_seconds", "valid_until", "status_url"),
)
_placeholder: Final = re.compile(r"\{([A-Za-z_0-9]+)\}")
# For the few messages without an end, which ours never are.
_DEFAULT_LIFE: Final = timedelta(days=1)

Values = Mapping[str, str | int | bool]


def unknown_placeholders(template: object) -> list[str]:
    """Return the placeholders of a template that nothing stands for."""
    match template:
        case str():
            return [name for name in _placeholder.findall(template) if name not in PLACEHOLDERS]
        case dict():
            return [name for each in template.values() for name in unknown_placeholders(each)]
        case list():
            return [name for each in template for name in unknown_placeholders(each)]
        case _:
            return []


def values_of(message: ProviderMessage, *, now: datetime, status_url: str) -> Values:
    """Return what the placeholders stand for; `status_url` is empty where there is no public address."""
    until = (message.valid_until or now + _DEFAULT_LIFE).astimezone(UTC)
    return {
        "id": message.id,
        "from": message.sender,
        "from_digits": message.sender.removeprefix("+"),
        "to": message.recipient,
        "to_digits": message.recipient.removeprefix("+"),
        "text": message.text,
        "encoding": message.encoding.value,
        "ucs2": message.encoding is Encoding.UCS2,
        "segments": message.segments,
        "valid_seconds": max(int((until - now).total_seconds()), 1),
        "valid_until": until.replace(tzinfo=None).isoformat(timespec="seconds") + "Z",
        "status_url": status_url,
    }


def filled(template: object, values: Values) -> object:
    """Return a template with its placeholders filled in; a text that is one of them keeps its type.

    >>> filled({"unicode": "{ucs2}", "to": ["tel:{to}"]}, {"ucs2": True, "to": "+47"})
    {'unicode': True, 'to': ['tel:+47']}
    """
    match template:
        case str():
            return _filled_text(template, values)
        case dict():
            return {name: filled(each, values) for name, each in template.items()}
        case list():
            return [filled(each, values) for each in template]
        case _:
            return template


def filled_fields(template: Mapping[str, object], values: Values) -> Mapping[str, str]:
    """Return the fields of a form or a query: everything as text."""
    return {name: as_text(filled(each, values)) for name, each in template.items()}


def as_text(value: object) -> str:
    """Write a value as a text; truth values as JSON does.

    >>> as_text(True), as_text(5), as_text("8")
    ('true', '5', '8')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)


def _filled_text(template: str, values: Values) -> object:
    whole = _placeholder.fullmatch(template)
    if whole is not None:
        return values[whole[1]]
    return _placeholder.sub(lambda found: as_text(values[found[1]]), template)
