"""What a `command_status` means for a message (SMPP v3.4 section 5.1.3)."""

from collections.abc import Mapping
from typing import Final

from services.sms.domain.provider import (
    PermanentConfiguration,
    PermanentRecipient,
    SendResult,
    Temporary,
    Throttled,
)
from services.sms.providers.smpp.commands import Status

_NAMES: Final[Mapping[int, str]] = {
    0x01: "INVMSGLEN", 0x02: "INVCMDLEN", 0x03: "INVCMDID", 0x04: "INVBNDSTS", 0x05: "ALYBND",
    0x06: "INVPRTFLG", 0x07: "INVREGDLVFLG", 0x08: "SYSERR", 0x0A: "INVSRCADR", 0x0B: "INVDSTADR",
    0x0C: "INVMSGID", 0x0D: "BINDFAIL", 0x0E: "INVPASWD", 0x0F: "INVSYSID", 0x14: "MSGQFUL",
    0x15: "INVSERTYP", 0x33: "INVNUMDESTS", 0x40: "INVDESTFLAG", 0x42: "INVSUBREP",
    0x43: "INVESMCLASS", 0x44: "CNTSUBDL", 0x45: "SUBMITFAIL", 0x48: "INVSRCTON", 0x49: "INVSRCNPI",
    0x50: "INVDSTTON", 0x51: "INVDSTNPI", 0x53: "INVSYSTYP", 0x54: "INVREPFLAG", 0x55: "INVNUMMSGS",
    0x58: "THROTTLED", 0x61: "INVSCHED", 0x62: "INVEXPIRY", 0x63: "INVDFTMSGID", 0x64: "RX_T_APPN",
    0x65: "RX_P_APPN", 0x66: "RX_R_APPN", 0xC0: "INVOPTPARSTREAM", 0xC1: "OPTPARNOTALLWD",
    0xC2: "INVPARLEN", 0xC3: "MISSINGOPTPARAM", 0xC4: "INVOPTPARAMVAL", 0xFE: "DELIVERYFAILURE",
    0xFF: "UNKNOWNERR",
}  # fmt: skip
_THROTTLED: Final = frozenset({Status.THROTTLED, Status.QUEUE_FULL})
_TEMPORARY: Final = frozenset({Status.WRONG_BIND_STATE, 0x08, Status.TRY_LATER, 0xFF})
# What we are, and what we write into every message alike.
_CONFIGURATION: Final = frozenset(
    {0x02, 0x03, 0x05, 0x06, 0x07, 0x0A, 0x0D, 0x0E, 0x0F, 0x15, 0x43, 0x48, 0x49, 0x53, 0x54, 0x63}
    | {0xC0, 0xC1, 0xC2, 0xC3, 0xC4}
)


def refusal(status: int) -> SendResult:
    """Return what a status other than OK means; one of a centre's own concerns this message only.

    >>> refusal(0x58), refusal(0x0B), refusal(0x0401)
    (Throttled(after=None), PermanentRecipient(code='INVDSTADR'), PermanentRecipient(code='0x0401'))
    """
    code = status_name(status)
    if status in _THROTTLED:
        return Throttled()
    if status in _TEMPORARY:
        return Temporary(reason=code)
    if status in _CONFIGURATION:
        return PermanentConfiguration(code=code)
    return PermanentRecipient(code=code)


def status_name(status: int) -> str:
    """Return the standard's name of a status without its `ESME_R`, else its number in hex."""
    return _NAMES.get(status) or f"0x{status:04X}"
