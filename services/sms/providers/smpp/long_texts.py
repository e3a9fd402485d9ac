"""Long texts: cut into parts on their way out, recognised as parts on their way in.

Three ways: a user data header (3GPP TS 23.040 section 9.2.3.24), the parameters `sar_*`, or one
`message_payload` that the centre cuts itself (SMPP v3.4 sections 5.2.12, 5.3.2.22 to 24 and 32).
"""

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from msgspec.structs import replace

from services.sms.domain.provider import ReplyPart
from services.sms.providers.kit.json_items import UnreadableError
from services.sms.providers.smpp.alphabets import UCS2, Alphabets
from services.sms.providers.smpp.bodies import ShortMessage
from services.sms.providers.smpp.commands import EsmClass, Tag
from services.text.segments import Encoding, split


class LongMessages(StrEnum):
    """How long texts go out."""

    UDH = "udh"
    SAR = "sar"
    PAYLOAD = "payload"


_CONCATENATED: Final = 0x00
_CONCATENATED_16: Final = 0x08


def parts_of(
    plain: ShortMessage, text: str, *, our_id: str, way: LongMessages, alphabets: Alphabets
) -> Sequence[ShortMessage]:
    """Return the messages that carry a text, one where it fits into one or the centre cuts it.

    All parts have a number in common that comes from our id, so parts that are sent again are the
    same ones to the phone.
    """
    coding, written = alphabets.encode(text)
    plain = replace(plain, data_coding=coding)
    if way is LongMessages.PAYLOAD:
        return [replace(plain, content=written(text))]
    texts = split(text, Encoding.UCS2 if coding == UCS2 else Encoding.GSM7)
    contents = [written(one) for one in texts]
    if len(contents) == 1:
        return [replace(plain, content=contents[0])]
    reference = hashlib.sha256(our_id.encode()).digest()[0]
    part = _with_header if way is LongMessages.UDH else _with_parameters
    return [
        part(replace(plain, content=one), reference, number, len(contents))
        for number, one in enumerate(contents, start=1)
    ]


def _with_header(plain: ShortMessage, reference: int, number: int, total: int) -> ShortMessage:
    header = bytes((5, _CONCATENATED, 3, reference, total, number))
    return replace(
        plain, esm_class=plain.esm_class | EsmClass.HEADER, content=header + plain.content
    )


def _with_parameters(plain: ShortMessage, reference: int, number: int, total: int) -> ShortMessage:
    parameters = {
        Tag.SAR_REFERENCE: reference.to_bytes(2, "big"),
        Tag.SAR_TOTAL: bytes((total,)),
        Tag.SAR_NUMBER: bytes((number,)),
    }
    return replace(plain, parameters={**plain.parameters, **parameters})


def part_of(message: ShortMessage) -> tuple[ReplyPart | None, bytes]:
    """Return which part a message is, None for a whole one, and the bytes of its text.

    Raises UnreadableError for a header that is longer than the message.
    """
    if not message.esm_class & EsmClass.HEADER:
        return _by_parameters(message), message.content
    length = message.content[0] if message.content else 0
    header, content = message.content[1 : 1 + length], message.content[1 + length :]
    if len(header) < length or not message.content:
        raise UnreadableError("a header that is longer than the message")
    return _by_header(header), content


def _by_header(header: bytes) -> ReplyPart | None:
    while len(header) >= 2:
        element, length = header[0], header[1]
        value, header = header[2 : 2 + length], header[2 + length :]
        if element == _CONCATENATED and len(value) == 3:
            return _part(f"{value[0]}", value[2], value[1])
        if element == _CONCATENATED_16 and len(value) == 4:
            return _part(f"{int.from_bytes(value[:2], 'big')}", value[3], value[2])
    return None


def _by_parameters(message: ShortMessage) -> ReplyPart | None:
    reference, total, number = (
        message.parameters.get(tag, b"")
        for tag in (Tag.SAR_REFERENCE, Tag.SAR_TOTAL, Tag.SAR_NUMBER)
    )
    if len(reference) != 2 or len(total) != 1 or len(number) != 1:
        return None
    return _part(f"{int.from_bytes(reference, 'big')}", number[0], total[0])


def _part(reference: str, number: int, total: int) -> ReplyPart | None:
    """Return the part, None for one that is the whole or has a number that makes no sense."""
    if total < 2 or not 1 <= number <= total:
        return None
    return ReplyPart(reference=reference, number=number, total=total)
