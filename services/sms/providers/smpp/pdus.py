"""PDUs as bytes: a header of four numbers, and a body. What a body holds is in `bodies`.

SMPP v3.4 section 3.2. Computes only; whatever a peer sends, it raises `BrokenStreamError` or returns.
"""

import struct
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from services.sms.providers.smpp.commands import Status

_header: Final = struct.Struct(">IIII")
HEADER_BYTES: Final = _header.size
LARGEST: Final = 72 * 1024
"""A payload has 65,535 bytes at most; what claims to be larger than this is no SMPP."""


class BrokenStreamError(Exception):
    """The peer sent something after which its bytes cannot be told apart any more."""


class Pdu(Struct, frozen=True):
    """A command or the response to one: both of a pair have the same `sequence`."""

    command: int
    sequence: int
    body: bytes = b""
    status: int = Status.OK


def encode(pdu: Pdu) -> bytes:
    """Write a PDU.

    >>> encode(Pdu(0x15, 7)).hex(" ", 4)
    '00000010 00000015 00000000 00000007'
    """
    length = HEADER_BYTES + len(pdu.body)
    return _header.pack(length, pdu.command, pdu.status, pdu.sequence) + pdu.body


class PduReader:
    """Cuts a stream of bytes into PDUs, however it was cut on its way."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, received: bytes) -> Iterator[Pdu]:
        """Yield the PDUs that are whole; raises BrokenStreamError when lengths make no sense.

        >>> reader = PduReader()
        >>> whole = encode(Pdu(0x15, 7))
        >>> len(list(reader.feed(whole[:9]))), len(list(reader.feed(whole[9:] + whole)))
        (0, 2)
        """
        self._bytes += received
        at = 0
        try:
            while len(self._bytes) - at >= HEADER_BYTES:
                length, command, status, sequence = _header.unpack_from(self._bytes, at)
                if not HEADER_BYTES <= length <= LARGEST:
                    raise BrokenStreamError(f"a PDU of {length} bytes")
                if len(self._bytes) - at < length:
                    break
                body = bytes(self._bytes[at + HEADER_BYTES : at + length])
                at += length
                yield Pdu(command, sequence, body, status)
        finally:
            del self._bytes[:at]
