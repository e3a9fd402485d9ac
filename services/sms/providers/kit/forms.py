"""Reading callbacks that are forms, or the query of an address."""

import re
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from services.sms.domain.provider import (
    Callback,
    ProviderReply,
    ProviderReport,
    Received,
    UnreadableItem,
)
from services.sms.providers.kit.json_items import Item, UnreadableError

MOST_FIELDS: Final = 1_000
TOO_MANY: Final = f"more than {MOST_FIELDS} fields"
_unescaped: Final = re.compile(rb"[\x80-\xff]")
_charset: Final = re.compile(r"charset=\"?([A-Za-z0-9_-]{1,40})").search


def read_form(
    callback: Callback,
    read: Callable[[Item], ProviderReply | ProviderReport | None],
    *,
    in_query: bool = False,
) -> Received:
    """Read one item from a form, or from the query alone.

    `read` raises UnreadableError, and returns None for nothing new.

    What cannot be read is kept with the callback's body; its address is kept anyhow.
    """
    try:
        return received(read(item_of(fields_of(callback, in_query=in_query))))
    except UnreadableError as exc:
        return Received(unreadable=(UnreadableItem(reason=str(exc), body=callback.body),))


def received(found: ProviderReply | ProviderReport | None) -> Received:
    """Return one item, or none, as what was received."""
    match found:
        case ProviderReply():
            return Received(replies=(found,))
        case ProviderReport():
            return Received(reports=(found,))
        case None:
            return Received()


def fields_of(callback: Callback, *, in_query: bool = False) -> Sequence[tuple[str, str]]:
    """Return the fields of a posted form, or of the query of a GET, in their order, empty ones too.

    With `in_query` they are in the query, whatever the method.

    Raises UnreadableError for too many. Bytes that are not what they say they are get read as Latin-1:
    that loses nothing.
    """
    if in_query or callback.method == "GET":
        return _fields(urlsplit(callback.target).query.encode("utf-8", "replace"), "utf-8")
    declared = _charset(callback.headers.get("content-type", ""))
    return _fields(callback.body, declared[1] if declared else "utf-8")


def item_of(fields: Sequence[tuple[str, str]]) -> Item:
    """Return fields by their names; of several with one name the first counts."""
    return dict(reversed(fields))


def _fields(written: bytes, charset: str) -> Sequence[tuple[str, str]]:
    # What should have been escaped and was not is taken as its bytes.
    escaped = _unescaped.sub(lambda found: b"%%%02X" % found[0][0], written).decode("ascii")
    try:
        return _decoded(escaped, charset)
    except (UnicodeDecodeError, LookupError):
        return _decoded(escaped, "latin-1")


def _decoded(escaped: str, charset: str) -> Sequence[tuple[str, str]]:
    try:
        return parse_qsl(
            escaped,
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            encoding=charset,
            errors="strict",
        )
    except UnicodeDecodeError:
        raise
    except ValueError as exc:
        raise UnreadableError(TOO_MANY) from exc
