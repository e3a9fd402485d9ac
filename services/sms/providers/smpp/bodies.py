"""Bodies of PDUs: binding, messages both ways, ids in answers (SMPP v3.4 chapters 4 and 5).

Computes only. Reading raises `UnreadableError` for what does not follow the standard.
"""

import struct
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from services.sms.providers.kit.json_items import UnreadableError
from services.sms.providers.smpp.commands import ISDN, VERSION, Command, Tag, TypeOfNumber

LONGEST_SHORT_MESSAGE: Final = 254
"""In bytes; what is longer goes into the parameter `message_payload`."""
_LONGEST_TEXT: Final = 66
"""Of any text with a NUL at its end, in bytes, the NUL among them: a message id of `data_sm`."""
_tag: Final = struct.Struct(">HH")


class Address(Struct, frozen=True):
    """A number or a name, without a plus sign; `kind` is its type of number."""

    value: str
    kind: int = TypeOfNumber.UNKNOWN
    plan: int = 0


class ShortMessage(Struct, frozen=True, kw_only=True):
    """What `submit_sm`, `deliver_sm` and `data_sm` carry; `content` is the text as bytes.

    `parameters` are the optional ones by their tags, of several with one tag the first.
    """

    source: Address
    destination: Address
    content: bytes
    data_coding: int = 0
    esm_class: int = 0
    validity: str = ""
    registered_delivery: int = 0
    parameters: Mapping[int, bytes] = {}


def bind_body(*, system_id: str, password: str, system_type: str = "") -> bytes:
    """Write the body of any of the three ways to bind, for all addresses."""
    return b"".join(
        [_text(system_id), _text(password), _text(system_type), bytes((VERSION, 0, 0)), b"\x00"]
    )


def submit_body(message: ShortMessage) -> bytes:
    """Write the body of a `submit_sm`: no service type, ordinary priority, sent at once."""
    content, parameters = message.content, dict(message.parameters)
    if len(content) > LONGEST_SHORT_MESSAGE:
        content, parameters[Tag.MESSAGE_PAYLOAD] = b"", content
    return b"".join(
        [
            b"\x00",
            _address(message.source),
            _address(message.destination),
            bytes((message.esm_class, 0, 0)),
            b"\x00",
            _text(message.validity),
            bytes((message.registered_delivery, 0, message.data_coding, 0, len(content))),
            content,
            *(_tag.pack(tag, len(value)) + value for tag, value in parameters.items()),
        ]
    )


def message_id_body(message_id: str = "") -> bytes:
    """Write the body of an answer to a message; `deliver_sm_resp` has an empty id."""
    return _text(message_id)


def read_message(command: int, body: bytes) -> ShortMessage:
    """Read the body of a `deliver_sm`, a `submit_sm` or a `data_sm`."""
    reader = _Reader(body)
    reader.text()
    source, destination = reader.address(), reader.address()
    if command == Command.DATA_SM:
        esm_class, registered, coding = reader.numbers(3)
        validity, content = "", b""
    else:
        esm_class, _, _ = reader.numbers(3)
        reader.text()
        validity = reader.text()
        registered, _, coding, _, length = reader.numbers(5)
        content = reader.take(length)
    parameters = reader.parameters()
    return ShortMessage(
        source=source,
        destination=destination,
        content=content or parameters.get(Tag.MESSAGE_PAYLOAD, b""),
        data_coding=coding,
        esm_class=esm_class,
        validity=validity,
        registered_delivery=registered,
        parameters=parameters,
    )


def read_message_id(body: bytes) -> str | None:
    """Read the id in the answer to a submit; None where there is none, or none that is a text."""
    return parameter_text(body) or None


def parameter_text(value: bytes) -> str:
    r"""Read a text of a parameter, which should end in a NUL and does not always.

    >>> parameter_text(b"4a2f\x00"), parameter_text(b"4a2f")
    ('4a2f', '4a2f')
    """
    text = value.partition(b"\x00")[0].decode("ascii", "replace").strip()
    return text if text.isprintable() and len(text) < _LONGEST_TEXT else ""


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def take(self, count: int) -> bytes:
        taken = self._body[self._at : self._at + count]
        if len(taken) < count:
            raise UnreadableError("the PDU ends too early")
        self._at += count
        return taken

    def numbers(self, count: int) -> bytes:
        """Take numbers of one byte each."""
        return self.take(count)

    def text(self) -> str:
        end = self._body.find(b"\x00", self._at, self._at + _LONGEST_TEXT)
        if end < 0:
            raise UnreadableError("a text without an end")
        text = self._body[self._at : end].decode("latin-1")
        self._at = end + 1
        return text

    def address(self) -> Address:
        kind, plan = self.numbers(2)
        return Address(self.text(), kind, plan)

    def parameters(self) -> Mapping[int, bytes]:
        found: dict[int, bytes] = {}
        # A byte or two too many are met with, such as a NUL behind the text.
        while len(self._body) - self._at >= _tag.size:
            tag, length = _tag.unpack(self.take(_tag.size))
            found.setdefault(tag, self.take(length))
        return found


def _address(address: Address) -> bytes:
    return bytes((address.kind, address.plan)) + _text(address.value)


def _text(text: str) -> bytes:
    return text.encode("ascii", "replace").replace(b"\x00", b"?") + b"\x00"


def number_address(number: str) -> Address:
    """Return the address of a phone or of a sender: E.164, a short number, or a name.

    >>> [int(number_address(number).kind) for number in ("+4790000001", "1963", "Acme")]
    [1, 3, 5]
    """
    if number.startswith("+"):
        return Address(number[1:], TypeOfNumber.INTERNATIONAL, ISDN)
    if number.isdecimal():
        return Address(number, TypeOfNumber.NETWORK_SPECIFIC)
    return Address(number, TypeOfNumber.ALPHANUMERIC)
