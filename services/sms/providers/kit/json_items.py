"""Reading JSON callbacks item by item, so that a bad item does not take the good ones with it.

For every provider that sends JSON. What an item means is the provider's own file.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from services.sms.domain.provider import (
    ProviderReply,
    ProviderReport,
    Received,
    UnreadableItem,
)
from services.text.storable import storable

Item = Mapping[str, object]

MOST_ITEMS: Final = 1_000
"""How many items of one callback are understood one by one."""
TOO_MANY: Final = f"beyond the first {MOST_ITEMS} items of a callback"
LONGEST_ID: Final = 200
LONGEST_ADDRESS: Final = 64
LONGEST_NUMBER: Final = 1000
"""In digits; a longer one is taken as a text."""
_is_code: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9_.\- ]{0,63}|-?[0-9]{1,6}|0x[0-9A-Fa-f]{1,8}"
).fullmatch


class UnreadableError(ValueError):
    """An item cannot be understood. The message says why and holds nothing of the item."""


Read = Callable[[Item], ProviderReply | ProviderReport | None]
"""Reads an item; raises UnreadableError, and returns None for one that says nothing new."""


def read_items(body: bytes, read: Read, *, under: Sequence[str] = ()) -> Received:
    """Read an object or a list of objects, or the lists that lie `under` some names of an object.

    The first 1,000 items are read one by one; what is beyond them is kept aside as one. Whatever is kept
    aside is a body by itself, and can be read again by the same call.
    """
    try:
        content: object = json.loads(body, parse_int=_whole_number)
    except (ValueError, RecursionError):
        return Received(unreadable=(UnreadableItem(reason="not JSON", body=body),))
    lists = _lists(content, under)
    if lists is None:
        reason = "neither an object nor a list"
        return Received(unreadable=(UnreadableItem(reason=reason, body=body),))
    return together(_sorted_out(items, read, under=name) for name, items in lists.items())


def read_inside(body: bytes, read: Read, *, path: Sequence[str]) -> Received:
    """Read the items of a list that lies at a path of names in an object; without a path, as `read_items`.

    What is kept aside lies at the same path of a body of its own.
    """
    if not path:
        return read_items(body, read)
    try:
        content: object = json.loads(body, parse_int=_whole_number)
    except (ValueError, RecursionError):
        return Received(unreadable=(UnreadableItem(reason="not JSON", body=body),))
    for name in path:
        content = content.get(name) if isinstance(content, dict) else None
    if not isinstance(content, (list, dict)):
        reason = f"there are no items at {'.'.join(path)}"
        return Received(unreadable=(UnreadableItem(reason=reason, body=body),))
    found = _sorted_out(content if isinstance(content, list) else [content], read, under="")
    aside = [
        UnreadableItem(reason=item.reason, body=_wrapped(item.body, path))
        for item in found.unreadable
    ]
    return Received(replies=found.replies, reports=found.reports, unreadable=tuple(aside))


def _wrapped(item: bytes, path: Sequence[str]) -> bytes:
    for name in reversed(path):
        item = b"{%s: %s}" % (json.dumps(name).encode("ascii"), item)
    return item


def read_item(content: Item | bytes, read: Read) -> Received:
    """Read one object that lies in a callback and not in its body, or the body that it was kept as."""
    if isinstance(content, bytes):
        return read_items(content, read)
    return _sorted_out([content], read, under="")


def together(parts: Iterable[Received]) -> Received:
    """Return as one what several readings found; only items, no nonce and no request."""
    listed = list(parts)
    return Received(
        replies=tuple(reply for one in listed for reply in one.replies),
        reports=tuple(report for one in listed for report in one.reports),
        unreadable=tuple(item for one in listed for item in one.unreadable),
    )


def _lists(content: object, under: Sequence[str]) -> Mapping[str, Sequence[object]] | None:
    """Return lists of items by the names that they lie under, an empty one for none."""
    if isinstance(content, dict):
        named = {name: content[name] for name in under if name in content}
        return {
            name: value if isinstance(value, list) else [value]
            for name, value in (named or {"": content}).items()
        }
    return {"": content} if isinstance(content, list) else None


def _sorted_out(items: Sequence[object], read: Read, *, under: str) -> Received:
    replies: list[ProviderReply] = []
    reports: list[ProviderReport] = []
    unreadable: list[UnreadableItem] = []
    for item in items[:MOST_ITEMS]:
        try:
            found = read(_object(item))
        except UnreadableError as exc:
            unreadable.append(_aside(item, str(exc), under=under))
            continue
        if isinstance(found, ProviderReply):
            replies.append(found)
        elif found is not None:
            reports.append(found)
    if len(items) > MOST_ITEMS:
        unreadable.append(_aside(items[MOST_ITEMS:], TOO_MANY, under=under))
    return Received(replies=tuple(replies), reports=tuple(reports), unreadable=tuple(unreadable))


def _aside(item: object, reason: str, *, under: str) -> UnreadableItem:
    # Escaped, so that lone surrogates do not matter.
    written = json.dumps({under: item} if under else item)
    return UnreadableItem(reason=reason, body=written.encode("ascii"))


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


def ids_of(item: Item, theirs: str, ours: str) -> tuple[str | None, str | None]:
    """Return the provider's id of a message and ours, of which one has to be there."""
    found = id_of(item, theirs), id_of(item, ours)
    if found == (None, None):
        raise UnreadableError(f"neither {theirs} nor {ours} is given")
    return found


def code_of(item: Item, name: str) -> str:
    """Return an error code that may be logged: no phone, no sentence; else an empty text."""
    value = item.get(name)
    code = str(value) if isinstance(value, (str, int)) else ""
    return code if _is_code(code) else ""


def _whole_number(digits: str) -> int | str:
    # Python refuses to make numbers of many digits, and with one the whole list would be lost.
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _object(item: object) -> Item:
    if not isinstance(item, dict):
        raise UnreadableError("not an object")
    return item
