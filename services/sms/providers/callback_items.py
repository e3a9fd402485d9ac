"""Reading JSON callbacks item by item, so that a bad item does not take the good ones with it.

For every provider that sends JSON. What an item means is the provider's own file.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, TypeVar

from services.sms.domain.provider import UnreadableItem
from services.text.storable import storable

Item = Mapping[str, object]
ItemT = TypeVar("ItemT")

LONGEST_ID: Final = 200
LONGEST_ADDRESS: Final = 64
LONGEST_NUMBER: Final = 1000
"""In digits; a longer one is taken as a text."""
_is_code: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.\- ]{0,63}|-?[0-9]{1,6}").fullmatch


class UnreadableError(ValueError):
    """An item cannot be understood. The message says why and holds nothing of the item."""


def read_items(
    body: bytes, read: Callable[[Item], ItemT]
) -> tuple[tuple[ItemT, ...], tuple[UnreadableItem, ...]]:
    """Read an object or a list of objects; `read` raises UnreadableError for a bad one."""
    try:
        content: object = json.loads(body, parse_int=_whole_number)
    except (ValueError, RecursionError):
        return (), (UnreadableItem(reason="not JSON", raw=body),)
    if isinstance(content, dict):
        content = [content]
    if not isinstance(content, list):
        return (), (UnreadableItem(reason="neither an object nor a list", raw=body),)
    return _sorted_out(content, read)


def _sorted_out(
    items: list[object], read: Callable[[Item], ItemT]
) -> tuple[tuple[ItemT, ...], tuple[UnreadableItem, ...]]:
    good: list[ItemT] = []
    bad: list[UnreadableItem] = []
    for item in items:
        try:
            good.append(read(_object(item)))
        except UnreadableError as exc:
            # Escaped, so that lone surrogates do not matter.
            bad.append(UnreadableItem(reason=str(exc), raw=json.dumps(item).encode("ascii")))
    return tuple(good), tuple(bad)


def text_of(item: Item, name: str) -> str:
    """Return a text, an empty one when it is absent; a number is taken as its digits."""
    value = item.get(name)
    if isinstance(value, str):
        return storable(value)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise UnreadableError(f"{name} is not text")


def address_of(item: Item, name: str) -> str:
    """Return an address with no spaces around it; it may be an integer, but not absent."""
    address = text_of(item, name).strip()
    if not address or len(address) > LONGEST_ADDRESS:
        raise UnreadableError(f"{name} is missing or too long")
    return address


def id_of(item: Item, name: str) -> str | None:
    """Return an id, None when it is absent; one of absurd length is replaced by its digest."""
    value = text_of(item, name).strip()
    if len(value) > LONGEST_ID:
        return f"sha256:{hashlib.sha256(value.encode()).hexdigest()}"
    return value or None


def code_of(item: Item, name: str) -> str:
    """Return an error code that may be logged: no phone, no sentence; else an empty text."""
    value = item.get(name)
    code = str(value) if isinstance(value, (str, int)) else ""
    return code if _is_code(code) else ""


def instant_of(item: Item, name: str) -> datetime | None:
    """Return an aware instant (RFC 3339), None when absent, unreadable or without an offset."""
    value = item.get(name)
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return instant if instant is not None and instant.tzinfo is not None else None


def _whole_number(digits: str) -> int | str:
    # Python refuses to make numbers of many digits, and with one the whole list would be lost.
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _object(item: object) -> Item:
    if not isinstance(item, dict):
        raise UnreadableError("not an object")
    return item
