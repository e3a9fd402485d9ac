"""Reading XML callbacks item by item, so that a bad item does not take the good ones with it.

For flat items: an element each, with its fields as elements in it. A document that declares its own
entities is not read: none needs to, and they are how small bodies become large ones.
"""

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, ParseError, XMLParser, tostring

from services.sms.domain.provider import ProviderReply, ProviderReport, Received, UnreadableItem
from services.sms.providers.kit.json_items import MOST_ITEMS, TOO_MANY, Item, Read, UnreadableError

_DEEPEST: Final = 20
_DECLARED: Final = b"<!DOCTYPE"


def is_xml(body: bytes) -> bool:
    """Say whether a body looks like XML."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read_xml_items(body: bytes, read: Read) -> Received:
    """Read the children of the root; `read` gets the text of each field, under its lower-case name.

    The first 1,000 items are read one by one; what is beyond them is kept aside as one. Whatever is kept
    aside is a body by itself, and can be read again by the same call.
    """
    root = _root(body)
    if root is None:
        return Received(unreadable=(UnreadableItem(reason="not XML", body=body),))
    items = list(root)
    replies: list[ProviderReply] = []
    reports: list[ProviderReport] = []
    unreadable: list[UnreadableItem] = []
    for item in items[:MOST_ITEMS]:
        try:
            found = read(_fields(item))
        except UnreadableError as exc:
            unreadable.append(_aside(root, [item], str(exc)))
            continue
        if isinstance(found, ProviderReply):
            replies.append(found)
        elif found is not None:
            reports.append(found)
    if len(items) > MOST_ITEMS:
        unreadable.append(_aside(root, items[MOST_ITEMS:], TOO_MANY))
    return Received(replies=tuple(replies), reports=tuple(reports), unreadable=tuple(unreadable))


def xml_content(body: bytes) -> Item | None:
    """Return a document as a mapping from its root's name; None for what is no XML.

    Elements with the same name are a list, those without others in them their text.
    """
    root = _root(body)
    return None if root is None else {_tag(root): _value(root, depth=0)}


def _value(element: Element, *, depth: int) -> object:
    if not len(element) or depth >= _DEEPEST:
        return "".join(element.itertext())
    by_name: dict[str, list[object]] = {}
    for child in element:
        by_name.setdefault(_tag(child), []).append(_value(child, depth=depth + 1))
    return {name: found[0] if len(found) == 1 else found for name, found in by_name.items()}


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _root(body: bytes) -> Element | None:
    if _DECLARED in body.upper():
        return None
    parser = XMLParser()
    try:
        parser.feed(body)
        root = parser.close()
    except (ParseError, ValueError, LookupError):
        return None
    return root if isinstance(root, Element) else None


def _fields(item: Element) -> Item:
    return {_name(field): "".join(field.itertext()) for field in item}


def _name(element: Element) -> str:
    return _tag(element).lower()


def _aside(root: Element, items: Sequence[Element], reason: str) -> UnreadableItem:
    kept = Element(root.tag)
    kept.extend(items)
    return UnreadableItem(reason=reason, body=tostring(kept))
