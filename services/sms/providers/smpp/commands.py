"""The numbers of SMPP 3.4 (SMPP v3.4 Issue 1.2, chapter 5): commands, statuses, parameters, flags."""

from enum import IntEnum, IntFlag
from typing import Final

RESPONSE: Final = 0x80000000
"""The bit that tells the response to a command from the command."""
VERSION: Final = 0x34


class Command(IntEnum):
    """What a PDU is."""

    BIND_RECEIVER = 0x01
    BIND_TRANSMITTER = 0x02
    SUBMIT_SM = 0x04
    DELIVER_SM = 0x05
    UNBIND = 0x06
    BIND_TRANSCEIVER = 0x09
    OUTBIND = 0x0B
    ENQUIRE_LINK = 0x15
    ALERT_NOTIFICATION = 0x102
    DATA_SM = 0x103
    GENERIC_NACK = RESPONSE
    SUBMIT_SM_RESP = RESPONSE | SUBMIT_SM
    DELIVER_SM_RESP = RESPONSE | DELIVER_SM
    UNBIND_RESP = RESPONSE | UNBIND
    ENQUIRE_LINK_RESP = RESPONSE | ENQUIRE_LINK


class Status(IntEnum):
    """How a command went (`command_status`); only those that are treated each in its own way."""

    OK = 0x00
    INVALID_COMMAND_LENGTH = 0x02
    INVALID_COMMAND_ID = 0x03
    WRONG_BIND_STATE = 0x04
    QUEUE_FULL = 0x14
    THROTTLED = 0x58
    TRY_LATER = 0x64
    """ESME_RX_T_APPN: the receiver cannot take it now."""


class Tag(IntEnum):
    """Optional parameters that we read or write."""

    RECEIPTED_MESSAGE_ID = 0x001E
    SAR_REFERENCE = 0x020C
    SAR_TOTAL = 0x020E
    SAR_NUMBER = 0x020F
    NETWORK_ERROR_CODE = 0x0423
    MESSAGE_PAYLOAD = 0x0424
    MESSAGE_STATE = 0x0427


class EsmClass(IntFlag):
    """Bits of `esm_class`."""

    RECEIPT = 0x04
    INTERMEDIATE = 0x20
    HEADER = 0x40
    """The text begins with a user data header."""


TYPE_BITS: Final = 0x3C
"""Which bits of `esm_class` say what kind of message it is."""


class TypeOfNumber(IntEnum):
    """What an address is."""

    UNKNOWN = 0
    INTERNATIONAL = 1
    NETWORK_SPECIFIC = 3
    ALPHANUMERIC = 5


ISDN: Final = 1
"""The numbering plan of telephone numbers (E.164)."""
