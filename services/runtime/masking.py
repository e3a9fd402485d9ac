"""Hides phones and message texts before anything is logged (`services/sessions/README.md`)."""

import re
from collections.abc import MutableMapping
from typing import Any

_PHONE = re.compile(r"(?<![\w-])\+?\d{8,15}(?![\w-])")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SECRET_KEYS = frozenset({"text", "content", "comment", "body", "token", "key", "password"})


def mask_phone(phone: str) -> str:
    """Keep the first three and last two characters of a phone.

    >>> mask_phone("+4790000001")
    '+47******01'
    """
    if len(phone) < 6:
        return "*" * len(phone)
    return phone[:3] + "*" * (len(phone) - 5) + phone[-2:]


def is_phone(text: str) -> bool:
    """Say whether a text is a number in E.164 and nothing else.

    >>> is_phone("+4790000001"), is_phone("900 00 001")
    (True, False)
    """
    return _E164.fullmatch(text) is not None


def mask_phones(text: str) -> str:
    """Mask whatever looks like a phone inside a sentence.

    >>> mask_phones("nothing open for +4790000001 on 1960")
    'nothing open for +47******01 on 1960'
    """
    return _PHONE.sub(lambda match: mask_phone(match.group()), text)


def mask_event(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Mask a structlog event: texts by their length, phones wherever they stand."""
    for key, value in event.items():
        if key in _SECRET_KEYS:
            event[key] = f"<{len(str(value))} characters>"
        else:
            event[key] = _masked(value)
    return event


def _masked(value: Any) -> Any:
    match value:
        case str():
            return mask_phones(value)
        case list() | tuple() | set() | frozenset():
            return [_masked(item) for item in value]
        case dict():
            return {key: _masked(item) for key, item in value.items()}
        case _:
            return value
